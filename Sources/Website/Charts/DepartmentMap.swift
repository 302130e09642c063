import Procurement

/// Values by department: tiles always, true outlines where the operator added them.
struct DepartmentMap: Chart {
    var title: String
    var summary: String
    var heads: [String]
    /// By code of department; those without a value stay pale.
    var values: [String: ChartValue]
    /// SVG paths by code, in a square of `MapShapes.size`; empty for tiles.
    var shapes: MapShapes?

    private static let side = 40

    var rows: [(cells: [String], link: Link?)] {
        values.sorted { $0.key < $1.key }.map {
            ([$0.value.label, $0.value.text] + $0.value.more, $0.value.link)
        }
    }

    var frame: HTML {
        if let shapes {
            return
                "viewBox=\"0 0 \(shapes.width) \(shapes.height)\" width=\"\(shapes.width)\" height=\"\(shapes.height)\""
        }
        let side = DepartmentMap.side
        return
            "viewBox=\"0 0 \(12 * side) \(13 * side)\" width=\"\(12 * side)\" height=\"\(13 * side)\""
    }

    /// Least values of the five classes, by quantile of the known values.
    private var thresholds: [Double] {
        let sorted = values.values.compactMap(\.value).sorted()
        guard let least = sorted.first else { return [] }
        var thresholds = [least]
        for class5 in 1..<5 {
            let value = sorted[sorted.count * class5 / 5]
            if value > thresholds[thresholds.count - 1] { thresholds.append(value) }
        }
        return thresholds
    }

    private func shade(_ value: Double?, _ thresholds: [Double]) -> Int {
        guard let value else { return 0 }
        let rank = thresholds.lastIndex { value >= $0 } ?? 0
        return thresholds.count == 5 ? rank + 1 : rank + 5 - thresholds.count + 1
    }

    var drawing: HTML {
        let thresholds = thresholds
        var html = HTML()
        if let shapes {
            for inset in shapes.insets { html += frame(inset, thresholds) }
            for shape in shapes.departments {
                let value = values[shape.code]
                let shade = shade(value?.value, thresholds)
                html += """
                    <path d="\(shape.path)" class="q\(shade)" stroke="#fff" \
                    \(value.map(HTML.mark))/>

                    """
            }
            return html
        }
        let side = DepartmentMap.side
        for place in DepartmentTiles.places {
            let value = values[place.code]
            let shade = shade(value?.value, thresholds)
            let dark: HTML? = shade >= 3 ? " class=\"clair\"" : nil
            html += """
                <g \(value.map(HTML.mark))><rect x="\(place.column * side + 1)" y="\(place.row * side + 1)" \
                width="\(side - 2)" height="\(side - 2)" rx="4" class="q\(shade)"/>\
                <text x="\(place.column * side + side / 2)" y="\(place.row * side + 26)" \
                text-anchor="middle"\(dark)>\(place.code)</text></g>

                """
        }
        return html
    }

    /// The frame of a department drawn apart, shaded itself when there is no outline to shade.
    private func frame(_ inset: MapShapes.Inset, _ thresholds: [Double]) -> HTML {
        let value = inset.hasOutline ? nil : values[inset.code]
        let shade = shade(value?.value, thresholds)
        let ground: HTML = inset.hasOutline ? "cartouche" : "q\(shade)"
        let ink: HTML = !inset.hasOutline && shade >= 3 ? "code clair" : "code"
        return """
            <g \(value.map(HTML.mark))><rect x="\(inset.x)" y="\(inset.y)" width="\(inset.side)" \
            height="\(inset.side)" rx="4" class="\(ground)"/>\
            <text x="\(inset.x + 8)" y="\(inset.y + 22)" class="\(ink)">\(inset.code)</text></g>

            """
    }

    /// The legend: the shades and where they begin.
    func legend(_ text: (Double) -> String) -> HTML {
        let thresholds = thresholds
        var html: HTML = "<ul class=\"echelle\">\n"
        for (index, threshold) in thresholds.enumerated() {
            let shade = index + 5 - thresholds.count + 1
            html += """
                <li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" \
                rx="2" class="q\(shade)"/></svg>dès \(text(threshold))</li>

                """
        }
        html += """
            <li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" rx="2" \
            class="q0"/></svg>pas de donnée</li>
            </ul>

            """
        return html
    }
}
