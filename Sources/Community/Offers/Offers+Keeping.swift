import GRDB

extension Offers {
    /// How long a deposit that was never sent stays after the closing, in days.
    public static let draftDays = 30

    /// Destroys the files whose time is over, and what was begun and never sent. The register stays until
    /// the consultation goes, whose time is the same.
    ///
    /// A deposit whose files cannot be removed stops no other, and is tried again at the next turn.
    ///
    /// - Returns: how many deposits lost their files.
    /// - Throws: the first failure, once every deposit had its turn.
    public func destroyOld(_ acting: Acting) throws -> Int {
        let old = try store.read { database in
            let days = try CommunityStore.days(Consultations.retention, in: database)
            let limit = acting.now.adding(days: -days).seconds
            let drafts = acting.now.adding(days: -Offers.draftDays).seconds
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT d.id, d.cle FROM depot d JOIN consultation c ON c.id = d.consultation
                    WHERE d.detruit IS NULL AND (coalesce(c.terminee, c.cloture) < ?1
                      OR d.etat = 'en_cours' AND c.cloture < ?2 AND d.debut < ?2)
                    ORDER BY d.id
                    """, arguments: [limit, drafts]
            ).map { (id: $0["id"] as Int64, key: $0["cle"] as String) }
        }
        var count = 0
        var first: (any Error)?
        for deposit in old {
            do {
                // Noted last: what could not be removed is not said destroyed.
                try vault.remove(deposit.key)
                try store.write(acting) { database in
                    try database.execute(
                        sql: """
                            UPDATE depot SET detruit = ?, cle_ouverte = NULL,
                              etat = CASE etat WHEN 'en_cours' THEN 'abandonne' ELSE etat END
                            WHERE id = ?
                            """, arguments: [acting.now.seconds, deposit.id])
                }
                count += 1
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
        return count
    }

    // MARK: What a person sees

    /// Deposits that a person's companies made, the latest first.
    public func deposits(of companies: [String]) throws -> [(call: Call, deposit: Deposit)] {
        try store.read { database in
            var found: [(Call, Deposit)] = []
            for siret in Set(companies).sorted() {
                for deposit in try Offers.deposits(
                    database, "siret = ? AND etat <> 'abandonne'", [siret])
                {
                    found.append(
                        (try Offers.call(database, "id = ?", [deposit.call]), deposit))
                }
            }
            return found.sorted { $0.1.begun.wall > $1.1.begun.wall }
        }
    }

    /// The persons who deposited and did not withdraw: they are told of changes, and shown to nobody.
    public func depositors(consultation: Int64) throws -> [Int64] {
        try store.read { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT personne FROM depot WHERE consultation = ? AND personne IS NOT NULL
                      AND etat IN ('en_cours', 'recu') ORDER BY personne
                    """, arguments: [consultation])
        }
    }
}
