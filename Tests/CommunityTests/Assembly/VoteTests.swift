import GRDB
import Testing

@testable import Community

@Suite struct VoteTests {
    @Test func `a convocation reaches each representative once, in time, with its agenda`() throws {
        let invented = try InventedAssembly([.buyers: 2, .companies: 1])
        let store = invented.store
        func convoke(day: Int) throws -> Int {
            try store.assembly.convoke(invented.session, invented.acting(day: day)) {
                _, agenda, to in
                MailMessage(to: to.email, subject: agenda[0].title, text: to.organisations[0])
            }
        }

        #expect(throws: CommunityRefusal.self) { try convoke(day: 6) }
        #expect(try convoke(day: 5) == 3)
        #expect(try convoke(day: 5) == 0)
        let letters = try store.outbox.pending(at: invented.acting().now)
        #expect(letters.count == 3)
        #expect(letters.allSatisfy { $0.message.subject == "Un point" })
        #expect(try store.assembly.session(invented.session).rules == .usual)
        try store.assembly.decide(.with { $0.quorum = 90 }, invented.acting())
        #expect(try store.assembly.rules(of: store.assembly.session(invented.session)).quorum == 50)
    }

    @Test func `votes weigh by college and nobody votes twice`() throws {
        let invented = try InventedAssembly([.buyers: 3, .companies: 2])
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(.byOrganisation)

        for index in 0..<3 { try invented.cast(.favour, for: invented[.buyers, index], on: vote) }
        for index in 0..<2 {
            try invented.cast(.against, for: invented[.companies, index], on: vote)
        }
        #expect(throws: CommunityRefusal.untimely("Cet organisme a déjà voté.")) {
            try invented.cast(.against, for: invented[.buyers, 0], on: vote)
        }

        // Three against two by heads; a tie by weight, which adopts nothing.
        #expect(try !invented.store.assembly.closeVote(vote, invented.acting()))
        let counts = try #require(try invented.store.assembly.count(of: vote))
        let tally = try #require(Tally(counts))
        #expect(tally.favour == Fraction(35) && tally.against == Fraction(35))
        #expect(throws: CommunityRefusal.untimely("Le vote est clos.")) {
            try invented.cast(.favour, for: invented[.buyers, 0], on: vote)
        }
    }

    @Test func `swapping who answers what in a college changes nothing`() throws {
        func tally(_ answers: [Choice]) throws -> Tally? {
            let invented = try InventedAssembly([.buyers: 3, .companies: 3])
            try invented.open()
            try invented.attend(invented.all)
            let vote = try invented.vote(.secret)
            for (organisation, choice) in zip(invented.all, answers) {
                try invented.cast(choice, for: organisation, on: vote)
            }
            _ = try invented.store.assembly.closeVote(vote, invented.acting())
            return try invented.store.assembly.count(of: vote).flatMap { Tally($0) }
        }

        let former = try tally([.favour, .against, .against, .favour, .favour, .abstention])
        let latter = try tally([.against, .favour, .against, .abstention, .favour, .favour])
        #expect(former != nil && former == latter)
    }

    @Test func `a holder votes for both, within the limits of proxies`() throws {
        let invented = try InventedAssembly(
            [.buyers: 4, .companies: 1], rules: .with { $0.mostProxies = 1 })
        let assembly = invented.store.assembly
        try invented.open()
        let (first, second) = (invented[.buyers, 0], invented[.buyers, 1])
        let (third, fourth) = (invented[.buyers, 2], invented[.buyers, 3])
        func give(_ giver: Int64, _ holder: Int64) throws {
            try assembly.giveProxy(
                at: invented.session, from: giver, to: holder, person: invented.people[giver],
                invented.acting())
        }

        #expect(throws: CommunityRefusal.self) { try give(second, invented[.companies, 0]) }
        #expect(throws: CommunityRefusal.self) { try give(first, first) }
        try give(second, first)
        #expect(throws: CommunityRefusal.self) { try give(third, first) }
        #expect(throws: CommunityRefusal.self) { try give(third, second) }
        #expect(throws: CommunityRefusal.self) { try give(first, third) }
        #expect(throws: CommunityRefusal.self) { try invented.attend([second]) }
        #expect(throws: CommunityRefusal.self) {
            try assembly.giveProxy(
                at: invented.session, from: third, to: fourth, person: invented.people[fourth],
                invented.acting())
        }
        try invented.attend([first, third])
        let vote = try invented.vote(.byOrganisation)
        #expect(throws: CommunityRefusal.self) {
            try assembly.revokeProxy(
                at: invented.session, from: second, person: invented.people[second],
                invented.acting())
        }
        let person = invented.people[first] ?? 0
        #expect(try assembly.electors(of: vote, person: person).map(\.id) == [first, second])
        try assembly.cast(
            [first: .favour, second: .against], on: vote, person: person, invented.acting(person))
        #expect(throws: CommunityRefusal.self) {
            try invented.cast(.favour, for: second, on: vote)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.cast(.favour, for: fourth, on: vote)
        }
        _ = try assembly.closeVote(vote, invented.acting())
        let buyers = try assembly.count(of: vote)?.first { $0.college == .buyers }
        #expect(buyers?.electors == 3 && buyers?.voters == 2)
        try assembly.revokeProxy(
            at: invented.session, from: second, person: invented.people[second], invented.acting())
    }

    @Test func `without its quorum nothing is voted, a second convocation needs none`() throws {
        let invented = try InventedAssembly([.buyers: 4])
        let assembly = invented.store.assembly
        try invented.open()
        try invented.attend([invented[.buyers, 0]])
        #expect(throws: CommunityRefusal.untimely("Le quorum n’est pas atteint.")) {
            _ = try invented.vote(.byOrganisation)
        }
        // Half with a proxy.
        try assembly.giveProxy(
            at: invented.session, from: invented[.buyers, 1], to: invented[.buyers, 0], person: nil,
            invented.acting())
        #expect(
            try assembly.quorum(
                of: assembly.session(invented.session), at: invented.acting().now
            ).isReached)
        try assembly.revokeProxy(
            at: invented.session, from: invented[.buyers, 1], person: nil, invented.acting())
        let second = try assembly.prepare(
            .init(
                title: "Seconde", place: "Lille", begins: Invented.now.adding(days: 40),
                secondOf: invented.session), invented.acting())
        let quorum = try assembly.quorum(of: assembly.session(second), at: invented.acting().now)
        #expect(quorum.isFree && quorum.isReached && !quorum.whole.isReached)
    }

    @Test func `hands counted in the room never exceed those there`() throws {
        let invented = try InventedAssembly([.buyers: 2, .companies: 2])
        try invented.open()
        try invented.attend(invented.all)
        let vote = try invented.vote(.byTotals, majority: .twoThirds)

        #expect(throws: CommunityRefusal.self) {
            try invented.store.assembly.closeVote(
                vote, totals: [.buyers: .init(favour: 2, against: 1)], invented.acting())
        }
        #expect(
            try invented.store.assembly.closeVote(
                vote,
                totals: [.buyers: .init(favour: 2), .companies: .init(favour: 1, against: 1)],
                invented.acting()))
    }

    @Test func `raised hands are corrected until the vote is closed`() throws {
        let invented = try InventedAssembly([.buyers: 2])
        try invented.open()
        try invented.attend(invented.all)
        let assembly = invented.store.assembly
        let vote = try invented.vote(.byOrganisation)
        let (first, second) = (invented[.buyers, 0], invented[.buyers, 1])

        try assembly.record([first: .against, second: .favour], on: vote, invented.acting())
        try assembly.record([first: .favour, second: nil], on: vote, invented.acting())
        #expect(try assembly.electors(of: vote).map(\.choice) == [.favour, nil])
        try assembly.cancelVote(vote, invented.acting())
        #expect(try assembly.electors(of: vote).isEmpty)
        #expect(try assembly.resolution(vote).state == .prepared)
    }

    @Test func `minutes are signed by who presided, once, and never change again`() throws {
        let invented = try InventedAssembly([.buyers: 1])
        let assembly = invented.store.assembly
        let (session, person) = (invented.session, invented.people[invented[.buyers, 0]] ?? 0)
        let text = "Présidait : \(Assembly.Minutes.mention(person)), pour la ville."
        #expect(throws: CommunityRefusal.self) {
            try assembly.keepMinutes(of: session, text: text, version: 0, invented.acting())
        }
        try invented.open()
        try assembly.close(session, invented.acting())
        try assembly.keepMinutes(of: session, text: text, version: 0, invented.acting())
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Le procès-verbal")) {
            try assembly.keepMinutes(of: session, text: text, version: 0, invented.acting())
        }
        #expect(throws: CommunityRefusal.self) {
            try assembly.sign(session, version: 1, person: person + 1, invented.acting())
        }
        try assembly.sign(session, version: 1, person: person, invented.acting(person))
        #expect(throws: CommunityRefusal.self) {
            try assembly.keepMinutes(of: session, text: text, version: 2, invented.acting())
        }
        // Not even by who writes to the file past the rules.
        #expect(throws: (any Error).self) {
            try invented.store.write(invented.acting()) {
                try $0.execute(sql: "UPDATE proces_verbal SET texte = 'autre chose'")
            }
        }
        let minutes = try #require(try assembly.minutes(of: session))
        #expect(minutes.fingerprint == Fingerprint.hexadecimal(of: text))
        #expect(Assembly.Minutes.people(in: minutes.text) == [person])
        #expect(
            Assembly.Minutes.naming(minutes.text) { "Personne n° \($0)" }
                == "Présidait : Personne n° \(person), pour la ville.")
    }
}
