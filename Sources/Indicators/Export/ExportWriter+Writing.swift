import Procurement

extension ExportWriter {
    /// A number as both formats write it.
    static func written(_ value: Int64, _ form: Form) -> String {
        switch form {
        case .cents: decimal(value, places: 2)
        case .tenThousandths: decimal(value, places: 4)
        case .day: Day(number: Int32(clamping: value)).description
        case .bool: value == 0 ? "false" : "true"
        case .integer, .text, .bits: String(value)
        }
    }

    /// An integer of units of 10^-places as a decimal, all places shown.
    static func decimal(_ value: Int64, places: Int) -> String {
        var digits = String(value.magnitude)
        if digits.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.count) + digits
        }
        let point = digits.index(digits.endIndex, offsetBy: -places)
        return (value < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
    }

    /// A CSV cell, quoted where it must be.
    ///
    /// A text that a spreadsheet would run as a formula is given an apostrophe first.
    static func appendCSV(_ text: String, to buffer: inout [UInt8]) {
        var needsQuotes = false
        for byte in text.utf8 where byte == 0x22 || byte == 0x2C || byte < 0x20 {
            needsQuotes = true
            break
        }
        let first = text.utf8.first
        let startsWithSign = first == 0x2D && text.utf8.dropFirst().first ?? 0x20 != 0x20
        let isFormula = first == 0x3D || first == 0x2B || first == 0x40 || startsWithSign
        if !needsQuotes {
            if isFormula { buffer.append(0x27) }
            buffer.append(contentsOf: text.utf8)
            return
        }
        buffer.append(0x22)
        if isFormula { buffer.append(0x27) }
        for byte in text.utf8 {
            if byte == 0x22 { buffer.append(0x22) }
            buffer.append(byte)
        }
        buffer.append(0x22)
    }

    /// A JSON string.
    static func appendJSON(_ text: String, to buffer: inout [UInt8]) {
        let digits: StaticString = "0123456789abcdef"
        buffer.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C:
                buffer.append(0x5C)
                buffer.append(byte)
            case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
            case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
            case 0..<0x20:
                buffer.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
                buffer.append(digits.utf8Start[Int(byte >> 4)])
                buffer.append(digits.utf8Start[Int(byte & 15)])
            default: buffer.append(byte)
            }
        }
        buffer.append(0x22)
    }
}
