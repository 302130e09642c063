import Procurement

/// A chart drawn on the server, with its title, its description and its table of values.
///
/// Positions are percentages of the width, so that texts keep their size on a phone. Values have a
/// text of their own, already rounded for reading.
protocol Chart: Sendable {
    /// What is shown, as a caption.
    var title: String { get }
    /// One sentence for who does not see it: the shape, the extremes.
    var summary: String { get }
    /// Heads of the table's columns.
    var heads: [String] { get }
    /// Rows of the table: the first cell names the row and leads to `link`.
    var rows: [(cells: [String], link: Link?)] { get }
    /// What is inside the `svg` element.
    var drawing: HTML { get }
    /// Attributes of size: `width="100%" height="200"` or a view box.
    var frame: HTML { get }
}

extension Chart {
    /// The figure, with the table folded below it.
    ///
    /// - Parameters:
    ///   - name: unique on the page; names the title and the description.
    ///   - key: what shades or signs mean, below the drawing.
    func figure(_ name: String, key: HTML = HTML()) -> HTML {
        """
        <figure>
        <figcaption>\(title)</figcaption>
        <svg \(frame) role="img" aria-labelledby="\(name)-titre \(name)-texte">
        <title id="\(name)-titre">\(title)</title>
        <desc id="\(name)-texte">\(summary)</desc>
        \(drawing)</svg>
        \(key)<details><summary>Les valeurs en tableau</summary>
        \(table)</details>
        </figure>

        """
    }

    /// The values.
    var table: HTML {
        var html: HTML =
            "<div class=\"cadre\" tabindex=\"0\" role=\"region\" aria-label=\"\(title)\"><table>\n"
        html += "<caption class=\"lecteur\">\(title)</caption>\n<thead><tr>"
        for (index, head) in heads.enumerated() {
            html +=
                index == 0
                ? "<th scope=\"col\">\(head)</th>"
                : "<th scope=\"col\" class=\"nombre\">\(head)</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in rows {
            html += "<tr>"
            for (index, cell) in row.cells.enumerated() {
                if index > 0 {
                    html += "<td class=\"nombre\">\(cell)</td>"
                } else if let link = row.link {
                    html += "<th scope=\"row\"><a href=\"\(link)\">\(cell)</a></th>"
                } else {
                    html += "<th scope=\"row\">\(cell)</th>"
                }
            }
            html += "</tr>\n"
        }
        html += "</tbody></table></div>\n"
        return html
    }

    /// A position or a length in an attribute: at most two decimals, with a point.
    func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let hundredths = Int((value * 100).rounded())
        guard hundredths % 100 != 0 else { return String(hundredths / 100) }
        let fraction = hundredths.magnitude % 100
        return (hundredths < 0 ? "-" : "") + String(hundredths.magnitude / 100)
            + (fraction < 10 ? ".0" : ".") + String(fraction)
    }
}

extension HTML {
    /// The attributes of a mark: its value under the pointer, and where a click leads.
    static func mark(_ value: ChartValue) -> HTML {
        let link = value.link.map { link -> HTML in " data-lien=\"\(link)\"" }
        return "data-valeur=\"\(value.label)\u{202F}: \(value.text)\"\(link)"
    }
}

/// A value to draw: what it is of, its size, its text and where it leads.
struct ChartValue: Sendable {
    var label: String
    /// Nil when unknown or not enough data.
    var value: Double?
    /// As read: `12,3 %`.
    var text: String
    var link: Link?
    /// Bounds of the interval, when there is one.
    var low: Double?
    var high: Double?
    /// More cells of the table.
    var more: [String] = []

    init(
        label: String, value: Double?, text: String, link: Link? = nil, low: Double? = nil,
        high: Double? = nil, more: [String] = []
    ) {
        self.label = label
        self.value = value
        self.text = text
        self.link = link
        self.low = low
        self.high = high
        self.more = more
    }
}

/// A scale that begins at zero and ends on a round number.
struct Scale: Sendable {
    /// Its end, above zero.
    let top: Double
    /// Round values to write beside the lines.
    let ticks: [Double]

    /// A scale for values up to this one, whose ticks are no closer than `leastStep`: 1 for counts.
    init(upTo greatest: Double, leastStep: Double = 0) {
        let greatest = greatest > 0 && greatest.isFinite ? greatest : 1
        var step = 1.0
        while step * 4 < greatest { step *= 10 }
        while step / 10 * 4 >= greatest { step /= 10 }
        for fraction in [0.25, 0.5] where step * fraction * 4 >= greatest {
            step *= fraction
            break
        }
        step = max(step, leastStep)
        let count = (greatest / step).rounded(.up)
        top = step * max(count, 1)
        ticks = (0...Int(max(count, 1))).map { Double($0) * step }
    }
}
