/// Why words to find cannot be read.
public enum WordRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No letter and no digit.
    case empty(String)
    /// A quotation mark that nothing closes.
    case openQuote(String)
    /// More words than a question may hold.
    case tooMany(Int)

    /// One French sentence: what happened, to which value, what to do.
    public var description: String {
        switch self {
        case .empty(let text):
            "«\u{202F}\(text)\u{202F}» ne contient aucun mot\u{202F}: écrivez au moins une lettre ou un chiffre."
        case .openQuote(let text):
            "Dans «\u{202F}\(text)\u{202F}», un guillemet n’est pas fermé\u{202F}: une expression exacte s’écrit \"…\"."
        case .tooMany(let count):
            "\(count) mots à chercher\u{202F}: écrivez-en \(WordQuery.mostTerms) au plus."
        }
    }
}

extension WordQuery {
    /// The most terms a question may hold.
    public static let mostTerms = 32

    /// Reads words as people write them: words in any order, `"…"` for a phrase, a last `*` for a
    /// prefix. A written word that folds to several (`l'eau`, `eau-forte`) is a phrase.
    ///
    /// - Throws: `WordRefusal`.
    public init(parsing text: String) throws(WordRefusal) {
        let folding = WordFolding()
        var terms: [Term] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "\"" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: "\"") else { throw .openQuote(text) }
                let words = folding.words(of: String(rest[..<end]))
                if words.count == 1 { terms.append(.word(words[0])) }
                if words.count > 1 { terms.append(.phrase(words)) }
                rest = rest[rest.index(after: end)...]
            } else {
                let end = rest.firstIndex { $0.isWhitespace || $0 == "\"" } ?? rest.endIndex
                let written = rest[..<end]
                rest = rest[end...]
                var words = folding.words(of: String(written))
                if written.last == "*", let last = words.popLast() {
                    terms += words.map { .word($0) }
                    terms.append(.prefix(last))
                } else if words.count == 1 {
                    terms.append(.word(words[0]))
                } else if words.count > 1 {
                    terms.append(.phrase(words))
                }
            }
        }
        guard !terms.isEmpty else { throw .empty(text) }
        guard terms.count <= Self.mostTerms else { throw .tooMany(terms.count) }
        self.init(terms: terms)
    }
}
