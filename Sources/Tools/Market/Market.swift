public import Procurement

/// The contracts of an edition, as tools ask for them.
public protocol Market: Sendable {
    /// The edition's identifier.
    var edition: String { get }

    /// Contracts of a selection, the latest first.
    ///
    /// - Parameters:
    ///   - selection: keys and values as the explorer takes them; keys that repeat widen.
    ///   - limit: contracts at most.
    /// - Throws: `ToolRefusal` naming the key of the selection at fault.
    func contracts(
        _ selection: [(key: String, value: String)], atMost limit: Int
    ) throws(ToolRefusal) -> MarketAnswer
}

/// Contracts of a selection.
public struct MarketAnswer: Sendable {
    /// How many the selection holds.
    public let total: Int
    /// Those that were asked for.
    public let contracts: [MarketContract]

    /// An answer.
    public init(total: Int, contracts: [MarketContract]) {
        self.total = total
        self.contracts = contracts
    }
}

/// A contract, as tools need it; nil is unknown.
public struct MarketContract: Sendable {
    /// Who won.
    public struct Supplier: Hashable, Sendable {
        public let id: String
        public let name: String?
        public let department: String?

        /// A supplier.
        public init(id: String, name: String?, department: String?) {
            self.id = id
            self.name = name
            self.department = department
        }
    }
    /// A rule of quality that the contract's data break.
    public struct Finding: Hashable, Sendable {
        /// Code of the rule.
        public let code: String
        public let field: String
        /// As published.
        public let value: String

        /// A finding.
        public init(code: String, field: String, value: String) {
            self.code = code
            self.field = field
            self.value = value
        }
    }

    /// The key of its page.
    public let key: String
    public let object: String
    public let buyer: String
    public let buyerName: String?
    /// Usable.
    public let amount: Money?
    /// Whether the amount is the ceiling of a framework agreement: no price.
    public let isCeiling: Bool
    public let months: Int?
    public let notified: Day?
    public let tenders: Int?
    public let socialClauses: [String]
    public let environmentalClauses: [String]
    public let suppliers: [Supplier]
    public let findings: [Finding]
    /// What was paid or promised; nil for a ceiling.
    var price: Money? { isCeiling ? nil : amount }
    /// Whether it was modified since.
    public let isModified: Bool
    /// Texts by the names of the columns that the tool of essential data reads.
    public let cells: [String: String]

    /// A contract.
    public init(
        key: String, object: String, buyer: String, buyerName: String?, amount: Money?,
        isCeiling: Bool = false, months: Int?, notified: Day?, tenders: Int?,
        socialClauses: [String],
        environmentalClauses: [String], suppliers: [Supplier], findings: [Finding],
        isModified: Bool, cells: [String: String]
    ) {
        self.key = key
        self.object = object
        self.buyer = buyer
        self.buyerName = buyerName
        self.amount = amount
        self.isCeiling = isCeiling
        self.months = months
        self.notified = notified
        self.tenders = tenders
        self.socialClauses = socialClauses
        self.environmentalClauses = environmentalClauses
        self.suppliers = suppliers
        self.findings = findings
        self.isModified = isModified
        self.cells = cells
    }
}

extension ToolSetting {
    /// The edition's contracts.
    ///
    /// - Throws: `ToolRefusal` where there is no edition.
    func openMarket(_ field: any ToolField) throws(ToolRefusal) -> any Market {
        guard let market else {
            throw .contradiction(
                field: field.name, label: field.label, value: "",
                because:
                    "cet outil lit les contrats d’une édition, et il n’y en a pas ici\u{202F}; ouvrez-le sur le "
                    + "site d’un observatoire, ou donnez un dossier de données avec --data")
        }
        return market
    }
}
