/// Something new in a selection.
public struct AlertItem: Sendable, Hashable {
    /// What it is, for ever: an item of the same name is never told twice.
    public var id: String
    public var title: String
    /// Path on this site, as `/contrats/ab12`.
    public var path: String
    /// The day it bears, as people read it; empty when it bears none.
    public var day: String

    /// Something new.
    public init(id: String, title: String, path: String, day: String) {
        self.id = id
        self.title = title
        self.path = path
        self.day = day
    }
}

/// What a selection holds now: the names of its items, and how to tell a few of them.
///
/// - Shape: names are cheap and all there; what people read is made only for what is new. The latest comes
///   last: what is noted last is told first.
public struct AlertHoldings {
    public var ids: [String]
    public var describe: ([Int]) throws -> [AlertItem]

    /// Items whose description is made when asked, by their places in `ids`.
    public init(ids: [String], describe: @escaping ([Int]) throws -> [AlertItem]) {
        self.ids = ids
        self.describe = describe
    }

    /// Items already told.
    public init(_ items: [AlertItem]) {
        ids = items.map(\.id)
        describe = { places in places.map { items[$0] } }
    }
}

/// Where selections come from: the explorer, the plans, notices, consultations… Joined where the site is
/// made.
public protocol AlertSource: Sendable {
    /// A word kept with each selection, as `explorateur`; never changed.
    var name: String { get }
    /// What its items are, as in « Suivre des … »: `contrats`.
    var label: String { get }
    /// What changes whenever the answer to any of its questions may: an edition's name, a number.
    /// Nil while nothing can be asked.
    func state() throws -> String?
    /// The query in its one form: equal selections are equal texts.
    ///
    /// - Throws: what names the field at fault.
    func canonical(_ query: String) throws -> String
    /// A name for the selection, as people would say it.
    func title(_ query: String) throws -> String
    /// The page of the selection, a path with its query.
    func path(_ query: String) -> String
    /// What the selection holds.
    ///
    /// - Parameter last: when it was last asked; nil the first time. A source may leave out what it
    ///   knows to be older, never what is new since.
    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings
}
