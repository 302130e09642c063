import GRDB

extension Applications {
    /// A published consultation of this platform, as a call to apply to.
    public struct Consultation: Sendable, Identifiable {
        public let id: Int64
        /// The word of its address.
        public let key: String
        /// The buyer is named as its organisation, else by its SIRET.
        public let call: Call
    }

    /// The consultation of an address.
    ///
    /// - Throws: `.absent` when there is none, or it is a draft.
    public func consultation(key: String) throws -> Consultation {
        try consultation("c.cle = ?", [key])
    }

    /// The consultation of a number.
    ///
    /// - Throws: `.absent` when there is none, or it is a draft.
    public func consultation(_ id: Int64) throws -> Consultation {
        try consultation("c.id = ?", [id])
    }

    /// The last application that a company prepared for a consultation; nil when it prepared none.
    ///
    /// - Throws: `.forbidden`.
    public func latest(of siret: String, for consultation: Int64, by person: Int64) throws
        -> Application?
    {
        try store.read { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            return try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM candidature WHERE siret = ? AND consultation = ?
                    ORDER BY id DESC LIMIT 1
                    """, arguments: [siret, consultation]
            ).map { try Application($0) }
        }
    }

    private func consultation(_ condition: String, _ arguments: StatementArguments) throws
        -> Consultation
    {
        try store.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT c.id, c.cle, c.acheteur, c.objet,
                          coalesce(nullif(c.acheteur_nom, ''), o.nom) AS nom FROM consultation c
                        LEFT JOIN organisation o ON o.siret = c.acheteur
                        WHERE \(condition) AND c.etat <> 'brouillon'
                        """, arguments: arguments)
            else { throw CommunityRefusal.absent("Il n’y a pas de telle consultation.") }
            let siret: String = row["acheteur"]
            let name: String? = row["nom"]
            return Consultation(
                id: row["id"], key: row["cle"],
                call: Call(
                    buyer: name.map { "\($0) (SIRET \(siret))" } ?? "SIRET \(siret)",
                    object: row["objet"]))
        }
    }
}
