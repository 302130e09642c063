import Law
import Procurement

/// What is owed for an invoice paid late.
public struct LateInterest: Tool {
    public let name = "late-interest"
    public let title = "Intérêts moratoires"
    public let question = "Suis-je payé à temps, et sinon que m’est-il dû\u{202F}?"
    public let audience = ToolAudience.both

    static let amount = Field.money(
        "amount", "Montant TTC", "Celui de la facture, retenue de garantie déduite.")
    static let paid = Field.day(
        "paid", "Payée le",
        "Jour de la mise en paiement\u{202F}; laissez vide si elle n’est pas payée.",
        example: "2026-09-30"
    ).optional

    public let fields: [any ToolField] = [
        LateInterest.amount, PaymentFields.received, LateInterest.paid, PaymentFields.buyer,
        PaymentFields.performed, PaymentFields.interrupted, PaymentFields.completed,
    ]
    public let example: [(field: String, value: String)] = [
        ("amount", "12000"), ("received", "2026-07-06"), ("paid", "2026-09-30"),
        ("buyer", "local-authority"),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let amount = try input.required(LateInterest.amount)
        let request = try PaymentFields.request(input)
        let term = try PaymentTerm(request, setting.law)
        let paid = input.optional(LateInterest.paid)
        let end = paid ?? setting.today
        guard end >= request.received else {
            throw .contradiction(
                field: paid == nil ? PaymentFields.received.name : LateInterest.paid.name,
                label: paid == nil ? PaymentFields.received.label : LateInterest.paid.label,
                value: paid == nil
                    ? input.text(PaymentFields.received) : input.text(LateInterest.paid),
                because: "une facture ne peut être payée avant d’être reçue, le "
                    + FrenchNumber.day(request.received))
        }
        guard let due = term.due else {
            return LateInterest.interrupted(term)
        }
        let lateness = Lateness(
            amount: amount, due: due, end: end, isPaid: paid != nil, law: setting.law)
        return lateness.answer(after: term)
    }

    private static func interrupted(_ term: PaymentTerm) -> ToolAnswer {
        ToolAnswer(
            summary: "Le délai est interrompu\u{202F}: rien n’est dû tant que les pièces manquent.",
            results: [
                ToolResult(
                    name: "dueDate", label: "Date limite", value: .unknown("délai interrompu")),
                ToolResult(name: "interest", label: "Intérêts", value: .money(Money(cents: 0))),
                ToolResult(
                    name: "flatFee", label: "Indemnité forfaitaire", value: .money(Money(cents: 0))),
            ],
            steps: term.steps, assumptions: Lateness.assumptions)
    }
}
