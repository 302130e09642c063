/// Turns one leaf of a condition into a predicate over the columns of one table.
struct LeafCompiler {
    /// Whether rows that are known and do not meet the leaf are wanted.
    let negated: Bool

    /// A predicate, or nil when the table lacks a column of the condition.
    func compile(_ condition: Condition, in table: Table) throws(EngineRefusal) -> Predicate? {
        switch condition {
        case .isAny(let name, let texts):
            return try table.sound(name).map { column throws(EngineRefusal) in
                try matching(column, Set(texts), prefixes: [])
            }
        case .startsWith(let name, let prefixes):
            return try table.sound(name).map { column throws(EngineRefusal) in
                try matching(column, [], prefixes: prefixes)
            }
        case .isAnyNumber(let name, let numbers):
            return try table.sound(name).map { column throws(EngineRefusal) in
                try oneOf(column, numbers)
            }
        case .between(let name, let low, let high):
            return try table.sound(name).map { column throws(EngineRefusal) in
                guard column.type.isInteger else {
                    throw .wrongType(column: name, expected: "un nombre ou une date")
                }
                return .range(column, low ?? .min, high ?? .max, outside: negated)
            }
        case .hasAnyBit(let name, let mask):
            return try table.sound(name).map { column throws(EngineRefusal) in
                try bits(column) { Int64($0) & mask != 0 }
            }
        case .hasNoBit(let name):
            return try table.sound(name).map { column throws(EngineRefusal) in
                try bits(column) { $0 == 0 }
            }
        case .isUnknown(let name): return try table.sound(name).map { .known($0, negated) }
        case .isKnown(let name): return try table.sound(name).map { .known($0, !negated) }
        case .sameText(let first, let second):
            guard let first = try table.sound(first), let second = try table.sound(second) else {
                return nil
            }
            return try same(first, second)
        case .always, .words, .anyAward, .all, .any, .not: return nil
        }
    }

    private func matching(
        _ column: Column, _ wanted: Set<String>, prefixes: [String]
    ) throws(EngineRefusal) -> Predicate {
        guard let texts = column.texts else {
            throw .wrongType(column: column.name, expected: "un texte")
        }
        let spelled = wanted.map { Array($0.utf8) }
        let begun = prefixes.map { Array($0.utf8) }
        func meets(_ index: Int) -> Bool {
            let bytes = texts.bytes(at: index)
            return spelled.contains { bytes.elementsEqual($0) }
                || begun.contains { bytes.starts(with: $0) }
        }
        if case .text = column.type {
            var rows = Bitmap(rowCount: column.count)
            for row in 0..<column.count where column.isKnown(row) && meets(row) != negated {
                rows[row] = true
            }
            return .rows(rows)
        }
        var table = [UInt8](repeating: negated ? 1 : 0, count: max(texts.count, 1))
        let met: UInt8 = negated ? 0 : 1
        for text in spelled {
            let index = texts.firstIndex(notBefore: text)
            if index < texts.count, texts.bytes(at: index).elementsEqual(text) {
                table[index] = met
            }
        }
        for prefix in begun {
            var index = texts.firstIndex(notBefore: prefix)
            while index < texts.count, texts.bytes(at: index).starts(with: prefix) {
                table[index] = met
                index += 1
            }
        }
        if column.nullCount > 0 { table[0] = 0 }
        return .lookup(column, table)
    }

    private func oneOf(
        _ column: Column, _ numbers: [Int64]
    ) throws(EngineRefusal) -> Predicate {
        let sorted = Set(numbers).sorted()
        // Numbers that follow each other are a range, which is compared without a table.
        if column.type.isInteger, let least = sorted.first, let greatest = sorted.last,
            greatest.subtractingReportingOverflow(least) == (Int64(sorted.count - 1), false)
        {
            return .range(column, least, greatest, outside: negated)
        }
        switch column.type {
        case .bool:
            let yes = numbers.contains(1) != negated
            let no = numbers.contains(0) != negated
            return .any((yes ? [.flag(column, true)] : []) + (no ? [.flag(column, false)] : []))
        case .uint8: return smallTable(column, count: 256) { numbers.contains(Int64($0)) }
        case .uint16:
            var table = [UInt8](repeating: negated ? 1 : 0, count: 65_536)
            for number in numbers where (0...65_535).contains(number) {
                table[Int(number)] = negated ? 0 : 1
            }
            if column.nullCount > 0 { table[65_535] = 0 }
            return .lookup(column, table)
        case .uint32, .int32, .date, .int64:
            return .members(column, Set(numbers), absent: negated)
        case .text, .dictionary:
            throw .wrongType(column: column.name, expected: "un nombre, une date ou oui/non")
        }
    }

    private func bits(
        _ column: Column, _ meets: (Int) -> Bool
    ) throws(EngineRefusal) -> Predicate {
        guard column.type == .uint8 else {
            throw .wrongType(column: column.name, expected: "une liste de cases à cocher")
        }
        return smallTable(column, count: 256, meets)
    }

    private func smallTable(
        _ column: Column, count: Int, _ meets: (Int) -> Bool
    ) -> Predicate {
        var table = (0..<count).map { meets($0) != negated ? UInt8(1) : 0 }
        if column.nullCount > 0 { table[count - 1] = 0 }
        return .lookup(column, table)
    }

    private func same(_ first: Column, _ second: Column) throws(EngineRefusal) -> Predicate {
        for column in [first, second] where !column.type.isDictionary {
            throw .wrongType(column: column.name, expected: "un texte répété")
        }
        guard let left = first.texts, let right = second.texts else { return .constant(false) }
        // Both dictionaries are sorted: number the union of their entries from 1 by merging.
        var common: UInt32 = 0
        var ofLeft = [UInt32](repeating: 0, count: max(left.count, 1))
        var ofRight = [UInt32](repeating: 0, count: max(right.count, 1))
        var (l, r) = (0, 0)
        while l < left.count || r < right.count {
            common += 1
            let order =
                l == left.count
                ? 1 : r == right.count ? -1 : left.bytes(at: l).compared(to: right.bytes(at: r))
            if order <= 0 {
                ofLeft[l] = common
                l += 1
            }
            if order >= 0 {
                ofRight[r] = common
                r += 1
            }
        }
        if first.nullCount > 0 { ofLeft[0] = 0 }
        if second.nullCount > 0 { ofRight[0] = 0 }
        return .same(first, second, ofLeft, ofRight, differ: negated)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// -1, 0 or 1, as these bytes come before, at or after others.
    func compared(to other: UnsafeBufferPointer<UInt8>) -> Int {
        for (mine, theirs) in zip(self, other) where mine != theirs {
            return mine < theirs ? -1 : 1
        }
        return count == other.count ? 0 : count < other.count ? -1 : 1
    }
}

extension TextValues {
    /// The first entry of a sorted dictionary that is not before these bytes; O(log count).
    func firstIndex(notBefore text: [UInt8]) -> Int {
        text.withUnsafeBufferPointer { text in
            var low = 0
            var high = count
            while low < high {
                let middle = (low + high) / 2
                if bytes(at: middle).compared(to: text) < 0 {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
    }
}

extension ColumnType {
    /// Whether values are whole numbers or days.
    var isInteger: Bool {
        switch self {
        case .uint8, .uint16, .uint32, .int32, .int64, .date: true
        case .bool, .text, .dictionary: false
        }
    }

    /// Whether values are codes of texts.
    var isDictionary: Bool {
        if case .dictionary = self { true } else { false }
    }
}

extension Column {
    /// The first row of a sorted column, unknown first, that is known and at least this.
    func firstRow(atLeast bound: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if let value = integer(middle), value >= bound {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}

extension Condition {
    /// Names of the columns a leaf asks about.
    var columnNames: [String] {
        switch self {
        case .isAny(let name, _), .isAnyNumber(let name, _), .between(let name, _, _),
            .startsWith(let name, _), .hasAnyBit(let name, _), .hasNoBit(let name),
            .isUnknown(let name), .isKnown(let name):
            [name]
        case .sameText(let first, let second): [first, second]
        case .always, .words, .anyAward, .all, .any, .not: []
        }
    }
}
