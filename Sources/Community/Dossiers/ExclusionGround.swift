/// A ground for which a company may not take part, or may be excluded: what each application affirms
/// anew.
///
/// - Source: code de la commande publique, L2141-1 to L2141-5 and L2141-7 to L2141-10, as the form DC1
///   recites them. The articles' numbers were read in the forms' notice; each summary is from memory, to
///   be confirmed.
public enum ExclusionGround: String, Sendable, CaseIterable, Codable {
    case conviction = "condamnation"
    case taxes = "impots_cotisations"
    case insolvency = "liquidation"
    case labour = "droit_du_travail"
    case ban = "exclusion_administrative"
    case breach = "manquement_grave"
    case influence = "influence_indue"
    case collusion = "entente"
    case interest = "conflit_interets"

    /// The article.
    public var article: String {
        switch self {
        case .conviction: "L2141-1"
        case .taxes: "L2141-2"
        case .insolvency: "L2141-3"
        case .labour: "L2141-4"
        case .ban: "L2141-5"
        case .breach: "L2141-7"
        case .influence: "L2141-8"
        case .collusion: "L2141-9"
        case .interest: "L2141-10"
        }
    }

    /// What the company affirms, in French, after « L’entreprise ».
    public var affirmation: String {
        switch self {
        case .conviction:
            "n’a pas fait l’objet d’une condamnation définitive pour une infraction qui exclut des marchés"
        case .taxes:
            "a souscrit ses déclarations fiscales et sociales, et acquitté impôts, taxes et cotisations "
                + "exigibles"
        case .insolvency:
            "n’est pas en liquidation judiciaire ni en faillite personnelle\u{202F}; en redressement "
                + "judiciaire, elle est habilitée à poursuivre son activité pendant le marché"
        case .labour:
            "n’a pas été sanctionnée pour travail dissimulé ou pour atteinte aux règles du travail qui "
                + "exclut des marchés, et satisfait à l’obligation d’emploi de travailleurs handicapés "
                + "si elle y est soumise"
        case .ban: "n’est pas exclue des contrats administratifs par une décision administrative"
        case .breach:
            "n’a pas, ces trois dernières années, été sanctionnée pour un manquement grave à un marché "
                + "antérieur"
        case .influence:
            "n’a pas tenté d’influencer indûment l’acheteur ni d’obtenir un avantage ou une information "
                + "confidentielle"
        case .collusion:
            "n’a pas conclu d’entente avec d’autres entreprises pour fausser la concurrence"
        case .interest: "ne crée pas, par sa candidature, de conflit d’intérêts"
        }
    }

    /// The title under which forms recite them all.
    public static let recital = """
        L’entreprise déclare sur l’honneur n’entrer dans aucun des cas d’exclusion prévus aux articles \
        L2141-1 à L2141-5 et L2141-7 à L2141-10 du code de la commande publique.
        """
}
