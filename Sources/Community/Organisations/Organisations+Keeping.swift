import GRDB
import Procurement

extension Organisations {
    /// What is said of an organisation.
    public struct Description: Sendable, Hashable {
        public var name: String
        /// Fourteen digits, blanks allowed; empty for none.
        public var siret: String
        public var college: College
        public var territory: String
        public var site: String
        /// Markdown.
        public var presentation: String

        /// What is said of an organisation.
        public init(
            name: String, siret: String = "", college: College, territory: String = "",
            site: String = "", presentation: String = ""
        ) {
            self.name = name
            self.siret = siret
            self.college = college
            self.territory = territory
            self.site = site
            self.presentation = presentation
        }

        /// The same, each part checked.
        ///
        /// - Throws: `.invalid` naming the field.
        public func checked() throws(CommunityRefusal) -> Description {
            var checked = self
            checked.name = try Entry.line("nom", name, 2...200)
            checked.siret = try Organisations.siret(siret) ?? ""
            checked.territory = try Entry.line("territoire", territory, 0...120)
            checked.site = try WebAddress.read("site", site)
            checked.presentation = try Entry.text("presentation", presentation, 0...5_000)
            return checked
        }

        fileprivate var columns: StatementArguments {
            [
                name, siret.isEmpty ? nil : siret, college.rawValue, territory, site, presentation,
            ]
        }
    }

    static func siret(_ written: String) throws(CommunityRefusal) -> String? {
        let text = try Entry.line("siret", written, 0...40)
        if text.isEmpty { return nil }
        do {
            return try Siret(text).description
        } catch {
            throw .invalid(field: "siret", value: text, sentence: error.message)
        }
    }

    /// Adds an organisation.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` naming the field; on `siret` when another organisation has it.
    public func add(_ description: Description, _ acting: Acting) throws -> Int64 {
        let said = try description.checked()
        return try store.write(acting) { try Organisations.insert(said, $0, acting) }
    }

    static func insert(_ said: Description, _ database: Database, _ acting: Acting) throws -> Int64
    {
        try requireFree(said.siret, except: nil, in: database)
        try database.execute(
            sql: """
                INSERT INTO organisation
                  (nom, siret, college, territoire, site, presentation, depuis)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, arguments: said.columns + [acting.now.seconds])
        return database.lastInsertedRowID
    }

    static func requireFree(_ siret: String, except id: Int64?, in database: Database) throws {
        guard !siret.isEmpty else { return }
        let other = try String.fetchOne(
            database, sql: "SELECT nom FROM organisation WHERE siret = ? AND id IS NOT ?",
            arguments: [siret, id])
        if let other {
            throw CommunityRefusal.invalid(
                field: "siret", value: siret,
                sentence: "Ce SIRET est déjà celui de «\u{202F}\(other)\u{202F}».")
        }
    }

    /// Changes what is said of an organisation.
    ///
    /// - Throws: `.invalid`, `.changedMeanwhile`, `.untimely` when its college would change while a
    ///   session is running.
    public func change(_ id: Int64, _ description: Description, version: Int, _ acting: Acting)
        throws
    {
        let said = try description.checked()
        try store.write(acting) { database in
            try Organisations.requireFree(said.siret, except: id, in: database)
            let former = try String.fetchOne(
                database, sql: "SELECT college FROM organisation WHERE id = ?", arguments: [id])
            if let former, former != said.college.rawValue {
                let running = try Int.fetchOne(
                    database, sql: "SELECT 1 FROM assemblee WHERE etat = 'ouverte'")
                guard running == nil else {
                    throw CommunityRefusal.untimely(
                        "Une séance est ouverte\u{202F}: un organisme ne change pas de collège pendant ce "
                            + "temps.")
                }
            }
            try database.execute(
                sql: """
                    UPDATE organisation SET nom = ?, siret = ?, college = ?, territoire = ?,
                      site = ?, presentation = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: said.columns + [id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cet organisme")
            }
        }
    }

    /// Ends an organisation's part in the observatory, and its representations with it.
    ///
    /// - Throws: `.changedMeanwhile`, `.untimely` when it ended already.
    public func end(_ id: Int64, version: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            let running = try Int.fetchOne(
                database, sql: "SELECT 1 FROM assemblee WHERE etat = 'ouverte'")
            guard running == nil else {
                throw CommunityRefusal.untimely(
                    "Une séance est ouverte\u{202F}: attendez sa clôture.")
            }
            try database.execute(
                sql: """
                    UPDATE organisation SET jusqua = ?, version = version + 1
                    WHERE id = ? AND version = ? AND jusqua IS NULL
                    """, arguments: [acting.now.seconds, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cet organisme")
            }
            try database.execute(
                sql:
                    "UPDATE representation SET jusqua = ? WHERE organisation = ? AND jusqua IS NULL",
                arguments: [acting.now.seconds, id])
        }
    }

    /// Organisations whose part ended, the latest first.
    public func former() throws -> [Organisation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM organisation WHERE jusqua IS NOT NULL ORDER BY jusqua DESC, nom"
            ).map { Organisation($0) }
        }
    }
}
