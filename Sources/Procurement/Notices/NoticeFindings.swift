/// The rules that the data of notices may break, as a set: a notice holds no text of them, since a
/// published value may name a person.
public struct NoticeFindings: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    /// A set of these bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let unknownNature = NoticeFindings(rawValue: 1 << 0)
    public static let unreadableDate = NoticeFindings(rawValue: 1 << 1)
    public static let deadlineBeforePublication = NoticeFindings(rawValue: 1 << 2)
    public static let invalidBuyer = NoticeFindings(rawValue: 1 << 3)
    public static let invalidCPV = NoticeFindings(rawValue: 1 << 4)
    public static let invalidPostalCode = NoticeFindings(rawValue: 1 << 5)
    public static let unreadableAmount = NoticeFindings(rawValue: 1 << 6)
    public static let refusedAddress = NoticeFindings(rawValue: 1 << 7)
    public static let personalDataRemoved = NoticeFindings(rawValue: 1 << 8)
    public static let repairedCharacters = NoticeFindings(rawValue: 1 << 9)
    public static let unreadableContent = NoticeFindings(rawValue: 1 << 10)
    public static let missingTarget = NoticeFindings(rawValue: 1 << 11)

    /// The rules broken, in order.
    public var rules: [NoticeRule] {
        NoticeRule.catalogue.filter { contains($0.set) }
    }
}

/// The papers of a rule on notices.
public struct NoticeRule: Sendable {
    /// The rule as a set of one.
    public let set: NoticeFindings
    /// Stable, opaque, never reused: `AVI-01`.
    public let code: String
    public let severity: Severity
    /// French, a noun phrase.
    public let title: String
    /// French, for a reader: what it means.
    public let explanation: String
    /// French, for the publisher: what to do.
    public let advice: String
    /// A published value that breaks the rule, as written.
    public let example: String

    /// All rules, in order of their codes.
    public static let catalogue: [NoticeRule] = [
        .init(
            set: .unknownNature, code: "AVI-01", severity: .warning,
            title: "Nature d’avis inconnue",
            explanation:
                "Le mot publié n’est aucune nature connue\u{202F}: l’avis n’est compté ni comme appel, ni comme résultat.",
            advice: "Employer les natures du schéma du BOAMP.", example: "AVIS_DIVERS_2"),
        .init(
            set: .unreadableDate, code: "AVI-02", severity: .error, title: "Date illisible",
            explanation: "La date ou l’heure publiée n’en est pas une\u{202F}: elle est inconnue.",
            advice: "Écrire AAAA-MM-JJThh:mm:ss avec le décalage horaire.",
            example: "2020-02-31T12:00:00"),
        .init(
            set: .deadlineBeforePublication, code: "AVI-03", severity: .warning,
            title: "Date limite antérieure à la parution",
            explanation: "Personne n’a pu répondre à temps, ou l’une des deux dates est fausse.",
            advice: "Publier un rectificatif.", example: "parution 2020-05-12, limite 2020-04-12"),
        .init(
            set: .invalidBuyer, code: "AVI-04", severity: .warning,
            title: "Identifiant d’acheteur invalide",
            explanation:
                "Ni SIRET, ni SIREN, ni numéro de TVA français valide\u{202F}: l’acheteur n’est connu que par son nom.",
            advice: "Donner le SIRET de l’acheteur, quatorze chiffres.", example: "2459004280012"),
        .init(
            set: .invalidCPV, code: "AVI-05", severity: .warning, title: "Code CPV invalide",
            explanation: "Le code n’a pas huit chiffres ou sa division n’existe pas.",
            advice: "Prendre le code dans le vocabulaire commun.", example: "4521"),
        .init(
            set: .invalidPostalCode, code: "AVI-06", severity: .note,
            title: "Code postal invalide",
            explanation: "Le département de l’acheteur ne peut en être tiré.",
            advice: "Écrire cinq chiffres.", example: "5900"),
        .init(
            set: .unreadableAmount, code: "AVI-07", severity: .warning,
            title: "Valeur estimée illisible",
            explanation: "La valeur n’est pas un montant en euros\u{202F}: elle est inconnue.",
            advice: "Écrire un nombre et la devise EUR.", example: "voir règlement"),
        .init(
            set: .refusedAddress, code: "AVI-08", severity: .warning,
            title: "Adresse de profil refusée",
            explanation:
                "L’adresse publiée n’est pas une adresse http ou https d’un site\u{202F}: aucun lien n’est fait.",
            advice: "Donner l’adresse entière du profil d’acheteur.", example: "javascript:void(0)"),
        .init(
            set: .personalDataRemoved, code: "AVI-09", severity: .note,
            title: "Coordonnées retirées d’un texte",
            explanation:
                "Un courriel ou un téléphone écrit dans un texte libre n’est pas gardé\u{202F}: «\u{202F}…\u{202F}» en tient lieu.",
            advice: "Ne pas écrire de coordonnées dans l’objet.",
            example: "Travaux, voir jean@exemple.fr"),
        .init(
            set: .repairedCharacters, code: "AVI-10", severity: .note,
            title: "Caractères réparés",
            explanation: "Des signes de Windows-1252 publiés comme caractères de commande.",
            advice: "Publier en UTF-8.", example: "l\\x92organisation"),
        .init(
            set: .unreadableContent, code: "AVI-11", severity: .warning,
            title: "Contenu détaillé illisible",
            explanation:
                "Le détail de l’avis (donnees, gestion) n’est pas du JSON\u{202F}: seuls les champs d’en-tête sont connus.",
            advice: "Publier un détail bien formé.", example: "{\"EFORMS\": {"),
        .init(
            set: .missingTarget, code: "AVI-12", severity: .note,
            title: "Avis lié absent de l’édition",
            explanation:
                "L’avis dont il est question n’a pas été lu\u{202F}: la rectification ou l’annulation ne s’applique à rien ici.",
            advice: "Importer aussi les avis antérieurs.", example: "19-162145"),
    ]

    /// The rule of a code, or nil.
    public static func named(_ code: String) -> NoticeRule? { catalogue.first { $0.code == code } }
}
