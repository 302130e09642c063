import Foundation

/// The geometry of a map of France: projection, simplification, SVG paths.
enum LambertMap {
    typealias Point = GeoJSONOutlines.Point

    /// The plane position of a longitude and latitude in degrees, in earth radii.
    static func project(_ point: Point) -> Point {
        let latitude = min(max(point.y, -80), 80) * .pi / 180
        let first = 44 * Double.pi / 180
        let second = 49 * Double.pi / 180
        func stretched(_ angle: Double) -> Double { tan(.pi / 4 + angle / 2) }
        let cone = log(cos(first) / cos(second)) / log(stretched(second) / stretched(first))
        let factor = cos(first) * pow(stretched(first), cone) / cone
        let radius = factor / pow(stretched(latitude), cone)
        let angle = cone * (point.x - 3) * .pi / 180
        return Point(x: radius * sin(angle), y: -radius * cos(angle))
    }

    /// The `d` attribute of rings: each simplified to 0.4 unit and written with one decimal; rings
    /// too small to be seen are left out, except the largest.
    static func path(_ rings: [[Point]]) -> String {
        let largest = rings.map(area).max() ?? 0
        var text = ""
        for ring in rings where area(ring) >= min(1, largest) {
            let kept = simplified(ring, tolerance: 0.4)
            guard kept.count >= 3 else { continue }
            for (index, point) in kept.enumerated() {
                text += index == 0 ? "M" : "L"
                text += "\(tenths(point.x)) \(tenths(point.y))"
            }
            text += "Z"
        }
        return text
    }

    /// One decimal, none when it is zero.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    /// Area of a ring, without sign.
    static func area(_ ring: [Point]) -> Double {
        guard ring.count >= 3, var last = ring.last else { return 0 }
        var sum = 0.0
        for point in ring {
            sum += last.x * point.y - point.x * last.y
            last = point
        }
        return abs(sum) / 2
    }

    /// Middle of a ring's box.
    static func middle(_ ring: [Point]) -> Point {
        let (xs, ys) = (ring.map(\.x), ring.map(\.y))
        return Point(
            x: ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, y: ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2)
    }

    /// Douglas and Peucker's simplification of a closed ring, without recursion.
    ///
    /// - Complexity: O(points · log points) as a rule.
    static func simplified(_ ring: [Point], tolerance: Double) -> [Point] {
        guard ring.count > 4 else { return ring }
        let points = ring.first == ring.last ? Array(ring.dropLast()) : ring
        // A closed ring has no ends: it is cut at its first point and the one farthest from it.
        let far = points.indices.max {
            distance(points[0], points[$0]) < distance(points[0], points[$1])
        }
        let closed = points + [points[0]]
        var kept = Set([0, far ?? 0, closed.count - 1])
        var pending = [(0, far ?? 0), (far ?? 0, closed.count - 1)]
        while let (start, end) = pending.popLast() {
            var worst = tolerance
            var index = -1
            for middle in (start + 1)..<max(start + 1, end) {
                let off = distance(closed[middle], from: closed[start], to: closed[end])
                if off > worst { (worst, index) = (off, middle) }
            }
            guard index >= 0 else { continue }
            kept.insert(index)
            pending += [(start, index), (index, end)]
        }
        return kept.sorted().dropLast().map { closed[$0] }
    }

    private static func distance(_ a: Point, _ b: Point) -> Double { hypot(a.x - b.x, a.y - b.y) }

    private static func distance(_ point: Point, from a: Point, to b: Point) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        guard length > 0 else { return distance(point, a) }
        let t = min(1, max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
        return distance(point, Point(x: a.x + t * dx, y: a.y + t * dy))
    }
}
