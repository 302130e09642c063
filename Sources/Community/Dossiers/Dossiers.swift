import GRDB
import Procurement

extension CommunityStore {
    /// What companies said once.
    public var dossiers: Dossiers { Dossiers(store: self) }
}

/// The dossiers of companies, one per SIRET, read and written by persons attached to it.
public struct Dossiers: Sendable {
    let store: CommunityStore

    /// The dossier of a company, as a person attached to it sees it; empty where nothing was said.
    ///
    /// - Throws: `.forbidden` when the person does not act for the company.
    public func dossier(_ siret: String, by person: Int64) throws -> Dossier {
        try store.read { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            return try Dossiers.dossier(siret, in: database)
        }
    }

    /// The postcode that a company said, for the buyer whose contract it holds; empty when unsaid.
    public func postcode(of siret: String) throws -> String {
        try store.read { try Dossiers.dossier(siret, in: $0).value(.identity, "code_postal") }
    }

    /// Everything ever said, the latest first.
    ///
    /// - Throws: `.forbidden` when the person does not act for the company.
    public func history(_ siret: String, by person: Int64) throws -> [Dossier.Statement] {
        try store.read { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT s.* FROM dossier_dit s JOIN dossier d ON d.id = s.dossier
                    WHERE d.siret = ? ORDER BY s.depuis DESC, s.id DESC LIMIT 2000
                    """, arguments: [siret]
            ).compactMap { Dossier.Statement($0) }
        }
    }

    static func dossier(_ siret: String, in database: Database) throws -> Dossier {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM dossier WHERE siret = ?", arguments: [siret])
        else {
            return Dossier(siret: siret, created: nil, changed: nil, version: 0, statements: [])
        }
        let statements = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM dossier_dit WHERE dossier = ? AND finie IS NULL
                ORDER BY rubrique, rang
                """, arguments: [row["id"] as Int64]
        ).compactMap { Dossier.Statement($0) }
        return Dossier(
            siret: siret, created: Moment(seconds: row["cree"]),
            changed: Moment(seconds: row["modifie"]), version: row["version"],
            statements: statements)
    }

    /// Refuses unless the person acts for the SIRET, once confirmed.
    static func require(
        _ person: Int64, actsFor siret: String, as kind: Attachments.Kind, in database: Database
    ) throws {
        let found = try Int.fetchOne(
            database,
            sql: """
                SELECT 1 FROM rattachement
                WHERE personne = ? AND siret = ? AND genre = ? AND etat = 'confirme'
                """, arguments: [person, siret, kind.rawValue])
        guard found != nil else {
            throw CommunityRefusal.forbidden(
                kind == .company
                    ? "Ce dossier est réservé aux personnes rattachées à l’entreprise."
                    : "Ces vérifications sont réservées aux agents de l’acheteur.")
        }
    }
}
