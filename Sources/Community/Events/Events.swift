import GRDB

extension CommunityStore {
    /// Events.
    public var events: Events { Events(store: self) }
}

/// Events: what is announced, who comes, what remains.
///
/// - Shape: editors write; people register, with an account or an address they confirm. One write
///   transaction decides who has a place, so that quotas hold whoever comes at the same time.
public struct Events: Sendable {
    let store: CommunityStore

    // MARK: Reading

    /// All events, the latest first; drafts only where asked.
    public func all(withDrafts: Bool = false) throws -> [Event] {
        try store.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM rencontre WHERE ?1 OR etat <> 'brouillon' ORDER BY debut DESC, id
                    """, arguments: [withDrafts])
            return try rows.map { try Events.event($0, in: database) }
        }
    }

    /// An event by its word.
    ///
    /// - Throws: `.absent`.
    public func event(_ key: String) throws -> Event {
        try store.read { try Events.event(key: key, in: $0) }
    }

    static func event(key: String, in database: Database) throws -> Event {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM rencontre WHERE cle = ?", arguments: [key])
        guard let row else {
            throw CommunityRefusal.absent(
                "Il n’y a pas de rencontre «\u{202F}\(key.prefix(80))\u{202F}».")
        }
        return try event(row, in: database)
    }

    static func event(_ id: Int64, in database: Database) throws -> Event {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM rencontre WHERE id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de rencontre n°\u{A0}\(id).")
        }
        return try event(row, in: database)
    }

    private static func event(_ row: Row, in database: Database) throws -> Event {
        let id: Int64 = row["id"]
        let themes = try Row.fetchAll(
            database,
            sql: "SELECT mot, theme FROM rencontre_theme WHERE rencontre = ? ORDER BY mot",
            arguments: [id]
        ).map { Event.Theme(word: $0["mot"], label: $0["theme"]) }
        var quotas: [College: Int] = [:]
        for quota in try Row.fetchAll(
            database, sql: "SELECT college, places FROM rencontre_quota WHERE rencontre = ?",
            arguments: [id])
        {
            if let college = College(rawValue: quota["college"]) {
                quotas[college] = quota["places"]
            }
        }
        return Event(row, themes: themes, quotas: quotas)
    }

    // MARK: Writing

    /// Adds an event, as a draft.
    ///
    /// - Returns: its word in addresses.
    /// - Throws: `.invalid` naming the field.
    public func add(_ draft: Event.Draft, _ acting: Acting) throws -> String {
        let draft = try draft.checked()
        return try store.write(acting) { database in
            try refuseTaken(draft.key, except: 0, database)
            try database.execute(
                sql: """
                    INSERT INTO rencontre (cle, titre, debut, fin, cree, modifie)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.key, draft.title, draft.begins.seconds, draft.ends.seconds,
                    acting.now.seconds, acting.now.seconds,
                ])
            try fill(database.lastInsertedRowID, draft, database, acting)
            return draft.key
        }
    }

    /// Changes what is said of an event. Those who registered are told when its days or its place
    /// change.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid`, also when a quota falls below the places taken, and for another word in
    ///   addresses once it is public; `.changedMeanwhile`.
    public func change(
        _ id: Int64, to draft: Event.Draft, version: Int, _ acting: Acting,
        letter: @escaping EventLetter
    ) throws {
        let draft = try draft.checked()
        let key = try store.key(acting)
        try store.write(acting) { database in
            let former = try Events.event(id, in: database)
            guard !former.isPublic || draft.key == former.key else {
                // Letters, badges and others' pages hold it.
                throw CommunityRefusal.invalid(
                    field: "cle", value: draft.key,
                    sentence:
                        "La rencontre est publique\u{202F}: son adresse ne change plus, des lettres et "
                        + "des badges la portent.")
            }
            try refuseTaken(draft.key, except: id, database)
            try refuseLess(than: try counts(of: id, in: database), draft)
            try database.execute(
                sql: "UPDATE rencontre SET version = version + 1 WHERE id = ? AND version = ?",
                arguments: [id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "La rencontre")
            }
            try fill(id, draft, database, acting)
            let isMoved =
                former.begins != draft.begins || former.ends != draft.ends
                || former.place != draft.place || former.address != draft.address
            if isMoved {
                try database.execute(
                    sql: "UPDATE rencontre SET sequence = sequence + 1 WHERE id = ?",
                    arguments: [id])
                for table in ["inscription", "inscription_besoin"] {
                    let of =
                        table == "inscription"
                        ? "rencontre = ?2"
                        : "inscription IN (SELECT id FROM inscription WHERE rencontre = ?2)"
                    try database.execute(
                        sql: "UPDATE \(table) SET fin = ?1 WHERE \(of)",
                        arguments: [draft.ends.seconds, id])
                }
            }
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            let event = try Events.event(id, in: database)
            if isMoved, event.isPublic, event.state != .cancelled, !event.isPast(at: acting.now) {
                try tellAll(event, .moved(from: former), desk)
            }
            try tellPromoted(try settle(event, database, acting), event, desk)
        }
    }

    /// Moves an event to another state. A cancellation is told to all who registered.
    ///
    /// - Throws: `.untimely` for a way there is none: back from a cancellation, or once the event is
    ///   over, but for a draft that joins the archive.
    public func move(
        _ id: Int64, to state: Event.State, reason: String = "", _ acting: Acting,
        letter: @escaping EventLetter
    ) throws {
        let reason = try Entry.line("motif", reason, state == .cancelled ? 3...400 : 0...400)
        let key = try store.key(acting)
        try store.write(acting) { database in
            let former = try Events.event(id, in: database)
            guard former.state != .cancelled else {
                throw CommunityRefusal.untimely(
                    "Cette rencontre est annulée et chacun en a été prévenu\u{202F}: créez-en une autre."
                )
            }
            guard !former.isPast(at: acting.now) || former.isDraftForArchive(state) else {
                throw CommunityRefusal.untimely(
                    "Cette rencontre est passée\u{202F}: son état ne change plus. Seul un brouillon peut "
                        + "encore rejoindre les archives.")
            }
            let counts = try counts(of: id, in: database)
            guard state != .draft || counts.isEmpty else {
                throw CommunityRefusal.untimely(
                    "Des personnes sont inscrites\u{202F}: la rencontre ne peut plus redevenir un brouillon."
                )
            }
            try database.execute(
                sql: """
                    UPDATE rencontre SET etat = ?, motif = ?, modifie = ?, version = version + 1,
                      sequence = sequence + ? WHERE id = ?
                    """,
                arguments: [
                    state.rawValue, reason, acting.now.seconds, state == .cancelled ? 1 : 0, id,
                ])
            let event = try Events.event(id, in: database)
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            if state == .cancelled { try tellAll(event, .eventCancelled, desk) }
        }
    }

    private func refuseTaken(_ key: String, except id: Int64, _ database: Database) throws {
        let taken = try Int64.fetchOne(
            database, sql: "SELECT id FROM rencontre WHERE cle = ? AND id <> ?",
            arguments: [key, id])
        guard taken == nil else {
            throw CommunityRefusal.invalid(
                field: "cle", value: key, sentence: "Une rencontre a déjà cette adresse.")
        }
    }

    /// A quota never falls below the places taken: nobody loses a place by a change of form.
    private func refuseLess(than counts: EventCounts, _ draft: Event.Draft) throws {
        if let places = draft.places, places < counts.taken {
            throw CommunityRefusal.invalid(
                field: "places", value: String(places),
                sentence:
                    "\(counts.taken) places sont déjà prises\u{202F}: gardez-en au moins autant.")
        }
        for (college, places) in draft.quotas where places < counts[college].taken {
            throw CommunityRefusal.invalid(
                field: "quota_\(college.rawValue)", value: String(places),
                sentence:
                    "\(counts[college].taken) places de ce collège sont déjà prises\u{202F}: gardez-en "
                    + "au moins autant.")
        }
    }

    private func fill(
        _ id: Int64, _ draft: Event.Draft, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                UPDATE rencontre SET cle = ?, titre = ?, resume = ?, presentation = ?, debut = ?,
                  fin = ?, lieu = ?, adresse = ?, acces = ?, accessibilite = ?, contact = ?,
                  groupe = ?, places = ?, cloture = ?, modifie = ? WHERE id = ?
                """,
            arguments: [
                draft.key, draft.title, draft.summary, draft.presentation, draft.begins.seconds,
                draft.ends.seconds, draft.place, draft.address, draft.access, draft.accessibility,
                draft.contact, draft.group, draft.places, draft.closing?.seconds,
                acting.now.seconds, id,
            ])
        try database.execute(
            sql: "DELETE FROM rencontre_theme WHERE rencontre = ?", arguments: [id])
        for theme in draft.themes {
            try database.execute(
                sql:
                    "INSERT OR IGNORE INTO rencontre_theme (rencontre, mot, theme) VALUES (?, ?, ?)",
                arguments: [id, AddressWord.suggested(by: theme), theme])
        }
        try database.execute(
            sql: "DELETE FROM rencontre_quota WHERE rencontre = ?", arguments: [id])
        for (college, places) in draft.quotas.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try database.execute(
                sql: "INSERT INTO rencontre_quota (rencontre, college, places) VALUES (?, ?, ?)",
                arguments: [id, college.rawValue, places])
        }
    }
}
