import Law
import Procurement
import Tools

/// An answer on a page, that prints as a sheet: the case, what is answered, figures, tables, charts,
/// steps with their articles, assumptions, documents.
struct ToolAnswerSheet: Sendable {
    let tool: any Tool
    let values: [String: String]
    let answer: ToolAnswer
    /// Who runs the server.
    let operatorName: String
    let today: Day

    /// The whole answer.
    var html: HTML {
        var html: HTML = """
            <section class="reponse" aria-labelledby="reponse"><h2 id="reponse" tabindex="-1">Réponse</h2>
            <p class="encart"><strong>\(answer.summary)</strong></p>

            """
        if !answer.warnings.isEmpty {
            let warnings = answer.warnings.map { warning -> HTML in "<li>\(warning)</li>\n" }
            html += "<div class=\"encart avis\"><ul class=\"liste\">\n\(warnings)</ul></div>\n"
        }
        if !answer.results.isEmpty {
            html += Blocks.sheet(answer.results.map { ($0.label, nil, "\($0.value.french)") })
        }
        for (index, chart) in answer.charts.enumerated() {
            html +=
                "<div class=\"carte\">\(ToolChartSheet.figure(chart, "graphique-\(index + 1)"))</div>\n"
        }
        for table in answer.tables { html += self.table(table) }
        if !answer.steps.isEmpty { html += steps }
        if !answer.assumptions.isEmpty {
            html += "<h3>Hypothèses</h3>\n<ul class=\"liste\">\n"
            for assumption in answer.assumptions { html += "<li>\(assumption)</li>\n" }
            html += "</ul>\n"
        }
        html += downloads
        html += theCase
        return html + "</section>\n"
    }

    private var steps: HTML {
        var html: HTML = "<h3>Comment</h3>\n<ol class=\"etapes\">\n"
        for step in answer.steps {
            html += "<li><strong>\(step.title).</strong> \(step.text)"
            if !step.articles.isEmpty {
                html += "<ul class=\"articles\">"
                for article in step.articles {
                    let label: HTML? = article.confidence.label.map {
                        " <span class=\"etiquette\">\($0)</span>"
                    }
                    html += "<li>\(article.text)\(label)</li>"
                }
                html += "</ul>"
            }
            html += "</li>\n"
        }
        return html + "</ol>\n"
    }

    private func table(_ table: ToolTable) -> HTML {
        var numbers: Set<Int> = []
        for column in table.columns.indices
        where !table.rows.isEmpty && table.rows.allSatisfy({ $0[column].isNumeric }) {
            numbers.insert(column)
        }
        var html: HTML = "<h3>\(table.title)</h3>\n"
        html += Blocks.table(
            table.title, heads: table.columns.map(\.label),
            rows: table.rows.map { $0.map { HTML(text: $0.french) } }, numbers: numbers,
            isCaptionHidden: true)
        if let note = table.note { html += "<p class=\"petit\">\(note)</p>\n" }
        return html
    }

    /// Documents to read, print, copy or take away, files, and the case itself.
    private var downloads: HTML {
        var html: HTML = "<h3>À emporter</h3>\n"
        for document in answer.documents { html += ToolDocumentSheet.html(document) }
        html += "<ul class=\"liste emporter\">\n"
        for file in answer.files {
            html +=
                file.bytes.count > ToolAnswerSheet.largest
                ? """
                <li>\(file.title)\u{202F}: trop long pour cette page\u{202F}; le bouton «\u{202F}Recevoir les \
                documents et fichiers\u{202F}» le donne.</li>

                """
                : "<li>\(Self.link(file.title, file.name, file.type, file.bytes))</li>\n"
        }
        if let saved {
            html += "<li>\(saved)</li>\n"
        }
        return html + "</ul>\n"
    }

    /// Largest file that a page holds, in bytes.
    static let largest = 1_000_000

    private var saved: HTML? {
        // A long register is a file of its own already.
        guard values.values.reduce(0, { $0 + $1.utf8.count }) <= Self.largest else { return nil }
        let json = ToolCase.json(values, of: tool)
        guard json.utf8.count <= Self.largest else { return nil }
        return Self.link(
            "Enregistrer ce cas sur mon ordinateur, pour le rouvrir ici", "cas-\(tool.name).json",
            "application/json", Array(json.utf8))
    }

    /// A link whose address is the file itself: the server is not asked again.
    static func link(_ title: String, _ name: String, _ type: String, _ bytes: [UInt8]) -> HTML {
        let address = "data:\(type.replacing(" ", with: ""));base64,\(Base64.text(bytes))"
        return "<a href=\"\(address)\" download=\"\(name)\">\(title)</a>"
    }

    /// What was asked, for the printed sheet.
    private var theCase: HTML {
        let items = tool.fields.compactMap { field -> (String, String?, HTML)? in
            guard let text = values[field.name] else { return nil }
            return (field.label, nil, HTML(text: shown(text, field.control)))
        }
        return """
            <details class="cas"><summary>Le cas, tel qu’il a été posé</summary>
            \(Blocks.sheet(items))</details>
            <p class="petit">Calculé le \(FrenchNumber.day(today)), \(operatorName). \(ToolAnswer.notice)</p>

            """
    }

    private func shown(_ text: String, _ control: ToolControl) -> String {
        switch control {
        case .choice(let choices): choices.first { $0.value == text }?.label ?? text
        case .table:
            French.count(text.utf8.count { $0 == 0x0A }, "ligne") + " sous le nom des colonnes"
        default: text
        }
    }
}

extension ToolValue {
    /// Whether it stands on the right of a column.
    fileprivate var isNumeric: Bool {
        switch self {
        case .money, .number: true
        default: false
        }
    }
}

/// A letter or a report on a page.
enum ToolDocumentSheet {
    /// Folded under its title, with the files that word processors open.
    static func html(_ document: ToolDocument) -> HTML {
        """
        <details class="document"><summary>\(document.title)</summary>
        <p class="agir">\(ToolAnswerSheet.link(
            "Ouvrir dans un traitement de texte (.odt)", document.name + ".odt",
            "application/vnd.oasis.opendocument.text", document.openDocument)) · \
        \(ToolAnswerSheet.link(
            "Texte seul (.txt)", document.name + ".txt", "text/plain;charset=utf-8",
            Array(document.plainText.utf8)))</p>
        <article class="feuille">
        \(document.blocks.enumerated().map { block($1, document.title, $0) })</article></details>

        """
    }

    /// A part of the text.
    ///
    /// - Parameters:
    ///   - title: of the document, so that its tables are told from others of the page.
    ///   - place: of the part in the document.
    static func block(_ block: ToolDocument.Block, _ title: String, _ place: Int) -> HTML {
        switch block {
        case .heading(let text): return "<h4>\(text)</h4>\n"
        case .paragraph(let text):
            let lines = text.split(separator: "\n").map { HTML(text: String($0)) }
            var html: HTML = "<p>"
            for (index, line) in lines.enumerated() {
                if index > 0 { html += "<br>" }
                html += line
            }
            return html + "</p>\n"
        case .lines(let lines):
            var html: HTML = "<p>"
            for (index, line) in lines.enumerated() {
                if index > 0 { html += "<br>" }
                html += HTML(text: line)
            }
            return html + "</p>\n"
        case .list(let items):
            return "<ul class=\"liste\">\n\(items.map { "<li>\($0)</li>\n" as HTML })</ul>\n"
        case .table(let head, let rows):
            return Blocks.table(
                "\(title), tableau de la partie \(place + 1)", heads: head,
                rows: rows.map { $0.map { HTML(text: $0) } },
                isCaptionHidden: true)
        }
    }
}
