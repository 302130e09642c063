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
/// Holds no string, so that finding many of them in millions of records allocates nothing.
///
/// - Shape: one rule fired on one field of one record; the record's address is kept beside by
///   whoever collects findings.
public struct Finding: Sendable, Hashable {
    /// Index of the rule in `FindingRule.catalogue`.
    public var rule: UInt8
    /// The field concerned.
    public var field: FindingField
    /// The value as published: a range of the declaration's `bytes`, empty when nothing was written.
    public var raw: Declaration.Text

    /// A finding of the rule at an index of the catalogue.
    @inlinable public init(rule: UInt8, field: FindingField, raw: Declaration.Text = .unknown) {
        self.rule = rule
        self.field = field
        self.raw = raw
    }

    /// A finding of a rule.
    @inlinable public init(
        _ rule: FindingCode, field: FindingField, raw: Declaration.Text = .unknown
    ) {
        self.init(rule: rule.rawValue, field: field, raw: raw)
    }

    /// The rule's papers.
    public var definition: FindingRule { FindingRule.catalogue[Int(rule)] }

    /// Longest quotation of a published value, in bytes.
    public static let longestRaw = 200

    /// The value as published, at most 200 bytes, cut on a character.
    ///
    /// - Complexity: O(200); allocates a string.
    public func rawText(in declaration: Declaration) -> String {
        let start = Int(raw.start)
        let end = min(start + Int(raw.length), declaration.bytes.count)
        guard start < end else { return "" }
        var cut = min(end, start + Finding.longestRaw)
        while cut < end, cut > start, declaration.bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
        return String(decoding: declaration.bytes[start..<cut], as: UTF8.self)
    }
}
