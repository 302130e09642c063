import Law
public import Procurement

/// What a buyer owes at each moment of a contract's life, and what a company can do with it.
public struct ObligationGuide: Tool {
    public let name = "obligations"
    public let title = "Guide des obligations"
    public let question =
        "Que doit l’acheteur, à quel moment, selon quel article, et que peut-on invoquer\u{202F}?"
    public let audience = ToolAudience.both

    static let buyer = Field.choice(
        "buyer", "Acheteur", "Laissez vide pour tous.", example: BuyerRole.localAuthority,
        labels: \.label
    ).optional
    static let purchase = Field.choice(
        "purchase", "Ce qui est acheté", "Il change les seuils européens.",
        example: ObligationPurchase.works, labels: \.label
    ).optional
    static let amount = Field.money(
        "amount", "Montant estimé HT du marché",
        "Tous les lots ensemble, reconductions comprises.", example: "95000"
    ).optional
    static let day = Field.day(
        "on", "Jour", "Celui de l’avis ou de la consultation\u{202F}; aujourd’hui s’il est vide.",
        example: "2026-11-23"
    ).optional
    static let phase = Field.choice(
        "phase", "Moment", "Laissez vide pour toute la vie du marché.",
        example: ContractPhase.payment, labels: \.label
    ).optional
    static let words = Field.text(
        "words", "Mots à chercher", "Dans les titres, les textes et les articles.",
        example: "paiement"
    ).optional
    static let since = Field.day(
        "since", "Dernière visite",
        "Le guide dira ce qui a changé depuis ce jour.", example: "2026-01-01"
    ).optional
    static let obligation = Field.obligation(
        "id", "Une seule obligation", "Pour sa fiche et sa lettre.", example: "delai-paiement"
    ).optional

    public let fields: [any ToolField] = [
        ObligationGuide.buyer, ObligationGuide.amount, ObligationGuide.purchase,
        ObligationGuide.day, ObligationGuide.phase, ObligationGuide.words, ObligationGuide.since,
        ObligationGuide.obligation,
    ]
    public let parts = [
        FormPart(title: "Le marché", fields: ["buyer", "amount", "purchase", "on"]),
        FormPart(title: "Ce que vous cherchez", fields: ["phase", "words", "since"]),
        FormPart(title: "Une obligation précise", fields: ["id"], isFolded: true),
    ]
    public let example: [(field: String, value: String)] = [
        ("buyer", "local-authority"), ("amount", "95000"), ("purchase", "works"),
        ("on", "2026-11-23"), ("since", "2026-01-01"), ("phase", "payment"),
    ]
    public let models = [
        ToolModel(
            name: "nouveautes", title: "ce qui a changé depuis janvier 2026",
            values: ["since": "2026-01-01", "on": "2026-11-23"]),
        ToolModel(
            name: "rejet", title: "mon offre a été rejetée",
            values: ["phase": "award", "words": "rejet"]),
        ToolModel(
            name: "paiement", title: "je ne suis pas payé",
            values: ["phase": "payment", "buyer": "local-authority"]),
    ]

    /// The tool.
    public init() {}

    /// The case that values describe, as a form or an address gives them.
    ///
    /// - Parameters:
    ///   - values: texts by field.
    ///   - today: the day of a case that names none.
    /// - Throws: `ToolRefusal` naming the field, the value and what is expected.
    public static func asked(
        _ values: [String: String], today: Day
    ) throws(ToolRefusal) -> ObligationCase {
        try asked(ToolInput(values, of: ObligationGuide()), today: today)
    }

    static func asked(_ input: ToolInput, today: Day) throws(ToolRefusal) -> ObligationCase {
        var asked = ObligationCase(on: input.optional(day) ?? today)
        asked.buyer = input.optional(buyer)
        asked.purchase = input.optional(purchase)?.type
        asked.amount = input.optional(amount)
        asked.phase = input.optional(phase)
        asked.words = input.optional(words)
        asked.since = input.optional(since)
        asked.obligation = input.optional(obligation)
        if let since = asked.since, since > asked.day {
            throw .contradiction(
                field: Self.since.name, label: Self.since.label, value: input.text(Self.since),
                because: "la dernière visite vient après le jour du guide, le "
                    + FrenchNumber.day(asked.day))
        }
        return asked
    }

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let asked = try Self.asked(input, today: setting.today)
        return ObligationAnswer(asked: asked, law: setting.law).answer
    }
}

/// What is bought, among what the guide covers: no concession.
enum ObligationPurchase: String, Sendable, CaseIterable {
    case works, supplies, services
    case socialServices = "social-services"

    var type: PurchaseType {
        switch self {
        case .works: .works
        case .supplies: .supplies
        case .services: .services
        case .socialServices: .socialServices
        }
    }

    var label: String { type.label }
}

extension Field where Value == String {
    /// The name of an obligation of the guide.
    fileprivate static func obligation(
        _ name: String, _ label: String, _ help: String, example: String
    ) -> Field {
        let known = LawBook.shipped.obligations
        return Field(
            name: name, label: label, help: help,
            control: .choice(known.map { (value: $0.id, label: $0.title) }),
            expected: "le nom d’une obligation du guide, comme «\u{202F}\(example)\u{202F}»",
            isRequired: true, example: example,
            parse: { text in
                known.first { $0.id == text || $0.title.lowercased() == text.lowercased() }?.id
            })
    }
}
