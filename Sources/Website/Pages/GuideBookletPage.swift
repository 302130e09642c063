import Law
import Procurement
import Tools

/// The guide as a booklet to print: what was read in its source, then the rest apart.
enum GuideBookletPage: Page {
    static let isTool = true
    static let path = "/guide/livret"
    static let isCacheable = false

    static func link(_ items: [(String, String)] = []) -> Link {
        Link(["guide", "livret"], query: items)
    }

    static func document(_ context: Context) throws -> Document {
        let query = GuideQuery(context)
        if let problem = query.problem { throw problem }
        let standings = query.asked.standings(context.law)
        let confirmed = standings.filter(\.isConfirmed)
        var content: HTML = """
            <p class="chapo">Au \(FrenchNumber.day(query.asked.day)). \
            \(ObligationText.scope(query.asked))</p>
            <p class="petit agir">Imprimez cette page depuis votre navigateur, ou \
            <a href="\(GuidePage.link(query.items()))">changez les filtres</a>.</p>
            <p class="petit">\(ToolAnswer.notice) Là où la sanction ou le recours n’est pas connu, rien \
            n’est écrit.</p>

            """
        for phase in ContractPhase.allCases {
            let here = confirmed.filter { $0.obligation.phase == phase }
            if here.isEmpty { continue }
            content += "<h2>\(phase.label)</h2>\n"
            for standing in here {
                content +=
                    "<h3>\(standing.obligation.title)</h3>\n<p>\(standing.obligation.text)</p>\n"
                content += Blocks.sheet(
                    ObligationText.facts(standing)
                        .filter { $0.term != "Ce qui est dû" && $0.term != "Moment" }
                        .map { (term: $0.term, note: nil, value: HTML(text: $0.text)) })
            }
        }
        content += apart("Selon le cas", standings.filter { $0.openCondition != nil })
        content += apart("À confirmer", standings.filter(\.isToConfirm))
        return Document(
            title: "Livret des obligations des donneurs d’ordre publics",
            summary: "Le guide des obligations, à imprimer.", content: content, section: .outils,
            trail: [
                ("Outils", ToolListPage.link), ("Guide des obligations", GuidePage.link()),
            ])
    }

    private static func apart(_ title: String, _ standings: [ObligationStanding]) -> HTML {
        guard !standings.isEmpty else { return HTML() }
        return Blocks.table(
            title, heads: ["Obligation", "Ce qui est dû", "Article"],
            rows: standings.map { standing in
                let obligation = standing.obligation
                let condition = standing.openCondition.map { text -> HTML in
                    "<br><small class=\"petit\">Selon\u{202F}: \(text)</small>"
                }
                return [
                    "\(obligation.title) \(GuideObligationPage.label(obligation))",
                    "\(obligation.text)\(condition)", HTML(text: obligation.article),
                ]
            }
        ).headed(title)
    }
}

extension HTML {
    /// Under a heading of the second level.
    fileprivate func headed(_ title: String) -> HTML { "<h2>\(title)</h2>\n\(self)" }
}
