import Procurement

/// A value over time, with the band of its interval.
struct Lines: Chart {
    var title: String
    var summary: String
    var heads: [String]
    var values: [ChartValue]
    /// How a round value is written beside its line.
    var tick: @Sendable (Double) -> String

    private static let height = 190.0
    private static let top = 24.0

    var rows: [(cells: [String], link: Link?)] {
        values.map { ([$0.label, $0.text] + $0.more, $0.link) }
    }

    var frame: HTML { "width=\"100%\" height=\"240\"" }

    var drawing: HTML {
        let greatest = values.compactMap { max($0.value ?? 0, $0.high ?? 0) }.max() ?? 0
        let scale = Scale(upTo: greatest)
        var html = HTML()
        for tick in scale.ticks {
            let y = height(tick, scale)
            html += """
                <line x1="0" x2="100%" y1="\(number(y))" y2="\(number(y))" class="axe"/>
                <text x="0" y="\(number(y - 4))" class="faible">\(self.tick(tick))</text>

                """
        }
        // Lines cannot be in percentages: they stand in a frame of their own, stretched.
        html += """
            <svg x="0" y="0" width="100%" height="240" viewBox="0 0 100 240" \
            preserveAspectRatio="none">\(bands(scale))\(paths(scale))</svg>

            """
        let step = max(1, (values.count + 6) / 7)
        for (index, value) in values.enumerated() {
            if let size = value.value {
                html += """
                    <circle cx="\(number(x(index)))%" cy="\(number(height(size, scale)))" r="5" \
                    class="point" \(HTML.mark(value))/>

                    """
            }
            if (values.count - 1 - index) % step == 0 {
                html += """
                    <text x="\(number(x(index)))%" y="\(number(Lines.top + Lines.height + 18))" \
                    text-anchor="middle">\(value.label)</text>

                    """
            }
        }
        return html
    }

    private func x(_ index: Int) -> Double {
        19 + 76 * (values.count > 1 ? Double(index) / Double(values.count - 1) : 0.5)
    }

    private func height(_ value: Double, _ scale: Scale) -> Double {
        Lines.top + Lines.height * (1 - value / scale.top)
    }

    /// Stretches of known values: a missing one breaks the line.
    private var stretches: [[Int]] {
        var stretches: [[Int]] = [[]]
        for index in values.indices {
            if values[index].value != nil {
                stretches[stretches.count - 1].append(index)
            } else if stretches.last?.isEmpty == false {
                stretches.append([])
            }
        }
        return stretches.filter { !$0.isEmpty }
    }

    private func paths(_ scale: Scale) -> [HTML] {
        stretches.map { stretch in
            let points = stretch.map {
                number(x($0)) + "," + number(height(values[$0].value ?? 0, scale))
            }
            return """
                <polyline points="\(points.joined(separator: " "))" class="ligne" \
                vector-effect="non-scaling-stroke"/>
                """
        }
    }

    private func bands(_ scale: Scale) -> [HTML] {
        stretches.compactMap { stretch in
            let known = stretch.filter { values[$0].low != nil && values[$0].high != nil }
            guard known.count > 1 else { return nil }
            let above = known.map {
                number(x($0)) + "," + number(height(values[$0].high ?? 0, scale))
            }
            let below = known.reversed().map {
                number(x($0)) + "," + number(height(values[$0].low ?? 0, scale))
            }
            return "<polygon points=\"\((above + below).joined(separator: " "))\" class=\"bande\"/>"
        }
    }
}
