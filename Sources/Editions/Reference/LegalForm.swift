/// What INSEE's legal categories are called, where the list of their labels was not added.
///
/// - Source: INSEE, catégories juridiques, level II; confidence: memory. The company corrects what is
///   prefilled from it.
public enum LegalForm {
    /// The label of a category of four digits, by its first two; nil for the rarer ones.
    public static func label(of category: String) -> String? {
        switch category {
        case "5498": "SARL unipersonnelle"
        case "5720": "Société par actions simplifiée à associé unique (SASU)"
        default: labels[String(category.prefix(2))]
        }
    }

    /// Whether a category is one of natural persons: those that begin with 1.
    public static func isPerson(_ category: String) -> Bool { category.hasPrefix("1") }

    private static let labels = [
        "10": "Entrepreneur individuel", "52": "Société en nom collectif",
        "53": "Société en commandite",
        "54": "Société à responsabilité limitée (SARL)",
        "55": "Société anonyme à conseil d’administration", "56": "Société anonyme à directoire",
        "57": "Société par actions simplifiée (SAS)", "62": "Groupement d’intérêt économique",
        "65": "Société civile", "92": "Association loi 1901 ou assimilé", "93": "Fondation",
    ]
}
