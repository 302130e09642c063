import GRDB

/// The door: who came, who comes without having registered.
extension Events {
    /// What noting somebody at the door found.
    public enum Welcome: Sendable, Hashable {
        /// Noted now.
        case noted
        /// Was noted already, at that moment.
        case alreadyNoted(Moment)
    }

    /// Whether a person may stand at the door of an event: editors always may.
    public func welcomes(_ visitor: Visitor, at event: Int64) throws -> Bool {
        if visitor.isEditor { return true }
        guard let person = visitor.person else { return false }
        return try store.read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT 1 FROM rencontre_accueil WHERE rencontre = ? AND personne = ?",
                arguments: [event, person.id]) != nil
        }
    }

    /// Who stands at the door besides editors.
    public func welcomers(of event: Int64) throws -> [Person] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.* FROM rencontre_accueil a JOIN personne p ON p.id = a.personne
                    WHERE a.rencontre = ? ORDER BY p.nom, p.id
                    """, arguments: [event]
            ).map { Person($0) }
        }
    }

    /// Lets somebody with an account stand at the door, or no longer.
    ///
    /// - Throws: `.invalid` when no account has this address.
    public func welcomer(
        _ email: EmailAddress, of event: Int64, isLet: Bool, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            guard let person = try Accounts.person(email: email.text, in: database) else {
                throw CommunityRefusal.invalid(
                    field: "courriel", value: email.text,
                    sentence:
                        "Aucun compte n’a cette adresse\u{202F}: la personne se connecte d’abord une "
                        + "fois.")
            }
            try database.execute(
                sql: isLet
                    ? "INSERT OR IGNORE INTO rencontre_accueil (rencontre, personne) VALUES (?, ?)"
                    : "DELETE FROM rencontre_accueil WHERE rencontre = ? AND personne = ?",
                arguments: [event, person.id])
        }
    }

    /// Notes that somebody came. Whoever waits for a place comes in while the room has some.
    ///
    /// - Throws: `.untimely` for a cancelled registration, and when the room is full.
    public func checkIn(_ id: Int64, at event: Int64, _ acting: Acting) throws -> Welcome {
        try store.write(acting) { database in
            let registration = try registered(id, at: event, database)
            if let present = registration.present { return .alreadyNoted(present) }
            switch registration.state {
            case .cancelled:
                throw CommunityRefusal.untimely(
                    "Cette inscription a été annulée\u{202F}: ajoutez la personne comme venue sans "
                        + "inscription.")
            case .waiting:
                try refuseFull(event, database)
                try database.execute(
                    sql: """
                        UPDATE inscription SET etat = 'confirmee', sur_place = 1, confirmee = ?
                        WHERE id = ?
                        """, arguments: [acting.now.seconds, id])
            case .confirmed: break
            }
            try database.execute(
                sql: """
                    UPDATE inscription SET presente = ?, version = version + 1
                    WHERE id = ? AND presente IS NULL
                    """, arguments: [acting.now.seconds, id])
            return .noted
        }
    }

    /// Takes back that somebody came, noted by mistake.
    public func undoCheckIn(_ id: Int64, at event: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            _ = try registered(id, at: event, database)
            try database.execute(
                sql: "UPDATE inscription SET presente = NULL, version = version + 1 WHERE id = ?",
                arguments: [id])
        }
    }

    /// Adds somebody who came without registering, while the room has places.
    ///
    /// - Throws: `.invalid` naming a field, `.untimely` when the room is full.
    public func walkIn(
        at event: Int64, name: String, organisation: String, college: College, _ acting: Acting
    ) throws -> Int64 {
        let name = try Entry.line("nom", name, 2...120)
        let organisation = try Entry.line("organisme", organisation, 0...160)
        return try store.write(acting) { database in
            try refuseFull(event, database)
            let whole = try Events.event(event, in: database)
            try database.execute(
                sql: """
                    INSERT INTO inscription (rencontre, nom, organisme, college, etat, rang,
                      sur_place, cree, confirmee, presente, fin)
                    VALUES (?1, ?2, ?3, ?4, 'confirmee',
                      (SELECT coalesce(max(rang), 0) + 1 FROM inscription WHERE rencontre = ?1),
                      1, ?5, ?5, ?5, ?6)
                    """,
                arguments: [
                    event, name, organisation, college.rawValue, acting.now.seconds,
                    whole.ends.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    private func registered(_ id: Int64, at event: Int64, _ database: Database) throws
        -> Registration
    {
        guard let found = try Events.registration(id, in: database), found.event == event else {
            throw CommunityRefusal.absent("Cette inscription n’est pas de cette rencontre.")
        }
        return found
    }

    private func refuseFull(_ event: Int64, _ database: Database) throws {
        let whole = try Events.event(event, in: database)
        guard let places = whole.places else { return }
        let present = try counts(of: event, in: database).present
        guard present < places else {
            throw CommunityRefusal.untimely(
                "Les \(places) places de la salle sont occupées\u{202F}: personne ne peut entrer sans "
                    + "inscription.")
        }
    }
}
