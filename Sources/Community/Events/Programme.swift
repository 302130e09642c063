import GRDB

/// What an event is made of: rooms, sessions, speakers, materials.
public struct Programme: Sendable, Hashable {
    /// A room.
    public struct Room: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let name: String
        /// How to reach it, without steps where there are none.
        public let access: String
        public let rank: Int
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            name = row["nom"]
            access = row["acces"]
            rank = row["rang"]
            version = row["version"]
        }
    }

    /// Somebody who speaks.
    public struct Speaker: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// Empty once erased.
        public let name: String
        public let occupation: String
        public let organisation: String
        /// How and when the person agreed to be named; empty while they did not.
        public let consent: String
        public let rank: Int
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            name = row["nom"]
            occupation = row["fonction"]
            organisation = row["organisme"]
            consent = row["accord"]
            rank = row["rang"]
            version = row["version"]
        }

        /// Whether the public may read the name.
        public var isNamed: Bool { !consent.isEmpty && !name.isEmpty }

        /// What the public reads: the name only when the person agreed.
        public var shown: String {
            let rest = [occupation, organisation].filter { !$0.isEmpty }.joined(separator: ", ")
            guard isNamed else { return rest.isEmpty ? "Intervention à confirmer" : rest }
            return rest.isEmpty ? name : name + ", " + rest
        }
    }

    /// One item of the day.
    public struct Session: Sendable, Hashable, Identifiable {
        /// What kind of item.
        public enum Kind: String, Sendable, CaseIterable {
            case plenary = "pleniere"
            case workshop = "atelier"
            case pause
            case highlight = "temps_fort"

            /// French, as shown.
            public var label: String {
                switch self {
                case .plenary: "Plénière"
                case .workshop: "Atelier"
                case .pause: "Pause"
                case .highlight: "Temps fort"
                }
            }
        }

        public let id: Int64
        public let room: Int64?
        public let kind: Kind
        public let title: String
        /// Markdown.
        public let summary: String
        public let begins: Moment
        public let ends: Moment
        /// Whether people choose it when they register.
        public let isChosen: Bool
        /// Places, for those who choose it; nil without limit.
        public let places: Int?
        /// Speakers, by number, in their order.
        public let speakers: [Int64]
        public let version: Int

        init(_ row: Row, speakers: [Int64]) {
            id = row["id"]
            room = row["salle"]
            kind = Kind(rawValue: row["genre"]) ?? .plenary
            title = row["titre"]
            summary = row["resume"]
            begins = Moment(seconds: row["debut"])
            ends = Moment(seconds: row["fin"])
            isChosen = row["au_choix"]
            places = row["places"]
            self.speakers = speakers
            version = row["version"]
        }

        /// Whether both take place at one moment at least.
        public func overlaps(_ other: Session) -> Bool {
            begins < other.ends && other.begins < ends
        }
    }

    /// What is handed out afterwards.
    public struct Material: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let session: Int64?
        public let title: String
        /// A path of this site or an `https` address; empty for a file kept here.
        public let address: String
        /// A file kept here, and its name in addresses.
        public let file: Files.File?
        public let fileName: String
        public let rank: Int
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            file = (row["empreinte"] as String?).map { _ in Files.File(row) }
            fileName = row["nom"]
            session = row["seance"]
            title = row["titre"]
            address = row["adresse"]
            rank = row["rang"]
            version = row["version"]
        }
    }

    /// By rank.
    public let rooms: [Room]
    /// By beginning, then room.
    public let sessions: [Session]
    /// By rank.
    public let speakers: [Speaker]
    /// By rank.
    public let materials: [Material]

    /// A room by number.
    public func room(_ id: Int64?) -> Room? { rooms.first { $0.id == id } }

    /// A session by number.
    public func session(_ id: Int64?) -> Session? { sessions.first { $0.id == id } }

    /// The speakers of a session, in their order.
    public func speakers(of session: Session) -> [Speaker] {
        speakers.filter { session.speakers.contains($0.id) }
    }

    /// The sessions that people choose when they register.
    public var chosen: [Session] { sessions.filter(\.isChosen) }
}
