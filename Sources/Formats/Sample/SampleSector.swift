/// A kind of purchase in the invented sample: what is bought, for how much, how long.
struct SampleSector {
    /// Chances, relative to the other sectors.
    var weight: Int
    /// CPV codes, without check digit.
    var codes: [StaticString]
    /// What the object begins with.
    var works: [StaticString]
    /// Power of two of the median amount in euros, and spread in powers of two.
    var median: Double
    var spread: Double
    /// General conditions.
    var ccag: StaticString
    /// Months.
    var shortest: Int
    var longest: Int
    /// Chances in a thousand that it is a framework.
    var frameworks: Int
    /// Whether the origin of products is asked (food, vehicles, health products, clothing).
    var asksOrigin = false

    /// All sectors.
    static let all: [SampleSector] = [
        .init(
            weight: 24, codes: ["45214200", "45210000", "45454000", "45215000"],
            works: [
                "Réhabilitation du groupe scolaire", "Extension de la médiathèque",
                "Construction d'une salle polyvalente", "Restructuration de l'hôtel de ville",
                "Rénovation énergétique du gymnase",
            ], median: 17.2, spread: 1.9, ccag: "Travaux", shortest: 3, longest: 24, frameworks: 40),
        .init(
            weight: 12, codes: ["45261000", "45261210", "45260000", "45261900"],
            works: [
                "Réfection de la toiture de l'école", "Couverture et étanchéité du gymnase",
                "Charpente et couverture de l'église", "Reprise de la toiture terrasse du collège",
            ], median: 16.3, spread: 1.6, ccag: "Travaux", shortest: 2, longest: 12, frameworks: 20),
        .init(
            weight: 16, codes: ["45233140", "45233120", "45233222", "45231300"],
            works: [
                "Réfection de la voirie communale", "Aménagement de la rue principale",
                "Travaux d'assainissement et d'eau potable", "Création d'une piste cyclable",
                "Aménagement d'un carrefour giratoire",
            ], median: 17.0, spread: 2.0, ccag: "Travaux", shortest: 2, longest: 48,
            frameworks: 250),
        .init(
            weight: 12, codes: ["45310000", "45331000", "45421000", "45442100", "45432000"],
            works: [
                "Électricité, courants forts et faibles, pour la maison de quartier",
                "Chauffage, ventilation et plomberie de la résidence",
                "Menuiseries extérieures de la mairie", "Peinture et sols souples de la crèche",
            ], median: 15.8, spread: 1.6, ccag: "Travaux", shortest: 2, longest: 18, frameworks: 60),
        .init(
            weight: 8, codes: ["71200000", "71221000", "71300000", "71521000"],
            works: [
                "Mission de maîtrise d'œuvre pour la construction d'une école",
                "Assistance à maîtrise d'ouvrage pour la rénovation du centre nautique",
                "Mission de coordination en matière de sécurité et de protection de la santé",
            ], median: 15.7, spread: 1.4, ccag: "Maitrise d'œuvre", shortest: 6, longest: 48,
            frameworks: 80),
        .init(
            weight: 7, codes: ["15800000", "15500000", "15300000", "15110000"],
            works: [
                "Fourniture de denrées alimentaires pour la restauration scolaire",
                "Fourniture de produits laitiers et d'œufs", "Fourniture de fruits et légumes",
            ], median: 15.6, spread: 1.5, ccag: "Fournitures courantes et services", shortest: 12,
            longest: 48, frameworks: 850, asksOrigin: true),
        .init(
            weight: 5, codes: ["34110000", "34144900", "34144210"],
            works: [
                "Acquisition de véhicules légers", "Acquisition de véhicules électriques",
                "Fourniture de véhicules d'incendie et de secours",
            ], median: 16.6, spread: 1.5, ccag: "Fournitures courantes et services", shortest: 3,
            longest: 48, frameworks: 400, asksOrigin: true),
        .init(
            weight: 5, codes: ["33140000", "33600000", "33190000"],
            works: [
                "Fourniture de dispositifs médicaux", "Fourniture de médicaments",
                "Fourniture de consommables de laboratoire",
            ], median: 16.2, spread: 2.2, ccag: "Fournitures courantes et services", shortest: 12,
            longest: 48, frameworks: 800, asksOrigin: true),
        .init(
            weight: 6, codes: ["48000000", "72000000", "30200000", "72260000"],
            works: [
                "Acquisition et maintenance d'un logiciel de gestion",
                "Fourniture d'équipements informatiques", "Infogérance du système d'information",
            ], median: 16.4, spread: 1.8,
            ccag: "Techniques de l'information et de la communication", shortest: 12, longest: 60,
            frameworks: 450),
        .init(
            weight: 7, codes: ["90910000", "90919200", "77310000", "90500000"],
            works: [
                "Nettoyage des locaux et de la vitrerie", "Entretien des espaces verts",
                "Collecte et traitement des déchets ménagers",
            ], median: 16.8, spread: 2.0, ccag: "Fournitures courantes et services", shortest: 12,
            longest: 60, frameworks: 500),
        .init(
            weight: 4, codes: ["66510000", "66515000"],
            works: [
                "Services d'assurances : dommages aux biens", "Assurance de la flotte automobile",
            ],
            median: 15.2, spread: 1.6, ccag: "Pas de CCAG", shortest: 24, longest: 60,
            frameworks: 10),
        .init(
            weight: 4, codes: ["60130000", "60100000"],
            works: ["Transport scolaire", "Transport de personnes à mobilité réduite"],
            median: 17.0, spread: 1.7, ccag: "Fournitures courantes et services", shortest: 12,
            longest: 72, frameworks: 600),
        .init(
            weight: 4, codes: ["79341000", "79800000", "79952000"],
            works: [
                "Impression du bulletin d'information", "Campagne de communication",
                "Organisation du festival d'été",
            ], median: 14.9, spread: 1.4, ccag: "Prestations intellectuelles", shortest: 6,
            longest: 48, frameworks: 500),
        .init(
            weight: 3, codes: ["09310000", "09123000", "09134200"],
            works: [
                "Fourniture d'électricité", "Fourniture de gaz naturel", "Fourniture de carburants",
            ],
            median: 18.2, spread: 1.9, ccag: "Fournitures courantes et services", shortest: 12,
            longest: 36, frameworks: 800),
        .init(
            weight: 4, codes: ["80500000", "85300000", "73000000"],
            works: [
                "Formation des agents", "Accompagnement social vers l'emploi",
                "Étude de programmation urbaine",
            ], median: 15.3, spread: 1.5, ccag: "Prestations intellectuelles", shortest: 6,
            longest: 48, frameworks: 450),
    ]

    /// The sector of a number from 0 up to the sum of the weights.
    static let byChance: [Int] = all.indices.flatMap {
        Array(repeating: $0, count: all[$0].weight)
    }
}
