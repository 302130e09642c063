/// A criterion: a ground for exclusion, a condition of selection, or data about the company.
public struct ESPDCriterion: Sendable, Equatable {
    /// What a criterion decides.
    public enum Kind: String, Sendable, CaseIterable { case exclusion, selection, other }

    /// A law that the criterion rests on.
    public struct Legislation: Sendable, Equatable {
        /// Empty when not said.
        public var identifier = ""
        public var title = ""
        public var description = ""
        public var level = ""
        public var article = ""
        public var address = ""
        /// Code of the language of the text, as written.
        public var language = ""
    }

    /// The identifier of the taxonomy: a UUID, or a name such as `C65_OT_sme`.
    public var identifier: String
    /// The code of its type, as written.
    public var code: String
    /// As written, in the document's language.
    public var name: String
    /// As written.
    public var description: String = ""
    /// Laws it rests on.
    public var legislation: [Legislation] = []
    /// Lots it is about; empty for all.
    public var lots: [String] = []
    /// National criteria inside it.
    public var parts: [ESPDCriterion] = []
    /// Its groups of lines.
    public var groups: [ESPDGroup] = []

    /// Its entry in the catalogue, when it is a known one.
    public var entry: ESPDCatalogue.Entry? {
        ESPDCatalogue.entry(identifier: identifier, code: code)
    }

    /// What it decides: from the catalogue, else from its code.
    public var kind: Kind {
        if let entry { return entry.kind }
        let code = code.uppercased()
        if code.contains("EXCLUSION") { return .exclusion }
        return code.contains("SELECTION") ? .selection : .other
    }

    /// Its name in French when it is a known one, else as written.
    public var frenchName: String { entry?.name ?? name }

    /// Calls for each line of the criterion and of its parts, in order.
    ///
    /// - Complexity: O(lines).
    public func forEachProperty(_ body: (ESPDProperty) -> Void) {
        for part in parts { part.forEachProperty(body) }
        for group in groups { group.forEachProperty(body) }
    }

    /// Changes each line of the criterion and of its parts, in order.
    ///
    /// - Complexity: O(lines).
    public mutating func changeProperties(_ body: (inout ESPDProperty) -> Void) {
        for index in parts.indices { parts[index].changeProperties(body) }
        for index in groups.indices { groups[index].changeProperties(body) }
    }

    /// Its lines, in order.
    public var properties: [ESPDProperty] {
        var all: [ESPDProperty] = []
        forEachProperty { all.append($0) }
        return all
    }
}
