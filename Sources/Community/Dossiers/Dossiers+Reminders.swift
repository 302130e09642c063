import GRDB
public import Procurement

extension Dossiers {
    /// A letter is written so many days before an end: once each.
    public static let reminderDays = [60, 15]

    /// Something of a dossier that ends soon, and somebody who acts for the company.
    public struct Ending: Sendable {
        public let siret: String
        /// The company's name, else its SIRET.
        public let company: String
        public let statement: Dossier.Statement
        public let end: Day
        /// Days left.
        public let daysLeft: Int
        public let to: EmailAddress
        /// What makes its letter unique.
        public let once: String
    }

    /// Writes to the persons attached to a company about what ends soon: at the first of the days
    /// before the end, then at the second; never twice for the same end.
    ///
    /// - Returns: how many letters were due.
    @discardableResult
    public func remind(on day: Day, _ acting: Acting, letter: (Ending) throws -> MailMessage) throws
        -> Int
    {
        try store.write(acting) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT s.*, d.siret AS siret, p.id AS lecteur, p.courriel AS adresse
                    FROM dossier_dit s JOIN dossier d ON d.id = s.dossier
                    JOIN rattachement r ON r.siret = d.siret AND r.genre = 'entreprise'
                      AND r.etat = 'confirme'
                    JOIN personne p ON p.id = r.personne AND p.courriel IS NOT NULL
                    WHERE s.finie IS NULL AND s.echeance >= ? AND s.echeance <= ?
                    ORDER BY s.id, p.id
                    """,
                arguments: [
                    day.description,
                    day.adding(days: Dossiers.reminderDays.max() ?? 0).description,
                ])
            var count = 0
            for row in rows {
                guard let statement = Dossier.Statement(row), let end = statement.end else {
                    continue
                }
                let left = Int(end.number - day.number)
                guard let step = Dossiers.reminderDays.filter({ left <= $0 }).min() else {
                    continue
                }
                let siret: String = row["siret"]
                let reader: Int64 = row["lecteur"]
                let name = try Dossiers.dossier(siret, in: database).value(.identity, "nom")
                let ending = Ending(
                    siret: siret, company: name.isEmpty ? siret : name, statement: statement,
                    end: end, daysLeft: left, to: try EmailAddress(row["adresse"]),
                    once: "dossier-\(statement.id)-\(end)-\(step)-\(reader)")
                var message = try letter(ending)
                message.once = ending.once
                message.category = .reminders
                try store.outbox.add(message, to: database, acting)
                count += 1
            }
            return count
        }
    }
}
