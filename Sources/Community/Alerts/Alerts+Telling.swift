import GRDB

extension Alerts {
    /// What a letter tells.
    public struct Digest: Sendable {
        public let alert: Alert
        /// The latest first, at most `mostInLetter`.
        public let news: [News]
        /// All that is new since the last letter.
        public let total: Int
        /// What stops the alert, in the address of a letter.
        public let stopToken: String
        public let to: EmailAddress
    }

    /// Items a letter names; the rest is counted.
    public static let mostInLetter = 20
    /// Entries of a document of a feed.
    public static let mostInFeed = 100

    // MARK: Letters

    /// Writes the letters whose hour has come: each to the outbox, and the items it tells noted as
    /// told, in one transaction. An alert without anything new is quiet.
    ///
    /// - Returns: how many letters were written.
    @discardableResult
    public func sendDue(
        _ time: DigestSchedule.LocalTime, _ acting: Acting, letter: (Digest) throws -> MailMessage
    ) throws -> Int {
        let due = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT a.id, a.personne FROM alerte a WHERE a.prochain <= ?
                    ORDER BY a.prochain, a.id LIMIT 500
                    """, arguments: [acting.now.seconds])
        }
        let key = due.isEmpty ? [] : try store.key(acting)
        var sent = 0
        for row in due {
            let (id, person): (Int64, Int64) = (row["id"], row["personne"])
            sent += try store.write(acting) { database in
                try send(id, of: person, key, time, acting, database, letter) ? 1 : 0
            }
        }
        return sent
    }

    private func send(
        _ id: Int64, of person: Int64, _ key: [UInt8], _ time: DigestSchedule.LocalTime,
        _ acting: Acting, _ database: Database, _ letter: (Digest) throws -> MailMessage
    ) throws -> Bool {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT a.envoye, p.courriel FROM alerte a JOIN personne p ON p.id = a.personne
                WHERE a.id = ? AND a.prochain <= ?
                """, arguments: [id, acting.now.seconds])
        // Stopped or sent since the list was read.
        guard let row else { return false }
        let alert = try Alerts.alert(id, of: person, database)
        let told: Int64 = row["envoye"]
        let news = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM selection_nouveaute WHERE selection = ? AND id > ?
                ORDER BY id DESC LIMIT ?
                """, arguments: [alert.selection, told, Alerts.mostInLetter]
        ).map { News($0) }
        let address: String? = row["courriel"]
        let next = alert.schedule.next(after: acting.now, time)
        if let last = news.first, let address {
            let total =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM selection_nouveaute WHERE selection = ? AND id > ?",
                    arguments: [alert.selection, told]) ?? news.count
            var message = try letter(
                Digest(
                    alert: alert, news: news, total: total,
                    stopToken: Alerts.token("arret", id, 0, key),
                    to: try EmailAddress(address)))
            message.category = .digests
            message.once = "alerte-\(id)-\(last.id)"
            try store.outbox.add(message, to: database, acting)
            try database.execute(
                sql: "UPDATE alerte SET envoye = ?, prochain = ? WHERE id = ?",
                arguments: [last.id, next?.seconds, id])
            return true
        }
        try database.execute(
            sql: "UPDATE alerte SET prochain = ? WHERE id = ?", arguments: [next?.seconds, id])
        return false
    }

    // MARK: Feeds

    /// What the address of an alert's feed holds.
    public func feedToken(of alert: Alert, _ acting: Acting) throws -> String {
        Alerts.token("flux", alert.id, alert.feed, try store.key(acting))
    }

    /// All that is new since an alert of a person began, the latest first, from one place on.
    ///
    /// - Throws: `.absent`, also for another's.
    public func news(
        _ id: Int64, of person: Int64, from first: Int, atMost most: Int
    ) throws -> (alert: Alert, news: [News], total: Int) {
        try store.read { database in
            let alert = try Alerts.alert(id, of: person, database)
            let (news, total) = try Alerts.news(of: alert, from: first, atMost: most, database)
            return (alert, news, total)
        }
    }

    private static func news(
        of alert: Alert, from first: Int, atMost most: Int, _ database: Database
    ) throws -> ([News], total: Int) {
        let since = "selection = ? AND id > (SELECT depuis FROM alerte WHERE id = ?)"
        let news = try Row.fetchAll(
            database,
            sql:
                "SELECT * FROM selection_nouveaute WHERE \(since) ORDER BY id DESC LIMIT ? OFFSET ?",
            arguments: [alert.selection, alert.id, most, first]
        ).map { News($0) }
        let total = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM selection_nouveaute WHERE \(since)",
            arguments: [alert.selection, alert.id])
        return (news, total ?? news.count)
    }

    /// The alert of a feed's address, and what is new since it began, the latest first: one document of it.
    ///
    /// - Throws: `.absent` for an address that is none, or was revoked.
    public func feed(_ token: String, document: Int = 1, _ acting: Acting) throws -> (
        alert: Alert, news: [News], total: Int
    ) {
        let absent = CommunityRefusal.absent("Ce flux n’existe pas, ou n’existe plus.")
        let key = try store.key(acting)
        return try store.read { database in
            guard let id = Alerts.number(of: token),
                let row = try Row.fetchOne(
                    database, sql: "\(Alerts.columns) WHERE a.id = ?", arguments: [id])
            else { throw absent }
            let alert = Alert(row)
            let right = Alerts.token("flux", id, alert.feed, key)
            guard Fingerprint.same(Array(right.utf8), Array(token.utf8)) else { throw absent }
            let (news, total) = try Alerts.news(
                of: alert, from: (document - 1) * Alerts.mostInFeed, atMost: Alerts.mostInFeed,
                database)
            return (alert, news, total)
        }
    }

    // MARK: Stopping

    /// The name of the alert that a letter's link stops; nil when it is stopped already.
    ///
    /// - Throws: `.forbidden` for a link that is not whole.
    public func stopping(_ token: String, _ acting: Acting) throws -> String? {
        let id = try Alerts.stopped(token, try store.key(acting))
        return try store.read {
            try String.fetchOne(
                $0, sql: "SELECT nom FROM alerte WHERE id = ?", arguments: [id])
        }
    }

    /// Stops the alert of a letter's link, whoever opens it.
    ///
    /// - Throws: `.forbidden` for a link that is not whole.
    public func stop(_ token: String, _ acting: Acting) throws {
        let id = try Alerts.stopped(token, try store.key(acting))
        try store.write(acting) { try Alerts.delete(id, $0) }
    }

    private static func stopped(_ token: String, _ key: [UInt8]) throws(CommunityRefusal) -> Int64 {
        guard let id = number(of: token),
            Fingerprint.same(Array(Alerts.token("arret", id, 0, key).utf8), Array(token.utf8))
        else {
            throw .forbidden("Ce lien n’est pas entier. Recopiez-le depuis le courriel.")
        }
        return id
    }

    /// The alert's number and a digest of it under the store's key; numbers are never given again.
    private static func token(_ purpose: String, _ id: Int64, _ turn: Int, _ key: [UInt8]) -> String
    {
        "\(id)-"
            + Fingerprint.token(Fingerprint.keyed("alerte|\(purpose)|\(id)|\(turn)", key: key))
    }

    private static func number(of token: String) -> Int64? {
        token.split(separator: "-").first.flatMap { Int64($0) }
    }
}
