import GRDB

extension Assembly {
    /// A session of the assembly.
    public struct Session: Sendable, Hashable, Identifiable {
        /// How far it is.
        public enum State: String, Sendable, CaseIterable {
            case prepared = "preparee"
            case convoked = "convoquee"
            case open = "ouverte"
            case closed = "close"
            case cancelled = "annulee"

            /// French, as shown.
            public var label: String {
                switch self {
                case .prepared: "En préparation"
                case .convoked: "Convoquée"
                case .open: "En cours"
                case .closed: "Tenue"
                case .cancelled: "Annulée"
                }
            }
        }

        public let id: Int64
        public let title: String
        public let isExtraordinary: Bool
        public let place: String
        /// Address of the online meeting; empty when there is none.
        public let link: String
        public let begins: Moment
        public let state: State
        /// The session that lacked its quorum, when this one is its second convocation.
        public let secondOf: Int64?
        /// Who presides, by number.
        public let president: Int64?
        /// The rules of the day it was convoked; nil before.
        public let rules: AssemblyRules?
        public let convoked: Moment?
        public let opened: Moment?
        public let closed: Moment?
        public let version: Int

        init(_ row: Row) throws {
            id = row["id"]
            title = row["titre"]
            isExtraordinary = row["genre"] == "extraordinaire"
            place = row["lieu"]
            link = row["lien"]
            begins = Moment(seconds: row["debut"])
            state = State(rawValue: row["etat"]) ?? .prepared
            secondOf = row["seconde_de"]
            president = row["president"]
            rules = try (row["regles"] as String?).map(AssemblyRules.init(json:))
            convoked = (row["convoquee"] as Int64?).map { Moment(seconds: $0) }
            opened = (row["ouverte"] as Int64?).map { Moment(seconds: $0) }
            closed = (row["close"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }

        /// Whether people may still come, give proxies, be counted.
        public var isRunning: Bool { state == .convoked || state == .open }
    }

    /// What is said of a session.
    public struct SessionDescription: Sendable, Hashable {
        public var title: String
        public var isExtraordinary: Bool
        public var place: String
        public var link: String
        public var begins: Moment
        /// The session that lacked its quorum.
        public var secondOf: Int64?
        public var president: Int64?

        /// What is said of a session.
        public init(
            title: String, isExtraordinary: Bool = false, place: String, link: String = "",
            begins: Moment, secondOf: Int64? = nil, president: Int64? = nil
        ) {
            self.title = title
            self.isExtraordinary = isExtraordinary
            self.place = place
            self.link = link
            self.begins = begins
            self.secondOf = secondOf
            self.president = president
        }

        /// All that is wrong with it, field by field.
        public var faults: [CommunityRefusal] { read().faults }

        func checked() throws(CommunityRefusal) -> SessionDescription {
            let (checked, faults) = read()
            if let first = faults.first { throw first }
            return checked
        }

        private func read() -> (checked: SessionDescription, faults: [CommunityRefusal]) {
            var checked = self
            var faults: [CommunityRefusal] = []
            do throws(CommunityRefusal) {
                checked.title = try Entry.line("titre", title, 2...160)
            } catch { faults.append(error) }
            do throws(CommunityRefusal) {
                checked.place = try Entry.line("lieu", place, 0...200)
                checked.link = try WebAddress.read("lien", link)
                guard !checked.place.isEmpty || !checked.link.isEmpty else {
                    throw .invalid(
                        field: "lieu", value: "",
                        sentence: "Dites où la séance se tient, ou donnez son lien en ligne.")
                }
            } catch { faults.append(error) }
            return (checked, faults)
        }
    }

    /// A point of the agenda.
    public struct AgendaPoint: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let title: String
        public let text: String

        init(_ row: Row) {
            id = row["id"]
            title = row["titre"]
            text = row["texte"]
        }
    }
}
