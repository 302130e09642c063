import Foundation
import GRDB

extension Offers {
    /// What a contribution led to.
    public enum Outcome: Sendable, Hashable {
        /// So many agents contributed, so many are needed.
        case waiting(given: Int, needed: Int)
        /// The test message was opened.
        case rehearsed
        /// So many offers were opened.
        case opened(Int)
    }

    /// Who contributed to what is under way.
    public struct Contributor: Sendable, Hashable {
        public let person: Int64
        public let given: Moment
    }

    /// Who contributed to the rehearsal or the opening under way, in the last quarter of an hour.
    public func contributors(of call: Call, toOpening: Bool, at now: Moment) -> [Contributor] {
        desk.contributors(call.id, toOpening ? .opening : .rehearsal, at: now).map {
            Contributor(person: $0.person, given: $0.given)
        }
    }

    /// Forgets contributions that waited too long; asked every minute.
    public func forgetContributions(_ acting: Acting) { desk.forgetOld(at: acting.now) }

    /// The person who acts gives a part of the key, by a passphrase, to the rehearsal.
    ///
    /// - Throws: `.invalid` naming `phrase`; `.forbidden` without a part; `.untimely` before keys are made.
    public func rehearse(_ call: Call, passphrase: String, _ acting: Acting) throws -> Outcome {
        try contribute(call, passphrase, .rehearsal, acting) { secret in
            try rehearse(call, secret, byRecovery: false, acting)
            return .rehearsed
        }
    }

    /// Opens the test message by the printed recovery key: it was well written down.
    ///
    /// - Throws: `.invalid` naming `secours`.
    public func checkRecovery(_ call: Call, code: String, _ acting: Acting) throws {
        try rehearse(call, try recovered(call, code, acting), byRecovery: true, acting)
    }

    /// The person who acts gives a part of the key to the opening; the last one needed opens.
    ///
    /// - Throws: `.invalid` naming `phrase`; `.forbidden`; `.untimely` before the closing, or when the
    ///   server's clock was set.
    public func open(_ call: Call, passphrase: String, at time: OfferTime, _ acting: Acting) throws
        -> Outcome
    {
        try requireOpenable(call, at: time, acting)
        return try contribute(call, passphrase, .opening, acting) { secret in
            let people = desk.contributors(call.id, .opening, at: acting.now).map(\.person)
            return .opened(try open(call, secret, people, byRecovery: false, at: time, acting))
        }
    }

    /// Opens by the printed recovery key, alone.
    ///
    /// - Throws: `.invalid` naming `secours`; else as `open`.
    public func open(_ call: Call, recovery code: String, at time: OfferTime, _ acting: Acting)
        throws -> Outcome
    {
        try requireOpenable(call, at: time, acting)
        let secret = try recovered(call, code, acting)
        let people = acting.person.map { [$0] } ?? []
        return .opened(try open(call, secret, people, byRecovery: true, at: time, acting))
    }

    // MARK: Parts

    private func contribute(
        _ call: Call, _ passphrase: String, _ purpose: OfferDesk.Purpose, _ acting: Acting,
        complete: (SecretBytes) throws -> Outcome
    ) throws -> Outcome {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let rows = try store.read { database -> (call: Row, part: Row) in
            try Offers.requireBuyer(call, acting, database)
            guard let key = try Offers.keyRow(call, database) else { throw Offers.noKey }
            // Several keys of one person may hold a part; the newest is tried.
            let part = try Row.fetchOne(
                database,
                sql: """
                    SELECT s.rang, s.part, k.publique, k.sel, k.privee, k.operations, k.memoire
                    FROM consultation_part s JOIN cle_agent k ON k.id = s.cle_agent
                    WHERE s.consultation = ? AND k.personne = ? ORDER BY k.id DESC LIMIT 1
                    """, arguments: [call.id, person])
            guard let part else {
                throw CommunityRefusal.forbidden(
                    "Vous n’avez pas de part de la clé de cette consultation.")
            }
            return (key, part)
        }
        let part = try Offers.unlocked(rows.part, passphrase)
        let given = desk.add(part, of: person, to: call.id, purpose, at: acting.now)
        let needed: Int = rows.call["seuil"]
        guard given.count >= needed else { return .waiting(given: given.count, needed: needed) }
        let publicKey = Offers.bytes(rows.call, "publique")
        guard let secret = SecretSharing.combine(given.map(\.part)),
            Sodium.publicKey(of: secret) == publicKey
        else {
            desk.forget(call.id, purpose)
            throw StoreFailure(
                .broken, "Les parts de la clé d’une consultation ne se recomposent pas.")
        }
        let outcome = try complete(secret)
        desk.forget(call.id, purpose)
        return outcome
    }

    private static func unlocked(_ row: Row, _ passphrase: String) throws -> SecretSharing.Part {
        let cost = Sodium.Cost(operations: row["operations"], memory: row["memoire"])
        let text = normalised(passphrase)
        guard !text.isEmpty, text.utf8.count <= 1_000 else { throw wrongPassphrase }
        guard let key = Sodium.stretch(text, salt: bytes(row, "sel"), cost) else { throw noMemory }
        guard let secret = Sodium.unlock(bytes(row, "privee"), under: key) else {
            throw wrongPassphrase
        }
        guard let values = Sodium.open(bytes(row, "part"), bytes(row, "publique"), secret) else {
            throw StoreFailure(.broken, "La part de clé d’un agent est abîmée.")
        }
        return SecretSharing.Part(place: UInt8(clamping: row["rang"] as Int), values: values)
    }

    private static let wrongPassphrase = CommunityRefusal.invalid(
        field: "phrase", value: "",
        sentence:
            "Ce n’est pas la phrase qui protège votre clé. Vérifiez les majuscules et les espaces.")

    private static let noKey = CommunityRefusal.untimely(
        "Les clés de la consultation ne sont pas faites.")

    static func keyRow(_ call: Call, _ database: Database) throws -> Row? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM consultation_cle WHERE consultation = ?",
            arguments: [call.id])
    }

    private func recovered(_ call: Call, _ code: String, _ acting: Acting) throws -> SecretBytes {
        let row = try store.read { database in
            try Offers.requireBuyer(call, acting, database)
            guard let row = try Offers.keyRow(call, database) else { throw Offers.noKey }
            return row
        }
        let recovery = try RecoveryCode.secret("secours", code)
        guard
            let secret = Sodium.unlock(
                Offers.bytes(row, "secours"), under: RecoveryCode.key(recovery)),
            Sodium.publicKey(of: secret) == Offers.bytes(row, "publique")
        else {
            throw CommunityRefusal.invalid(
                field: "secours", value: "",
                sentence:
                    "Cette clé de secours est bien écrite, mais c’est celle d’une autre consultation."
            )
        }
        return secret
    }

    private func rehearse(
        _ call: Call, _ secret: SecretBytes, byRecovery: Bool, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            guard let row = try Offers.keyRow(call, database) else { throw Offers.noKey }
            guard
                let test = Sodium.open(
                    Offers.bytes(row, "essai"), Offers.bytes(row, "publique"), secret),
                Fingerprint.hexadecimal(test.read { Fingerprint.of($0) }) == row["essai_empreinte"]
            else {
                throw StoreFailure(.broken, "Le message d’essai d’une consultation ne s’ouvre pas.")
            }
            let column = byRecovery ? "secours_verifiee" : "repetee"
            try database.execute(
                sql: "UPDATE consultation_cle SET \(column) = ? WHERE consultation = ?",
                arguments: [acting.now.seconds, call.id])
        }
    }
}
