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
/// - Shape: names are cheap and all there; what people read is made only for what is new.
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

/// Where selections come from: the explorer, the plans, notices… Joined where the site is made.
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

/// A source made of plain functions: what `radar`, notices and consultations give.
public struct ListSource: AlertSource {
    public let name: String
    public let label: String
    private let page: String
    private let mark: @Sendable () throws -> String?
    private let read: @Sendable (String) throws -> String
    private let entitle: @Sendable (String) throws -> String
    private let items: @Sendable (String, Moment?) throws -> [AlertItem]

    /// A source.
    ///
    /// - Parameters:
    ///   - name: a word kept with each selection.
    ///   - label: what its items are, in the plural.
    ///   - page: the path of its page, without query.
    ///   - mark: what changes whenever an answer may.
    ///   - canonical: the query in its one form.
    ///   - title: a name for the selection.
    ///   - items: the items of a query.
    public init(
        name: String, label: String, page: String,
        mark: @escaping @Sendable () throws -> String?,
        canonical: @escaping @Sendable (String) throws -> String = { $0 },
        title: @escaping @Sendable (String) throws -> String,
        items: @escaping @Sendable (_ query: String, _ since: Moment?) throws -> [AlertItem]
    ) {
        self.name = name
        self.label = label
        self.page = page
        self.mark = mark
        read = canonical
        entitle = title
        self.items = items
    }

    /// What changes whenever an answer may.
    public func state() throws -> String? { try mark() }
    /// The query in its one form.
    public func canonical(_ query: String) throws -> String { try read(query) }
    /// A name for the selection.
    public func title(_ query: String) throws -> String { try entitle(query) }
    /// The page of the selection.
    public func path(_ query: String) -> String { query.isEmpty ? page : page + "?" + query }
    /// What the selection holds.
    public func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        AlertHoldings(try items(query, last))
    }
}
