import Columns
import Procurement

/// Findings of quality, in words.
struct FindingList {
    let edition: Observation

    /// The rule of a code.
    static func rule(_ code: String) -> FindingRule? {
        FindingRule.catalogue.first { $0.code == code }
    }

    /// How a severity is written.
    static func label(_ severity: Severity) -> String {
        switch severity {
        case .note: "Note"
        case .warning: "Avertissement"
        case .error: "Erreur"
        }
    }

    /// A severity as a coloured word.
    static func badge(_ severity: String) -> HTML {
        switch severity {
        case "Erreur": "<span class=\"etiquette erreur\">Erreur</span>"
        case "Avertissement": "<span class=\"etiquette avertissement\">Avertissement</span>"
        default: "<span class=\"etiquette\">\(severity)</span>"
        }
    }

    /// A value as published; nothing when the field was not.
    static func raw(_ text: String?) -> HTML {
        guard let text, !text.isEmpty else { return "<span class=\"inconnu\">rien</span>" }
        return "<code>\(text)</code>"
    }

    /// The findings of a contract.
    func ofContract(_ row: Int) -> HTML {
        let table = edition.tables.findings
        let rows = edition.tables.findings(of: row)
        guard !rows.isEmpty else {
            return """
                <h2>Constats de qualité</h2>
                <p>Aucune règle de contrôle n’est enfreinte par les données de ce contrat.</p>

                """
        }
        let cells = once(rows).prefix(100).map { row, times -> [HTML] in
            let code = table["code"]?.text(row) ?? ""
            let field = table["champ"]?.text(row) ?? ""
            return [
                "<a href=\"\(RulePage.link(to: code))\">\(FindingList.rule(code)?.title ?? code)</a>",
                FindingList.badge(table["gravite"]?.text(row) ?? ""),
                field.isEmpty ? "la déclaration entière" : "<code>\(field)</code>",
                FindingList.raw(table["valeur"]?.text(row)), HTML(text: French.integer(times)),
            ]
        }
        return """
            <h2>Constats de qualité</h2>
            <p>Ce que les règles de contrôle relèvent dans les données publiées\u{202F}: rien n’est dit \
            du contrat lui-même.</p>

            """
                + Blocks.table(
                    "Constats sur ce contrat",
                    heads: ["Constat", "Gravité", "Champ", "Valeur publiée", "Fois"],
                    rows: Array(cells), numbers: [4])
    }

    /// Findings that say the same of several declarations of a contract, once, with their number.
    private func once(_ rows: [Int]) -> [(row: Int, times: Int)] {
        let table = edition.tables.findings
        var places: [[String?]: Int] = [:]
        var found: [(row: Int, times: Int)] = []
        for row in rows {
            let said = ["code", "champ", "valeur"].map { table[$0]?.text(row) }
            if let place = places[said] {
                found[place].times += 1
            } else {
                places[said] = found.count
                found.append((row, 1))
            }
        }
        return found
    }

    /// Counts of findings by rule, of the findings that a test keeps, the most frequent first.
    ///
    /// - Complexity: O(findings).
    func counts(where keeps: (Int) -> Bool = { _ in true }) -> [(code: String, count: Int)] {
        guard let column = edition.tables.findings["code"], let texts = column.texts else {
            return []
        }
        var counts = [Int](repeating: 0, count: texts.count)
        for row in 0..<column.count where keeps(row) { counts[column.code(row)] += 1 }
        return counts.indices.filter { counts[$0] > 0 }
            .map { (texts[$0], counts[$0]) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    /// Numbers of contracts of a selection that break each rule.
    func contracts(_ query: Answering.Query) throws -> [String: Int] {
        let counted = try edition.answers.facets(query, of: ["constat"], top: .max)
        let values = counted.facets.first?.values.map { ($0.value, $0.count) } ?? []
        return Dictionary(values, uniquingKeysWith: { first, _ in first })
    }

    /// The contracts of a selection that break a rule, or nothing when none does.
    static func opening(_ code: String, _ query: Answering.Query, _ count: Int?) -> HTML {
        guard let count, count > 0 else { return "—" }
        let items = query.map { ($0.key, $0.value) } + [("constat", code)]
        return """
            <a href="\(ExplorerPage.link(items))">\(French.integer(count))<span class="lecteur"> \
            contrats où la règle \(code) est enfreinte</span></a>
            """
    }

    /// A table of counts by rule over a selection, with its contracts and advice.
    func table(
        _ counts: [(code: String, count: Int)], of query: Answering.Query = [], caption: String
    ) throws -> HTML {
        let contracts = try contracts(query)
        let rows: [[HTML]] = counts.map { code, count in
            let rule = FindingList.rule(code)
            return [
                "<a href=\"\(RulePage.link(to: code))\">\(rule?.title ?? code)</a>",
                HTML(text: French.integer(count)),
                FindingList.opening(code, query, contracts[code]),
                FindingList.badge(rule.map { FindingList.label($0.severity) } ?? ""),
                HTML(text: rule?.advice ?? ""),
            ]
        }
        return Blocks.table(
            caption, heads: ["Constat", "Nombre", "Contrats", "Gravité", "Que faire"], rows: rows,
            numbers: [1, 2])
    }
}
