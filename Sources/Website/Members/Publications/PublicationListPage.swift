import Community
import Procurement

/// « Publications »: the library, searched and filtered.
enum PublicationListPage: CommunityPage {
    static let path = "/publications"
    static let link = Link(["publications"])

    /// The list of a question.
    static func link(_ items: [(String, String)]) -> Link { Link(["publications"], query: items) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let visit = context.visit
        let query = try query(visit)
        let answer = try members.store.publications.search(query)
        var content: HTML = """
            <p class="chapo">Rapports, guides, fiches et comptes rendus de l’observatoire, cherchés \
            jusque dans le texte de leurs fichiers.</p>
            <form data-envoi action="\(link)" method="get" role="search">
            <div class="chercher"><label for="mots">Chercher dans les titres, les textes et les fichiers</label>
            <input type="search" id="mots" name="mots" value="\(query.words)" maxlength="300" \
            autocomplete="off"><button type="submit">Chercher</button></div>
            <div class="explorer">

            """
        content += facets(answer, query, visit)
        content += "<section aria-label=\"Résultats\">\n"
        content += results(answer, query, visit)
        content += "</section>\n</div>\n</form>\n"
        let themes = try members.store.publications.themes()
        let chosen = query.chosen[.theme] ?? []
        let theme = chosen.count == 1 ? themes.first { $0.key == chosen[0] } : nil
        content += doors(members, themes, theme)
        return Document(
            title: "Publications", summary: "La bibliothèque de l’observatoire.",
            content: content, section: .publications, isHiddenFromSearch: !visit.query.isEmpty,
            head: PublicationFeed.declaration(theme))
    }

    /// The question of an address.
    private static func query(_ visit: Visit) throws -> PublicationQuery {
        var query = PublicationQuery()
        query.words = String((visit.value("mots") ?? "").prefix(300))
        for facet in PublicationQuery.Facet.allCases {
            let values = visit.query.filter { $0.key == facet.rawValue }.map(\.value)
            if !values.isEmpty { query.chosen[facet] = values }
        }
        if let order = visit.value("tri") {
            guard let known = PublicationQuery.Order(rawValue: order) else {
                throw Problem.invalid(field: "tri", value: order, expected: "pertinence ou date")
            }
            query.order = known
        }
        query.page = try visit.integer("page", in: 1...10_000, default: 1)
        return query
    }

    /// Facets whose values are seen at once.
    private static let unfolded: Set<PublicationQuery.Facet> = [.kind, .theme]

    private static func facets(
        _ answer: PublicationAnswer, _ query: PublicationQuery, _ visit: Visit
    ) -> HTML {
        var html: HTML = """
            <div class="facettes"><details class="filtres" open><summary>Filtres</summary>

            """
        for (facet, values) in answer.facets where !values.isEmpty {
            let items = values.prefix(30).enumerated().map { index, value -> HTML in
                let id = "f-\(facet.rawValue)-\(index)"
                return """
                    <li><label for="\(id)"><input type="checkbox" id="\(id)" \
                    name="\(facet.rawValue)" value="\(value.value)"\
                    \("checked", if: value.isChosen)><span>\(value.label)</span>\
                    <span>\(French.integer(value.count))</span></label></li>

                    """
            }
            guard unfolded.contains(facet) else {
                html += """
                    <details class="groupe"\("open", if: values.contains(where: \.isChosen))>\
                    <summary>\(facet.label)</summary>
                    <fieldset><legend class="lecteur">\(facet.label)</legend>
                    <ul>
                    \(items)</ul></fieldset></details>

                    """
                continue
            }
            html += """
                <fieldset><legend>\(facet.label)</legend>
                <ul>
                \(items)</ul></fieldset>

                """
        }
        let orders = PublicationQuery.Order.allCases.map { order -> HTML in
            let label = order == .relevance ? "Pertinence" : "Date"
            return """
                <option value="\(order.rawValue)"\("selected", if: order == query.order)>\
                \(label)</option>
                """
        }
        return html + """
            <p class="champ"><label for="tri">Ordre</label><select id="tri" name="tri">\(orders)\
            </select></p>
            <p class="agir"><button type="submit">Filtrer</button></p>
            </details></div>

            """
    }

    private static func results(
        _ answer: PublicationAnswer, _ query: PublicationQuery, _ visit: Visit
    ) -> HTML {
        let count = French.count(answer.total, "publication")
        let order =
            answer.isSearch && query.order == .relevance
            ? "les plus proches d’abord" : "les plus récentes d’abord"
        var html: HTML = """
            <div class="barre"><h2 class="lecteur">Résultats</h2><p role="status">\
            <strong>\(count)</strong>, \(order).</p></div>

            """
        guard !answer.hits.isEmpty else {
            let empty: HTML =
                visit.query.isEmpty
                ? "<p>Rien n’est encore publié.</p>\n"
                : """
                <p>Aucune publication ne répond à cette question. Essayez moins de mots ou moins de \
                filtres, ou <a href="\(link)">voyez toutes les publications</a>.</p>

                """
            return html + empty
        }
        html += "<ol class=\"resultats\">\n\(answer.hits.map(card))</ol>\n"
        return html
            + Blocks.paging(
                page: query.page, last: Blocks.lastPage(answer.total, by: query.perPage)
            ) { page in
                link(
                    visit.query(without: ["page"]).map { ($0.key, $0.value) }
                        + [("page", String(page))])
            }
    }

    private static func card(_ hit: PublicationAnswer.Hit) -> HTML {
        let content = hit.version.content
        let by = PublicationNames.shown(content.authors, content.institutions)
        let example: HTML? =
            content.isExample ? "<span class=\"etiquette avertissement\">Exemple</span>" : nil
        func excerpt(_ label: String, _ runs: [PublicationAnswer.Run]?) -> HTML? {
            runs.map { runs in "<p class=\"petit\"><strong>\(label)</strong> \(marked(runs))</p>\n"
            }
        }
        let names: HTML? = by.isEmpty ? nil : "<p class=\"petit\">\(by)</p>\n"
        return """
            <li><p class="petit"><span class="etiquette">\(content.kind.label)</span>\(example) \
            <time datetime="\(content.day.description)">\(French.day(content.day))</time></p>
            <h3><a href="\(PublicationPage.link(to: hit.publication.key))">\(marked(hit.title))</a></h3>
            \(names)<p>\(marked(hit.summary))</p>
            \(excerpt("Dans le texte\u{202F}:", hit.text))\
            \(excerpt("Dans un fichier joint\u{202F}:", hit.files))</li>

            """
    }

    private static func marked(_ runs: [PublicationAnswer.Run]) -> HTML {
        var html = HTML()
        for run in runs { html += run.isFound ? "<mark>\(run.text)</mark>" : HTML(text: run.text) }
        return html
    }

    /// The last publications, on the page of the observatory.
    static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let records = try members.store.publications.latest(atMost: 3)
        guard !records.isEmpty else { return nil }
        let items = records.map { record -> HTML in
            """
            <li><a href="\(PublicationPage.link(to: record.publication.key))">\
            \(record.version.content.title)</a>\
            <p class="petit">\(record.version.content.kind.label)</p></li>

            """
        }
        return """
            <h2>Dernières publications</h2>
            <ul class="cartes">
            \(items)</ul>
            <p><a href="\(link)">Toutes les publications</a></p>

            """
    }

    /// Where else one may go from the library.
    private static func doors(
        _ members: Members, _ themes: [PublicationTheme], _ theme: PublicationTheme?
    ) -> HTML {
        func line(_ theme: PublicationTheme) -> HTML {
            "<li><a href=\"\(PublicationFeed.link(theme: theme.key))\">\(theme.name)</a></li>\n"
        }
        let own = theme.map { theme -> HTML in
            """
            <li><a href="\(PublicationFeed.link(theme: theme.key))">Flux Atom du thème «\u{202F}\(theme.name)\u{202F}»\
            </a></li>

            """
        }
        let each: HTML? =
            themes.isEmpty
            ? nil
            : "<li><details><summary>Flux Atom de chaque thème</summary>\n<ul>\n\(themes.map(line))</ul></details></li>\n"
        let workshop: HTML? =
            members.visitor.isEditor || !members.visitor.groups.isEmpty
            ? "<li><a href=\"\(PublicationWorkshopPage.link)\">L’atelier\u{202F}: écrire, relire, publier</a></li>\n"
            : nil
        return """
            <h2>Suivre et réutiliser</h2>
            <ul class="liste">
            \(workshop)\(own)<li><a href="\(PublicationFeed.link())">Flux Atom de toutes les publications</a></li>
            \(each)<li><a href="\(OAIEndpoint.link([("verb", "Identify")]))">Moissonnage OAI-PMH 2.0</a>, pour les \
            bibliothèques et les archives ouvertes.</li>
            </ul>

            """
    }
}
