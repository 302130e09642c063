/// A rule that data may break, with what a reader and a publisher need to know of it.
public struct FindingRule: Sendable {
    /// Who can see that the rule is broken.
    public enum FiredBy: UInt8, Sendable {
        /// The interpreter, from one record alone.
        case interpretation
        /// The reader, when a record cannot be read at all.
        case reading
        /// The consolidation, which compares records.
        case consolidation
    }

    /// What a broken rule says of the value, for the columns that count findings by kind.
    public enum Effect: UInt8, Sendable {
        /// A mandatory field holds nothing.
        case missing
        /// A code or an identifier is invalid.
        case invalidCode
        /// The value was repaired, for certain.
        case repaired
        /// Anything else.
        case other
    }

    /// Its name in the program; its raw value is the index in the catalogue.
    public let name: FindingCode
    /// Stable, opaque, never reused: `DAT-03`.
    public let code: String
    /// How much it matters.
    public let severity: Severity
    /// What it says of the value.
    public let effect: Effect
    /// Who fires it.
    public let firedBy: FiredBy
    /// French, a noun phrase: « Date de notification absente ».
    public let title: String
    /// French, for a reader: what it means for the figures.
    public let explanation: String
    /// French, for the publisher: what to do.
    public let advice: String
    /// A published value that breaks the rule, as written.
    public let example: String

    /// A rule and its papers.
    public init(
        _ name: FindingCode, _ code: String, _ severity: Severity, effect: Effect = .other,
        firedBy: FiredBy = .interpretation, title: String, explanation: String, advice: String,
        example: String
    ) {
        self.name = name
        self.code = code
        self.severity = severity
        self.effect = effect
        self.firedBy = firedBy
        self.title = title
        self.explanation = explanation
        self.advice = advice
        self.example = example
    }

    /// The three letters of its family: `DAT`.
    public var family: String { String(code.prefix(3)) }

    /// All rules, in the order of `FindingCode`.
    public static let catalogue: [FindingRule] = FindingCatalogue.rules
}

/// The rules data may break, one file per family.
public enum FindingCatalogue {
    /// All rules; the index of a rule is the raw value of its `FindingCode`.
    public static let rules: [FindingRule] =
        (encoding + dates + identifiers + cpv + amounts + durations + codes + missing + schema
        + coherence + modifications + subcontracting + duplicates)
        .sorted { $0.name.rawValue < $1.name.rawValue }

    /// The index of a code such as `DAT-03`, or nil when no rule bears it.
    ///
    /// - Complexity: O(rules).
    public static func index(of code: String) -> UInt8? {
        rules.firstIndex { $0.code == code }.map { UInt8($0) }
    }
}
