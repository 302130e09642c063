import Columns
import Procurement

/// Every edition kept, the newest first.
enum EditionListPage: Page {
    static let path = "/editions"
    static let isCacheable = false
    static let link = Link(["editions"])

    static func document(_ context: Context) throws -> Document {
        let editions = try context.shelf.list()
        let rows: [[HTML]] = editions.enumerated().map { index, edition in
            let current: HTML? =
                edition.isCurrent ? " <span class=\"etiquette\">servie</span>" : nil
            let comparison: HTML =
                index + 1 < editions.count
                ? """
                <a href="\(EditionComparisonPage.link(editions[index + 1].id, edition.id))">\
                Comparer à la précédente</a>
                """ : "—"
            return [
                "<a href=\"\(EditionPage.link(to: edition.id))\">\(edition.id)</a>\(current)",
                HTML(text: edition.day.map(French.day) ?? "inconnu"),
                HTML(text: edition.contracts.map { French.integer($0) } ?? "—"), comparison,
            ]
        }
        let content: HTML = """
            <p class="chapo">Une édition est un état des données, figé, daté et vérifiable. Tout \
            chiffre publié nomme la sienne\u{202F}; ajouter <code>?edition=…</code> à une adresse la fixe.</p>

            """
            + Blocks.table(
                "Éditions gardées",
                heads: ["Édition", "Arrêtée au", "Contrats", "Ce qui a changé"],
                rows: rows, numbers: [2])
        return Document(
            title: "Éditions", summary: "Les états datés des données.", content: content,
            section: .editions)
    }
}

/// An edition: what it was made from, and the proof that nothing was lost.
enum EditionPage: Page {
    static let path = "/editions/:id"
    static func link(to id: String) -> Link { Link(["editions", id]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.shelf.edition(context.argument("id"))
        let facts = edition.facts
        var content = Blocks.sheet([
            ("Identifiant", nil, "<code>\(facts.id)</code>"),
            (
                "Arrêtée au",
                "le jour de référence\u{202F}: ce que «\u{202F}aujourd’hui\u{202F}» veut dire ici",
                Blocks.value(facts.day.map(French.day))
            ),
            ("Contrats", nil, HTML(text: French.integer(edition.tables.contracts.rowCount))),
            ("Acheteurs", nil, HTML(text: French.integer(edition.tables.buyers.rowCount))),
            ("Titulaires", nil, HTML(text: French.integer(edition.tables.suppliers.rowCount))),
            ("Modifications", nil, HTML(text: French.integer(edition.tables.amendments.rowCount))),
            ("Licence", nil, HTML(text: facts.licence)),
            ("Programme", nil, HTML(text: facts.program)),
            (
                "Listes de référence", nil,
                facts.references.isEmpty
                    ? "aucune"
                    : (facts.references + facts.notes)
                        .reduce(into: HTML()) { $0 += "<div>\($1)</div>\n" }
            ),
            (
                "Tables", nil,
                "<a href=\"#tables\">\(French.count(edition.files.all.count, "fichier")) à emporter</a>"
            ),
        ])
        content += "<h2>Dépôts lus</h2>\n"
        content += Blocks.table(
            "Dépôts et réconciliation",
            heads: [
                "Source", "Licence", "Mise à jour", "Lues", "Gardées", "Réunies", "Mises de côté",
            ],
            rows: facts.sources.map { source in
                // A file given by hand has no producer but its own name.
                let producer: HTML? =
                    source.producer == source.name
                    ? nil : "<br><small class=\"petit\">\(source.producer)</small>"
                return [
                    """
                    <span class="nom-fichier">\(source.name)\(producer)<br>\
                    <small class="petit">SHA-256 \(String(source.deposit.prefix(16)))…</small></span>
                    """,
                    HTML(text: source.licence),
                    Blocks.value((source.lastUpdate ?? source.received).map(French.day)),
                    HTML(text: French.integer(source.read)),
                    HTML(text: French.integer(source.kept)),
                    HTML(text: French.integer(source.merged)),
                    HTML(text: French.integer(source.setAside)),
                ]
            }, numbers: [3, 4, 5, 6])
        content += """
            <p class="petit">Lues = gardées + réunies + mises de côté, pour chaque dépôt\u{202F}; \
            l’égalité est vérifiée à la construction.</p>
            <p><a href="\(EditionManifest.link(to: facts.id))">Le manifeste, en JSON</a></p>

            """
        content += EditionTableFile.list(edition)
        return Document(
            title: "Édition \(facts.id)", summary: "Ce dont l’édition \(facts.id) est faite.",
            content: content, section: .editions, trail: [("Éditions", EditionListPage.link)])
    }
}

/// An edition's manifest, as written.
enum EditionManifest: Resource {
    static let path = "/editions/:id/manifeste"
    static func link(to id: String) -> Link { Link(["editions", id, "manifeste"]) }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.shelf.edition(context.argument("id"))
        return Answer(
            type: "application/json; charset=utf-8", body: .bytes(edition.facts.manifest))
    }
}

/// What changed between two editions.
enum EditionComparisonPage: Page {
    static let path = "/editions/comparer"
    static func link(_ former: String, _ latter: String) -> Link {
        Link(["editions", "comparer"], query: [("avant", former), ("apres", latter)])
    }

    static func document(_ context: Context) throws -> Document {
        func id(_ key: String) throws(Problem) -> String {
            guard let id = context.visit.value(key) else {
                throw .invalid(field: key, value: "", expected: "l’identifiant d’une édition")
            }
            return id
        }
        let former = try id("avant")
        let latter = try id("apres")
        let difference = try context.shelf.difference(from: former, to: latter)
        var content = Blocks.figures([
            Blocks.figure(
                HTML(text: French.integer(difference.added)), "Contrats apparus", "", link: nil,
                label: ""),
            Blocks.figure(
                HTML(text: French.integer(difference.changed)), "Contrats modifiés",
                "au moins un champ diffère", link: nil, label: ""),
            Blocks.figure(
                HTML(text: French.integer(difference.removed)), "Contrats disparus",
                "absents des derniers dépôts", link: nil, label: ""),
        ])
        if !difference.columns.isEmpty {
            content += Blocks.table(
                "Champs qui ont changé", heads: ["Champ", "Contrats"],
                rows: difference.columns.map {
                    [
                        "<code>\(CellText.exportedName($0.name))</code>",
                        HTML(text: French.integer($0.count)),
                    ]
                }, numbers: [1])
        }
        for example in difference.examples where !example.keys.isEmpty {
            content += "<h2>\(example.kind)</h2>\n<ul class=\"liste\">\n"
            for key in example.keys {
                content +=
                    "<li><a href=\"\(ContractPage.link(to: key))\"><code>\(key)</code></a></li>\n"
            }
            content += "</ul>\n"
        }
        return Document(
            title: "De l’édition \(former) à l’édition \(latter)",
            summary: "Ce qui a changé entre deux éditions.", content: content, section: .editions,
            trail: [("Éditions", EditionListPage.link)])
    }
}
