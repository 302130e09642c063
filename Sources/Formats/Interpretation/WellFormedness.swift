/// Well-formed UTF-8 in a draft's arena.
enum WellFormedness {
    /// Whether bytes are well-formed UTF-8.
    ///
    /// - Complexity: O(bytes), eight at a time while they are ASCII.
    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            var index = 0
            while index < bytes.count {
                if bytes[index] < 0x80 {
                    index += 1
                    // Within bounds: eight bytes are read only where eight are left.
                    while index + 8 <= bytes.count {
                        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                        if word & 0x8080_8080_8080_8080 != 0 { break }
                        index += 8
                    }
                } else {
                    let length = sequenceLength(bytes, index)
                    if length == 0 { return false }
                    index += length
                }
            }
            return true
        }
    }

    /// Replaces each byte out of place by `?`, so that offsets stay.
    static func repair(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let length =
                    bytes[index] < 0x80 ? 1 : sequenceLength(UnsafeBufferPointer(bytes), index)
                if length == 0 { bytes[index] = 0x3F }
                index += max(1, length)
            }
        }
    }

    /// Length of the well-formed sequence at a position, or 0.
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let first = bytes[index]
        let rest = bytes.count - index
        func follows(_ offset: Int) -> Bool { bytes[index + offset] & 0xC0 == 0x80 }
        switch first {
        case 0xC2...0xDF: return rest >= 2 && follows(1) ? 2 : 0
        case 0xE0...0xEF:
            guard rest >= 3, follows(1), follows(2) else { return 0 }
            let second = bytes[index + 1]
            if first == 0xE0, second < 0xA0 { return 0 }
            if first == 0xED, second > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard rest >= 4, follows(1), follows(2), follows(3) else { return 0 }
            let second = bytes[index + 1]
            if first == 0xF0, second < 0x90 { return 0 }
            if first == 0xF4, second > 0x8F { return 0 }
            return 4
        default: return 0
        }
    }
}
