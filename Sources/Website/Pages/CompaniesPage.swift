/// « Entreprises »: what is coming, and how to answer it.
enum CompaniesPage: Page {
    static let path = "/entreprises"
    static let link = Link(["entreprises"])

    static func document(_ context: Context) throws -> Document {
        var find: [(Link, String, String)] = [
            (
                OpenCallsPage.link(), "Marchés ouverts",
                "Les appels auxquels il est encore temps de répondre."
            ),
            (
                RenewalPage.link(), "Renouvellements à venir",
                "Les contrats qui prennent fin, et quand leur successeur devrait être annoncé."
            ),
            (
                MarketPage.link(), "Du métier au marché",
                "Un SIRET suffit\u{202F}: qui achète ce que vous faites, près de vous, à quelle taille."
            ),
        ]
        var answer: [(Link, String, String)] = [
            (DumePage.link, "DUME", "Lire ce qu’un acheteur demande, et préparer la réponse."),
            (
                GuidePage.link(), "Guide des obligations",
                "Ce que les acheteurs vous doivent, avec l’article et le courrier."
            ),
            (
                ToolListPage.link, "Outils",
                "Intérêts de retard, avances, ce qu’on peut vous demander."
            ),
        ]
        if context.hasCommunity {
            find.append(
                (
                    PlanListPage.link, "Projets d’achat",
                    "Ce que les acheteurs prévoient\u{202F}: suivez, demandez, faites-vous connaître."
                ))
            find.append(
                (
                    AlertListPage.link, "Mes alertes",
                    "Une sélection suivie par courriel ou flux Atom."
                ))
            answer.insert(
                (
                    DossierListPage.link, "Dossier d’entreprise",
                    "Dites-le une fois\u{202F}: DC1, DC2, DC4 et DUME se remplissent seuls."
                ), at: 0)
            answer.insert(
                (
                    CandidaturePage.link, "Préparer une candidature",
                    "Pour n’importe quel appel, d’ici ou d’ailleurs, à partir du dossier."
                ),
                at: 1)
            if context.settings.allowsConsultations {
                answer.insert(
                    (
                        ConsultationListPage.link, "Consultations simplifiées",
                        "Demandes de devis en ligne, offres scellées jusqu’à la date limite."
                    ), at: 2)
            }
        }
        return Document(
            title: "Entreprises",
            summary: "Ce qui s’achète près de vous, et comment y répondre sans tout redire.",
            content: """
                <p class="chapo">Ce qui s’achète, ce qui va s’acheter, et comment y répondre sans rien taper \
                deux fois.</p>
                <h2>Trouver</h2>
                \(cards(find))<h2>Répondre</h2>
                \(cards(answer))
                """, section: .entreprises)
    }

    private static func cards(_ doors: [(Link, String, String)]) -> HTML {
        let items = doors.map { link, title, text -> HTML in
            "<li><a href=\"\(link)\">\(title)</a><p>\(text)</p></li>\n"
        }
        return "<ul class=\"cartes larges\">\n\(items)</ul>\n"
    }
}
