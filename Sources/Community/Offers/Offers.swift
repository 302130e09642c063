import Foundation
import GRDB
import Procurement

extension CommunityStore {
    /// Sealed offers.
    public var offers: Offers { Offers(store: self) }
}

/// Offers of companies, sealed from their arrival until k agents of the buyer open them.
///
/// - Shape: a consultation has an X25519 pair whose secret is split among agents; a deposit has a pair of
///   its own, whose secret is sealed to the consultation's; a file is a row of segments, whose keys are
///   sealed to the deposit's. Choice: decision 0155.
public struct Offers: Sendable {
    let store: CommunityStore
    /// What stretching passphrases costs.
    var cost = Sodium.Cost.moderate

    init(store: CommunityStore) { self.store = store }

    var desk: OfferDesk { store.offerDesk }

    /// Where sealed files are.
    var vault: OfferVault {
        get throws {
            let folder = try store.folder ?? desk.temporaryFolder()
            return OfferVault(folder: (folder.isEmpty ? "." : folder) + "/offres")
        }
    }

    /// What offers need to know of a consultation.
    public struct Call: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let key: String
        /// SIRET.
        public let buyer: String
        /// Empty when it was not said.
        public let buyerName: String
        public let object: String
        /// As in the table `consultation`.
        public let state: String
        /// Whether the buyer chose to receive offers here.
        public let isOnSite: Bool
        public let closing: Moment?
        /// Numbers and objects; none when it has no lots.
        public let lots: [Lot]

        /// Whether companies may send an offer.
        public var isReceiving: Bool {
            isOnSite && (state == "publiee" || state == "ouverte")
        }
        /// Whether the buyer may still change its keys.
        public var isDraft: Bool { state == "brouillon" }
    }

    /// A lot.
    public struct Lot: Sendable, Hashable {
        public let number: Int
        public let object: String
    }

    /// The consultation of an address.
    ///
    /// - Throws: `.absent`.
    public func call(_ key: String) throws -> Call {
        try store.read { try Offers.call($0, "cle = ?", [key]) }
    }

    static func call(_ database: Database, _ condition: String, _ arguments: StatementArguments)
        throws -> Call
    {
        guard
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, cle, acheteur, acheteur_nom, objet, etat, reception, cloture
                    FROM consultation
                    WHERE \(condition)
                    """, arguments: arguments)
        else { throw CommunityRefusal.absent("Il n’y a pas de telle consultation.") }
        let id: Int64 = row["id"]
        let lots = try Row.fetchAll(
            database,
            sql: """
                SELECT numero, objet FROM consultation_lot WHERE consultation = ? ORDER BY numero
                """, arguments: [id]
        ).map { Lot(number: $0["numero"], object: $0["objet"]) }
        return Call(
            id: id, key: row["cle"], buyer: row["acheteur"], buyerName: row["acheteur_nom"],
            object: row["objet"], state: row["etat"], isOnSite: row["reception"] == "site",
            closing: (row["cloture"] as Int64?).map { Moment(seconds: $0) }, lots: lots)
    }

    /// Whether a person acts for a SIRET, as the administration confirmed.
    static func acts(
        _ person: Int64?, for siret: String, _ kind: Attachments.Kind, _ database: Database
    )
        throws -> Bool
    {
        try Int.fetchOne(
            database,
            sql: """
                SELECT 1 FROM rattachement
                WHERE personne = ? AND siret = ? AND genre = ? AND etat = 'confirme'
                """, arguments: [person, siret, kind.rawValue]) != nil
    }

    /// Refuses whoever does not act for the buyer.
    static func requireBuyer(_ call: Call, _ acting: Acting, _ database: Database) throws {
        guard acting.person != nil else { throw CommunityRefusal.signInNeeded }
        guard try acts(acting.person, for: call.buyer, .buyer, database) else {
            throw CommunityRefusal.forbidden(
                "Cette page est réservée aux agents de l’acheteur \(call.buyer).")
        }
    }

    /// Refuses whoever does not act for the company.
    static func requireCompany(_ siret: String, _ acting: Acting, _ database: Database) throws {
        guard acting.person != nil else { throw CommunityRefusal.signInNeeded }
        guard try acts(acting.person, for: siret, .company, database) else {
            // The same words as for a deposit that is not there: nobody learns who deposited.
            throw Offers.absent
        }
    }

    static let absent = CommunityRefusal.absent("Il n’y a pas de tel dépôt.")

    /// A row's moment.
    static func moment(_ row: Row, _ column: String) -> Moment? {
        (row[column] as Int64?).map { Moment(seconds: $0) }
    }

    static func bytes(_ row: Row, _ column: String) -> [UInt8] {
        (row[column] as Data?).map { Array($0) } ?? []
    }
}
