import GRDB

extension Assembly {
    static func session(_ id: Int64, in database: Database) throws -> Session {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM assemblee WHERE id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de séance n°\u{A0}\(id).")
        }
        return try Session(row)
    }

    /// A session by number.
    ///
    /// - Throws: `.absent`.
    public func session(_ id: Int64) throws -> Session {
        try store.read { try Assembly.session(id, in: $0) }
    }

    /// All sessions, the latest first.
    public func sessions() throws -> [Session] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM assemblee ORDER BY debut DESC, id DESC")
                .map { try Session($0) }
        }
    }

    /// The rules of a session: those of its convocation, else those of today.
    public func rules(of session: Session) throws -> AssemblyRules {
        try session.rules ?? rules()
    }

    /// Prepares a session.
    ///
    /// - Returns: its number.
    public func prepare(_ description: SessionDescription, _ acting: Acting) throws -> Int64 {
        let said = try description.checked()
        return try store.write(acting) { database in
            try Assembly.requireNamed(said, in: database)
            try database.execute(
                sql: """
                    INSERT INTO assemblee (titre, genre, lieu, lien, debut, seconde_de, president)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """, arguments: Assembly.columns(said))
            return database.lastInsertedRowID
        }
    }

    /// Changes what is said of a session not closed yet.
    ///
    /// - Throws: `.changedMeanwhile`, `.untimely` once closed, or when a session already convoked would
    ///   move to a day too near.
    public func change(
        _ id: Int64, _ description: SessionDescription, version: Int, _ acting: Acting
    ) throws {
        let said = try description.checked()
        try store.write(acting) { database in
            let session = try Assembly.session(id, in: database)
            try Assembly.requireNamed(said, in: database)
            guard session.state != .closed, session.state != .cancelled else {
                throw CommunityRefusal.untimely(
                    "Cette séance est finie\u{202F}: elle ne change plus.")
            }
            if session.state == .convoked, session.begins != said.begins {
                let rules = try session.rules ?? AssemblyRules.decided(in: database)
                try Assembly.requireNotice(said.begins, rules, at: acting.now)
            }
            try database.execute(
                sql: """
                    UPDATE assemblee SET titre = ?, genre = ?, lieu = ?, lien = ?, debut = ?,
                      seconde_de = ?, president = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: Assembly.columns(said) + [id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette séance")
            }
        }
    }

    /// Refuses a president or a former session that is not there.
    private static func requireNamed(_ said: SessionDescription, in database: Database) throws {
        if let president = said.president { _ = try Accounts.person(president, in: database) }
        if let former = said.secondOf { _ = try session(former, in: database) }
    }

    private static func columns(_ said: SessionDescription) -> StatementArguments {
        [
            said.title, said.isExtraordinary ? "extraordinaire" : "ordinaire", said.place,
            said.link, said.begins.seconds, said.secondOf, said.president,
        ]
    }

    // MARK: Agenda

    /// The agenda, in order.
    public func agenda(of session: Int64) throws -> [AgendaPoint] {
        try store.read { try Assembly.agenda(of: session, in: $0) }
    }

    static func agenda(of session: Int64, in database: Database) throws -> [AgendaPoint] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM point WHERE seance = ? ORDER BY rang, id",
            arguments: [session]
        ).map { AgendaPoint($0) }
    }

    /// Adds a point at the end of the agenda.
    public func addPoint(to session: Int64, title: String, text: String, _ acting: Acting) throws {
        let title = try Entry.line("titre", title, 2...200)
        let text = try Entry.text("texte", text, 0...5_000)
        try store.write(acting) { database in
            try Assembly.requireUnopened(session, in: database)
            try database.execute(
                sql: """
                    INSERT INTO point (seance, rang, titre, texte)
                    VALUES (?1, (SELECT coalesce(max(rang), 0) + 1 FROM point WHERE seance = ?1),
                      ?2, ?3)
                    """, arguments: [session, title, text])
        }
    }

    /// Takes a point off the agenda.
    public func removePoint(_ point: Int64, of session: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try Assembly.requireUnopened(session, in: database)
            try database.execute(
                sql: "DELETE FROM point WHERE id = ? AND seance = ?", arguments: [point, session])
        }
    }

    /// Moves a point one place up; the first stays.
    public func raisePoint(_ point: Int64, of session: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try Assembly.requireUnopened(session, in: database)
            var points = try Assembly.agenda(of: session, in: database).map(\.id)
            guard let place = points.firstIndex(of: point), place > 0 else { return }
            points.swapAt(place, place - 1)
            for (rank, id) in points.enumerated() {
                try database.execute(
                    sql: "UPDATE point SET rang = ? WHERE id = ?", arguments: [rank + 1, id])
            }
        }
    }

    static func requireUnopened(_ id: Int64, in database: Database) throws {
        let session = try session(id, in: database)
        guard session.state == .prepared || session.state == .convoked else {
            throw CommunityRefusal.untimely(
                "La séance est ouverte ou finie\u{202F}: son ordre du jour ne change plus.")
        }
    }

    // MARK: Convocation

    /// Somebody to convoke.
    public struct Recipient: Sendable, Hashable {
        public let person: Int64
        public let name: String
        public let email: EmailAddress
        /// What they represent.
        public let organisations: [String]
        let numbers: [Int64]
    }

    /// Representatives who were not convoked yet, each once.
    public func recipients(of session: Int64) throws -> [Recipient] {
        try store.read { try Assembly.recipients(of: session, in: $0) }
    }

    static func recipients(of session: Int64, in database: Database) throws -> [Recipient] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT p.id, p.nom, p.courriel, o.id AS organisme, o.nom AS nom_organisme
                FROM representation r JOIN organisation o ON o.id = r.organisation
                JOIN personne p ON p.id = r.personne
                WHERE r.jusqua IS NULL AND o.jusqua IS NULL AND p.courriel IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM convocation c WHERE c.seance = ?
                    AND c.organisation = o.id AND c.personne = p.id)
                ORDER BY p.id, o.nom, o.id
                """, arguments: [session])
        var found: [Int64: Recipient] = [:]
        var order: [Int64] = []
        for row in rows {
            let person: Int64 = row["id"]
            let former = found[person]
            if former == nil { order.append(person) }
            found[person] = Recipient(
                person: person, name: row["nom"], email: try EmailAddress(row["courriel"]),
                organisations: (former?.organisations ?? []) + [row["nom_organisme"]],
                numbers: (former?.numbers ?? []) + [row["organisme"]])
        }
        return order.compactMap { found[$0] }
    }

    /// Convokes every representative not convoked yet, by letter, and keeps the rules of the day.
    ///
    /// - Returns: how many letters were put in the outbox.
    /// - Throws: `.untimely` when the notice is too short at the first convocation, when the agenda is
    ///   empty or when the session is over.
    public func convoke(
        _ id: Int64, _ acting: Acting, letter: (Session, [AgendaPoint], Recipient) -> MailMessage
    ) throws -> Int {
        try store.write(acting) { database in
            let session = try Assembly.session(id, in: database)
            guard session.state == .prepared || session.state == .convoked else {
                throw CommunityRefusal.untimely("Cette séance est déjà ouverte ou finie.")
            }
            let agenda = try Assembly.agenda(of: id, in: database)
            guard !agenda.isEmpty else {
                throw CommunityRefusal.untimely(
                    "L’ordre du jour est vide\u{202F}: une convocation le porte toujours.")
            }
            if session.state == .prepared {
                let rules = try AssemblyRules.decided(in: database)
                try Assembly.requireNotice(session.begins, rules, at: acting.now)
                try database.execute(
                    sql: """
                        UPDATE assemblee SET etat = 'convoquee', convoquee = ?, regles = ?,
                          version = version + 1 WHERE id = ?
                        """, arguments: [acting.now.seconds, try rules.json(), id])
            }
            let recipients = try Assembly.recipients(of: id, in: database)
            for recipient in recipients {
                for organisation in recipient.numbers {
                    try database.execute(
                        sql: """
                            INSERT INTO convocation (seance, organisation, personne, moment)
                            VALUES (?, ?, ?, ?)
                            """,
                        arguments: [id, organisation, recipient.person, acting.now.seconds])
                }
                try store.outbox.add(letter(session, agenda, recipient), to: database, acting)
            }
            return recipients.count
        }
    }

    private static func requireNotice(_ begins: Moment, _ rules: AssemblyRules, at now: Moment)
        throws(CommunityRefusal)
    {
        let days = (begins.seconds - now.seconds) / 86_400
        guard begins > now, days >= Int64(rules.noticeDays) else {
            throw .untimely(
                "La convocation doit partir au moins \(rules.noticeDays)\u{A0}jours avant la "
                    + "séance\u{202F}: repoussez-la, ou changez le délai dans les règles de l’assemblée."
            )
        }
    }

    /// Sends what changed since the convocation to everybody who was convoked.
    ///
    /// - Returns: how many letters were put in the outbox.
    public func tellChange(
        of id: Int64, _ acting: Acting,
        letter: (Session, [AgendaPoint], EmailAddress) -> MailMessage
    ) throws -> Int {
        try store.write(acting) { database in
            let session = try Assembly.session(id, in: database)
            guard session.state == .convoked else {
                throw CommunityRefusal.untimely("Cette séance n’attend pas de se tenir.")
            }
            let agenda = try Assembly.agenda(of: id, in: database)
            let told = try Assembly.convokedAddresses(id, in: database)
            for email in told {
                try store.outbox.add(letter(session, agenda, email), to: database, acting)
            }
            return told.count
        }
    }

    private static func convokedAddresses(_ session: Int64, in database: Database) throws
        -> [EmailAddress]
    {
        try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT p.courriel FROM convocation c JOIN personne p ON p.id = c.personne
                WHERE c.seance = ? AND p.courriel IS NOT NULL ORDER BY p.id
                """, arguments: [session]
        ).map { try EmailAddress($0) }
    }

    /// How many persons were convoked.
    public func convokedCount(_ session: Int64) throws -> Int {
        try store.read {
            try Int.fetchOne(
                $0, sql: "SELECT count(DISTINCT personne) FROM convocation WHERE seance = ?",
                arguments: [session]) ?? 0
        }
    }

    // MARK: Holding

    /// Opens a convoked session under its president.
    ///
    /// - Throws: `.untimely` when it was not convoked or nobody presides.
    public func open(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let session = try Assembly.session(id, in: database)
            guard session.state == .convoked else {
                throw CommunityRefusal.untimely("Seule une séance convoquée peut être ouverte.")
            }
            guard session.president != nil else {
                throw CommunityRefusal.untimely(
                    "Dites d’abord qui préside\u{202F}: cette personne signera le procès-verbal.")
            }
            try database.execute(
                sql: """
                    UPDATE assemblee SET etat = 'ouverte', ouverte = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [acting.now.seconds, id])
        }
    }

    /// Closes a session: nothing of it changes afterwards but its minutes.
    ///
    /// - Throws: `.untimely` while a vote is open.
    public func close(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            guard try Assembly.session(id, in: database).state == .open else {
                throw CommunityRefusal.untimely("Cette séance n’est pas ouverte.")
            }
            try Assembly.requireNoOpenVote(id, in: database)
            try database.execute(
                sql:
                    "UPDATE assemblee SET etat = 'close', close = ?, version = version + 1 WHERE id = ?",
                arguments: [acting.now.seconds, id])
        }
    }

    /// Gives up a session that was not opened, and tells those who were convoked.
    public func cancel(
        _ id: Int64, _ acting: Acting, letter: (Session, EmailAddress) -> MailMessage
    ) throws {
        try store.write(acting) { database in
            let session = try Assembly.session(id, in: database)
            try Assembly.requireUnopened(id, in: database)
            try database.execute(
                sql: "UPDATE assemblee SET etat = 'annulee', version = version + 1 WHERE id = ?",
                arguments: [id])
            for email in try Assembly.convokedAddresses(id, in: database) {
                try store.outbox.add(letter(session, email), to: database, acting)
            }
        }
    }

    static func requireNoOpenVote(_ session: Int64, in database: Database) throws {
        let open = try String.fetchOne(
            database, sql: "SELECT titre FROM resolution WHERE seance = ? AND etat = 'ouverte'",
            arguments: [session])
        if let open {
            throw CommunityRefusal.untimely(
                "Le vote «\u{202F}\(open)\u{202F}» est ouvert\u{202F}: attendez sa clôture.")
        }
    }
}
