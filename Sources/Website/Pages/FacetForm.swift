import Procurement

/// The filters of the explorer: one form, sent with GET, that works without script.
struct FacetForm {
    let answers: any Answering
    let selection: Answering.Query
    let visit: Visit

    /// Keys that have a field of their own rather than a list of values.
    private static let bounds = [
        "montant_min", "montant_max", "offresRecues_min", "offresRecues_max",
    ]

    /// The form.
    func html(_ counted: CountedFacets) -> HTML {
        var html: HTML = """
            <form class="facettes" data-envoi action="\(ExplorerPage.link())" method="get" \
            aria-label="Filtres">
            <details class="filtres" open><summary>Filtres</summary>
            <p class="champ"><label for="mots">Mots</label>
            <input type="search" id="mots" name="mots" value="\(value("mots"))" \
            aria-describedby="mots-aide" autocomplete="off">
            <span class="aide petit" id="mots-aide">Plusieurs mots, une «\u{202F}"suite exacte"\
            \u{202F}» entre guillemets droits, ou un début avec une étoile\u{202F}: \
            <code>toitur*</code></span></p>
            <p class="agir"><button type="submit">Filtrer</button></p>

            """
        for facet in counted.facets { html += fieldset(facet.key, facet.values) }
        html += bounds
        html += rest(shown: Set(counted.facets.map(\.key)))
        html += "<p class=\"agir\"><button type=\"submit\">Filtrer</button></p>\n"
        html += "</details>\n</form>\n"
        return html
    }

    private func value(_ key: String) -> String { visit.value(key) ?? "" }

    private func fieldset(_ key: String, _ values: [CountedFacets.Value]) -> HTML {
        let chosen = Set(selection.filter { $0.key == key }.map(\.value))
        guard !values.isEmpty || !chosen.isEmpty else { return HTML() }
        let name = answers.keys.first { $0.name == key }
        var items: [HTML] = []
        var listed: Set<String> = []
        func item(_ value: String, _ label: String, _ count: Int?) -> HTML {
            let id = "f-\(key)-\(items.count)"
            let text = count.map { French.integer($0) } ?? ""
            return """
                <li><label for="\(id)"><input type="checkbox" id="\(id)" name="\(key)" \
                value="\(value)"\("checked", if: chosen.contains(value))><span>\(label)</span>\
                <span>\(text)</span></label></li>

                """
        }
        for value in sorted(key, values) {
            listed.insert(value.value)
            items.append(item(value.value, value.label, value.count))
        }
        for value in chosen.subtracting(listed).sorted() {
            items.append(item(value, answers.label(key, value), nil))
        }
        let label = name?.label ?? key
        if ExplorerPage.unfolded.contains(key) {
            return "<fieldset><legend>\(label)</legend>\n<ul>\n\(items)</ul></fieldset>\n"
        }
        return """
            <details class="groupe"\("open", if: !chosen.isEmpty)><summary>\(label)</summary>
            <fieldset><legend class="lecteur">\(label)</legend>
            <ul>
            \(items)</ul></fieldset></details>

            """
    }

    /// Years from the latest; the rest by count, unknown last.
    private func sorted(_ key: String, _ values: [CountedFacets.Value]) -> [CountedFacets.Value] {
        values.sorted { left, right in
            if (left.value == "inconnu") != (right.value == "inconnu") {
                return right.value == "inconnu"
            }
            if key == "annee" { return left.value > right.value }
            return (left.count, right.label) > (right.count, left.label)
        }
    }

    private var bounds: HTML {
        """
        <fieldset><legend>Montant, en euros</legend><div class="bornes">
        <label>de <input type="number" name="montant_min" min="0" step="any" \
        value="\(value("montant_min"))"></label>
        <label>à <input type="number" name="montant_max" min="0" step="any" \
        value="\(value("montant_max"))"></label></div></fieldset>
        <fieldset><legend>Nombre d’offres reçues</legend><div class="bornes">
        <label>de <input type="number" name="offresRecues_min" min="0" step="1" \
        value="\(value("offresRecues_min"))"></label>
        <label>à <input type="number" name="offresRecues_max" min="0" step="1" \
        value="\(value("offresRecues_max"))"></label></div></fieldset>

        """
    }

    /// What the address holds and the form does not show, kept as it is.
    private func rest(shown: Set<String>) -> HTML {
        var html = HTML()
        let fields = shown.union(FacetForm.bounds).union(["mots", "page"])
        for item in visit.query where !fields.contains(item.key) {
            html += "<input type=\"hidden\" name=\"\(item.key)\" value=\"\(item.value)\">\n"
        }
        return html
    }

    /// The filters in force, each leading to the selection without it.
    var chosen: HTML {
        guard !selection.isEmpty else { return HTML() }
        var items: [HTML] = []
        for (index, item) in selection.enumerated() {
            var rest = visit.query(without: ["page"]).map { ($0.key, $0.value) }
            if let place = rest.firstIndex(where: { $0 == (item.key, item.value) }) {
                rest.remove(at: place)
            }
            let label = answers.keys.first { $0.name == item.key }?.label ?? item.key
            items.append(
                """
                <li><a href="\(ExplorerPage.link(rest))" id="choisi-\(index)">\
                <span class="lecteur">Retirer le filtre </span>\(label)\u{202F}: \
                \(answers.label(item.key, item.value))</a></li>

                """)
        }
        return """
            <ul class="choisis" aria-label="Filtres en vigueur">
            \(items)<li><a href="\(ExplorerPage.link())">Tout effacer</a></li>
            </ul>

            """
    }
}
