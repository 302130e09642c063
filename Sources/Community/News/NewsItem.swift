import GRDB

/// A piece of news or a press release.
public struct NewsItem: Sendable, Hashable, Identifiable {
    /// What kind it is.
    public enum Kind: String, Sendable, CaseIterable {
        case news = "actualite"
        case release = "communique"

        /// French, as shown.
        public var label: String {
            switch self {
            case .news: "Actualité"
            case .release: "Communiqué de presse"
            }
        }
    }

    /// How far it is.
    public enum State: String, Sendable, CaseIterable {
        case draft = "brouillon"
        case published = "publiee"
        case withdrawn = "retiree"

        /// French, as shown.
        public var label: String {
            switch self {
            case .draft: "Brouillon"
            case .published: "Publié"
            case .withdrawn: "Retiré"
            }
        }
    }

    public let id: Int64
    /// Its word in addresses.
    public let key: String
    public let kind: Kind
    public let title: String
    /// The first lines, plain.
    public let summary: String
    /// Markdown.
    public let text: String
    public let state: State
    public let created: Moment
    public let published: Moment?
    public let changed: Moment
    public let withdrawn: Moment?
    public let withdrawalReason: String
    public let version: Int

    init(_ row: Row) {
        id = row["id"]
        key = row["cle"]
        kind = Kind(rawValue: row["genre"]) ?? .news
        title = row["titre"]
        summary = row["chapo"]
        text = row["texte"]
        state = State(rawValue: row["etat"]) ?? .draft
        created = Moment(seconds: row["cree"])
        published = (row["publiee"] as Int64?).map { Moment(seconds: $0) }
        changed = Moment(seconds: row["modifiee"])
        withdrawn = (row["retiree"] as Int64?).map { Moment(seconds: $0) }
        withdrawalReason = row["retrait_motif"]
        version = row["version"]
    }
}

/// What somebody typed for a piece of news.
public struct NewsDraft: Sendable, Hashable {
    public var kind: NewsItem.Kind
    public var title: String
    public var summary: String
    public var text: String

    /// What somebody typed for a piece of news.
    public init(kind: NewsItem.Kind, title: String, summary: String, text: String) {
        self.kind = kind
        self.title = title
        self.summary = summary
        self.text = text
    }

    func checked() throws(CommunityRefusal) -> NewsDraft {
        NewsDraft(
            kind: kind, title: try Entry.line("titre", title, 5...200),
            summary: try Entry.text("chapo", summary, 10...600),
            text: try Entry.text("texte", text, 0...60_000))
    }
}
