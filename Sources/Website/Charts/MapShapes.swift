import Editions

/// Outlines of departments, projected, as SVG paths.
struct MapShapes: Sendable {
    /// The frame of a department drawn apart.
    struct Inset: Sendable {
        var code: String
        var x: Int
        var y: Int
        var side: Int
        /// Whether an outline is drawn in it.
        var hasOutline: Bool
    }

    var width: Int
    var height: Int
    var departments: [(code: String, path: String)]
    var insets: [Inset] = []
}

extension MapShapes {
    /// Outlines from this number on are the whole country's, which has overseas departments.
    private static let wholeCountry = 50
    private static let gap = 8

    /// A drawing of departments; overseas ones that no list outlines are tiles, so that no value is
    /// left out of the map.
    init(_ drawing: Outlines.Drawing) {
        self.init(
            width: Int(drawing.width.rounded(.up)), height: Int(drawing.height.rounded(.up)),
            departments: drawing.outlines.map { ($0.code, $0.path) },
            insets: drawing.insets.map {
                Inset(
                    code: $0.code, x: Int($0.x.rounded()), y: Int($0.y.rounded()),
                    side: Int($0.side.rounded(.down)), hasOutline: true)
            })
        self = withOverseasTiles
    }

    /// The same, with a tile for each overseas department that has no outline.
    var withOverseasTiles: MapShapes {
        let drawn = Set(departments.map(\.code))
        guard drawn.count >= Self.wholeCountry else { return self }
        let absent = DepartmentTiles.places.map(\.code)
            .filter { $0.count == 3 && !drawn.contains($0) }.sorted()
        guard !absent.isEmpty else { return self }
        var shapes = self
        let side = 64
        for (place, code) in absent.enumerated() {
            shapes.insets.append(
                Inset(
                    code: code, x: place * (side + Self.gap), y: height + Self.gap, side: side,
                    hasOutline: false))
        }
        shapes.height += Self.gap + side
        return shapes
    }
}
