import Procurement

/// Upright bars side by side: for years.
struct Bars: Chart {
    var title: String
    var summary: String
    var heads: [String]
    var values: [ChartValue]
    /// How a round value is written beside its line.
    var tick: @Sendable (Double) -> String
    /// The least distance of two round values: 1 for counts.
    var leastStep = 0.0

    private static let height = 190.0
    private static let top = 24.0

    var rows: [(cells: [String], link: Link?)] {
        values.map { ([$0.label, $0.text] + $0.more, $0.link) }
    }

    var frame: HTML { "width=\"100%\" height=\"240\"" }

    var drawing: HTML {
        let scale = Scale(upTo: values.compactMap(\.value).max() ?? 0, leastStep: leastStep)
        var html = HTML()
        for tick in scale.ticks {
            let y = Bars.top + Bars.height * (1 - tick / scale.top)
            html += """
                <line x1="0" x2="100%" y1="\(number(y))" y2="\(number(y))" class="axe"/>
                <text x="0" y="\(number(y - 4))" class="faible">\(self.tick(tick))</text>

                """
        }
        // The first sixth is left to the scale's texts.
        let width = 84.0 / Double(max(values.count, 1))
        let step = max(1, (values.count + 6) / 7)
        for (index, value) in values.enumerated() {
            let x = 16 + width * Double(index)
            html += bar(value, x: x, width: width, top: scale.top)
            if (values.count - 1 - index) % step == 0 {
                html += """
                    <text x="\(number(x + width / 2))%" y="\(number(Bars.top + Bars.height + 18))" \
                    text-anchor="middle">\(value.label)</text>

                    """
            }
        }
        return html
    }

    private func bar(_ value: ChartValue, x: Double, width: Double, top: Double) -> HTML {
        guard let size = value.value else { return HTML() }
        let height = max(Bars.height * size / top, size > 0 ? 1 : 0)
        return """
            <rect x="\(number(x + width * 0.14))%" y="\(number(Bars.top + Bars.height - height))" \
            width="\(number(width * 0.72))%" height="\(number(height))" class="s1" \
            \(HTML.mark(value))/>

            """
    }
}
