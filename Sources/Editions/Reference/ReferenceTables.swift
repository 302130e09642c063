/// What the reference lists say, ready to be asked.
///
/// Every answer is nil when no list says it: unknown is never guessed here.
///
/// - Shape: immutable once made by `ReferenceLists.tables`; SIREN are numbers of 9 digits, SIRET
///   of 14, CPV codes of 8.
/// - Complexity: every answer is O(1).
public struct ReferenceTables: Sendable {
    /// A public body, or another legal person, as the lists know it.
    public struct Organisation: Hashable, Sendable {
        public var name: String?
        /// Kind, as `Commune`, `Intercommunalité`, `Département`, `Région`.
        public var category: String?
        /// Code of its department.
        public var departement: String?
        /// Code of its region, when the lists give it without a department.
        public var region: String?
        /// Inhabitants.
        public var population: Int?
        /// Number of the legal category of SIRENE.
        public var legalCategory: String?
    }

    /// Where an establishment is.
    public struct Establishment: Hashable, Sendable {
        /// INSEE code of its commune, when known.
        public var commune: String?
        /// Code of its department, when known.
        public var departement: String?
        /// Whether SIRENE lets its name be shown.
        public var isDiffusible: Bool
        /// Its main activity (NAF revision 2, `43.12A`), when known.
        public var activity: String?
    }

    /// The lists these answers come from, by kind, then name.
    public internal(set) var used: [ReferenceFile] = []
    /// What could not be checked or shown for want of a list, one French sentence each.
    public internal(set) var missing: [String] = []
    /// What was mended in the lists, one French sentence for each list concerned.
    public internal(set) var notes: [String] = []

    var organisations: [UInt32: Organisation] = [:]
    /// Which list gave each organisation's fields first, by rank: a lower rank is preferred.
    var ranks: [UInt32: UInt8] = [:]
    var establishments: [UInt64: Establishment] = [:]
    var firms: [UInt32: Firm] = [:]
    /// What was mended or left unread in each list, by its place in `used`.
    var repairs: [ListRepairs] = []
    /// The year that the name of the list at hand bears, 0 when it bears none.
    var listYear: UInt16 = 0
    var cpv: [UInt32: String] = [:]
    var communes: [String: String] = [:]
    var postalDepartements: [String: String] = [:]
    var departements: [String: (name: String, region: String)] = [:]
    var regions: [String: String] = [:]
    var legalCategories: [String: String] = [:]

    /// No list at all.
    public static let none: ReferenceTables = {
        var tables = ReferenceTables()
        tables.finish()
        return tables
    }()

    /// The body of this SIREN.
    public func organisation(siren: UInt32) -> Organisation? { organisations[siren] }

    /// The establishment of this SIRET.
    public func establishment(siret: UInt64) -> Establishment? { establishments[siret] }

    /// What the lists say of the firm of this SIREN.
    public func firm(siren: UInt32) -> Firm? { firms[siren] }

    /// The latest size of the firm this SIRET belongs to: `PME`, `ETI` or `GE`.
    public func size(siret: UInt64) -> String? {
        firms[UInt32(clamping: siret / 100_000)]?.size(in: nil).flatMap {
            Firm.sizeLabel($0.fact.value)
        }
    }

    /// The label of a CPV code without its check digit.
    public func cpvLabel(_ code: UInt32) -> String? { cpv[code] }

    /// Whether a CPV code exists; nil when no list was added.
    public func isKnownCPV(_ code: UInt32) -> Bool? { cpv.isEmpty ? nil : cpv[code] != nil }

    /// The CPV codes and their labels, by code.
    public var cpvCodes: [(code: UInt32, label: String)] {
        cpv.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The name of a commune by its INSEE code.
    public func communeName(_ code: String) -> String? { communes[code] }

    /// Whether an INSEE code is a commune's; nil when no list was added.
    public func isKnownCommune(_ code: String) -> Bool? {
        communes.isEmpty ? nil : communes[code] != nil
    }

    /// The department of a commune, by its INSEE code, when a list knows the commune.
    public func departement(ofCommune code: String) -> String? {
        communes[code] == nil ? nil : Self.departement(inCode: code)
    }

    /// The department that all communes of a postal code share; nil when they do not, or when no
    /// list knows the code.
    public func departement(ofPostalCode code: String) -> String? {
        guard let departement = postalDepartements[code], !departement.isEmpty else { return nil }
        return departement
    }

    /// The name of a department.
    public func departementName(_ code: String) -> String? { departements[code]?.name }

    /// The region of a department.
    public func region(ofDepartement code: String) -> String? { departements[code]?.region }

    /// The name of a region.
    public func regionName(_ code: String) -> String? { regions[code] }

    /// The label of a legal category of SIRENE.
    public func legalCategoryLabel(_ code: String) -> String? { legalCategories[code] }

    /// The department that an INSEE commune code begins with: two characters, three overseas.
    static func departement(inCode code: String) -> String? {
        guard code.utf8.count == 5 else { return nil }
        let length = code.hasPrefix("97") || code.hasPrefix("98") ? 3 : 2
        return String(code.prefix(length))
    }

    /// Says what is missing, once all lists are read.
    mutating func finish() {
        let present = Set(used.map(\.kind))
        missing = ReferenceKind.allCases.filter { !present.contains($0) }.compactMap(\.absence)
        // Any list that tells sizes will do.
        if present.contains(.unitesLegales) {
            missing.removeAll { $0 == ReferenceKind.taillesEntreprises.absence }
        }
        notes = zip(used, repairs).compactMap { $1.sentence(of: $0) }
        ranks = [:]
    }
}
