/// An entry of the main navigation.
enum Section: String, CaseIterable, Sendable {
    case accueil, explorer, indicateurs, qualite, territoires, entreprises, outils, editions
    case methode
    case observatoire, publications, rencontres

    /// Whether it is served with the community only.
    var isCommunity: Bool {
        switch self {
        case .observatoire, .publications, .rencontres: true
        default: false
        }
    }

    /// As written in the navigation.
    var label: String {
        switch self {
        case .accueil: "Accueil"
        case .explorer: "Explorer"
        case .indicateurs: "Indicateurs"
        case .qualite: "Qualité"
        case .territoires: "Territoires"
        case .entreprises: "Entreprises"
        case .outils: "Outils"
        case .editions: "Éditions"
        case .methode: "Méthode"
        case .observatoire: "L’observatoire"
        case .publications: "Publications"
        case .rencontres: "Rencontres"
        }
    }

    /// Where it leads.
    var link: Link {
        switch self {
        case .accueil: HomePage.link
        case .explorer: ExplorerPage.link()
        case .indicateurs: IndicatorListPage.link
        case .qualite: QualityPage.link
        case .territoires: TerritoryListPage.link
        case .entreprises: CompaniesPage.link
        case .outils: ToolListPage.link
        case .editions: EditionListPage.link
        case .methode: MethodPage.link
        case .observatoire: ObservatoryPage.link
        case .publications: PublicationListPage.link
        case .rencontres: EventListPage.link
        }
    }
}
