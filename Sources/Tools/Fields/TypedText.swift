import Foundation
import Procurement

/// What people type, brought to the forms that data have.
enum TypedText {
    /// A number without blanks, currency or percent sign, its comma made a point: `12 000,50 €`
    /// gives `12000.50`.
    static func plainNumber(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case " ", "\u{A0}", "\u{202F}", "\u{2009}", "€", "%": continue
            case ",": result.append(".")
            case "−": result.append("-")
            default: result.append(character)
            }
        }
        return result
    }

    /// A day written `2026-07-06` or `06/07/2026`.
    static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].utf8.count == 4, (1...2).contains(parts[0].utf8.count),
            (1...2).contains(parts[1].utf8.count)
        else { return nil }
        func padded(_ part: Substring) -> String {
            part.utf8.count == 1 ? "0" + part : String(part)
        }
        return Day("\(parts[2])-\(padded(parts[1]))-\(padded(parts[0]))")
    }

    /// Letters and digits in lower case, without accents: how names of columns are compared.
    static func folded(_ text: String) -> String {
        var result = ""
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars
        where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
            result += scalar.properties.lowercaseMapping
        }
        return result
    }

    /// A text without blanks around.
    static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
