import GRDB

extension Meetings {
    /// What a company offers.
    public struct Solution: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let event: Int64
        public let participant: Int64
        public let company: String
        public let siret: String
        public let title: String
        public let text: String
        public let theme: InnovationTheme
        /// Empty when not said.
        public let cpv: String
        public let maturity: SolutionMaturity
        /// Who already uses it, as the company says.
        public let references: String
        public let created: Moment
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            event = row["innovation"]
            participant = row["participant"]
            company = row["nom"]
            siret = row["siret"]
            title = row["titre"]
            text = row["texte"]
            theme = InnovationTheme(rawValue: row["theme"]) ?? .other
            cpv = row["cpv"]
            maturity = SolutionMaturity(rawValue: row["maturite"]) ?? .idea
            references = row["realisations"]
            created = Moment(seconds: row["cree"])
            version = row["version"]
        }
    }

    /// What a company writes of a solution.
    public struct SolutionText: Sendable {
        public var title: String
        public var text: String
        public var theme: InnovationTheme
        public var cpv: String
        public var maturity: SolutionMaturity
        public var references: String

        /// What a company writes of a solution.
        public init(
            title: String, text: String, theme: InnovationTheme, cpv: String = "",
            maturity: SolutionMaturity, references: String = ""
        ) {
            self.title = title
            self.text = text
            self.theme = theme
            self.cpv = cpv
            self.maturity = maturity
            self.references = references
        }
    }

    private static let solutionColumns = """
        SELECT s.*, p.nom, p.siret FROM innovation_solution s
        JOIN innovation_participant p ON p.id = s.participant
        """

    /// Who may read the solutions of an event: its buyers, who choose among them, and who organises;
    /// a company reads its own.
    public static func mayRead(
        _ solution: Solution, _ participants: [Participant], isOrganiser: Bool
    )
        -> Bool
    {
        isOrganiser || participants.contains { $0.side == .buyer || $0.id == solution.participant }
    }

    /// The solutions of an event, by company then title.
    public func solutions(of event: Int64) throws -> [Solution] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(Meetings.solutionColumns) WHERE s.innovation = ? AND s.retire IS NULL
                    ORDER BY p.nom, s.titre, s.id
                    """, arguments: [event]
            ).map { Solution($0) }
        }
    }

    /// A solution of an event.
    ///
    /// - Throws: `.absent`.
    public func solution(_ id: Int64, of event: Int64) throws -> Solution {
        try store.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    \(Meetings.solutionColumns)
                    WHERE s.id = ? AND s.innovation = ? AND s.retire IS NULL
                    """, arguments: [id, event])
            guard let row else { throw Meetings.absentSolution }
            return Solution(row)
        }
    }

    /// What is answered about a solution that is not there, or not for this visitor.
    public static let absentSolution = CommunityRefusal.absent(
        "Il n’y a pas de telle solution ici, ou elle se lit avec le compte d’un acheteur inscrit.")

    /// Posts a solution.
    ///
    /// - Throws: `.invalid`; `.untimely` once wishes are closed.
    /// - Returns: its number.
    public func post(_ said: SolutionText, by participant: Int64, _ acting: Acting) throws -> Int64
    {
        let said = try Meetings.read(said)
        return try store.write(acting) { database in
            let company = try Meetings.participant(participant, in: database)
            try Meetings.checkSolutionsOpen(company, database)
            try database.execute(
                sql: """
                    INSERT INTO innovation_solution (innovation, participant, titre, texte, theme, cpv,
                      maturite, realisations, cree) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    company.event, company.id, said.title, said.text, said.theme.rawValue, said.cpv,
                    said.maturity.rawValue, said.references, acting.now.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Changes a solution.
    ///
    /// - Throws: `.invalid`, `.changedMeanwhile`; `.untimely` once wishes are closed.
    public func edit(_ solution: Solution, _ said: SolutionText, version: Int, _ acting: Acting)
        throws
    {
        let said = try Meetings.read(said)
        try store.write(acting) { database in
            let company = try Meetings.participant(solution.participant, in: database)
            try Meetings.checkSolutionsOpen(company, database)
            try database.execute(
                sql: """
                    UPDATE innovation_solution SET titre = ?, texte = ?, theme = ?, cpv = ?,
                      maturite = ?, realisations = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    said.title, said.text, said.theme.rawValue, said.cpv, said.maturity.rawValue,
                    said.references, solution.id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette solution")
            }
        }
    }

    /// Withdraws a solution.
    ///
    /// - Throws: `.untimely` once wishes are closed.
    public func withdraw(_ solution: Solution, _ acting: Acting) throws {
        try store.write(acting) { database in
            let company = try Meetings.participant(solution.participant, in: database)
            try Meetings.checkSolutionsOpen(company, database)
            try database.execute(
                sql: "UPDATE innovation_solution SET retire = ? WHERE id = ?",
                arguments: [acting.now.seconds, solution.id])
        }
    }

    private static func checkSolutionsOpen(_ company: Participant, _ database: Database) throws {
        guard company.side == .company else {
            throw CommunityRefusal.forbidden("Seule une entreprise dépose une solution.")
        }
        let stage = try event(company.event, in: database).stage
        guard stage >= .needsOpen, stage <= .wishesOpen else {
            throw CommunityRefusal.untimely(
                "Les vœux sont clos\u{202F}: les solutions ne changent plus.")
        }
    }

    private static func read(_ said: SolutionText) throws -> SolutionText {
        var said = said
        said.title = try Entry.line("titre", said.title, 5...160)
        said.text = try Entry.text("texte", said.text, 20...8_000)
        said.references = try Entry.text("realisations", said.references, 0...2_000)
        said.cpv = try readCPV(said.cpv)
        return said
    }
}
