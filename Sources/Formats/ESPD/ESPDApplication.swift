/// What a company says of itself, once, whatever the version of the document that carries it.
///
/// - Shape: amounts in cents; days `YYYY-MM-DD`; criteria by their code of version 4, such as
///   `tax-pay`. What is not said is left unanswered, never answered no.
public struct ESPDApplication: Sendable, Equatable {
    /// What is said of a ground for exclusion.
    public struct Ground: Sendable, Equatable {
        /// Whether it applies.
        public var applies: Bool
        /// The facts, when it applies.
        public var facts: String
        /// What was done since; empty when nothing.
        public var measures: String

        /// What is said of a ground.
        public init(applies: Bool, facts: String = "", measures: String = "") {
            self.applies = applies
            self.facts = facts
            self.measures = measures
        }

        /// It does not apply.
        public static let none = Ground(applies: false)
    }

    /// A turnover of a fiscal year.
    public struct Turnover: Sendable, Equatable {
        /// First and last day of the year.
        public var start: String
        public var end: String
        public var amountCents: Int64

        /// A turnover.
        public init(start: String, end: String, amountCents: Int64) {
            self.start = start
            self.end = end
            self.amountCents = amountCents
        }
    }

    /// A number of persons in a year.
    public struct Headcount: Sendable, Equatable {
        public var year: Int
        public var persons: Int

        /// A number of persons.
        public init(year: Int, persons: Int) {
            self.year = year
            self.persons = persons
        }
    }

    /// A contract done.
    public struct Reference: Sendable, Equatable {
        /// The criterion it answers.
        public enum Kind: String, Sendable {
            case works = "work-perform"
            case supplies = "supply-perform"
            case services = "service-perform"
        }

        public var kind: Kind
        public var description: String
        public var amountCents: Int64
        public var start: String
        public var end: String
        /// For whom it was done.
        public var recipient: String

        /// A contract done.
        public init(
            kind: Kind, description: String, amountCents: Int64, start: String, end: String,
            recipient: String
        ) {
            self.kind = kind
            self.description = description
            self.amountCents = amountCents
            self.start = start
            self.end = end
            self.recipient = recipient
        }
    }

    /// An answer to a criterion of selection or to a question about the company.
    public struct Statement: Sendable, Equatable {
        /// Yes or no, where the criterion asks it.
        public var isYes: Bool?
        /// A number of registration, a description, a name; empty for none.
        public var text: String
        /// An amount, where one is asked.
        public var amountCents: Int64?
        /// A share, as a decimal, where one is asked.
        public var share: String?
        /// What an identifier is answered; empty where the text is.
        public var identifier: String

        /// An answer.
        public init(
            isYes: Bool? = nil, text: String = "", amountCents: Int64? = nil, share: String? = nil,
            identifier: String = ""
        ) {
            self.isYes = isYes
            self.text = text
            self.amountCents = amountCents
            self.share = share
            self.identifier = identifier
        }
    }

    /// For whom the response is; what a request says stands before it.
    public var buyer = ESPDParty()
    /// What the response is for; what a request says stands before it. Lots as the version writes them.
    public var procedure = ESPDProcedure()
    /// The company.
    public var party = ESPDParty()
    /// Its part, as a code of version 4.
    public var role = "sole-tenderer"
    /// The group's name; empty for none.
    public var groupName = ""
    /// What is said of grounds for exclusion.
    public var grounds: [String: Ground] = [:]
    /// Turnovers, newest first.
    public var turnovers: [Turnover] = []
    /// Turnovers in the trade of the contract, newest first.
    public var specificTurnovers: [Turnover] = []
    /// Mean numbers of persons, newest first.
    public var headcounts: [Headcount] = []
    /// Numbers of managers, newest first.
    public var managers: [Headcount] = []
    /// Contracts done, newest first.
    public var references: [Reference] = []
    /// Answers to other criteria.
    public var statements: [String: Statement] = [:]
    /// Documents that prove, by criterion.
    public var evidences: [String: ESPDEvidence] = [:]
    /// Documents that no criterion asks for, such as insurances: listed in the response.
    public var documents: [ESPDEvidence] = []

    /// A company that has said nothing.
    public init() {}

    /// Says that no ground for exclusion applies, of all that are known.
    public mutating func denyAllGrounds() {
        for entry in ESPDCatalogue.entries where entry.kind == .exclusion {
            grounds[entry.code] = Ground.none
        }
    }
}
