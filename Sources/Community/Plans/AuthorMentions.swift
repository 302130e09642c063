import Foundation
import Procurement

/// What in a text would tell who wrote it: names, addresses, numbers.
///
/// - Shape: pieces of the text as they are written in it, each once, in order.
/// - Choice: whatever looks like an e-mail address, a telephone number, a SIRET or a SIREN is one,
///   whoever's; names are looked for only where the author is known.
public struct AuthorMentions: Sendable {
    /// What is known of an author.
    public struct Author: Sendable {
        public var name: String
        public var email: String
        public var telephone: String
        /// Names of the organisations and companies the author acts for.
        public var organisations: [String]

        /// An author.
        public init(name: String, email: String, telephone: String, organisations: [String]) {
            self.name = name
            self.email = email
            self.telephone = telephone
            self.organisations = organisations
        }
    }

    /// Looks for addresses and numbers, whoever's.
    ///
    /// - Complexity: O(length of the text).
    public static func anybody(in text: String) -> [String] {
        var found: [(at: String.Index, text: String)] = []
        for match in text.matches(of: #/[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+/#) {
            found.append((match.range.lowerBound, String(match.output)))
        }
        for match in text.matches(of: #/(?:\+33[\s.\-]?|\b0)[1-9](?:[\s.\-]?\d{2}){4}\b/#) {
            found.append((match.range.lowerBound, String(match.output)))
        }
        for match in text.matches(of: #/\b\d{3}[\s.]?\d{3}[\s.]?\d{3}(?:[\s.]?\d{5})?\b/#) {
            let digits = match.output.filter { $0.isASCII && $0.isNumber }
            // A number of the right length whose key is false is an amount or a reference.
            let isNumber =
                digits.count == 14 ? (try? Siret(digits)) != nil : (try? Siren(digits)) != nil
            if isNumber { found.append((match.range.lowerBound, String(match.output))) }
        }
        return unique(found)
    }

    /// Looks for what names an author, and for addresses and numbers.
    ///
    /// - Complexity: O(length of the text × names).
    public static func of(_ author: Author, in text: String) -> [String] {
        var found: [(at: String.Index, text: String)] = []
        for name in names(of: author) {
            var rest = text.startIndex..<text.endIndex
            while let range = text.range(
                of: name, options: [.caseInsensitive, .diacriticInsensitive], range: rest)
            {
                if isWhole(range, in: text) {
                    found.append((range.lowerBound, String(text[range])))
                }
                rest = range.upperBound..<text.endIndex
            }
        }
        let others = anybody(in: text).compactMap { piece in
            text.range(of: piece).map { (at: $0.lowerBound, text: piece) }
        }
        return unique(found + others)
    }

    /// The pieces that still stand in another text.
    public static func left(_ pieces: [String], in text: String) -> [String] {
        pieces.filter { piece in
            guard
                let range = text.range(
                    of: piece, options: [.caseInsensitive, .diacriticInsensitive])
            else { return false }
            return isWhole(range, in: text)
        }
    }

    /// What to look for: the whole name and its parts that are no common word, organisations with and
    /// without their legal form, the domain of the address unless many share it.
    private static func names(of author: Author) -> [String] {
        var names = [author.name]
        names += author.name.split(separator: " ").map(String.init).filter { $0.count >= 4 }
        for organisation in author.organisations {
            names.append(organisation)
            let words = organisation.split(separator: " ").filter {
                !forms.contains($0.filter(\.isLetter).uppercased())
            }
            names.append(words.joined(separator: " "))
        }
        if let domain = author.email.split(separator: "@").last?.lowercased(),
            !shared.contains(domain)
        {
            names.append(domain)
            if let label = domain.split(separator: ".").dropLast().last, label.count >= 4 {
                names.append(String(label))
            }
        }
        if author.telephone.count >= 6 { names.append(author.telephone) }
        return names.filter { $0.count >= 3 }
    }

    private static let forms: Set<String> = [
        "SA", "SAS", "SASU", "SARL", "EURL", "SNC", "SCOP", "SCI", "EI", "EIRL", "ETS", "SCIC",
    ]
    private static let shared: Set<String> = [
        "gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "hotmail.com",
        "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.fr", "yahoo.com", "icloud.com",
        "live.fr", "bbox.fr",
    ]

    private static func isWhole(_ range: Range<String.Index>, in text: String) -> Bool {
        let before =
            range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
        let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        return !isWord(before) && !isWord(after)
    }

    private static func unique(_ found: [(at: String.Index, text: String)]) -> [String] {
        var seen: Set<String> = []
        return found.sorted { ($0.at, $1.text.count) < ($1.at, $0.text.count) }.map(\.text)
            .filter { seen.insert($0.lowercased()).inserted }
    }
}
