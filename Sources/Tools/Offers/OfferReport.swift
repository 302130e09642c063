import Law
import Procurement

/// Marks and totals as tables and texts write them.
struct OfferReport: Sendable {
    let offers: OfferCase
    let ranking: OfferRanking

    /// A mark on its criterion's scale.
    func mark(_ leaf: Int, _ offer: Int) -> LegalNumber {
        (ranking.parts[leaf][offer] * Ratio(offers.leaves[leaf].greatest)).rounded
            ?? LegalNumber(0)
    }

    /// A total out of a hundred.
    func total(_ offer: Int) -> LegalNumber {
        (ranking.totals[offer] * Ratio(100, 1)).rounded ?? LegalNumber(0)
    }

    /// `1er`, `2e`, and « ex æquo » where somebody shares it.
    func rank(_ offer: Int) -> String {
        let rank = ranking.ranks[offer]
        let isShared = ranking.ranks.count { $0 == rank } > 1
        return (rank == 1 ? "1re" : "\(rank)e") + (isShared ? " ex æquo" : "")
    }

    func weight(_ leaf: Int) -> String {
        ((offers.leaves[leaf].weight * Ratio(100, 1)).rounded ?? LegalNumber(0))
            .french(decimals: 2) + "\u{202F}%"
    }

    var rankingTable: ToolTable {
        ToolTable(
            "ranking", "Classement",
            columns: [
                .init("offer", "Offre"), .init("rank", "Rang"), .init("total", "Total sur 100"),
                .init("price", "Prix HT"),
            ],
            rows: ranking.order.map { place in
                [
                    .text(offers.offers[place].name), .text(rank(place)),
                    .number(total(place), unit: ""), .money(offers.offers[place].price),
                ]
            })
    }

    var marksTable: ToolTable {
        var rows: [[ToolValue]] = []
        for leaf in offers.leaves.indices {
            for place in ranking.order {
                rows.append([
                    .text(offers.leaves[leaf].name), .text(weight(leaf)),
                    .text(offers.offers[place].name), .number(mark(leaf, place), unit: ""),
                    .number(offers.leaves[leaf].greatest, unit: ""),
                    .text(reason(leaf, place)),
                ])
            }
        }
        return ToolTable(
            "marks", "Notes",
            columns: [
                .init("criterion", "Critère"), .init("weight", "Poids"), .init("offer", "Offre"),
                .init("mark", "Note"), .init("outOf", "Sur"), .init("reason", "Motif"),
            ], rows: rows,
            note:
                "Les notes sont arrondies à l’affichage\u{202F}; le classement se fait sur les valeurs exactes."
        )
    }

    /// Why a mark.
    func reason(_ leaf: Int, _ offer: Int) -> String {
        if offers.leaves[leaf].kind == .price {
            return "\(offers.formula.label), sur \(offers.offers[offer].price.french)"
        }
        return offers.marks[leaf][offer]?.reason ?? ""
    }

    /// How far marks spread on each criterion: one that never tells offers apart weighs nothing.
    var spreadTable: ToolTable {
        ToolTable(
            "spread", "Écarts entre les notes, par critère",
            columns: [
                .init("criterion", "Critère"), .init("weight", "Poids"),
                .init("spread", "Écart, en part de l’échelle"),
                .init("effect", "Points en jeu sur 100"),
            ],
            rows: offers.leaves.indices.map { leaf in
                let parts = ranking.parts[leaf]
                let spread = (parts.max() ?? .zero) - (parts.min() ?? .zero)
                let hundred = Ratio(100, 1)
                return [
                    .text(offers.leaves[leaf].name), .text(weight(leaf)),
                    .number((spread * hundred).rounded ?? LegalNumber(0), unit: "%"),
                    .number(
                        (spread * offers.leaves[leaf].weight * hundred).rounded ?? LegalNumber(0),
                        unit: ""),
                ]
            },
            note:
                "Un critère dont toutes les notes se ressemblent ne pèse rien, quel que soit son poids annoncé."
        )
    }

    var chart: ToolChart {
        ToolChart(
            title: "Totaux sur 100", unit: "",
            kind: .bars(
                ranking.order.map { place in
                    ToolChart.Bar(
                        label: offers.offers[place].name, value: total(place).approximate)
                }))
    }
}
