/// Decodes the escapes of a JSON string into well-formed UTF-8.
///
/// - Complexity: O(bytes); unknown escapes keep their character.
struct JSONUnescaper {
    var p: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// Whether half a surrogate pair was seen, replaced by U+FFFD.
    var hasLoneSurrogate = false
    /// Whether a control character other than tab, line feed and carriage return was escaped.
    var hasControl = false

    /// A decoder of the bytes between two quotes.
    init(p: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.p = p
        self.end = end
    }

    /// Appends the decoded text.
    mutating func run(into bytes: inout [UInt8]) {
        while p < end {
            let start = p
            while p < end, p.pointee != 0x5C { p += 1 }
            TextRepair.append(start, p - start, to: &bytes)
            guard end - p >= 2 else { return }
            let escape = p[1]
            p += 2
            switch escape {
            case 0x6E: bytes.append(0x0A)
            case 0x74: bytes.append(0x09)
            case 0x72: bytes.append(0x0D)
            case 0x62: control(0x08, &bytes)
            case 0x66: control(0x0C, &bytes)
            case 0x75: unicode(&bytes)
            default:
                // `\"`, `\\`, `\/`; after any other character, that character: step back so that
                // a sequence of several bytes is copied whole.
                if escape < 0x80 { bytes.append(escape) } else { p -= 1 }
            }
        }
    }

    private mutating func control(_ byte: UInt8, _ bytes: inout [UInt8]) {
        hasControl = true
        bytes.append(byte)
    }

    private mutating func unicode(_ bytes: inout [UInt8]) {
        guard let unit = hexadecimal() else {
            TextRepair.appendReplacement(to: &bytes)
            hasLoneSurrogate = true
            return
        }
        if unit >= 0xD800, unit < 0xDC00, end - p >= 6, p[0] == 0x5C, p[1] == 0x75 {
            let mark = p
            p += 2
            if let low = hexadecimal(), low >= 0xDC00, low < 0xE000 {
                TextRepair.append(
                    scalar: 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &bytes)
                return
            }
            p = mark
        }
        if unit >= 0xD800, unit < 0xE000 { hasLoneSurrogate = true }
        if unit < 0x20, unit != 0x09, unit != 0x0A, unit != 0x0D { hasControl = true }
        TextRepair.append(scalar: unit, to: &bytes)
    }

    private mutating func hexadecimal() -> UInt32? {
        guard end - p >= 4 else { return nil }
        var unit: UInt32 = 0
        for index in 0..<4 {
            let byte = p[index]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        p += 4
        return unit
    }
}
