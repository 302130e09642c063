public import Procurement

/// One rule of the law and its values through time.
///
/// - Shape: dated facts in order, that do not overlap.
public struct LegalFact: Sendable {
    /// Stable name.
    public let name: String
    /// French.
    public let title: String
    /// In order of time.
    public let values: [DatedFact]

    init(_ name: String, _ title: String, _ values: [DatedFact]) {
        self.name = name
        self.title = title
        self.values = values
    }

    /// The value in force on a day.
    ///
    /// - Throws: `LawRefusal.notInForce` before the first value, after the last, or in a hole.
    public func value(on day: Day) throws(LawRefusal) -> DatedFact {
        guard let fact = values.first(where: { $0.isInForce(on: day) }) else {
            throw .notInForce(fact: title, day: day)
        }
        return fact
    }

    /// The value in force on a day, else the nearest in time: for yardsticks of statistics, which
    /// need one even where the rule did not exist yet. Never to say what a rule was.
    public func yardstick(on day: Day) -> DatedFact {
        if let fact = values.first(where: { $0.isInForce(on: day) }) { return fact }
        let former = values.last { fact in fact.to.map { $0 < day } ?? false }
        precondition(!values.isEmpty, "A legal fact has at least one value.")
        return former ?? values[0]
    }
}

/// Why the law cannot answer.
public enum LawRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule has no value on this day.
    case notInForce(fact: String, day: Day)

    /// A French sentence.
    public var description: String {
        switch self {
        case .notInForce(let fact, let day):
            "La règle «\u{202F}\(fact)\u{202F}» n'a pas de valeur connue au \(day)."
        }
    }
}
