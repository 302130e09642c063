/// Lines of a criterion that go together.
public struct ESPDGroup: Sendable, Equatable {
    /// When a group is to be answered.
    public enum Condition: String, Sendable {
        case always = "ON*"
        /// When the indicator above it is yes.
        case onTrue = "ONTRUE"
        /// When the indicator above it is no.
        case onFalse = "ONFALSE"
    }

    /// Not always unique: repeated groups share it in version 2.
    public var identifier: String
    /// When it is to be answered.
    public var condition = Condition.always
    /// The code as written where it is none of these conditions, such as `Rating` in version 4 or
    /// nothing in version 2; nil otherwise.
    public var code: String?
    /// Its lines, in order.
    public var properties: [ESPDProperty] = []
    /// The groups inside, after its lines.
    public var groups: [ESPDGroup] = []

    /// Calls for each line of this group and those inside, in order.
    ///
    /// - Complexity: O(lines).
    public func forEachProperty(_ body: (ESPDProperty) -> Void) {
        properties.forEach(body)
        for group in groups { group.forEachProperty(body) }
    }

    /// Changes each line of this group and those inside, in order.
    ///
    /// - Complexity: O(lines).
    public mutating func changeProperties(_ body: (inout ESPDProperty) -> Void) {
        for index in properties.indices { body(&properties[index]) }
        for index in groups.indices { groups[index].changeProperties(body) }
    }
}
