/// Where an event of meetings stands. The organiser alone moves it, by an explicit and dated act.
public enum MeetingStage: String, Sendable, CaseIterable, Comparable {
    /// Seen by its organiser only.
    case draft = "brouillon"
    /// Buyers post needs, companies register and post solutions.
    case needsOpen = "besoins"
    /// Needs are public and no longer change: everybody knows the same.
    case needsFrozen = "besoins_figes"
    /// Each says whom it wants to meet.
    case wishesOpen = "voeux"
    /// The organiser makes the programme.
    case wishesClosed = "voeux_clos"
    /// Everybody has an agenda.
    case published = "publie"
    /// Meetings take place; absences are repaired.
    case theDay = "jour"
    /// Each side says what it thought of its meetings.
    case feedback = "retours"
    /// Over; what came of it is followed.
    case closed = "close"

    private var rank: Int { MeetingStage.allCases.firstIndex(of: self) ?? 0 }

    /// The earlier comes first.
    public static func < (former: MeetingStage, latter: MeetingStage) -> Bool {
        former.rank < latter.rank
    }

    /// The stages that may follow this one. Publishing a programme leads to `published`.
    public var following: [MeetingStage] {
        switch self {
        case .draft: [.needsOpen]
        case .needsOpen: [.needsFrozen]
        case .needsFrozen: [.wishesOpen]
        case .wishesOpen: [.wishesClosed]
        // Needs never open again: somebody may already have read them.
        case .wishesClosed: [.wishesOpen]
        case .published: [.theDay]
        case .theDay: [.feedback]
        case .feedback: [.closed]
        case .closed: []
        }
    }

    /// French, as shown.
    public var label: String {
        switch self {
        case .draft: "En préparation"
        case .needsOpen: "Dépôt des besoins et des solutions"
        case .needsFrozen: "Besoins publiés et figés"
        case .wishesOpen: "Vœux ouverts"
        case .wishesClosed: "Vœux clos, programme en préparation"
        case .published: "Programme publié"
        case .theDay: "Jour des rencontres"
        case .feedback: "Retours ouverts"
        case .closed: "Rencontres closes"
        }
    }

    /// French, as on the button that leads here.
    public var act: String {
        switch self {
        case .draft: "Remettre en préparation"
        case .needsOpen: "Ouvrir le dépôt des besoins et des solutions"
        case .needsFrozen: "Figer et publier les besoins"
        case .wishesOpen: "Ouvrir les vœux"
        case .wishesClosed: "Clore les vœux"
        case .published: "Publier le programme"
        case .theDay: "Commencer la journée"
        case .feedback: "Ouvrir les retours"
        case .closed: "Clore les rencontres"
        }
    }
}

/// The two sides of a meeting.
public enum MeetingSide: String, Sendable, CaseIterable {
    case buyer = "acheteur"
    case company = "entreprise"

    /// Whom this side meets.
    public var other: MeetingSide { self == .buyer ? .company : .buyer }

    /// French, as shown.
    public var label: String { self == .buyer ? "Acheteur" : "Entreprise" }
}

/// What a company declares of its size.
public enum DeclaredSize: String, Sendable, CaseIterable {
    case unknown = ""
    case micro
    case small = "pme"
    case middle = "eti"
    case large = "ge"

    /// Whether ties are settled in its favour.
    public var isSmall: Bool { self == .micro || self == .small }

    /// French, as shown, after the categories of the decree 2008-1354.
    public var label: String {
        switch self {
        case .unknown: "Non précisée"
        case .micro: "Microentreprise (moins de 10 personnes)"
        case .small: "PME (moins de 250 personnes)"
        case .middle: "Entreprise de taille intermédiaire"
        case .large: "Grande entreprise"
        }
    }
}

/// How far a solution is from daily use, in plain words.
public enum SolutionMaturity: String, Sendable, CaseIterable {
    case idea = "idee"
    case prototype
    case pilot = "pilote"
    case firstCustomers = "premiers_clients"
    case widespread = "deployee"

    /// French, as shown.
    public var label: String {
        switch self {
        case .idea: "Idée étudiée, rien à montrer encore"
        case .prototype: "Prototype ou démonstrateur"
        case .pilot: "Essai en conditions réelles"
        case .firstCustomers: "Premiers clients"
        case .widespread: "Déployée chez plusieurs clients"
        }
    }
}

/// When a buyer would buy what it looks for.
public enum NeedHorizon: String, Sendable, CaseIterable {
    case months = "moins_de_six_mois"
    case year = "un_an"
    case twoYears = "deux_ans"
    case exploring = "exploration"

    /// French, as shown.
    public var label: String {
        switch self {
        case .months: "Dans les six mois"
        case .year: "Dans l’année"
        case .twoYears: "Dans les deux ans"
        case .exploring: "Exploration, sans achat prévu"
        }
    }
}

/// What needs and solutions are about.
public enum InnovationTheme: String, Sendable, CaseIterable {
    case energy = "energie"
    case building = "batiment"
    case mobility = "mobilite"
    case health = "sante"
    case digital = "numerique"
    case waste = "dechets"
    case food = "alimentation"
    case water = "eau"
    case social = "social"
    case other = "autre"

    /// French, as shown.
    public var label: String {
        switch self {
        case .energy: "Énergie et climat"
        case .building: "Bâtiment et travaux"
        case .mobility: "Mobilité et voirie"
        case .health: "Santé et autonomie"
        case .digital: "Numérique et données"
        case .waste: "Déchets et réemploi"
        case .food: "Alimentation"
        case .water: "Eau et nature"
        case .social: "Insertion et action sociale"
        case .other: "Autre"
        }
    }
}
