import GRDB

/// What a buyer asks several firms a quote for, in public, until a moment.
public struct Consultation: Sendable, Hashable, Identifiable {
    /// Where it stands.
    public enum State: String, Sendable, CaseIterable {
        case draft = "brouillon"
        case published = "publiee"
        case opened = "ouverte"
        case awarded = "attribuee"
        case withoutSequel = "sans_suite"
        case cancelled = "annulee"

        /// French, as shown.
        public var label: String {
            switch self {
            case .draft: "Brouillon"
            case .published: "Publiée"
            case .opened: "En analyse"
            case .awarded: "Attribuée"
            case .withoutSequel: "Sans suite"
            case .cancelled: "Annulée"
            }
        }

        /// Whether nothing more is expected of companies or of the analysis.
        public var isOver: Bool { self == .awarded || self == .withoutSequel || self == .cancelled }
    }

    /// What is bought, as the law tells purchases apart.
    public enum Purchase: String, Sendable, CaseIterable {
        case works = "travaux"
        case supplies = "fournitures"
        case services
        case socialServices = "services_sociaux"

        /// French, as shown.
        public var label: String {
            switch self {
            case .works: "Travaux"
            case .supplies: "Fournitures"
            case .services: "Services"
            case .socialServices: "Services sociaux et autres services spécifiques"
            }
        }
    }

    /// How offers reach the buyer.
    public enum Reception: String, Sendable, CaseIterable {
        /// Sealed on this site until the buyer's agents open them.
        case site
        /// By another way, which the description tells: the buyer notes what it received.
        case elsewhere = "ailleurs"

        /// French, as shown.
        public var label: String {
            switch self {
            case .site: "Scellées sur ce site jusqu’à leur ouverture"
            case .elsewhere: "Par un autre moyen, dit dans la description"
            }
        }
    }

    public let id: Int64
    /// The word of its address.
    public let key: String
    /// The buyer's SIRET.
    public let buyer: String
    public let buyerName: String
    /// The kind of buyer: a raw value of the law's list; empty when not said.
    public let buyerKind: String
    public let object: String
    /// Markdown.
    public let description: String
    public let purchase: Purchase
    /// The procedure foreseen: `devis` is the only one that is ever published.
    public let procedure: String
    /// Eight digits; empty when not said.
    public let code: String
    /// Postal code of the place; empty when not said.
    public let place: String
    /// Longest duration, in months.
    public let months: Int?
    /// Estimated value of the whole need before tax, in cents; never public.
    public let estimateCents: Int64?
    /// Least yearly turnover asked, in cents.
    public let turnoverCents: Int64?
    /// Formula that marks prices: a raw value of the tool's list.
    public let formula: String
    /// How offers reach the buyer.
    public let reception: Reception
    public let state: State
    public let published: Moment?
    /// When offers must have arrived.
    public let deadline: Moment?
    /// What the law said when it was published: sentences, a line each.
    public let basis: String
    /// Why it was cancelled or declared without sequel.
    public let reason: String
    /// When the last act of the procedure was done: what the time of keeping is counted from.
    public let ended: Moment?
    /// Whether it is invented, for a demonstration.
    public let isExample: Bool
    public let created: Moment
    public let changed: Moment
    public let version: Int

    init(_ row: Row) {
        id = row["id"]
        key = row["cle"]
        buyer = row["acheteur"]
        buyerName = row["acheteur_nom"]
        buyerKind = row["acheteur_genre"]
        object = row["objet"]
        description = row["description"]
        purchase = Purchase(rawValue: row["achat"]) ?? .services
        procedure = row["procedure"]
        code = row["cpv"]
        place = row["lieu"]
        months = row["mois"]
        estimateCents = row["estimation_centimes"]
        turnoverCents = row["ca_minimal_centimes"]
        formula = row["formule"]
        reception = Reception(rawValue: row["reception"]) ?? .site
        state = State(rawValue: row["etat"]) ?? .draft
        published = (row["publication"] as Int64?).map { Moment(seconds: $0) }
        deadline = (row["cloture"] as Int64?).map { Moment(seconds: $0) }
        basis = row["fondement"]
        reason = row["motif"]
        ended = (row["terminee"] as Int64?).map { Moment(seconds: $0) }
        isExample = row["exemple"] == 1
        created = Moment(seconds: row["cree"])
        changed = Moment(seconds: row["modifie"])
        version = row["version"]
    }

    /// Whether offers may still arrive in time.
    public func takesOffers(at now: Moment) -> Bool {
        state == .published && (deadline.map { now <= $0 } ?? false)
    }
}

extension Consultation {
    /// A part of the need that is awarded on its own.
    public struct Lot: Sendable, Hashable {
        public let number: Int
        public let object: String
        /// Before tax, in cents; never public.
        public let estimateCents: Int64?

        /// A lot.
        public init(number: Int, object: String, estimateCents: Int64? = nil) {
            self.number = number
            self.object = object
            self.estimateCents = estimateCents
        }

        init(_ row: Row) {
            number = row["numero"]
            object = row["objet"]
            estimateCents = row["estimation_centimes"]
        }
    }

    /// What offers are compared by.
    public struct Criterion: Sendable, Hashable, Identifiable {
        /// 0 until it is kept.
        public let id: Int64
        public let name: String
        public let isPrice: Bool
        /// Part of a hundred.
        public let weight: Int

        /// A criterion.
        public init(id: Int64 = 0, name: String, isPrice: Bool, weight: Int) {
            self.id = id
            self.name = name
            self.isPrice = isPrice
            self.weight = weight
        }

        init(_ row: Row) {
            id = row["id"]
            name = row["nom"]
            isPrice = row["genre"] == "prix"
            weight = row["poids"]
        }
    }

    /// A document given to all.
    public struct Piece: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// The name of the file in the store.
        public let file: String
        public let name: String
        public let label: String
        public let added: Moment
        public let removed: Moment?
        public let kind: FileKind
        /// Bytes.
        public let size: Int

        init(_ row: Row) {
            id = row["id"]
            file = row["fichier"]
            name = row["nom"]
            label = row["libelle"]
            added = Moment(seconds: row["ajout"])
            removed = (row["retrait"] as Int64?).map { Moment(seconds: $0) }
            let type: String = row["type"]
            kind = FileKind.allCases.first { $0.mediaType == type } ?? .txt
            size = row["taille"]
        }
    }

    /// A notice of what changed after publication; never removed.
    public struct Notice: Sendable, Hashable, Identifiable {
        /// What it tells.
        public enum Kind: String, Sendable {
            case published = "publication"
            case changed = "modification"
            case extended = "report"
            case document = "piece"
            case answered = "reponse"
            case ended = "fin"
            case awarded = "attribution"

            /// French, as shown.
            public var label: String {
                switch self {
                case .published: "Publication"
                case .changed: "Modification"
                case .extended: "Nouvelle date limite"
                case .document: "Document"
                case .answered: "Réponse à une question"
                case .ended: "Fin de la procédure"
                case .awarded: "Attribution"
                }
            }
        }

        public let id: Int64
        public let kind: Kind
        public let moment: Moment
        public let text: String
        /// What stood before, for those who had read it; empty when nothing was replaced.
        public let before: String

        init(_ row: Row) {
            id = row["id"]
            kind = Kind(rawValue: row["genre"]) ?? .changed
            moment = Moment(seconds: row["moment"])
            text = row["texte"]
            before = row["avant"]
        }
    }
}

/// A proof that a buyer may want of companies, among a closed list: what the law lets it ask, and what it
/// does not, which is refused with the article.
public enum ConsultationProof: String, Sendable, CaseIterable {
    case exclusionDeclaration = "declaration-exclusions"
    case turnover = "chiffre-affaires"
    case staff = "effectifs"
    case references
    case insurance = "assurance"
    case qualification
    case balanceSheets = "bilans"
    case taxCertificate = "attestation-fiscale"
    case socialCertificate = "attestation-sociale"
    case companyExtract = "extrait-kbis"
    case criminalRecord = "casier-judiciaire"
    case bankDetails = "rib"

    /// French, as shown.
    public var label: String {
        switch self {
        case .exclusionDeclaration: "Déclaration sur l’honneur de n’être pas exclu des marchés"
        case .turnover: "Chiffre d’affaires des trois dernières années"
        case .staff: "Effectifs et moyens"
        case .references: "Références semblables"
        case .insurance: "Assurance des risques professionnels"
        case .qualification: "Qualification professionnelle, ou preuve équivalente"
        case .balanceSheets: "Bilans des trois dernières années"
        case .taxCertificate: "Attestation fiscale"
        case .socialCertificate: "Attestation sociale (Urssaf)"
        case .companyExtract: "Extrait Kbis"
        case .criminalRecord: "Extrait de casier judiciaire"
        case .bankDetails: "Relevé d’identité bancaire"
        }
    }
}
