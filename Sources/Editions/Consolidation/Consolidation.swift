import Procurement

/// A finding that only the whole edition shows.
struct EditionFinding: Sendable {
    var rule: FindingCode
    var field: FindingField
    /// The published value, as an identifier.
    var raw: DeclarationRow.Text
    var declaration: UInt32
}

/// The contracts made of the declarations of a table.
///
/// - Shape: contracts in order of notification day (unknown first), then key.
struct Consolidation: Sendable {
    /// No contract: a record set aside.
    static let none = UInt32.max

    /// The declarations' texts, parties and findings, and the united modifications and acts; its
    /// rows have become contracts.
    private(set) var table: DeclarationTable
    /// Where each declaration stands.
    private(set) var records: [RecordRow] = []
    /// What the declarations say of buyers and suppliers.
    private(set) var declared: DeclaredParties
    /// One row per contract.
    private(set) var contracts: [DeclarationRow] = []
    /// Number of declarations of each contract.
    private(set) var declarationCounts: [UInt16] = []
    /// Whether another contract of the same buyer has the same identifier.
    private(set) var isRepeated: [Bool] = []
    /// The contract of each declaration.
    private(set) var contractOf: [UInt32] = []
    private(set) var fates: [Fate] = []
    private(set) var reasons: [MergeReason] = []
    /// What only the whole shows, in order of declaration.
    private(set) var findings: [EditionFinding] = []

    /// Consolidates.
    ///
    /// - Parameters:
    ///   - sourceOf: the number of the source of each deposit.
    ///   - workers: number of threads; changes nothing but the duration.
    /// - Complexity: O(n log n) for n declarations.
    init(_ table: consuming DeclarationTable, sourceOf: [Int], workers: Int) {
        declared = DeclaredParties(DeclarationTable(batches: [], pools: []))
        self.table = table
        let count = self.table.rows.count
        self.table.uniteTableStates()
        let groups = KeyGroups(self.table.rows)
        fates = Array(repeating: .setAside, count: count)
        reasons = Array(repeating: .none, count: count)
        let members = GroupMembers(groups.groupOf, groupCount: groups.firsts.count)
        var merged = groups.firsts
        for group in 0..<groups.firsts.count {
            let range = members.range(of: group)
            if range.count == 1 {
                fates[Int(members.rows[range.lowerBound])] = .kept
            } else {
                merged[group] = unite(
                    Array(members.rows[range]), sourceOf: sourceOf)
            }
        }
        let order = order(of: merged)
        fillContracts(order, merged, groups, members, workers: workers)
        addFindings(groups, rowCount: count)
        declared = DeclaredParties(self.table)
        records = self.table.rows[..<count].map { RecordRow($0) }
        // The rows have become contracts.
        self.table.rows = []
    }

    /// Groups in order of day, then key.
    private func order(of merged: [UInt32]) -> [UInt32] {
        var entries: [(day: Int32, key: ContractKey, group: UInt32)] = []
        entries.reserveCapacity(merged.count)
        for (group, row) in merged.enumerated() {
            let row = Int(row)
            entries.append((table.rows[row].dateNotification, table.rows[row].key, UInt32(group)))
        }
        entries.sort { left, right in
            left.day != right.day ? left.day < right.day : left.key < right.key
        }
        return entries.map(\.group)
    }

    private mutating func fillContracts(
        _ order: [UInt32], _ merged: [UInt32], _ groups: KeyGroups, _ members: GroupMembers,
        workers: Int
    ) {
        var contractOfGroup = [UInt32](repeating: 0, count: merged.count)
        let rows = table.rows
        contracts = Parallel.array(count: order.count, workers: workers) { contract in
            rows[Int(merged[Int(order[contract])])]
        }
        declarationCounts.reserveCapacity(order.count)
        for (contract, group) in order.enumerated() {
            contractOfGroup[Int(group)] = UInt32(contract)
            if contracts[contract].modifications.count > 1 {
                contracts[contract].modifications.count = arranged(
                    contracts[contract].modifications.range)
            }
            declarationCounts.append(UInt16(clamping: members.range(of: Int(group)).count))
            isRepeated.append(groups.isRepeated[Int(group)])
        }
        contractOf = groups.groupOf.map {
            $0 == KeyGroups.none ? Self.none : contractOfGroup[Int($0)]
        }
    }

    // MARK: - Uniting the versions of a contract

    /// Unites declarations of one contract into a new row, and says what became of each.
    ///
    /// - Returns: the row that is the contract.
    private mutating func unite(_ members: [UInt32], sourceOf: [Int]) -> UInt32 {
        let order = members.sorted { isBetter(Int($0), than: Int($1)) }
        let best = Int(order[0])
        fates[best] = .kept
        var contents: [UInt64] = [table.rows[best].content]
        for member in order.dropFirst() {
            let row = table.rows[Int(member)]
            let isKnown = contents.contains(row.content)
            if !isKnown { contents.append(row.content) }
            fates[Int(member)] = .merged
            reasons[Int(member)] =
                (row.isModificationOnly && !table.rows[best].isModificationOnly) || row.isLaterState
                ? .attachedModification
                : sourceOf[Int(row.deposit)] != sourceOf[Int(table.rows[best].deposit)]
                    ? .otherSource : isKnown ? .exactDuplicate : .otherVersion
        }
        // Identical records say nothing more than the best of them.
        if contents.count == 1 { return UInt32(best) }
        var contract = table.rows[best]
        for member in order.dropFirst() { contract.complete(from: table.rows[Int(member)]) }
        contract.modifications = uniteModifications(order)
        contract.acts = uniteActs(order)
        table.rows.append(contract)
        return UInt32(table.rows.count - 1)
    }

    /// Whether the first declaration's fields come before the second's: the latest publication, then
    /// the more complete, then the smaller SHA-256, then the first in the file.
    private func isBetter(_ first: Int, than second: Int) -> Bool {
        let left = table.rows[first]
        let right = table.rows[second]
        if left.isModificationOnly != right.isModificationOnly { return right.isModificationOnly }
        if left.isLaterState != right.isLaterState { return right.isLaterState }
        if left.datePublication != right.datePublication {
            return left.datePublication > right.datePublication
        }
        if left.completeness != right.completeness { return left.completeness > right.completeness }
        // Deposits are numbered in order of their SHA-256, and rows follow it.
        return first < second
    }

    /// The modifications of all versions, each content once, in order of day.
    private mutating func uniteModifications(_ order: [UInt32]) -> DeclarationRow.Span {
        var united: [ModificationRow] = []
        for member in order {
            for row in table.modifications[table.rows[Int(member)].modifications.range]
            where !united.contains(where: { $0.content == row.content }) { united.append(row) }
        }
        guard !united.isEmpty else { return .init() }
        let start = table.modifications.count
        table.modifications.append(contentsOf: united)
        return .init(start: UInt32(start), count: UInt32(united.count))
    }

    /// Puts a contract's modifications in order of day, each content once; gives their number.
    ///
    /// A modification without day counts from its publication, else from the beginning; two of the
    /// same day follow their numbers.
    private mutating func arranged(_ range: Range<Int>) -> UInt32 {
        var united: [ModificationRow] = []
        for row in table.modifications[range]
        where !united.contains(where: { $0.content == row.content }) { united.append(row) }
        func place(_ row: ModificationRow) -> (Int32, Int32, Int64, UInt64) {
            (row.date != .min ? row.date : row.datePublication, row.id, row.montant, row.content)
        }
        united.sort { place($0) < place($1) }
        for (offset, row) in united.enumerated() {
            table.modifications[range.lowerBound + offset] = row
        }
        return UInt32(united.count)
    }

    /// The sub-contracting acts of all versions, each content once.
    private mutating func uniteActs(_ order: [UInt32]) -> DeclarationRow.Span {
        var united: [ActRow] = []
        for member in order {
            for row in table.acts[table.rows[Int(member)].acts.range]
            where !united.contains(where: { $0.content == row.content }) { united.append(row) }
        }
        guard !united.isEmpty else { return .init() }
        let start = table.acts.count
        table.acts.append(contentsOf: united)
        return .init(start: UInt32(start), count: UInt32(united.count))
    }

    // MARK: - Findings of the whole

    private mutating func addFindings(_ groups: KeyGroups, rowCount: Int) {
        var withoutFramework = groups.withoutFramework[...]
        let rows = table.rows
        for index in 0..<rowCount where fates[index] != .setAside {
            let contract = Int(contractOf[index])
            func find(_ rule: FindingCode, _ field: FindingField) {
                findings.append(
                    .init(
                        rule: rule, field: field, raw: rows[index].id,
                        declaration: UInt32(index)))
            }
            while let next = withoutFramework.first, next < index { withoutFramework.removeFirst() }
            let isWithoutFramework = withoutFramework.first == UInt32(index)
            switch reasons[index] {
            case .exactDuplicate: find(.exactDuplicate, .record)
            case .otherSource: find(.duplicateAcrossSources, .record)
            default: break
            }
            if fates[index] == .merged, !rows[index].isLaterState, rows[index].montant != .min,
                contracts[contract].montant != rows[index].montant
            {
                find(.contradictoryStates, .montant)
            }
            guard fates[index] == .kept else { continue }
            if isRepeated[contract] { find(.identifierRepeated, .id) }
            if !groups.orphans.isEmpty, groups.orphans.contains(groups.groupOf[index]) {
                find(.modificationWithoutContract, .record)
            }
            if isWithoutFramework { find(.subsequentWithoutFramework, .idAccordCadre) }
        }
    }
}

/// The declarations of each group, in order.
private struct GroupMembers {
    let rows: [UInt32]
    private let starts: [UInt32]

    init(_ groupOf: [UInt32], groupCount: Int) {
        var starts = [UInt32](repeating: 0, count: groupCount + 1)
        for group in groupOf where group != KeyGroups.none { starts[Int(group) + 1] += 1 }
        for group in 0..<groupCount { starts[group + 1] += starts[group] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: Int(starts[groupCount]))
        for (row, group) in groupOf.enumerated() where group != KeyGroups.none {
            rows[Int(next[Int(group)])] = UInt32(row)
            next[Int(group)] += 1
        }
        self.rows = rows
        self.starts = starts
    }

    func range(of group: Int) -> Range<Int> { Int(starts[group])..<Int(starts[group + 1]) }
}
