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

    /// A cell's whole number, digits only, or nil.
    func number(_ index: Int) -> UInt64? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] > start, ends[index] - start <= 18 else { return nil }
        var value: UInt64 = 0
        for byte in text[start..<ends[index]] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + UInt64(byte - 0x30)
        }
        return value
    }

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
