/// What is said once about a table of the store: what the journal keeps of its changes, whose rows
/// they are, what erasing a person does to them, and how long they are kept.
///
/// Every table of the store has one; a test fails when a migration forgets.
public struct StoredTable: Sendable {
    /// What the journal keeps.
    public enum Journal: Sendable, Hashable {
        /// Who, when, and what before and after, of every change.
        case everyChange
        /// Nothing, and why.
        case nothing(String)
    }

    /// What erasing a person does to the rows about that person.
    public enum Erasure: Sendable, Hashable {
        /// They are deleted.
        case row
        /// Their personal columns are emptied (to the empty text where null is not allowed); the row
        /// stays, about « Personne n° 12 ».
        case columns
        /// Nothing, and why: no personal data, or a duty to keep.
        case kept(String)
    }

    /// How long rows are kept.
    public struct Retention: Sendable, Hashable {
        /// The column of moments that the age is counted from.
        public let column: String
        /// The key of the setting that changes the default.
        public let setting: String
        /// French: what is kept, as the page of settings says it.
        public let label: String
        /// Days kept unless the setting says otherwise.
        public let days: Int
        /// Fewest days that the law leaves, whatever the setting says.
        public let leastDays: Int
        /// The column that the age is counted from where the first is null; rows where it is null stay
        /// when nil.
        public let otherwise: String?
        /// The SQL condition of rows that wait for something else to go first; none when nil.
        public let held: String?

        /// Rows older than so many days, by a column, are deleted.
        public init(
            column: String, setting: String, label: String, days: Int, leastDays: Int = 1,
            otherwise: String? = nil, held: String? = nil
        ) {
            self.column = column
            self.setting = setting
            self.label = label
            self.days = days
            self.leastDays = leastDays
            self.otherwise = otherwise
            self.held = held
        }
    }

    /// The table's name.
    public let name: String
    /// What the journal keeps.
    public let journal: Journal
    /// The column that holds the person the row is about, when there is one.
    public let owner: String?
    /// The column that holds an address: rows with the person's are theirs too, account or not.
    public let address: String?
    /// The column that leads to a row of another table: whose that one is, is whose this one is.
    public let parent: (column: String, table: String)?
    /// Why names of an erased person stay in the texts of this table; nil where « Personne n° 12 »
    /// takes their place.
    public let namesStay: String?
    /// Columns that hold personal data.
    public let personal: [String]
    /// What erasing a person does.
    public let erasure: Erasure
    /// Columns whose content the journal leaves out: files, long extracted texts, what is secret.
    public let heavy: Set<String>
    /// How long rows are kept; for ever when nil.
    public let retention: Retention?
    /// The SQL of the moment until which the journal says neither who acts nor whom a row is about, `ROW`
    /// being the row: null is never. Nil where nothing is secret.
    public let secretUntil: String?

    /// A table followed in every change, unless said otherwise.
    public init(
        _ name: String, journal: Journal = .everyChange, owner: String? = nil,
        address: String? = nil, parent: (column: String, table: String)? = nil,
        namesStay: String? = nil,
        personal: [String] = [], erasure: Erasure = .kept("aucune donnée personnelle"),
        heavy: Set<String> = [], retention: Retention? = nil, secretUntil: String? = nil
    ) {
        self.name = name
        self.journal = journal
        self.owner = owner
        self.address = address
        self.parent = parent
        self.namesStay = namesStay
        self.personal = personal
        self.erasure = erasure
        self.heavy = heavy
        self.retention = retention
        self.secretUntil = secretUntil
    }
}
