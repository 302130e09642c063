import Columns

extension WordQuery {
    /// The words a person typed, each term once and in order, so that equal questions are equal;
    /// nil when they cannot be read.
    init?(canonical text: String) {
        // Why it cannot be read is said by the key's own « expected ».
        guard let query = try? WordQuery(parsing: text) else { return nil }
        var terms: [Term] = []
        for term in query.terms.sorted(by: { Self.text($0) < Self.text($1) })
        where terms.last != term { terms.append(term) }
        self.init(terms: terms)
    }

    /// The query as a person would type it, folded.
    var text: String { terms.map(Self.text).joined(separator: " ") }

    private static func text(_ term: Term) -> String {
        switch term {
        case .word(let word): word
        case .prefix(let word): word + "*"
        case .phrase(let words): "\"" + words.joined(separator: " ") + "\""
        }
    }
}
