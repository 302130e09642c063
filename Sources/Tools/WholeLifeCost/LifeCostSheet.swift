import Law
import Procurement

/// Figures of a case as tables and charts show them.
struct LifeCostSheet: Sendable {
    let life: LifeCostCase
    let costs: [LifeCost]

    /// Places of the offers that cost least; the first where two cost the same to the cent.
    var bestWith: Int { best { $0.total } }
    var bestWithout: Int { best { $0.internalTotal } }

    private func best(_ total: (LifeCost) -> Double) -> Int {
        costs.indices.min { LifeCost.money(total(costs[$0])) < LifeCost.money(total(costs[$1])) }
            ?? 0
    }

    static func percent(_ part: Double) -> String {
        LegalNumber(tenThousandths: Int64((part * 1_000_000).rounded())).french(decimals: 1)
            + "\u{202F}%"
    }

    static func euros(_ value: Double) -> String { LifeCost.money(value).frenchWhole }

    var summary: String {
        let best = costs[bestWith]
        guard costs.count > 1 else {
            return
                "\(best.offer.name) coûte \(Self.euros(best.internalTotal)) en \(life.years) ans, et "
                + "\(Self.euros(best.total)) avec le carbone."
        }
        let without = costs[bestWithout]
        let first =
            "Sans le carbone, \(without.offer.name) coûte le moins\u{202F}: \(Self.euros(without.internalTotal)). "
        return first
            + "Avec lui, \(bestWith == bestWithout ? "c’est encore elle" : best.offer.name)\u{202F}: "
            + "\(Self.euros(best.total))."
    }

    var results: [ToolResult] {
        [
            ToolResult(
                name: "bestWithoutExternalities", label: "La moins chère, sans le carbone",
                value: .text(costs[bestWithout].offer.name)),
            ToolResult(
                name: "bestWithExternalities", label: "La moins chère, carbone compris",
                value: .text(costs[bestWith].offer.name)),
        ]
    }

    private func money(_ value: Double) -> ToolValue { .money(LifeCost.money(value)) }

    /// Totals, the cheapest first.
    var totals: ToolTable {
        let order = costs.indices.sorted { (costs[$0].total, $0) < (costs[$1].total, $1) }
        let rate = life.rate
        let years = Double(life.years)
        var annuity = 1 / years
        if rate > 0 {
            var growth = 1.0
            for _ in 0..<life.years { growth *= 1 + rate }
            annuity = rate / (1 - 1 / growth)
        }
        return ToolTable(
            "totals", "Totaux",
            columns: [
                .init("offer", "Offre"), .init("internal", "Sans le carbone"),
                .init("carbon", "Carbone"), .init("total", "Avec le carbone"),
                .init("yearly", "Par an, sans le carbone"),
                .init("emissions", "Émissions, kg CO₂e"),
            ],
            rows: order.map { place in
                let cost = costs[place]
                return [
                    .text(cost.offer.name), money(cost.internalTotal), money(cost.value(.carbon)),
                    money(cost.total), money(cost.internalTotal * annuity),
                    .number(LegalNumber(Int64(cost.emissions.rounded())), unit: "kg"),
                ]
            },
            note:
                "Les kilogrammes s’ajoutent sans être actualisés. Le coût par an est l’annuité équivalente."
        )
    }

    /// Present values by family.
    var families: ToolTable {
        let shown = CostFamily.allCases.filter { family in
            costs.contains { $0.value(family) != 0 }
        }
        return ToolTable(
            "families", "Par nature de coût, en valeur d’aujourd’hui",
            columns: [.init("offer", "Offre")] + shown.map { .init($0.rawValue, $0.label) },
            rows: costs.map { cost in
                [.text(cost.offer.name)] + shown.map { money(cost.value($0)) }
            })
    }

    /// Acquisition prices at which an offer would equal the best.
    var breakEven: ToolTable {
        let without = costs[bestWithout].internalTotal
        let with = costs[bestWith].total
        return ToolTable(
            "breakEven", "Prix d’acquisition d’équilibre",
            columns: [
                .init("offer", "Offre"), .init("acquisition", "Acquisition"),
                .init("withoutCarbon", "Équilibre sans le carbone"),
                .init("withCarbon", "Équilibre avec le carbone"),
            ],
            rows: costs.map { cost in
                [
                    .text(cost.offer.name), money(cost.offer.acquisition),
                    money(cost.offer.acquisition - (cost.internalTotal - without)),
                    money(cost.offer.acquisition - (cost.total - with)),
                ]
            },
            note:
                "À ce prix, l’offre coûterait autant que la meilleure. Négatif, aucun prix n’y suffit."
        )
    }

    /// What all offers share, with where it comes from.
    var assumptions: ToolTable {
        func origin(_ article: ToolArticle?) -> String {
            guard let article else { return "donné dans le cas" }
            return article.text + (article.confidence.label.map { " (\($0))" } ?? "")
        }
        var rows: [[ToolValue]] = [
            [
                .text("Période"), .text("\(life.years) ans à partir de \(life.startYear)"),
                .text("donné dans le cas"),
            ],
            [
                .text("Taux d’actualisation réel"), .text(Self.percent(life.rate)),
                .text(origin(life.rateArticle)),
            ],
            [
                .text("Hausse des autres coûts"), .text(Self.percent(life.escalation)),
                .text("donné dans le cas, zéro sinon"),
            ],
        ]
        for energy in life.energies {
            let price = LegalNumber(tenThousandths: Int64((energy.price * 10_000).rounded()))
            let kilograms = LegalNumber(
                tenThousandths: Int64((energy.emissions * 10_000).rounded()))
            rows.append([
                .text(energy.energy.label),
                .text(
                    "\(price.french(decimals: 2))\u{202F}€, "
                        + "\(Self.percent(energy.escalation)) par an"),
                .text(energy.source ?? "source à dire"),
            ])
            rows.append([
                .text(energy.energy.label + ", émissions"),
                .text(kilograms.french() + "\u{202F}kg CO₂e"), .text(origin(energy.article)),
            ])
        }
        for year in [life.startYear, life.startYear + life.years - 1] {
            rows.append([
                .text("Tonne de CO₂e en \(year)"), .text(Self.euros(life.carbon.value(in: year))),
                .text(life.carbon.isGiven ? "donné dans le cas" : "France Stratégie"),
            ])
        }
        return ToolTable(
            "assumptions", "Hypothèses communes",
            columns: [
                .init("assumption", "Hypothèse"), .init("value", "Valeur"), .init("source", "D’où"),
            ], rows: rows)
    }

    var bars: ToolChart {
        ToolChart(
            title: "Coût global, carbone compris", unit: "€",
            kind: .bars(
                costs.map {
                    ToolChart.Bar(label: $0.offer.name, value: $0.total.rounded())
                }))
    }

    /// Spent year after year, the carbon left out.
    var cumulative: ToolChart {
        ToolChart(
            title: "Dépense cumulée, sans le carbone", unit: "€",
            kind: .lines(
                places: (0...life.years).map { String(life.startYear + $0) },
                costs.map {
                    ToolChart.Series(
                        label: $0.offer.name, values: $0.cumulative.map { $0.rounded() })
                }))
    }

    /// The gap between the two cheapest under each assumption, at its least and greatest.
    var tornado: ToolChart {
        let order = costs.indices.sorted { (costs[$0].total, $0) < (costs[$1].total, $1) }
        let (best, second) = (costs[order[0]], costs[order[1]])
        var spans = Uncertainty.allCases.map { uncertainty -> ToolChart.Span in
            let width = life.uncertainties[uncertainty] ?? 0
            let ends = [1 - width, 1 + width].map { factor in
                second.total([uncertainty: factor]) - best.total([uncertainty: factor])
            }
            return ToolChart.Span(
                label: uncertainty.label, low: ends[0].rounded(), high: ends[1].rounded())
        }
        let point = 0.01
        let rates = [max(0, life.rate - point), life.rate + point].map { rate in
            LifeCost(second.offer, life, rate: rate).total
                - LifeCost(best.offer, life, rate: rate).total
        }
        spans.append(
            ToolChart.Span(
                label: "Taux d’actualisation, un point", low: rates[0].rounded(),
                high: rates[1].rounded()))
        spans.sort { abs($0.high - $0.low) > abs($1.high - $1.low) }
        return ToolChart(
            title:
                "Avance de «\u{202F}\(best.offer.name)\u{202F}» sur «\u{202F}\(second.offer.name)\u{202F}» selon "
                + "les hypothèses", unit: "€",
            kind: .spans(spans, around: (second.total - best.total).rounded()))
    }

    /// Totals under chance.
    var draws: ToolTable {
        let draws = LifeCostDraws(costs, life)
        return ToolTable(
            "draws", "Avec les incertitudes, sur \(FrenchNumber.whole(life.draws)) tirages",
            columns: [
                .init("offer", "Offre"), .init("low", "Un sur dix sous"), .init("middle", "Milieu"),
                .init("high", "Un sur dix au-dessus de"), .init("cheapest", "La moins chère"),
            ],
            rows: costs.indices.map { place in
                [
                    .text(costs[place].offer.name), money(draws.quantiles[place].low),
                    money(draws.quantiles[place].middle), money(draws.quantiles[place].high),
                    .number(
                        LegalNumber(
                            tenThousandths: Int64((draws.cheapest[place] * 1_000_000).rounded())),
                        unit: "%"),
                ]
            },
            note:
                "Loi triangulaire autour de chaque hypothèse, les mêmes tirages pour toutes les offres, graine "
                + "\(life.seed)\u{202F}: le même cas redonne les mêmes chiffres.")
    }
}
