/// Rewrites UTF-16 as UTF-8 while reading; offsets of records are then those of the UTF-8 text.
final class UTF16Source: ByteSource {
    private let source: any ByteSource
    private let isBigEndian: Bool
    private var raw: [UInt8] = []
    private var ready: [UInt8] = []
    private var given = 0
    private var high: UInt32?
    private var pendingByte: UInt8?

    /// - Parameter head: bytes already read from the source, byte order mark left out.
    init(_ source: any ByteSource, head: [UInt8], isBigEndian: Bool) {
        self.source = source
        self.isBigEndian = isBigEndian
        raw = head
    }

    var isDamaged: Bool { source.isDamaged }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while given == ready.count {
            ready.removeAll(keepingCapacity: true)
            given = 0
            if raw.isEmpty {
                raw = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
                    count = try source.read(into: UnsafeMutableRawBufferPointer(room))
                }
                if raw.isEmpty {
                    guard high != nil || pendingByte != nil else { return 0 }
                    high = nil
                    pendingByte = nil
                    TextRepair.appendReplacement(to: &ready)
                    break
                }
            }
            for byte in raw { take(byte) }
            raw = []
        }
        let count = min(buffer.count, ready.count - given)
        ready.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
        }
        given += count
        return count
    }

    private func take(_ byte: UInt8) {
        guard let first = pendingByte else {
            pendingByte = byte
            return
        }
        pendingByte = nil
        let unit =
            isBigEndian
            ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
        if let lead = high {
            high = nil
            if unit >= 0xDC00, unit < 0xE000 {
                let scalar: UInt32 = 0x1_0000 + ((lead - 0xD800) << 10) + (unit - 0xDC00)
                TextRepair.append(scalar: scalar, to: &ready)
                return
            }
            TextRepair.appendReplacement(to: &ready)
        }
        if unit >= 0xD800, unit < 0xDC00 {
            high = unit
        } else {
            TextRepair.append(scalar: unit, to: &ready)
        }
    }
}
