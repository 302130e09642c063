import Law
import Procurement

/// The retention a buyer may hold back, and when it must give it back.
public struct Retention: Tool {
    public let name = "retention"
    public let title = "Retenue de garantie"
    public let question = "Combien l’acheteur peut-il retenir, et quand doit-il le rendre\u{202F}?"
    public let audience = ToolAudience.both

    static let guaranteeEnd = Field.day(
        "guaranteeEnd", "Fin du délai de garantie",
        "Un an après la réception, le plus souvent\u{202F}; laissez vide si elle n’est pas connue.",
        example: "2027-06-30"
    ).optional

    public let fields: [any ToolField] = [
        ContractFields.buyer, ContractFields.buyerSize, ContractFields.company,
        ContractFields.amount, ContractFields.day, Retention.guaranteeEnd,
    ]
    public let example: [(field: String, value: String)] = [
        ("buyer", "local-authority"), ("buyerSize", "large"), ("company", "sme"),
        ("amount", "144000"), ("on", "2026-06-01"), ("guaranteeEnd", "2027-06-30"),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let situation = try ContractFields.situation(input)
        let amount = try input.required(ContractFields.amount)
        let law = setting.law
        let facts = ContractFields.facts(law.rule(.retention).answer(in: situation))
        let rates = facts.compactMap(\.number)
        guard !rates.isEmpty else {
            throw .contradiction(
                field: ContractFields.day.name, label: ContractFields.day.label,
                value: input.text(ContractFields.day),
                because: "le plafond de la retenue n’est pas connu pour ce jour")
        }
        let amounts = rates.map { ContractFields.part($0, of: amount) }
        let written = amounts.map(\.french).joined(separator: " ou ")
        var results = [
            ToolResult(
                name: "rate", label: "Plafond",
                value: ContractFields.either(rates.map { .number($0, unit: "%") })),
            ToolResult(
                name: "retention", label: "Retenue au plus",
                value: ContractFields.either(amounts.map { .money($0) })),
        ]
        var steps = [
            ToolStep(
                title: "Plafond",
                text: rates.map { LegalUnit.percent.phrase($0) }.joined(separator: " ou ")
                    + " de \(amount.french), soit \(written)"
                    + (rates.count > 1
                        ? "\u{202F}; cela dépend des dépenses de fonctionnement de l’acheteur, au-delà de 60 M€ ou non."
                        : "."),
                articles: facts.map { ToolArticle($0) }),
            ToolStep(
                title: "Prélèvement",
                text:
                    "Sur les acomptes et le solde, jamais sur l’avance, et seulement si un délai de garantie est prévu.",
                articles: ToolArticle.of(law.rule(.retentionBase), on: situation.day)),
            ToolStep(
                title: "Remplacement",
                text:
                    "À tout moment, par une garantie à première demande ou, si l’acheteur ne s’y oppose pas, une caution.",
                articles: ToolArticle.of(law.rule(.retentionReplaced), on: situation.day)),
        ]
        if let end = input.optional(Retention.guaranteeEnd),
            case .known(let release) = law.rule(.retentionRelease).answer(in: situation),
            let months = release.number
        {
            let last = end.adding(months: Int(months.whole))
            results.append(
                ToolResult(name: "releaseBy", label: "À rendre au plus tard le", value: .day(last)))
            steps.append(
                ToolStep(
                    title: "Remboursement",
                    text:
                        "\(LegalUnit.months.phrase(months)) après la fin du délai de garantie, sauf réserves "
                        + "notifiées\u{202F}: le \(FrenchNumber.day(last)).",
                    articles: [ToolArticle(release)]))
        }
        return ToolAnswer(
            summary: "Retenue de \(written) au plus.", results: results, steps: steps,
            assumptions: ["Montant initial, augmenté des modifications, toutes taxes comprises."])
    }
}
