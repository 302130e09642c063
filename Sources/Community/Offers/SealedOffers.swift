import GRDB

/// Offers received on this site, as consultations see them: sealed until they are opened.
///
/// A consultation whose buyer chose to receive offers otherwise has none here.
public struct SealedOffers: OpenedOffers {
    let store: CommunityStore

    /// The keys are made and the opening was rehearsed, or what is missing.
    public func missing(forPublishing consultation: Int64) throws -> String? {
        guard try isSealed(consultation) else { return nil }
        let readiness = try store.offers.readiness(consultation: consultation)
        return readiness.isReady ? nil : readiness.missing.joined(separator: " ")
    }

    /// One offer for each lot that a deposit has files for; files of no lot in particular are of each. A
    /// late one that was set aside stays sealed: it is of each lot, without files. Nil while a deposit that
    /// counts is still sealed.
    public func opened(consultation: Int64) throws -> [OpenedOffer]? {
        guard try isSealed(consultation) else { return [] }
        let deposits = try store.offers.opened(consultation: consultation)
        guard !deposits.contains(where: { $0.deposit.isToOpen && $0.deposit.opened == nil }) else {
            return nil
        }
        let (lots, names) = try store.read { database in
            (
                try Int.fetchAll(
                    database,
                    sql: """
                        SELECT numero FROM consultation_lot WHERE consultation = ? ORDER BY numero
                        """, arguments: [consultation]),
                try deposits.map {
                    try Dossiers.dossier($0.deposit.siret, in: database).value(.identity, "nom")
                }
            )
        }
        return zip(deposits, names).flatMap { item, name -> [OpenedOffer] in
            guard let ended = item.deposit.ended else { return [] }
            let isSetAside = item.deposit.isSetAside
            guard item.deposit.opened != nil || isSetAside else { return [] }
            let named = Set(item.files.map(\.lot)).intersection(lots)
            return (named.isEmpty ? lots : named.sorted()).map { lot in
                OpenedOffer(
                    siret: item.deposit.siret, name: name.isEmpty ? item.deposit.siret : name,
                    lot: lot, state: SealedOffers.state(item.deposit), received: ended.wall,
                    decisionReason: item.deposit.isAdmitted == nil
                        ? nil : item.deposit.admissionReason,
                    files: item.files.filter { $0.lot == lot || !lots.contains($0.lot) }.map {
                        .init(
                            name: $0.name, size: Int($0.size), sha256: $0.digest,
                            address: "\($0.deposit)/\($0.number)")
                    })
            }
        }
    }

    /// Whoever deposited and did not withdraw.
    public func depositors(consultation: Int64) throws -> [Int64] {
        try store.read { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT personne FROM depot
                    WHERE consultation = ? AND personne IS NOT NULL AND etat IN ('en_cours', 'recu')
                    ORDER BY personne
                    """, arguments: [consultation])
        }
    }

    /// Late ones that count once the buyer says so, and are still sealed.
    public func undecided(consultation: Int64) throws -> Int {
        try store.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM depot WHERE consultation = ? AND etat = 'recu'
                      AND detruit IS NULL AND ouvert IS NULL AND (hors_delai = 1 OR douteux = 1)
                      AND coalesce(admis, 1) = 1
                    """, arguments: [consultation]) ?? 0
        }
    }

    private static func state(_ deposit: Offers.Deposit) -> OpenedOffer.State {
        switch deposit.state {
        case .withdrawn: .withdrawn
        case .replaced: .replaced
        default:
            if deposit.isSetAside {
                .setAside
            } else {
                deposit.isLate || deposit.isDoubtful ? .late : .inTime
            }
        }
    }

    private func isSealed(_ consultation: Int64) throws -> Bool {
        try store.read { database in
            try String.fetchOne(
                database, sql: "SELECT reception FROM consultation WHERE id = ?",
                arguments: [consultation]) == Consultation.Reception.site.rawValue
        }
    }
}
