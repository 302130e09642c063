import Procurement

/// The values of a column before they are laid out.
///
/// Unknown is 255 in `bool` and `uint8`, the greatest value in `uint16` and `uint32`, the least in
/// `int32`, `int64` and `date`, the empty text, code 0 in a dictionary (whose entry 0 is empty).
enum ColumnDraft: Sendable {
    case bool([UInt8])
    case uint8([UInt8])
    case uint16([UInt16])
    case uint32([UInt32])
    case int32([Int32])
    case int64([Int64])
    case date([Int32])
    case text(TextList)
    /// Entries in order of their bytes.
    case dictionary(codes: [UInt32], entries: TextList)

    /// Number of rows.
    var count: Int {
        switch self {
        case .bool(let values), .uint8(let values): values.count
        case .uint16(let values): values.count
        case .uint32(let values): values.count
        case .int32(let values), .date(let values): values.count
        case .int64(let values): values.count
        case .text(let list): list.count
        case .dictionary(let codes, _): codes.count
        }
    }

    /// A dictionary column of ranked texts; rank 0 is unknown.
    ///
    /// - Complexity: O(rows + ranks).
    static func ranks(_ ranks: [UInt32], _ texts: TextRanking) -> ColumnDraft {
        var isUsed = [Bool](repeating: false, count: texts.count)
        for rank in ranks { isUsed[Int(rank)] = true }
        var codes = [UInt32](repeating: 0, count: texts.count)
        var entries = TextList()
        // Entry 0 is the empty text only when some row is unknown.
        for rank in 0..<texts.count where isUsed[rank] {
            codes[rank] = UInt32(entries.count)
            texts.withBytes(of: UInt32(rank)) { entries.append($0) }
        }
        return .dictionary(codes: ranks.map { codes[Int($0)] }, entries: entries)
    }

    /// A dictionary column of labels; a number beyond the list is unknown.
    static func labels(_ numbers: [UInt8], _ labels: [String]) -> ColumnDraft {
        values(numbers.map { Int($0) }, labels.map { $0 })
    }

    /// A dictionary column of one of a few values; nil, or a number beyond the list, is unknown.
    static func values(_ numbers: [Int], _ values: [String?]) -> ColumnDraft {
        var isUsed = [Bool](repeating: false, count: values.count)
        var hasUnknown = false
        for number in numbers {
            if number >= 0, number < values.count, values[number] != nil {
                isUsed[number] = true
            } else {
                hasUnknown = true
            }
        }
        let used = Set(values.indices.filter { isUsed[$0] }.compactMap { values[$0] })
        let sorted = used.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var entries = TextList()
        if hasUnknown { entries.append("") }
        var codeOf: [String: UInt32] = [:]
        for text in sorted {
            codeOf[text] = UInt32(entries.count)
            entries.append(text)
        }
        let codes = values.map { text in text.flatMap { codeOf[$0] } ?? 0 }
        return .dictionary(
            codes: numbers.map { $0 >= 0 && $0 < codes.count ? codes[$0] : 0 }, entries: entries)
    }

    /// A column of nothing but unknown, or nil for storages that no later revision has added.
    static func unknown(_ storage: ColumnDefinition.Storage, count: Int) -> ColumnDraft? {
        switch storage {
        case .bool: return .bool(Array(repeating: CodeList.unknown, count: count))
        case .uint8: return .uint8(Array(repeating: .max, count: count))
        case .uint16: return .uint16(Array(repeating: .max, count: count))
        case .int32: return .int32(Array(repeating: .min, count: count))
        case .dictionary: return .values(Array(repeating: -1, count: count), [])
        case .text: return .text(TextList(repeatElement("", count: count)))
        default: return nil
        }
    }
}
