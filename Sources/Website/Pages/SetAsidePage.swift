import Columns
import Procurement

/// The records that were set aside: why, where they stand in which deposit, and what was read of
/// them.
enum SetAsidePage: Page {
    static let path = "/qualite/ecartees"
    static let link = Link(["qualite", "ecartees"])
    /// Records shown.
    private static let most = 50

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let table = edition.tables.declarations
        let rows = setAside(table)
        let findings = findings(edition, Set(rows.prefix(most)))
        var content: HTML = """
            <p class="chapo">Une déclaration est mise de côté quand elle est illisible, n’est pas un \
            contrat, ou n’a ni acheteur ni objet. Elle reste, mot pour mot, dans son dépôt.</p>
            <p>\(French.count(rows.count, "déclaration")) sur \(French.integer(table.rowCount)) lues.</p>

            """
        for (number, row) in rows.prefix(most).enumerated() {
            content += record(edition, row, number: number + 1, findings: findings[row] ?? [])
        }
        if rows.count > most {
            content += "<p class=\"petit\">Les \(most) premières sont montrées.</p>\n"
        }
        return Document(
            title: "Déclarations mises de côté", summary: "Pourquoi, et où elles se trouvent.",
            content: content, section: .qualite, trail: [("Qualité", QualityPage.link)],
            isHiddenFromSearch: true)
    }

    /// Rows of the declarations set aside.
    private static func setAside(_ table: Table) -> [Int] {
        guard let fates = table["sort"], let texts = fates.texts else { return [] }
        let codes = Set((0..<texts.count).filter { texts[$0] == "Écartée" })
        return (0..<table.rowCount).filter { codes.contains(fates.code($0)) }
    }

    /// Rows of findings by declaration, for a few declarations.
    private static func findings(_ edition: Observation, _ rows: Set<Int>) -> [Int: [Int]] {
        guard let column = edition.tables.findings["declaration"] else { return [:] }
        var found: [Int: [Int]] = [:]
        for row in 0..<column.count {
            let declaration = column.code(row)
            if rows.contains(declaration) { found[declaration, default: []].append(row) }
        }
        return found
    }

    private static func record(
        _ edition: Observation, _ row: Int, number: Int, findings: [Int]
    ) -> HTML {
        let table = edition.tables.declarations
        func text(_ name: String) -> String? { table[name].flatMap { CellText.shown($0, row) } }
        let deposit = text("depot") ?? ""
        let source = edition.facts.sources.first { $0.deposit == deposit }
        var html: HTML = """
            <section class="encart"><h2>\(number). \(text("motif") ?? "Motif inconnu")</h2>
            <p class="petit">\(source?.name), fichier \(source?.file), dépôt <code>\(deposit)</code>, \
            octets \(text("position")) et suivants (\(text("longueur"))).</p>

            """
        let list = edition.tables.findings
        for finding in findings.prefix(10) {
            let code = list["code"]?.text(finding) ?? ""
            html += """
                <p><a href="\(RulePage.link(to: code))">\(FindingList.rule(code)?.title ?? code)</a>\
                \u{202F}: <code>\(list["champ"]?.text(finding))</code> \
                \(FindingList.raw(list["valeur"]?.text(finding)))</p>

                """
        }
        if let published = edition.declarationText(row), !published.fields.isEmpty {
            html += "<details><summary>Ce qui en a été lu</summary>\n"
            html += Blocks.table(
                "Champs de la déclaration \(number)", heads: ["Champ", "Valeur publiée"],
                rows: published.fields.map { ["<code>\($0.name)</code>", HTML(text: $0.text)] },
                isCaptionHidden: true)
            html += "</details>\n"
        }
        html += "</section>\n"
        return html
    }
}
