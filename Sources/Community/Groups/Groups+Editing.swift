import GRDB

extension Groups {
    /// A group by its number.
    ///
    /// - Throws: `.absent`.
    public func group(numbered id: Int64) throws -> Group {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM groupe WHERE id = ?", arguments: [id]
            ).map { Group($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas de groupe n°\u{A0}\(id).")
        }
        return found
    }

    /// Changes what a group says of itself.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`.
    public func describe(
        _ group: Int64, name: String, theme: String, mandate: String, version: Int,
        _ acting: Acting
    ) throws {
        let name = try Entry.line("nom", name, 2...120)
        let theme = try Entry.line("theme", theme, 0...200)
        let mandate = try Entry.text("mandat", mandate, 0...20_000)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE groupe SET nom = ?, theme = ?, mandat = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [name, theme, mandate, group, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce groupe")
            }
        }
    }

    /// The version of the order of the groups.
    public func orderVersion() throws -> Int {
        try store.read { try Groups.orderVersion(in: $0) }
    }

    private static func orderVersion(in database: Database) throws -> Int {
        CommunityStore.version(
            of: try Int64.fetchAll(database, sql: "SELECT id FROM groupe ORDER BY rang, id").map {
                String($0)
            })
    }

    /// Puts groups in this order; those that are not named come after, as they were.
    ///
    /// - Parameter version: the order the form was opened on (`orderVersion`); nil without a form.
    /// - Throws: `.absent` for a number that is no group's; `.changedMeanwhile` when somebody changed the
    ///   order since.
    public func order(_ groups: [Int64], version: Int? = nil, _ acting: Acting) throws {
        try store.write(acting) { database in
            guard try version.map({ try Groups.orderVersion(in: database) == $0 }) ?? true else {
                throw CommunityRefusal.changedMeanwhile(what: "L’ordre des groupes")
            }
            for (rank, group) in groups.enumerated() {
                try database.execute(
                    sql: "UPDATE groupe SET rang = ? WHERE id = ?", arguments: [rank + 1, group])
                guard database.changesCount == 1 else {
                    throw CommunityRefusal.absent("Il n’y a pas de groupe n°\u{A0}\(group).")
                }
            }
            let rest = try Int64.fetchAll(database, sql: "SELECT id FROM groupe ORDER BY rang, id")
                .filter { !groups.contains($0) }
            for (rank, group) in rest.enumerated() {
                try database.execute(
                    sql: "UPDATE groupe SET rang = ? WHERE id = ?",
                    arguments: [groups.count + rank + 1, group])
            }
        }
    }

    /// Closes a group, whose pages stay, or opens it again.
    public func close(_ group: Int64, _ isClosed: Bool, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "UPDATE groupe SET clos = ?, version = version + 1 WHERE id = ?",
                arguments: [isClosed ? acting.now.seconds : nil, group])
        }
    }

    /// Refuses to add anything to a closed group.
    static func requireOpen(_ group: Int64, in database: Database) throws {
        let row = try Row.fetchOne(
            database, sql: "SELECT clos FROM groupe WHERE id = ?", arguments: [group])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de groupe n°\u{A0}\(group).")
        }
        guard row["clos"] as Int64? == nil else {
            throw CommunityRefusal.untimely(
                "Ce groupe est clos\u{202F}: ses pages restent, rien ne s’y ajoute.")
        }
    }
}
