import Law
import Procurement

/// Fields that the tools about advances and retention share.
enum ContractFields {
    static let buyer = Field.choice(
        "buyer", "Acheteur", example: BuyerRole.localAuthority, labels: \.label)
    static let company = Field.choice(
        "company", "Taille de l’entreprise",
        "Les taux des petites et moyennes entreprises sont meilleurs.",
        example: CompanySize.sme, labels: \.label)
    static let buyerSize = Field.choice(
        "buyerSize", "Dépenses de fonctionnement de l’acheteur",
        "Au compte de l’avant-dernier exercice clos\u{202F}; laissez vide si vous ne le savez pas.",
        example: BuyerSize.large,
        labels: \.label
    ).optional
    static let amount = Field.money(
        "amount", "Montant initial TTC du marché",
        "De la tranche, du bon de commande ou du marché subséquent s’il y a lieu.",
        example: "144000")
    static let day = Field.day(
        "on", "Consultation lancée le",
        "Sans avis publié, le jour où la consultation a été engagée.",
        example: "2026-06-01")

    /// The situation that the fields describe.
    static func situation(_ input: ToolInput) throws(ToolRefusal) -> Situation {
        Situation(
            on: try input.required(day), buyer: try input.required(buyer),
            company: try input.required(company), buyerSize: input.optional(buyerSize))
    }

    /// A percentage of an amount, to the nearest cent.
    static func part(_ percent: LegalNumber, of amount: Money) -> Money {
        let product = Int128(amount.cents) * Int128(percent.tenThousandths)
        return Money(cents: Int64((product + 500_000) / 1_000_000))
    }

    /// The one value, or all that may be.
    static func either(_ values: [ToolValue]) -> ToolValue {
        values.count == 1 ? values[0] : .either(values)
    }

    /// The facts of an answer: one, several, or none.
    static func facts(_ answer: LegalRule.Answer) -> [DatedFact] {
        switch answer {
        case .known(let fact): [fact]
        case .several(let facts): facts
        case .unknown, .notConcerned: []
        }
    }
}
