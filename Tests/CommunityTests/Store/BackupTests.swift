import Foundation
import GRDB
import Testing

@testable import Community

@Suite struct BackupTests {
    /// A folder of its own, removed afterwards.
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            // A folder that cannot be removed is left to the system.
            try? FileManager.default.removeItem(atPath: path)
        }

        var store: String { path + "/" + CommunityStore.fileName }
        var backup: String { path + "/copie.orcp" }
    }

    private let folder: Folder
    init() throws { folder = try Folder() }

    private func withStore<Value>(_ body: (CommunityStore) throws -> Value) throws -> Value {
        let store = try CommunityStore(path: folder.store)
        let value = try body(store)
        try store.close()
        return value
    }

    private func email(_ name: String) throws -> EmailAddress {
        try EmailAddress(name + "@exemple.fr")
    }

    @Test func `a backup taken in use holds what was written before it`() throws {
        let store = try CommunityStore(path: folder.store)
        _ = try store.accounts.invite(try email("a"), Invented.acting())

        let facts = try Backup.take(
            of: folder.path, to: folder.backup, files: [("reglages.json", [0x7B, 0x7D])])
        _ = try store.accounts.invite(try email("b"), Invented.acting())

        #expect(facts.people == 1)
        #expect(try Backup.check(folder.backup).people == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.backup)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasPrefix("copie.orcp") && $0 != "copie.orcp" })
    }

    @Test func `what is restored is the backup, and the former store is kept aside`() throws {
        let session = try withStore { store in
            let chance = InventedChance()
            let link = try store.accounts.link(for: try email("a"), Invented.acting(chance: chance))
            return try store.accounts.signIn(
                token: link, device: "", Invented.acting(chance: chance)
            ).token
        }
        _ = try Backup.take(of: folder.path, to: folder.backup, files: [("reglages.json", [1, 2])])
        try withStore { _ = try $0.accounts.invite(try email("b"), Invented.acting()) }

        let restored = try Backup.restore(folder.backup, to: folder.path, Invented.acting())

        #expect(restored.files.map(\.name) == ["reglages.json"])
        #expect(restored.files.map(\.bytes) == [[1, 2]])
        #expect(try Backup.check(try #require(restored.former)).people == 2)
        let people = try withStore { try $0.accounts.people().map(\.email) }
        let visitor = try withStore {
            try $0.accounts.visitor(session: session, Invented.acting())
        }
        #expect(people == ["a@exemple.fr"])
        #expect(!visitor.isSignedIn)
        #expect(try Backup.check(folder.store).people == 1)
    }

    @Test func `somebody erased since the backup stays erased`() throws {
        let id = try withStore { store in
            try store.accounts.invite(try email("effacee"), name: "Nom Effacé", Invented.acting())
                .id
        }
        _ = try Backup.take(of: folder.path, to: folder.backup, files: [])
        try withStore { try $0.accounts.erase(id, Invented.acting()) }

        let restored = try Backup.restore(folder.backup, to: folder.path, Invented.acting())

        #expect(restored.erasedAgain == 1)
        #expect(try withStore { try $0.accounts.person(id).email } == nil)
    }

    @Test func `nothing is restored while somebody uses the folder`() throws {
        try withStore { _ in }
        _ = try Backup.take(of: folder.path, to: folder.backup, files: [])
        let inUse = try CommunityStore(path: folder.store)

        #expect(throws: StoreFailure.self) {
            try Backup.restore(folder.backup, to: folder.path, Invented.acting())
        }
        try inUse.close()
    }

    @Test
    func `a file that is no backup, is damaged or comes later is refused and nothing changes`()
        throws
    {
        try withStore { _ = try $0.accounts.invite(try email("a"), Invented.acting()) }
        _ = try Backup.take(of: folder.path, to: folder.backup, files: [])
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.backup))
        let bad = folder.path + "/mauvais"
        var cases: [(String, Data)] = [
            ("empty", Data()), ("a text", Data(String(repeating: "texte ", count: 900).utf8)),
            ("cut", whole.prefix(whole.count / 2)),
        ]
        var broken = whole
        for index in stride(from: 8_192, to: 40_000, by: 3) { broken[index] ^= 0xFF }
        cases.append(("broken", broken))
        for (what, bytes) in cases {
            try bytes.write(to: URL(fileURLWithPath: bad))

            #expect(throws: StoreFailure.self, "\(what)") {
                try Backup.restore(bad, to: folder.path, Invented.acting())
            }
        }
        for change in [
            "INSERT INTO grdb_migrations VALUES ('9999-plus-tard')", "PRAGMA application_id = 7",
        ] {
            try whole.write(to: URL(fileURLWithPath: bad))
            let queue = try DatabaseQueue(path: bad)
            try queue.write { try $0.execute(sql: change) }
            try queue.close()

            #expect(throws: StoreFailure.self, "\(change)") {
                try Backup.restore(bad, to: folder.path, Invented.acting())
            }
        }
        #expect(try withStore { try $0.accounts.people().count } == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.contains("restauration") || $0.contains("avant") })
    }

    @Test func `a backup overwrites no other`() throws {
        try withStore { _ in }
        _ = try Backup.take(of: folder.path, to: folder.backup, files: [])

        #expect(throws: StoreFailure.self) {
            try Backup.take(of: folder.path, to: folder.backup, files: [])
        }
    }

    @Test func `the store's file is read by its owner only`() throws {
        let store = try CommunityStore(path: folder.store)
        _ = try store.accounts.invite(try email("a"), Invented.acting())

        for end in ["", "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.store + end)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
        try store.close()
    }
}
