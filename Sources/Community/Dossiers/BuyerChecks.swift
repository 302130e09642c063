import Foundation
import GRDB

extension CommunityStore {
    /// What buyers verified of companies.
    public var buyerChecks: BuyerChecks { BuyerChecks(store: self) }
}

/// What a buyer verified of a company, by its own token of API Entreprise or by hand: seen by agents of
/// that buyer only.
public struct BuyerChecks: Sendable {
    let store: CommunityStore

    /// How something was verified.
    public enum Manner: String, Sendable {
        case api
        /// By an agent, on the site of who issues the proof.
        case hand = "main"
    }

    /// One answer, or one verification by hand.
    public struct Check: Sendable, Identifiable {
        public let id: Int64
        /// The code of the proof.
        public let proof: String
        public let manner: Manner
        /// The HTTP status of the answer; nil by hand.
        public let status: Int?
        /// The answer as it came (JSON), or what the agent noted.
        public let content: String
        public let moment: Moment
        public let person: Int64?
    }

    /// When the buyer's token was given; nil when there is none.
    ///
    /// - Throws: `.forbidden` to who does not act for the buyer.
    public func tokenGiven(_ buyer: String, by person: Int64) throws -> Moment? {
        try store.read { database in
            try Dossiers.require(person, actsFor: buyer, as: .buyer, in: database)
            return try Int64.fetchOne(
                database, sql: "SELECT pose FROM jeton_acheteur WHERE acheteur = ?",
                arguments: [buyer]
            ).map { Moment(seconds: $0) }
        }
    }

    /// Keeps the buyer's token, sealed; nil forgets it.
    ///
    /// - Parameter key: 32 bytes that live outside the database.
    /// - Throws: `.forbidden`; `.invalid` naming `jeton_api`.
    public func keepToken(_ token: String?, of buyer: String, key: [UInt8], _ acting: Acting) throws
    {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let text = try token.map { try BuyerChecks.checked($0) }
        try store.write(acting) { database in
            try Dossiers.require(person, actsFor: buyer, as: .buyer, in: database)
            try database.execute(
                sql: "DELETE FROM jeton_acheteur WHERE acheteur = ?", arguments: [buyer])
            guard let text else { return }
            let sealed = SealedToken.seal(text, key: key, acting.chance)
            try database.execute(
                sql: """
                    INSERT INTO jeton_acheteur (acheteur, jeton, pose, personne)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [buyer, Data(sealed), acting.now.seconds, person])
        }
    }

    /// The buyer's token; nil when there is none, or when the key is not the one it was sealed under.
    ///
    /// - Throws: `.forbidden`.
    public func token(of buyer: String, key: [UInt8], by person: Int64) throws -> String? {
        let sealed = try store.read { database -> Data? in
            try Dossiers.require(person, actsFor: buyer, as: .buyer, in: database)
            return try Data.fetchOne(
                database, sql: "SELECT jeton FROM jeton_acheteur WHERE acheteur = ?",
                arguments: [buyer])
        }
        return sealed.flatMap { SealedToken.open(Array($0), key: key) }
    }

    /// Notes what was verified.
    ///
    /// - Throws: `.forbidden`.
    public func note(
        _ proof: String, of company: String, for buyer: String, _ manner: Manner,
        status: Int? = nil, content: String = "", _ acting: Acting
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        try store.write(acting) { database in
            try Dossiers.require(person, actsFor: buyer, as: .buyer, in: database)
            try database.execute(
                sql: """
                    INSERT INTO verification
                      (acheteur, entreprise, preuve, maniere, statut, reponse, moment, personne)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    buyer, company, proof, manner.rawValue, status, content, acting.now.seconds,
                    person,
                ])
        }
    }

    /// The last verification of each proof of a company, for the agents of the buyer who made them.
    ///
    /// - Throws: `.forbidden`.
    public func latest(of company: String, for buyer: String, by person: Int64) throws -> [String:
        Check]
    {
        try store.read { database in
            try Dossiers.require(person, actsFor: buyer, as: .buyer, in: database)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM verification WHERE id IN (
                      SELECT max(id) FROM verification WHERE acheteur = ? AND entreprise = ?
                      GROUP BY preuve)
                    """, arguments: [buyer, company])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["preuve"], Check($0)) })
        }
    }

    private static func checked(_ token: String) throws(CommunityRefusal) -> String {
        let text = try Entry.line("jeton_api", token, 20...4_000)
        // A JSON Web Token: three pieces of base64url (RFC 7519).
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        let isSound =
            pieces.count == 3
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            }
        guard isSound else {
            throw .invalid(
                field: "jeton_api", value: "",
                sentence:
                    "Un jeton d’API Entreprise est un texte en trois morceaux séparés par des "
                    + "points, sans blanc.")
        }
        return text
    }
}

extension BuyerChecks.Check {
    init(_ row: Row) {
        id = row["id"]
        proof = row["preuve"]
        manner = BuyerChecks.Manner(rawValue: row["maniere"]) ?? .hand
        status = row["statut"]
        content = row["reponse"]
        moment = Moment(seconds: row["moment"])
        person = row["personne"]
    }
}
