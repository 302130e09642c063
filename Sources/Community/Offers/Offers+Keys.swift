import Foundation
import GRDB

extension Offers {
    /// An agent who may be given a part of a consultation's key.
    public struct Agent: Sendable, Hashable, Identifiable {
        /// The person.
        public let id: Int64
        public let name: String
        /// When the agent's present key was made; nil without one.
        public let keyMade: Moment?
    }

    /// What is known of a consultation's key.
    public struct CallKey: Sendable {
        /// How many agents open.
        public let needed: Int
        /// Who has a part, in order; whether with the key the agent has now.
        public let holders: [(agent: Agent, isCurrent: Bool)]
        public let made: Moment
        /// When a test message was sealed, then opened by k agents.
        public let rehearsed: Moment?
        /// When the printed recovery key opened the test message.
        public let recoveryChecked: Moment?
    }

    /// Whether a consultation may be published.
    public struct Readiness: Sendable, Hashable {
        /// Whether keys are made and the opening was rehearsed.
        public let isReady: Bool
        /// French sentences: what is missing; empty when ready.
        public let missing: [String]
        public let rehearsed: Moment?
    }

    /// The least length of a passphrase, in characters.
    public static let shortestPassphrase = 14
    /// Most agents of one consultation.
    public static let mostHolders = 20

    /// Whether a consultation may be published: its keys are made and its opening was rehearsed.
    ///
    /// - Throws: `.absent`.
    public func readiness(consultation: Int64) throws -> Readiness {
        try store.read { database in
            let call = try Offers.call(database, "id = ?", [consultation])
            guard let key = try Offers.key(of: call, database) else {
                return Readiness(
                    isReady: false,
                    missing: ["Les clés de la consultation ne sont pas faites."], rehearsed: nil)
            }
            var missing: [String] = []
            if key.rehearsed == nil {
                missing.append("L’ouverture n’a pas été répétée par \(key.needed) agents.")
            }
            let current = key.holders.count { $0.isCurrent }
            if current < key.needed {
                missing.append(
                    "Il faut \(key.needed) agents pour ouvrir, et \(current) seulement ont encore la "
                        + "clé qui a reçu leur part\u{202F}: refaites les clés.")
            }
            return Readiness(isReady: missing.isEmpty, missing: missing, rehearsed: key.rehearsed)
        }
    }

    // MARK: Keys of agents

    /// A passphrase worth its name, to propose.
    public static func proposedPassphrase() -> String { RecoveryCode.proposedPassphrase() }

    /// The moment at which a person's key was made; nil without one.
    public func agentKey(of person: Int64) throws -> Moment? {
        try store.read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT cree FROM cle_agent WHERE personne = ? AND remplacee IS NULL",
                arguments: [person])
        }.map { Moment(seconds: $0) }
    }

    /// Makes a pair for the person who acts, its secret locked by a passphrase that is kept nowhere.
    ///
    /// A former key stays, for the parts it holds, but receives no new one.
    ///
    /// - Throws: `.invalid` naming `phrase` or `phrase_bis`; `.signInNeeded`.
    public func makeAgentKey(passphrase: String, again: String, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let passphrase = try Offers.passphrase(passphrase, again: again)
        let (publicKey, secret) = Sodium.keyPair()
        let salt = Sodium.random(Sodium.saltBytes)
        guard let key = Sodium.stretch(passphrase, salt: salt, cost) else { throw Offers.noMemory }
        let locked = Sodium.lock(secret, under: key)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE cle_agent SET remplacee = ? WHERE personne = ? AND remplacee IS NULL
                    """, arguments: [acting.now.seconds, person])
            try database.execute(
                sql: """
                    INSERT INTO cle_agent (personne, publique, sel, privee, operations, memoire, cree)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    person, publicKey.asData, salt.asData, locked.asData, cost.operations,
                    cost.memory, acting.now.seconds,
                ])
        }
    }

    static let noMemory = StoreFailure(
        .broken, "La mémoire manque pour calculer une clé à partir d’une phrase secrète.")

    /// A passphrase typed twice: spaces at both ends and Unicode's variants do not matter.
    private static func passphrase(_ written: String, again: String) throws(CommunityRefusal)
        -> String
    {
        let text = normalised(written)
        guard text.count >= shortestPassphrase else {
            throw .invalid(
                field: "phrase", value: "",
                sentence: "Choisissez une phrase d’au moins \(shortestPassphrase) caractères.")
        }
        guard Set(text).count >= 6, text.utf8.count <= 1_000 else {
            throw .invalid(
                field: "phrase", value: "",
                sentence:
                    "Choisissez une phrase moins répétitive, ou prenez celle qui est proposée.")
        }
        guard normalised(again) == text else {
            throw .invalid(
                field: "phrase_bis", value: "",
                sentence: "Les deux phrases ne sont pas les mêmes.")
        }
        return text
    }

    static func normalised(_ passphrase: String) -> String {
        passphrase.trimmingCharacters(in: .whitespacesAndNewlines)
            .precomposedStringWithCanonicalMapping
    }

    // MARK: Keys of consultations

    /// Agents of the consultation's buyer, by name.
    public func agents(of call: Call) throws -> [Agent] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.*, k.cree AS cle_faite FROM rattachement r
                    JOIN personne p ON p.id = r.personne
                    LEFT JOIN cle_agent k ON k.personne = p.id AND k.remplacee IS NULL
                    WHERE r.siret = ? AND r.genre = 'acheteur' AND r.etat = 'confirme'
                    ORDER BY p.nom, p.id
                    """, arguments: [call.buyer]
            ).map { row in
                Agent(
                    id: row["id"], name: Person(row).shownName,
                    keyMade: Offers.moment(row, "cle_faite"))
            }
        }
    }

    /// The consultation's key, as far as it is to be known; nil before it is made.
    public func key(of call: Call) throws -> CallKey? {
        try store.read { try Offers.key(of: call, $0) }
    }

    static func key(of call: Call, _ database: Database) throws -> CallKey? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM consultation_cle WHERE consultation = ?",
                arguments: [call.id])
        else { return nil }
        let holders = try Row.fetchAll(
            database,
            sql: """
                SELECT k.remplacee, k.cree AS cle_faite, p.* FROM consultation_part s
                JOIN cle_agent k ON k.id = s.cle_agent JOIN personne p ON p.id = k.personne
                WHERE s.consultation = ? ORDER BY s.rang
                """, arguments: [call.id]
        ).map { row -> (Agent, Bool) in
            (
                Agent(
                    id: row["id"], name: Person(row).shownName,
                    keyMade: Offers.moment(row, "cle_faite")),
                (row["remplacee"] as Int64?) == nil
            )
        }
        return CallKey(
            needed: row["seuil"], holders: holders,
            made: Offers.moment(row, "cree") ?? Moment(seconds: 0),
            rehearsed: Offers.moment(row, "repetee"),
            recoveryChecked: Offers.moment(row, "secours_verifiee"))
    }

    /// Makes the consultation's pair, splits its secret among agents and prints a recovery key; former
    /// keys of a draft are forgotten.
    ///
    /// - Parameters:
    ///   - agents: persons with a key of their own.
    ///   - needed: how many of them open.
    /// - Returns: the recovery key as text: it is kept nowhere, and shown once.
    /// - Throws: `.invalid` naming `agents` or `seuil`; `.untimely` once published; `.forbidden`.
    public func makeKey(of call: Call, agents: [Int64], needed: Int, _ acting: Acting) throws
        -> String
    {
        guard !agents.isEmpty, agents.count <= Offers.mostHolders,
            Set(agents).count == agents.count
        else {
            throw CommunityRefusal.invalid(
                field: "agents", value: "",
                sentence: "Choisissez de un à \(Offers.mostHolders) agents.")
        }
        guard (1...agents.count).contains(needed) else {
            throw CommunityRefusal.invalid(
                field: "seuil", value: String(needed),
                sentence: "Choisissez de 1 à \(agents.count)\u{202F}: autant que d’agents au plus.")
        }
        let (publicKey, secret) = Sodium.keyPair()
        let recovery = SecretBytes.random(RecoveryCode.secretBytes)
        let locked = Sodium.lock(secret, under: RecoveryCode.key(recovery))
        let test = Sodium.random(32)
        let sealed = test.withUnsafeBufferPointer { Sodium.seal($0, to: publicKey) }
        let parts = SecretSharing.split(secret, needed: needed, of: agents.count)
        try store.write(acting) { database in
            let fresh = try Offers.call(database, "id = ?", [call.id])
            try Offers.requireBuyer(fresh, acting, database)
            guard fresh.isDraft else {
                throw CommunityRefusal.untimely(
                    "La consultation est publiée\u{202F}: ses clés ne changent plus.")
            }
            try database.execute(
                sql: "DELETE FROM consultation_cle WHERE consultation = ?", arguments: [call.id])
            try database.execute(
                sql: """
                    INSERT INTO consultation_cle (consultation, publique, seuil, secours, essai,
                      essai_empreinte, cree, cree_par) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call.id, publicKey.asData, needed, locked.asData, sealed.asData,
                    Fingerprint.hexadecimal(Fingerprint.of(test)), acting.now.seconds,
                    acting.person,
                ])
            for (agent, part) in zip(agents, parts) {
                guard
                    let key = try Row.fetchOne(
                        database,
                        sql: """
                            SELECT k.id, k.publique FROM cle_agent k
                            JOIN rattachement r ON r.personne = k.personne AND r.siret = ?
                              AND r.genre = 'acheteur' AND r.etat = 'confirme'
                            WHERE k.personne = ? AND k.remplacee IS NULL
                            """, arguments: [fresh.buyer, agent])
                else {
                    throw CommunityRefusal.invalid(
                        field: "agents", value: "",
                        sentence: "Un des agents choisis n’a pas encore de clé.")
                }
                try database.execute(
                    sql: """
                        INSERT INTO consultation_part (consultation, rang, cle_agent, part)
                        VALUES (?, ?, ?, ?)
                        """,
                    arguments: [
                        call.id, Int(part.place), key["id"] as Int64,
                        part.values.read {
                            Sodium.seal($0, to: Offers.bytes(key, "publique")).asData
                        },
                    ])
            }
        }
        desk.forget(call.id, .rehearsal)
        return RecoveryCode.text(recovery)
    }
}
