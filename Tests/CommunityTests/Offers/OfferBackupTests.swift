import Foundation
import Testing

@testable import Community

@Suite struct OfferBackupTests {
    private let text = Array("PRIX SECRET : 12 345 euros".utf8)
    private let early = InventedOffers.time(Invented.now)
    private let place = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString

    private func withFolder(_ body: (_ folder: String, _ backup: String) throws -> Void) throws {
        try FileManager.default.createDirectory(
            atPath: place + "/donnees", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        try body(place + "/donnees", place + "/copie.orcp")
    }

    @Test func `offers lost with their disk come back sealed and open`() throws {
        try withFolder { folder, backup in
            let invented = try InventedOffers(path: folder + "/" + CommunityStore.fileName)
            _ = try invented.deposit(text, at: early)
            // Not sent: nobody was promised anything.
            _ = try invented.offers.begin(
                InventedOffers.mason, for: invented.call, at: early, invented.acting(invented.rival)
            )

            let facts = try Backup.take(of: folder, to: backup, files: [])
            try invented.store.close()
            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let restored = try Backup.restore(backup, to: folder, Invented.acting())

            #expect(facts.offers.deposits == 1)
            #expect(facts.offers.missing.isEmpty)
            #expect(restored.offers == facts.offers)
            let copies = OfferBackup.folder(of: backup)
            let names = FileManager.default.enumerator(atPath: copies)?.allObjects as? [String]
            #expect(try #require(names).allSatisfy { !$0.contains("cle-apres") })
            for name in try #require(names) where name.hasSuffix(".scelle") {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: copies + "/" + name))
                #expect(bytes.range(of: Data("SECRET".utf8)) == nil)
            }
            let store = try CommunityStore(path: folder + "/" + CommunityStore.fileName)
            let late = InventedOffers.closing.adding(minutes: 1)
            let call = try store.offers.call("toiture")
            for agent in invented.agents.prefix(2) {
                _ = try store.offers.open(
                    call, passphrase: InventedOffers.passphrase + " \(agent)",
                    at: InventedOffers.time(late), invented.acting(agent, at: late))
            }
            let file = try #require(
                try store.offers.opened(consultation: call.id).first?.files.first)
            let reader = try store.offers.read(file)
            #expect(try reader.next() == text)
            try store.close()
        }
    }

    @Test func `a piece that is not there is named, and the rest is copied`() throws {
        try withFolder { folder, backup in
            let invented = try InventedOffers(path: folder + "/" + CommunityStore.fileName)
            _ = try invented.deposit(text, at: early)
            _ = try invented.deposit(
                text, of: InventedOffers.mason, by: invented.rival, at: early)
            let sealed = try invented.sealedFiles().filter { $0.hasSuffix(".scelle") }
            try FileManager.default.removeItem(atPath: try #require(sealed.first))

            let facts = try Backup.take(of: folder, to: backup, files: [])

            #expect(facts.offers.missing.count == 1)
            #expect(try #require(sealed.first).hasSuffix(facts.offers.missing.joined()))
            #expect(facts.offers.deposits == 1)
            try invented.store.close()
        }
    }

    @Test func `a backup that fails leaves no offers behind, and none is written over`() throws {
        try withFolder { folder, backup in
            let invented = try InventedOffers(path: folder + "/" + CommunityStore.fileName)
            _ = try invented.deposit(text, at: early)
            try FileManager.default.createDirectory(
                atPath: OfferBackup.folder(of: backup), withIntermediateDirectories: true)

            #expect(throws: StoreFailure.self) {
                try Backup.take(of: folder, to: backup, files: [])
            }
            #expect(!FileManager.default.fileExists(atPath: backup))
            try invented.store.close()
        }
    }
}
