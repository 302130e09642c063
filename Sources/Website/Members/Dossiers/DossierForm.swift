import Community
import Procurement

/// The whole dossier as one form: what is known is there, two or three rows wait in each list.
struct DossierForm {
    let dossier: Dossier
    /// What registers say of the identity.
    let register: CompanyRegisters.Card
    /// Whom to reach, from the account, where the dossier does not say.
    let person: Person
    let today: Day

    /// Numbers from here on are rows that are not kept yet.
    static let firstNewRow = 1_000

    /// The form.
    func html(_ context: Context, next: String) -> HTML {
        var fields = HTML()
        for part in DossierPart.allCases { fields += html(part, context) }
        let hidden = [
            FormField(
                key: "version", label: "", control: .hidden, value: String(dossier.version)),
            FormField(key: "suite", label: "", control: .hidden, value: next),
        ].map { $0.html(context) }
        return """
            \(context.faultSummary)\(notes)\(context.formStart(DossierPage.link(to: dossier.siret)))\(hidden)\(fields)\
            <p class="agir"><button type="submit">Enregistrer le dossier</button></p>
            </form>

            """
    }

    /// What registers could not say, while nothing was said yet.
    private var notes: HTML? {
        guard dossier.version == 0, !register.notes.isEmpty else { return nil }
        return """
            <p class="note">\(register.notes.joined(separator: " ")) Remplissez vous-même ce qui manque\u{202F}: rien \
            d’autre n’en dépend.</p>

            """
    }

    private func html(_ part: DossierPart, _ context: Context) -> HTML {
        guard part.isList else {
            let fields = part.fields.map { field in
                formField(
                    field, part: part, row: 0, value: value(part, field),
                    origin: origin(part, field)
                ).html(context)
            }
            return """
                <fieldset class="partie"><legend>\(part.label)</legend>
                <div class="champs">
                \(fields)</div></fieldset>

                """
        }
        var html = HTML()
        for (index, row) in rows(part, context.sent).enumerated() {
            let values = dossier.rows(part).first { $0.row == row.number }
            let fields = part.fields.map { field in
                formField(
                    field, part: part, row: row.number,
                    value: values?.values[field.key] ?? row.preset[field.key] ?? "", origin: ""
                ).html(context)
            }
            let said = values.map { statement -> HTML in
                "<p class=\"petit\">\(stated(statement))</p>\n"
            }
            html += """
                <fieldset class="partie"><legend>\(part.rowLabel) \(index + 1)</legend>
                \(said)<div class="champs">
                \(fields)</div></fieldset>

                """
        }
        return """
            <h3 id="\(part.rawValue)">\(part.label)</h3>
            <p class="petit">Videz une ligne pour la retirer. L’ancienne reste dans l’historique.</p>
            \(html)
            """
    }

    private func formField(
        _ field: DossierField, part: DossierPart, row: Int, value: String, origin: String
    ) -> FormField {
        let help = [field.help, origin].filter { !$0.isEmpty }.joined(separator: " ")
        return FormField(
            key: part.name(of: field, row: row), label: field.label, help: help,
            control: control(field.kind), value: value,
            isRequired: field.isRequired && !part.isList, saysOptional: false,
            autocomplete: field.autocomplete)
    }

    private func control(_ kind: DossierField.Kind) -> FormField.Control {
        switch kind {
        case .line(let length): .line(length: length)
        case .text(let length): .text(rows: 3, length: length)
        case .number(let range): .number(range)
        case .euros: .line(length: 24)
        case .end: .day
        case .email: .email
        case .telephone: .telephone
        case .choice(let values): .choice([("", "Choisir…")] + values.map { ($0, $0) })
        }
    }

    /// What stands, else what the register or the account says.
    private func value(_ part: DossierPart, _ field: DossierField) -> String {
        let known = dossier.value(part, field.key)
        guard known.isEmpty else { return known }
        switch (part, field.key) {
        case (.identity, _): return register.value(field.key)
        case (.contact, "courriel"): return dossier.version == 0 ? person.email ?? "" : ""
        case (.contact, "telephone"): return dossier.version == 0 ? person.telephone : ""
        default: return ""
        }
    }

    /// Where a value comes from, said beside it.
    private func origin(_ part: DossierPart, _ field: DossierField) -> String {
        if let statement = dossier.statement(part, field.key) { return stated(statement) }
        guard part == .identity, let known = register.known[field.key] else { return "" }
        return "D’après \(known.source)\u{202F}: corrigez au besoin."
    }

    private func stated(_ statement: Dossier.Statement) -> String {
        "Dit le \(ParisTime.dayText(statement.since)), source\u{202F}: \(statement.source.label)."
    }

    private struct ShownRow {
        let number: Int
        var preset: [String: String] = [:]
    }

    /// The rows of a list: those kept, those sent, then empty ones.
    private func rows(_ part: DossierPart, _ sent: SentForm?) -> [ShownRow] {
        var shown = dossier.rows(part).map { ShownRow(number: $0.row) }
        let empty = max(part == .years ? 0 : 1, part.fewestRows - shown.count)
        var years = DossierForm.lastYears(today)
        years.removeAll { year in
            dossier.rows(part).contains { $0.values["annee"] == String(year) }
        }
        for place in 0..<empty {
            var row = ShownRow(number: DossierForm.firstNewRow + place)
            if part == .years, let year = years.first {
                row.preset["annee"] = String(year)
                years.removeFirst()
            }
            shown.append(row)
        }
        return shown
    }

    /// The three last years closed on a day, the latest first.
    static func lastYears(_ today: Day) -> [Int] {
        [today.year - 1, today.year - 2, today.year - 3]
    }

    /// What a sent form holds, each fault beside its field.
    ///
    /// - Throws: `FormFaults`.
    static func read(_ form: SentForm) throws -> [Dossiers.Entry] {
        var check = FormCheck()
        var entries: [Dossiers.Entry] = []
        for part in DossierPart.allCases {
            for row in part.isList ? numbers(part, form) : [0] {
                var entry = Dossiers.Entry(part: part, row: row, values: [:])
                for field in part.fields {
                    let name = part.name(of: field, row: row)
                    entry.values[field.key] =
                        try check.read { try field.checked(form[name], as: name) } ?? ""
                }
                for field in part.fields where field.isRequired && (!part.isList || !entry.isEmpty)
                {
                    let name = part.name(of: field, row: row)
                    if form[name].isEmpty {
                        check.fault(name, "\(field.label)\u{202F}: remplissez ce champ.")
                    }
                }
                entries.append(entry)
            }
        }
        try check.end()
        return entries
    }

    /// Numbers of the rows of a list that a form holds, in order.
    private static func numbers(_ part: DossierPart, _ form: SentForm) -> [Int] {
        var numbers: [Int] = []
        for field in form.fields where field.key.hasPrefix(part.rawValue + "_") {
            let pieces = field.key.split(separator: "_")
            guard pieces.count >= 3, let number = Int(pieces[1]), number > 0,
                !numbers.contains(number)
            else { continue }
            numbers.append(number)
        }
        return numbers
    }
}
