/// A line of a criterion: a question, a requirement of the buyer, or a caption.
public struct ESPDProperty: Sendable, Equatable {
    /// What kind of line.
    public enum Role: String, Sendable {
        case question = "QUESTION"
        case requirement = "REQUIREMENT"
        case caption = "CAPTION"
    }

    /// What the buyer expects: a value, or a bound.
    public struct Expectation: Sendable, Equatable {
        /// How the value is meant.
        public enum Bound: String, Sendable { case expected, minimum, maximum }

        /// How the value is meant.
        public let bound: Bound
        /// The value.
        public let value: ESPDValue
    }

    /// An answer of the company.
    public struct Answer: Sendable, Equatable {
        /// The identifier of the answer; empty in version 1.
        public var identifier = ""
        /// What is answered, one value per element.
        public var values: [ESPDValue]
        /// The lots it is about; empty for all.
        public var lots: [String] = []
    }

    /// Unique in a document of versions 2 to 4; shared between criteria in version 1.
    public var identifier: String
    /// What kind of line.
    public var role = Role.question
    /// As written, in the document's language.
    public var description: String
    /// The code of the answer's type, as written.
    public var typeCode: String
    /// What the buyer expects.
    public var expectations: [Expectation] = []
    /// What the company answered; several where a group was repeated.
    public var answers: [Answer] = []

    /// The type of the answer.
    public var type: ESPDDataType { ESPDDataType(code: typeCode) }
}
