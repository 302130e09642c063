import Foundation
import GRDB

extension Alerts {
    /// Asks a selection, known or not, and notes what is new in it. The first time, all it holds is
    /// known.
    ///
    /// - Throws: `.invalid` on `requete` when it is too wide to be followed.
    /// - Returns: the selection's number.
    func look(_ query: String, of source: any AlertSource, _ acting: Acting) throws -> Int64 {
        guard let state = try source.state() else {
            throw CommunityRefusal.untimely(
                "Rien ne peut être suivi ici pour l’instant\u{202F}: il n’y a pas encore d’édition."
            )
        }
        let known = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM selection_suivie WHERE source = ? AND requete = ?",
                arguments: [source.name, query])
        }
        if let known {
            if known["etat"] != state { _ = try ask(known, state, of: source, acting) }
            return known["id"]
        }
        let ids = try source.holdings(query, since: nil).ids
        guard ids.count <= Alerts.widest else {
            throw CommunityRefusal.invalid(
                field: "requete", value: query,
                sentence:
                    "Cette sélection est trop large pour être suivie\u{202F}: \(ids.count) éléments, pour "
                    + "\(Alerts.widest) au plus. Ajoutez un filtre.")
        }
        var seen = SeenItems()
        _ = seen.add(ids)
        return try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO selection_suivie (source, requete, etat, controle, vus)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, requete) DO NOTHING
                    """,
                arguments: [source.name, query, state, acting.now.seconds, seen.data])
            return try Int64.fetchOne(
                database,
                sql: "SELECT id FROM selection_suivie WHERE source = ? AND requete = ?",
                arguments: [source.name, query]) ?? 0
        }
    }

    /// Asks every followed selection of a source whose state has changed since; one that cannot be
    /// asked says why on its alerts' page and keeps no other.
    ///
    /// - Complexity: one question to the source per distinct query.
    /// - Returns: how many new items were noted.
    @discardableResult
    public func lookAll(of source: any AlertSource, _ acting: Acting, log: (String) -> Void) throws
        -> Int
    {
        guard let state = try source.state() else { return 0 }
        let stale = try store.read { database in
            try Int64.fetchAll(
                database, sql: "SELECT id FROM selection_suivie WHERE source = ? AND etat <> ?",
                arguments: [source.name, state])
        }
        var count = 0
        for id in stale {
            let row = try store.read {
                try Row.fetchOne(
                    $0, sql: "SELECT * FROM selection_suivie WHERE id = ?", arguments: [id])
            }
            guard let row else { continue }
            do {
                count += try ask(row, state, of: source, acting)
            } catch let failure as StoreFailure {
                throw failure
            } catch {
                log("La sélection suivie n°\u{A0}\(id) ne se lit pas\u{202F}: \(error)")
                try store.write(acting) { database in
                    try database.execute(
                        sql: """
                            UPDATE selection_suivie SET etat = ?, controle = ?, echec = ?
                            WHERE id = ?
                            """,
                        arguments: [
                            state, acting.now.seconds, String("\(error)".prefix(300)), id,
                        ])
                }
            }
        }
        return count
    }

    /// Asks a known selection: what is new, what is known from then on and the state it was asked in
    /// are written together.
    private func ask(_ row: Row, _ state: String, of source: any AlertSource, _ acting: Acting)
        throws -> Int
    {
        let id: Int64 = row["id"]
        let last: Int64 = row["controle"]
        let holdings = try source.holdings(row["requete"], since: Moment(seconds: last))
        var seen = SeenItems(row["vus"] as Data)
        let fresh = seen.add(holdings.ids)
        // The last ones are the latest, and told first.
        var told = try holdings.describe(Array(fresh.suffix(Alerts.mostTold)))
        if fresh.count > Alerts.mostTold {
            let others = fresh.count - Alerts.mostTold
            told.insert(
                AlertItem(
                    id: "autres:\(state):\(acting.now.seconds)",
                    title:
                        "\(others) autres nouveautés d’un coup, non détaillées\u{202F}: voyez la sélection",
                    path: source.path(row["requete"]), day: ""), at: 0)
        }
        let data = seen.data
        try store.write(acting) { database in
            // Somebody else asked meanwhile: what it noted stands, and the next turn sees the rest.
            try database.execute(
                sql: """
                    UPDATE selection_suivie SET etat = ?, controle = ?, echec = '', vus = ?
                    WHERE id = ? AND etat = ? AND controle = ?
                    """,
                arguments: [
                    state, acting.now.seconds, data, id, row["etat"] as String, last,
                ])
            guard database.changesCount == 1 else { return }
            for item in told {
                try database.execute(
                    sql: """
                        INSERT INTO selection_nouveaute (selection, element, titre, adresse, jour, vu)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (selection, element) DO NOTHING
                        """,
                    arguments: [
                        id, item.id, item.title, item.path, item.day, acting.now.seconds,
                    ])
            }
        }
        return told.count
    }
}
