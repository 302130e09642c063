/// Why an identifier is not one.
public enum IdentifierRefusal: Error, Hashable, Sendable {
    /// Not the expected number of digits; the count found.
    case length(Int)
    /// A character that is not a digit.
    case notDigits
    /// The check does not hold.
    case check
    /// One digit repeated, which designates nobody.
    case placeholder

    /// French, for the person who typed it.
    public var message: String {
        switch self {
        case .length(let count):
            "Cet identifiant compte \(count) caractères\u{202F}: il en faut 14 pour un SIRET, 9 pour un SIREN."
        case .notDigits: "Un SIRET ou un SIREN ne contient que des chiffres."
        case .check:
            "La clé de contrôle de cet identifiant est fausse\u{202F}: vérifiez chaque chiffre."
        case .placeholder: "Un même chiffre répété ne désigne personne."
        }
    }
}

/// The identifier of a legal unit: nine digits, the last a Luhn check.
///
/// - Source: INSEE, répertoire SIRENE.
public struct Siren: Hashable, Sendable, CustomStringConvertible {
    /// The nine digits as a number.
    public let number: UInt32

    /// A SIREN, blanks ignored.
    public init(_ text: some StringProtocol) throws(IdentifierRefusal) {
        let digits = try digitsOnly(text, count: 9)
        guard Luhn.sum(digits[...]) % 10 == 0 else { throw .check }
        number = digits.reduce(0) { $0 * 10 + UInt32($1) }
    }

    /// The nine digits.
    public var description: String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 9 - text.count)) + text
    }
}

/// The identifier of an establishment: a SIREN and five digits, the last a Luhn check.
///
/// La Poste (SIREN 356000000) numbers its establishments by a sum of digits multiple of 5, its seat
/// 35600000000048 excepted, which follows Luhn.
///
/// - Source: INSEE, répertoire SIRENE.
public struct Siret: Hashable, Sendable, CustomStringConvertible {
    /// The fourteen digits as a number.
    public let number: UInt64

    /// A SIRET, blanks ignored.
    public init(_ text: some StringProtocol) throws(IdentifierRefusal) {
        let digits = try digitsOnly(text, count: 14)
        let ascii = digits.map { $0 + 0x30 }
        let isValid = ascii.withUnsafeBufferPointer { Siret.isValid($0) }
        guard isValid else { throw .check }
        number = digits.reduce(0) { $0 * 10 + UInt64($1) }
    }

    /// The fourteen digits.
    public var description: String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 14 - text.count)) + text
    }

    /// The first nine digits.
    public var siren: String { String(description.prefix(9)) }

    /// Whether fourteen ASCII bytes are a SIRET: digits, not all equal, passing their check.
    ///
    /// - Complexity: O(14), no allocation.
    public static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 14 else { return false }
        var luhn = 0
        var plain = 0
        var siren = 0
        var allEqual = true
        for index in 0..<14 {
            let digit = Int(text[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return false }
            plain += digit
            if index < 9 { siren = siren * 10 + digit }
            if text[index] != text[0] { allEqual = false }
            let doubled = index & 1 == 0 ? digit * 2 : digit
            luhn += doubled > 9 ? doubled - 9 : doubled
        }
        if allEqual { return false }
        return luhn % 10 == 0 || (siren == 356_000_000 && plain % 5 == 0)
    }
}

/// The check of SIREN and SIRET numbers.
enum Luhn {
    /// Sum of digits (0 to 9), every second one from the right doubled and its digits added.
    static func sum(_ digits: ArraySlice<UInt8>) -> Int {
        var total = 0
        for (rank, digit) in digits.reversed().enumerated() {
            let doubled = rank & 1 == 1 ? Int(digit) * 2 : Int(digit)
            total += doubled > 9 ? doubled - 9 : doubled
        }
        return total
    }
}

/// The digits (0 to 9) of a text without its blanks.
private func digitsOnly(
    _ text: some StringProtocol, count: Int
) throws(IdentifierRefusal) -> [UInt8] {
    var digits: [UInt8] = []
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
        guard scalar.value >= 0x30, scalar.value <= 0x39 else { throw .notDigits }
        digits.append(UInt8(scalar.value - 0x30))
    }
    guard digits.count == count else { throw .length(digits.count) }
    if digits.allSatisfy({ $0 == digits[0] }) { throw .placeholder }
    return digits
}
