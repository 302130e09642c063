import GRDB

/// A meeting of the observatory's public: « Rencontres de l’achat public ».
public struct Event: Sendable, Hashable, Identifiable {
    /// How far it is; « passée » is not a state but its end being behind.
    public enum State: String, Sendable, CaseIterable {
        /// Seen by editors only.
        case draft = "brouillon"
        /// Public, without registration yet.
        case announced = "annoncee"
        /// Registration is open.
        case open = "ouverte"
        /// Registration is closed; the waiting list still moves.
        case closed = "close"
        case cancelled = "annulee"

        /// French, as shown.
        public var label: String {
            switch self {
            case .draft: "Brouillon"
            case .announced: "Annoncée"
            case .open: "Inscriptions ouvertes"
            case .closed: "Inscriptions closes"
            case .cancelled: "Annulée"
            }
        }
    }

    /// A theme: its word in addresses and what is shown.
    public struct Theme: Sendable, Hashable {
        public let word: String
        public let label: String

        /// A theme.
        public init(word: String, label: String) {
            self.word = word
            self.label = label
        }
    }

    public let id: Int64
    /// Its word in addresses.
    public let key: String
    public let title: String
    /// One or two sentences.
    public let summary: String
    /// Markdown.
    public let presentation: String
    public let begins: Moment
    public let ends: Moment
    /// The place's name, as « Palais des congrès ».
    public let place: String
    public let address: String
    /// How to come.
    public let access: String
    /// What is done for disabled people, and whom to ask.
    public let accessibility: String
    /// An address for questions; empty when none.
    public let contact: String
    public let group: Int64?
    public let state: State
    /// Why it was cancelled.
    public let reason: String
    /// How many may register; nil without limit.
    public let places: Int?
    /// Places by college; a college without quota shares the whole.
    public let quotas: [College: Int]
    /// When registration closes by itself.
    public let closing: Moment?
    public let themes: [Theme]
    /// Rises when those who registered must be told anew (RFC 5545 `SEQUENCE`).
    public let sequence: Int
    public let created: Moment
    public let changed: Moment
    public let version: Int

    init(_ row: Row, themes: [Theme], quotas: [College: Int]) {
        id = row["id"]
        key = row["cle"]
        title = row["titre"]
        summary = row["resume"]
        presentation = row["presentation"]
        begins = Moment(seconds: row["debut"])
        ends = Moment(seconds: row["fin"])
        place = row["lieu"]
        address = row["adresse"]
        access = row["acces"]
        accessibility = row["accessibilite"]
        contact = row["contact"]
        group = row["groupe"]
        state = State(rawValue: row["etat"]) ?? .draft
        reason = row["motif"]
        places = row["places"]
        closing = (row["cloture"] as Int64?).map { Moment(seconds: $0) }
        sequence = row["sequence"]
        created = Moment(seconds: row["cree"])
        changed = Moment(seconds: row["modifie"])
        version = row["version"]
        self.themes = themes
        self.quotas = quotas
    }

    /// Whether it is over.
    public func isPast(at now: Moment) -> Bool { ends <= now }

    /// Whether somebody may register at this moment.
    public func takesRegistrations(at now: Moment) -> Bool {
        state == .open && now < begins && now < closing ?? begins
    }

    /// Whether the public may see it.
    public var isPublic: Bool { state != .draft }

    /// Whether this state shows a draft of a past event in the archive: nobody was registered.
    func isDraftForArchive(_ state: State) -> Bool { self.state == .draft && state == .announced }
}

extension Event {
    /// What editors say of an event, before it is checked.
    public struct Draft: Sendable {
        public var key = ""
        public var title = ""
        public var summary = ""
        public var presentation = ""
        public var begins = Moment(seconds: 0)
        public var ends = Moment(seconds: 0)
        public var place = ""
        public var address = ""
        public var access = ""
        public var accessibility = ""
        public var contact = ""
        public var group: Int64?
        public var places: Int?
        public var quotas: [College: Int] = [:]
        public var closing: Moment?
        /// Labels, as « Délais de paiement ».
        public var themes: [String] = []

        /// Nothing said yet.
        public init() {}

        /// The words `flux`, `nouvelle` and `gestion` are addresses of their own.
        private static let reserved: Set<String> = ["nouvelle", "gestion", "flux"]

        /// The same with its texts trimmed.
        ///
        /// - Throws: `.invalid` naming the field.
        func checked() throws -> Draft {
            var draft = self
            draft.key = try AddressWord.read("cle", key)
            guard !Draft.reserved.contains(draft.key) else {
                throw CommunityRefusal.invalid(
                    field: "cle", value: draft.key, sentence: "Ce mot sert déjà au site.")
            }
            draft.title = try Entry.line("titre", title, 3...160)
            draft.summary = try Entry.line("resume", summary, 0...400)
            draft.presentation = try Entry.text("presentation", presentation, 0...40_000)
            draft.place = try Entry.line("lieu", place, 0...160)
            draft.address = try Entry.line("adresse", address, 0...300)
            draft.access = try Entry.text("acces", access, 0...4_000)
            draft.accessibility = try Entry.text("accessibilite", accessibility, 0...4_000)
            draft.contact = try Entry.line("contact", contact, 0...254)
            if !draft.contact.isEmpty {
                draft.contact = try EmailAddress(draft.contact, field: "contact").text
            }
            draft.themes = try themes.prefix(8).map { try Entry.line("themes", $0, 2...60) }
            guard ends > begins else {
                throw CommunityRefusal.invalid(
                    field: "fin", value: "", sentence: "La fin vient après le début.")
            }
            guard closing ?? begins <= begins else {
                throw CommunityRefusal.invalid(
                    field: "cloture", value: "",
                    sentence:
                        "Les inscriptions se terminent au plus tard quand la rencontre commence.")
            }
            return draft
        }
    }

    /// What it says now, to be changed.
    public var draft: Draft {
        var draft = Draft()
        draft.key = key
        draft.title = title
        draft.summary = summary
        draft.presentation = presentation
        draft.begins = begins
        draft.ends = ends
        draft.place = place
        draft.address = address
        draft.access = access
        draft.accessibility = accessibility
        draft.contact = contact
        draft.group = group
        draft.places = places
        draft.quotas = quotas
        draft.closing = closing
        draft.themes = themes.map(\.label)
        return draft
    }
}
