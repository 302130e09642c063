import Community
import Indicators

/// Markdown whose figure references are answered by a fixed edition.
///
/// A figure within a sentence shows its value, which leads to its line in the table « Chiffres de ce
/// texte »: basis, interval, unknowns, the contracts counted. A block shows the same at once, with a
/// chart where it is grouped. A reference at fault says so in its place.
enum LiveText {
    /// Figures of one text that are answered; the others say why not.
    static let mostFigures = 60

    /// The HTML of a text.
    ///
    /// - Parameters:
    ///   - edition: the edition its figures are read from; nil where it is not kept any more.
    ///   - headings: how many levels headings go down.
    static func html(
        _ markdown: String, edition: Observation?, _ context: Context, headings: Int = 1
    ) -> HTML {
        var lines: [(number: Int, figure: LiveFigure)] = []
        var count = 0
        var text = Markdown.html(markdown, headings: headings) { code in
            guard let read = reference(code) else { return nil }
            let isSpan = code.info == nil
            count += 1
            switch read.flatMap({ answer($0, count, edition, isSpan: isSpan) }) {
            case .failure(let fault): return fault.html(isSpan: isSpan)
            case .success(let figure) where isSpan:
                lines.append((count, figure))
                return span(figure, count)
            case .success(let figure): return FigureBlock.html(figure, count)
            }
        }
        if !lines.isEmpty { text += table(lines) }
        if count > 0, let edition { text += source(edition, context) }
        return text
    }

    private static func answer(
        _ reference: FigureReference, _ number: Int, _ edition: Observation?, isSpan: Bool
    ) -> Result<LiveFigure, FigureReference.Fault> {
        if isSpan, let by = reference.by {
            return .failure(
                .init("Une figure avec «\u{202F}par=\(by)\u{202F}» s’écrit dans un bloc."))
        }
        guard number <= mostFigures else {
            return .failure(.init("Ce texte a plus de \(mostFigures) figures."))
        }
        guard let edition else {
            return .failure(.init("L’édition de ce texte n’est pas ouverte ici."))
        }
        return LiveFigure.ask(reference, of: edition)
    }

    /// What is wrong with the figures of a text on an edition, each with its rank in the text.
    static func faults(_ markdown: String, edition: Observation) -> [String] {
        let codes = Markdown.codes(markdown).compactMap { code in
            reference(code).map { (isSpan: code.info == nil, read: $0) }
        }
        return codes.enumerated().compactMap { index, code in
            let answered = code.read.flatMap {
                answer($0, index + 1, edition, isSpan: code.isSpan)
            }
            guard case .failure(let fault) = answered else { return nil }
            return "Figure n°\u{A0}\(index + 1)\u{202F}: \(fault.sentence)"
        }
    }

    /// The references of a text, in order, those at fault too.
    static func references(_ markdown: String) -> [Result<FigureReference, FigureReference.Fault>] {
        Markdown.codes(markdown).compactMap(reference)
    }

    private static func reference(_ code: Markdown.Code) -> Result<
        FigureReference, FigureReference.Fault
    >? {
        guard let info = code.info else { return FigureReference.span(code.text) }
        return FigureReference.block(info: info, code.text)
    }

    private static func span(_ figure: LiveFigure, _ number: Int) -> HTML {
        guard let row = figure.rows.first else { return HTML() }
        return """
            <a class="figure" href="#chiffre-\(number)">\(IndicatorText.value(row))</a>
            """
    }

    private static func table(_ lines: [(number: Int, figure: LiveFigure)]) -> HTML {
        let rows = lines.map { line -> [HTML] in
            let figure = line.figure
            let contracts = figure.contracts
            return [
                """
                <span id="chiffre-\(line.number)">\(figure.rows.first.map(IndicatorText.value))</span>
                """,
                """
                <a href="\(figure.indicatorLink)">\(figure.card.title)</a> (\(figure.card.code)), \
                \(figure.what.lowercasedFirst)
                """,
                HTML(text: figure.selection ?? "toute l’édition"),
                HTML(text: figure.rows.first.map(IndicatorText.basis) ?? ""),
                """
                <a href="\(contracts.link)">\(contracts.label)</a>, <a href="\(figure.apiLink)">API</a>
                """,
            ]
        }
        return """
            <h2 id="chiffres-du-texte">Chiffres de ce texte</h2>
            \(Blocks.table(
                "Chiffres de ce texte", heads: ["Valeur", "Indicateur", "Sélection", "Base", "Ouvrir"],
                rows: rows, isCaptionHidden: true))
            """
    }

    private static func source(_ edition: Observation, _ context: Context) -> HTML {
        let day: HTML? = edition.facts.day.map { ", au \(French.day($0))" }
        let current: HTML? = context.edition.flatMap { now in
            now.facts.id == edition.facts.id
                ? nil : "\u{202F}; l’édition servie est \(now.facts.id)"
        }
        return """
            <p class="petit">Chiffres lus dans l’édition <a href="\
            \(EditionPage.link(to: edition.facts.id))">\(edition.facts.id)</a>\(day)\(current).</p>

            """
    }
}

extension FigureReference.Fault {
    /// The fault, in the place of the figure.
    func html(isSpan: Bool) -> HTML {
        isSpan
            ? "<span class=\"figure-fautive\">[figure\u{202F}: \(sentence)]</span>"
            : "<p class=\"encart avis\">Figure\u{202F}: \(sentence)</p>\n"
    }
}

/// A figure on its own: its value, or its chart, with its papers.
enum FigureBlock {
    /// Groups shown; the rest is in the API.
    static let mostGroups = 40

    static func html(_ figure: LiveFigure, _ number: Int) -> HTML {
        let contracts = figure.contracts
        let selection: HTML? = figure.selection.map { "\($0). " }
        var html: HTML = "<div class=\"carte figure-bloc\" id=\"chiffre-\(number)\">\n"
        if figure.reference.by == nil, let row = figure.rows.first {
            html += """
                <p class="quoi">\(figure.title)</p>
                <p class="valeur">\(IndicatorText.value(row))</p>
                <p class="petit">\(figure.what). \(IndicatorText.basis(row))</p>

                """
        } else {
            html += chart(figure, number)
        }
        return html + """
            <p class="petit">\(selection)Indicateur <a href="\(figure.indicatorLink)">\
            \(figure.card.code)</a>\u{202F}; <a href="\(contracts.link)">\(contracts.label)</a>\u{202F}; \
            édition \(figure.edition.facts.id)\u{202F}; <a href="\(figure.apiLink)">API</a>.</p>
            </div>

            """
    }

    private static func chart(_ figure: LiveFigure, _ number: Int) -> HTML {
        let isTime = ["annee", "mois"].contains(figure.reference.by)
        let known = figure.rows.filter { $0.group != nil && $0.group != "inconnu" }
        let unknown = figure.rows.filter { $0.group == "inconnu" }
        let sorted = known.sorted { former, latter in
            isTime
                ? order(former) < order(latter) : French.precedes(former.label, latter.label)
        }
        let shown = Array((isTime ? sorted.suffix(mostGroups) : sorted.prefix(mostGroups)))
        let values = shown.map { value($0, figure) }
        let summary = SummaryText.extremes(
            shown.compactMap { row in row.value.map { (row.label, $0, row.text) } })
        let head = figure.reference.by.flatMap { key in
            figure.edition.answers.keys.first { $0.name == key }?.label
        }
        let heads = [head ?? "Groupe", "Valeur", "Base"]
        var html: HTML
        if isTime {
            let unit = shown.first?.unit
            html = Lines(
                title: figure.title, summary: summary, heads: heads, values: values,
                tick: { value in
                    switch unit {
                    case .share: French.percent(value, decimals: 0)
                    case .euros: French.axisEuros(value)
                    default: French.decimal(value, decimals: value < 10 && value != 0 ? 1 : 0)
                    }
                }
            ).figure("chiffre-\(number)")
        } else {
            html = HorizontalBars(
                title: figure.title, summary: summary, heads: heads, values: values
            ).figure("chiffre-\(number)")
        }
        if let row = unknown.first {
            html += """
                <p class="petit">\(heads[0]) inconnu\u{202F}: \(IndicatorText.value(row))\
                \(IndicatorText.basis(row).isEmpty ? "" : " (" + IndicatorText.basis(row) + ")").</p>

                """
        }
        if known.count > shown.count {
            html +=
                "<p class=\"petit\">\(shown.count) valeurs sur \(known.count)\u{202F}; toutes par l’API.</p>\n"
        }
        return html + "<p class=\"petit\">\(figure.what).</p>\n"
    }

    /// Years and months as numbers, so that month 10 comes after 9.
    private static func order(_ row: IndicatorRow) -> Int { row.group.flatMap { Int($0) } ?? 0 }

    private static func value(_ row: IndicatorRow, _ figure: LiveFigure) -> ChartValue {
        var link: Link?
        if let key = figure.reference.by, let group = row.group,
            !figure.reference.selection.contains(where: { $0.key == key })
        {
            let items = LiveFigure.query(figure.reference).map { ($0.key, $0.value) }
            link = ExplorerPage.link(items + [(key, group), ("edition", figure.edition.facts.id)])
        }
        let isKnown = row.state == .measured
        return ChartValue(
            label: row.label, value: isKnown ? row.value : nil,
            text: isKnown ? row.text : "pas assez de données", link: link, low: row.low,
            high: row.high, more: [IndicatorText.basis(row)])
    }
}
