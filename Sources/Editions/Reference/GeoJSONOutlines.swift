import CZlib
import Foundation

/// Reads GeoJSON polygons with a `code` and a `nom`.
enum GeoJSONOutlines {
    /// Larger files are refused: outlines for a page are a few megabytes at most.
    private static let largestBytes = 64 << 20

    /// One territory: its code, name and rings, outer and holes together, in degrees.
    struct Feature: Sendable {
        var code: String
        var name: String
        var rings: [[Point]]
    }

    /// Longitude and latitude in degrees, or plane coordinates.
    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double
    }

    private struct Document: Decodable {
        var type: String
        var features: [Item]?
        var geometry: Geometry?
        var properties: Properties?
    }

    private struct Item: Decodable {
        var geometry: Geometry
        var properties: Properties?
    }

    private struct Properties: Decodable {
        var code: String?
        var nom: String?
    }

    private struct Geometry: Decodable {
        var rings: [[Point]]

        private enum Key: String, CodingKey { case type, coordinates }

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Key.self)
            let polygons: [[[[Double]]]]
            switch try object.decode(String.self, forKey: .type) {
            case "Polygon":
                polygons = [try object.decode([[[Double]]].self, forKey: .coordinates)]
            case "MultiPolygon":
                polygons = try object.decode([[[[Double]]]].self, forKey: .coordinates)
            default: polygons = []
            }
            rings = polygons.joined().map { ring in
                ring.compactMap { $0.count >= 2 ? Point(x: $0[0], y: $0[1]) : nil }
            }
        }
    }

    /// The territories of a file, in its order; those without code are skipped.
    static func features(of path: String) throws -> [Feature] {
        let data = try bytes(of: path)
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: data)
        } catch {
            throw StorageFailure("ce n’est pas du GeoJSON de polygones.")
        }
        var items = document.features ?? []
        if let geometry = document.geometry {
            items.append(Item(geometry: geometry, properties: document.properties))
        }
        return items.compactMap { item in
            guard let code = item.properties?.code, !item.geometry.rings.isEmpty else { return nil }
            return Feature(
                code: code, name: item.properties?.nom ?? code, rings: item.geometry.rings)
        }
    }

    /// The bytes of a file, plain or gzip.
    private static func bytes(of path: String) throws -> Data {
        guard let file = gzopen(path, "rb") else { throw StorageFailure.system("de lire", path) }
        defer { gzclose(file) }
        gzbuffer(file, 1 << 17)
        var data = Data()
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = piece.withUnsafeMutableBytes {
                gzread(file, $0.baseAddress, UInt32($0.count))
            }
            guard count >= 0 else { throw StorageFailure.system("de lire", path) }
            if count == 0 { return data }
            data.append(contentsOf: piece.prefix(Int(count)))
            guard data.count <= largestBytes else {
                throw StorageFailure(
                    "le fichier de contours dépasse 64 Mo\u{202F}: prenez-en un simplifié.")
            }
        }
    }

    /// Whether territories are communes, departments or regions; nil when they are none of these.
    ///
    /// Region codes are two digits that departments use too, so the names decide: a code is a
    /// region's when every territory bears the name of the region of that code.
    static func level(of features: [Feature]) -> ReferenceKind? {
        guard !features.isEmpty else { return nil }
        if features.allSatisfy({ regionInitials[$0.code].map($0.name.hasPrefix) ?? false }) {
            return .contoursRegions
        }
        if features.allSatisfy({ $0.code.utf8.count == 5 }) { return .contoursCommunes }
        let areDepartements = features.allSatisfy { feature in
            let code = feature.code.utf8
            return (code.count == 2 || code.count == 3 && feature.code.hasPrefix("97"))
                && feature.code != "20"
        }
        return areDepartements ? .contoursDepartements : nil
    }

    /// How the names of regions begin, by code.
    ///
    /// - Source: INSEE, code officiel géographique 2023 (`v_region_2023`).
    private static let regionInitials = [
        "01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La R", "06": "Mayotte",
        "11": "Île", "24": "Centre", "27": "Bourgogne", "28": "Normandie", "32": "Hauts",
        "44": "Grand", "52": "Pays", "53": "Bretagne", "75": "Nouvelle", "76": "Occitanie",
        "84": "Auvergne", "93": "Provence", "94": "Corse",
    ]
}
