import Foundation

/// The word by which an address names something: lower-case letters, digits and dashes.
public enum AddressWord {
    /// Reads a word that somebody typed.
    ///
    /// - Throws: `.invalid` naming the field.
    public static func read(_ field: String, _ written: String) throws(CommunityRefusal) -> String {
        let word = try Entry.line(field, written, 2...80)
        let isSound =
            word.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
            && !word.hasPrefix("-") && !word.hasSuffix("-") && !word.contains("--")
        guard isSound else {
            throw .invalid(
                field: field, value: word,
                sentence: "Écrivez des minuscules sans accent, des chiffres et des tirets, comme "
                    + "delais-de-paiement.")
        }
        return word
    }

    /// The word that a title suggests: `Délais de paiement` gives `delais-de-paiement`.
    public static func suggested(by title: String) -> String {
        let plain = title.lowercased()
            .replacingOccurrences(of: "œ", with: "oe").replacingOccurrences(of: "æ", with: "ae")
            .folding(options: .diacriticInsensitive, locale: nil)
        var word = ""
        for scalar in plain.unicodeScalars {
            let isKept =
                (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
            if isKept {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty, !word.hasSuffix("-") {
                word += "-"
            }
        }
        while word.utf8.count > 80 || word.hasSuffix("-") { word.removeLast() }
        return word.utf8.count < 2 ? word + "-sans-titre" : word
    }
}
