import Law
import Procurement

/// The last day to pay an invoice.
public struct DueDate: Tool {
    public let name = "due-date"
    public let title = "Date limite de paiement"
    public let question = "Quand cette facture doit-elle être payée\u{202F}?"
    public let audience = ToolAudience.both
    public let fields: [any ToolField] = [
        PaymentFields.buyer, PaymentFields.received, PaymentFields.performed,
        PaymentFields.interrupted, PaymentFields.completed,
    ]
    public let example: [(field: String, value: String)] = [
        ("buyer", "hospital"), ("received", "2026-03-02"),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let term = try PaymentTerm(try PaymentFields.request(input), setting.law)
        return ToolAnswer(
            summary: term.due.map { "À payer au plus tard le \(FrenchNumber.day($0))." }
                ?? "Le délai est interrompu\u{202F}: la date limite dépend des pièces à recevoir.",
            results: [
                ToolResult(name: "start", label: "Point de départ", value: .day(term.start)),
                ToolResult(
                    name: "delayDays", label: "Délai",
                    value: .number(LegalNumber(Int64(term.delay)), unit: "jours")),
                ToolResult(
                    name: "dueDate", label: "Date limite",
                    value: term.due.map { .day($0) } ?? .unknown("délai interrompu")),
            ],
            steps: term.steps,
            assumptions: [
                "Le délai se compte en jours calendaires, le jour de départ non compris.",
                "Une convention ou le marché peuvent prévoir un délai plus court.",
            ])
    }
}
