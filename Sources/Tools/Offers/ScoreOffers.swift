import Law
import Procurement

/// The analysis of offers: marks, ranks, what would change them, what to look at, letters.
///
/// Confidential by construction: computed from its arguments, in memory; bidders need no name.
public struct ScoreOffers: Tool {
    public let name = "score"
    public let title = "Analyse des offres"
    public let question =
        "Quelle offre est la meilleure, de combien, et la méthode tient-elle\u{202F}?"
    public let audience = ToolAudience.buyers

    public let fields: [any ToolField] = [
        OfferFields.criteria, OfferFields.offers, OfferFields.marks, OfferFields.formula,
        OfferFields.estimate, OfferFields.coefficient, OfferFields.divisor, OfferFields.past,
        OfferFields.object, OfferFields.buyerName, OfferFields.isFormal, OfferFields.day,
    ]
    public let example: [(field: String, value: String)] = [
        (
            "criteria",
            "name;weight;kind;parent;maxMark\nPrix;60;price;;20\nValeur technique;40;quality;;20"
        ), ("offers", "name;price\nOffre A;80000\nOffre B;100000\nOffre C;120000"),
        (
            "marks",
            "criterion;offer;mark;reason\nValeur technique;Offre A;10;Moyens humains peu détaillés.\n"
                + "Valeur technique;Offre B;16;Planning précis, équipe dédiée.\n"
                + "Valeur technique;Offre C;19;Équipe dédiée et suivi hebdomadaire."
        ), ("object", "Réfection de la toiture de l’école"),
    ]
    public var parts: [FormPart] {
        [
            FormPart(
                title: "Formule du prix",
                fields: ["formula", "estimate", "coefficient", "divisor"], isFolded: true),
            FormPart(title: "Consultations passées", fields: ["past"], isFolded: true),
            FormPart(
                title: "Pour le rapport et les lettres",
                fields: ["object", "buyerName", "formal", "on"], isFolded: true),
        ]
    }
    public var preparation: ToolPreparation? {
        ToolPreparation(label: "Préparer la grille des notes", complete: MarkGrid.complete)
    }

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let offers = try OfferCase(input)
        guard let ranking = OfferRanking(offers, formula: offers.formula) else {
            preconditionFailure("A formula that needs an estimate has one.")
        }
        let day = input.optional(OfferFields.day) ?? setting.today
        let report = OfferReport(offers: offers, ranking: ranking)
        let lowBids = LowBids(
            offers.offers.map(\.price), estimate: input.optional(OfferFields.estimate),
            setting.law, on: day)
        let signals = CollusionSignals(offers.offers, past: try Self.past(input))
        let documents = OfferDocuments(
            report: report, object: input.optional(OfferFields.object),
            buyer: input.optional(OfferFields.buyerName),
            isFormal: input.optional(OfferFields.isFormal) ?? false, lowBids: lowBids,
            signals: signals, law: setting.law, day: day)
        var answer = ToolAnswer(
            summary: Self.summary(report), results: Self.results(report),
            steps: Self.steps(report, setting.law, on: day), assumptions: Self.assumptions)
        if ranking.winners.count > 1 {
            answer.warnings.append(OfferDocuments.tie(report, setting.law))
        }
        answer.charts = [report.chart]
        answer.tables = [report.rankingTable, report.marksTable]
        answer.tables += SensitivityTables.tables(report)
        answer.tables.append(report.spreadTable)
        if let formulas = FormulaCheck.table(offers, setting.law) { answer.tables.append(formulas) }
        let names = offers.offers.map(\.name)
        if !lowBids.methods.isEmpty { answer.tables.append(lowBids.table(names)) }
        if !signals.signals.isEmpty { answer.tables.append(signals.table) }
        answer.documents = documents.all
        return answer
    }

    private static func summary(_ report: OfferReport) -> String {
        let names = report.ranking.winners.map { report.offers.offers[$0].name }
        let best = report.ranking.winners.first.map { report.total($0).french(decimals: 2) } ?? ""
        guard names.count == 1 else {
            return
                "\(names.joined(separator: " et ")) sont premières ex æquo, avec \(best) sur 100."
        }
        let second = report.ranking.order.dropFirst().first
        return "\(names[0]) est première avec \(best) sur 100"
            + (second.map {
                ", devant \(report.offers.offers[$0].name) (\(report.total($0).french(decimals: 2)))."
            } ?? ".")
    }

    private static func results(_ report: OfferReport) -> [ToolResult] {
        let names = report.ranking.winners.map { report.offers.offers[$0].name }
        let totals = report.ranking.order.map { report.ranking.totals[$0] }
        var results = [
            ToolResult(
                name: "winners", label: names.count > 1 ? "Premières ex æquo" : "Première",
                value: .text(names.joined(separator: " et ")))
        ]
        if totals.count > 1, let lead = ((totals[0] - totals[1]) * Ratio(100, 1)).rounded {
            results.append(
                ToolResult(
                    name: "lead", label: "Avance sur la deuxième",
                    value: .number(lead, unit: "points")))
        }
        return results
    }

    private static func steps(_ report: OfferReport, _ law: LawBook, on day: Day) -> [ToolStep] {
        [
            ToolStep(
                title: "Poids",
                text: report.offers.leaves.indices.map {
                    "\(report.offers.leaves[$0].name)\u{202F}: \(report.weight($0))"
                }.joined(separator: "\u{202F}; ") + ".",
                articles: ToolArticle.of(law.rule(.criteriaPublished), on: day)),
            FormulaCheck.step(report.offers, law, on: day),
            ToolStep(
                title: "Total",
                text:
                    "Somme, pour chaque critère, du poids × la note ÷ la note la plus haute, sur 100. Les "
                    + "calculs sont exacts\u{202F}: une égalité est une vraie égalité.",
                articles: ToolArticle.of(law.rule(.tieBreaking), on: day)),
            LowBids.step(law, on: day),
            ToolStep(
                title: "Information des candidats",
                text:
                    "Chaque candidat écarté est averti sans délai\u{202F}; les motifs suivent la procédure.",
                articles: [
                    RuleName.rejectionNotice, .rejectionReasonsFormal, .rejectionReasonsAdapted,
                    .withoutSequel,
                ].flatMap { ToolArticle.of(law.rule($0), on: day) }),
        ].compactMap(\.self)
    }

    private static func past(_ input: ToolInput) throws(ToolRefusal) -> [CollusionSignals.PastBid] {
        var bids: [CollusionSignals.PastBid] = []
        for row in try input.rows(OfferFields.past) {
            bids.append(
                CollusionSignals.PastBid(
                    consultation: try row.required(OfferFields.pastCase),
                    bidder: try row.required(OfferFields.pastBidder),
                    isWinner: try row.required(OfferFields.pastWon)))
        }
        return bids
    }

    private static let assumptions = [
        "Les critères, les poids et la formule sont ceux qui étaient fixés avant l’ouverture des offres.",
        "Seules des offres régulières, acceptables et appropriées sont notées.",
        "La formule de la racine est arrondie à la dixième décimale\u{202F}; toutes les autres sont exactes.",
    ]
}

/// Fills in the lines of a grid of marks.
enum MarkGrid {
    /// A line for each criterion that is not the price and each offer; marks given are kept.
    @Sendable static func complete(_ values: [String: String]) -> [String: String] {
        guard let criteria = OfferFields.criteria.grid(of: values["criteria"] ?? ""),
            let offers = OfferFields.offers.grid(of: values["offers"] ?? "")
        else { return values }
        let given = OfferFields.marks.grid(of: values["marks"] ?? "") ?? []
        let parents = criteria.map { TypedText.folded($0[3]) }.filter { !$0.isEmpty }
        var rows = [OfferFields.marks.columns.map(\.name)]
        for criterion in criteria where !criterion[0].isEmpty {
            let isPrice = OfferFields.kind.parse(criterion[2]) == .price
            if isPrice || parents.contains(TypedText.folded(criterion[0])) { continue }
            for (place, offer) in offers.enumerated() {
                let name = offer[0].isEmpty ? OfferCase.defaultName(place + 1) : offer[0]
                let kept = given.first {
                    OfferCase.isSame($0[0], criterion[0]) && OfferCase.isSame($0[1], name)
                }
                rows.append([criterion[0], name, kept?[2] ?? "", kept?[3] ?? ""])
            }
        }
        var completed = values
        completed["marks"] = DelimitedText.written(rows)
        return completed
    }
}
