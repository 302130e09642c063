import Community

/// « L’observatoire »: the door to the assembly, the charter, the groups, the news.
enum ObservatoryPage: CommunityPage {
    static let path = "/observatoire"
    static let link = Link(["observatoire"])

    /// What stands on the page, in order: one block per part of the community.
    static let blocks: [@Sendable (Context, Members) throws -> HTML?] = [
        NewsListPage.block, GroupListPage.block, AssemblyPage.block, CharterPage.block,
        EventBlocks.coming, InnovationListPage.block, PlanListPage.block,
        ConsultationListPage.block, PublicationListPage.block, DossierListPage.door,
    ]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        var content: HTML = """
            <p class="chapo">L’observatoire réunit autour d’une table acheteurs publics, représentants des \
            entreprises, partenaires et universitaires. Voici qui y prend part, ce qu’ils ont promis, ce \
            que font les groupes de travail et ce qui en est sorti.</p>

            """
        for block in blocks { if let html = try block(context, members) { content += html } }
        return Document(
            title: "L’observatoire",
            summary: "Assemblée, charte, groupes de travail et actualités.",
            content: content, section: .observatoire)
    }
}
