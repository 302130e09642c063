import Procurement
import Testing

/// Identifiers invented for tests, whose check digits hold.
enum InventedFirms {
    /// The SIREN whose first eight digits these are.
    static func siren(_ base: Int) throws -> String {
        let head = String(base)
        let digits = String(repeating: "0", count: 8 - head.count) + head
        return try #require((0...9).map { digits + String($0) }.first { isSiren($0) })
    }

    /// The first establishment of that SIREN.
    static func siret(_ base: Int, place: Int = 1) throws -> String {
        let head = try siren(base) + "000" + String(place)
        return try #require((0...9).map { head + String($0) }.first { isSiret($0) })
    }

    /// The number that digits write.
    static func number<Number: FixedWidthInteger>(_ digits: some StringProtocol) throws -> Number {
        try #require(Number(digits))
    }

    private static func isSiren(_ text: String) -> Bool { (try? Siren(text)) != nil }
    private static func isSiret(_ text: String) -> Bool { (try? Siret(text)) != nil }
}
