public import Columns
import Foundation

extension WordQuery {
    /// The query a person typed: words in any order, `"…"` for a phrase, a last `*` for a prefix.
    ///
    /// Text is folded as the word index folds it; nil when it holds no word.
    public init?(_ text: String) {
        var terms: [Term] = []
        var isPhrase = false
        for part in text.split(separator: "\"", omittingEmptySubsequences: false) {
            if isPhrase {
                let words = Self.words(of: String(part))
                if words.count > 1 {
                    terms.append(.phrase(words))
                } else {
                    terms += words.map(Term.word)
                }
            } else {
                for piece in part.split(whereSeparator: \.isWhitespace) {
                    let words = Self.words(of: String(piece))
                    for (index, word) in words.enumerated() {
                        let isLast = index == words.count - 1
                        terms.append(isLast && piece.hasSuffix("*") ? .prefix(word) : .word(word))
                    }
                }
            }
            isPhrase.toggle()
        }
        var kept: [Term] = []
        for term in terms where !kept.contains(term) { kept.append(term) }
        guard !kept.isEmpty else { return nil }
        self.init(terms: kept)
    }

    /// Folded words of a text: lower case, without accents, `œ` as `oe`, `æ` as `ae`; runs of
    /// letters and digits.
    public static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "œ": word += "oe"
            case "æ": word += "ae"
            default:
                if scalar.properties.generalCategory == .nonspacingMark { continue }
                if scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal {
                    word.unicodeScalars.append(scalar)
                } else if !word.isEmpty {
                    words.append(word)
                    word = ""
                }
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The query as a person would type it, folded.
    public var description: String {
        terms.map { term in
            switch term {
            case .word(let word): word
            case .prefix(let word): word + "*"
            case .phrase(let words): "\"" + words.joined(separator: " ") + "\""
            }
        }.joined(separator: " ")
    }
}
