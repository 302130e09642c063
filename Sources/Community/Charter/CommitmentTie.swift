public import Procurement

/// What ties a commitment to a figure: the indicator, on which contracts, since when, towards what.
public struct CommitmentTie: Sendable, Hashable {
    /// Which side of the target keeps the promise.
    public enum Sense: String, Sendable, CaseIterable {
        case atMost = "au_plus"
        case atLeast = "au_moins"

        /// French, as shown.
        public var label: String {
            switch self {
            case .atMost: "au plus"
            case .atLeast: "au moins"
            }
        }
    }

    /// As `CON-01`.
    public var indicator: String
    /// The measure's name.
    public var measure: String
    /// A query such as `type=Travaux`, empty for every contract of the signatory.
    public var filters: String
    public var place: FigureQuestion.Place
    /// The edition that positions are counted from; nil: the one served when the signatory signed.
    public var baseline: String?
    public var sense: Sense
    /// The target in millionths of the measure's unit: 100 000 for a share of 10 %.
    public var targetMillionths: Int64
    /// The last day to reach it.
    public var due: Day?

    /// What ties a commitment to a figure.
    public init(
        indicator: String, measure: String, filters: String = "",
        place: FigureQuestion.Place = .buyer, baseline: String? = nil, sense: Sense,
        targetMillionths: Int64, due: Day? = nil
    ) {
        self.indicator = indicator
        self.measure = measure
        self.filters = filters
        self.place = place
        self.baseline = baseline
        self.sense = sense
        self.targetMillionths = targetMillionths
        self.due = due
    }

    /// The target in the measure's unit.
    public var target: Double { Double(targetMillionths) / 1_000_000 }

    /// Why figures on places carry no commitment.
    public static let territorialRefusal =
        "Un indicateur territorial ne peut pas porter d’engagement\u{202F}: promettre une part d’achats "
        + "locaux serait une préférence locale, contraire à l’égalité de traitement des candidats "
        + "(code de la commande publique, article L3). Ces indicateurs observent ce qui advient, ils ne "
        + "fixent pas de but."

    /// Filters on the place of firms: a promise over them would be a local preference all the same.
    public static let territorialFilters: Set<String> = [
        "local", "local_region", "titulaire_departement", "titulaire_region",
    ]

    /// Filters that name somebody: the signatory alone says whose contracts count.
    public static let namingFilters: Set<String> = [
        "acheteur_id", "acheteur_nom", "titulaire_id", "titulaire_siren", "titulaire_nom",
    ]

    /// The tie, once the indicator may carry it and the rest holds.
    ///
    /// - Throws: `.invalid` naming the field: `indicateur`, `filtres`, `sens`, `edition_reference`.
    func checked(_ figures: any CharterFigures) throws -> CommitmentTie {
        // The code alone is enough, whatever the catalogue says of it.
        guard !indicator.uppercased().hasPrefix("TER-") else {
            throw Self.refused("indicateur", indicator, Self.territorialRefusal)
        }
        guard let known = figures.indicators.first(where: { $0.code == indicator.uppercased() })
        else {
            throw Self.refused(
                "indicateur", indicator,
                "Aucun indicateur n’a le code «\u{202F}\(indicator.prefix(20))\u{202F}».")
        }
        guard !known.isTerritorial else {
            throw Self.refused("indicateur", indicator, Self.territorialRefusal)
        }
        guard known.measures.contains(where: { $0.name == measure }) else {
            throw Self.refused(
                "indicateur", measure, "Cet indicateur n’a pas de mesure de ce nom.")
        }
        let isContrary =
            (known.better == .lower && sense == .atLeast)
            || (known.better == .higher && sense == .atMost)
        guard !isContrary else {
            throw Self.refused(
                "sens", sense.rawValue,
                "Pour cet indicateur, \(known.better == .lower ? "plus bas" : "plus haut") est mieux\u{202F}: "
                    + "la cible doit être dite dans ce sens.")
        }
        var tie = self
        tie.indicator = known.code
        tie.filters = try filters(figures)
        if let baseline, try !figures.editions().contains(where: { $0.id == baseline }) {
            throw Self.refused(
                "edition_reference", baseline, "Cette édition n’est pas gardée ici.")
        }
        return tie
    }

    private func filters(_ figures: any CharterFigures) throws -> String {
        guard !filters.isEmpty else { return "" }
        let canonical = try figures.canonical(filters, field: "filtres")
        for item in canonical.split(separator: "&") {
            let key = String(item.prefix { $0 != "=" })
            if Self.territorialFilters.contains(key) {
                throw Self.refused("filtres", key, Self.territorialRefusal)
            }
            if Self.namingFilters.contains(key) {
                throw Self.refused(
                    "filtres", key,
                    "Un filtre ne nomme personne\u{202F}: chaque signataire est compté sur ses propres "
                        + "contrats.")
            }
        }
        return canonical
    }

    private static func refused(_ field: String, _ value: String, _ sentence: String)
        -> CommunityRefusal
    {
        .invalid(field: field, value: String(value.prefix(80)), sentence: sentence)
    }
}
