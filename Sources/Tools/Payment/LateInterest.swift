import Law
import Procurement

/// What is owed for invoices paid late.
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
    static let reference = Field.text(
        "reference", "Numéro de la facture", "Repris dans la lettre.", longest: 60,
        example: "F-2026-017"
    ).optional
    static let threshold = Field.money(
        "threshold", "Somme à partir de laquelle réclamer",
        "Laissez vide pour réclamer dès le premier jour de retard.", example: "100"
    ).optional
    static let company = Field.text(
        "company", "Votre entreprise", "Nom repris dans la lettre.", example: "Menuiserie Duval"
    ).optional
    static let buyerName = Field.text(
        "buyerName", "Nom de l’acheteur", "Repris dans la lettre.", example: "Commune de Lens"
    ).optional

    private static let singleAmount = Field.money(
        "amount", "Montant TTC",
        "Celui de la facture, retenue de garantie déduite. Vide si vous remplissez le tableau des "
            + "factures."
    ).optional
    private static let singleReceived = PaymentFields.received.optional

    public let fields: [any ToolField] = [
        LateInterest.singleAmount, LateInterest.singleReceived, LateInterest.paid,
        PaymentFields.buyer, PaymentFields.performed, PaymentFields.interrupted,
        PaymentFields.completed, InvoiceList.field, LateInterest.threshold, LateInterest.company,
        LateInterest.buyerName, LateInterest.reference,
    ]
    public let parts = [
        FormPart(title: "La facture", fields: ["amount", "received", "paid", "buyer"]),
        FormPart(
            title: "Service rendu plus tard, délai interrompu",
            fields: ["performed", "interrupted", "completed"], isFolded: true),
        FormPart(title: "Plusieurs factures à la fois", fields: ["invoices"], isFolded: true),
        FormPart(
            title: "Réclamer",
            fields: ["threshold", "company", "buyerName", "reference"], isFolded: true),
    ]
    public let example: [(field: String, value: String)] = [
        ("amount", "12000"), ("received", "2026-07-06"), ("paid", "2026-09-30"),
        ("buyer", "local-authority"), ("reference", "F-2026-017"),
    ]
    public let models = [
        ToolModel(
            name: "several", title: "Trois factures, dont une encore impayée",
            values: ["buyer": "local-authority", "invoices": InvoiceList.field.example])
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let buyer = try input.required(PaymentFields.buyer)
        if let list = try InvoiceList(input, buyer: buyer, setting) {
            return list.answer(
                company: input.optional(LateInterest.company),
                buyerName: input.optional(LateInterest.buyerName), setting)
        }
        let amount = try input.required(LateInterest.singleAmount)
        let request = PaymentTerm.Request(
            buyer: buyer, received: try input.required(LateInterest.singleReceived),
            performed: input.optional(PaymentFields.performed),
            interrupted: input.optional(PaymentFields.interrupted),
            completed: input.optional(PaymentFields.completed))
        let term = try PaymentTerm(request, setting.law)
        let paid = input.optional(LateInterest.paid)
        let end = paid ?? setting.today
        guard end >= request.received else {
            throw .contradiction(
                field: paid == nil ? PaymentFields.received.name : LateInterest.paid.name,
                label: paid == nil ? PaymentFields.received.label : LateInterest.paid.label,
                value: paid == nil
                    ? input.text(PaymentFields.received) : input.text(LateInterest.paid),
                because: LateInterest.paidTooEarly(request.received))
        }
        guard let due = term.due else {
            return LateInterest.interrupted(term)
        }
        let lateness = Lateness(
            amount: amount, due: due, end: end, isPaid: paid != nil, law: setting.law)
        let worth = WorthAsking(
            lateness: lateness, buyer: buyer, threshold: input.optional(LateInterest.threshold),
            law: setting.law)
        var answer = lateness.answer(after: term, worth: worth, law: setting.law)
        if lateness.days > 0 {
            let invoice = ClaimedInvoice(
                reference: input.optional(LateInterest.reference), received: request.received,
                lateness: lateness)
            answer.documents = [
                ClaimLetter(
                    company: input.optional(LateInterest.company),
                    buyerName: input.optional(LateInterest.buyerName), buyer: buyer,
                    invoices: [invoice], today: setting.today, law: setting.law
                ).document
            ]
        }
        return answer
    }

    /// Why an invoice cannot be paid on a day, in French.
    static func paidTooEarly(_ received: Day) -> String {
        "une facture ne peut être payée avant d’être reçue, le \(FrenchNumber.day(received))"
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
