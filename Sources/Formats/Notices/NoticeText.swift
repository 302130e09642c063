internal import Procurement

/// Reads published texts as values: words, codes, amounts, addresses.
enum NoticeText {
    /// Words that say that there is no value.
    private static let missing: Set<String> = [
        "", "none", "<na>", "nan", "null", "cf_niv_suiv", "[]", "--none--", "nc", ".", "-",
        "sans objet", "{}",
    ]

    /// Whether a cell or a text says nothing.
    static func isMissing(_ text: some StringProtocol) -> Bool {
        text.utf8.count < 12 && missing.contains(text.lowercased())
    }

    /// A text fit to be shown on one line, or nil when it says nothing.
    ///
    /// - Parameter most: characters kept; the rest is cut with an ellipsis.
    static func line(
        _ raw: String, _ findings: inout NoticeFindings, most: Int = 1_000
    ) -> String? {
        var scalars = String.UnicodeScalarView()
        var isBlank = true
        var count = 0
        for scalar in inner(raw).unicodeScalars {
            var scalar = scalar
            if (0x80..<0xA0).contains(scalar.value) {
                findings.insert(.repairedCharacters)
                let byte = UInt8(scalar.value)
                guard Windows1252.isSign(byte) else { continue }
                scalar = Unicode.Scalar(Windows1252.scalar(byte)) ?? " "
            }
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
                if !isBlank { scalars.append(" ") }
                isBlank = true
                continue
            }
            isBlank = false
            scalars.append(scalar)
            count += 1
            // Room for what may be removed below.
            if count > most * 2 { break }
        }
        if isBlank, !scalars.isEmpty { scalars.removeLast() }
        let text = String(scalars)
        if isMissing(text) { return nil }
        let kept = PersonalData.removed(from: text)
        if kept != text { findings.insert(.personalDataRemoved) }
        if kept.count > most { return kept.prefix(most - 1) + "…" }
        return kept
    }

    /// The text inside an XML fragment, with its entities decoded.
    static func inner(_ raw: String) -> String {
        let isXML = raw.hasPrefix("<?xml")
        guard isXML || raw.utf8.contains(0x26) else { return raw }
        var text = ""
        var isTag = false
        for character in raw {
            if isXML, character == "<" {
                isTag = true
            } else if isXML, character == ">" {
                isTag = false
                text.append(" ")
            } else if !isTag {
                text.append(character)
            }
        }
        return text.utf8.contains(0x26) ? decodingEntities(text) : text
    }

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "eacute": "é",
        "egrave": "è", "agrave": "à", "ccedil": "ç", "rsquo": "’", "oelig": "œ", "euro": "€",
    ]

    private static func decodingEntities(_ text: String) -> String {
        var decoded = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "&") {
            decoded += rest[..<start]
            let after = rest[rest.index(after: start)...]
            guard let end = after.prefix(10).firstIndex(of: ";") else {
                decoded += "&"
                rest = after
                continue
            }
            let name = after[..<end]
            if let known = entities[String(name)] {
                decoded += known
            } else if name.hasPrefix("#"), let scalar = number(name.dropFirst()) {
                decoded.unicodeScalars.append(scalar)
            } else {
                decoded += "&" + name + ";"
            }
            rest = after[after.index(after: end)...]
        }
        return decoded + rest
    }

    private static func number(_ text: Substring) -> Unicode.Scalar? {
        let value =
            text.hasPrefix("x") || text.hasPrefix("X")
            ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
        return value.flatMap { Unicode.Scalar($0) }
    }

    /// A notice's number: `25-127510`, also written `25_127510`, or as before 2009, three letters
    /// then the day and an order, `BWP08218040464H`; nil when it is none.
    static func number(ofNotice raw: some StringProtocol) -> String? {
        let text = String(raw).filter { !$0.isWhitespace }
        if (12...24).contains(text.utf8.count),
            text.utf8.prefix(3).allSatisfy({ (0x41...0x5A).contains($0) }),
            text.utf8.dropFirst(3).prefix(8).allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        {
            return text
        }
        let parts = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "_" })
        guard parts.count == 2, parts[0].count == 2, (1...9).contains(parts[1].count),
            parts.allSatisfy({ part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
        else { return nil }
        return parts[0] + "-" + parts[1]
    }

    /// The eight digits of a CPV code whose division exists.
    static func cpv(_ raw: String, _ findings: inout NoticeFindings) -> String? {
        let text = String(raw).filter { !$0.isWhitespace }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        let tail = rest.filter { $0 != "." && $0 != "," && $0 != ";" }
        let isCode =
            digits.count == 8 && (tail.isEmpty || tail.first == "-" && tail.count <= 2)
        guard isCode, let division = UInt8(digits.prefix(2)), CPVDivision.exists(division) else {
            findings.insert(.invalidCPV)
            return nil
        }
        return String(digits)
    }

    /// The codes of a territorial unit: `FRE11`; nil when it is none.
    static func nuts(_ raw: String) -> String? {
        let text = inner(raw).filter { !$0.isWhitespace && $0 != "." }.uppercased()
        guard (2...5).contains(text.utf8.count),
            text.utf8.prefix(2).allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }),
            text.utf8.allSatisfy({
                $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39
            })
        else { return nil }
        return text
    }

    /// Cents of an amount in euros: `54 743.57 euro`, `93 636,00`, `92000`; nil when unreadable.
    static func cents(_ raw: String) -> Int64? {
        var digits: [UInt8] = []
        var separators: [(at: Int, sign: UInt8)] = []
        var letters = ""
        for scalar in raw.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39:
                if !letters.isEmpty { return nil }
                digits.append(UInt8(scalar.value - 0x30))
            case 0x2C, 0x2E: separators.append((digits.count, UInt8(scalar.value)))
            default:
                if scalar.properties.isWhitespace { continue }
                if scalar.value == 0x20AC || scalar.properties.isAlphabetic
                    || "().".unicodeScalars.contains(scalar)
                {
                    letters.unicodeScalars.append(scalar)
                } else {
                    return nil
                }
            }
        }
        let unit = letters.lowercased().filter { $0 != "(" && $0 != ")" && $0 != "." }
        guard
            ["", "eur", "euro", "euros", "€", "ht", "eurht", "euroht", "eurosht", "€ht"]
                .contains(unit), !digits.isEmpty, digits.count <= 15
        else { return nil }
        // A mark after the last digit ends a sentence.
        separators.removeAll { $0.at == digits.count || $0.at == 0 }
        var decimals = 0
        if let last = separators.last {
            let after = digits.count - last.at
            let isRepeated = separators.filter { $0.sign == last.sign }.count > 1
            if after <= 2 || (after != 3 && !isRepeated) { decimals = after }
        }
        var value: Int64 = 0
        let whole = digits.count - decimals
        for digit in digits[..<whole] { value = value * 10 + Int64(digit) }
        let fraction = digits[whole...].prefix(2)
        var cents: Int64 = 0
        for digit in fraction { cents = cents * 10 + Int64(digit) }
        if fraction.count == 1 { cents *= 10 }
        return value * 100 + cents
    }

    /// Hundredths of a weight: `60`, `55.5`, `40 %`; nil when it is no number from 0 to 1 000.
    static func hundredths(_ raw: some StringProtocol) -> Int32? {
        let text = raw.filter { !$0.isWhitespace && $0 != "%" }
            .map { $0 == "," ? "." : $0 }
        guard let value = Double(String(text)), value >= 0, value <= 1_000 else { return nil }
        return Int32((value * 100).rounded())
    }
}
