/// A JSON value whose objects keep their order.
indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with decimals; null when not finite.
    case number(Double)
    /// Cents, written as euros with two decimals, exactly.
    case euros(cents: Int64)
    /// A whole number of ten-thousandths, written with four decimals, exactly.
    case tenThousandths(Int64)
    /// A number already written as a decimal.
    case written(String)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])

    /// An optional text.
    static func text(_ value: String?) -> JSON { value.map { JSON.text($0) } ?? .null }
    /// An optional whole number.
    static func integer(_ value: Int64?) -> JSON { value.map { JSON.integer($0) } ?? .null }
    /// An optional number.
    static func number(_ value: Double?) -> JSON { value.map { JSON.number($0) } ?? .null }
    /// Optional cents.
    static func euros(cents value: Int64?) -> JSON {
        value.map { JSON.euros(cents: $0) } ?? .null
    }

    /// An optional number already written.
    static func decimal(_ value: String?) -> JSON { value.map { JSON.written($0) } ?? .null }

    /// UTF-8, without blanks.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    /// Appends this value.
    func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += (value.isFinite ? String(value) : "null").utf8
        case .euros(let cents): bytes += JSON.decimal(cents: cents).utf8
        case .tenThousandths(let value): bytes += JSON.decimal(tenThousandths: value).utf8
        case .written(let number): bytes += number.utf8
        case .text(let text): JSON.write(text, into: &bytes)
        case .list(let values):
            bytes.append(0x5B)
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                value.write(into: &bytes)
            }
            bytes.append(0x5D)
        case .object(let items):
            bytes.append(0x7B)
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                JSON.write(item.0, into: &bytes)
                bytes.append(0x3A)
                item.1.write(into: &bytes)
            }
            bytes.append(0x7D)
        }
    }

    /// `1234.50` for 123450 cents.
    static func decimal(cents: Int64) -> String {
        let fraction = cents.magnitude % 100
        return (cents < 0 ? "-" : "") + String(cents.magnitude / 100)
            + (fraction < 10 ? ".0" : ".") + String(fraction)
    }

    /// `0.2000` for 2000 ten-thousandths.
    static func decimal(tenThousandths value: Int64) -> String {
        let fraction = String(value.magnitude % 10_000)
        return (value < 0 ? "-" : "") + String(value.magnitude / 10_000) + "."
            + String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
    }

    private static func write(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes += [0x5C, 0x22]
            case 0x5C: bytes += [0x5C, 0x5C]
            case 0x0A: bytes += [0x5C, 0x6E]
            case ..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
