import Procurement

/// Department and region of a place code.
///
/// A region's code gives no department; a country's gives nothing. A code of five digits whose kind
/// is unknown is a commune's or a postal code: both begin with the department.
struct PerformancePlace: Sendable {
    var departement: String?
    var region: String?

    /// The department and region of a code and its kind.
    init(code: String, type: UInt8, references: ReferenceTables) {
        switch type {
        case 0: departement = Self.departement(ofPostalCode: code, references)
        case 1: departement = Self.departement(ofCommune: code)
        case 2, 3, 4: departement = Self.departement(beginning: code)
        case 5:
            let padded = code.count == 1 ? "0" + code : code
            region = Territories.isRegion(padded) ? padded : nil
        case 6: break
        default:
            if code.utf8.count == 5, code.utf8.dropFirst(2).allSatisfy(Self.isDigit) {
                departement =
                    Self.departement(ofCommune: code)
                    ?? Self.departement(ofPostalCode: code, references)
            }
        }
        if let found = departement {
            region =
                references.region(ofDepartement: found) ?? Territories.region(ofDepartement: found)
            // A code of no department is no place.
            if region == nil { departement = nil }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func departement(
        ofPostalCode code: String, _ references: ReferenceTables
    ) -> String? {
        guard code.utf8.count == 5, code.utf8.allSatisfy(isDigit) else {
            return departement(beginning: code)
        }
        if let known = references.departement(ofPostalCode: code) { return known }
        if code.hasPrefix("97") || code.hasPrefix("98") { return String(code.prefix(3)) }
        // Corsican postal codes begin with 20: 200 and 201 are in the South, others in the North.
        if code.hasPrefix("20") {
            return code.hasPrefix("200") || code.hasPrefix("201") ? "2A" : "2B"
        }
        return String(code.prefix(2))
    }

    private static func departement(ofCommune code: String) -> String? {
        guard code.utf8.count == 5, !code.hasPrefix("20") else { return nil }
        return departement(beginning: code)
    }

    /// The department a code begins with: two characters, three overseas, one digit padded.
    private static func departement(beginning code: String) -> String? {
        let upper = code.uppercased()
        if upper.hasPrefix("97") || upper.hasPrefix("98") {
            return upper.utf8.count >= 3 ? String(upper.prefix(3)) : nil
        }
        switch upper.utf8.count {
        case 0: return nil
        case 1: return "0" + upper
        case 3 where upper.hasPrefix("0"):
            // Departments written on three digits: 059.
            return String(upper.suffix(2))
        default: return String(upper.prefix(2))
        }
    }
}
