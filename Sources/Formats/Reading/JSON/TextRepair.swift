internal import Procurement

/// Copies text into a draft's arena so that the arena is always well-formed UTF-8.
enum TextRepair {
    /// Bytes of one field that are kept; the rest is cut, with an oddity.
    static let fieldBytes = 1 << 20

    /// Length of the well-formed sequence that begins here, or 0.
    @inline(__always)
    static func sequence(_ p: UnsafePointer<UInt8>, _ left: Int) -> Int {
        let first = p[0]
        if first < 0x80 { return 1 }
        if first < 0xC2 || left < 2 { return 0 }
        let second = p[1]
        if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
        guard left >= 3, p[2] & 0xC0 == 0x80 else { return 0 }
        if first < 0xF0 {
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high ? 3 : 0
        }
        guard first < 0xF5, left >= 4, p[3] & 0xC0 == 0x80 else { return 0 }
        let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
        return second >= low && second <= high ? 4 : 0
    }

    /// Whether bytes are well-formed UTF-8; O(count).
    static func isWellFormed(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        wellFormedPrefix(start, count) == count
    }

    /// Length of the longest well-formed prefix.
    ///
    /// - Complexity: O(count), eight ASCII bytes at a time.
    private static func wellFormedPrefix(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var index = 0
        while index < count {
            if index + 8 <= count {
                let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
                let highs = word.littleEndian & WordScan.highs
                if highs == 0 {
                    index += 8
                    continue
                }
                index += highs.trailingZeroBitCount >> 3
            }
            let length = sequence(start + index, count - index)
            if length == 0 { return index }
            index += length
        }
        return count
    }

    /// Appends bytes, each ill-formed one as U+FFFD.
    static func append(
        _ start: UnsafePointer<UInt8>, _ count: Int, to bytes: inout [UInt8]
    ) {
        var index = 0
        while index < count {
            let run = wellFormedPrefix(start + index, count - index)
            bytes.append(contentsOf: UnsafeBufferPointer(start: start + index, count: run))
            index += run
            if index < count {
                appendReplacement(to: &bytes)
                index += 1
            }
        }
    }

    /// Appends U+FFFD.
    static func appendReplacement(to bytes: inout [UInt8]) {
        bytes.append(0xEF)
        bytes.append(0xBF)
        bytes.append(0xBD)
    }

    /// Appends a Unicode scalar.
    static func append(scalar: UInt32, to bytes: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            bytes.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        case 0xD800..<0xE000, 0x11_0000...:
            appendReplacement(to: &bytes)
        case ..<0x1_0000:
            bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        default:
            bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }

    /// The longest prefix, at most `limit` bytes, that does not cut a character.
    static func prefix(_ start: UnsafePointer<UInt8>, _ count: Int, limit: Int) -> Int {
        guard count > limit else { return count }
        var end = limit
        while end > limit - 4, end > 0, start[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}

extension DeclarationDraft {
    /// Notes an oddity, at most a thousand per record.
    mutating func note(_ kind: Oddity.Kind, _ detail: UnsafeBufferPointer<UInt8>) {
        guard oddities.count < 1_000, let start = detail.baseAddress else { return }
        let begin = UInt32(bytes.count)
        let kept = TextRepair.prefix(start, detail.count, limit: 200)
        TextRepair.append(start, kept, to: &bytes)
        let length = UInt32(bytes.count) - begin
        oddities.append(
            Oddity(kind: kind, detail: Slice(start: begin, length: length, writing: .text)))
    }

    /// Notes an oddity whose detail is text of ours.
    mutating func note(_ kind: Oddity.Kind, _ detail: String) {
        var text = detail
        text.withUTF8 { note(kind, $0) }
    }
}
