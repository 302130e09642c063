/// A part of a company's dossier.
///
/// - Shape: parts told once hold one statement per field; lists hold one statement per row.
/// - Source: what the forms DC1 and DC2 ask (version of 2019), and no more: bank details, criminal
///   records and attestations that the administration holds are not asked.
public enum DossierPart: String, Sendable, CaseIterable {
    case identity = "identite"
    case contact
    case years = "exercice"
    case insurances = "assurance"
    case references = "reference"
    case qualifications = "qualification"
    case means = "moyens"

    /// French, as a heading.
    public var label: String {
        switch self {
        case .identity: "Identité de l’entreprise"
        case .contact: "Pour vous joindre"
        case .years: "Chiffre d’affaires et effectif des trois derniers exercices"
        case .insurances: "Assurances"
        case .references: "Références"
        case .qualifications: "Qualifications et certificats"
        case .means: "Moyens"
        }
    }

    /// French: what one row is called, with its number after it.
    public var rowLabel: String {
        switch self {
        case .years: "Exercice"
        case .insurances: "Assurance"
        case .references: "Référence"
        case .qualifications: "Qualification ou certificat"
        case .identity, .contact, .means: ""
        }
    }

    /// Whether it holds rows.
    public var isList: Bool {
        switch self {
        case .identity, .contact, .means: false
        case .years, .insurances, .references, .qualifications: true
        }
    }

    /// Whether what it holds may be about a natural person: erased with who wrote it.
    public var isPersonal: Bool { self == .contact }

    /// Rows that the form shows at least, the empty ones included.
    public var fewestRows: Int {
        switch self {
        case .years: 3
        case .insurances, .qualifications: 2
        case .references: 3
        case .identity, .contact, .means: 0
        }
    }

    /// Rows kept at most.
    public static let mostRows = 30

    /// The fields, in order.
    public var fields: [DossierField] {
        switch self {
        case .identity:
            [
                DossierField(
                    "nom", "Dénomination", .line(200), isRequired: true,
                    autocomplete: "organization"),
                DossierField(
                    "forme", "Forme juridique", .line(120),
                    help: "Comme SARL, SAS, entreprise "
                        + "individuelle."),
                DossierField("adresse", "Adresse", .line(200), autocomplete: "street-address"),
                DossierField("code_postal", "Code postal", .line(10), autocomplete: "postal-code"),
                DossierField("commune", "Commune", .line(100), autocomplete: "address-level2"),
                DossierField("activite", "Activité", .line(200)),
                DossierField(
                    "taille", "Taille", .choice(DossierPart.sizes),
                    help:
                        "PME\u{202F}: moins de 250 personnes et au plus 50 M€ de chiffre d’affaires "
                        + "ou 43 M€ de bilan."),
                DossierField(
                    "registre", "Registre professionnel", .line(120),
                    help: "Comme RCS Arras, répertoire des métiers du Nord."),
            ]
        case .contact:
            [
                DossierField("courriel", "Courriel", .email, isRequired: true),
                DossierField("telephone", "Téléphone", .telephone),
            ]
        case .years:
            [
                DossierField("annee", "Année de clôture", .number(1990...2100), isRequired: true),
                DossierField("chiffre", "Chiffre d’affaires hors taxes (€)", .euros),
                DossierField(
                    "part", "Dont activité du marché (%)", .number(0...100),
                    help: "Part du chiffre d’affaires dans l’activité visée."),
                DossierField("effectif", "Effectif moyen", .number(0...1_000_000)),
            ]
        case .insurances:
            [
                DossierField(
                    "nature", "Garantie", .choice(DossierPart.insuranceKinds), isRequired: true),
                DossierField("assureur", "Assureur", .line(120), isRequired: true),
                DossierField("numero", "Numéro de contrat", .line(60)),
                DossierField("fin", "Valable jusqu’au", .end, isRequired: true),
            ]
        case .references:
            [
                DossierField("objet", "Prestation", .line(200), isRequired: true),
                DossierField("client", "Client", .line(120), isRequired: true),
                DossierField("annee", "Année", .number(1990...2100), isRequired: true),
                DossierField("montant", "Montant hors taxes (€)", .euros),
            ]
        case .qualifications:
            [
                DossierField(
                    "nom", "Intitulé", .line(160), help: "Comme Qualibat 3101, RGE, ISO 9001.",
                    isRequired: true),
                DossierField("organisme", "Organisme", .line(120)),
                DossierField("numero", "Numéro", .line(60)),
                DossierField("fin", "Valable jusqu’au", .end),
            ]
        case .means:
            [
                DossierField(
                    "materiel", "Matériel et équipement", .text(2_000),
                    help: "Ce dont vous disposez pour exécuter un marché."),
                DossierField("encadrement", "Personnes d’encadrement", .number(0...100_000)),
            ]
        }
    }

    /// The field whose value fills itself: a row where it alone is written is empty.
    public var anchor: String? { self == .years ? "annee" : nil }

    /// Sizes, as the forms and the register say them.
    public static let sizes = ["Micro-entreprise", "PME", "ETI", "Grande entreprise"]
    /// Guarantees.
    public static let insuranceKinds = [
        "Responsabilité civile professionnelle", "Responsabilité décennale", "Autre",
    ]

    /// The name of a field in forms: `identite_nom`, `assurance_2_fin`.
    public func name(of field: DossierField, row: Int = 0) -> String {
        isList ? "\(rawValue)_\(row)_\(field.key)" : "\(rawValue)_\(field.key)"
    }
}
