import Synchronization

/// How a column's values are stored; each is an Arrow type.
public enum ColumnType: Hashable, Sendable {
    /// Arrow `Bool`, one bit a row.
    case bool
    /// Arrow `UInt8`: small number or bit set.
    case uint8
    /// Arrow `UInt16`.
    case uint16
    /// Arrow `UInt32`: row numbers.
    case uint32
    /// Arrow `Int32`.
    case int32
    /// Arrow `Int64`: cents.
    case int64
    /// Arrow `Date32`: days since 1970-01-01.
    case date
    /// Arrow `Utf8`: text stored row by row.
    case text
    /// Arrow dictionary of `Utf8`, with an unsigned index of this many bytes (1, 2 or 4); entries
    /// in order of their bytes, so that a prefix is a range of codes.
    case dictionary(indexBytes: Int)
}

/// Text values one after another: Arrow's layout of `Utf8`.
///
/// - Safety: the memory is read-only and kept alive by the column that owns it.
public struct TextValues: @unchecked Sendable {
    // @unchecked Sendable: the pointers lead to memory that nobody writes after it is handed over.
    /// Number of texts.
    public let count: Int
    /// `count + 1` offsets into `bytes`.
    public let offsets: UnsafePointer<Int32>
    /// UTF-8 of all texts.
    public let bytes: UnsafePointer<UInt8>
    /// Number of bytes of all texts.
    public let byteCount: Int

    /// Texts laid out as Arrow does; `byteCount` is the last offset.
    public init(
        count: Int, offsets: UnsafePointer<Int32>, bytes: UnsafePointer<UInt8>, byteCount: Int
    ) {
        self.count = count
        self.offsets = offsets
        self.bytes = bytes
        self.byteCount = byteCount
    }

    /// The bytes of one text; none where a damaged file has a wrong code or offset, so that nothing
    /// is ever read outside.
    @inlinable public func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
        guard index >= 0, index < count else { return UnsafeBufferPointer(start: bytes, count: 0) }
        let start = Int(offsets[index])
        let end = Int(offsets[index + 1])
        guard start >= 0, start <= end, end <= byteCount else {
            return UnsafeBufferPointer(start: bytes, count: 0)
        }
        return UnsafeBufferPointer(start: bytes + start, count: end - start)
    }

    /// One text.
    @inlinable public subscript(index: Int) -> String {
        String(decoding: bytes(at: index), as: UTF8.self)
    }
}

/// One column of a table, in Arrow's memory layout: mapped from a file, or built in memory.
///
/// Null slots hold a fixed value, so that scans need not look at the validity bits: code 0 of a
/// dictionary whose entry 0 is the empty text (when the column has nulls), the least value of a
/// signed integer or date, the greatest of an unsigned one, false for a bool, the empty text.
///
/// - Shape: `count` rows of one type.
public final class Column: @unchecked Sendable {
    // @unchecked Sendable: every stored property is `let`, the memory behind the pointers is never
    // written after `init` and kept alive by `owner`; `soundness` is atomic.
    public let name: String
    public let type: ColumnType
    public let count: Int
    public let nullCount: Int
    /// Arrow's validity bits, least significant first; nil when every row is known.
    public let validity: UnsafePointer<UInt8>?
    /// The values (indices for a dictionary, bits for a bool; unused for text).
    public let values: UnsafeRawPointer
    /// The texts of a `.text` column, or the entries of a dictionary.
    public let texts: TextValues?
    /// Arrow field metadata: `definition`, `unit`, `legend` (labels of a bit set, separated by
    /// `|`), and `min` and `max` of an integer column, as decimal text.
    public let metadata: [String: String]
    private let owner: AnyObject
    /// 0 until codes are checked, then 1 when they are all in the dictionary, else 2.
    private let soundness = Atomic<UInt8>(0)

    /// A column over memory that `owner` keeps alive.
    public init(
        name: String, type: ColumnType, count: Int, nullCount: Int,
        validity: UnsafePointer<UInt8>?, values: UnsafeRawPointer, texts: TextValues?,
        metadata: [String: String], owner: AnyObject
    ) {
        self.name = name
        self.type = type
        self.count = count
        self.nullCount = nullCount
        self.validity = validity
        self.values = values
        self.texts = texts
        self.metadata = metadata
        self.owner = owner
    }

    /// Whether a row is known.
    @inlinable public func isKnown(_ row: Int) -> Bool {
        guard let validity else { return true }
        return validity[row >> 3] & (1 << UInt8(row & 7)) != 0
    }

    /// A dictionary row's code.
    @inlinable public func code(_ row: Int) -> Int {
        switch type {
        case .dictionary(indexBytes: 1), .uint8:
            Int(values.load(fromByteOffset: row, as: UInt8.self))
        case .dictionary(indexBytes: 2), .uint16:
            Int(values.load(fromByteOffset: row &* 2, as: UInt16.self))
        default: Int(values.load(fromByteOffset: row &* 4, as: UInt32.self))
        }
    }

    /// A row as an integer (bools as 0 and 1, days as their number), or nil when unknown.
    @inlinable public func integer(_ row: Int) -> Int64? {
        guard isKnown(row) else { return nil }
        switch type {
        case .bool:
            return values.load(fromByteOffset: row >> 3, as: UInt8.self)
                & (1 << UInt8(row & 7)) != 0 ? 1 : 0
        case .uint8: return Int64(values.load(fromByteOffset: row, as: UInt8.self))
        case .uint16: return Int64(values.load(fromByteOffset: row &* 2, as: UInt16.self))
        case .uint32: return Int64(values.load(fromByteOffset: row &* 4, as: UInt32.self))
        case .int32, .date: return Int64(values.load(fromByteOffset: row &* 4, as: Int32.self))
        case .int64: return values.load(fromByteOffset: row &* 8, as: Int64.self)
        case .text, .dictionary: return nil
        }
    }

    /// A row's text, or nil when unknown or not a text.
    @inlinable public func text(_ row: Int) -> String? {
        guard isKnown(row), let texts else { return nil }
        if case .text = type { return texts[row] }
        return texts[code(row)]
    }

    /// Whether every code is in the dictionary, so that tables by code may be read without looking.
    ///
    /// - Complexity: O(rows) the first time, then O(1).
    var isSound: Bool {
        let known = soundness.load(ordering: .relaxed)
        if known != 0 { return known == 1 }
        let found = codesAreInDictionary
        soundness.store(found ? 1 : 2, ordering: .relaxed)
        return found
    }

    private var codesAreInDictionary: Bool {
        func greatest<Code: FixedWidthInteger>(_: Code.Type) -> Int {
            let codes = stored(as: Code.self)
            var greatest: Code = 0
            for row in 0..<count { greatest = max(greatest, codes[row]) }
            return Int(greatest)
        }
        let entries = max(texts?.count ?? 0, 1)
        return switch type {
        case .dictionary(indexBytes: 1): greatest(UInt8.self) < entries
        case .dictionary(indexBytes: 2): greatest(UInt16.self) < entries
        case .dictionary: greatest(UInt32.self) < entries
        default: true
        }
    }

    /// Labels of a bit set, by bit; empty for other columns.
    public var legend: [String] {
        metadata["legend"].map { $0.split(separator: "|").map(String.init) } ?? []
    }
}

/// Columns of the same length.
public final class Table: Sendable {
    public let name: String
    public let rowCount: Int
    /// In order of the file.
    public let columns: [Column]
    private let byName: [String: Column]

    /// A table of columns that all have `rowCount` rows.
    public init(name: String, rowCount: Int, columns: [Column]) {
        precondition(
            columns.allSatisfy { $0.count == rowCount },
            "Every column of table \(name) must have \(rowCount) rows.")
        self.name = name
        self.rowCount = rowCount
        self.columns = columns
        byName = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The column of this name, or nil.
    public subscript(name: String) -> Column? { byName[name] }

    /// The column of this name whose codes scans may trust, or nil when there is none.
    ///
    /// - Throws: `damaged` when a code is not in the dictionary.
    func sound(_ name: String) throws(EngineRefusal) -> Column? {
        guard let column = byName[name] else { return nil }
        guard column.isSound else { throw .damaged(table: self.name, column: name) }
        return column
    }
}
