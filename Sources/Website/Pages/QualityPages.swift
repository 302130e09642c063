import Columns
import Procurement

/// The quality of the data: findings by rule and by source, with advice. Never by named buyer.
enum QualityPage: Page {
    static let path = "/qualite"
    static let link = Link(["qualite"])

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let list = FindingList(edition: edition)
        let counts = list.counts()
        let total = counts.reduce(0) { $0 + $1.count }
        let sources = edition.facts.sources
        var content: HTML = """
            <p class="chapo">Ce que \(French.integer(FindingRule.catalogue.count)) règles de contrôle \
            relèvent dans les données publiées. Rien n’est corrigé en silence\u{202F}: la valeur \
            publiée reste, le constat l’accompagne.</p>

            """
        content += Blocks.figures([
            Blocks.figure(
                HTML(text: French.integer(sources.reduce(0) { $0 + $1.read })), "Déclarations lues",
                "gardées, réunies ou mises de côté\u{202F}: le compte est exact", link: nil,
                label: ""),
            Blocks.figure(
                HTML(text: French.integer(sources.reduce(0) { $0 + $1.setAside })),
                "Mises de côté", "illisibles, ou sans acheteur ni objet",
                link: SetAsidePage.link, label: "Lire pourquoi"),
            Blocks.figure(
                HTML(text: French.integer(total)), "Constats",
                "une déclaration peut en avoir plusieurs", link: nil, label: ""),
        ])
        content += "<h2>Par règle</h2>\n"
        content +=
            "<p class=\"petit\">Le nombre de contrats ouvre la liste de ceux où la règle est "
        content += "enfreinte, sans ordre de gravité ni classement d’acheteurs.</p>\n"
        content += try list.table(
            counts, caption: "Constats par règle, des plus fréquents aux plus rares")
        content += "<h2>Par source</h2>\n"
        content += bySource(edition)
        content += try indicators(edition.answers)
        content +=
            "<h2>Toutes les règles</h2>\n<details><summary>Les "
            + "\(FindingRule.catalogue.count) règles de contrôle</summary><ul class=\"liste\">\n"
        for rule in FindingRule.catalogue {
            content += "<li><a href=\"\(RulePage.link(to: rule.code))\">\(rule.title)</a></li>\n"
        }
        content += "</ul></details>\n"
        return Document(
            title: "Qualité des données", summary: "Constats par règle et par source.",
            content: content, section: .qualite)
    }

    private static func bySource(_ edition: Observation) -> HTML {
        var found: [String: Int] = [:]
        if let column = edition.tables.findings["source"], let texts = column.texts {
            var counts = [Int](repeating: 0, count: texts.count)
            for row in 0..<column.count { counts[column.code(row)] += 1 }
            for code in counts.indices { found[texts[code]] = counts[code] }
        }
        let rows: [[HTML]] = edition.facts.sources.map { source in
            let count = found[source.name] ?? 0
            let mean = source.read > 0 ? Double(count) / Double(source.read) : 0
            return [
                "<span class=\"nom-fichier\">\(source.name)</span>",
                HTML(text: French.integer(source.read)),
                HTML(text: French.integer(source.kept)), HTML(text: French.integer(source.merged)),
                HTML(text: French.integer(source.setAside)), HTML(text: French.integer(count)),
                HTML(text: French.decimal(mean, decimals: 1)),
            ]
        }
        return Blocks.table(
            "Déclarations et constats par source",
            heads: [
                "Source", "Lues", "Gardées", "Réunies", "Mises de côté", "Constats",
                "Constats par déclaration",
            ], rows: rows, numbers: [1, 2, 3, 4, 5, 6])
    }

    private static func indicators(_ answers: any Answering) throws -> HTML {
        var rows: [[HTML]] = []
        for card in answers.indicators where card.code.hasPrefix("QUA") {
            guard let row = try answers.ask(card.code, [], by: nil).first else { continue }
            rows.append([
                "<a href=\"\(IndicatorPage.link(to: card.code))\">\(card.title)</a>",
                IndicatorText.value(row), HTML(text: IndicatorText.basis(row)),
            ])
        }
        guard !rows.isEmpty else { return HTML() }
        return "<h2>Indicateurs de qualité</h2>\n"
            + Blocks.table(
                "Indicateurs de qualité", heads: ["Indicateur", "Valeur", "Base"], rows: rows,
                numbers: [1], isCaptionHidden: true)
    }
}

/// A rule of quality: what it means, what to do, how often it is broken.
enum RulePage: Page {
    static let path = "/qualite/regles/:code"
    static func link(to code: String) -> Link { Link(["qualite", "regles", code]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let code = context.argument("code")
        guard let rule = FindingList.rule(code) else {
            throw Problem.absent(
                "Il n’y a pas de règle «\u{202F}\(Problem.shortened(code))\u{202F}».")
        }
        let table = edition.tables.findings
        var examples: [HTML] = []
        var count = 0
        if let codes = table["code"], let wanted = BuyerPage.code(of: code, in: codes) {
            for row in 0..<table.rowCount where codes.code(row) == wanted {
                count += 1
                guard examples.count < 10, let key = table["cle"]?.text(row), !key.isEmpty else {
                    continue
                }
                examples.append(
                    """
                    <li><a href="\(ContractPage.link(to: key))"><code>\(table["valeur"]?.text(row) ?? "")\
                    </code> dans un contrat</a></li>

                    """)
            }
        }
        var content = Blocks.sheet([
            ("Gravité", nil, FindingList.badge(FindingList.label(rule.severity))),
            ("Ce que cela veut dire", nil, HTML(text: rule.explanation)),
            ("Que faire, pour l’acheteur", nil, HTML(text: rule.advice)),
            ("Exemple", nil, "<code>\(rule.example)</code>"),
            ("Constats dans l’édition", nil, HTML(text: French.integer(count))),
        ])
        let contracts = try FindingList(edition: edition).contracts([])[code] ?? 0
        if contracts > 0 {
            content += """
                <p><a class="bouton second" href="\(ExplorerPage.link([("constat", code)]))">Voir \
                \(contracts == 1 ? "le contrat concerné" : "les \(French.integer(contracts)) contrats concernés")\
                </a></p>

                """
        }
        if !examples.isEmpty {
            content += """
                <h2>Quelques contrats où elle est enfreinte</h2>
                <p class="petit">Les premiers rencontrés, sans ordre ni rang.</p>
                <ul class="liste">
                \(examples)</ul>

                """
        }
        return Document(
            title: rule.title, summary: rule.explanation, content: content, section: .qualite,
            kind: "Règle \(rule.code)", trail: [("Qualité", QualityPage.link)])
    }
}
