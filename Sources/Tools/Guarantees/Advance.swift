import Law
import Procurement

/// The advance a company is entitled to.
public struct Advance: Tool {
    public let name = "advance"
    public let title = "Avance"
    public let question =
        "À quelle avance ai-je droit, sur quelle base, et quand la rembourser\u{202F}?"
    public let audience = ToolAudience.both

    static let months = Field.number(
        "months", "Durée d’exécution", unit: "mois", from: LegalNumber(tenThousandths: 1_000),
        to: LegalNumber(600), example: "10")
    static let vat = Field.number(
        "vat", "Taux de TVA", "20 s’il n’est pas dit.", unit: "%", from: LegalNumber(0),
        to: LegalNumber(30), example: "20"
    ).optional

    public let fields: [any ToolField] = [
        ContractFields.buyer, ContractFields.buyerSize, ContractFields.company,
        ContractFields.amount, Advance.vat, Advance.months, ContractFields.day,
    ]
    public let example: [(field: String, value: String)] = [
        ("buyer", "state"), ("company", "sme"), ("amount", "144000"),
        ("months", "10"), ("on", "2026-06-01"),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let situation = try ContractFields.situation(input)
        let entitlement = Entitlement(
            situation: situation, amount: try input.required(ContractFields.amount),
            vat: input.optional(Advance.vat) ?? LegalNumber(20),
            months: try input.required(Advance.months), law: setting.law)
        return entitlement.answer()
    }
}

/// Whether an advance is due, and how much.
///
/// - Source: code de la commande publique, articles R2191-3 to R2191-12.
private struct Entitlement {
    let situation: Situation
    /// Including tax.
    let amount: Money
    let vat: LegalNumber
    let months: LegalNumber
    let law: LawBook

    private static let assumptions = [
        "Le marché peut prévoir mieux\u{202F}: ces taux sont des minimums.",
        "La base se diminue des prestations confiées à des sous-traitants payés directement.",
    ]

    /// The amount excluding tax, to the nearest cent.
    private var excludingTax: Money {
        let whole: Int128 = 1_000_000
        let divisor = whole + Int128(vat.tenThousandths)
        return Money(cents: Int64((Int128(amount.cents) * whole + divisor / 2) / divisor))
    }

    func answer() -> ToolAnswer {
        let limits: (DatedFact, DatedFact)
        switch (
            law.rule(.advanceAmount).answer(in: situation),
            law.rule(.advanceDuration).answer(in: situation)
        ) {
        case (.known(let amountFact), .known(let durationFact)):
            limits = (amountFact, durationFact)
        case (.notConcerned, _):
            return refused(
                "Cet acheteur n’est pas tenu de verser une avance\u{202F}: l’État, ses établissements publics "
                    + "administratifs, les collectivités et leurs établissements le sont.", [])
        default:
            return refused(
                "La règle de l’avance n’est pas connue au \(FrenchNumber.day(situation.day)).", [])
        }
        guard let least = limits.0.number, let shortest = limits.1.number else {
            preconditionFailure("The limits of the advance are numbers.")
        }
        let isAbove =
            Int128(amount.cents) * 1_000_000
            > Int128(least.whole * 100) * (1_000_000 + Int128(vat.tenThousandths))
        let isLong = months > shortest
        let conditions = ToolStep(
            title: "Conditions",
            text: "Montant hors taxes\u{202F}: \(excludingTax.french), "
                + "\(isAbove ? "plus" : "pas plus") de \(LegalUnit.eurosExcludingTax.phrase(least)). Durée\u{202F}: "
                + "\(LegalUnit.months.phrase(months)), \(isLong ? "plus" : "pas plus") de "
                + "\(LegalUnit.months.phrase(shortest)). Les deux conditions se cumulent.",
            articles: [ToolArticle(limits.0), ToolArticle(limits.1)])
        guard isAbove, isLong else {
            return refused(
                "L’avance n’est pas obligatoire\u{202F}; l’acheteur peut en accorder une.",
                [conditions])
        }
        return due(conditions)
    }

    private func refused(_ summary: String, _ steps: [ToolStep]) -> ToolAnswer {
        ToolAnswer(
            summary: summary,
            results: [
                ToolResult(name: "isDue", label: "Avance obligatoire", value: .flag(false))
            ],
            steps: steps, assumptions: Self.assumptions)
    }

    private func due(_ conditions: ToolStep) -> ToolAnswer {
        let (base, baseStep) = base()
        let facts = ContractFields.facts(law.rule(.advanceRate).answer(in: situation))
        let rates = facts.compactMap(\.number)
        let advances = rates.map { ContractFields.part($0, of: base) }
        let amounts = advances.map(\.french).joined(separator: " ou ")
        var rateText =
            "Taux minimal\u{202F}: "
            + rates.map { LegalUnit.percent.phrase($0) }.joined(separator: " ou ") + "."
        if rates.count > 1 {
            rateText +=
                " Il dépend des dépenses de fonctionnement de l’acheteur, au-delà de 60 M€ ou non."
        }
        let steps =
            [
                conditions, baseStep,
                ToolStep(title: "Taux", text: rateText, articles: facts.map { ToolArticle($0) }),
                ToolStep(
                    title: "Avance", text: "\(base.french) × taux = \(amounts).", articles: []),
            ] + repayment()
        return ToolAnswer(
            summary: "Avance d’au moins \(amounts).",
            results: [
                ToolResult(name: "isDue", label: "Avance obligatoire", value: .flag(true)),
                ToolResult(name: "base", label: "Base", value: .money(base)),
                ToolResult(
                    name: "rate", label: "Taux minimal",
                    value: ContractFields.either(rates.map { .number($0, unit: "%") })),
                ToolResult(
                    name: "advance", label: "Avance",
                    value: ContractFields.either(advances.map { .money($0) })),
            ],
            steps: steps, assumptions: Self.assumptions)
    }

    /// The base: the whole amount up to twelve months, the amount of twelve months beyond.
    private func base() -> (Money, ToolStep) {
        let rule = law.rule(.advanceBaseMonths)
        guard case .known(let fact) = rule.answer(in: situation), let year = fact.number,
            months > year
        else {
            let text =
                "Durée de douze mois au plus\u{202F}: le montant toutes taxes comprises, \(amount.french)."
            let articles = ToolArticle.of(law.rule(.advanceBaseWhole), on: situation.day)
            return (amount, ToolStep(title: "Base", text: text, articles: articles))
        }
        let product = Int128(amount.cents) * Int128(year.tenThousandths)
        let divisor = Int128(months.tenThousandths)
        let base = Money(cents: Int64((product + divisor / 2) / divisor))
        return (
            base,
            ToolStep(
                title: "Base",
                text: "\(year.french()) × \(amount.french) ÷ \(months.french()) = \(base.french).",
                articles: [ToolArticle(fact)])
        )
    }

    /// When the advance is paid back, where the contract says nothing.
    private func repayment() -> [ToolStep] {
        guard
            case .known(let start) = law.rule(.repaymentStart).answer(in: situation),
            let percent = start.number
        else { return [] }
        var text =
            "Si le marché n’en dit rien, une avance de 30\u{202F}% au plus se rembourse à partir de "
            + "\(LegalUnit.percent.phrase(percent)) du montant exécuté, soit "
            + "\(ContractFields.part(percent, of: amount).french)"
        var articles = [ToolArticle(start)]
        if case .known(let end) = law.rule(.repaymentEnd).answer(in: situation),
            let last = end.number
        {
            text += ", et jusqu’à \(LegalUnit.percent.phrase(last))"
            articles.append(ToolArticle(end))
        }
        return [ToolStep(title: "Remboursement", text: text + ".", articles: articles)]
    }
}
