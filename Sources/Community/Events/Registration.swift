import GRDB

/// Somebody's place at an event, or their turn for one.
public struct Registration: Sendable, Hashable, Identifiable {
    /// How it stands.
    public enum State: String, Sendable, CaseIterable {
        case confirmed = "confirmee"
        case waiting = "en_attente"
        case cancelled = "annulee"

        /// French, as shown.
        public var label: String {
            switch self {
            case .confirmed: "Inscription confirmée"
            case .waiting: "Liste d’attente"
            case .cancelled: "Inscription annulée"
            }
        }
    }

    /// A session that the person chose.
    public struct Choice: Sendable, Hashable {
        public let session: Int64
        /// Whether a place is held; else the person waits for one.
        public let isHeld: Bool
    }

    public let id: Int64
    public let event: Int64
    public let person: Int64?
    /// Nil or empty once erased, and for those who came without registering.
    public let email: String?
    public let name: String
    public let occupation: String
    public let organisation: String
    public let college: College
    public let state: State
    /// The order of the waiting list.
    public let rank: Int
    /// Whether the person came without registering.
    public let isWalkIn: Bool
    public let created: Moment
    /// When the person was seen at the door.
    public let present: Moment?
    /// Of the calendar's file.
    public let sequence: Int
    public let version: Int
    /// By session.
    public let choices: [Choice]
    /// What the person needs to take part; empty once erased.
    public let accessNeeds: String
    public let mealNeeds: String

    init(_ row: Row, choices: [Choice]) {
        id = row["id"]
        event = row["rencontre"]
        person = row["personne"]
        email = row["courriel"]
        name = row["nom"]
        occupation = row["fonction"]
        organisation = row["organisme"]
        college = College(rawValue: row["college"]) ?? .partners
        state = State(rawValue: row["etat"]) ?? .cancelled
        rank = row["rang"]
        isWalkIn = row["sur_place"]
        created = Moment(seconds: row["cree"])
        present = (row["presente"] as Int64?).map { Moment(seconds: $0) }
        sequence = row["sequence"]
        version = row["version"]
        self.choices = choices
        accessNeeds = row["besoin_acces"] ?? ""
        mealNeeds = row["besoin_repas"] ?? ""
    }

    /// The name shown: a number once erased.
    public var shownName: String { name.isEmpty ? "Inscription n°\u{A0}\(id)" : name }
}

extension Registration {
    /// What somebody types to register.
    public struct Draft: Sendable, Codable {
        public var name = ""
        public var occupation = ""
        public var organisation = ""
        /// A college's word, as `acheteurs`.
        public var college = ""
        public var sessions: [Int64] = []
        public var accessNeeds = ""
        public var mealNeeds = ""

        /// Nothing said yet.
        public init() {}

        /// The same with its texts trimmed.
        ///
        /// - Throws: `.invalid` naming the field; two sessions at one time are refused.
        func checked(_ programme: Programme) throws -> Draft {
            var draft = self
            draft.name = try Entry.line("nom", name, 2...120)
            draft.occupation = try Entry.line("fonction", occupation, 0...120)
            draft.organisation = try Entry.line("organisme", organisation, 0...160)
            _ = try Entry.choice("college", college, College.self)
            draft.accessNeeds = try Entry.line("besoin_acces", accessNeeds, 0...400)
            draft.mealNeeds = try Entry.line("besoin_repas", mealNeeds, 0...200)
            let chosen = programme.chosen.filter { sessions.contains($0.id) }
            draft.sessions = chosen.map(\.id)
            for (index, session) in chosen.enumerated() {
                for other in chosen[(index + 1)...] where session.overlaps(other) {
                    throw CommunityRefusal.invalid(
                        field: "seances", value: "",
                        sentence:
                            "«\u{202F}\(session.title)\u{202F}» et «\u{202F}\(other.title)\u{202F}» ont "
                            + "lieu en même temps\u{202F}: choisissez l’une des deux.")
                }
            }
            return draft
        }
    }
}

/// How many registered, wait and came, by college.
public struct EventCounts: Sendable, Hashable {
    /// The counts of one college.
    public struct Line: Sendable, Hashable {
        /// Places held, walk-ins left out.
        public var taken = 0
        public var waiting = 0
        /// Of those who hold a place, how many came.
        public var present = 0
        /// Came without a place.
        public var walkIns = 0
    }

    /// By college; colleges without anybody are left out.
    public private(set) var lines: [College: Line] = [:]

    /// The counts of a college.
    public subscript(college: College) -> Line { lines[college] ?? Line() }

    /// Places held.
    public var taken: Int { lines.values.reduce(0) { $0 + $1.taken } }
    /// Who waits.
    public var waiting: Int { lines.values.reduce(0) { $0 + $1.waiting } }
    /// Everybody in the rooms, walk-ins included.
    public var present: Int { lines.values.reduce(0) { $0 + $1.present + $1.walkIns } }
    /// Came without a place.
    public var walkIns: Int { lines.values.reduce(0) { $0 + $1.walkIns } }
    /// Whether nobody registered.
    public var isEmpty: Bool { lines.isEmpty }

    init(_ lines: [College: Line]) { self.lines = lines }
}

/// What a letter about an event tells, to one person.
public struct EventNotice: Sendable {
    /// What happened.
    public enum Kind: Sendable {
        /// An address must be confirmed; the token serves once.
        case toConfirm(token: String)
        case confirmed
        case waiting
        /// A place of the event, or of a session, became free and is theirs.
        case promoted
        /// The person changed their own registration.
        case changed
        /// The person gave the place back.
        case cancelled
        /// The event's days or place changed; how it was.
        case moved(from: Event)
        case eventCancelled
        /// So many days before.
        case reminder(days: Int)
        /// Afterwards; the token answers once.
        case questionnaire(token: String)
    }

    public let kind: Kind
    public let event: Event
    public let programme: Programme
    /// Nil while an address is not confirmed.
    public let registration: Registration?
    /// Of the page where the registration is changed; empty while an address is not confirmed.
    public let token: String
    public let to: EmailAddress
    /// The name that makes the letter unique, when it is.
    public let once: String?
}

/// Writes the letter of a notice; the site knows its addresses, the community does not.
public typealias EventLetter = @Sendable (EventNotice) -> MailMessage

/// What telling people takes, inside one write.
struct EventDesk {
    let database: Database
    /// The store's key for signed links.
    let key: [UInt8]
    let acting: Acting
    let letter: EventLetter
}
