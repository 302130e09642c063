public import Procurement

/// Something the law says, for a time: a value, its article, and how sure we are of it.
///
/// - Shape: in force from `from` to `to`, both included; nil is without bound.
/// - Unit: its rule's.
/// - Source: the article given; the files of this target are data, not opinions.
public struct DatedFact: Hashable, Sendable {
    /// What is laid down.
    public enum Value: Hashable, Sendable {
        case number(LegalNumber)
        /// The rule holds, or no longer does.
        case holds(Bool)
        /// The law lays down no number: no minimum, no ceiling.
        case unbounded
    }

    /// How the value was obtained.
    public enum Confidence: String, Sendable {
        /// Read in the source that `article` names.
        case found
        /// Known by heart: to be confirmed before it is relied upon.
        case memory
        /// Worked out from other facts.
        case derived

        /// French, for a label beside the value; nil where nothing need be said.
        public var label: String? {
            switch self {
            case .found: nil
            case .memory: "à confirmer"
            case .derived: "calculé"
            }
        }
    }

    /// Stable name, which a confirmation bears.
    public let id: String
    public let value: Value
    /// First day in force.
    public let from: Day?
    /// Last day in force; nil while it lasts.
    public let to: Day?
    /// Article or text.
    public let article: String
    public var confidence: Confidence
    /// What a reader must know besides.
    public let note: String?
    /// Who confirmed it, where and when; nil while nobody has.
    public var confirmation: Confirmation?

    /// Whether it is in force on a day.
    public func isInForce(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    /// The number, or nil where there is none.
    public var number: LegalNumber? {
        guard case .number(let number) = value else { return nil }
        return number
    }
}

/// That somebody read a fact in its source.
public struct Confirmation: Hashable, Sendable {
    /// The fact's name.
    public let fact: String
    /// Address or reference of what was read.
    public let source: String
    /// Who read it.
    public let name: String
    /// When.
    public let day: Day

    /// A confirmation.
    public init(fact: String, source: String, name: String, day: Day) {
        self.fact = fact
        self.source = source
        self.name = name
        self.day = day
    }
}
