import Foundation
import GRDB
import Testing

@testable import Community

@Suite struct RetentionTests {
    /// A moment that every duration is over at.
    private static let end = Moment(seconds: 10_000_000_000)
    private static let purged = CommunitySchema.tables.filter { $0.retention != nil }

    /// Rows of a table.
    private static func count(_ table: String, in store: CommunityStore) throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0 }
    }

    /// A store where each table has a row that refers to the others: every number is 1, every text `x`.
    private static func filled() throws -> CommunityStore {
        let store = try CommunityStore()
        try store.bare { database in
            try database.execute(
                sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            // A full-text index refers to nothing; `acte` has one row and no other; the triggers fill the
            // journal.
            for table in CommunitySchema.tables
            where !["acte", "journal", "publication_recherche"].contains(table.name) {
                let columns = try database.columns(in: table.name)
                let values = columns.map { column -> DatabaseValue in
                    if column.name == table.retention?.column { return 0.databaseValue }
                    return switch column.type.uppercased() {
                    case "TEXT": "x".databaseValue
                    case "BLOB": Data([0]).databaseValue
                    default: 1.databaseValue
                    }
                }
                let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
                let marks = values.map { _ in "?" }.joined(separator: ", ")
                try database.execute(
                    sql: "INSERT INTO \"\(table.name)\" (\(names)) VALUES (\(marks))",
                    arguments: StatementArguments(values))
            }
            try database.execute(
                sql: "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
        }
        return store
    }

    /// What refers to nothing, as SQLite finds it.
    private static func broken(_ store: CommunityStore) throws -> [String] {
        try store.read { database in
            try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "\($0)" }
        }
    }

    @Test func `every table full, everything whose time is over goes, and nothing else breaks`()
        throws
    {
        let store = try Self.filled()
        #expect(try Self.broken(store) == [])
        for table in Self.purged {
            #expect(try Self.count(table.name, in: store) > 0, "\(table.name)")
        }

        _ = try store.forgetOldRows(Invented.acting(at: Self.end))

        // The journal tells what has just gone.
        for table in Self.purged where table.name != "journal" {
            #expect(try Self.count(table.name, in: store) == 0, "\(table.name)")
        }
        for table in ["depot", "depot_fichier", "ouverture", "copie_sauvegarde"] {
            #expect(try Self.count(table, in: store) == 0, "\(table)")
        }
        #expect(try Self.broken(store) == [])
    }

    @Test func `no row that time or a person's erasure takes away is held by another table's`()
        throws
    {
        let store = try CommunityStore()
        let references = try store.read { database in
            try CommunitySchema.tables.flatMap { table in
                try Row.fetchAll(database, sql: "PRAGMA foreign_key_list(\"\(table.name)\")").map {
                    (
                        child: table.name, parent: $0["table"] as String,
                        action: $0["on_delete"] as String
                    )
                }
            }
        }
        var going = Set(
            CommunitySchema.tables.filter { $0.retention != nil || $0.erasure == .row }
                .map(\.name))
        var before = 0
        while going.count != before {
            before = going.count
            going.formUnion(
                references.filter { $0.action == "CASCADE" && going.contains($0.parent) }
                    .map(\.child))
        }

        // A row that goes in the same statement holds nothing.
        let held = references.filter {
            going.contains($0.parent) && !going.contains($0.child)
                && !["CASCADE", "SET NULL"].contains($0.action)
        }
        #expect(held.map(\.child) == [])
    }

    @Test func `a table that cannot be purged is told, and stops no other`() throws {
        let store = try Self.filled()
        try store.bare {
            try $0.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE DELETE ON session
                    BEGIN SELECT raise(ABORT, 'non'); END
                    """)
        }
        var told: [String] = []

        let counts = try store.forgetOldRows(Invented.acting(at: Self.end)) { table, _ in
            told.append(table)
        }

        #expect(told == ["session"])
        #expect(counts["consultation"] == 1)
        #expect(counts["alerte"] == 1)
        #expect(throws: (any Error).self) {
            try store.forgetOldRows(Invented.acting(at: Self.end))
        }
    }

    @Test func `a consultation waits for its offers' files, then goes with their register`() throws
    {
        let invented = try InventedOffers()
        let store = invented.store
        _ = try invented.deposit([1, 2, 3], at: InventedOffers.time(Invented.now))
        try invented.offers.addCopy(
            siret: InventedOffers.roofer, received: Invented.now, medium: .stick, reference: "",
            to: invented.call, invented.acting(invented.agents[0]))
        try invented.open()
        let over = Invented.acting(
            at: InventedOffers.closing.adding(days: Consultations.keptDays).adding(seconds: 1))

        #expect(try store.forgetOldRows(over)["consultation"] == nil)
        #expect(try invented.offers.destroyOld(over) == 1)
        #expect(try store.forgetOldRows(over)["consultation"] == 1)
        for table in ["depot", "depot_fichier", "ouverture", "ouverture_agent", "copie_sauvegarde"]
        {
            #expect(try Self.count(table, in: store) == 0, "\(table)")
        }
        #expect(try invented.sealedFiles().filter { $0.hasSuffix(".scelle") }.isEmpty)
    }

    @Test func `the end of the procedure, once told, moves the day for papers and offers alike`()
        throws
    {
        let invented = try InventedOffers()
        let store = invented.store
        _ = try invented.deposit([1, 2, 3], at: InventedOffers.time(Invented.now))
        let signed = InventedOffers.closing.adding(days: 90)
        let before = try #require(try store.consultations.keeping(of: invented.call.id))
        try store.write(Invented.acting()) {
            try $0.execute(
                sql: "UPDATE consultation SET etat = 'attribuee', terminee = ?",
                arguments: [signed.seconds])
        }

        let after = try #require(try store.consultations.keeping(of: invented.call.id))

        #expect(!before.isFromEnd && after.isFromEnd)
        #expect(before.until == InventedOffers.closing.adding(days: Consultations.keptDays))
        #expect(after.until == signed.adding(days: Consultations.keptDays))
        #expect(try invented.offers.destroyOld(Invented.acting(at: after.until)) == 0)
        #expect(
            try invented.offers.destroyOld(Invented.acting(at: after.until.adding(seconds: 1))) == 1
        )
    }

    @Test func `a setting below five years shortens nothing, a longer one is followed`() throws {
        let invented = try InventedOffers()
        let store = invented.store
        let key = Consultations.retention.setting
        for (days, kept) in [(10, Consultations.leastKeptDays), (4_000, 4_000)] {
            try store.decide(key, String(days), Invented.acting())

            let keeping = try #require(try store.consultations.keeping(of: invented.call.id))

            #expect(keeping.until == InventedOffers.closing.adding(days: kept))
        }
    }

    @Test func `the journal names neither who deposits nor what, before the closing`() throws {
        let invented = try InventedOffers()
        let deposit = try invented.deposit([1, 2, 3], at: InventedOffers.time(Invented.now))
        try invented.offers.addCopy(
            siret: InventedOffers.roofer, received: Invented.now, medium: .stick,
            reference: "Pli du couvreur", to: invented.call, invented.acting(invented.agents[0]))
        let tables = ["depot", "depot_fichier", "copie_sauvegarde"]
        let told = try tables.flatMap { try invented.store.journal(object: $0) }

        #expect(told.count > 3)
        let digest = try #require(deposit.files.first?.digest)
        for entry in told {
            let text = (entry.before ?? "") + (entry.after ?? "")
            for secret in [InventedOffers.roofer, digest, "Pli du couvreur", "\"personne\""] {
                #expect(!text.contains(secret), "\(entry)")
            }
            #expect(entry.person == (entry.object == "copie_sauvegarde" ? invented.agents[0] : nil))
        }
        let subjects = try invented.store.read {
            try Int.fetchOne(
                $0,
                sql: "SELECT count(*) FROM journal WHERE objet LIKE 'depot%' AND sujet IS NOT NULL")
        }
        #expect(subjects == 0)

        try invented.open()
        let opened = try #require(try invented.store.journal(object: "depot").first)
        #expect(opened.person == invented.agents[1])
    }
}
