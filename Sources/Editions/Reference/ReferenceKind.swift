/// The kinds of lists that others publish and that an edition can use.
///
/// A list is recognised by its content, never by its name; a new list of the same kind and name
/// replaces the former one, and lists of one kind complete each other.
public enum ReferenceKind: String, CaseIterable, Sendable, Codable {
    /// Labels of the common procurement vocabulary (CSV with check digits, or the eForms SDK's XML).
    case cpv
    /// INSEE's official geographic code: communes, departments or regions.
    case communes, departements, regions
    /// La Poste's postal codes (HexaSmal).
    case codesPostaux = "codes-postaux"
    /// GeoJSON outlines.
    case contoursDepartements = "contours-departements"
    case contoursRegions = "contours-regions"
    /// GeoJSON outlines of communes, of which only the centres are read.
    case contoursCommunes = "contours-communes"
    /// Centres of departments, regions or communes: `type;cog;nom;longitude;latitude`.
    case centres
    /// SIREN of local authorities, with their kind and department.
    case collectivites
    /// SIREN and names of the administrations of SIRENE (activity 84.11Z).
    case administrations
    /// Our own list of bodies: `siren,nom,categorie,departement`.
    case organismes
    /// SIRENE's legal units: size, headcount and activity of all, names of legal persons only.
    case unitesLegales = "unites-legales"
    /// SIRENE's history of legal units: their activity, period by period.
    case historiqueUnitesLegales = "historique-unites-legales"
    /// SIRENE's establishments: where each SIRET is, and its activity.
    case etablissements
    /// The size of firms: PME, ETI or GE, by the SIREN that a SIRET begins with.
    case taillesEntreprises = "tailles-entreprises"
    /// Labels of legal categories.
    case naturesJuridiques = "natures-juridiques"

    /// What the list is, for the operator.
    public var title: String {
        switch self {
        case .cpv: "libellés du CPV"
        case .communes: "communes (INSEE)"
        case .departements: "départements (INSEE)"
        case .regions: "régions (INSEE)"
        case .codesPostaux: "codes postaux (La Poste)"
        case .contoursDepartements: "contours des départements"
        case .contoursRegions: "contours des régions"
        case .contoursCommunes: "contours des communes"
        case .centres: "centres des territoires"
        case .collectivites: "identifiants des collectivités"
        case .administrations: "administrations (SIRENE, 84.11Z)"
        case .organismes: "organismes"
        case .unitesLegales: "unités légales (SIRENE)"
        case .historiqueUnitesLegales: "historique des unités légales (SIRENE)"
        case .etablissements: "établissements (SIRENE)"
        case .taillesEntreprises: "tailles des entreprises"
        case .naturesJuridiques: "catégories juridiques (INSEE)"
        }
    }

    /// What cannot be checked or shown without a list of this kind; nil when its absence takes
    /// nothing away.
    var absence: String? {
        switch self {
        case .cpv:
            "Aucune liste du CPV\u{202F}: les codes CPV inconnus ne sont pas signalés, les libellés manquent."
        case .communes:
            "Aucune liste des communes\u{202F}: les codes de commune ne sont pas vérifiés."
        case .codesPostaux:
            """
            Aucune liste des codes postaux\u{202F}: le département d’un code postal est celui de ses \
            premiers chiffres.
            """
        case .collectivites:
            "Aucune liste de collectivités\u{202F}: noms et départements des acheteurs peuvent manquer."
        case .etablissements:
            "Aucune liste d’établissements\u{202F}: le département des titulaires n’est connu que s’il est publié."
        case .taillesEntreprises:
            "Aucune liste des tailles d’entreprises\u{202F}: la part des PME n’est pas calculée."
        default: nil
        }
    }
}
