/// A question about consultations: words and a trade.
public struct ConsultationQuery: Sendable, Hashable {
    /// Words of the object, the description or the buyer, all of them; accents and case do not count.
    public var words: String
    /// The beginning of a CPV code; empty for all.
    public var cpv: String

    /// A question; blanks around and twice do not count.
    public init(words: String = "", cpv: String = "") {
        self.words = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.cpv = cpv
    }

    /// Keys and values in the canonical order, empty ones left out.
    public var items: [(String, String)] {
        [("mots", words), ("cpv", cpv)].filter { !$0.1.isEmpty }
    }

    /// Whether a consultation answers.
    public func admits(_ consultation: Consultation) -> Bool {
        guard cpv.isEmpty || consultation.code.hasPrefix(cpv) else { return false }
        return SoughtWords(words).areIn([
            consultation.object, consultation.description, consultation.buyerName,
        ])
    }
}
