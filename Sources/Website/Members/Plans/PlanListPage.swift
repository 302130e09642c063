import Community
import Procurement

/// « Projets d’achat »: what buyers mean to buy, searched and filtered.
enum PlanListPage: CommunityPage {
    static let path = "/projets"
    static let link = Link(["projets"])

    static func link(_ items: [(String, String)]) -> Link { Link(["projets"], query: items) }

    /// The question of an address.
    static func query(_ visit: Visit) throws -> PlanQuery {
        try PlanQuery(visit.query)
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let query = try query(context.visit)
        let plans = try members.store.plans.all(query)
        var content: HTML = """
            <p class="chapo">Ce que les acheteurs publics envisagent d’acheter, avant toute consultation. \
            Suivez un projet, posez une question, proposez-vous pour être consulté\u{202F}: chaque réponse est \
            publique. Rien de ce qui est annoncé n’engage l’acheteur.</p>

            """
        content += try own(members)
        content += filters(query)
        content += try list(plans, context) { page in
            link(query.items + (page > 1 ? [("page", String(page))] : []))
        }
        content += doors(query, context)
        return Document(
            title: "Projets d’achat", summary: "Ce que les acheteurs publics envisagent d’acheter.",
            content: content, section: .observatoire,
            trail: [("L’observatoire", ObservatoryPage.link)],
            isHiddenFromSearch: !context.visit.query.isEmpty,
            head: PlanFeed.declaration(query))
    }

    /// What the agents of a buyer have to do.
    private static func own(_ members: Members) throws -> HTML {
        guard !members.visitor.buyers.isEmpty else {
            return """
                <p class="petit">Vous achetez pour une collectivité ou un organisme public\u{202F}? Pour annoncer vos \
                projets, demandez d’abord à <a href="\(AttachmentPage.link)">agir pour un acheteur</a>.</p>

                """
        }
        var items: [HTML] = []
        for buyer in members.visitor.buyers {
            let waiting = try members.store.plans.waitingCounts(buyer: buyer)
            var query = PlanQuery()
            query.buyer = buyer
            for plan in try members.store.plans.all(query) where waiting[plan.key] != nil {
                items.append(
                    """
                    <li><a href="\(PlanDeskPage.link(plan.key))">\(plan.text.object)</a>\u{202F}: \
                    \(French.count(waiting[plan.key] ?? 0, "question")) en attente</li>

                    """)
            }
        }
        let list: HTML? =
            items.isEmpty
            ? nil
            : "<div class=\"encart\"><p><strong>Vous avez à répondre\u{202F}:</strong></p><ul class=\"liste\">\n\(items)</ul></div>\n"
        return """
            \(list)<p class="agir"><a class="bouton" href="\(PlanNewPage.link)">Annoncer un projet</a> \
            <a class="bouton second" href="\(PlanImportPage.link)">En annoncer plusieurs par un fichier</a></p>

            """
    }

    private static func filters(_ query: PlanQuery) -> HTML {
        func choices(
            _ key: String, _ label: String, _ chosen: String, _ values: [(String, String)]
        ) -> HTML {
            let options = ([("", "Tous")] + values).map { value -> HTML in
                "<option value=\"\(value.0)\"\("selected", if: value.0 == chosen)>\(value.1)</option>"
            }
            return """
                <p class="champ"><label for="f-\(key)">\(label)</label>\
                <select id="f-\(key)" name="\(key)">\(options)</select></p>

                """
        }
        let several =
            query.department.contains(" ")
            ? [(query.department, "Départements \(query.department)")] : []
        let departments =
            several + Territory.departments.map { ($0.code, "\($0.code) \($0.name)") }
        let isOpen = !query.isEverything
        return """
            <form action="\(link)" method="get" role="search">
            <div class="chercher"><label for="mots">Chercher dans les projets (objet, commune, acheteur…)</label>
            <input type="search" id="mots" name="mots" value="\(query.words)" maxlength="200" \
            autocomplete="off"><button type="submit">Chercher</button></div>
            <details class="filtres"\("open", if: isOpen)><summary>Filtres</summary>
            <div class="champs"><p class="champ"><label for="f-cpv">Codes CPV, ou leurs débuts</label>\
            <input type="text" id="f-cpv" name="cpv" value="\(query.cpv)" maxlength="120" \
            inputmode="numeric"></p>
            \(choices("departement", "Département", query.department, departments))\
            <p class="champ"><label for="f-annee">Année</label>\
            <input type="number" id="f-annee" name="annee" value="\(query.year.map(String.init) ?? "")" \
            min="2000" max="2100"></p>
            \(choices(
                "trimestre", "Trimestre", query.quarter.map(String.init) ?? "",
                (1...4).map { (String($0), "Trimestre \($0)") }))\
            \(choices(
                "etat", "État", query.state?.rawValue ?? "",
                Plan.State.allCases.map { ($0.rawValue, $0.label) }))\
            </div><p class="petit">Un projet dit son département, et sa commune en toutes lettres quand il en a une\u{202F}: \
            aucune distance n’est calculée ici. Une commune se cherche par les mots.</p>
            <p class="agir"><button type="submit">Filtrer</button> <a href="\(link)">Tout voir</a></p>
            </details></form>

            """
    }

    /// Plans as cards, page by page; `address` gives the address of a page.
    static func list(
        _ plans: [Plan], _ context: Context, address: (Int) -> Link
    ) throws -> HTML {
        guard !plans.isEmpty else {
            return """
                <h2>Aucun projet</h2>
                <p>Aucun projet ne répond à cette recherche. Retirez un filtre, ou suivez-la\u{202F}: vous saurez \
                quand un projet y répondra.</p>

                """
        }
        let page = try context.visit.integer("page", in: 1...10_000, default: 1)
        let first = min((page - 1) * pageSize, plans.count)
        let items = plans[first..<min(first + pageSize, plans.count)].map { plan -> HTML in
            let place = [plan.text.commune, plan.text.value("departement").shown]
                .filter { !$0.isEmpty }.joined(separator: ", ")
            return """
                <li><h3><a href="\(PlanPage.link(plan.key))">\(plan.text.object)</a></h3>
                <p>\(plan.buyerName) — \(place)</p>
                <p>\(plan.text.period), \(plan.text.band.label.lowercasedFirst)</p>
                <p class="petit">\(plan.state.label). \(context.cpvText(plan.text.cpv))</p></li>

                """
        }
        return """
            <h2>\(French.count(plans.count, "projet"))</h2>
            <ul class="cartes">
            \(items)</ul>
            \(Blocks.paging(
                "Pages de projets", page: page, last: Blocks.lastPage(plans.count, by: pageSize),
                address))
            """
    }

    private static let pageSize = 100

    private static func doors(_ query: PlanQuery, _ context: Context) -> HTML {
        """
        <h2>Suivre et réutiliser</h2>
        <p class="boutons"><a class="bouton" href="\(AlertNewPage.link(
            source: PlanSource.name, query: Link.query(query.items)))">Suivre cette sélection</a>
        <a class="bouton second" href="\(PlanFeed.link(query))">Flux Atom</a>
        <a class="bouton second" href="\(PlansEndpoint.link(query, format: "csv"))">Export CSV</a>
        <a class="bouton second" href="\(PlansEndpoint.link(query, format: "json"))">JSON</a></p>

        """
    }

    /// The door on « L’observatoire ».
    static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let open = try members.store.plans.all().filter(\.state.isOpen)
        let items = open.prefix(3).map { plan -> HTML in
            """
            <li><a href="\(PlanPage.link(plan.key))">\(plan.text.object)</a>, \(plan.buyerName), \
            \(plan.text.period)</li>

            """
        }
        let list: HTML? = items.isEmpty ? nil : "<ul class=\"liste\">\n\(items)</ul>\n"
        return """
            <section class="carte" aria-labelledby="projets-achat"><h2 id="projets-achat">Projets d’achat</h2>
            <p>\(French.count(open.count, "projet annoncé", "projets annoncés")) par les acheteurs.</p>
            \(list)<p><a href="\(link)">Tous les projets d’achat</a></p></section>

            """
    }
}

/// The plans of one buyer.
enum PlanBuyerPage: CommunityPage {
    static let path = "/projets/acheteurs/:siret"

    static func link(_ siret: String) -> Link { Link(["projets", "acheteurs", siret]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        var query = PlanQuery()
        query.buyer = context.argument("siret")
        let plans = try members.store.plans.all(query)
        guard let first = plans.first else {
            throw CommunityRefusal.absent("Cet acheteur n’a annoncé aucun projet.")
        }
        let isKnown = context.edition?.tables.buyer(query.buyer) != nil
        let past: HTML? =
            isKnown
            ? "<p><a href=\"\(BuyerPage.link(to: query.buyer))\">Ce que cet acheteur a déjà acheté</a></p>\n"
            : nil
        let list = try PlanListPage.list(plans, context) { page in
            Link(
                ["projets", "acheteurs", query.buyer],
                query: page > 1 ? [("page", String(page))] : [])
        }
        return Document(
            title: first.buyerName, summary: "Les projets d’achat de \(first.buyerName).",
            content: """
                <p>SIRET \(query.buyer)</p>
                \(past)\(list)
                <p class="boutons"><a class="bouton" href="\(AlertNewPage.link(
                    source: PlanSource.name, query: Link.query(query.items)))">Suivre les projets de cet acheteur</a>
                <a class="bouton second" href="\(PlanFeed.link(query))">Flux Atom</a></p>
                """, section: .observatoire, kind: "Projets d’achat d’un acheteur",
            trail: [("Projets d’achat", PlanListPage.link)], head: PlanFeed.declaration(query))
    }
}
