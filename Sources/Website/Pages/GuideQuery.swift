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
            <div class="champs">

            """
        for (key, name) in Self.keys {
            guard let field = fields.first(where: { $0.name == name }) else {
                preconditionFailure("The guide has a field «\(name)».")
            }
            html +=
                ToolFieldRow(
                    field: field, key: key, value: values[key] ?? "", help: field.help,
                    absence: "Tous",
                    fault: refusal?.field == field.name ? refusal?.description : nil
                ).html
        }
        return html + """
            </div>
            \(Blocks.keptEdition)<p class="agir"><button type="submit">Voir les obligations</button> \
            <a href="\(GuidePage.link())">Tout le guide</a></p>
            </form>

            """
    }
}
