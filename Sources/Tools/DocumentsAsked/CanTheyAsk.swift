import Law
import Procurement

/// Whether a buyer may ask for something, by the rule of the day.
public struct CanTheyAsk: Tool {
    public let name = "can-they-ask"
    public let title = "Peut-on me demander ça\u{202F}?"
    public let question =
        "L’acheteur peut-il exiger cette pièce ou cette condition, et que lui répondre\u{202F}?"
    public let audience = ToolAudience.companies

    static let demand = Field.choice(
        "what", "Ce qui est demandé", "Le plus proche de ce que vous avez lu.",
        example: Demand.turnover, labels: \.label)
    static let stage = Field.choice(
        "stage", "À quel moment", "Certaines pièces ne se demandent qu’à l’entreprise choisie.",
        example: DemandStage.tender, labels: \.label
    ).optional
    static let amount = Field.money(
        "amount", "Valeur estimée HT du marché ou du lot",
        "Nécessaire pour le chiffre d’affaires\u{202F}; elle figure parfois dans l’avis.",
        example: "100000"
    ).optional
    static let turnover = Field.money(
        "turnover", "Chiffre d’affaires annuel exigé",
        "Seulement pour cette question.", example: "180000"
    ).optional
    static let day = Field.day(
        "on", "Consultation lancée le", "Aujourd’hui si c’est vide.", example: "2026-09-01"
    ).optional
    static let buyer = Field.choice(
        "buyer", "Acheteur", example: BuyerRole.localAuthority, labels: \.label
    ).optional

    public let fields: [any ToolField] = [
        CanTheyAsk.demand, CanTheyAsk.stage, CanTheyAsk.amount, CanTheyAsk.turnover,
        CanTheyAsk.day, CanTheyAsk.buyer,
    ]
    public let example: [(field: String, value: String)] = [
        ("what", "turnover"), ("amount", "100000"), ("turnover", "180000"), ("on", "2026-09-01"),
    ]
    public let models = [
        ToolModel(
            name: "fiscale", title: "une attestation fiscale dès la candidature",
            values: ["what": "tax-certificate", "stage": "tender"]),
        ToolModel(name: "dossier", title: "un dossier payant", values: ["what": "paid-file"]),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let demand = try input.required(Self.demand)
        var asked = ObligationCase(on: input.optional(Self.day) ?? setting.today)
        asked.buyer = input.optional(Self.buyer)
        asked.amount = input.optional(Self.amount)
        let stage = input.optional(Self.stage)
        guard demand == .turnover else {
            return DemandAnswer(demand: demand, stage: stage, asked: asked, law: setting.law).answer
        }
        return TurnoverAnswer(
            amount: try input.required(Self.amount), turnover: try input.required(Self.turnover),
            asked: asked, law: setting.law
        ).answer
    }
}

/// When something is asked of a company.
enum DemandStage: String, Sendable, CaseIterable {
    case tender, award, performance

    /// French.
    var label: String {
        switch self {
        case .tender: "Avec la candidature ou l’offre"
        case .award: "Après le choix, à l’entreprise pressentie"
        case .performance: "Pendant le marché"
        }
    }
}

/// Whether something may be asked.
enum DemandVerdict: String, Sendable {
    case yes, no, depends
    /// Only a rule known by heart answers.
    case toConfirm = "to-confirm"

    /// French.
    var label: String {
        switch self {
        case .yes: "oui"
        case .no: "non"
        case .depends: "cela dépend"
        case .toConfirm: "à confirmer"
        }
    }
}
