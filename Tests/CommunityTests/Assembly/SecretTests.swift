import Foundation
import GRDB
import Testing

@testable import Community

/// Tries to link ballots to voters from the whole file of the store.
@Suite struct SecretTests {
    /// The files of a store in which these answers were given, in this order, before the count.
    private func files(
        _ answers: [Choice], kind: Assembly.VoteKind = .secret, isClosed: Bool = false
    ) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let store = try CommunityStore(path: folder + "/" + CommunityStore.fileName)
        let invented = try InventedAssembly([.buyers: 5, .companies: 5], store: store)
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(kind, acceptsSmallColleges: false)
        for (organisation, choice) in zip(invented.all, answers) {
            try invented.cast(choice, for: organisation, on: vote)
        }
        if isClosed { _ = try store.assembly.closeVote(vote, invented.acting()) }
        try store.emptyLog()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        var files: [String: Data] = [:]
        for name in names where !name.hasSuffix("-shm") {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
        try store.close()
        return files
    }

    private static let former: [Choice] = [
        .favour, .favour, .favour, .against, .abstention,
        .favour, .against, .against, .favour, .against,
    ]
    /// The same count by college, everybody else's answer.
    private static let latter: [Choice] = [
        .abstention, .against, .favour, .favour, .favour,
        .against, .favour, .favour, .against, .against,
    ]

    @Test(arguments: [false, true])
    func `whoever gave which answer, the file is the same byte for byte`(isClosed: Bool) throws {
        let former = try files(Self.former, isClosed: isClosed)
        let latter = try files(Self.latter, isClosed: isClosed)

        // Rows, their order and numbers, the journal, free pages, the space between rows: all of it.
        #expect(former["communaute.sqlite"]?.isEmpty == false)
        #expect(former["communaute.sqlite"] == latter["communaute.sqlite"])
        #expect(former["communaute.sqlite-wal"]?.isEmpty != false)
    }

    @Test func `the same trial tells answers apart where they are not secret`() throws {
        let former = try files(Self.former, kind: .byOrganisation)
        let latter = try files(Self.latter, kind: .byOrganisation)

        #expect(former["communaute.sqlite"] != latter["communaute.sqlite"])
    }

    @Test func `another count gives another file, so that the count is really there`() throws {
        var other = Self.former
        other[0] = .against

        #expect(try files(Self.former) != files(other))
    }

    @Test func `no moment, no person and no order stands beside an answer`() throws {
        let invented = try InventedAssembly([.buyers: 3])
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(.secret)
        for organisation in invented.all { try invented.cast(.favour, for: organisation, on: vote) }

        let columns = try invented.store.read { try $0.columns(in: "urne").map(\.name) }
        #expect(columns == ["resolution", "college", "choix", "voix"])
        let noted = try invented.store.journal(atMost: 1_000)
        #expect(noted.allSatisfy { !["urne", "electeur", "voix_publique"].contains($0.object) })
        #expect(try invented.store.assembly.electors(of: vote).allSatisfy { $0.choice == nil })
    }

    @Test(arguments: [1, 2])
    func `a secret vote is not closed on so few answers that its outcome tells them`(count: Int)
        throws
    {
        let invented = try InventedAssembly([.buyers: 4, .companies: 2])
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(.secret)
        for index in 0..<count {
            try invented.cast(.favour, for: invented[.buyers, index], on: vote)
        }

        #expect(throws: CommunityRefusal.self) {
            try invented.store.assembly.closeVote(vote, invented.acting())
        }
        #expect(try invented.store.assembly.resolution(vote).isAdopted == nil)
        #expect(try invented.store.assembly.count(of: vote) == nil)

        try invented.store.assembly.cancelVote(vote, invented.acting())
        #expect(
            try invented.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM urne") } == 0)
    }

    @Test func `a secret vote is not closed while a large college has one or two answers`() throws {
        let invented = try InventedAssembly([.buyers: 4, .companies: 3])
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(.secret, acceptsSmallColleges: false)
        let answering = invented.all.prefix(4) + [invented[.companies, 0]]
        for organisation in answering { try invented.cast(.favour, for: organisation, on: vote) }

        #expect(throws: CommunityRefusal.self) {
            try invented.store.assembly.closeVote(vote, invented.acting())
        }
        for index in 1...2 {
            try invented.cast(.against, for: invented[.companies, index], on: vote)
        }
        _ = try invented.store.assembly.closeVote(vote, invented.acting())
        #expect(
            try invented.store.assembly.count(of: vote)?.allSatisfy { $0.answers != nil } == true)
    }

    @Test func `a secret vote of two is not opened, even accepted`() throws {
        let invented = try InventedAssembly([.buyers: 2])
        try invented.open()
        try invented.attend(invented.all)

        #expect(throws: CommunityRefusal.self) { try invented.vote(.secret) }
    }

    @Test func `once counted the urn is empty, and a small college keeps its outcome only`() throws
    {
        let invented = try InventedAssembly([.buyers: 4, .companies: 2])
        try invented.open()
        try invented.attend(invented.all)
        #expect(throws: CommunityRefusal.self) {
            _ = try invented.vote(.secret, acceptsSmallColleges: false)
        }
        let vote = try #require(
            try invented.store.assembly.resolutions(of: invented.session).first?.id)
        try invented.store.assembly.openVote(
            vote, acceptsSmallColleges: true, invented.acting())
        for organisation in invented.all { try invented.cast(.favour, for: organisation, on: vote) }

        #expect(try invented.store.assembly.closeVote(vote, invented.acting()))
        let counts = try #require(try invented.store.assembly.count(of: vote))
        #expect(counts.allSatisfy { $0.answers == nil })
        #expect(Tally(counts) == nil)
        #expect(try invented.store.assembly.resolution(vote).isAdopted == true)
        #expect(
            try invented.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM urne") } == 0)
    }
}
