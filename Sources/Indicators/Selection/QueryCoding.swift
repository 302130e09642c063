/// The form `application/x-www-form-urlencoded`: items `key=value` between ampersands.
enum QueryCoding {
    /// The items of a query, decoded, in order; empty ones left out.
    ///
    /// - Throws: `badEncoding`.
    static func items(
        _ query: some StringProtocol
    ) throws(SelectionRefusal) -> [(key: String, value: String)] {
        var items: [(key: String, value: String)] = []
        for part in query.utf8.split(separator: 0x26) {
            let pieces = part.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = pieces.first else { continue }
            let value = pieces.count > 1 ? try decoded(pieces[1]) : ""
            items.append((try decoded(key), value))
        }
        return items
    }

    /// Bytes with `+` as space and `%xx` as the byte it stands for.
    private static func decoded(_ bytes: some Sequence<UInt8>) throws(SelectionRefusal) -> String {
        let source = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            switch source[index] {
            case 0x2B: result.append(0x20)
            case 0x25:
                guard index + 2 < source.count, let high = digit(source[index + 1]),
                    let low = digit(source[index + 2])
                else { throw .badEncoding(String(decoding: source, as: UTF8.self)) }
                result.append(high << 4 | low)
                index += 2
            default: result.append(source[index])
            }
            index += 1
        }
        guard let text = String(validating: result, as: UTF8.self) else {
            throw .badEncoding(String(decoding: source, as: UTF8.self))
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// A key or value as a query writes it: letters, digits and `-._~*,` as they are.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2A, 0x2C:
                result.append(byte)
            case 0x20: result.append(0x2B)
            default:
                result.append(0x25)
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
