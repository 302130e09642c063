import GRDB

extension CommunityStore {
    /// News and press releases.
    public var news: News { News(store: self) }
}

/// News and press releases: written, published, withdrawn with a reason; sent to those who asked.
public struct News: Sendable {
    let store: CommunityStore

    /// Published items, the latest first.
    public func published(_ kind: NewsItem.Kind? = nil, atMost limit: Int = 50, from first: Int = 0)
        throws -> [NewsItem]
    {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM actualite WHERE etat = 'publiee' AND (?1 IS NULL OR genre = ?1)
                    ORDER BY publiee DESC, id DESC LIMIT ?2 OFFSET ?3
                    """, arguments: [kind?.rawValue, limit, first]
            ).map { NewsItem($0) }
        }
    }

    /// Every item, drafts first, then the latest changed.
    public func all() throws -> [NewsItem] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM actualite ORDER BY etat <> 'brouillon', modifiee DESC, id DESC"
            ).map { NewsItem($0) }
        }
    }

    /// An item by its word, whatever its state.
    ///
    /// - Throws: `.absent`.
    public func item(_ key: String) throws -> NewsItem {
        try store.read { try News.item(key, in: $0) }
    }

    private static func item(_ key: String, in database: Database) throws -> NewsItem {
        let found = try Row.fetchOne(
            database, sql: "SELECT * FROM actualite WHERE cle = ?", arguments: [key]
        ).map { NewsItem($0) }
        guard let found else {
            throw CommunityRefusal.absent(
                "Il n’y a pas d’actualité «\u{202F}\(key.prefix(80))\u{202F}».")
        }
        return found
    }

    /// Adds a draft. Its address is made from its title, with a number when another has it.
    ///
    /// - Returns: its word in addresses.
    public func add(_ draft: NewsDraft, _ acting: Acting) throws -> String {
        let draft = try draft.checked()
        let word = AddressWord.suggested(by: draft.title)
        return try store.write(acting) { database in
            var (key, number) = (word, 1)
            while try Int.fetchOne(
                database, sql: "SELECT 1 FROM actualite WHERE cle = ?", arguments: [key]) != nil
                || News.reserved.contains(key)
            {
                number += 1
                key = "\(word.prefix(76))-\(number)"
            }
            try database.execute(
                sql: """
                    INSERT INTO actualite (cle, genre, titre, chapo, texte, cree, modifiee)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, draft.kind.rawValue, draft.title, draft.summary, draft.text,
                    acting.now.seconds, acting.now.seconds,
                ])
            return key
        }
    }

    /// Words that addresses of the site take for themselves.
    static let reserved: Set<String> = ["redaction"]

    /// Changes an item; one that is published stays so, its address unchanged.
    ///
    /// - Throws: `.invalid`, `.absent`, `.untimely` when it is withdrawn, `.changedMeanwhile`.
    public func change(_ key: String, _ draft: NewsDraft, version: Int, _ acting: Acting) throws {
        let draft = try draft.checked()
        try store.write(acting) { database in
            let item = try News.item(key, in: database)
            guard item.state != .withdrawn else {
                throw CommunityRefusal.untimely("Ce texte est retiré\u{202F}: il ne change plus.")
            }
            try database.execute(
                sql: """
                    UPDATE actualite SET genre = ?, titre = ?, chapo = ?, texte = ?, modifiee = ?,
                      version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [
                    draft.kind.rawValue, draft.title, draft.summary, draft.text,
                    acting.now.seconds, item.id, version,
                ])
            try News.expectChange(database)
        }
    }

    /// Publishes a draft, and writes to those who subscribed when asked: a letter each, once.
    ///
    /// - Parameter letter: makes the letter to an address.
    /// - Returns: how many letters were put in the outbox.
    /// - Throws: `.untimely` unless it is a draft with a text, `.changedMeanwhile`.
    public func publish(
        _ key: String, version: Int, _ acting: Acting,
        letter: ((EmailAddress, NewsItem) -> MailMessage)? = nil
    ) throws -> Int {
        try store.write(acting) { database in
            let draft = try News.item(key, in: database)
            guard draft.state == .draft else {
                throw CommunityRefusal.untimely("Ce texte n’est plus un brouillon.")
            }
            guard !draft.text.isEmpty else {
                throw CommunityRefusal.untimely("Écrivez le texte avant de le publier.")
            }
            try database.execute(
                sql: """
                    UPDATE actualite SET etat = 'publiee', publiee = ?, modifiee = ?,
                      version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [acting.now.seconds, acting.now.seconds, draft.id, version])
            try News.expectChange(database)
            guard let letter else { return 0 }
            let item = try News.item(key, in: database)
            let subscribers = try Row.fetchAll(
                database,
                sql: """
                    SELECT p.id, p.courriel FROM abonnement_actualites a
                    JOIN personne p ON p.id = a.personne
                    WHERE p.courriel IS NOT NULL AND p.effacee IS NULL ORDER BY p.id
                    """)
            for subscriber in subscribers {
                var message = letter(try EmailAddress(subscriber["courriel"]), item)
                message.category = .news
                message.once = "actualite/\(item.id)/\(subscriber["id"] as Int64)"
                try store.outbox.add(message, to: database, acting)
            }
            return subscribers.count
        }
    }

    /// Withdraws a published item; its page keeps saying so, and why.
    ///
    /// - Throws: `.invalid`, `.untimely` unless it is published, `.changedMeanwhile`.
    public func withdraw(_ key: String, reason: String, version: Int, _ acting: Acting) throws {
        let reason = try Entry.text("motif", reason, 5...1_000)
        try store.write(acting) { database in
            let item = try News.item(key, in: database)
            guard item.state == .published else {
                throw CommunityRefusal.untimely("Seul un texte publié se retire.")
            }
            try database.execute(
                sql: """
                    UPDATE actualite SET etat = 'retiree', retiree = ?, modifiee = ?,
                      retrait_motif = ?, version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [
                    acting.now.seconds, acting.now.seconds, reason, item.id, version,
                ])
            try News.expectChange(database)
        }
    }

    private static func expectChange(_ database: Database) throws {
        guard database.changesCount == 1 else {
            throw CommunityRefusal.changedMeanwhile(what: "Ce texte")
        }
    }

    // MARK: Subscribing

    /// Whether a person receives news: they asked, and did not refuse such letters since.
    public func isSubscribed(_ person: Int64) throws -> Bool {
        try store.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT p.courriel FROM abonnement_actualites a JOIN personne p ON p.id = a.personne
                    WHERE a.personne = ?
                    """, arguments: [person])
            guard let written = row?["courriel"] as String? else { return false }
            return try !store.outbox.isRefused(.news, by: try EmailAddress(written), in: database)
        }
    }

    /// Subscribes the person acting, or ends it. Asking again lifts a former refusal of such letters.
    ///
    /// - Throws: `.signInNeeded`.
    public func subscribe(_ wants: Bool, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        try store.write(acting) { database in
            guard wants else {
                return try database.execute(
                    sql: "DELETE FROM abonnement_actualites WHERE personne = ?",
                    arguments: [person])
            }
            try database.execute(
                sql: "INSERT OR IGNORE INTO abonnement_actualites (personne, depuis) VALUES (?, ?)",
                arguments: [person, acting.now.seconds])
            if let email = try Accounts.person(person, in: database).email {
                try store.outbox.accept(.news, for: try EmailAddress(email), in: database)
            }
        }
    }
}
