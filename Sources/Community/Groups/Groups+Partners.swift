import GRDB

extension Groups {
    /// Who works with a group.
    public struct Partner: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// Nil for one that is no organisation of the observatory.
        public let organisation: Int64?
        public let name: String
        /// A whole address, or empty.
        public let link: String
    }

    /// Who works with a group, by name.
    public func partners(of group: Int64) throws -> [Partner] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT g.id, g.organisation, coalesce(o.nom, g.nom) AS nom,
                      CASE WHEN g.lien = '' THEN coalesce(o.site, '') ELSE g.lien END AS lien
                    FROM groupe_partenaire g LEFT JOIN organisation o ON o.id = g.organisation
                    WHERE g.groupe = ? ORDER BY 3, 1
                    """, arguments: [group]
            ).map {
                Partner(
                    id: $0["id"], organisation: $0["organisation"], name: $0["nom"],
                    link: WebAddress.isSound($0["lien"]) ? $0["lien"] : "")
            }
        }
    }

    /// Adds a partner: an organisation of the observatory, or anybody by name with a link.
    ///
    /// - Throws: `.invalid` naming the field.
    public func addPartner(
        to group: Int64, organisation: Int64?, name: String, link: String, _ acting: Acting
    ) throws {
        let name = try Entry.line("nom", name, organisation == nil ? 2...200 : 0...200)
        let link = try WebAddress.read("lien", link)
        try store.write(acting) { database in
            if let organisation {
                guard
                    try Int.fetchOne(
                        database, sql: "SELECT 1 FROM organisation WHERE id = ?",
                        arguments: [organisation]) != nil
                else {
                    throw CommunityRefusal.invalid(
                        field: "organisation", value: String(organisation),
                        sentence: "Choisissez un organisme de la liste.")
                }
            }
            try database.execute(
                sql: """
                    INSERT INTO groupe_partenaire (groupe, organisation, nom, lien, depuis)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: [group, organisation, name, link, acting.now.seconds])
        }
    }

    /// Takes a partner off a group.
    public func removePartner(_ partner: Int64, from group: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "DELETE FROM groupe_partenaire WHERE id = ? AND groupe = ?",
                arguments: [partner, group])
        }
    }
}
