import Columns
import Editions
import Indicators
import Procurement

/// The form of the radar.
struct RenewalForm {
    let query: RenewalQuery
    let edition: Observation

    /// Filters of selections that have a field of their own here.
    private static let own: Set<String> = [
        "cpv", "mots", "departement", "montant_min", "montant_max",
    ]

    var html: HTML {
        var html: HTML = """
            <form class="carte" action="\(RenewalPage.link())" method="get" aria-label="Chercher des renouvellements">
            <div class="champs">
            \(field("cpv", "Métier\u{202F}: début du code CPV", "Comme 45261 pour les couvertures.", value("cpv")))\
            \(field("mots", "Mots de l’objet ou des noms", "Comme «\u{202F}toiture école\u{202F}».", value("mots")))\
            \(field("departement", "Département d’exécution", "Comme 59.", value("departement")))\
            \(field("autour", "Autour de", around, query.around?.code ?? ""))\
            \(field("rayon", "Rayon, en kilomètres", "À vol d’oiseau.", written("rayon"), kind: "number"))\
            \(choice("tri", "Ordre", orders, query.question.order.rawValue))</div>
            <details class="filtres"\("open", if: opensMore)><summary>Plus de filtres</summary>
            <div class="champs">
            \(field("debut", "Fin dans au moins, en mois", "Six d’ordinaire.", String(query.months.lowerBound), kind: "number"))\
            \(field("fin", "Fin dans au plus, en mois", "Dix-huit d’ordinaire.", String(query.months.upperBound), kind: "number"))\
            \(field("jour", "Compter depuis le", "Comme 2027-01-31. Vide\u{202F}: aujourd’hui.", written("jour")))\
            \(field("montant_min", "Montant d’au moins, en euros", "", value("montant_min")))\
            \(field("montant_max", "Montant d’au plus, en euros", "", value("montant_max")))\
            \(choice("renouveles", "Déjà renouvelés", [("avec", "Montrés et signalés"), ("sans", "Laissés de côté")], query.question.hidesRenewed ? "sans" : "avec"))
            </div></details>

            """
        for item in query.selection where !Self.own.contains(item.key) {
            html += "<input type=\"hidden\" name=\"\(item.key)\" value=\"\(item.value)\">\n"
        }
        html += """
            \(Blocks.keptEdition)<p class="agir"><button type="submit">Chercher</button> \
            <a href="\(RenewalPage.link())">Tout effacer</a> \
            <a href="\(MarketPage.link())">Partir de mon SIRET</a></p>
            </form>

            """
        return html + chosen
    }

    /// Whether a filter of the folded part is set.
    private var opensMore: Bool {
        let folded: Set = ["debut", "fin", "jour", "montant_min", "montant_max", "renouveles"]
        return query.items.contains { folded.contains($0.0) && !$0.1.isEmpty }
    }

    /// Filters kept from elsewhere, said so that nothing is filtered in silence.
    private var chosen: HTML {
        let others = query.selection.filter { !Self.own.contains($0.key) }
        guard !others.isEmpty else { return HTML() }
        let labels = others.map { item in
            let name = edition.answers.keys.first { $0.name == item.key }?.label ?? item.key
            return "\(name)\u{202F}: \(edition.answers.label(item.key, item.value))"
        }
        return "<p class=\"petit\">Filtres gardés\u{202F}: \(labels.joined(separator: ", ")).</p>\n"
    }

    private var around: String {
        if let around = query.around {
            return "\(around.name ?? around.code), par le centre\u{202F}: \(around.precision)."
        }
        return edition.opportunities.centres.knowsCommunes
            ? "Code INSEE d’une commune, code postal ou département."
            : "Un département, comme 59\u{202F}: aucune liste des communes n’a été ajoutée."
    }

    private var orders: [(String, String)] {
        [("fin", "Fin la plus proche"), ("lointain", "Fin la plus lointaine")]
            + (query.around == nil ? [] : [("distance", "Plus près du point")])
            + [("montant", "Plus gros montant")]
    }

    private func value(_ key: String) -> String {
        query.selection.last { $0.key == key }?.value ?? ""
    }

    private func written(_ key: String) -> String {
        query.items.last { $0.0 == key }?.1 ?? ""
    }

    private func field(
        _ key: String, _ label: String, _ help: String, _ value: String, kind: String = "text"
    ) -> HTML {
        RenewalForm.field(key, label, help, value, kind: kind)
    }

    /// A field of a form sent by GET.
    static func field(
        _ key: String, _ label: String, _ help: String, _ value: String, kind: String = "text"
    ) -> HTML {
        let about: HTML? =
            help.isEmpty ? nil : "<span class=\"aide\" id=\"champ-\(key)-aide\">\(help)</span>"
        let described: HTML? = help.isEmpty ? nil : " aria-describedby=\"champ-\(key)-aide\""
        return """
            <p class="champ"><label for="champ-\(key)">\(label)</label>\(about)\
            <input type="\(kind)" id="champ-\(key)" name="\(key)" value="\(value)"\(described) \
            autocomplete="off"></p>

            """
    }

    private func choice(
        _ key: String, _ label: String, _ options: [(String, String)], _ chosen: String
    ) -> HTML {
        var html: HTML = """
            <p class="champ"><label for="champ-\(key)">\(label)</label>\
            <select id="champ-\(key)" name="\(key)">
            """
        for (value, text) in options {
            html +=
                "<option value=\"\(value)\"\("selected", if: value == chosen)>\(text)</option>"
        }
        return html + "</select></p>\n"
    }
}
