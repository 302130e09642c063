import Law
import Procurement

/// What offers cost over their life, with and without what they cost to others.
public struct WholeLifeCost: Tool {
    public let name = "whole-life-cost"
    public let title = "Coût global"
    public let question =
        "Sur toute sa vie, que coûte chaque offre, et que changeraient les hypothèses\u{202F}?"
    public let audience = ToolAudience.buyers

    public let fields: [any ToolField] = [
        LifeCostFields.years, LifeCostFields.start, LifeCostFields.energies,
        LifeCostFields.offers, LifeCostFields.rate, LifeCostFields.escalation,
        LifeCostFields.carbonValue, LifeCostFields.energyUncertainty,
        LifeCostFields.costUncertainty, LifeCostFields.carbonUncertainty, LifeCostFields.draws,
        LifeCostFields.seed,
    ]
    public let example: [(field: String, value: String)] = [
        ("years", "15"), ("start", "2026"),
        (
            "energies",
            "energy;price;escalation;source\ngas;0,11;2;Exemple, à remplacer\nelectricity;0,20;2;Exemple, à remplacer"
        ),
        (
            "offers",
            "name;acquisition;energy;quantity;maintenance\nChaudière à gaz;18000;gas;14000;350\n"
                + "Pompe à chaleur;26000;electricity;4200;300"
        ),
    ]
    public var parts: [FormPart] {
        [
            FormPart(
                title: "Hypothèses", fields: ["rate", "escalation", "carbonValue"], isFolded: true),
            FormPart(
                title: "Incertitudes et tirages",
                fields: [
                    "energyUncertainty", "costUncertainty", "carbonUncertainty", "draws", "seed",
                ],
                isFolded: true),
        ]
    }
    public var models: [ToolModel] { LifeCostModels.all }

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let life = try LifeCostCase(input, setting)
        let costs = life.offers.map { LifeCost($0, life) }
        // Beyond, cents no longer count, and figures would not fit their types.
        for cost in costs where cost.greatest > 1e13 {
            throw .contradiction(
                field: LifeCostFields.offers.name, label: LifeCostFields.offers.label,
                value: cost.offer.name,
                because:
                    "ses coûts ou ses émissions dépassent dix mille milliards\u{202F}; vérifiez les montants, "
                    + "les quantités et les hausses")
        }
        let sheet = LifeCostSheet(life: life, costs: costs)
        var answer = ToolAnswer(
            summary: sheet.summary, results: sheet.results,
            steps: steps(life, sheet, setting.law, setting.today),
            assumptions: [
                "Euros constants hors taxes, taux réel\u{202F}: l’inflation n’entre nulle part.",
                "Les coûts d’une année sont payés à sa fin, aux prix d’aujourd’hui la première année\u{202F}; "
                    + "l’acquisition l’est au départ.",
                "Calcul en virgule flottante, arrondi au centime à l’affichage seulement.",
                "Une hypothèse par défaut est un ordre de grandeur\u{202F}: remplacez-la par la vôtre, sourcée.",
            ])
        if life.offers.contains(where: { $0.energy == nil && $0.quantity > 0 }) {
            answer.warnings.append(
                "Une offre a une consommation sans énergie\u{202F}: elle n’est pas comptée.")
        }
        if sheet.bestWithout != sheet.bestWith {
            answer.warnings.append(
                "Le classement change selon que le carbone est compté ou non\u{202F}: dites avant la consultation "
                    + "lequel vous retenez.")
        }
        answer.tables = [sheet.totals, sheet.families, sheet.breakEven, sheet.assumptions]
        answer.charts = [sheet.bars, sheet.cumulative]
        if costs.count > 1 {
            answer.charts.append(sheet.tornado)
            answer.tables.append(sheet.draws)
        }
        answer.documents = [
            LifeCostDocuments(sheet: sheet, law: setting.law, day: setting.today).annex,
            LifeCostDocuments(sheet: sheet, law: setting.law, day: setting.today).report,
        ]
        return answer
    }

    private func steps(
        _ life: LifeCostCase, _ sheet: LifeCostSheet, _ law: LawBook, _ today: Day
    ) -> [ToolStep] {
        let energyArticles = life.energies.compactMap(\.article)
        return [
            ToolStep(
                title: "Coûts comptés",
                text:
                    "Acquisition, utilisation, maintenance, fin de vie, moins la valeur résiduelle, et les "
                    + "émissions à part.",
                articles: [RuleName.lifeCostScope, .lifeCostMethod, .lifeCostAlone].flatMap {
                    ToolArticle.of(law.rule($0), on: today)
                }),
            ToolStep(
                title: "Actualisation",
                text:
                    "Un euro de l’année t vaut 1 ÷ (1 + \(LifeCostSheet.percent(life.rate)))ᵗ euro "
                    + "d’aujourd’hui.",
                articles: [life.rateArticle].compactMap(\.self)),
            ToolStep(
                title: "Carbone",
                text: life.carbon.isKnown
                    ? "La tonne vaut de \(LifeCostSheet.euros(life.carbon.value(in: life.startYear))) en "
                        + "\(life.startYear) à "
                        + "\(LifeCostSheet.euros(life.carbon.value(in: life.startYear + life.years - 1))) en "
                        + "\(life.startYear + life.years - 1)\(life.carbon.isGiven ? ", comme vous l’avez donné" : "")."
                    : "Aucune valeur n’est connue pour ce jour\u{202F}: le carbone compte pour zéro.",
                articles: life.carbon.articles
                    + (life.carbon.isGiven
                        ? [] : ToolArticle.of(law.rule(.carbonBetween), on: today))),
            ToolStep(
                title: "Émissions",
                text: "Consommation × facteur d’émission, chaque année, plus la fabrication.",
                articles: energyArticles),
            ToolStep(
                title: "Prix d’équilibre",
                text:
                    "Le prix d’acquisition auquel une offre coûterait autant que la meilleure\u{202F}: son prix "
                    + "moins l’écart des totaux.", articles: []),
        ]
    }
}
