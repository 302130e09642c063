/// Gives each row the code of its group: 0 unknown, then from 1.
struct KeyCoder: Sendable {
    enum Source: Sendable {
        /// A dictionary's codes, translated.
        case codes(Column, [UInt32])
        /// An integer less its least value.
        case number(Column, least: Int64)
        /// 1 no, 2 yes.
        case flags(Column)
        /// A bit set: 1 none, 2 and more its bits.
        case bits(Column)
        /// A dictionary of awards, of which a fact may have several.
        case awards(Column, [UInt32], DetailTable)
    }

    let source: Source
    /// The facts of rows, when the column is one of facts and rows are details.
    let parents: DetailTable?
    /// Number of codes, unknown included.
    let count: UInt64
    /// Texts of codes from 1, as indices of the dictionary.
    private let firstEntries: [Int]
    private let prefixLength: Int?

    /// Numbers wider than this are refused as keys.
    private static let widestSpan: Int64 = 1 << 31

    /// - Throws: `unknownColumn`, `wrongType`, `tooManyGroups`, `unknownDetail`.
    init(
        _ key: GroupKey, _ dataset: Dataset, _ population: Population
    ) throws(EngineRefusal) {
        switch key {
        case .text(let name): try self.init(name, nil, dataset, population)
        case .prefix(let name, let length): try self.init(name, length, dataset, population)
        case .number(let name):
            let found = try dataset.column(name, of: population)
            if found.column.type == .bool {
                self.init(source: .flags(found.column), parents: found.parents, count: 3)
                return
            }
            guard found.column.type.isInteger else {
                throw .wrongType(column: name, expected: "un nombre ou une date")
            }
            let bounds = dataset.bounds(of: found.column) ?? 0...0
            let (span, overflow) = bounds.upperBound.subtractingReportingOverflow(
                bounds.lowerBound)
            guard !overflow, span < Self.widestSpan else { throw .tooManyGroups(name) }
            self.init(
                source: .number(found.column, least: bounds.lowerBound), parents: found.parents,
                count: UInt64(span) + 2)
        case .bits(let name):
            let found = try dataset.column(name, of: population)
            guard found.column.type == .uint8 else {
                throw .wrongType(column: name, expected: "une liste de cases à cocher")
            }
            self.init(source: .bits(found.column), parents: found.parents, count: 10)
        }
    }

    private init(source: Source, parents: DetailTable?, count: UInt64) {
        self.source = source
        self.parents = parents
        self.count = count
        firstEntries = []
        prefixLength = nil
    }

    private init(
        _ name: String, _ length: Int?, _ dataset: Dataset, _ population: Population
    ) throws(EngineRefusal) {
        prefixLength = length
        var awards: DetailTable?
        let column: Column
        if population == .facts, dataset.facts[name] == nil,
            let detail = dataset.details[Dataset.awards], let found = try detail.table.sound(name)
        {
            awards = detail
            parents = nil
            column = found
        } else {
            let found = try dataset.column(name, of: population)
            parents = found.parents
            column = found.column
        }
        guard column.type.isDictionary, let texts = column.texts else {
            throw .wrongType(column: name, expected: "un texte répété")
        }
        var map: [UInt32] = []
        var entries: [Int] = []
        map.reserveCapacity(texts.count)
        for entry in 0..<texts.count {
            if entry == 0, column.nullCount > 0 {
                map.append(0)
                continue
            }
            let bytes = texts.bytes(at: entry)
            let begun = length.map { bytes.prefix($0) }
            let previous = length.flatMap { length in
                entries.last.map { texts.bytes(at: $0).prefix(length) }
            }
            if let begun, let previous, begun.elementsEqual(previous) {
                map.append(UInt32(entries.count))
            } else {
                entries.append(entry)
                map.append(UInt32(entries.count))
            }
        }
        if map.isEmpty { map = [0] }
        firstEntries = entries
        count = UInt64(entries.count) + 1
        source = awards.map { .awards(column, map, $0) } ?? .codes(column, map)
    }

    /// Whether a row may have several codes.
    var isMultiple: Bool {
        switch source {
        case .bits, .awards: true
        case .codes, .number, .flags: false
        }
    }

    /// The codes of rows that have one each; O(rows).
    func encode(_ lines: MeasureLines, into out: UnsafeMutablePointer<UInt64>) {
        let rows = UnsafePointer(parents == nil ? lines.rows : lines.facts)
        let count = lines.count
        switch source {
        case .codes(let column, let map):
            map.withUnsafeBufferPointer { map in
                switch column.codeBytes {
                case 1: Self.translate(column.stored(as: UInt8.self), map, rows, count, out)
                case 2: Self.translate(column.stored(as: UInt16.self), map, rows, count, out)
                default: Self.translate(column.stored(as: UInt32.self), map, rows, count, out)
                }
            }
        case .number(let column, let least):
            for k in 0..<count {
                out[k] = column.integer(Int(rows[k])).map { UInt64($0 &- least) &+ 1 } ?? 0
            }
        case .flags(let column):
            for k in 0..<count {
                out[k] = column.integer(Int(rows[k])).map { UInt64($0) &+ 1 } ?? 0
            }
        case .bits, .awards: preconditionFailure("A key of several values has no single code.")
        }
    }

    @inline(__always)
    private static func translate<Code: FixedWidthInteger>(
        _ codes: UnsafePointer<Code>, _ map: UnsafeBufferPointer<UInt32>,
        _ rows: UnsafePointer<UInt32>, _ count: Int, _ out: UnsafeMutablePointer<UInt64>
    ) {
        guard let map = map.baseAddress else { return }
        for k in 0..<count {
            out[k] = UInt64(map[Int(truncatingIfNeeded: codes[Int(rows[k])])])
        }
    }

    /// All codes of a row that may have several; 0 alone when unknown.
    func codes(_ row: Int, _ fact: Int, into out: inout [UInt64]) {
        out.removeAll(keepingCapacity: true)
        let row = parents == nil ? row : fact
        switch source {
        case .bits(let column):
            guard let bits = column.integer(row) else { return out.append(0) }
            if bits == 0 { return out.append(1) }
            for bit in 0..<8 where bits & (1 << Int64(bit)) != 0 { out.append(UInt64(bit) + 2) }
        case .awards(let column, let map, let detail):
            for award in detail.offsets[row]..<detail.offsets[row + 1] {
                let code = UInt64(map[column.code(Int(award))])
                if !out.contains(code) { out.append(code) }
            }
            if out.isEmpty { out.append(0) }
        case .codes, .number, .flags:
            preconditionFailure("A key of one value is encoded by block.")
        }
    }

    /// What a code stands for.
    func value(_ code: UInt64) -> GroupValue {
        guard code > 0 else { return .unknown }
        let index = Int(code) - 1
        switch source {
        case .codes(let column, _), .awards(let column, _, _):
            guard let texts = column.texts else { return .unknown }
            let bytes = texts.bytes(at: firstEntries[index])
            return .text(String(decoding: bytes.prefix(prefixLength ?? bytes.count), as: UTF8.self))
        case .number(_, let least): return .number(least + Int64(index))
        case .flags: return .number(Int64(index))
        case .bits: return index == 0 ? .none : .bit(index - 1)
        }
    }
}

extension Dataset {
    /// A column of a population: its own, or one of the facts, with the way to them.
    func column(
        _ name: String, of population: Population
    ) throws(EngineRefusal) -> (column: Column, parents: DetailTable?) {
        if case .details(let table) = population {
            let detail = try detail(table)
            if let column = try detail.table.sound(name) { return (column, nil) }
            if let column = try facts.sound(name) { return (column, detail) }
        } else if let column = try facts.sound(name) {
            return (column, nil)
        }
        throw .unknownColumn(name)
    }
}
