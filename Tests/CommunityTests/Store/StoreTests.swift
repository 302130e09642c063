import Foundation
import GRDB
import Testing

@testable import Community

@Suite struct StoreTests {
    @Test func `every table says what is kept, erased and journalled`() throws {
        let store = try CommunityStore()
        let names = try store.read {
            try String.fetchAll(
                $0,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table'
                      AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
        }
        // Shadow tables of a full-text index belong to it.
        let ours = names.filter { name in
            !["_data", "_idx", "_content", "_docsize", "_config"].contains { name.hasSuffix($0) }
        }

        #expect(Set(ours) == Set(CommunitySchema.tables.map(\.name)))
        #expect(CommunitySchema.tables.count == Set(CommunitySchema.tables.map(\.name)).count)
    }

    @Test func `migrations are numbered without a gap`() {
        let numbers = CommunitySchema.migrations.map { Int($0.name.prefix(4)) }

        #expect(numbers == (1...numbers.count).map { $0 })
    }

    @Test func `named columns exist`() throws {
        let store = try CommunityStore()

        for table in CommunitySchema.tables {
            let columns = Set(try store.read { try $0.columns(in: table.name).map(\.name) })
            let named =
                table.personal + Array(table.heavy)
                + [table.owner, table.retention?.column]
                .compactMap(\.self)
            #expect(columns.isSuperset(of: named), "\(table.name)")
        }
    }

    @Test func `a change is noted with who, when, before and after`() throws {
        let store = try CommunityStore()
        let person = try store.accounts.invite(
            try EmailAddress("a@exemple.fr"), name: "Anne", Invented.acting())

        try store.accounts.describe(
            person.id, name: "Anne B.", occupation: "", telephone: "", version: person.version,
            Invented.acting(person.id, at: Invented.now.adding(minutes: 1)))

        let entry = try #require(try store.journal(object: "personne").first)
        #expect(entry.person == person.id)
        #expect(entry.moment == Invented.now.adding(minutes: 1))
        #expect(entry.action == "modification")
        #expect(entry.before?.contains("\"Anne\"") == true)
        #expect(entry.after?.contains("\"Anne B.\"") == true)
        #expect(entry.after?.contains("courriel") == false)
    }

    @Test func `the second of two editors is told and nothing is overwritten`() throws {
        let store = try CommunityStore()
        let person = try store.accounts.invite(
            try EmailAddress("a@exemple.fr"), name: "Anne", Invented.acting())
        try store.accounts.describe(
            person.id, name: "Première", occupation: "", telephone: "", version: person.version,
            Invented.acting())

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce compte")) {
            try store.accounts.describe(
                person.id, name: "Seconde", occupation: "", telephone: "",
                version: person.version, Invented.acting())
        }
        #expect(try store.accounts.person(person.id).name == "Première")
    }

    @Test func `a full disk is told in a sentence, leaves nothing half written, and passes`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A folder that cannot be removed is left to the system.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + CommunityStore.fileName
        let store = try CommunityStore(path: path)
        let long = String(repeating: "Un texte long. ", count: 2_000)
        // An act writes a person, then a letter that needs several pages; the journal follows.
        func act(_ number: Int) throws {
            let email = try EmailAddress("personne\(number)@exemple.fr")
            try store.write(Invented.acting()) { database in
                try database.execute(
                    sql: "INSERT INTO personne (courriel, nom, cree) VALUES (?, 'Personne', 0)",
                    arguments: [email.text])
                try store.outbox.add(
                    MailMessage(to: email, subject: "Sujet", text: long), to: database,
                    Invented.acting())
            }
        }
        func count(_ table: String) throws -> Int? {
            try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
        }
        let pages = try #require(
            try store.bare { try Int.fetchOne($0, sql: "PRAGMA page_count") })
        try store.bare { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 40)") }
        var written = 0
        let failure = #expect(throws: StoreFailure.self) {
            for number in 0..<100 {
                try act(number)
                written += 1
            }
        }

        #expect(failure?.kind == .full)
        #expect(failure?.description == "Le disque est plein\u{202F}: rien n’a été écrit.")
        #expect((1..<40).contains(written))
        for table in ["personne", "courriel", "journal WHERE objet = 'personne'"] {
            #expect(try count(table) == written, "\(table)")
        }
        // A question still reads, and the next act is refused as the first was.
        #expect(try store.accounts.people().count == written)
        #expect(throws: StoreFailure.self) { try act(written) }
        #expect(try count("personne") == written)
        #expect(
            try store.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])

        try store.bare { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try act(written)
        try store.close()

        let opened = try CommunityStore(path: path)
        #expect(try opened.accounts.people().count == written + 1)
        #expect(try opened.outbox.pending(at: Invented.now).count == written + 1)
        try opened.close()
    }

    @Test func `rows older than their time are forgotten`() throws {
        let store = try CommunityStore()
        _ = try store.accounts.link(for: try EmailAddress("a@exemple.fr"), Invented.acting())

        #expect(try store.forgetOldRows(Invented.acting()) == [:])
        let later = Invented.acting(at: Invented.now.adding(days: 2))
        #expect(try store.forgetOldRows(later) == ["demande_connexion": 1])
    }
}
