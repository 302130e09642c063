extension LegalFact {
    /// Every fact of this target.
    public static let all: [LegalFact] =
        [
            essentialData, advertising, publicationDelay, minorWorksChange, minorSupplyChange,
            greatestChange,
        ] + European.allCases.map(\.fact)

    /// From what amount essential data must be published.
    public static let essentialData = LegalFact(
        "essentialData", "Publication des données essentielles",
        [
            .init(
                25_000, .euros, from: "2018-10-01", to: "2019-12-31",
                "décret 2016-360, article 107", .memory),
            .init(
                40_000, .euros, from: "2020-01-01",
                "code de la commande publique, articles L2196-2 et R2196-1", .found),
        ])

    /// From what amount a notice must be published in the BOAMP or a journal of legal notices.
    public static let advertising = LegalFact(
        "advertising", "Publicité au BOAMP ou dans un journal d'annonces légales",
        [
            .init(
                90_000, .euros, from: "2012-01-01",
                "décret 2016-360, article 34 ; code de la commande publique, article R2131-12",
                .found)
        ])

    /// How long after notification essential data must be published.
    public static let publicationDelay = LegalFact(
        "publicationDelay", "Délai de publication des données essentielles",
        [
            .init(
                2, .months, from: "2018-10-01",
                "code de la commande publique, articles L2196-2 et R2196-1", .found)
        ])

    /// Under what share of the initial amount works may change without other ground.
    public static let minorWorksChange = LegalFact(
        "minorWorksChange", "Modification de faible montant, travaux",
        [
            .init(
                15, .percent, from: "2016-04-01",
                "décret 2016-360, article 139 ; code de la commande publique, article R2194-8",
                .found)
        ])

    /// The same for supplies and services.
    public static let minorSupplyChange = LegalFact(
        "minorSupplyChange", "Modification de faible montant, fournitures et services",
        [
            .init(
                10, .percent, from: "2016-04-01",
                "décret 2016-360, article 139 ; code de la commande publique, article R2194-8",
                .found)
        ])

    /// The greatest change for needed additions or unforeseen circumstances.
    public static let greatestChange = LegalFact(
        "greatestChange", "Modification pour prestations nécessaires ou circonstances imprévues",
        [
            .init(
                50, .percent, from: "2016-04-01",
                "code de la commande publique, articles R2194-2, R2194-3 et R2194-5", .memory)
        ])
}
