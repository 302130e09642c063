import GRDB

extension CommunityStore {
    /// Selections that persons follow.
    public var alerts: Alerts { Alerts(store: self) }
}

/// Saved selections, followed by feed and by letters; each new item told once per alert.
///
/// ```
/// alert ──▶ selection (source, query) ──▶ items ever seen ──▶ what is new ──▶ feed
///                                                                        └──▶ letter, once
/// ```
///
/// - Shape: equal queries of several persons are one selection, asked once per state of its source.
public struct Alerts: Sendable {
    let store: CommunityStore

    /// What one person follows.
    public struct Alert: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let person: Int64
        let selection: Int64
        public let source: String
        /// Canonical.
        public let query: String
        public let name: String
        public let schedule: DigestSchedule
        /// Rises each time the feed's address is changed.
        let feed: Int
        public let created: Moment
        /// When it was last confirmed; kept from then on for as long as the setting says.
        public let renewed: Moment
        /// When the next letter may leave.
        public let next: Moment?
        /// When its selection was last asked.
        public let checked: Moment
        /// Why its selection could not be asked; empty when it could.
        public let failure: String
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            person = row["personne"]
            selection = row["selection"]
            source = row["source"]
            query = row["requete"]
            name = row["nom"]
            schedule = DigestSchedule(
                rhythm: .init(rawValue: row["rythme"]) ?? .feed, hour: row["heure"],
                weekday: row["jour"])
            feed = row["flux"]
            created = Moment(seconds: row["cree"])
            renewed = Moment(seconds: row["renouvelee"])
            next = (row["prochain"] as Int64?).map { Moment(seconds: $0) }
            checked = Moment(seconds: row["controle"])
            failure = row["echec"]
            version = row["version"]
        }
    }

    /// Something new, and when it was seen.
    public struct News: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let item: AlertItem
        public let seen: Moment

        init(id: Int64, item: AlertItem, seen: Moment) {
            self.id = id
            self.item = item
            self.seen = seen
        }

        init(_ row: Row) {
            id = row["id"]
            item = AlertItem(
                id: row["element"], title: row["titre"], path: row["adresse"], day: row["jour"])
            seen = Moment(seconds: row["vu"])
        }
    }

    /// Alerts one person may have.
    public static let most = 100
    /// Items a selection may hold to be followed.
    public static let widest = 300_000
    /// Items of one turn that are told one by one; one more item says how many others there are. A new
    /// version of a reference list can move a whole edition at once.
    static let mostTold = 2_000
    static let columns = """
        SELECT a.*, s.source, s.requete, s.controle, s.echec FROM alerte a
        JOIN selection_suivie s ON s.id = a.selection
        """

    // MARK: A person's own

    /// The alerts of a person, by name.
    public func of(_ person: Int64) throws -> [Alert] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "\(Alerts.columns) WHERE a.personne = ? ORDER BY a.nom, a.id",
                arguments: [person]
            ).map { Alert($0) }
        }
    }

    /// One alert of a person.
    ///
    /// - Throws: `.absent`, also for another's.
    public func alert(_ id: Int64, of person: Int64) throws -> Alert {
        try store.read { try Alerts.alert(id, of: person, $0) }
    }

    static func alert(_ id: Int64, of person: Int64, _ database: Database) throws -> Alert {
        let row = try Row.fetchOne(
            database, sql: "\(columns) WHERE a.id = ? AND a.personne = ?", arguments: [id, person])
        guard let row else { throw CommunityRefusal.absent("Vous n’avez pas de telle alerte.") }
        return Alert(row)
    }

    /// Follows a selection. What it holds now is known: nothing of it will be sent.
    ///
    /// - Throws: `.invalid` on `nom`, `heure` or `requete`; `.untimely` when it is followed already,
    ///   or the person follows too many.
    /// - Returns: the alert's number.
    public func follow(
        _ query: String, of source: any AlertSource, named name: String,
        _ schedule: DigestSchedule, _ time: DigestSchedule.LocalTime, _ acting: Acting
    ) throws -> Int64 {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let name = try Entry.line("nom", name, 2...120)
        try Alerts.check(schedule)
        let query = try source.canonical(query)
        let selection = try look(query, of: source, acting)
        return try store.write(acting) { database in
            let count =
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM alerte WHERE personne = ?",
                    arguments: [person]) ?? 0
            guard count < Alerts.most else {
                throw CommunityRefusal.untimely(
                    "Vous suivez déjà \(count) sélections\u{202F}: arrêtez d’abord une alerte.")
            }
            let isThere = try Bool.fetchOne(
                database, sql: "SELECT 1 FROM selection_suivie WHERE id = ?",
                arguments: [selection])
            // Its last follower stopped just now.
            guard isThere == true else {
                throw CommunityRefusal.untimely(
                    "Réessayez\u{202F}: la sélection vient d’être relue.")
            }
            let last =
                try Int64.fetchOne(
                    database,
                    sql: "SELECT max(id) FROM selection_nouveaute WHERE selection = ?",
                    arguments: [selection]) ?? 0
            try database.execute(
                sql: """
                    INSERT INTO alerte (personne, selection, nom, rythme, heure, jour, depuis, envoye,
                      prochain, cree, renouvelee)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (personne, selection) DO NOTHING
                    """,
                arguments: [
                    person, selection, name, schedule.rhythm.rawValue, schedule.hour,
                    schedule.weekday, last, last, schedule.next(after: acting.now, time)?.seconds,
                    acting.now.seconds, acting.now.seconds,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Vous suivez déjà cette sélection.")
            }
            let id = database.lastInsertedRowID
            try acceptLetters(schedule, person, database)
            return id
        }
    }

    /// Changes an alert's name and letters, and confirms it anew.
    ///
    /// - Throws: `.invalid`, `.absent`, `.changedMeanwhile`.
    public func change(
        _ id: Int64, named name: String, _ schedule: DigestSchedule, version: Int,
        _ time: DigestSchedule.LocalTime, _ acting: Acting
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let name = try Entry.line("nom", name, 2...120)
        try Alerts.check(schedule)
        try store.write(acting) { database in
            let former = try Alerts.alert(id, of: person, database)
            // What a feed already told is not told again by letter when letters begin.
            let begins = former.schedule.rhythm == .feed && schedule.rhythm != .feed
            let last =
                begins
                ? try Int64.fetchOne(
                    database,
                    sql: "SELECT max(id) FROM selection_nouveaute WHERE selection = ?",
                    arguments: [former.selection]) : nil
            try database.execute(
                sql: """
                    UPDATE alerte SET nom = ?, rythme = ?, heure = ?, jour = ?, prochain = ?,
                      envoye = max(envoye, ?), renouvelee = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    name, schedule.rhythm.rawValue, schedule.hour, schedule.weekday,
                    schedule.next(after: acting.now, time)?.seconds, last ?? 0,
                    acting.now.seconds, id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette alerte")
            }
            try acceptLetters(schedule, person, database)
        }
    }

    /// Confirms an alert anew: it is kept from now on.
    public func renew(_ id: Int64, _ acting: Acting) throws {
        try touch(id, "renouvelee = \(acting.now.seconds)", acting)
    }

    /// Gives the feed another address; the former one answers no more.
    public func revokeFeed(_ id: Int64, _ acting: Acting) throws {
        try touch(id, "flux = flux + 1", acting)
    }

    private func touch(_ id: Int64, _ change: String, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE alerte SET \(change), version = version + 1
                    WHERE id = ? AND personne = ?
                    """, arguments: [id, person])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.absent("Vous n’avez pas de telle alerte.")
            }
        }
    }

    /// Ends an alert of a person; nothing of it is kept.
    public func end(_ id: Int64, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        try store.write(acting) { database in
            _ = try Alerts.alert(id, of: person, database)
            try Alerts.delete(id, database)
        }
    }

    /// Deletes an alert, and its selection when nobody else follows it.
    static func delete(_ id: Int64, _ database: Database) throws {
        let selection = try Int64.fetchOne(
            database, sql: "SELECT selection FROM alerte WHERE id = ?", arguments: [id])
        try database.execute(sql: "DELETE FROM alerte WHERE id = ?", arguments: [id])
        try database.execute(
            sql: """
                DELETE FROM selection_suivie
                WHERE id = ? AND id NOT IN (SELECT selection FROM alerte)
                """, arguments: [selection])
    }

    /// Forgets the selections that nobody follows any more: alerts end by retention and erasure too.
    ///
    /// - Shape: one that was just made for an alert about to be written is left.
    public func tidy(_ acting: Acting) throws {
        let unfollowed = "id NOT IN (SELECT selection FROM alerte) AND controle < ?"
        let limit = acting.now.adding(minutes: -10).seconds
        let isNeeded = try store.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT 1 FROM selection_suivie WHERE \(unfollowed) LIMIT 1",
                arguments: [limit]) ?? false
        }
        guard isNeeded else { return }
        try store.write(acting) {
            try $0.execute(
                sql: "DELETE FROM selection_suivie WHERE \(unfollowed)", arguments: [limit])
        }
    }

    /// Whether a person refused every letter of alerts.
    public func refusesLetters(_ person: Person) throws -> Bool {
        guard let email = person.email else { return false }
        return try store.read {
            try store.outbox.isRefused(.digests, by: EmailAddress(email), in: $0)
        }
    }

    /// Who asks for letters takes back a former refusal of them.
    private func acceptLetters(
        _ schedule: DigestSchedule, _ person: Int64, _ database: Database
    ) throws {
        guard schedule.rhythm != .feed else { return }
        let email = try String.fetchOne(
            database, sql: "SELECT courriel FROM personne WHERE id = ?", arguments: [person])
        if let email {
            try store.outbox.accept(.digests, for: try EmailAddress(email), in: database)
        }
    }

    private static func check(_ schedule: DigestSchedule) throws(CommunityRefusal) {
        _ = try Entry.number("heure", String(schedule.hour), 0...23)
        _ = try Entry.number("jour", String(schedule.weekday), 1...7)
    }
}
