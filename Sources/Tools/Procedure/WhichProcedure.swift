import Law
import Procurement

/// The procedure a purchase calls for on a day, with all that follows from it.
public struct WhichProcedure: Tool {
    public let name = "procedure"
    public let title = "Quelle procédure\u{202F}?"
    public let question =
        "Pour cet achat, quelle procédure, quelle publicité, quels délais, et pour quand\u{202F}?"
    public let audience = ToolAudience.buyers

    public let fields: [any ToolField] = [
        ProcedureFields.buyer, ProcedureFields.purchase, ProcedureFields.amount,
        ProcedureFields.alreadySpent, ProcedureFields.day, ProcedureFields.compareOn,
        ProcedureFields.signature, ProcedureFields.lots, ProcedureFields.sector,
        ProcedureFields.innovative, ProcedureFields.otherPurchase, ProcedureFields.otherAmount,
        ProcedureFields.months, ProcedureFields.buyerSize, ProcedureFields.company,
        ProcedureFields.electronic, ProcedureFields.urgency, ProcedureFields.priorNotice,
        ProcedureFields.analysisDays, ProcedureFields.tenderDays,
    ]
    public let example: [(field: String, value: String)] = [
        ("buyer", "local-authority"), ("purchase", "works"), ("amount", "6000000"),
        ("on", "2026-03-02"), ("compareOn", "2026-10-01"), ("signature", "2026-09-15"),
        ("months", "14"),
        (
            "lots",
            "name;amount\nGros œuvre;4750000\nMenuiseries;700000\nElectricité;400000\nEspaces verts;150000"
        ),
    ]
    public var parts: [FormPart] {
        [
            FormPart(title: "Lots", fields: ["lots"]),
            FormPart(
                title: "Achat particulier",
                fields: ["sector", "innovative", "otherPurchase", "otherAmount"], isFolded: true),
            FormPart(
                title: "Durée, avance et retenue", fields: ["months", "buyerSize", "company"],
                isFolded: true),
            FormPart(
                title: "Calendrier et délais abrégés",
                fields: ["electronic", "urgency", "priorNotice", "analysisDays", "tenderDays"],
                isFolded: true),
        ]
    }

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let need = try PurchaseNeed(input, today: setting.today)
        let reading = ProcedureReading(need, on: need.day, setting.law)
        guard reading.kind != .unknown else {
            throw .contradiction(
                field: ProcedureFields.day.name, label: ProcedureFields.day.label,
                value: need.day.description,
                because:
                    "les seuils de ce jour ne sont pas connus\u{202F}; la plus ancienne date connue "
                    + "est en 2016")
        }
        let change = ProcedureChange(need, setting.law)
        let lots = ProcedureLots(need, reading, setting.law)
        var answer = ToolAnswer(
            summary: reading.summary,
            results: reading.lines.map {
                ToolResult(name: $0.name, label: $0.label, value: $0.value)
            },
            steps: need.steps(setting.law)
                + reading.lines.map {
                    ToolStep(title: $0.label, text: $0.text, articles: $0.articles)
                } + (lots?.steps ?? []),
            assumptions: WhichProcedure.assumptions)
        answer.warnings = change.warnings
        if let lots { answer.tables.append(lots.table) }
        if let other = need.compareOn {
            answer.tables.append(
                ProcedureChange.comparison(
                    reading, ProcedureReading(need, on: other, setting.law)))
        }
        if let signature = need.signature {
            let calendar = ProcedureCalendar(
                need, reading, signature: signature, today: setting.today, setting.law)
            answer.tables.append(calendar.table)
            answer.warnings += calendar.warnings
        }
        return answer
    }

    private static let assumptions = [
        "Le jour qui compte est celui de l’envoi de l’avis ou, sans avis, du lancement de la consultation.",
        "La valeur estimée est sincère et calculée à ce jour\u{202F}; elle couvre tous les lots, les options "
            + "et les reconductions.",
        "Les exceptions propres à un achat (urgence impérieuse, exclusivité, quasi-régie, marchés réservés) "
            + "ne sont pas examinées.",
    ]
}
