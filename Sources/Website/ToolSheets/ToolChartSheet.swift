import Procurement
import Tools

/// Draws the charts of answers.
enum ToolChartSheet {
    /// The figure of a chart.
    static func figure(_ chart: ToolChart, _ name: String) -> HTML {
        switch chart.kind {
        case .bars(let bars):
            let values = bars.map {
                ChartValue(label: $0.label, value: $0.value, text: text($0.value, chart.unit))
            }
            return HorizontalBars(
                title: chart.title, summary: summary(values),
                heads: ["Élément", chart.unit.isEmpty ? "Valeur" : chart.unit],
                values: values
            ).figure(name)
        case .spans(let spans, let centre):
            return SpanBars(
                title: chart.title, unit: chart.unit, centre: centre,
                spans: spans.map { ($0.label, $0.low, $0.high) }
            ).figure(name)
        case .lines(let places, let series):
            let chart = SeriesLines(
                title: chart.title, unit: chart.unit, places: places,
                series: series.map { ($0.label, $0.values) })
            return chart.figure(name, key: chart.key)
        }
    }

    /// A value with its unit.
    static func text(_ value: Double, _ unit: String) -> String {
        let decimals = abs(value) < 100 && value != value.rounded() ? 1 : 0
        return FrenchNumber.decimal(value, decimals: decimals)
            + (unit.isEmpty ? "" : "\u{202F}" + unit)
    }

    private static func summary(_ values: [ChartValue]) -> String {
        let known = values.filter { $0.value != nil }
        guard let most = known.max(by: { ($0.value ?? 0) < ($1.value ?? 0) }),
            let least = known.min(by: { ($0.value ?? 0) < ($1.value ?? 0) })
        else { return "Aucune valeur." }
        return "Le plus\u{202F}: \(most.label), \(most.text). Le moins\u{202F}: \(least.label), "
            + "\(least.text)."
    }
}

/// What each uncertain figure changes: a bar from the least to the greatest result, around the
/// result of the case.
struct SpanBars: Chart {
    var title: String
    var unit: String
    var centre: Double
    var spans: [(label: String, low: Double, high: Double)]

    private static let rowHeight = 44

    var heads: [String] { ["Hypothèse", "Au moins", "Au plus"] }

    var summary: String {
        guard let widest = spans.max(by: { abs($0.high - $0.low) < abs($1.high - $1.low) }) else {
            return "Aucune valeur."
        }
        return "Autour de \(ToolChartSheet.text(centre, unit)). Ce qui pèse le plus\u{202F}: "
            + "\(widest.label)."
    }

    var rows: [(cells: [String], link: Link?)] {
        spans.map {
            (
                [
                    $0.label, ToolChartSheet.text($0.low, unit),
                    ToolChartSheet.text($0.high, unit),
                ], nil
            )
        }
    }

    var frame: HTML { "width=\"100%\" height=\"\(spans.count * Self.rowHeight)\"" }

    var drawing: HTML {
        let ends = spans.flatMap { [$0.low, $0.high] } + [centre]
        let least = ends.min() ?? 0
        let width = max((ends.max() ?? 0) - least, .leastNonzeroMagnitude)
        func place(_ value: Double) -> Double { (value - least) / width * 100 }
        var html = HTML()
        for (index, span) in spans.enumerated() {
            let top = index * Self.rowHeight
            let (from, to) = (min(span.low, span.high), max(span.low, span.high))
            let value =
                "\(ToolChartSheet.text(span.low, unit)) – \(ToolChartSheet.text(span.high, unit))"
            html += """
                <foreignObject x="0" y="\(top)" width="100%" height="20"><div class="rangee">\
                <span>\(span.label)</span><span>\(value)</span></div></foreignObject>
                <rect x="0" y="\(top + 21)" width="100%" height="13" rx="2" class="fond"/>
                <rect x="\(number(place(from)))%" y="\(top + 21)" \
                width="\(number(max(place(to) - place(from), 0.4)))%" height="13" class="s1" \
                data-valeur="\(span.label)\u{202F}: \(value)"/>
                <line x1="\(number(place(centre)))%" x2="\(number(place(centre)))%" y1="\(top + 19)" \
                y2="\(top + 36)" stroke="#1b1f27" stroke-width="2"/>

                """
        }
        return html
    }
}

/// Several values over the same places, one line each.
struct SeriesLines: Chart {
    var title: String
    var unit: String
    var places: [String]
    var series: [(label: String, values: [Double?])]

    private static let height = 190.0
    private static let top = 24.0
    /// Strokes that differ by more than their colour.
    private static let dashes = ["", "7 4", "2 3", "10 3 2 3", "4 2"]

    var heads: [String] { ["Moment"] + series.map(\.label) }

    var summary: String {
        series.map { line in
            let last = line.values.compactMap(\.self).last
            return "\(line.label)\u{202F}: "
                + (last.map { ToolChartSheet.text($0, unit) } ?? "inconnu") + " à la fin"
        }.joined(separator: "\u{202F}; ") + "."
    }

    var rows: [(cells: [String], link: Link?)] {
        places.indices.map { index in
            (
                [places[index]]
                    + series.map { line in
                        line.values[index].map { ToolChartSheet.text($0, unit) } ?? "—"
                    }, nil
            )
        }
    }

    var frame: HTML { "width=\"100%\" height=\"240\"" }

    /// What each stroke means.
    var key: HTML {
        let items = series.enumerated().map { index, line -> HTML in
            """
            <li><svg width="34" height="10" aria-hidden="true"><line x1="0" x2="34" y1="5" y2="5" \
            \(stroke(index))/></svg>\(line.label)</li>

            """
        }
        return "<ul class=\"echelle\">\n\(items)</ul>\n"
    }

    private func stroke(_ index: Int) -> HTML {
        let colours = ["#1d4f91", "#b3541e", "#1d5c3a", "#6b4a00", "#8a1c1c"]
        return """
            stroke="\(colours[index % colours.count])" stroke-width="2.5" fill="none" \
            stroke-dasharray="\(Self.dashes[index % Self.dashes.count])" \
            vector-effect="non-scaling-stroke"
            """
    }

    var drawing: HTML {
        let all = series.flatMap { $0.values.compactMap(\.self) }
        let greatest = all.max() ?? 0
        let least = min(all.min() ?? 0, 0)
        let scale = Scale(upTo: max(greatest, -least))
        let bottom = least < 0 ? -scale.top : 0
        func height(_ value: Double) -> Double {
            Self.top + Self.height * (1 - (value - bottom) / (scale.top - bottom))
        }
        var html = HTML()
        for tick in bottom < 0 ? [bottom, 0, scale.top] : scale.ticks {
            html += """
                <line x1="0" x2="100%" y1="\(number(height(tick)))" y2="\(number(height(tick)))" \
                class="axe"/>
                <text x="0" y="\(number(height(tick) - 4))" class="faible">\
                \(ToolChartSheet.text(tick, unit))</text>

                """
        }
        var paths = HTML()
        for (index, line) in series.enumerated() {
            for stretch in stretches(line.values) {
                let points = stretch.map { "\(number(x($0.0))),\(number(height($0.1)))" }
                paths += """
                    <polyline points="\(points.joined(separator: " "))" \(stroke(index))/>

                    """
            }
        }
        html += """
            <svg x="0" y="0" width="100%" height="240" viewBox="0 0 100 240" \
            preserveAspectRatio="none">\(paths)</svg>

            """
        let step = max(1, (places.count + 6) / 7)
        for (index, place) in places.enumerated() where (places.count - 1 - index) % step == 0 {
            html += """
                <text x="\(number(x(index)))%" y="\(number(Self.top + Self.height + 18))" \
                text-anchor="middle">\(place)</text>

                """
        }
        return html
    }

    private func x(_ index: Int) -> Double {
        19 + 76 * (places.count > 1 ? Double(index) / Double(places.count - 1) : 0.5)
    }

    /// Runs of known values with their places.
    private func stretches(_ values: [Double?]) -> [[(Int, Double)]] {
        var runs: [[(Int, Double)]] = [[]]
        for (index, value) in values.enumerated() {
            if let value {
                runs[runs.count - 1].append((index, value))
            } else if runs.last?.isEmpty == false {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }
}
