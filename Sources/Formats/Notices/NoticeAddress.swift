/// Web addresses that a page may link to.
enum NoticeAddress {
    /// Longest address kept, in bytes.
    private static let longest = 2_000

    /// An http or https address of a named site, ASCII; nil when it is anything else.
    ///
    /// No user part, no bare number as host, no blank, quote or angle bracket.
    static func checked(_ raw: String) -> String? {
        var text = Substring(NoticeText.inner(raw))
        while let last = text.last, last.isWhitespace || ".,;)".contains(last) {
            text.removeLast()
        }
        while let first = text.first, first.isWhitespace || first == ":" || first == "(" {
            text.removeFirst()
        }
        guard text.utf8.count <= longest else { return nil }
        let lower = text.lowercased()
        var rest: Substring
        let scheme: String
        if lower.hasPrefix("https://") {
            (scheme, rest) = ("https://", text.dropFirst(8))
        } else if lower.hasPrefix("http://") {
            (scheme, rest) = ("http://", text.dropFirst(7))
        } else if lower.hasPrefix("www.") {
            (scheme, rest) = ("http://", text)
        } else {
            return nil
        }
        // `http:// site.fr` is seen.
        rest = rest.drop { $0.isWhitespace }
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard isHost(host) else { return nil }
        var address = scheme + host.lowercased()
        for byte in rest.dropFirst(host.count).utf8 {
            switch byte {
            case 0x40, 0x00...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F:
                return nil
            case 0x80...:
                let digits = Array("0123456789ABCDEF")
                address += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
            default: address.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return address
    }

    private static func isHost(_ host: Substring) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2 else { return false }
        if parts.count == 2, UInt16(parts[1]) == nil { return false }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2,
            last.utf8.allSatisfy({ isLetter($0) })
        else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    isLetter($0) || $0 == 0x2D || $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39
                }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
