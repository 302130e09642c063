import Procurement

/// Values through time, one track below another: for rules of the law.
///
/// Labels are HTML inside the drawing: only a browser knows where a label must be cut for the width.
struct Timeline: Chart {
    /// One value, in force from a day to another, both included; nil is without bound.
    struct Span: Sendable {
        var from: Day?
        var to: Day?
        var text: String
    }

    var title: String
    var summary: String
    var heads: [String]
    /// First and last day shown.
    var range: ClosedRange<Day>
    var tracks: [(label: String, spans: [Span])]
    var rows: [(cells: [String], link: Link?)]

    private static let trackHeight = 56

    var frame: HTML { "width=\"100%\" height=\"\(tracks.count * Timeline.trackHeight + 24)\"" }

    var drawing: HTML {
        var html = HTML()
        for (index, track) in tracks.enumerated() {
            let top = index * Timeline.trackHeight
            html += """
                <foreignObject x="0" y="\(top)" width="100%" height="20"><div class="rangee">\
                <span>\(track.label)</span></div></foreignObject>

                """
            for (order, span) in track.spans.enumerated() {
                html += bar(span, at: top + 22, shade: order % 2 == 0 ? "q1" : "q2")
            }
        }
        let bottom = tracks.count * Timeline.trackHeight + 14
        for year in range.lowerBound.year...range.upperBound.year where year % 2 == 0 {
            guard let day = Day(year: year, month: 1, day: 1), range.contains(day) else { continue }
            html += """
                <text x="\(number(place(day)))%" y="\(bottom)" class="faible">\(String(year))</text>

                """
        }
        return html
    }

    private func bar(_ span: Span, at top: Int, shade: String) -> HTML {
        let from = max(span.from ?? range.lowerBound, range.lowerBound)
        let to = min(span.to ?? range.upperBound, range.upperBound)
        guard from <= to else { return HTML() }
        let left = place(from)
        let width = max(place(to.adding(days: 1)) - left, 0.3)
        return """
            <rect x="\(number(left))%" y="\(top)" width="\(number(width))%" height="26" class="\(shade)"/>
            <foreignObject x="\(number(left))%" y="\(top + 3)" width="\(number(width))%" height="20">\
            <div class="rangee borne"><span>\(span.text)</span></div></foreignObject>

            """
    }

    /// Percent of the width.
    private func place(_ day: Day) -> Double {
        let whole = Double(range.upperBound.number - range.lowerBound.number + 1)
        return Double(day.number - range.lowerBound.number) / whole * 100
    }
}
