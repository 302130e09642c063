/// Bars one below another, each under its label: for categories.
///
/// Labels are HTML inside the drawing: only a browser knows where a label must be cut for the width.
struct HorizontalBars: Chart {
    var title: String
    var summary: String
    var heads: [String]
    var values: [ChartValue]

    private static let rowHeight = 44

    var rows: [(cells: [String], link: Link?)] {
        values.map { ([$0.label, $0.text] + $0.more, $0.link) }
    }

    var frame: HTML { "width=\"100%\" height=\"\(values.count * HorizontalBars.rowHeight)\"" }

    var drawing: HTML {
        let greatest = values.compactMap { $0.high ?? $0.value }.max() ?? 0
        var html = HTML()
        for (index, value) in values.enumerated() {
            html += bar(value, at: index * HorizontalBars.rowHeight, greatest: greatest)
        }
        return html
    }

    private func bar(_ value: ChartValue, at top: Int, greatest: Double) -> HTML {
        let size = greatest > 0 ? (value.value ?? 0) / greatest * 100 : 0
        var html: HTML = """
            <foreignObject x="0" y="\(top)" width="100%" height="20"><div class="rangee">\
            <span>\(value.label)</span><span>\(value.text)</span></div></foreignObject>
            <rect x="0" y="\(top + 21)" width="100%" height="13" rx="2" class="fond"/>

            """
        if value.value != nil {
            html += """
                <rect x="0" y="\(top + 21)" width="\(number(max(size, 0.4)))%" height="13" rx="2" \
                class="s1" \(HTML.mark(value))/>

                """
        }
        if let low = value.low, let high = value.high, greatest > 0 {
            html += """
                <line x1="\(number(low / greatest * 100))%" y1="\(top + 27)" \
                x2="\(number(high / greatest * 100))%" y2="\(top + 27)" stroke="#1b1f27" \
                stroke-width="2"/>

                """
        }
        return html
    }
}
