import Law
import Procurement

/// What the weights would change, as tables.
enum SensitivityTables {
    /// Offers beyond which pairs are not listed.
    private static let mostPairs = 12

    /// By criterion, then by pair for the price.
    static func tables(_ report: OfferReport) -> [ToolTable] {
        let offers = report.offers
        let studies = offers.tops.compactMap { WeightSensitivity(offers, report.ranking, top: $0) }
        guard !studies.isEmpty, offers.offers.count > 1 else { return [] }
        var tables = [
            ToolTable(
                "sensitivity", "Si les poids changeaient",
                columns: [
                    .init("criterion", "Critère"), .init("weight", "Poids"),
                    .init("below", "En baissant, change à"),
                    .init("belowWinner", "Première au-dessous"),
                    .init("above", "En montant, change à"),
                    .init("aboveWinner", "Première au-dessus"),
                ],
                rows: studies.map { study in
                    [
                        .text(study.top), .text(written(study.weight)),
                        .text(study.below.map { written($0.weight) } ?? "jamais"),
                        .text(study.below.map { names($0.winners, offers) } ?? "—"),
                        .text(study.above.map { written($0.weight) } ?? "jamais"),
                        .text(study.above.map { names($0.winners, offers) } ?? "—"),
                    ]
                },
                note:
                    "Poids exacts auxquels la première place change de main, les autres critères gardant "
                    + "leurs proportions. À ce poids même, des offres sont ex æquo\u{202F}; au-delà, l’autre passe."
            )
        ]
        let price = offers.priceLeaf.map { offers.leaves[$0].top }
        if let study = studies.first(where: { $0.top == price }),
            offers.offers.count <= mostPairs, !study.crossings.isEmpty
        {
            tables.append(
                ToolTable(
                    "crossings", "Poids du prix où deux offres sont à égalité",
                    columns: [
                        .init("pair", "Offres"), .init("weight", "Poids du prix"),
                        .init("fraction", "Exactement"),
                    ],
                    rows: study.crossings.map { crossing in
                        [
                            .text(
                                "\(offers.offers[crossing.one].name) et "
                                    + offers.offers[crossing.other].name),
                            .number(
                                (crossing.weight * Ratio(100, 1)).rounded ?? LegalNumber(0),
                                unit: "%"), .text(crossing.weight.fraction ?? "—"),
                        ]
                    }))
        }
        return tables
    }

    private static func written(_ weight: Ratio) -> String {
        let percent =
            ((weight * Ratio(100, 1)).rounded ?? LegalNumber(0)).french(decimals: 2) + "\u{202F}%"
        return weight.fraction.map { "\(percent) (\($0))" } ?? percent
    }

    private static func names(_ places: [Int], _ offers: OfferCase) -> String {
        places.map { offers.offers[$0].name }.joined(separator: " et ")
    }
}
