import Foundation
import GRDB
import Testing

@testable import Community

@Suite struct ErasureTests {
    /// A store in a file, a person with rows in every table that says it holds theirs, each personal
    /// column filled with a text found nowhere else.
    private final class Filled {
        let folder: String
        let store: CommunityStore
        let person: Person
        let other: Person
        /// Texts that must be gone, by where they were put.
        var marks: [String: String] = [:]

        init() throws {
            folder = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            store = try CommunityStore(path: folder + "/" + CommunityStore.fileName)
            let acting = Invented.acting()
            let invited = try store.accounts.invite(
                try EmailAddress("marque.adresse@exemple.fr"), name: "Marquée Nomdefamille", acting)
            try store.accounts.describe(
                invited.id, name: "Marquée Nomdefamille", occupation: "Fonctionmarquée",
                telephone: "0699887766", version: invited.version, Invented.acting(invited.id))
            _ = try store.accounts.signIn(
                ExternalIdentity(
                    issuer: "https://fournisseur.exemple", subject: "sujetmarqué",
                    email: try EmailAddress("marque.adresse@exemple.fr"), name: ""),
                next: "", device: "Appareilmarqué", acting)
            person = try store.accounts.person(invited.id)
            other = try store.accounts.invite(
                try EmailAddress("autre@exemple.fr"), name: "Autre Personne", acting)
            marks = [
                "personne.courriel": "marque.adresse@exemple.fr",
                "personne.nom": "Marquée Nomdefamille", "personne.fonction": "Fonctionmarquée",
                "personne.telephone": "0699887766", "personne.identite_externe": "sujetmarqué",
                "session.appareil": "Appareilmarqué",
            ]
            try fill()
        }

        deinit {
            // A folder that cannot be removed is left to the system.
            try? FileManager.default.removeItem(atPath: folder)
        }

        /// What names the person in a text of somebody else.
        static let named = "par MARQUÉE Nomdefamille (marque.adresse@exemple.fr, 06 99 88 77 66)"

        /// One row per table, checks and references set aside: the person's where the table says whose
        /// its rows are; with the person's name in every free text but where it says that names stay.
        private func fill() throws {
            marks["a name in a text"] = "MARQUÉE Nomdefamille"
            marks["a number in a text"] = "06 99 88 77 66"
            try store.unchecked { database in
                for table in CommunitySchema.tables
                where table.namesStay == nil || table.owner != nil {
                    guard table.name != "personne" else { continue }
                    try self.fill(table, database)
                }
            }
        }

        private func fill(_ table: StoredTable, _ database: Database) throws {
            let sql = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_master WHERE name = ?",
                arguments: [table.name])
            let isKept = if case .kept = table.erasure { true } else { false }
            let key = try database.primaryKey(table.name).columns
            let foreign = Set(
                try database.foreignKeys(on: table.name).flatMap(\.originColumns))
            var names: [String] = []
            var values: [any DatabaseValueConvertible] = []
            for column in try database.columns(in: table.name) {
                let isInteger = column.type.uppercased() == "INTEGER"
                if key == [column.name], isInteger, column.name != table.owner { continue }
                let choice = "\\b\(column.name) TEXT[^,]*CHECK"
                let isChoice =
                    foreign.contains(column.name) || table.name == "journal"
                    || sql?.range(of: choice, options: .regularExpression) != nil
                names.append("\"\(column.name)\"")
                if column.name == table.owner {
                    values.append(person.id)
                } else if column.name == table.address {
                    values.append("MARQUE.adresse@exemple.fr")
                } else if table.personal.contains(column.name), !isKept {
                    let mark = "marque-\(table.name)-\(column.name)-\(UUID().uuidString)"
                    marks["\(table.name).\(column.name)"] = mark
                    values.append(mark)
                } else if isInteger {
                    values.append(977)
                } else if column.type.uppercased() != "TEXT" || isChoice {
                    values.append("rempli-\(table.name)-\(column.name)")
                } else {
                    values.append("rempli-\(table.name)-\(column.name) \(Filled.named)")
                }
            }
            guard !names.isEmpty else { return }
            let holes = names.map { _ in "?" }.joined(separator: ", ")
            try database.execute(
                sql: """
                    INSERT INTO "\(table.name)" (\(names.joined(separator: ", ")))
                    VALUES (\(holes))
                    """, arguments: StatementArguments(values))
        }

        /// Everything the file and its log hold.
        func bytes() throws -> Data {
            var bytes = Data()
            for end in ["", "-wal"] {
                let path = folder + "/" + CommunityStore.fileName + end
                if let found = FileManager.default.contents(atPath: path) { bytes += found }
            }
            return bytes
        }
    }

    @Test func `after erasure no personal text of any table is left in the file`() throws {
        let filled = try Filled()
        let store = filled.store
        try store.outbox.add(
            MailMessage(
                to: try EmailAddress("MARQUE.adresse@exemple.fr"), subject: "Sujetmarqué",
                text: "Textemarqué"), Invented.acting())
        try store.outbox.add(
            MailMessage(
                to: try EmailAddress("autre@exemple.fr"), subject: "Marquée Nomdefamille vient",
                text: "Écrivez à marque.adresse@exemple.fr, non à xmarque.adresse@exemple.fr"),
            Invented.acting())
        try store.decide("essai", "Marquée Nomdefamille", Invented.acting())
        try store.decide("essai", nil, Invented.acting())
        let email = try EmailAddress("marque.adresse@exemple.fr")
        _ = try store.accounts.requestSignIn(email, next: "", Invented.acting()) { token, _ in
            MailMessage(to: email, subject: "s", text: token)
        }
        filled.marks["courriel.sujet"] = "Sujetmarqué"
        filled.marks["courriel.texte"] = "Textemarqué"
        try store.foldLog()
        let before = try filled.bytes()
        for (place, mark) in filled.marks {
            #expect(before.range(of: Data(mark.utf8)) != nil, "\(place) was never written")
        }

        try store.accounts.erase(filled.person.id, Invented.acting(filled.person.id))

        var after = try filled.bytes()
        // The one place where the address stays is inside another, longer one.
        let longer = Data("xmarque.adresse@exemple.fr".utf8)
        while let range = after.range(of: longer) {
            after.replaceSubrange(range, with: Data(repeating: 0, count: longer.count))
        }
        for (place, mark) in filled.marks {
            #expect(after.range(of: Data(mark.utf8)) == nil, "\(place) is left")
        }
    }

    @Test func `a registration made without an account is taken away and erased by its address`()
        throws
    {
        let store = try CommunityStore()
        let person = try store.accounts.invite(
            try EmailAddress("nina@exemple.fr"), Invented.acting())
        try store.unchecked { database in
            for (id, address) in [(1, "Nina@exemple.fr"), (2, "autre@exemple.fr")] {
                try database.execute(
                    sql: """
                        INSERT INTO inscription (id, rencontre, courriel, nom, college, etat, rang, cree, fin)
                        VALUES (?1, 1, ?2, 'Nina Inscrite', 'entreprises', 'confirmee', ?1, 1, 2);
                        """, arguments: [id, address])
                try database.execute(
                    sql:
                        "INSERT INTO inscription_besoin (inscription, acces, fin) VALUES (?, 'rampe', 2)",
                    arguments: [id])
                try database.execute(
                    sql: """
                        INSERT INTO demande_inscription (rencontre, courriel, jeton, contenu, cree, expire)
                        VALUES (1, ?, ?, '{}', 1, 2)
                        """, arguments: [address, address])
            }
        }

        let tables = try store.accounts.everything(about: person.id)
        try store.accounts.erase(person.id, Invented.acting(person.id))

        let wanted = ["inscription", "inscription_besoin", "demande_inscription"]
        #expect(tables.filter { wanted.contains($0.name) }.map(\.rows.count) == [1, 1, 1])
        let left = try store.read { database in
            [
                try String.fetchAll(database, sql: "SELECT nom FROM inscription ORDER BY id"),
                try String.fetchAll(database, sql: "SELECT inscription FROM inscription_besoin"),
                try String.fetchAll(database, sql: "SELECT courriel FROM demande_inscription"),
            ]
        }
        #expect(left == [["", "Nina Inscrite"], ["2"], ["autre@exemple.fr"]])
    }

    @Test func `approved minutes of a group keep a number, and a namesake keeps the name`() throws {
        let work = try InventedGroup()
        let store = work.store
        let person = try store.accounts.person(work.member)
        try store.accounts.describe(
            person.id, name: "Zoé Témoin", occupation: "", telephone: "", version: person.version,
            Invented.acting(person.id))
        let namesake = try store.accounts.invite(
            try EmailAddress("zoe.autre@exemple.fr"), name: "Zoé Témoin", Invented.acting())
        let acting = Invented.acting(work.lead)
        let meeting = try store.groupMeetings.add(
            to: work.group,
            .init(
                title: "Réunion", start: acting.now, minutesLong: 60, place: "", link: "",
                agenda: "Exposé de Mme Témoin"), acting)
        try store.groupMeetings.minute(
            meeting, text: "ZOÉ TÉMOIN (\(person.email ?? "")) propose\u{202F}; Témoin Zoé répond.",
            otherPresent: "Zoé Témoin", attendance: [], version: 1, acting)
        try store.groupMeetings.approve(meeting, version: 2, acting)

        try store.accounts.erase(person.id, Invented.acting(person.id))

        let kept = try store.groupMeetings.meeting(meeting)
        let number = "Personne n°\u{A0}\(person.id)"
        #expect(kept.minutes == "\(number) (\(number)) propose\u{202F}; \(number) répond.")
        #expect(kept.otherPresent == number)
        #expect(kept.agenda == "Exposé de \(number)")
        #expect(try store.accounts.person(namesake.id).name == "Zoé Témoin")
    }

    @Test func `the journal keeps that something changed, about a number`() throws {
        let filled = try Filled()
        let entries = try filled.store.journal(object: "personne", atMost: 500).count

        try filled.store.accounts.erase(filled.person.id, Invented.acting(filled.person.id))

        let after = try filled.store.journal(object: "personne", atMost: 500)
        #expect(after.count == entries + 1)
        let mine = after.filter { $0.row == filled.person.id }
        #expect(!mine.isEmpty && mine.allSatisfy { $0.before == nil && $0.after == nil })
        let person = try filled.store.accounts.person(filled.person.id)
        #expect(person.erased != nil)
        #expect(person.shownName == "Personne n°\u{A0}\(person.id)")
        #expect(try filled.store.accounts.person(filled.other.id).name == "Autre Personne")
    }

    @Test func `sessions and links end, and the address begins anew`() throws {
        let store = try CommunityStore()
        let chance = InventedChance()
        let email = try EmailAddress("a@exemple.fr")
        let acting = Invented.acting(chance: chance)
        let link = try store.accounts.link(for: email, acting)
        let signedIn = try store.accounts.signIn(token: link, device: "", acting)
        let waiting = try store.accounts.link(for: email, acting)

        try store.accounts.erase(signedIn.person.id, acting)

        #expect(try !store.accounts.visitor(session: signedIn.token, acting).isSignedIn)
        #expect(try !store.accounts.isUsable(token: waiting, at: acting.now))
        let again = try store.accounts.invite(email, acting)
        #expect(again.id != signedIn.person.id)
    }

    @Test func `the last administrator is not erased`() throws {
        let store = try CommunityStore()
        let person = try store.accounts.invite(try EmailAddress("a@exemple.fr"), Invented.acting())
        try store.accounts.give(.administrator, to: person.id, Invented.acting())

        #expect(throws: CommunityRefusal.self) {
            try store.accounts.erase(person.id, Invented.acting(person.id))
        }
        #expect(try store.accounts.person(person.id).email == "a@exemple.fr")
    }

    @Test func `what is taken away has every row about me and nothing about others`() throws {
        let filled = try Filled()

        let tables = try filled.store.accounts.everything(about: filled.person.id)

        let owned = CommunitySchema.tables.filter { $0.owner != nil || $0.address != nil }
        #expect(Set(tables.map(\.name)).isSuperset(of: owned.map(\.name)))
        let texts = tables.flatMap(\.rows).flatMap { $0 }.compactMap { item -> String? in
            if case .text(let text) = item.value { text } else { nil }
        }
        for (place, mark) in filled.marks where !place.hasPrefix("a ") {
            #expect(texts.contains { $0.contains(mark) }, "\(place)")
        }
        #expect(!texts.contains { $0.contains("autre@exemple.fr") })
    }

    @Test func `a pseudonym stands for a whole name only`() {
        #expect(
            Pseudonym.replaced("jeanne@x.fr et Anne@X.fr.", "anne@x.fr", by: "n° 1")
                == "jeanne@x.fr et n° 1.")
        #expect(Pseudonym.replaced("", "a b", by: "n° 1") == "")
    }
}

extension CommunityStore {
    /// Writes without checks or references, as only a test may.
    func unchecked(_ body: @escaping (Database) throws -> Void) throws {
        try bare { database in
            try database.execute(
                sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            defer {
                // The pragmas of a connection that is open cannot fail.
                try? database.execute(
                    sql: "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
            }
            try body(database)
        }
    }
}
