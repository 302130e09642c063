import Law
import Procurement
import Tools

/// What an address asks of the guide of obligations.
///
/// - Shape: `moment`, `acheteur`, `achat`, `montant`, `date`, `mots`, `depuis`; days `2026-07-06` or
///   `06/07/2026`.
struct GuideQuery {
    /// A key of the address and the field of the tool that reads it.
    static let keys: [(key: String, field: String)] = [
        ("moment", "phase"), ("acheteur", "buyer"), ("achat", "purchase"), ("montant", "amount"),
        ("date", "on"), ("mots", "words"), ("depuis", "since"),
    ]

    /// What was typed, by key of the address.
    let values: [String: String]
    /// The case; when it cannot be read, the whole guide of today.
    let asked: ObligationCase
    /// Why it cannot be read.
    let refusal: ToolRefusal?

    init(_ context: Context) {
        var values: [String: String] = [:]
        var fields: [String: String] = [:]
        for (key, field) in Self.keys {
            guard let value = context.visit.value(key) else { continue }
            values[key] = value
            fields[field] = value
        }
        self.values = values
        do {
            asked = try ObligationGuide.asked(fields, today: context.today)
            refusal = nil
        } catch {
            asked = ObligationCase(on: context.today)
            refusal = error
        }
    }

    /// The items of the address, in the order of the form, without some keys.
    func items(without keys: Set<String> = []) -> [(String, String)] {
        Self.keys.compactMap { item in
            keys.contains(item.key) ? nil : values[item.key].map { (item.key, $0) }
        }
    }

    /// The refusal as a problem of the address, for pages without a form.
    var problem: Problem? {
        guard let refusal else { return nil }
        let key = Self.keys.first { $0.field == refusal.field }?.key ?? refusal.field
        return Problem(
            status: 400, title: "Demande à préciser", detail: refusal.description, field: key,
            value: values[key])
    }

    /// The form.
    func form() -> HTML {
        let fields = ObligationGuide().fields
        var html: HTML = """
            <form class="carte" action="\(GuidePage.link())" method="get" aria-label="Filtrer le guide">

            """
        for (key, name) in Self.keys {
            guard let field = fields.first(where: { $0.name == name }) else {
                preconditionFailure("The guide has a field «\(name)».")
            }
            html += row(key, field)
        }
        return html + """
            \(Blocks.keptEdition)<p class="agir"><button type="submit">Voir les obligations</button> \
            <a href="\(GuidePage.link())">Tout le guide</a></p>
            </form>

            """
    }

    private func row(_ key: String, _ field: any ToolField) -> HTML {
        let isWrong = refusal?.field == field.name
        let value = values[key] ?? ""
        let unit =
            if case .money = field.control { ", en euros" } else { "" }
        var attributes: HTML = "id=\"champ-\(key)\" name=\"\(key)\""
        var described: [String] = field.help.isEmpty ? [] : ["champ-\(key)-aide"]
        if isWrong { described.append("champ-\(key)-faute") }
        if !described.isEmpty {
            attributes += " aria-describedby=\"\(described.joined(separator: " "))\""
        }
        if isWrong { attributes += " aria-invalid=\"true\"" }
        let help: HTML? =
            field.help.isEmpty
            ? nil : "<span class=\"aide\" id=\"champ-\(key)-aide\">\(field.help)</span>"
        let fault: HTML? =
            isWrong
            ? "<span class=\"faute\" id=\"champ-\(key)-faute\">\(refusal?.description)</span>" : nil
        return """
            <p class="champ"><label for="champ-\(key)">\(field.label)\(unit)</label>\(help)\
            \(control(field, value, attributes))\(fault)</p>

            """
    }

    private func control(_ field: any ToolField, _ value: String, _ attributes: HTML) -> HTML {
        switch field.control {
        case .choice(let choices):
            var html: HTML = "<select \(attributes)>\n<option value=\"\">Tous</option>\n"
            for choice in choices {
                html += """
                    <option value="\(choice.value)"\("selected", if: choice.value == value)>\
                    \(choice.label)</option>

                    """
            }
            return html + "</select>"
        case .day:
            return """
                <input type="text" inputmode="numeric" \(attributes) value="\(value)" \
                placeholder="jj/mm/aaaa" autocomplete="off">
                """
        case .money:
            return """
                <input type="text" inputmode="decimal" \(attributes) value="\(value)" \
                autocomplete="off">
                """
        default:
            return "<input type=\"search\" \(attributes) value=\"\(value)\" autocomplete=\"off\">"
        }
    }
}
