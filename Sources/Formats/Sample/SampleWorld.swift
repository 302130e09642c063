/// The invented buyers and suppliers of a sample.
///
/// Their SIREN begin with 000 (buyers) and 001 to 004 (suppliers), which SIRENE has never given:
/// the smallest real ones begin with 005. Departments, postal codes and communes are real places.
struct SampleWorld {
    /// Someone who buys or sells.
    struct Party {
        /// 14 digits, valid.
        var siret: [UInt8]
        var name: String
        var category: String
        /// Number in `places`.
        var place: Int
        /// 1 PME, 2 ETI, 3 GE.
        var size: Int
    }

    /// A department, its main commune's INSEE and postal codes, and its chances.
    struct Place {
        var departement: StaticString
        var commune: StaticString
        var postalCode: StaticString
        var weight: Int
    }

    /// The departments of the sample, those of Hauts-de-France first.
    static let places: [Place] = [
        .init(departement: "59", commune: "59350", postalCode: "59000", weight: 26),
        .init(departement: "62", commune: "62041", postalCode: "62000", weight: 17),
        .init(departement: "80", commune: "80021", postalCode: "80000", weight: 8),
        .init(departement: "60", commune: "60057", postalCode: "60000", weight: 8),
        .init(departement: "02", commune: "02408", postalCode: "02000", weight: 7),
        .init(departement: "75", commune: "75056", postalCode: "75012", weight: 6),
        .init(departement: "69", commune: "69123", postalCode: "69003", weight: 4),
        .init(departement: "13", commune: "13055", postalCode: "13002", weight: 4),
        .init(departement: "33", commune: "33063", postalCode: "33000", weight: 3),
        .init(departement: "35", commune: "35238", postalCode: "35000", weight: 3),
        .init(departement: "44", commune: "44109", postalCode: "44000", weight: 3),
        .init(departement: "67", commune: "67482", postalCode: "67000", weight: 3),
        .init(departement: "31", commune: "31555", postalCode: "31000", weight: 3),
        .init(departement: "76", commune: "76540", postalCode: "76000", weight: 2),
        .init(departement: "21", commune: "21231", postalCode: "21000", weight: 1),
        .init(departement: "2A", commune: "2A004", postalCode: "20000", weight: 1),
        .init(departement: "974", commune: "97411", postalCode: "97400", weight: 1),
    ]

    private static let placeByChance: [Int] = places.indices.flatMap {
        Array(repeating: $0, count: places[$0].weight)
    }

    let buyers: [Party]
    /// Suppliers of each sector, the busiest first.
    let suppliers: [[Party]]

    /// The world of a sample: about one buyer for 40 contracts and one supplier for 12.
    ///
    /// - Complexity: O(contracts / 12), in time and memory.
    init(contracts: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed ^ 0x4F52_4350)
        let count = min(max(contracts / 40, 8), 90_000)
        buyers = (0..<count).map { Self.buyer($0, &random) }
        let sectors = SampleSector.all.count
        let each = min(max(contracts / 12 / sectors, 6), 390_000 / sectors)
        suppliers = (0..<sectors).map { sector in
            (0..<each).map { Self.supplier(sector * each + $0, sector, &random) }
        }
    }

    private static func buyer(_ number: Int, _ random: inout SplitMix64) -> Party {
        let place = placeByChance[random.below(placeByChance.count)]
        let town = town(number, &random)
        let (name, category): (String, String) =
            switch random.below(100) {
            case 0..<58: ("Ville de \(town)", "Commune")
            case 58..<78: ("Communauté de communes fictive de \(town)", "Intercommunalité")
            case 78..<83: ("Département imaginaire de \(town)", "Département")
            case 83..<85: ("Région imaginaire de \(town)", "Région")
            case 85..<92: ("Centre hospitalier fictif de \(town)", "Santé")
            case 92..<97: ("Office public de l'habitat fictif de \(town)", "Logement social")
            default: ("Établissement public imaginaire de \(town)", "Autre")
            }
        return Party(
            siret: siret(1 + number, &random), name: name, category: category, place: place, size: 0
        )
    }

    private static func supplier(
        _ number: Int, _ sector: Int, _ random: inout SplitMix64
    ) -> Party {
        let place = placeByChance[random.below(placeByChance.count)]
        let trades = [
            "Bâtiment", "Couverture", "Travaux publics", "Second œuvre", "Architecture",
            "Alimentation", "Automobile", "Santé", "Numérique", "Environnement", "Assurances",
            "Transports", "Communication", "Énergies", "Conseil",
        ]
        let form = ["SARL", "SAS", "SA", "Société"][random.below(4)]
        let size = random.happens(perMille: 720) ? 1 : random.happens(perMille: 700) ? 2 : 3
        return Party(
            siret: siret(100_001 + number, &random),
            name: "\(form) \(trades[sector]) Fictif \(number + 1)", category: "Entreprise",
            place: place, size: size)
    }

    private static func town(_ number: Int, _ random: inout SplitMix64) -> String {
        let starts = [
            "Val", "Mont", "Bois", "Clair", "Bourg", "Pont", "Fontaine", "Roche", "Champ",
            "Neuville",
            "Port", "Marais",
        ]
        let ends = [
            "sur-Rêve", "les-Songes", "en-Fable", "la-Chimère", "aux-Contes", "sous-Mirage",
        ]
        let start = starts[random.below(starts.count)]
        return "\(start)-Fictif-\(ends[random.below(ends.count)]) (\(number + 1))"
    }

    /// A valid SIRET: the SIREN is three fixed digits or more, a number, and its check digit.
    private static func siret(_ number: Int, _ random: inout SplitMix64) -> [UInt8] {
        var digits = [UInt8](repeating: 0, count: 14)
        put(number, &digits, at: 2, width: 6)
        digits[8] = check(digits, length: 9)
        put(random.within(1, 9), &digits, at: 9, width: 4)
        digits[13] = check(digits, length: 14)
        return digits.map { $0 + 0x30 }
    }

    private static func put(_ number: Int, _ digits: inout [UInt8], at start: Int, width: Int) {
        var rest = number
        for position in stride(from: start + width - 1, through: start, by: -1) {
            digits[position] = UInt8(rest % 10)
            rest /= 10
        }
    }

    /// The last digit that makes Luhn's sum a multiple of ten.
    private static func check(_ digits: [UInt8], length: Int) -> UInt8 {
        var sum = 0
        for position in 0..<(length - 1) {
            let digit = Int(digits[position])
            let isDoubled = (length - 1 - position) % 2 == 1
            sum += isDoubled ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit
        }
        return UInt8((10 - sum % 10) % 10)
    }
}
