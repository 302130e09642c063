import GRDB

extension CommunityStore {
    /// Persons, signing in and sessions.
    public var accounts: Accounts { Accounts(store: self) }
}

/// Persons, signing in and sessions.
///
/// - Shape: a sign-in is asked for with an address; the letter holds a link and a short code. The link
///   serves once, within a quarter of an hour; the code serves only in the browser that asked, five
///   tries. Tokens of links and sessions are kept as SHA-256 digests. An unknown address gets the same
///   answer and the same letter: using it makes the account, so that nobody learns who has one.
public struct Accounts: Sendable {
    let store: CommunityStore

    /// How long a link or a code serves, in seconds.
    public static let linkSeconds: Int64 = 15 * 60
    /// Wrong codes after which a request is dead.
    public static let mostTries = 5
    /// Letters to one address in a quarter of an hour; beyond, the page says the same and none leaves.
    public static let mostLetters = 5
    /// How long a session lives without being used, in days.
    public static let sessionDays = 30

    /// What the letter of a sign-in must hold.
    public struct SignInRequest: Sendable {
        public let email: EmailAddress
        /// The token of the link.
        public let token: String
        /// Eight digits.
        public let code: String
        /// What the browser keeps, so that the code serves there alone.
        public let browser: String
        /// Whether the letter was put in the outbox.
        public let isSent: Bool
    }

    /// A session just begun.
    public struct SignedIn: Sendable {
        /// What the cookie holds.
        public let token: String
        public let person: Person
        /// Whether the account was made by this sign-in.
        public let isNew: Bool
        /// Where the person was going, as a path of the site; empty for nowhere.
        public let next: String
    }

    // MARK: Asking

    /// Makes a link and a code, and puts the letter that `letter` writes in the outbox.
    ///
    /// - Parameter next: where to go afterwards, a path of the site.
    public func requestSignIn(
        _ email: EmailAddress, next: String, _ acting: Acting,
        letter: (_ token: String, _ code: String) -> MailMessage
    ) throws -> SignInRequest {
        let token = Fingerprint.token(acting.chance.bytes(32))
        let browser = Fingerprint.token(acting.chance.bytes(16))
        let code = Accounts.code(acting.chance)
        return try store.write(acting) { database in
            let recent =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM demande_connexion WHERE courriel = ? AND cree > ?",
                    arguments: [email.text, acting.now.seconds - Accounts.linkSeconds]) ?? 0
            let isSent = recent < Accounts.mostLetters
            // A request whose letter does not leave is dead from the start: else each would give five
            // more tries at a code, from as many browsers as somebody likes.
            try insert(
                database, email, token: token, browser: browser, code: code, next: next,
                seconds: isSent ? Accounts.linkSeconds : 0, acting)
            if isSent { try store.outbox.add(letter(token, code), to: database, acting) }
            return SignInRequest(
                email: email, token: token, code: code, browser: browser, isSent: isSent)
        }
    }

    /// A link given outside mail, as `orcp admin create` prints it.
    public func link(for email: EmailAddress, _ acting: Acting) throws -> String {
        let token = Fingerprint.token(acting.chance.bytes(32))
        let browser = Fingerprint.token(acting.chance.bytes(16))
        try store.write(acting) { database in
            try insert(
                database, email, token: token, browser: browser,
                code: Accounts.code(acting.chance), next: "", seconds: Accounts.linkSeconds, acting)
        }
        return token
    }

    private func insert(
        _ database: Database, _ email: EmailAddress, token: String, browser: String, code: String,
        next: String, seconds: Int64, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO demande_connexion (courriel, jeton, navigateur, code, suite, cree, expire)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                email.text, Fingerprint.of(token.utf8).asData, Fingerprint.of(browser.utf8).asData,
                Fingerprint.of((browser + code).utf8).asData, next, acting.now.seconds,
                acting.now.seconds + seconds,
            ])
    }

    /// Eight digits, each as likely as another.
    private static func code(_ chance: any Chance) -> String {
        let bytes = chance.bytes(8)
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
        let text = String(number)
        return String(repeating: "0", count: 8 - text.count) + text
    }

    // MARK: Using

    /// Whom a link would sign in, without using it: mail scanners open links. Nil when it serves no
    /// more.
    public func address(ofLink token: String, at now: Moment) throws -> String? {
        try store.read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT courriel FROM demande_connexion
                    WHERE jeton = ? AND utilisee IS NULL AND expire > ?
                    """, arguments: [Fingerprint.of(token.utf8).asData, now.seconds])
        }
    }

    /// Whether a link would still serve, without using it.
    public func isUsable(token: String, at now: Moment) throws -> Bool {
        try address(ofLink: token, at: now) != nil
    }

    /// Uses a link: a new session, whatever cookie came with the request.
    ///
    /// - Throws: `.untimely` when it was used, is too old or never was.
    public func signIn(token: String, device: String, _ acting: Acting) throws -> SignedIn {
        try store.write(acting) { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, courriel, suite FROM demande_connexion
                    WHERE jeton = ? AND utilisee IS NULL AND expire > ?
                    """, arguments: [Fingerprint.of(token.utf8).asData, acting.now.seconds])
            guard let row else { throw Accounts.deadLink }
            return try begin(row, device: device, database, acting)
        }
    }

    /// Uses a code in the browser that asked for it.
    ///
    /// - Throws: `.invalid` for a wrong code, `.untimely` after too many.
    public func signIn(code: String, browser: String, device: String, _ acting: Acting) throws
        -> SignedIn
    {
        // A wrong try must be counted even though the answer is a refusal: it is counted first.
        let counted: (row: Row?, isRight: Bool) = try store.write(acting) { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, courriel, suite, essais, code FROM demande_connexion
                    WHERE navigateur = ? AND utilisee IS NULL AND expire > ? AND essais < ?
                    """,
                arguments: [
                    Fingerprint.of(browser.utf8).asData, acting.now.seconds, Accounts.mostTries,
                ])
            guard let row else { return (nil, false) }
            try database.execute(
                sql: "UPDATE demande_connexion SET essais = essais + 1 WHERE id = ?",
                arguments: [row["id"] as Int64])
            let digits = code.filter(\.isNumber)
            let kept = try [UInt8].fetch(
                "SELECT code FROM demande_connexion WHERE id = ?", database,
                arguments: [row["id"] as Int64])
            return (row, Fingerprint.same(kept ?? [], Fingerprint.of((browser + digits).utf8)))
        }
        guard let row = counted.row else { throw Accounts.deadLink }
        guard counted.isRight else {
            throw CommunityRefusal.invalid(
                field: "code", value: code,
                sentence: "Ce n’est pas le code du dernier courriel. Vérifiez les huit chiffres.")
        }
        return try store.write(acting) { try begin(row, device: device, $0, acting) }
    }

    private static let deadLink = CommunityRefusal.untimely(
        "Ce lien ou ce code a déjà servi, ou a plus d’un quart d’heure. Demandez-en un autre.")

    private func begin(_ row: Row, device: String, _ database: Database, _ acting: Acting) throws
        -> SignedIn
    {
        try database.execute(
            sql: "UPDATE demande_connexion SET utilisee = ? WHERE id = ? AND utilisee IS NULL",
            arguments: [acting.now.seconds, row["id"] as Int64])
        guard database.changesCount == 1 else { throw Accounts.deadLink }
        let email: String = row["courriel"]
        let (person, isNew) = try personOf(email, database, acting)
        let token = try begin(person.id, device: device, database, acting)
        return SignedIn(token: token, person: person, isNew: isNew, next: row["suite"])
    }

    /// The person of an address, made when absent.
    func personOf(_ email: String, _ database: Database, _ acting: Acting) throws -> (Person, Bool)
    {
        if let person = try Accounts.person(email: email, in: database) { return (person, false) }
        try database.execute(
            sql: "INSERT INTO personne (courriel, cree) VALUES (?, ?)",
            arguments: [email, acting.now.seconds])
        let person = try Accounts.person(database.lastInsertedRowID, in: database)
        return (person, true)
    }

    /// Begins a session of a person: what the cookie must hold.
    func begin(_ person: Int64, device: String, _ database: Database, _ acting: Acting) throws
        -> String
    {
        let token = Fingerprint.token(acting.chance.bytes(32))
        try database.execute(
            sql: """
                INSERT INTO session (personne, empreinte, cree, vue, expire, appareil)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                person, Fingerprint.of(token.utf8).asData, acting.now.seconds, acting.now.seconds,
                acting.now.adding(days: Accounts.sessionDays).seconds, String(device.prefix(200)),
            ])
        return token
    }
}
