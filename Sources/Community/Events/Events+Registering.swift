import Foundation
import GRDB

extension Events {
    /// How long the link of an unconfirmed registration serves, in hours.
    public static let confirmationHours = 48
    /// Letters to one address in a quarter of an hour; beyond, the page says the same and none leaves.
    static let mostLetters = 5

    // MARK: Reading

    static func registration(_ id: Int64, in database: Database) throws -> Registration? {
        try registrations("i.id = ?", [id], in: database).first
    }

    static func registrations(of event: Int64, in database: Database) throws -> [Registration] {
        try registrations("i.rencontre = ?", [event], in: database)
    }

    private static func registrations(
        _ condition: String, _ arguments: StatementArguments, in database: Database
    ) throws -> [Registration] {
        var choices: [Int64: [Registration.Choice]] = [:]
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT c.* FROM inscription_seance c JOIN inscription i ON i.id = c.inscription
                WHERE \(condition) ORDER BY c.seance
                """, arguments: arguments)
        {
            choices[row["inscription"], default: []].append(
                Registration.Choice(session: row["seance"], isHeld: row["retenue"]))
        }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT i.*, b.acces AS besoin_acces, b.repas AS besoin_repas
                FROM inscription i LEFT JOIN inscription_besoin b ON b.inscription = i.id
                WHERE \(condition) ORDER BY i.rang, i.id
                """, arguments: arguments
        ).map { Registration($0, choices: choices[$0["id"]] ?? []) }
    }

    /// Everybody who registered for an event, in the order they came.
    public func registrations(of event: Int64) throws -> [Registration] {
        try store.read { try Events.registrations(of: event, in: $0) }
    }

    /// A person's registration for an event that is not cancelled, or nil.
    public func registration(of person: Int64, at event: Int64) throws -> Registration? {
        try store.read { database in
            try Events.registrations(
                "i.rencontre = ? AND i.personne = ? AND i.etat <> 'annulee'", [event, person],
                in: database
            ).first
        }
    }

    /// A person's registrations that are not cancelled, by event.
    public func registrations(ofPerson person: Int64) throws -> [(Event, Registration)] {
        try store.read { database in
            try Events.registrations(
                "i.personne = ? AND i.etat <> 'annulee'", [person], in: database
            ).map { (try Events.event($0.event, in: database), $0) }
        }
    }

    // MARK: Registering

    /// Registers somebody signed in: their address is known to be theirs.
    ///
    /// - Throws: `.invalid` naming a field; `.untimely` when registration is not open or the person is
    ///   registered already.
    public func register(
        _ person: Person, at event: Int64, _ draft: Registration.Draft, _ acting: Acting,
        letter: @escaping EventLetter
    ) throws -> Registration {
        let key = try store.key(acting)
        return try store.write(acting) { database in
            let event = try openEvent(event, database, acting)
            let draft = try draft.checked(try Events.programme(of: event.id, in: database))
            let email = try EmailAddress(person.email ?? "")
            guard try active(email, at: event.id, in: database) == nil else {
                throw CommunityRefusal.untimely("Vous êtes déjà inscrit à cette rencontre.")
            }
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            return try place(draft, email, person: person.id, event, desk)
        }
    }

    /// Asks for a registration with an address alone: a letter leaves with a link that confirms it.
    ///
    /// The answer is the same whoever has the address: who is registered already gets a letter with
    /// the link to their registration. No place is held before the confirmation.
    ///
    /// - Throws: `.invalid` naming a field; `.untimely` when registration is not open.
    public func ask(
        _ email: EmailAddress, at event: Int64, _ draft: Registration.Draft, _ acting: Acting,
        letter: @escaping EventLetter
    ) throws {
        let key = try store.key(acting)
        let token = Fingerprint.token(acting.chance.bytes(32))
        try store.write(acting) { database in
            let event = try openEvent(event, database, acting)
            let programme = try Events.programme(of: event.id, in: database)
            let draft = try draft.checked(programme)
            let recent =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM demande_inscription WHERE courriel = ? AND cree > ?",
                    arguments: [email.text, acting.now.seconds - 900]) ?? 0
            let content = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
            try database.execute(
                sql: """
                    INSERT INTO demande_inscription
                      (rencontre, courriel, jeton, contenu, cree, expire) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    event.id, email.text, Fingerprint.of(token.utf8).asData, content,
                    acting.now.seconds,
                    acting.now.adding(minutes: Events.confirmationHours * 60).seconds,
                ])
            guard recent < Events.mostLetters else { return }
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            if let known = try active(email, at: event.id, in: database) {
                return try tell(
                    known.state == .confirmed ? .confirmed : .waiting, known, event, desk)
            }
            let notice = EventNotice(
                kind: .toConfirm(token: token), event: event, programme: programme,
                registration: nil, token: "", to: email, once: nil)
            try store.outbox.add(letter(notice), to: database, acting)
        }
    }

    /// Whether a link of confirmation would still serve, without using it: mail scanners open links.
    public func isUsable(confirmation token: String, at now: Moment) throws -> Bool {
        try store.read { try demand(token, at: now, in: $0) != nil }
    }

    private func demand(_ token: String, at now: Moment, in database: Database) throws -> Row? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM demande_inscription
                WHERE jeton = ? AND utilisee IS NULL AND expire > ?
                """, arguments: [Fingerprint.of(token.utf8).asData, now.seconds])
    }

    /// Confirms an address, and with it the registration: now a place is given, or a turn.
    ///
    /// - Throws: `.untimely` when the link was used, is too old or never was, or registration has
    ///   closed meanwhile.
    public func confirm(token: String, _ acting: Acting, letter: @escaping EventLetter) throws
        -> Registration
    {
        let key = try store.key(acting)
        return try store.write(acting) { database in
            guard let row = try demand(token, at: acting.now, in: database) else {
                throw CommunityRefusal.untimely(
                    "Ce lien a déjà servi ou a plus de deux jours. Recommencez l’inscription\u{202F}: si vous "
                        + "êtes déjà inscrit, un courriel vous le dira.")
            }
            let event = try openEvent(row["rencontre"], database, acting)
            try database.execute(
                sql: "UPDATE demande_inscription SET utilisee = ?, contenu = '' WHERE id = ?",
                arguments: [acting.now.seconds, row["id"] as Int64])
            let email = try EmailAddress(row["courriel"])
            if let known = try active(email, at: event.id, in: database) { return known }
            let content: String = row["contenu"]
            // The programme may have changed since: sessions that are gone are left out.
            let draft = try JSONDecoder().decode(Registration.Draft.self, from: Data(content.utf8))
                .checked(try Events.programme(of: event.id, in: database))
            let person = try Accounts.person(email: email.text, in: database)
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            return try place(draft, email, person: person?.id, event, desk)
        }
    }

    private func openEvent(_ id: Int64, _ database: Database, _ acting: Acting) throws -> Event {
        let event = try Events.event(id, in: database)
        guard event.takesRegistrations(at: acting.now) else {
            throw CommunityRefusal.untimely(
                "Les inscriptions à cette rencontre ne sont pas ouvertes.")
        }
        return event
    }

    private func active(_ email: EmailAddress, at event: Int64, in database: Database) throws
        -> Registration?
    {
        try Events.registrations(
            "i.rencontre = ? AND i.courriel = ? AND i.etat <> 'annulee'", [event, email.text],
            in: database
        ).first
    }

    /// Writes a registration at the end of the list, then gives the places that are free.
    private func place(
        _ draft: Registration.Draft, _ email: EmailAddress, person: Int64?, _ event: Event,
        _ desk: EventDesk
    ) throws -> Registration {
        let database = desk.database
        try database.execute(
            sql: """
                INSERT INTO inscription (rencontre, personne, courriel, nom, fonction, organisme,
                  college, etat, rang, cree, fin)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'en_attente',
                  (SELECT coalesce(max(rang), 0) + 1 FROM inscription WHERE rencontre = ?1), ?8, ?9)
                """,
            arguments: [
                event.id, person, email.text, draft.name, draft.occupation, draft.organisation,
                draft.college, desk.acting.now.seconds, event.ends.seconds,
            ])
        let id = database.lastInsertedRowID
        try keepNeeds(id, draft, person, event, database)
        try choose(draft.sessions, for: id, database)
        let settlement = try settle(event, database, desk.acting)
        try tellPromoted(settlement, event, except: id, desk)
        guard let registration = try Events.registration(id, in: database) else {
            throw CommunityRefusal.absent("L’inscription n’a pas été gardée.")
        }
        try tell(
            registration.state == .confirmed ? .confirmed : .waiting, registration, event, desk)
        return registration
    }

    private func keepNeeds(
        _ id: Int64, _ draft: Registration.Draft, _ person: Int64?, _ event: Event,
        _ database: Database
    ) throws {
        try database.execute(
            sql: "DELETE FROM inscription_besoin WHERE inscription = ?", arguments: [id])
        guard !(draft.accessNeeds + draft.mealNeeds).isEmpty else { return }
        try database.execute(
            sql: """
                INSERT INTO inscription_besoin (inscription, personne, acces, repas, fin)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [id, person, draft.accessNeeds, draft.mealNeeds, event.ends.seconds])
    }

    /// Sets the sessions chosen: those kept keep their turn, the others wait after everybody.
    private func choose(_ sessions: [Int64], for id: Int64, _ database: Database) throws {
        let marks = sessions.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: """
                DELETE FROM inscription_seance WHERE inscription = ? AND seance NOT IN (\(marks))
                """, arguments: StatementArguments([id] + sessions))
        for session in sessions {
            try database.execute(
                sql: """
                    INSERT INTO inscription_seance (inscription, seance, rang)
                    VALUES (?1, ?2, (SELECT coalesce(max(rang), 0) + 1 FROM inscription_seance
                      WHERE seance = ?2)) ON CONFLICT DO NOTHING
                    """, arguments: [id, session])
        }
    }

    // MARK: Changing

    /// Changes a registration, as its holder does.
    ///
    /// - Throws: `.invalid` when a full college is chosen by somebody who holds a place;
    ///   `.changedMeanwhile`; `.untimely` once the event has begun.
    public func change(
        _ id: Int64, _ draft: Registration.Draft, version: Int, _ acting: Acting,
        letter: @escaping EventLetter
    ) throws {
        let key = try store.key(acting)
        try store.write(acting) { database in
            let (event, former) = try changeable(id, database, acting)
            let draft = try draft.checked(try Events.programme(of: event.id, in: database))
            let college = try Entry.choice("college", draft.college, College.self)
            if former.state == .confirmed, college != former.college {
                let taken = try counts(of: event.id, in: database)[college].taken
                guard taken < event.quotas[college] ?? .max else {
                    throw CommunityRefusal.invalid(
                        field: "college", value: draft.college,
                        sentence: "Ce collège n’a plus de place\u{202F}: gardez le vôtre.")
                }
            }
            try database.execute(
                sql: """
                    UPDATE inscription SET nom = ?, fonction = ?, organisme = ?, college = ?,
                      version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [
                    draft.name, draft.occupation, draft.organisation, college.rawValue, id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "L’inscription")
            }
            try keepNeeds(id, draft, former.person, event, database)
            try choose(draft.sessions, for: id, database)
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            try tellPromoted(
                try settle(event, database, acting), event, except: id, desk)
            if let now = try Events.registration(id, in: database), now.choices != former.choices {
                try tell(.changed, now, event, desk)
            }
        }
    }

    /// Gives a place back, or leaves the waiting list; the next in order gets it.
    ///
    /// - Throws: `.untimely` once the event has begun, or when it was cancelled already.
    public func cancel(_ id: Int64, _ acting: Acting, letter: @escaping EventLetter) throws {
        let key = try store.key(acting)
        try store.write(acting) { database in
            let (event, _) = try changeable(id, database, acting)
            try release(id, database, acting)
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            if let now = try Events.registration(id, in: database) {
                try tell(.cancelled, now, event, desk)
            }
            try tellPromoted(try settle(event, database, acting), event, desk)
        }
    }

    private func changeable(_ id: Int64, _ database: Database, _ acting: Acting) throws -> (
        Event, Registration
    ) {
        guard let registration = try Events.registration(id, in: database) else {
            throw CommunityRefusal.absent("Il n’y a pas d’inscription n°\u{A0}\(id).")
        }
        let event = try Events.event(registration.event, in: database)
        guard registration.state != .cancelled else {
            throw CommunityRefusal.untimely("Cette inscription est déjà annulée.")
        }
        guard acting.now < event.begins, event.state != .cancelled else {
            throw CommunityRefusal.untimely(
                "La rencontre a commencé ou est annulée\u{202F}: l’inscription ne change plus.")
        }
        return (event, registration)
    }

    /// Erases what somebody without account left with a registration: the place is given back first
    /// when it is still to come.
    public func erase(_ id: Int64, _ acting: Acting, letter: @escaping EventLetter) throws {
        let key = try store.key(acting)
        try store.write(acting) { database in
            guard let registration = try Events.registration(id, in: database) else { return }
            let event = try Events.event(registration.event, in: database)
            if registration.state != .cancelled, acting.now < event.begins {
                try release(id, database, acting)
            }
            try database.execute(
                sql: "DELETE FROM inscription_besoin WHERE inscription = ?", arguments: [id])
            try database.execute(
                sql: "DELETE FROM demande_inscription WHERE rencontre = ? AND courriel = ?",
                arguments: [event.id, registration.email])
            try database.execute(
                sql: """
                    UPDATE inscription SET personne = NULL, courriel = NULL, nom = '',
                      fonction = '', organisme = '', version = version + 1 WHERE id = ?
                    """, arguments: [id])
            try tellPromoted(
                try settle(event, database, acting), event,
                EventDesk(database: database, key: key, acting: acting, letter: letter))
        }
    }
}
