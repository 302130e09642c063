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

        /// One row per table with an owner, checks and references set aside.
        private func fill() throws {
            try store.unchecked { database in
                for table in CommunitySchema.tables {
                    guard let owner = table.owner, table.name != "personne" else { continue }
                    var names: [String] = []
                    var values: [any DatabaseValueConvertible] = []
                    for column in try database.columns(in: table.name) {
                        let key = try database.primaryKey(table.name).columns
                        if key == [column.name], column.type.uppercased() == "INTEGER",
                            column.name != owner
                        {
                            continue
                        }
                        names.append("\"\(column.name)\"")
                        if column.name == owner {
                            values.append(self.person.id)
                        } else if table.personal.contains(column.name) {
                            let mark = "marque-\(table.name)-\(column.name)-\(UUID().uuidString)"
                            if case .kept = table.erasure {
                            } else {
                                self.marks["\(table.name).\(column.name)"] = mark
                            }
                            values.append(mark)
                        } else if column.type.uppercased() == "INTEGER" {
                            values.append(977)
                        } else {
                            values.append("rempli-\(table.name)-\(column.name)")
                        }
                    }
                    let holes = names.map { _ in "?" }.joined(separator: ", ")
                    try database.execute(
                        sql: """
                            INSERT INTO "\(table.name)" (\(names.joined(separator: ", ")))
                            VALUES (\(holes))
                            """, arguments: StatementArguments(values))
                }
            }
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

        let owned = CommunitySchema.tables.filter { $0.owner != nil }.map(\.name)
        #expect(Set(tables.map(\.name)).isSuperset(of: owned))
        let texts = tables.flatMap(\.rows).flatMap { $0 }.compactMap { item -> String? in
            if case .text(let text) = item.value { text } else { nil }
        }
        for (place, mark) in filled.marks {
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
