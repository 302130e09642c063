import GRDB

/// How search reads words: SQLite's `unicode61` without diacritics, and `œ` as `oe`, `æ` as `ae`.
///
/// Apostrophes part words there already: `l’achat` is `l` and `achat`.
final class FrenchTokenizer: FTS5WrapperTokenizer {
    static let name = "francais"
    let wrappedTokenizer: any FTS5Tokenizer

    init(db: Database, arguments: [String]) throws {
        wrappedTokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove))
    }

    func accept(
        token: String, flags: FTS5TokenFlags, for tokenization: FTS5Tokenization,
        tokenCallback: FTS5WrapperTokenCallback
    ) throws {
        guard token.unicodeScalars.contains(where: { $0 == "œ" || $0 == "æ" }) else {
            return try tokenCallback(token, flags)
        }
        var folded = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "œ": folded += "oe"
            case "æ": folded += "ae"
            default: folded.unicodeScalars.append(scalar)
            }
        }
        try tokenCallback(folded, flags)
    }
}

/// What somebody typed in the search box, made a question that SQLite always understands.
///
/// - Shape: words between quotation marks are searched together, in their order; others each, by their
///   beginning from three letters on, without the mark of the plural. Articles and elided words are
///   left out unless nothing else was typed.
public struct SearchWords: Sendable, Hashable {
    /// The question in FTS5's language; nil when no word was typed.
    public let question: String?

    /// Most words of a question.
    private static let most = 16

    private static let small: Set<String> = [
        "a", "à", "au", "aux", "c", "ce", "ces", "d", "dans", "de", "des", "du", "elle", "en", "et",
        "il", "j", "l", "la", "le", "les", "leur", "m", "n", "on", "ou", "où", "par", "pas", "pour",
        "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur", "t", "un", "une", "y",
    ]

    /// Reads what was typed.
    public init(_ typed: String) {
        var terms: [String] = []
        var weak: [String] = []
        let quotes: Set<Character> = ["\"", "«", "»", "“", "”"]
        let pieces = typed.prefix(400).split(omittingEmptySubsequences: false) {
            quotes.contains($0)
        }
        for (index, piece) in pieces.enumerated() {
            let words = SearchWords.words(piece)
            let isPhrase = index % 2 == 1 && index < pieces.count - 1
            if isPhrase, !words.isEmpty {
                terms.append("\"" + words.joined(separator: " ") + "\"")
                continue
            }
            for word in words {
                if SearchWords.small.contains(word) {
                    weak.append("\"\(word)\"")
                } else {
                    terms.append(SearchWords.term(word))
                }
            }
        }
        if terms.isEmpty { terms = weak }
        question =
            terms.isEmpty ? nil : terms.prefix(SearchWords.most).joined(separator: " AND ")
    }

    /// Runs of letters and digits, in lower case.
    private static func words(_ text: Substring) -> [String] {
        // Composed characters: an accent typed apart is part of its letter.
        text.lowercased().split { character in
            guard let first = character.unicodeScalars.first else { return true }
            return !(first.properties.isAlphabetic || first.properties.numericType != nil)
        }.map(String.init)
    }

    private static func term(_ word: String) -> String {
        guard word.count >= 3 else { return "\"\(word)\"" }
        let isPlural = word.count > 4 && (word.hasSuffix("s") || word.hasSuffix("x"))
        return "\"\(isPlural ? String(word.dropLast()) : word)\" *"
    }
}
