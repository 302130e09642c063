import Procurement

/// The derived columns of contracts, in their order. Unknown is the least value of signed numbers, 255
/// for small ones and answers.
struct DerivedContracts: Sendable {
    private(set) var currentAmounts: [Int64] = []
    private(set) var currentDurations: [Int32] = []
    /// Last day expected.
    private(set) var ends: [Int32] = []
    private(set) var usableAmounts: [Int64] = []
    private(set) var reasons: [AmountReason] = []
    private(set) var outcomes: [AnomalyOutcome] = []
    private(set) var deviations: [Int32] = []
    /// 0 no, 1 yes, 255 unknown.
    private(set) var isCeiling: [UInt8] = []
    private(set) var isSubsequent: [UInt8] = []
    /// CPV division, 0 unknown.
    private(set) var divisions: [UInt8] = []
    private(set) var types: [UInt8] = []
    /// Row numbers by usable amount, unknown first.
    private(set) var amountOrder: [UInt32] = []

    /// Derives what needs one contract, then what needs its peers.
    ///
    /// - Complexity: O(n log n).
    init(_ consolidation: Consolidation, identities: Identities) {
        let table = consolidation.table
        let count = consolidation.contracts.count
        reserve(count)
        let categories = Self.categories(identities)
        var subjects: [AnomalyTest.Subject] = []
        subjects.reserveCapacity(count)
        let contracts = consolidation.contracts
        for index in contracts.indices {
            let contract = contracts[index]
            var amount = contract.montant
            var duration = contract.dureeMois
            for change in table.modifications[contract.modifications.range] {
                if change.montant != .min { amount = change.montant }
                if change.dureeMois != .min { duration = change.dureeMois }
            }
            let division = Self.division(contract.codeCPV, table.texts)
            let type = PurchaseType.type(division: Int(division))
            let reason = AmountRules.reason(amount)
            currentAmounts.append(amount)
            currentDurations.append(duration)
            ends.append(Self.end(of: contract.dateNotification, months: duration))
            reasons.append(reason)
            divisions.append(division)
            types.append(type)
            isSubsequent.append(Self.isSubsequent(contract) ? 1 : 0)
            isCeiling.append(Self.isCeiling(contract))
            subjects.append(
                AnomalyTest.Subject(
                    division: division, type: type,
                    category: categories[contract.acheteurId] ?? 0,
                    isConcession: contract.isConcession,
                    logarithm: reason == .none
                        ? AnomalyTest.logarithm(
                            cents: amount, months: Self.spreading(contract, type, duration))
                        : .min))
        }
        let test = AnomalyTest(subjects)
        outcomes = test.outcomes
        deviations = test.deviations
        for index in 0..<count {
            if reasons[index] == .none, outcomes[index] == .aberrant { reasons[index] = .aberrant }
            usableAmounts.append(reasons[index] == .none ? currentAmounts[index] : .min)
        }
        let usable = usableAmounts
        amountOrder = (0..<UInt32(count)).sorted { left, right in
            let first = usable[Int(left)]
            let second = usable[Int(right)]
            return first != second ? first < second : left < right
        }
    }

    private mutating func reserve(_ count: Int) {
        currentAmounts.reserveCapacity(count)
        currentDurations.reserveCapacity(count)
        ends.reserveCapacity(count)
        usableAmounts.reserveCapacity(count)
        reasons.reserveCapacity(count)
        divisions.reserveCapacity(count)
        types.reserveCapacity(count)
        isCeiling.reserveCapacity(count)
        isSubsequent.reserveCapacity(count)
    }

    /// A number for each category of buyers, in order of their names; by rank of the buyer.
    private static func categories(_ identities: Identities) -> [UInt32: UInt16] {
        let names = Set(identities.buyers.values.compactMap(\.category)).sorted()
        var numbers: [String: UInt16] = [:]
        for (number, name) in names.enumerated() { numbers[name] = UInt16(clamping: number + 1) }
        return identities.buyers.compactMapValues { facts in
            facts.category.flatMap { numbers[$0] }
        }
    }

    /// The first two digits of a CPV code, 0 when unknown.
    private static func division(_ code: UInt32, _ texts: TextRanking) -> UInt8 {
        guard code != 0 else { return 0 }
        return texts.withBytes(of: code) { digits in
            guard digits.count >= 2, digits[0] &- 0x30 < 10, digits[1] &- 0x30 < 10 else {
                return 0
            }
            return (digits[0] - 0x30) * 10 + digits[1] - 0x30
        }
    }

    /// Months over which an amount is spread to be compared: supplies and services that last, unless
    /// the price is a lump sum.
    private static func spreading(
        _ contract: DeclarationRow, _ type: UInt8, _ duration: Int32
    ) -> Int32 {
        let lumpSum: UInt8 = 1
        guard type == 1 || type == 2, contract.formePrix != lumpSum, duration > 1 else { return 1 }
        return duration
    }

    private static let subsequentNature: UInt8 = 4
    private static let frameworkNature: UInt8 = 3

    private static func isSubsequent(_ contract: DeclarationRow) -> Bool {
        contract.idAccordCadre != 0 || contract.nature == subsequentNature
    }

    /// Whether the amount is a framework's ceiling; unknown when nothing says how it is bought.
    private static func isCeiling(_ contract: DeclarationRow) -> UInt8 {
        guard !isSubsequent(contract), !contract.isConcession else { return 0 }
        let techniques = contract[bits: DeclarationRow.BitSet.techniques.rawValue]
        let ways = contract[bits: DeclarationRow.BitSet.modalites.rawValue]
        if techniques != CodeList.unknown, techniques & 1 != 0 { return 1 }
        if ways != CodeList.unknown, ways & 0b110 != 0 { return 1 }
        if contract.nature == frameworkNature { return 1 }
        if techniques != CodeList.unknown || ways != CodeList.unknown { return 0 }
        let is2019 = contract.vintage == Declaration.Vintage.format2019.rawValue
        return is2019 && contract.nature != CodeList.unknown ? 0 : CodeList.unknown
    }

    /// Last day expected, when the day and a duration between one month and a century are known.
    private static func end(of day: Int32, months: Int32) -> Int32 {
        guard day != .min, (1...1_200).contains(months) else { return .min }
        return Day(number: day).adding(months: Int(months)).number
    }

    /// Change of a value since its first state, in ten-thousandths, or `.min`.
    static func drift(from initial: Int64, to current: Int64) -> Int32 {
        guard initial > 0, initial != .min, current != .min else { return .min }
        let (difference, isLost) = (current - initial).multipliedReportingOverflow(by: 10_000)
        guard !isLost else { return .max }
        return Int32(clamping: difference / initial)
    }
}
