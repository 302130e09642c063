/// A cell of a CSV file.
enum CSVCell {
    /// Writes a value; texts are quoted where they must be, and never begin as a formula would.
    static func write(_ value: JSON, into bytes: inout [UInt8]) {
        switch value {
        case .null: break
        case .text(let text): write(text, into: &bytes)
        case .list(let items):
            let texts = items.map { item -> String in
                if case .text(let text) = item { return text }
                return String(decoding: item.bytes, as: UTF8.self)
            }
            write(texts.joined(separator: ", "), into: &bytes)
        default: value.write(into: &bytes)
        }
    }

    private static func write(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        if let first = text.utf8.first, [0x3D, 0x2B, 0x40].contains(first) || isFormula(text) {
            text = "'" + text
        }
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 }) else {
            bytes += text.utf8
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    private static func isFormula(_ text: String) -> Bool {
        guard text.utf8.first == 0x2D, let second = text.utf8.dropFirst().first else {
            return false
        }
        return second != 0x20 && !(0x30...0x39).contains(second)
    }
}
