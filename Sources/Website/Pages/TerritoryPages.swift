import Procurement

/// What a territory's page says: its portrait, its indicators.
enum TerritoryText {
    /// The page of the contracts performed in a territory.
    static func document(
        _ context: Context, key: String, code: String, kind: String
    ) throws -> Document {
        let edition = try context.observation()
        let answers = edition.answers
        let label = answers.label(key, code)
        let query: Answering.Query = [(key, code)]
        guard try answers.totals(query).count > 0 else {
            throw Problem.absent(
                "Aucun contrat de l’édition n’est exécuté dans «\u{202F}\(Problem.shortened(code))\u{202F}»."
            )
        }
        var content = try Portrait(answers: answers, query: query).html(
            lists: [("cpv", "Ce qui s’y achète"), ("acheteur_categorie", "Par qui")])
        content += try indicators(answers, query, label)
        content += try BuyerPage.latest(edition, query, caption: "Derniers contrats exécutés ici")
        content += """
            <p class="note">Ces chiffres observent des résultats\u{202F}; préférer une entreprise \
            parce qu’elle est locale est interdit.</p>

            """
        return Document(
            title: label, summary: "Contrats exécutés\u{202F}: \(label).", content: content,
            section: .territoires, kind: kind,
            trail: [("Territoires", TerritoryListPage.link)])
    }

    /// The main measure of each indicator here and everywhere.
    static func indicators(
        _ answers: any Answering, _ query: Answering.Query, _ label: String
    ) throws -> HTML {
        var rows: [[HTML]] = []
        for card in answers.indicators {
            guard let here = try answers.ask(card.code, query, by: nil).first,
                let everywhere = try answers.ask(card.code, [], by: nil).first
            else { continue }
            rows.append([
                "<a href=\"\(IndicatorPage.link(to: card.code, query))\">\(card.title)</a>",
                IndicatorText.value(here), HTML(text: IndicatorText.basis(here)),
                IndicatorText.value(everywhere),
            ])
        }
        return "<h2>Indicateurs</h2>\n"
            + Blocks.table(
                "Indicateurs", heads: ["Indicateur", label, "Base", "Toute l’édition"], rows: rows,
                numbers: [1, 3], isCaptionHidden: true)
    }
}

/// A department.
enum DepartmentPage: Page {
    static let path = "/territoires/departements/:code"
    static func link(to code: String) -> Link { Link(["territoires", "departements", code]) }
    static func document(_ context: Context) throws -> Document {
        try TerritoryText.document(
            context, key: "departement", code: context.argument("code"), kind: "Département")
    }
}

/// A region.
enum RegionPage: Page {
    static let path = "/territoires/regions/:code"
    static func link(to code: String) -> Link { Link(["territoires", "regions", code]) }
    static func document(_ context: Context) throws -> Document {
        try TerritoryText.document(
            context, key: "region", code: context.argument("code"), kind: "Région")
    }
}

/// A kind of purchase: a CPV code or the beginning of one.
enum CPVPage: Page {
    static let path = "/cpv/:code"
    static func link(to code: String) -> Link { Link(["cpv", code]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let code = context.argument("code")
        guard (2...8).contains(code.count), code.allSatisfy(\.isASCII), code.allSatisfy(\.isNumber)
        else {
            throw Problem.invalid(
                field: "cpv", value: code, expected: "de deux à huit chiffres, comme 45 ou 45261210"
            )
        }
        let query: Answering.Query = [("cpv", code)]
        guard try edition.answers.totals(query).count > 0 else {
            throw Problem.absent("Aucun contrat de l’édition n’a un code CPV en \(code).")
        }
        let label = edition.answers.label("cpv", code)
        var content = try Portrait(answers: edition.answers, query: query).html(
            lists: [("departement", "Où"), ("procedure", "Par quelle procédure")])
        content += try below(code, edition.answers)
        content += try TerritoryText.indicators(edition.answers, query, "Cet achat")
        content += try BuyerPage.latest(edition, query, caption: "Derniers contrats de cet achat")
        return Document(
            title: label, summary: "Contrats dont le code CPV commence par \(code).",
            content: content, section: .explorer, kind: "Achat (CPV \(code))",
            trail: [("Explorer", ExplorerPage.link())] + trail(code, edition.answers))
    }

    /// The purchases that are kinds of this one, when codes tell them apart.
    private static func below(_ code: String, _ answers: any Answering) throws -> HTML {
        let kinds = try answers.purchases(below: code)
        guard kinds.contains(where: { !$0.value.hasSuffix("0") }) else { return HTML() }
        let rows: [[HTML]] = kinds.map { kind in
            let contracts = ExplorerPage.link([("cpv", kind.value)])
            let name: HTML =
                kind.value.hasSuffix("0")
                ? "\(kind.label)" : "<a href=\"\(link(to: kind.value))\">\(kind.label)</a>"
            return [
                name, "<a href=\"\(contracts)\">\(French.integer(kind.count))</a>",
                Blocks.amount(kind.amountCents),
            ]
        }
        return "<h2>Plus précisément</h2>\n"
            + Blocks.table(
                "Achats de ce genre", heads: ["Achat", "Contrats", Blocks.facetAmountHead],
                rows: rows, numbers: [1, 2], isCaptionHidden: true)
    }

    /// The purchases this one is a kind of: its division, group, class and category.
    private static func trail(
        _ code: String, _ answers: any Answering
    ) -> [(label: String, link: Link)] {
        (2..<PurchaseLabels.level(of: code)).map { length in
            let above = String(code.prefix(length))
            return (answers.label("cpv", above), link(to: above))
        }
    }
}
