import GRDB
public import Procurement

/// What a buyer writes of a plan, read and checked; the same for a form and for a line of a file.
public struct PlanText: Sendable, Hashable {
    public var object: String
    public var description: String
    /// From two to eight digits, without check digit.
    public var cpv: String
    /// INSEE code.
    public var department: String
    /// Name; empty for the whole department.
    public var commune: String
    public var band: ValueBand
    public var year: Int
    /// 1 to 4.
    public var quarter: Int
    public var procedure: ForeseenProcedure
    public var allotment: Allotment
    public var lots: String
    public var social: String
    public var environment: String
    public var innovation: String

    /// Keys of forms and heads of files, with what people read, in order.
    public static let fields: [(key: String, label: String)] = [
        ("objet", "Objet"), ("description", "Description"), ("cpv", "Code CPV"),
        ("departement", "Département"), ("commune", "Commune"),
        ("tranche", "Valeur estimée"), ("annee", "Année"), ("trimestre", "Trimestre"),
        ("procedure", "Procédure envisagée"), ("allotissement", "Allotissement"), ("lots", "Lots"),
        ("social", "Intentions sociales"), ("environnement", "Intentions environnementales"),
        ("innovation", "Innovation recherchée"),
    ]

    /// Fields that must be filled.
    public static let needed: Set<String> = [
        "objet", "cpv", "departement", "tranche", "annee", "trimestre",
    ]

    /// Whether a list of codes holds one; nil when no list is loaded.
    public typealias CPVKnowledge = @Sendable (String) -> Bool?

    init(_ row: Row) {
        object = row["objet"]
        description = row["description"]
        cpv = row["cpv"]
        department = row["departement"]
        commune = row["commune"]
        band = ValueBand(rawValue: row["tranche"]) ?? .unsaid
        year = row["annee"]
        quarter = row["trimestre"]
        procedure = ForeseenProcedure(rawValue: row["procedure"]) ?? .undecided
        allotment = Allotment(rawValue: row["allotissement"]) ?? .undecided
        lots = row["lots"]
        social = row["social"]
        environment = row["environnement"]
        innovation = row["innovation"]
    }

    /// Reads what was written, field by field.
    ///
    /// - Parameters:
    ///   - written: the text of a key, empty when absent.
    ///   - today: plans of a quarter that is over are refused; nil when the period may be past.
    ///   - knows: whether a list of CPV codes holds a code.
    /// - Returns: the text when all is sound, and every refusal, each naming its field.
    public static func read(
        today: Day?, knows: CPVKnowledge, _ written: (String) -> String
    ) -> (text: PlanText?, refusals: [CommunityRefusal]) {
        var refusals: [CommunityRefusal] = []
        func take<Value>(_ body: () throws(CommunityRefusal) -> Value) -> Value? {
            do {
                return try body()
            } catch {
                refusals.append(error)
                return nil
            }
        }
        func long(_ key: String, _ most: Int) -> String? {
            take { () throws(CommunityRefusal) in try Entry.text(key, written(key), 0...most) }
        }
        let object = take { () throws(CommunityRefusal) in
            try Entry.line("objet", written("objet"), 5...200)
        }
        let description = long("description", 4_000)
        let cpv = take { () throws(CommunityRefusal) in
            try PlanText.cpv(written("cpv"), knows: knows)
        }
        let department = take { () throws(CommunityRefusal) in
            try PlanText.department(written("departement"))
        }
        let commune = take { () throws(CommunityRefusal) in
            try Entry.line("commune", written("commune"), 0...80)
        }
        let band: ValueBand? = take { () throws(CommunityRefusal) in
            try PlanText.choice("tranche", written("tranche"), \.label)
        }
        let year = take { () throws(CommunityRefusal) in
            try Entry.number("annee", written("annee"), 2_017...2_100)
        }
        let quarter = take { () throws(CommunityRefusal) in
            try PlanText.quarter(written("trimestre"))
        }
        let procedure: ForeseenProcedure? = take { () throws(CommunityRefusal) in
            try PlanText.choice("procedure", written("procedure"), \.label, .undecided)
        }
        let allotment: Allotment? = take { () throws(CommunityRefusal) in
            try PlanText.choice("allotissement", written("allotissement"), \.label, .undecided)
        }
        let lots = long("lots", 2_000)
        let social = long("social", 1_000)
        let environment = long("environnement", 1_000)
        let innovation = long("innovation", 1_000)
        if let today, let year, let quarter,
            let end = Day(year: year, month: 3 * quarter - 2, day: 1)?.adding(months: 3),
            end <= today
        {
            refusals.append(
                .invalid(
                    field: "trimestre", value: "\(written("trimestre")) \(year)",
                    sentence:
                        "Ce trimestre est passé\u{202F}: «\u{202F}\(quarter)\u{202F}» de \(year)."))
        }
        guard refusals.isEmpty, let object, let description, let cpv, let department, let commune,
            let band, let year, let quarter, let procedure, let allotment, let lots, let social,
            let environment, let innovation
        else { return (nil, refusals) }
        return (
            PlanText(
                object: object, description: description, cpv: cpv, department: department,
                commune: commune, band: band, year: year, quarter: quarter, procedure: procedure,
                allotment: allotment, lots: lots, social: social, environment: environment,
                innovation: innovation), []
        )
    }

    private init(
        object: String, description: String, cpv: String, department: String, commune: String,
        band: ValueBand, year: Int, quarter: Int, procedure: ForeseenProcedure,
        allotment: Allotment, lots: String, social: String, environment: String, innovation: String
    ) {
        self.object = object
        self.description = description
        self.cpv = cpv
        self.department = department
        self.commune = commune
        self.band = band
        self.year = year
        self.quarter = quarter
        self.procedure = procedure
        self.allotment = allotment
        self.lots = lots
        self.social = social
        self.environment = environment
        self.innovation = innovation
    }

    /// The text of a key as it is kept, and as people read it.
    public func value(_ key: String) -> (kept: String, shown: String) {
        switch key {
        case "objet": (object, object)
        case "description": (description, description)
        case "cpv": (cpv, cpv)
        case "departement":
            (
                department,
                Territory.department(department).map { "\($0.name) (\($0.code))" } ?? department
            )
        case "commune": (commune, commune)
        case "tranche": (band.rawValue, band.label)
        case "annee": (String(year), String(year))
        case "trimestre": (String(quarter), PlanText.quarterLabel(quarter))
        case "procedure": (procedure.rawValue, procedure.label)
        case "allotissement": (allotment.rawValue, allotment.label)
        case "lots": (lots, lots)
        case "social": (social, social)
        case "environnement": (environment, environment)
        case "innovation": (innovation, innovation)
        default: ("", "")
        }
    }

    /// `1er trimestre 2027`.
    public var period: String { "\(PlanText.quarterLabel(quarter)) \(year)" }

    private static func quarterLabel(_ quarter: Int) -> String {
        quarter == 1 ? "1er trimestre" : "\(quarter)e trimestre"
    }

    // MARK: Reading one field

    /// A CPV code or its beginning; a check digit after a dash is left out.
    private static func cpv(_ written: String, knows: CPVKnowledge) throws(CommunityRefusal)
        -> String
    {
        let text = try Entry.line("cpv", written, 1...14)
        let digits = text.split(separator: "-").first.map { $0.filter { $0 != " " } } ?? ""
        guard (2...8).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let division = UInt8(digits.prefix(2)), CPVDivision.exists(division)
        else {
            throw .invalid(
                field: "cpv", value: text,
                sentence:
                    "«\u{202F}\(text)\u{202F}» n’est pas un code CPV\u{202F}: écrivez de deux à huit chiffres, comme "
                    + "45261 ou 45261210-9.")
        }
        guard knows(digits) ?? true else {
            throw .invalid(
                field: "cpv", value: text,
                sentence: "«\u{202F}\(text)\u{202F}» n’est pas dans la liste des codes CPV.")
        }
        return digits
    }

    /// A department by its code or its name.
    private static func department(_ written: String) throws(CommunityRefusal) -> String {
        let text = try Entry.line("departement", written, 1...60)
        let code = text.count == 1 ? "0" + text : text.uppercased()
        if Territory.department(code) != nil { return code }
        let word = AddressWord.suggested(by: text)
        let named = Territory.departments.first { AddressWord.suggested(by: $0.name) == word }
        guard let named else {
            throw .invalid(
                field: "departement", value: text,
                sentence:
                    "«\u{202F}\(text)\u{202F}» n’est pas un département\u{202F}: écrivez son numéro, comme 59."
            )
        }
        return named.code
    }

    /// `3`, `T3`, `3e trimestre`.
    private static func quarter(_ written: String) throws(CommunityRefusal) -> Int {
        let text = try Entry.line("trimestre", written, 1...20)
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard digits.count == 1, let quarter = Int(digits), (1...4).contains(quarter) else {
            throw .invalid(
                field: "trimestre", value: text,
                sentence:
                    "«\u{202F}\(text)\u{202F}» n’est pas un trimestre\u{202F}: écrivez 1, 2, 3 ou 4."
            )
        }
        return quarter
    }

    /// A choice by its word or its label; the one by default when nothing is written.
    private static func choice<Kind: RawRepresentable<String> & CaseIterable>(
        _ field: String, _ written: String, _ label: (Kind) -> String, _ usual: Kind? = nil
    ) throws(CommunityRefusal) -> Kind {
        let text = try Entry.line(field, written, 0...120)
        if text.isEmpty, let usual { return usual }
        if let kind = Kind(rawValue: text) { return kind }
        let word = AddressWord.suggested(by: text)
        if let kind = Kind.allCases.first(where: { AddressWord.suggested(by: label($0)) == word }) {
            return kind
        }
        throw .invalid(
            field: field, value: text,
            sentence: text.isEmpty
                ? "Choisissez une valeur."
                : "«\u{202F}\(text.prefix(60))\u{202F}» n’est pas un choix\u{202F}: écrivez l’un de "
                    + Kind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
}
