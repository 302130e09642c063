/// Departments, overseas collectivities and regions of France, and how codes of places lead to them.
///
/// - Source: INSEE, code officiel géographique.
public enum Territory {
    /// A department or an overseas collectivity.
    public struct Department: Sendable, Hashable {
        /// INSEE code: `59`, `2A`, `974`.
        public let code: String
        public let name: String
        /// Code of the region; empty for a collectivity that belongs to none.
        public let region: String
    }

    /// A region.
    public struct Region: Sendable, Hashable {
        /// INSEE code: `32`.
        public let code: String
        public let name: String
    }

    /// The department of a code, or nil.
    public static func department(_ code: some StringProtocol) -> Department? {
        byCode[String(code)]
    }

    /// The region of a code, or nil.
    public static func region(_ code: some StringProtocol) -> Region? {
        regions.first { $0.code == code }
    }

    /// The department code of a postal code of five digits, or nil.
    ///
    /// A few postal codes serve communes of a neighbouring department; the code's own department is
    /// given. Corsica: 200 and 201 are 2A, 202 to 206 are 2B.
    public static func department(ofPostalCode code: some StringProtocol) -> String? {
        let digits = String(code)
        guard digits.utf8.count == 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        switch digits.prefix(3) {
        case "200", "201": return "2A"
        case "202", "203", "204", "205", "206": return "2B"
        default: break
        }
        // Saint-Barthélemy and Saint-Martin keep codes of Guadeloupe.
        if digits == "97133" { return "977" }
        if digits == "97150" { return "978" }
        return known(digits)
    }

    /// The department code of an INSEE commune code of five characters, or nil.
    public static func department(ofCommune code: some StringProtocol) -> String? {
        let text = String(code).uppercased()
        return text.utf8.count == 5 ? known(text) : nil
    }

    private static func known(_ code: String) -> String? {
        let isOverseas = code.hasPrefix("97") || code.hasPrefix("98")
        let prefix = String(code.prefix(isOverseas ? 3 : 2))
        return byCode[prefix] == nil ? nil : prefix
    }

    private static let byCode = Dictionary(
        departments.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The departments, then the overseas collectivities.
    public static let departments: [Department] = [
        .init(code: "01", name: "Ain", region: "84"),
        .init(code: "02", name: "Aisne", region: "32"),
        .init(code: "03", name: "Allier", region: "84"),
        .init(code: "04", name: "Alpes-de-Haute-Provence", region: "93"),
        .init(code: "05", name: "Hautes-Alpes", region: "93"),
        .init(code: "06", name: "Alpes-Maritimes", region: "93"),
        .init(code: "07", name: "Ardèche", region: "84"),
        .init(code: "08", name: "Ardennes", region: "44"),
        .init(code: "09", name: "Ariège", region: "76"),
        .init(code: "10", name: "Aube", region: "44"),
        .init(code: "11", name: "Aude", region: "76"),
        .init(code: "12", name: "Aveyron", region: "76"),
        .init(code: "13", name: "Bouches-du-Rhône", region: "93"),
        .init(code: "14", name: "Calvados", region: "28"),
        .init(code: "15", name: "Cantal", region: "84"),
        .init(code: "16", name: "Charente", region: "75"),
        .init(code: "17", name: "Charente-Maritime", region: "75"),
        .init(code: "18", name: "Cher", region: "24"),
        .init(code: "19", name: "Corrèze", region: "75"),
        .init(code: "21", name: "Côte-d'Or", region: "27"),
        .init(code: "22", name: "Côtes-d'Armor", region: "53"),
        .init(code: "23", name: "Creuse", region: "75"),
        .init(code: "24", name: "Dordogne", region: "75"),
        .init(code: "25", name: "Doubs", region: "27"),
        .init(code: "26", name: "Drôme", region: "84"),
        .init(code: "27", name: "Eure", region: "28"),
        .init(code: "28", name: "Eure-et-Loir", region: "24"),
        .init(code: "29", name: "Finistère", region: "53"),
        .init(code: "2A", name: "Corse-du-Sud", region: "94"),
        .init(code: "2B", name: "Haute-Corse", region: "94"),
        .init(code: "30", name: "Gard", region: "76"),
        .init(code: "31", name: "Haute-Garonne", region: "76"),
        .init(code: "32", name: "Gers", region: "76"),
        .init(code: "33", name: "Gironde", region: "75"),
        .init(code: "34", name: "Hérault", region: "76"),
        .init(code: "35", name: "Ille-et-Vilaine", region: "53"),
        .init(code: "36", name: "Indre", region: "24"),
        .init(code: "37", name: "Indre-et-Loire", region: "24"),
        .init(code: "38", name: "Isère", region: "84"),
        .init(code: "39", name: "Jura", region: "27"),
        .init(code: "40", name: "Landes", region: "75"),
        .init(code: "41", name: "Loir-et-Cher", region: "24"),
        .init(code: "42", name: "Loire", region: "84"),
        .init(code: "43", name: "Haute-Loire", region: "84"),
        .init(code: "44", name: "Loire-Atlantique", region: "52"),
        .init(code: "45", name: "Loiret", region: "24"),
        .init(code: "46", name: "Lot", region: "76"),
        .init(code: "47", name: "Lot-et-Garonne", region: "75"),
        .init(code: "48", name: "Lozère", region: "76"),
        .init(code: "49", name: "Maine-et-Loire", region: "52"),
        .init(code: "50", name: "Manche", region: "28"),
        .init(code: "51", name: "Marne", region: "44"),
        .init(code: "52", name: "Haute-Marne", region: "44"),
        .init(code: "53", name: "Mayenne", region: "52"),
        .init(code: "54", name: "Meurthe-et-Moselle", region: "44"),
        .init(code: "55", name: "Meuse", region: "44"),
        .init(code: "56", name: "Morbihan", region: "53"),
        .init(code: "57", name: "Moselle", region: "44"),
        .init(code: "58", name: "Nièvre", region: "27"),
        .init(code: "59", name: "Nord", region: "32"),
        .init(code: "60", name: "Oise", region: "32"),
        .init(code: "61", name: "Orne", region: "28"),
        .init(code: "62", name: "Pas-de-Calais", region: "32"),
        .init(code: "63", name: "Puy-de-Dôme", region: "84"),
        .init(code: "64", name: "Pyrénées-Atlantiques", region: "75"),
        .init(code: "65", name: "Hautes-Pyrénées", region: "76"),
        .init(code: "66", name: "Pyrénées-Orientales", region: "76"),
        .init(code: "67", name: "Bas-Rhin", region: "44"),
        .init(code: "68", name: "Haut-Rhin", region: "44"),
        .init(code: "69", name: "Rhône", region: "84"),
        .init(code: "70", name: "Haute-Saône", region: "27"),
        .init(code: "71", name: "Saône-et-Loire", region: "27"),
        .init(code: "72", name: "Sarthe", region: "52"),
        .init(code: "73", name: "Savoie", region: "84"),
        .init(code: "74", name: "Haute-Savoie", region: "84"),
        .init(code: "75", name: "Paris", region: "11"),
        .init(code: "76", name: "Seine-Maritime", region: "28"),
        .init(code: "77", name: "Seine-et-Marne", region: "11"),
        .init(code: "78", name: "Yvelines", region: "11"),
        .init(code: "79", name: "Deux-Sèvres", region: "75"),
        .init(code: "80", name: "Somme", region: "32"),
        .init(code: "81", name: "Tarn", region: "76"),
        .init(code: "82", name: "Tarn-et-Garonne", region: "76"),
        .init(code: "83", name: "Var", region: "93"),
        .init(code: "84", name: "Vaucluse", region: "93"),
        .init(code: "85", name: "Vendée", region: "52"),
        .init(code: "86", name: "Vienne", region: "75"),
        .init(code: "87", name: "Haute-Vienne", region: "75"),
        .init(code: "88", name: "Vosges", region: "44"),
        .init(code: "89", name: "Yonne", region: "27"),
        .init(code: "90", name: "Territoire de Belfort", region: "27"),
        .init(code: "91", name: "Essonne", region: "11"),
        .init(code: "92", name: "Hauts-de-Seine", region: "11"),
        .init(code: "93", name: "Seine-Saint-Denis", region: "11"),
        .init(code: "94", name: "Val-de-Marne", region: "11"),
        .init(code: "95", name: "Val-d'Oise", region: "11"),
        .init(code: "971", name: "Guadeloupe", region: "01"),
        .init(code: "972", name: "Martinique", region: "02"),
        .init(code: "973", name: "Guyane", region: "03"),
        .init(code: "974", name: "La Réunion", region: "04"),
        .init(code: "976", name: "Mayotte", region: "06"),
        .init(code: "975", name: "Saint-Pierre-et-Miquelon", region: ""),
        .init(code: "977", name: "Saint-Barthélemy", region: ""),
        .init(code: "978", name: "Saint-Martin", region: ""),
        .init(code: "984", name: "Terres australes et antarctiques françaises", region: ""),
        .init(code: "986", name: "Wallis-et-Futuna", region: ""),
        .init(code: "987", name: "Polynésie française", region: ""),
        .init(code: "988", name: "Nouvelle-Calédonie", region: ""),
        .init(code: "989", name: "Île de Clipperton", region: ""),
    ]

    /// The regions, by code.
    public static let regions: [Region] = [
        .init(code: "01", name: "Guadeloupe"),
        .init(code: "02", name: "Martinique"),
        .init(code: "03", name: "Guyane"),
        .init(code: "04", name: "La Réunion"),
        .init(code: "06", name: "Mayotte"),
        .init(code: "11", name: "Île-de-France"),
        .init(code: "24", name: "Centre-Val de Loire"),
        .init(code: "27", name: "Bourgogne-Franche-Comté"),
        .init(code: "28", name: "Normandie"),
        .init(code: "32", name: "Hauts-de-France"),
        .init(code: "44", name: "Grand Est"),
        .init(code: "52", name: "Pays de la Loire"),
        .init(code: "53", name: "Bretagne"),
        .init(code: "75", name: "Nouvelle-Aquitaine"),
        .init(code: "76", name: "Occitanie"),
        .init(code: "84", name: "Auvergne-Rhône-Alpes"),
        .init(code: "93", name: "Provence-Alpes-Côte d'Azur"),
        .init(code: "94", name: "Corse"),
    ]
}
