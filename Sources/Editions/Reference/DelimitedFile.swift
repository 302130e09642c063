import CZlib
import Foundation
import Procurement

/// A delimited text file, plain or gzip, read row by row in bounded memory.
///
/// - Shape: cells between separators, quoted by `"` where needed (a doubled quote stands for one);
///   rows end at a line feed outside quotes. A byte-order mark is skipped.
/// - Complexity: O(bytes); memory is one piece and the longest row.
struct DelimitedFile: ~Copyable {
    /// A row longer than this is not a row: the quote that opened it never closes.
    static let longestRow = 1 << 20
    private static let pieceBytes = 1 << 18

    private let path: String
    private let separator: UInt8
    private let file: gzFile
    private var piece: [UInt8]
    private var position = 0
    private var filled = 0
    private var isAtStart = true
    /// Text of the row's cells, quotes removed.
    private var text: [UInt8] = []
    /// End of each cell in `text`.
    private var ends: [Int] = []

    /// Opens a file whose cells are separated by this byte.
    init(_ path: String, separator: UInt8) throws {
        self.path = path
        self.separator = separator
        piece = Array(repeating: 0, count: Self.pieceBytes)
        file = try Self.open(path)
    }

    private static func open(_ path: String) throws -> gzFile {
        guard let file = gzopen(path, "rb") else {
            throw StorageFailure.system("de lire", path)
        }
        gzbuffer(file, 1 << 17)
        return file
    }

    deinit { gzclose(file) }

    /// Number of cells of the row.
    var count: Int { ends.count }

    /// A cell's text, or the empty string beyond the last; bytes that are not UTF-8 are read as
    /// Windows-1252.
    func cell(_ index: Int) -> String {
        guard index >= 0, index < ends.count else { return "" }
        let start = index == 0 ? 0 : ends[index - 1]
        let bytes = text[start..<ends[index]]
        return String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
    }

    /// A cell's whole number, digits only, or nil; `98770.0`, as some programs write a number, is
    /// 98770.
    func number(_ index: Int) -> UInt64? { digits(index)?.value }

    /// A cell's whole number and how many digits it is written with, or nil.
    func digits(_ index: Int) -> (value: UInt64, count: Int)? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return text.withUnsafeBufferPointer { Self.digits($0[start..<ends[index]]) }
    }

    /// A whole number of at most 18 digits, with or without `.0`.
    private static func digits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (
        value: UInt64, count: Int
    )? {
        var value: UInt64 = 0
        var count = 0
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "."), count > 0 {
                let rest = bytes.dropFirst(place + 1)
                guard !rest.isEmpty, rest.allSatisfy({ $0 == 0x30 }) else { return nil }
                break
            }
            guard byte >= 0x30, byte <= 0x39, count < 18 else { return nil }
            value = value * 10 + UInt64(byte - 0x30)
            count += 1
        }
        return count == 0 ? nil : (value, count)
    }

    /// Whether a cell holds no byte.
    func isEmpty(_ index: Int) -> Bool { firstByte(index) == nil }

    /// A cell's first byte, or nil when it is empty.
    func firstByte(_ index: Int) -> UInt8? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return ends[index] > start ? text[start] : nil
    }

    /// All cells of the row.
    var cells: [String] { (0..<count).map { cell($0) } }

    /// Reads the next row that is not empty; false at the end.
    mutating func next() throws -> Bool {
        repeat {
            guard try readRow() else { return false }
        } while ends.count == 1 && ends[0] == 0
        return true
    }

    /// Reads the next row whose first cell is a number that is wanted; false at the end.
    ///
    /// Rows that are not wanted are passed over without being cut into cells, as long as they hold
    /// no quote: a national list of 25 million rows is mostly those.
    ///
    /// - Complexity: O(bytes), with two searches of a byte for each row not wanted.
    mutating func next(among isWanted: (UInt64) -> Bool) throws -> Bool {
        while true {
            if position == filled, try !fill() { return false }
            if let end = endOfPlainRow() {
                let number = piece.withUnsafeBufferPointer { bytes -> UInt64? in
                    let row = bytes[position..<end]
                    let first = row.firstIndex(of: separator) ?? end
                    return Self.digits(row[position..<first])?.value
                }
                guard let number, isWanted(number) else {
                    position = end + 1
                    continue
                }
                return try readRow()
            }
            guard try readRow() else { return false }
            if let number = number(0), isWanted(number) { return true }
        }
    }

    /// Passes over the next row; false at the end. Empty rows count for none.
    mutating func skip() throws -> Bool {
        while true {
            if position == filled, try !fill() { return false }
            if let end = endOfPlainRow() {
                let isEmpty = end == position || end == position + 1 && piece[position] == 0x0D
                position = end + 1
                if isEmpty { continue }
                return true
            }
            guard try readRow() else { return false }
            if ends.count > 1 || ends[0] > 0 { return true }
        }
    }

    /// Where the row at hand ends in the piece at hand, when it does and holds no quote.
    private func endOfPlainRow() -> Int? {
        piece.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let end = memchr(base + position, 0x0A, filled - position)
            else { return nil }
            let place = UnsafeRawPointer(end) - base
            return memchr(base + position, 0x22, place - position) == nil ? place : nil
        }
    }

    /// Whether the bytes are not compressed, so that any place can be gone to at once.
    var isPlain: Bool { gzdirect(file) == 1 }

    /// Goes to a byte, then past the end of the row it lies in; false at the end of the file.
    private mutating func jump(to offset: Int) throws -> Bool {
        guard gzseek(file, offset, SEEK_SET) >= 0 else {
            throw StorageFailure.system("de lire", path)
        }
        (position, filled, isAtStart) = (0, 0, false)
        while true {
            if position == filled, try !fill() { return false }
            let end = piece.withUnsafeBytes { bytes -> Int? in
                guard let base = bytes.baseAddress,
                    let end = memchr(base + position, 0x0A, filled - position)
                else { return nil }
                return UnsafeRawPointer(end) - base
            }
            guard let end else {
                position = filled
                continue
            }
            position = end + 1
            return true
        }
    }

    /// Goes before the rows whose first cell is a number of at least this, in a plain list sorted by it.
    ///
    /// - Shape: in a list that is not sorted it goes somewhere: rows found afterwards are still rows.
    /// - Complexity: O(log bytes) pieces read.
    mutating func approach(_ wanted: UInt64, size: Int) throws {
        var (low, high) = (0, size)
        while high - low > Self.pieceBytes {
            let middle = low + (high - low) / 2
            var isBefore = false
            if try jump(to: middle), try next(), let value = number(0) { isBefore = value < wanted }
            if isBefore { low = middle } else { high = middle }
        }
        _ = try jump(to: low)
    }

    private mutating func readRow() throws -> Bool {
        text.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        var isQuoted = false
        var isCellStart = true
        while true {
            if position == filled, try !fill() {
                guard !text.isEmpty || !ends.isEmpty else { return false }
                ends.append(text.count)
                return true
            }
            let byte = piece[position]
            position += 1
            if isQuoted {
                if byte != 0x22 {
                    text.append(byte)
                } else if try peek() == 0x22 {
                    position += 1
                    text.append(0x22)
                } else {
                    isQuoted = false
                }
            } else if byte == separator {
                ends.append(text.count)
                isCellStart = true
                continue
            } else if byte == 0x0A {
                ends.append(text.count)
                return true
            } else if byte == 0x22, isCellStart {
                isQuoted = true
            } else if byte != 0x0D {
                text.append(byte)
            }
            isCellStart = false
            if text.count > Self.longestRow {
                throw StorageFailure("une ligne de «\u{202F}\(path)\u{202F}» dépasse 1 Mo.")
            }
        }
    }

    private mutating func peek() throws -> UInt8? {
        if position == filled, try !fill() { return nil }
        return piece[position]
    }

    private mutating func fill() throws -> Bool {
        let count = piece.withUnsafeMutableBytes {
            gzread(file, $0.baseAddress, UInt32($0.count))
        }
        guard count >= 0 else {
            throw StorageFailure("le fichier «\u{202F}\(path)\u{202F}» est endommagé ou coupé.")
        }
        position = 0
        filled = Int(count)
        if isAtStart, count >= 3, piece[0] == 0xEF, piece[1] == 0xBB, piece[2] == 0xBF {
            position = 3
        }
        isAtStart = false
        if count == 0 {
            var code: Int32 = 0
            _ = gzerror(file, &code)
            guard code == Z_OK || code == Z_STREAM_END else {
                throw StorageFailure("le fichier «\u{202F}\(path)\u{202F}» est endommagé ou coupé.")
            }
        }
        return position < filled
    }
}
