import GRDB

extension Offers {
    /// The setting of how long offers are kept after the closing, in days.
    public static let keepingSetting = "offres.conservation_jours"
    /// Five years and a month: at least five years from the signature of the contract (R2184-12), which
    /// follows the closing; nobody tells the program the day of signature.
    public static let defaultKeepingDays = 1_857
    /// How long a deposit that was never sent stays after the closing, in days.
    public static let draftDays = 30

    /// Until when the offers of a consultation are kept; nil before it has a closing.
    public func keptUntil(_ call: Call) throws -> Moment? {
        try store.read { database in
            let days = try Offers.keepingDays(database)
            return call.closing.map { $0.adding(days: days) }
        }
    }

    private static func keepingDays(_ database: Database) throws -> Int {
        let decided = try CommunityStore.setting(keepingSetting, in: database).flatMap { Int($0) }
        // Never less than the five years of the code.
        return max(decided ?? defaultKeepingDays, 1_827)
    }

    /// Destroys the files whose time is over, and what was begun and never sent; the register stays.
    ///
    /// - Returns: how many deposits lost their files.
    public func destroyOld(_ acting: Acting) throws -> Int {
        let keys = try store.write(acting) { database -> [String] in
            let days = try Offers.keepingDays(database)
            let limit = acting.now.adding(days: -days).seconds
            let drafts = acting.now.adding(days: -Offers.draftDays).seconds
            let old = try Row.fetchAll(
                database,
                sql: """
                    SELECT d.id, d.cle, d.etat FROM depot d JOIN consultation c ON c.id = d.consultation
                    WHERE d.detruit IS NULL AND (c.cloture < ?1
                      OR d.etat = 'en_cours' AND c.cloture < ?2 AND d.debut < ?2)
                    """, arguments: [limit, drafts])
            for row in old {
                try database.execute(
                    sql: """
                        UPDATE depot SET detruit = ?, cle_ouverte = NULL,
                          etat = CASE etat WHEN 'en_cours' THEN 'abandonne' ELSE etat END
                        WHERE id = ?
                        """, arguments: [acting.now.seconds, row["id"] as Int64])
            }
            return old.map { $0["cle"] }
        }
        for key in keys { try vault.remove(key) }
        return keys.count
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
