/// Declarations that share a key, numbered in order of first sight.
///
/// - Complexity: O(declarations) expected, by open addressing; keys are digests, so their low bits
///   need no hashing.
struct KeyGroups {
    /// No group: a record set aside.
    static let none = UInt32.max

    /// The group of each declaration.
    private(set) var groupOf: [UInt32]
    /// The first declaration of each group.
    private(set) var firsts: [UInt32] = []
    /// Whether a group is of modifications whose contract is not in the edition, or is ambiguous.
    private(set) var orphans: Set<UInt32> = []
    /// Groups whose identifier is that of another group of the same buyer.
    private(set) var isRepeated: [Bool] = []
    /// Declarations that name a framework of their buyer which is not in the edition.
    private(set) var withoutFramework: [UInt32] = []
    private var slots: [UInt32]
    private var identifiers: IdentifierGroups

    /// Groups the declarations of a table.
    ///
    /// Records that hold only modifications join the one contract of their buyer and identifier;
    /// where there is none or several, they are a contract of their own.
    init(_ rows: [DeclarationRow]) {
        groupOf = Array(repeating: Self.none, count: rows.count)
        var capacity = 1024
        while capacity < rows.count * 2 { capacity *= 2 }
        slots = Array(repeating: Self.none, count: capacity)
        identifiers = IdentifierGroups(capacity: capacity)
        var hasModificationsOnly = false
        for index in rows.indices where rows[index].setAside == 255 {
            if rows[index].isModificationOnly {
                hasModificationsOnly = true
            } else {
                join(index, rows)
            }
        }
        if hasModificationsOnly { attachModifications(rows) }
        slots = []
        withoutFramework = rows.indices
            .filter { rows[$0].framework != 0 && identifiers.count(rows[$0].framework) == 0 }
            .map { UInt32($0) }
        isRepeated = firsts.map { identifiers.count(rows[Int($0)].identifier) > 1 }
        identifiers = IdentifierGroups(capacity: 1)
    }

    /// Puts a declaration in the group of its key.
    private mutating func join(_ index: Int, _ rows: [DeclarationRow]) {
        let key = rows[index].key
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot] != Self.none {
            let group = slots[slot]
            if rows[Int(firsts[Int(group)])].key == key {
                groupOf[index] = group
                return
            }
            slot = (slot + 1) & mask
        }
        let group = UInt32(firsts.count)
        slots[slot] = group
        firsts.append(UInt32(index))
        groupOf[index] = group
        identifiers.add(rows[index].identifier, group: group)
    }

    private mutating func attachModifications(_ rows: [DeclarationRow]) {
        var alone: [Int] = []
        for index in rows.indices
        where rows[index].setAside == 255 && rows[index].isModificationOnly {
            if let group = identifiers.only(rows[index].identifier) {
                groupOf[index] = group
            } else {
                alone.append(index)
            }
        }
        // After all are attached, so that the order of records does not matter.
        for index in alone {
            join(index, rows)
            orphans.insert(groupOf[index])
        }
    }
}

/// How many groups each buyer and identifier has, and the first of them.
private struct IdentifierGroups {
    private var slots: [(identifier: UInt64, group: UInt32, count: UInt32)]

    init(capacity: Int) { slots = Array(repeating: (0, 0, 0), count: capacity) }

    private func slot(_ identifier: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: identifier >> 1) & mask
        while slots[slot].identifier != 0, slots[slot].identifier != identifier {
            slot = (slot + 1) & mask
        }
        return slot
    }

    mutating func add(_ identifier: UInt64, group: UInt32) {
        guard identifier != 0 else { return }
        let place = slot(identifier)
        let former = slots[place]
        slots[place] =
            former.count == 0
            ? (identifier, group, 1)
            : (identifier, former.group, former.count + 1)
    }

    /// The only group of an identifier, or nil when there is none or several.
    func only(_ identifier: UInt64) -> UInt32? {
        guard identifier != 0 else { return nil }
        let found = slots[slot(identifier)]
        return found.count == 1 ? found.group : nil
    }

    func count(_ identifier: UInt64) -> Int {
        identifier == 0 ? 0 : Int(slots[slot(identifier)].count)
    }
}
