import Community
import Procurement

/// Where editions are found: the current one, and those that addresses pin.
protocol EditionShelf: Sendable {
    /// The edition served now.
    ///
    /// - Throws: `Problem.noEdition` when none was built.
    func current() throws -> Observation
    /// An edition by its id.
    ///
    /// - Throws: a `Problem` when there is none of that id.
    func edition(_ id: String) throws -> Observation
    /// Every edition of the data folder, the newest first.
    func list() throws -> [EditionSummary]
    /// What changed between two editions.
    func difference(from former: String, to latter: String) throws -> EditionChanges
    /// When the notices due were last all received; nil when they never were.
    func noticesFetched() -> Moment?
}

extension EditionShelf {
    func noticesFetched() -> Moment? { nil }
}

/// An edition in a list.
struct EditionSummary: Sendable {
    var id: String
    var day: Day?
    var contracts: Int?
    var isCurrent: Bool
}

/// What changed between two editions.
struct EditionChanges: Sendable {
    var added: Int
    var removed: Int
    var changed: Int
    /// A few keys of each kind.
    var examples: [(kind: String, keys: [String])]
    /// Columns that changed, with the number of contracts.
    var columns: [(name: String, count: Int)]
}
