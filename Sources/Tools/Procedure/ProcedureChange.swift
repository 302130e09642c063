import Law
import Procurement

/// What changes near the day of a purchase, and between two days.
struct ProcedureChange: Sendable {
    /// French sentences.
    let warnings: [String]

    /// Days before and after which a change is told.
    private static let window = 92

    /// Rules whose change alters what must be done.
    private static let rules: [RuleName] = [
        .dispensation, .european, .europeanSocial, .innovation, .advertising, .documentsOnline,
        .electronicExchanges, .essentialData, .writtenForm, .turnoverCap, .legalityControl,
        .openTenders, .standstill, .climateNeed, .climateSpecifications, .climateExecution,
        .climateCriterion, .socialCondition,
    ]

    /// Looks around the day of a purchase.
    init(_ need: PurchaseNeed, _ law: LawBook) {
        var warnings: [String] = []
        for name in Self.rules {
            let rule = law.rule(name)
            guard let item = rule.cases(concerning: need.situation(on: need.day)).first else {
                continue
            }
            for (index, fact) in item.values.enumerated() {
                guard let day = fact.from, abs(Int(day.number - need.day.number)) <= Self.window
                else { continue }
                let former = index > 0 ? item.values[index - 1] : nil
                guard former?.value != fact.value else { continue }
                warnings.append(
                    Self.sentence(need, law, rule, day, from: former, to: fact))
            }
        }
        self.warnings = warnings
    }

    private static func sentence(
        _ need: PurchaseNeed, _ law: LawBook, _ rule: LegalRule, _ day: Day,
        from former: DatedFact?, to fact: DatedFact
    ) -> String {
        let before = ProcedureReading.kind(need, on: day.adding(days: -1), law)
        let after = ProcedureReading.kind(need, on: day, law)
        var text = "Le \(FrenchNumber.day(day)), «\u{202F}\(rule.title)\u{202F}»"
        if rule.unit == .rule {
            text += " entre en vigueur"
        } else {
            text += former.map { " passe de \(rule.phrase($0.value))" } ?? " s’établit"
            text += " à \(rule.phrase(fact.value))"
        }
        if let label = fact.confidence.label { text += " (\(label))" }
        text += ". "
        return text
            + (before == after
                ? "La procédure reste la même\u{202F}: \(after.label)."
                : "Lancé avant\u{202F}: \(before.label)\u{202F}; à partir de ce jour\u{202F}: \(after.label).")
    }

    /// Two readings side by side, what differs first.
    static func comparison(_ one: ProcedureReading, _ other: ProcedureReading) -> ToolTable {
        var names = one.lines.map { ($0.name, $0.label) }
        names += other.lines.filter { line in !names.contains { $0.0 == line.name } }
            .map { ($0.name, $0.label) }
        func value(_ name: String, _ reading: ProcedureReading) -> ToolValue {
            reading.lines.first { $0.name == name }?.value ?? .text("sans objet")
        }
        let rows = names.map { name, label -> (changes: Bool, cells: [ToolValue]) in
            let (first, second) = (value(name, one), value(name, other))
            return (
                first != second,
                [.text(label), first, second, .text(first == second ? "" : "change")]
            )
        }
        return ToolTable(
            "comparison", "Entre les deux dates",
            columns: [
                .init("line", "Point"), .init("first", "Le " + FrenchNumber.day(one.day)),
                .init("second", "Le " + FrenchNumber.day(other.day)), .init("change", "Change"),
            ],
            rows: rows.filter(\.changes).map(\.cells) + rows.filter { !$0.changes }.map(\.cells),
            note: rows.contains(where: \.changes)
                ? nil : "Rien ne change entre les deux dates pour cet achat.")
    }
}
