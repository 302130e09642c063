/// How much a finding matters.
public enum Severity: UInt8, Sendable, Hashable, CaseIterable {
    /// Good to know; the value is usable.
    case note
    /// The value is doubtful, or was repaired for certain.
    case warning
    /// The value cannot be used.
    case error
}

/// Something wrong or strange in a declaration.
///
/// - Shape: one rule fired on one field of one record; the record's address is kept beside by
///   whoever collects findings.
public struct Finding: Sendable, Hashable {
    /// Index of the rule in `FindingRule.catalogue`.
    public var rule: UInt8
    /// The field, under the regulation's name, as `montant` or `titulaires.id`; empty for the
    /// record as a whole.
    public var field: String
    /// The value as published, at most 200 bytes, cut on a character.
    public var raw: String
    /// A finding.
    public init(rule: UInt8, field: String, raw: String) {
        self.rule = rule
        self.field = field
        self.raw = raw
    }
}

/// A rule that data may break, with what a reader and a publisher need to know of it.
public struct FindingRule: Sendable {
    /// Stable, opaque, never reused: `DAT-03`.
    public let code: String
    /// How much it matters.
    public let severity: Severity
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
        code: String, severity: Severity, title: String, explanation: String, advice: String,
        example: String
    ) {
        self.code = code
        self.severity = severity
        self.title = title
        self.explanation = explanation
        self.advice = advice
        self.example = example
    }
}
