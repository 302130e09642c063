import Procurement

/// The buyers and suppliers of which reference lists are asked something.
struct WantedIdentifiers: Sendable {
    private(set) var sirens: Set<UInt32> = []
    private(set) var sirets: Set<UInt64> = []

    /// Gathers the identifiers of 9 or 14 digits of all parties.
    ///
    /// - Complexity: O(contracts + awards).
    init(_ consolidation: Consolidation) {
        let table = consolidation.table
        var isParty = [Bool](repeating: false, count: table.texts.count)
        let contracts = consolidation.contracts
        for index in contracts.indices {
            isParty[Int(contracts[index].acheteurId)] = true
            for party in contracts[index].parties.range {
                isParty[Int(table.parties[party].id)] = true
            }
        }
        for rank in isParty.indices.dropFirst() where isParty[rank] {
            guard let (value, count) = Self.digits(table.texts[UInt32(rank)]) else { continue }
            if count == 14 {
                sirets.insert(value)
                sirens.insert(UInt32(value / 100_000))
            } else if count == 9 {
                sirens.insert(UInt32(value))
            }
        }
    }

    private static func digits(_ text: String) -> (value: UInt64, count: Int)? {
        let count = text.utf8.count
        guard count == 9 || count == 14, text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
            return nil
        }
        return UInt64(text).map { ($0, count) }
    }
}
