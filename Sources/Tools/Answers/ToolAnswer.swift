public import Law
public import Procurement

/// What a tool answers: figures, and how they were reached.
public struct ToolAnswer: Sendable {
    /// One or two French sentences that answer the question.
    public let summary: String
    /// Figures, in order; names are stable.
    public let results: [ToolResult]
    /// How they were reached, in order.
    public let steps: [ToolStep]
    /// What the figures take for granted, in French.
    public let assumptions: [String]
    /// What to read before the figures, in French.
    public var warnings: [String] = []
    public var tables: [ToolTable] = []
    public var charts: [ToolChart] = []
    /// Letters and reports.
    public var documents: [ToolDocument] = []
    /// Files to take away.
    public var files: [ToolFile] = []

    /// Said beside every answer.
    public static let notice = "Information, pas conseil juridique."

    /// The result of a name.
    public func value(_ name: String) -> ToolValue? {
        results.first { $0.name == name }?.value
    }
}

/// A figure of an answer.
public struct ToolResult: Sendable {
    /// Stable name: the JSON member.
    public let name: String
    /// French.
    public let label: String
    public let value: ToolValue
}

/// A value of an answer.
public enum ToolValue: Hashable, Sendable {
    case money(Money)
    case number(LegalNumber, unit: String)
    case day(Day)
    case flag(Bool)
    case text(String)
    /// Several values, of which one holds; which, depends on what is not known.
    case either([ToolValue])
    /// Not known, and why in French.
    case unknown(String)

    /// As French readers write it.
    public var french: String {
        switch self {
        case .money(let money): money.french
        case .number(let number, let unit):
            number.french(decimals: 2) + (unit.isEmpty ? "" : "\u{202F}" + unit)
        case .day(let day): FrenchNumber.day(day)
        case .flag(let flag): flag ? "oui" : "non"
        case .text(let text): text
        case .either(let values): values.map(\.french).joined(separator: " ou ")
        case .unknown(let reason): "inconnu\u{202F}: \(reason)"
        }
    }
}

/// One step of an answer.
public struct ToolStep: Sendable {
    /// French.
    public let title: String
    /// A French sentence: what was computed, with its numbers.
    public let text: String
    /// What it rests on.
    public let articles: [ToolArticle]
}

/// An article a step rests on.
public struct ToolArticle: Hashable, Sendable {
    /// The article or text.
    public let text: String
    /// How sure we are of what it says.
    public let confidence: DatedFact.Confidence
    /// Name of the fact.
    public let fact: String

    /// An article that no dated fact holds: a judgment, a standard.
    init(text: String, confidence: DatedFact.Confidence, fact: String) {
        self.text = text
        self.confidence = confidence
        self.fact = fact
    }

    /// The article of a fact.
    init(_ fact: DatedFact) {
        text = fact.article
        confidence = fact.confidence
        self.fact = fact.id
    }
}
