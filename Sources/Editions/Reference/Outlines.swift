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

    /// A drawing of departments: those asked for, or the whole of metropolitan France.
    ///
    /// - Complexity: O(points · log points).
    public func departements(_ codes: Set<String>? = nil, width: Double = 600) -> Drawing? {
        Self.draw(departements, codes, width)
    }

    /// A drawing of regions: those asked for, or the whole of metropolitan France.
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
        return Drawing(width: width, height: (high - low) * scale, outlines: outlines)
    }

    /// Whether a territory lies outside the box of metropolitan France.
    private static func isOverseas(_ feature: GeoJSONOutlines.Feature) -> Bool {
        guard let point = feature.rings.first?.first else { return true }
        return !(-6...11).contains(point.x) || !(41...52).contains(point.y)
    }
}
