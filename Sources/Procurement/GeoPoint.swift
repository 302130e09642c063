import Foundation

/// A point of the Earth.
///
/// - Unit: degrees, north and east positive.
public struct GeoPoint: Hashable, Sendable {
    /// Degrees north.
    public let latitude: Double
    /// Degrees east.
    public let longitude: Double

    /// A point; nil when the degrees are of no point.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Kilometres of the Earth's mean radius (IUGG).
    public static let earthRadius = 6_371.0088

    /// Distance along the ground to another point, as the crow flies.
    ///
    /// - Unit: kilometres, on a sphere (haversine): within 0.6 % of the ellipsoid.
    public func distance(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let (first, second) = (latitude * radians, other.latitude * radians)
        let north = sin((second - first) / 2)
        let east = sin((other.longitude - longitude) * radians / 2)
        let part = north * north + cos(first) * cos(second) * east * east
        return 2 * Self.earthRadius * asin(min(1, part.squareRoot()))
    }
}
