import Foundation
public import Procurement

/// Where places are: the centres of communes, postal codes and departments.
///
/// The centre of a commune or of a department is that of a list of the data folder: outlines, or a
/// table of centres. That of a postal code is the mean of the centres of its communes. Departments
/// have one without any list.
///
/// - Shape: immutable once made by `ReferenceLists.centres`; codes are INSEE's.
public struct PlaceCentres: Sendable {
    /// What a point stands for.
    public enum Precision: String, Sendable {
        case commune, codePostal = "code postal", departement = "département"
    }

    var communes: [String: GeoPoint] = [:]
    var postalCodes: [String: GeoPoint] = [:]
    var departements: [String: GeoPoint] = Self.known
    /// Names of the communes that have a centre.
    var names: [String: String] = [:]

    /// The centres known without any list: those of departments.
    public static let withoutLists = PlaceCentres()

    /// Whether the centre of any commune is known.
    public var knowsCommunes: Bool { !communes.isEmpty }

    /// The centre of a commune.
    public func commune(_ code: String) -> GeoPoint? { communes[code] }

    /// The centre of the communes of a postal code.
    public func postalCode(_ code: String) -> GeoPoint? { postalCodes[code] }

    /// The centre of a department.
    public func departement(_ code: String) -> GeoPoint? { departements[code] }

    /// The name of a commune that has a centre.
    public func communeName(_ code: String) -> String? { names[code] }

    /// The centre of the commune of a name in a department, whatever its accents, capitals and hyphens.
    ///
    /// - Complexity: O(communes).
    public func commune(named name: String, in departement: String) -> GeoPoint? {
        func plain(_ text: String) -> String {
            text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
                .filter { $0.isLetter || $0.isNumber }
        }
        let wanted = plain(name)
        return names.first { $0.key.hasPrefix(departement) && plain($0.value) == wanted }
            .flatMap { communes[$0.key] }
    }

    /// The centre of a code that somebody typed: a commune's, else a postal code's, else a
    /// department's.
    public func point(typed code: String) -> (point: GeoPoint, precision: Precision)? {
        if let point = communes[code] { return (point, .commune) }
        if let point = postalCodes[code] { return (point, .codePostal) }
        return departements[code.uppercased()].map { ($0, .departement) }
    }

    /// The centre of a contract's place.
    ///
    /// - Parameters:
    ///   - kind: the label of the code's kind, as `Code commune`; nil when unknown.
    ///   - departement: the department the place is known to be in.
    public func centre(
        code: String, kind: String?, departement: String?
    ) -> (point: GeoPoint, precision: Precision)? {
        if kind != "Code postal", let point = communes[code] { return (point, .commune) }
        if kind == nil || kind == "Code postal", let point = postalCodes[code] {
            return (point, .codePostal)
        }
        guard let departement, let point = departements[departement] else { return nil }
        return (point, .departement)
    }

    /// Takes the centre of a department from a list, unless it lies farther than a department is wide
    /// from where the department is known to be: such tables hold swapped degrees.
    mutating func add(departement code: String, at point: GeoPoint) {
        if let known = Self.known[code], known.distance(to: point) > 300 { return }
        departements[code] = point
    }

    /// Makes the centres of postal codes, and of departments whose communes are known better.
    mutating func finish(communesOf postal: [String: [String]]) {
        for (code, members) in postal {
            let points = members.compactMap { communes[$0] }
            if let mean = Self.mean(points) { postalCodes[code] = mean }
        }
    }

    /// The mean of points near each other; nil without any.
    static func mean(_ points: [GeoPoint]) -> GeoPoint? {
        guard !points.isEmpty else { return nil }
        let count = Double(points.count)
        return GeoPoint(
            latitude: points.reduce(0) { $0 + $1.latitude } / count,
            longitude: points.reduce(0) { $0 + $1.longitude } / count)
    }

    /// Latitude and longitude of the centre of each department.
    ///
    /// - Source: table of centres of departments and regions of the project 13_eclaireur_public of
    ///   Data for Good (MIT), after IGN; four decimals kept. That table swaps the degrees of 974 and gives
    ///   those of 973 to 976: both are corrected here.
    private static let known: [String: GeoPoint] = {
        var centres: [String: GeoPoint] = [:]
        for (code, latitude, longitude) in table {
            centres[code] = GeoPoint(latitude: latitude, longitude: longitude)
        }
        return centres
    }()

    private static let table: [(String, Double, Double)] = [
        ("01", 46.0994, 5.3489), ("02", 49.5594, 3.5583), ("03", 46.3936, 3.1883),
        ("04", 44.1061, 6.2439), ("05", 44.6636, 6.2631), ("06", 43.9375, 7.1164),
        ("07", 44.7517, 4.4247), ("08", 49.6156, 4.6408), ("09", 42.9208, 1.5039),
        ("10", 48.3044, 4.1617), ("11", 43.1033, 2.4142), ("12", 44.2803, 2.6797),
        ("13", 43.5433, 5.0864), ("14", 49.0997, 0.3636), ("15", 45.0511, 2.6686),
        ("16", 45.7181, 0.2017), ("17", 45.7808, 0.6744), ("18", 47.0647, 2.4911),
        ("19", 45.3569, 1.8769), ("21", 47.4247, 4.7722), ("22", 48.4411, -1.1358),
        ("23", 46.0903, 2.0189), ("24", 45.1042, 0.7414), ("25", 47.1653, 6.3617),
        ("26", 44.6842, 5.1681), ("27", 49.1136, 0.9961), ("28", 48.3875, 1.3703),
        ("29", 48.2611, -3.9411), ("2A", 41.8636, 8.9881), ("2B", 42.3942, 9.2064),
        ("30", 43.9933, 4.1803), ("31", 43.3586, 1.1728), ("32", 43.6928, 0.4533),
        ("33", 44.8253, 0.5753), ("34", 43.5797, 3.3672), ("35", 48.1544, -0.3614),
        ("36", 46.7778, 1.5758), ("37", 47.2581, 0.6914), ("38", 45.2633, 5.5761),
        ("39", 46.7283, 5.6978), ("40", 43.9656, 0.7839), ("41", 47.6167, 1.4294),
        ("42", 45.7269, 4.1658), ("43", 45.1281, 3.8064), ("44", 47.3614, -0.3178),
        ("45", 47.9119, 2.3442), ("46", 44.6242, 1.6047), ("47", 44.3675, 0.4603),
        ("48", 44.5172, 3.5003), ("49", 47.3908, 0.5642), ("50", 49.0794, -0.6725),
        ("51", 48.9492, 4.2386), ("52", 48.1094, 5.2264), ("53", 48.1467, 0.6581),
        ("54", 48.7869, 6.165), ("55", 48.9894, 5.3817), ("56", 47.8464, -1.19),
        ("57", 49.0372, 6.6633), ("58", 47.1153, 3.5047), ("59", 50.4472, 3.2206),
        ("60", 49.4103, 2.4253), ("61", 48.6236, 0.1289), ("62", 50.4936, 2.2886),
        ("63", 45.7258, 3.1408), ("64", 43.2567, 0.7614), ("65", 43.0531, 0.1639),
        ("66", 42.6, 2.5222), ("67", 48.6708, 7.5514), ("68", 47.8586, 7.2742),
        ("69", 45.8703, 4.6414), ("70", 47.6411, 6.0861), ("71", 46.6447, 4.5422),
        ("72", 47.9944, 0.2222), ("73", 45.4775, 6.4436), ("74", 46.0344, 6.4281),
        ("75", 48.8567, 2.3422), ("76", 49.655, 1.0264), ("77", 48.6267, 2.9333),
        ("78", 48.815, 1.8417), ("79", 46.5556, 0.3172), ("80", 49.9581, 2.2778),
        ("81", 43.7853, 2.1661), ("82", 44.0858, 1.2819), ("83", 43.4606, 6.2181),
        ("84", 43.9939, 5.1861), ("85", 46.6747, -0.7022), ("86", 46.5639, 0.4603),
        ("87", 45.8917, 1.2353), ("88", 48.1967, 6.3806), ("89", 47.8397, 3.5644),
        ("90", 47.6317, 6.9286), ("91", 48.5222, 2.2431), ("92", 48.8472, 2.2458),
        ("93", 48.9175, 2.4781), ("94", 48.7775, 2.4689), ("95", 49.0828, 2.1311),
        ("971", 16.2529, -61.5687), ("972", 14.6368, -61.0158), ("973", 4.004, -53.0),
        ("974", -21.1145, 55.5321), ("976", -12.83, 45.15),
    ]
}
