import Foundation

/// Outlines of territories for a map, projected, simplified, and ready for SVG.
///
/// - Unit: units of the view box; y grows downwards, as SVG has it.
/// - Source: the projection is Lambert's conformal conic with the parallels 44° and 49° and the
///   meridian 3° (RGF93 / Lambert-93), on a sphere: at a map's size the difference is invisible.
public struct Outlines: Sendable {
    /// One territory.
    public struct Outline: Hashable, Sendable {
        /// INSEE code of the department or region.
        public var code: String
        /// Its name.
        public var name: String
        /// The `d` attribute of an SVG path.
        public var path: String
        /// Where a label may stand: the middle of the largest ring's box.
        public var centre: (x: Double, y: Double) { (centreX, centreY) }
        private var centreX: Double
        private var centreY: Double

        init(code: String, name: String, path: String, centre: GeoJSONOutlines.Point) {
            self.code = code
            self.name = name
            self.path = path
            centreX = centre.x
            centreY = centre.y
        }
    }

    /// A drawing: outlines and the box that holds them all.
    public struct Drawing: Hashable, Sendable {
        public var width: Double
        public var height: Double
        /// By code.
        public var outlines: [Outline]
        /// Frames of the territories drawn apart, at scales of their own.
        public var insets: [Inset] = []
    }

    /// The frame of a territory that lies too far to be drawn in its place.
    public struct Inset: Hashable, Sendable {
        /// INSEE code of the territory.
        public var code: String
        public var x: Double
        public var y: Double
        public var side: Double
    }

    /// The lists the outlines come from.
    public private(set) var used: [ReferenceFile] = []
    private var departements: [String: GeoJSONOutlines.Feature] = [:]
    private var regions: [String: GeoJSONOutlines.Feature] = [:]

    init() {}

    mutating func add(departements features: [GeoJSONOutlines.Feature], from file: ReferenceFile) {
        used.append(file)
        // The more detailed outline of a territory wins: lists of one region complete the country's.
        for feature in features {
            if Self.points(feature) >= departements[feature.code].map(Self.points) ?? 0 {
                departements[feature.code] = feature
            }
        }
    }

    mutating func add(regions features: [GeoJSONOutlines.Feature], from file: ReferenceFile) {
        used.append(file)
        for feature in features {
            if Self.points(feature) >= regions[feature.code].map(Self.points) ?? 0 {
                regions[feature.code] = feature
            }
        }
    }

    private static func points(_ feature: GeoJSONOutlines.Feature) -> Int {
        feature.rings.reduce(0) { $0 + $1.count }
    }

    /// Whether no outline was added.
    public var isEmpty: Bool { departements.isEmpty && regions.isEmpty }

    /// A drawing of departments: those asked for, or all, overseas ones in insets.
    ///
    /// - Complexity: O(points · log points).
    public func departements(_ codes: Set<String>? = nil, width: Double = 600) -> Drawing? {
        Self.draw(departements, codes, width)
    }

    /// A drawing of regions: those asked for, or all, overseas ones in insets.
    public func regions(_ codes: Set<String>? = nil, width: Double = 600) -> Drawing? {
        Self.draw(regions, codes, width)
    }

    private static func draw(
        _ features: [String: GeoJSONOutlines.Feature], _ codes: Set<String>?, _ width: Double
    ) -> Drawing? {
        let chosen = features.values
            .filter { codes?.contains($0.code) ?? !isOverseas($0) }
            .sorted { $0.code < $1.code }
        let projected = chosen.map { feature in feature.rings.map { $0.map(LambertMap.project) } }
        let all = projected.joined().joined()
        guard let left = all.map(\.x).min(), let right = all.map(\.x).max(),
            let low = all.map(\.y).min(), let high = all.map(\.y).max(), right > left, high > low
        else { return nil }
        let scale = width / (right - left)
        var outlines: [Outline] = []
        for (feature, rings) in zip(chosen, projected) {
            let scaled = rings.map { ring in
                ring.map {
                    GeoJSONOutlines.Point(x: ($0.x - left) * scale, y: (high - $0.y) * scale)
                }
            }
            guard let largest = scaled.max(by: { LambertMap.area($0) < LambertMap.area($1) })
            else { continue }
            outlines.append(
                Outline(
                    code: feature.code, name: feature.name, path: LambertMap.path(scaled),
                    centre: LambertMap.middle(largest)))
        }
        var drawing = Drawing(width: width, height: (high - low) * scale, outlines: outlines)
        if codes == nil { drawing.addInsets(features.values.filter(isOverseas)) }
        return drawing
    }

    /// Whether a territory lies outside the box of metropolitan France.
    private static func isOverseas(_ feature: GeoJSONOutlines.Feature) -> Bool {
        guard let point = feature.rings.first?.first else { return true }
        return !(-6...11).contains(point.x) || !(41...52).contains(point.y)
    }
}

extension Outlines.Drawing {
    /// Draws territories in a row of frames under the others, each at its own scale.
    ///
    /// Each is projected on a plane that touches it: a degree of longitude shrinks with the cosine
    /// of its latitude.
    mutating func addInsets(_ features: [GeoJSONOutlines.Feature]) {
        let features = features.filter { !$0.rings.joined().isEmpty }.sorted { $0.code < $1.code }
        guard !features.isEmpty else { return }
        let gap = 8.0
        let side = min(width / 6, (width + gap) / Double(features.count) - gap)
        let top = height + gap * 2
        for (place, feature) in features.enumerated() {
            let inset = Outlines.Inset(
                code: feature.code, x: Double(place) * (side + gap), y: top, side: side)
            insets.append(inset)
            outlines.append(inset.outline(feature))
        }
        height = top + side
    }
}

extension Outlines.Inset {
    /// The outline of a territory that fills most of the frame, below room for its code.
    func outline(_ feature: GeoJSONOutlines.Feature) -> Outlines.Outline {
        let points = feature.rings.joined()
        let ys = points.map(\.y)
        let middle = ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2
        let shrink = cos(middle * .pi / 180)
        let flat = feature.rings.map { ring in
            ring.map { GeoJSONOutlines.Point(x: $0.x * shrink, y: -$0.y) }
        }
        let xs = flat.joined().map(\.x)
        let downs = flat.joined().map(\.y)
        let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
        let (high, low) = (downs.min() ?? 0, downs.max() ?? 0)
        let room = side * 0.7
        let scale = room / max(right - left, low - high, .leastNonzeroMagnitude)
        let x = self.x + (side - (right - left) * scale) / 2
        let y = self.y + side * 0.24 + (room - (low - high) * scale) / 2
        let rings = flat.map { ring in
            ring.map {
                GeoJSONOutlines.Point(x: x + ($0.x - left) * scale, y: y + ($0.y - high) * scale)
            }
        }
        let largest = rings.max { LambertMap.area($0) < LambertMap.area($1) } ?? []
        return Outlines.Outline(
            code: feature.code, name: feature.name, path: LambertMap.path(rings),
            centre: LambertMap.middle(largest))
    }
}
