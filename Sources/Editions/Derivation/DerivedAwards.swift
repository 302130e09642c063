import Procurement

/// The awards of an edition: one per contract and supplier, in the order of contracts, then of the
/// supplier's identifier.
struct DerivedAwards: Sendable {
    private(set) var contracts: [UInt32] = []
    private(set) var parties: [PartyRow] = []
    private(set) var shares: [Int64] = []
    private(set) var initialShares: [Int64] = []
    /// 0 no, 1 yes, 255 unknown.
    private(set) var isNew: [UInt8] = []
    private(set) var isLocal: [UInt8] = []
    private(set) var isLocalRegion: [UInt8] = []
    /// First day each supplier is awarded a contract, by rank of its identifier.
    private(set) var firstDays: [UInt32: Int32] = [:]
    /// Ranks of identifiers that are well-formed SIRET.
    private(set) var validSirets: Set<UInt32> = []

    /// Derives the awards.
    ///
    /// - Complexity: O(awards), plus sorting the suppliers of each contract.
    init(_ consolidation: Consolidation, derived: DerivedContracts, identities: Identities) {
        let table = consolidation.table
        for (index, contract) in consolidation.contracts.enumerated() {
            let range = contract.parties.range
            guard !range.isEmpty else { continue }
            var named = Array(table.parties[range])
            if named.count > 1 { named.sort { ($0.id, $0.nom) < ($1.id, $1.nom) } }
            for (place, party) in named.enumerated() {
                contracts.append(UInt32(index))
                parties.append(party)
                shares.append(
                    Self.share(derived.usableAmounts[index], of: named.count, at: place))
                initialShares.append(Self.share(contract.montant, of: named.count, at: place))
                if party.isValidSiret { validSirets.insert(party.id) }
                let day = contract.dateNotification
                if day != .min, party.id != 0 {
                    firstDays[party.id] = min(firstDays[party.id] ?? .max, day)
                }
            }
        }
        fillNewcomers(consolidation)
        fillLocal(consolidation, identities)
    }

    /// One supplier's share of an amount, the remaining cents going one each to the first ones.
    static func share(_ cents: Int64, of count: Int, at place: Int) -> Int64 {
        guard cents != .min else { return .min }
        let (quotient, remainder) = cents.quotientAndRemainder(dividingBy: Int64(count))
        let more: Int64 = remainder < 0 ? -1 : 1
        return quotient + (Int64(place) < abs(remainder) ? more : 0)
    }

    private mutating func fillNewcomers(_ consolidation: Consolidation) {
        let known = EditionStart.dayNewcomersAreKnown(consolidation.contracts)
        isNew.reserveCapacity(contracts.count)
        for index in contracts.indices {
            let day = consolidation.contracts[Int(contracts[index])].dateNotification
            guard let known, day != .min, day >= known, let first = firstDays[parties[index].id]
            else {
                isNew.append(CodeList.unknown)
                continue
            }
            isNew.append(day == first ? 1 : 0)
        }
    }

    private mutating func fillLocal(_ consolidation: Consolidation, _ identities: Identities) {
        isLocal.reserveCapacity(contracts.count)
        isLocalRegion.reserveCapacity(contracts.count)
        func answer(_ buyer: String?, _ supplier: String?) -> UInt8 {
            guard let buyer, let supplier else { return CodeList.unknown }
            return buyer == supplier ? 1 : 0
        }
        for index in contracts.indices {
            let contract = consolidation.contracts[Int(contracts[index])]
            let buyer = identities.buyers[contract.acheteurId]
            let supplier = identities.suppliers[parties[index].id]
            isLocal.append(answer(buyer?.departement, supplier?.departement))
            isLocalRegion.append(answer(buyer?.region, supplier?.region))
        }
    }
}

/// Where an edition begins, for what needs a past to be known.
enum EditionStart {
    static let pastMonths = 36

    /// The first day on which a first award is known to be one, or nil without any dated contract.
    ///
    /// The edition begins on the first day of the first year that holds at least one contract in a
    /// hundred, so that a mistyped year does not give it a past it does not have.
    static func dayNewcomersAreKnown(_ contracts: [DeclarationRow]) -> Int32? {
        var years: [Int: Int] = [:]
        var dated = 0
        var former = Int32.min
        var year = 0
        for contract in contracts where contract.dateNotification != .min {
            if contract.dateNotification != former {
                former = contract.dateNotification
                year = Day(number: former).year
            }
            years[year, default: 0] += 1
            dated += 1
        }
        let first = years.filter { $0.value * 100 >= dated }.keys.min()
        return first.flatMap { Day(year: $0, month: 1, day: 1) }?.adding(months: pastMonths).number
    }
}
