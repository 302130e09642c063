/// A JSON value of a notice; numbers keep their text.
///
/// Tolerates what publishers write: `NaN`, control characters inside texts, ill-formed UTF-8.
indirect enum NoticeJSON: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case list([NoticeJSON])
    case object([(key: String, value: NoticeJSON)])

    /// Deepest nesting read.
    static let deepest = 96

    /// The value of these bytes, or nil when they are not one JSON value.
    ///
    /// - Complexity: O(bytes).
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> NoticeJSON? {
        var parser = Parser(bytes: bytes)
        guard let value = parser.value(depth: 0) else { return nil }
        parser.skipBlanks()
        return parser.index == bytes.count ? value : nil
    }

    /// The value written in a text.
    static func parse(_ text: String) -> NoticeJSON? {
        var text = text
        return text.withUTF8 { parse($0) }
    }

    /// The value of a key of an object, whatever its case and punctuation.
    func member(_ name: String) -> NoticeJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { NoticePath.name($0.key) == name }?.value
    }

    /// The text of a text, a number or a boolean.
    var scalar: String? {
        switch self {
        case .text(let text): text
        case .number(let text): text
        case .bool(let value): value ? "True" : "False"
        case .null, .list, .object: nil
        }
    }

    /// The texts of a text or of a list of texts.
    var scalars: [String] {
        if case .list(let values) = self { return values.flatMap(\.scalars) }
        return scalar.map { [$0] } ?? []
    }

    private struct Parser {
        let bytes: UnsafeBufferPointer<UInt8>
        var index = 0

        mutating func skipBlanks() {
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        }

        mutating func value(depth: Int) -> NoticeJSON? {
            guard depth < NoticeJSON.deepest else { return nil }
            skipBlanks()
            guard index < bytes.count else { return nil }
            switch bytes[index] {
            case 0x7B: return object(depth)
            case 0x5B: return list(depth)
            case 0x22: return string().map { .text($0) }
            default: return word()
            }
        }

        private mutating func object(_ depth: Int) -> NoticeJSON? {
            index += 1
            var members: [(key: String, value: NoticeJSON)] = []
            while true {
                skipBlanks()
                guard index < bytes.count else { return nil }
                if bytes[index] == 0x7D {
                    index += 1
                    return .object(members)
                }
                if bytes[index] == 0x2C {
                    index += 1
                    continue
                }
                guard bytes[index] == 0x22, let key = string() else { return nil }
                skipBlanks()
                guard index < bytes.count, bytes[index] == 0x3A else { return nil }
                index += 1
                guard let value = value(depth: depth + 1) else { return nil }
                members.append((key, value))
            }
        }

        private mutating func list(_ depth: Int) -> NoticeJSON? {
            index += 1
            var values: [NoticeJSON] = []
            while true {
                skipBlanks()
                guard index < bytes.count else { return nil }
                if bytes[index] == 0x5D {
                    index += 1
                    return .list(values)
                }
                if bytes[index] == 0x2C {
                    index += 1
                    continue
                }
                guard let value = value(depth: depth + 1) else { return nil }
                values.append(value)
            }
        }

        private mutating func word() -> NoticeJSON? {
            let start = index
            while index < bytes.count {
                let byte = bytes[index]
                if byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D { break }
                // A quote or an opening bracket inside a word: broken.
                if byte == 0x22 || byte == 0x7B || byte == 0x5B { return nil }
                index += 1
            }
            let text = String(decoding: bytes[start..<index], as: UTF8.self)
            switch text {
            case "null", "NaN", "None": return .null
            case "true", "True": return .bool(true)
            case "false", "False": return .bool(false)
            default:
                guard let first = text.utf8.first,
                    first == 0x2D || (first >= 0x30 && first <= 0x39)
                else { return nil }
                return .number(text)
            }
        }

        private mutating func string() -> String? {
            index += 1
            let start = index
            while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
            guard index < bytes.count else { return nil }
            if bytes[index] == 0x22 {
                defer { index += 1 }
                return String(decoding: bytes[start..<index], as: UTF8.self)
            }
            var text = Array(bytes[start..<index])
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x22 {
                    index += 1
                    return String(decoding: text, as: UTF8.self)
                }
                if byte != 0x5C {
                    text.append(byte)
                    index += 1
                    continue
                }
                guard index + 1 < bytes.count else { return nil }
                let sign = bytes[index + 1]
                index += 2
                switch sign {
                case 0x6E: text.append(0x0A)
                case 0x72: text.append(0x0D)
                case 0x74: text.append(0x09)
                case 0x62, 0x66: text.append(0x20)
                case 0x75: appendEscaped(to: &text)
                default: text.append(sign)
                }
            }
            return nil
        }

        /// The scalar of `\uXXXX`, of which `\u` is read; a lone surrogate is U+FFFD.
        private mutating func appendEscaped(to text: inout [UInt8]) {
            var scalar = hexadecimal()
            if scalar >= 0xD800, scalar < 0xDC00, index + 1 < bytes.count,
                bytes[index] == 0x5C, bytes[index + 1] == 0x75
            {
                let kept = index
                index += 2
                let low = hexadecimal()
                if low >= 0xDC00, low < 0xE000 {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    index = kept
                }
            }
            let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            text.append(contentsOf: String(Character(character)).utf8)
        }

        private mutating func hexadecimal() -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard index < bytes.count,
                    let digit = Character(Unicode.Scalar(bytes[index]))
                        .hexDigitValue
                else { return 0xFFFD }
                value = value << 4 | UInt32(digit)
                index += 1
            }
            return value
        }
    }
}
