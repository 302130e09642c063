import GRDB

extension Offers {
    /// What became of a deposit.
    public enum State: String, Sendable, CaseIterable {
        case underWay = "en_cours"
        case received = "recu"
        case replaced = "remplace"
        case withdrawn = "retire"
        case abandoned = "abandonne"

        /// French, as shown.
        public var label: String {
            switch self {
            case .underWay: "En cours, pas encore envoyé"
            case .received: "Reçu"
            case .replaced: "Remplacé par un dépôt suivant"
            case .withdrawn: "Retiré par l’entreprise"
            case .abandoned: "Jamais envoyé"
            }
        }
    }

    /// A file of a deposit, as far as it is known while sealed.
    public struct File: Sendable, Hashable, Identifiable {
        /// Its number in the deposit, from 1.
        public let id: Int
        /// Bytes announced before sending; nil when the sender did not say.
        public let announced: Int64?
        /// Bytes kept.
        public let received: Int64
        /// Bytes, once whole.
        public let size: Int64?
        /// SHA-256 of the bytes as sent, 64 hexadecimal digits, once whole.
        public let digest: String?
        public let begun: Moment
        public let ended: Moment?

        /// Whether all of it was received.
        public var isWhole: Bool { digest != nil }

        init(_ row: Row) {
            id = row["numero"]
            announced = row["annonce"]
            received = row["recu"]
            size = row["taille"]
            digest = row["empreinte"]
            begun = Moment(seconds: row["debut"])
            ended = Offers.moment(row, "fin")
        }
    }

    /// A deposit: what a company sent at once for a consultation.
    public struct Deposit: Sendable, Identifiable {
        public let id: Int64
        /// Its word in addresses; says nothing.
        public let key: String
        public let call: Int64
        public let siret: String
        public let person: Int64?
        public let state: State
        /// Its rank among the deposits of the consultation, once received.
        public let number: Int?
        public let begun: OfferTime
        public let ended: OfferTime?
        /// The closing as it stood when the deposit ended.
        public let closing: Moment?
        /// Whether it ended after the closing, by the machine's clock.
        public let isLate: Bool
        /// Whether the machine's clock was set: the two moments of the end are to be weighed.
        public let isDoubtful: Bool
        /// What the buyer decided of a late or doubtful deposit; nil before.
        public let isAdmitted: Bool?
        public let admissionReason: String
        public let withdrawn: Moment?
        public internal(set) var opened: Moment?
        /// When its files were destroyed.
        public let destroyed: Moment?
        public let files: [File]

        /// Whether it is opened with the others, or once the buyer admits it.
        public var isToOpen: Bool {
            state == .received && destroyed == nil
                && (isAdmitted ?? (!isLate && !isDoubtful))
        }

        /// Whether the buyer left it sealed.
        public var isSetAside: Bool {
            state == .received && isAdmitted == false && opened == nil
        }

        /// How much the machine's clock was set during the transmission, in seconds.
        public var clockShiftSeconds: Int64 {
            ended.map { $0.shiftSeconds - begun.shiftSeconds } ?? 0
        }

        init(_ row: Row, _ files: [File]) {
            id = row["id"]
            key = row["cle"]
            call = row["consultation"]
            siret = row["siret"]
            person = row["personne"]
            state = State(rawValue: row["etat"]) ?? .underWay
            number = row["numero"]
            begun = OfferTime(
                wall: Moment(seconds: row["debut"]), steady: Moment(seconds: row["debut_continu"]))
            if let wall = Offers.moment(row, "fin"), let steady = Offers.moment(row, "fin_continu")
            {
                ended = OfferTime(wall: wall, steady: steady)
            } else {
                ended = nil
            }
            closing = Offers.moment(row, "cloture")
            isLate = row["hors_delai"] == 1
            isDoubtful = row["douteux"] == 1
            isAdmitted = (row["admis"] as Int?).map { $0 == 1 }
            admissionReason = row["admis_motif"]
            withdrawn = Offers.moment(row, "retire")
            opened = Offers.moment(row, "ouvert")
            destroyed = Offers.moment(row, "detruit")
            self.files = files
        }
    }

    static func deposits(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Deposit] {
        try Row.fetchAll(
            database,
            sql: "SELECT * FROM depot WHERE \(condition) ORDER BY numero IS NULL, numero, id",
            arguments: arguments
        ).map { row in
            let files = try Row.fetchAll(
                database, sql: "SELECT * FROM depot_fichier WHERE depot = ? ORDER BY numero",
                arguments: [row["id"] as Int64]
            ).map { File($0) }
            return Deposit(row, files)
        }
    }
}
