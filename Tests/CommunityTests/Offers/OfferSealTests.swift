import Foundation
import GRDB
import Testing

@testable import Community

@Suite struct OfferSealTests {
    private let early = InventedOffers.time(Invented.now)

    /// Bytes with a mark that is looked for.
    private static func marked(_ count: Int) -> [UInt8] {
        var bytes = InventedChance(seed: 5).bytes(count)
        bytes.replaceSubrange(1_000..<1_016, with: Array("PRIX-TRES-SECRET".utf8))
        return bytes
    }

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "/orcp-offres-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func `nothing of an offer is readable in the database, its log or the sealed files`()
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Left to the system.
        let invented = try InventedOffers(path: folder + "/communaute.sqlite")
        let bytes = Self.marked(300_000)
        let deposit = try invented.deposit(
            bytes, named: "mémoire-technique-inventé.pdf", at: early)

        var looked = 0
        for name in try #require(
            FileManager.default.enumerator(atPath: folder)?.allObjects as? [String])
        {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                continue
            }
            looked += 1
            for secret in ["PRIX-TRES-SECRET", "technique-invent", "memoire-technique"] {
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(name) holds \(secret)")
            }
            // No run of sixteen bytes of the offer either.
            #expect(data.range(of: Data(bytes[70_000..<70_016])) == nil, "\(name)")
        }
        #expect(looked >= 2)
        #expect(deposit.files[0].size == 300_000)
        // The keys at hand open nothing: a public key, and a secret sealed to the consultation.
        let journal = try invented.store.read {
            try String.fetchAll(
                $0, sql: "SELECT coalesce(apres, '') FROM journal WHERE objet LIKE 'depot%'")
        }
        #expect(journal.contains { $0.contains("octets)") } == false)
        try invented.store.close()
    }

    @Test func `a transmission goes on after the program was killed, and the sum is right`() throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Left to the system.
        let path = folder + "/communaute.sqlite"
        let bytes = Self.marked(900_001)
        let killed = try InventedOffers(path: path)
        let acting = killed.acting(killed.company)
        let key = try killed.offers.begin(
            InventedOffers.roofer, for: killed.call, at: early, acting)
        let number = try killed.offers.addFile(
            "gros.zip", lot: 0, size: 900_001, to: key, of: killed.call, acting)
        let first = try killed.offers.receive(number, of: key, killed.call, from: 0, acting)
        try first.take(Array(bytes[..<400_000]))

        // The store is opened again as by a new program: the first transmission never ended.
        let store = try CommunityStore(path: path)
        let stands = try store.offers.received(number, of: key, killed.call, acting)
        #expect(stands.received == 6 * 65_536)
        let second = try store.offers.receive(
            number, of: key, killed.call, from: stands.received, acting)
        try second.take(Array(bytes[Int(stands.received)..<700_000]))
        let cut = try store.offers.end(second, isWhole: false, of: killed.call, at: early, acting)
        #expect(cut.received == 10 * 65_536)
        #expect(cut.digest == nil)
        #expect(throws: CommunityRefusal.self) {
            _ = try store.offers.end(key, of: killed.call, at: early, acting) { _, _ in nil }
        }
        let third = try store.offers.receive(
            number, of: key, killed.call, from: cut.received, acting)
        try third.take(Array(bytes[Int(cut.received)...]))
        let whole = try store.offers.end(third, isWhole: false, of: killed.call, at: early, acting)

        #expect(whole.digest == Fingerprint.hexadecimal(Fingerprint.of(bytes)))
        _ = try store.offers.end(key, of: killed.call, at: early, acting) { _, _ in nil }
        #expect(try killed.open() == .opened(1))
        let file = try #require(
            try killed.offers.opened(consultation: killed.call.id)[0].files.first)
        #expect(try killed.bytes(file) == bytes)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `a file of any size comes back as it was sent`(size: Int) throws {
        let invented = try InventedOffers(needed: 1)
        let bytes = InventedChance(seed: UInt64(size)).bytes(size)
        _ = try invented.deposit(bytes, at: early)
        try invented.open(by: 1)

        let file = try #require(
            try invented.offers.opened(consultation: invented.call.id)[0].files.first)
        #expect(try invented.bytes(file) == bytes)
    }

    @Test func `a sealed file that was changed, cut or moved is not given as whole`() throws {
        let invented = try InventedOffers(needed: 1)
        let bytes = InventedChance(seed: 9).bytes(200_000)
        _ = try invented.deposit(bytes, at: early)
        try invented.open(by: 1)
        let file = try #require(
            try invented.offers.opened(consultation: invented.call.id)[0].files.first)
        let path = try #require(try invented.sealedFiles().first { $0.hasSuffix(".scelle") })
        let sound = try #require(FileManager.default.contents(atPath: path))

        for place in [3, 50, 100, 200, 70_000, sound.count - 1] {
            var wrong = sound
            wrong[place] ^= 1
            try wrong.write(to: URL(fileURLWithPath: path))
            #expect(throws: StoreFailure.self) { _ = try invented.bytes(file) }
        }
        try sound.prefix(sound.count - 100).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreFailure.self) { _ = try invented.bytes(file) }
        try sound.write(to: URL(fileURLWithPath: path))
        #expect(try invented.bytes(file) == bytes)
    }

    @Test func `a later transmission stops the one whose connection was lost`() throws {
        let invented = try InventedOffers()
        let acting = invented.acting(invented.company)
        let key = try invented.offers.begin(
            InventedOffers.roofer, for: invented.call, at: early, acting)
        let number = try invented.offers.addFile(
            "a.pdf", lot: 0, size: 200_000, to: key, of: invented.call, acting)
        let lost = try invented.offers.receive(number, of: key, invented.call, from: 0, acting)
        try lost.take([UInt8](repeating: 1, count: 131_073))

        #expect(throws: CommunityRefusal.self) {
            _ = try invented.offers.receive(number, of: key, invented.call, from: 7, acting)
        }
        let next = try invented.offers.receive(
            number, of: key, invented.call, from: 131_072, acting)

        #expect(throws: CommunityRefusal.self) { try lost.take([1]) }
        try next.take([UInt8](repeating: 1, count: 200_000 - 131_072))
        let file = try invented.offers.end(
            next, isWhole: false, of: invented.call, at: early, acting)
        #expect(file.isWhole)
    }

    @Test(arguments: [0, 1, 65_536, 70_000, 131_073])
    func `the late end of a lost transmission undoes nothing of the one that took over`(
        sent: Int
    ) throws {
        let invented = try InventedOffers()
        let acting = invented.acting(invented.company)
        let (offers, call) = (invented.offers, invented.call)
        let whole = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let key = try offers.begin(InventedOffers.roofer, for: call, at: early, acting)
        let number = try offers.addFile(
            "plan.pdf", lot: 1, size: Int64(whole.count), to: key, of: call, acting)
        let lost = try offers.receive(number, of: key, call, from: 0, acting)
        try lost.take(Array(whole.prefix(sent)))

        let place = Int64(sent / 65_536 * 65_536)
        let stood = try offers.receive(number, of: key, call, from: place, acting)
        // The lost one learns that its connection is gone only now.
        _ = try offers.end(lost, isWhole: false, of: call, at: early, acting)
        try stood.take(Array(whole[Int(place)...]))
        let file = try offers.end(stood, isWhole: true, of: call, at: early, acting)
        _ = try offers.end(lost, isWhole: false, of: call, at: early, acting)
        _ = try offers.end(key, of: call, at: early, acting) { _, _ in nil }
        try invented.open()

        let opened = try #require(try offers.opened(consultation: call.id).first?.files.first)
        #expect(file.received == Int64(whole.count))
        #expect(try invented.bytes(opened) == whole)
    }

    @Test func `others than the buyer's agents and the company itself see nothing`() throws {
        let invented = try InventedOffers()
        let deposit = try invented.deposit([1, 2, 3], at: early)
        try invented.open()

        for person in [invented.stranger, invented.company, invented.rival] {
            #expect(throws: CommunityRefusal.self) {
                _ = try invented.offers.register(of: invented.call, invented.acting(person))
            }
        }
        for person in [invented.stranger, invented.rival, invented.agents[0]] {
            #expect(throws: Offers.absent) {
                _ = try invented.offers.deposit(
                    deposit.key, of: invented.call, invented.acting(person))
            }
        }
    }

    @Test func `a disk without room refuses a file before it comes`() throws {
        let invented = try InventedOffers()
        let acting = invented.acting(invented.company)
        let key = try invented.offers.begin(
            InventedOffers.roofer, for: invented.call, at: early, acting)

        let failure = #expect(throws: StoreFailure.self) {
            try invented.offers.vault.requireRoom(for: 1 << 60)
        }
        #expect(failure?.kind == .full)
        #expect(throws: CommunityRefusal.self) {
            _ = try invented.offers.addFile(
                "a.pdf", lot: 0, size: 1 << 60, to: key, of: invented.call, acting)
        }
    }

    @Test func `files are destroyed when their time is over, the register stays`() throws {
        let invented = try InventedOffers()
        let deposit = try invented.deposit([1, 2, 3], at: early)
        try invented.open()
        let end = InventedOffers.closing.adding(days: Consultations.keptDays)

        #expect(try invented.offers.destroyOld(Invented.acting(at: end)) == 0)
        #expect(try invented.offers.destroyOld(Invented.acting(at: end.adding(seconds: 1))) == 1)
        #expect(try invented.sealedFiles().filter { $0.hasSuffix(".scelle") }.isEmpty)
        let kept = try invented.offers.deposit(
            deposit.key, of: invented.call, invented.acting(invented.company))
        #expect(kept.destroyed != nil)
        #expect(kept.files.count == 1)
    }

    @Test func `a safeguard copy is registered, opened after the closing only, once`() throws {
        let invented = try InventedOffers()
        let agent = invented.acting(invented.agents[0])
        try invented.offers.addCopy(
            siret: InventedOffers.roofer, received: Invented.now, medium: .stick,
            reference: "Copie de sauvegarde", to: invented.call, agent)
        let copy = try #require(try invented.offers.copies(of: invented.call, agent).first)

        #expect(throws: CommunityRefusal.self) {
            try invented.offers.settleCopy(
                copy.id, of: invented.call, .opened, reason: "Virus dans l’offre.", agent)
        }
        let after = invented.acting(
            invented.agents[0], at: InventedOffers.closing.adding(minutes: 1))
        try invented.offers.settleCopy(
            copy.id, of: invented.call, .opened, reason: "Virus dans l’offre.", after)
        #expect(throws: CommunityRefusal.self) {
            try invented.offers.settleCopy(
                copy.id, of: invented.call, .returned, reason: "Rendue ensuite.", after)
        }
    }
}
