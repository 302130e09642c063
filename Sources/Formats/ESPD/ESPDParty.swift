/// A buyer, a company or another body, as a document presents it.
public struct ESPDParty: Sendable, Equatable {
    /// An identifier and what kind it is, such as `VAT` or `NATIONAL`; the kind may be empty.
    public struct Identifier: Sendable, Equatable {
        public var value: String
        public var scheme = ""

        /// An identifier.
        public init(value: String, scheme: String = "") {
            self.value = value
            self.scheme = scheme
        }
    }

    /// A person to write to, or a natural person who represents the company.
    public struct Person: Sendable, Equatable {
        public var firstName = ""
        public var familyName = ""
        /// What the person is in the company.
        public var position = ""
        public var email = ""
        public var telephone = ""
        /// Code of the country of residence, two letters.
        public var country = ""

        /// Nobody yet.
        public init() {}
    }

    /// Official or usual names.
    public var names: [String] = []
    /// Identifiers, in order.
    public var identifiers: [Identifier] = []
    public var website = ""
    public var street = ""
    public var city = ""
    public var postcode = ""
    /// Code of the country, two letters where it is known, else as written.
    public var country = ""
    public var contactName = ""
    public var email = ""
    public var telephone = ""
    /// The code of its size, in lower case: `micro`, `small`, `medium`, `sme`, `large`; else empty.
    public var size = ""
    /// Persons who represent it.
    public var representatives: [Person] = []

    /// A party of which nothing is known.
    public init() {}

    /// Its first name, else its first identifier.
    public var shownName: String { names.first ?? identifiers.first?.value ?? "" }
}
