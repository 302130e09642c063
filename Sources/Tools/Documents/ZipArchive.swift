internal import CZlib

/// A zip archive whose members are stored as they are: small documents, the same bytes each time.
///
/// - Shape: APPNOTE 6.3, method 0, names in UTF-8, no dates (1 January 1980).
public struct ZipArchive: Sendable {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// An empty archive.
    public init() {}

    /// Adds a member. At most 65 535 members and four gigabytes in all.
    public mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = UInt32(bytes.count)
        let sum = content.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
        }
        // Version, names in UTF-8, stored, midnight of 1 January 1980.
        var head = Self.little(20 as UInt16, 0x0800, 0, 0, 0x0021)
        head += Self.little(sum, UInt32(content.count), UInt32(content.count))
        head += Self.little(UInt16(name.utf8.count), 0)
        bytes += Self.little(0x0403_4B50 as UInt32) + head + name.utf8 + content
        directory += Self.little(0x0201_4B50 as UInt32) + Self.little(20 as UInt16) + head
        directory += Self.little(0 as UInt16, 0, 0) + Self.little(0 as UInt32, offset) + name.utf8
        count += 1
    }

    /// The whole file.
    public var file: [UInt8] {
        let end =
            Self.little(0x0605_4B50 as UInt32) + Self.little(0 as UInt16, 0, count, count)
            + Self.little(UInt32(directory.count), UInt32(bytes.count)) + Self.little(0 as UInt16)
        return bytes + directory + end
    }

    private static func little<Number: FixedWidthInteger>(_ numbers: Number...) -> [UInt8] {
        numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
    }
}
