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
    /// First day each supplier is awarded a contract, by rank of its identifier; `.max` unknown.
    private var firstDays: [Int32]
    /// Ranks of identifiers that are well-formed SIRET.
    private(set) var validSirets: Set<UInt32> = []

    /// Derives the awards.
    ///
    /// - Complexity: O(awards), plus sorting the suppliers of each contract.
    init(_ consolidation: Consolidation, identities: Identities) {
        let named = consolidation.table.parties
        let rows = consolidation.contracts
        firstDays = Array(repeating: .max, count: consolidation.table.texts.count)
        var isValid = [Bool](repeating: false, count: firstDays.count)
        contracts.reserveCapacity(named.count)
        parties.reserveCapacity(named.count)
        initialShares.reserveCapacity(named.count)
        for index in rows.indices {
            let range = rows[index].parties.range
            let (amount, day) = (rows[index].montant, rows[index].dateNotification)
            let start = parties.count
            for party in range {
                contracts.append(UInt32(index))
                parties.append(named[party])
                initialShares.append(
                    Self.share(amount, of: range.count, at: party - range.lowerBound))
                let id = Int(named[party].id)
                if named[party].isValidSiret { isValid[id] = true }
                if day != .min, id != 0 { firstDays[id] = min(firstDays[id], day) }
            }
            if range.count > 1 { parties[start...].sort { ($0.id, $0.nom) < ($1.id, $1.nom) } }
        }
        for id in isValid.indices where isValid[id] { validSirets.insert(UInt32(id)) }
        fillNewcomers(consolidation)
        fillLocal(consolidation, identities)
    }

    /// Shares the usable amounts of contracts among their suppliers.
    ///
    /// - Complexity: O(awards).
    mutating func share(_ amounts: [Int64]) {
        shares.reserveCapacity(contracts.count)
        var start = 0
        while start < contracts.count {
            var end = start
            while end < contracts.count, contracts[end] == contracts[start] { end += 1 }
            let amount = amounts[Int(contracts[start])]
            for place in 0..<end - start {
                shares.append(Self.share(amount, of: end - start, at: place))
            }
            start = end
        }
    }

    /// First day a supplier is awarded a contract, by rank of its identifier.
    func firstDay(of supplier: UInt32) -> Int32? {
        let day = firstDays[Int(supplier)]
        return day == .max ? nil : day
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
            guard let known, day != .min, day >= known, let first = firstDay(of: parties[index].id)
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
        var codes = PlaceNumbers(count: consolidation.table.texts.count)
        let buyers = codes.numbers(identities.buyers)
        let suppliers = codes.numbers(identities.suppliers)
        func answer(_ buyer: UInt16, _ supplier: UInt16) -> UInt8 {
            guard buyer != 0, supplier != 0 else { return CodeList.unknown }
            return buyer == supplier ? 1 : 0
        }
        for index in contracts.indices {
            let buyer = Int(consolidation.contracts[Int(contracts[index])].acheteurId)
            let supplier = Int(parties[index].id)
            isLocal.append(answer(buyers.departements[buyer], suppliers.departements[supplier]))
            isLocalRegion.append(answer(buyers.regions[buyer], suppliers.regions[supplier]))
        }
    }
}

/// Departments and regions numbered, so that comparing two places compares numbers; 0 unknown.
private struct PlaceNumbers {
    let count: Int
    private var numbers: [String: UInt16] = [:]

    init(count: Int) { self.count = count }

    /// Numbers by rank of the identifier.
    mutating func numbers(
        _ facts: [UInt32: Identities.Facts]
    ) -> (departements: [UInt16], regions: [UInt16]) {
        var departements = [UInt16](repeating: 0, count: count)
        var regions = departements
        for (rank, known) in facts {
            departements[Int(rank)] = number(known.departement.map { "d" + $0 })
            regions[Int(rank)] = number(known.region.map { "r" + $0 })
        }
        return (departements, regions)
    }

    private mutating func number(_ code: String?) -> UInt16 {
        guard let code else { return 0 }
        if let number = numbers[code] { return number }
        let number = UInt16(clamping: numbers.count + 1)
        numbers[code] = number
        return number
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
        for index in contracts.indices where contracts[index].dateNotification != .min {
            if contracts[index].dateNotification != former {
                former = contracts[index].dateNotification
                year = Day(number: former).year
            }
            years[year, default: 0] += 1
            dated += 1
        }
        let first = years.filter { $0.value * 100 >= dated }.keys.min()
        return first.flatMap { Day(year: $0, month: 1, day: 1) }?.adding(months: pastMonths).number
    }
}
