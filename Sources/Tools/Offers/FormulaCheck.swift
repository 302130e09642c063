import Law
import Procurement

/// What case law asks of a price formula, tested on the prices at hand.
///
/// - Source: Conseil d'État, the decisions each test names.
struct FormulaCheck: Sendable {
    let formula: PriceFormula
    /// Nil when the formula needs an estimate that is not given.
    let marks: [Ratio]?
    /// The lowest price has the best mark.
    let bestIsBest: Bool
    /// Different prices have different marks, the lower the better.
    let isStrict: Bool
    let hasNoNegative: Bool
    /// The dearest keeps something; asked where the price weighs half or more.
    let dearestKeeps: Bool
    /// Share of the range of marks that is used.
    let spread: Ratio

    init(_ formula: PriceFormula, _ prices: [Ratio], _ settings: PriceFormula.Settings) {
        self.formula = formula
        marks = formula.marks(prices, settings)
        let marks = marks ?? []
        let pairs = zip(prices, marks).sorted { $0.0 < $1.0 }
        bestIsBest =
            pairs.first.map { pair in
                pair.1 == .one && pairs.allSatisfy { $0.1 <= pair.1 }
            } ?? false
        isStrict = zip(pairs, pairs.dropFirst()).allSatisfy { one, next in
            one.0 == next.0 ? one.1 == next.1 : one.1 > next.1
        }
        hasNoNegative = marks.allSatisfy { $0 >= .zero }
        dearestKeeps = (pairs.last?.1 ?? .zero) > .zero || pairs.first?.0 == pairs.last?.0
        spread = (marks.max() ?? .zero) - (marks.min() ?? .zero)
    }

    /// What fails, in French; empty when nothing does.
    func faults(priceWeight: Ratio) -> [String] {
        var faults: [String] = []
        if !bestIsBest { faults.append("le prix le plus bas n’a pas la meilleure note") }
        if !isStrict { faults.append("des prix différents ont la même note") }
        if !hasNoNegative { faults.append("des notes sont négatives") }
        if !dearestKeeps, priceWeight >= Ratio(1, 2) {
            faults.append("le plus cher a zéro alors que le prix pèse la moitié ou plus")
        }
        return faults
    }

    /// The formulas on the same prices: marks, tests, who would win.
    static func table(_ offers: OfferCase, _ law: LawBook) -> ToolTable? {
        guard let price = offers.priceLeaf else { return nil }
        let weight = offers.leaves[price].weight
        let rows = PriceFormula.allCases.compactMap { formula -> [ToolValue]? in
            let check = FormulaCheck(formula, offers.prices, offers.settings)
            guard check.marks != nil, let ranking = OfferRanking(offers, formula: formula) else {
                return nil
            }
            let faults = check.faults(priceWeight: weight)
            let winners = ranking.winners.map { offers.offers[$0].name }
            return [
                .text(formula.label + (formula == offers.formula ? " (choisie)" : "")),
                .text(formula.written), .flag(check.bestIsBest), .flag(check.isStrict),
                .flag(check.hasNoNegative), .flag(check.dearestKeeps),
                .number((check.spread * Ratio(100, 1)).rounded ?? LegalNumber(0), unit: "%"),
                .text(winners.joined(separator: " et ")),
                .text(
                    faults.isEmpty ? "rien à redire ici" : faults.joined(separator: "\u{202F}; ")),
            ]
        }
        return ToolTable(
            "formulas", "Les formules sur ces prix",
            columns: [
                .init("formula", "Formule"), .init("written", "Calcul"),
                .init("bestIsBest", "Meilleur prix, meilleure note"),
                .init("strict", "Prix différents, notes différentes"),
                .init("noNegative", "Aucune note négative"),
                .init("dearestKeeps", "Le plus cher garde des points"),
                .init("spread", "Écart entre les notes"), .init("winner", "Première"),
                .init("faults", "À redire"),
            ],
            rows: rows,
            note:
                "La formule se choisit avant d’ouvrir les offres. Celles qui demandent une estimation ne "
                + "sont montrées que si elle est donnée.")
    }

    /// The judgments behind the tests.
    static func step(_ offers: OfferCase, _ law: LawBook, on day: Day) -> ToolStep? {
        guard let price = offers.priceLeaf else { return nil }
        let check = FormulaCheck(offers.formula, offers.prices, offers.settings)
        let faults = check.faults(priceWeight: offers.leaves[price].weight)
        let rules: [RuleName] = [
            offers.formula.rule, .freeMethod, .sameBasis, .bestPriceBestMark, .noNegativeMark,
            .dearestKeepsMarks,
        ]
        let known = law.rule(offers.formula.rule).title
        return ToolStep(
            title: "Formule du prix",
            text: "\(offers.formula.label)\u{202F}: \(offers.formula.written). "
                + (faults.isEmpty
                    ? "Sur ces prix, rien à redire."
                    : "Sur ces prix\u{202F}: \(faults.joined(separator: "\u{202F}; ")).")
                + " Ce qui en est connu — \(known).",
            articles: rules.flatMap { ToolArticle.of(law.rule($0), on: day) })
    }
}
