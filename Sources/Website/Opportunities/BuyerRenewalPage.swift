import Columns
import Editions
import Indicators
import Law
import Procurement

/// What a buyer will have to renew, and which neighbours renew the like in the same quarter.
enum BuyerRenewalPage: Page {
    static let path = "/renouvellements/acheteur/:id"
    // The window is counted from today.
    static let isCacheable = false
    /// Neighbours' contracts shown for each purchase.
    static let mostOthers = 10

    /// The page of a buyer.
    static func link(to id: String, _ query: [(String, String)] = []) -> Link {
        Link(["renouvellements", "acheteur", id], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let id = context.argument("id")
        guard let row = edition.tables.buyer(id) else {
            throw Problem.absent(
                "L’édition \(edition.facts.id) ne connaît pas d’acheteur «\u{202F}\(Problem.shortened(id))\u{202F}»."
            )
        }
        let name = edition.tables.buyers["acheteur_nom"].flatMap { CellText.shown($0, row) } ?? id
        var visit = context.visit
        // The radius is that of neighbours, counted from the buyer's own places.
        let radius = Double(try visit.integer("rayon", in: 1...2_000, default: 50))
        visit.query.removeAll { ["autour", "rayon"].contains($0.key) }
        let query = try RenewalQuery(
            visit, edition: edition, today: context.today, extra: [("acheteur_id", id)])
        let answer = try edition.opportunities.renewals(query.shown())
        var maker = RenewalLines(edition: edition, law: context.law, day: query.day)
        let lines = maker.lines(answer)
        var neighbours = RenewalNeighbours.Question(buyer: id, ends: query.question.ends)
        neighbours.radius = radius
        let groups = try edition.opportunities.neighbours(neighbours).groups

        let ends = query.question.ends
        var content: HTML = """
            <p class="chapo">Commencer le sourçage maintenant\u{202F}: ce qui prend fin du \
            \(French.day(ends.lowerBound)) au \(French.day(ends.upperBound)), compté depuis \(query.dayText).</p>
            \(form(id, query, radius))<h2>Ses contrats qui prennent fin</h2>

            """
        if lines.isEmpty {
            content += nothing(id, answer)
        } else {
            content += "<p>\(Blocks.contracts(answer.total)).</p>\n"
            content += RenewalTable(
                edition: edition, day: query.day,
                caption: "Contrats de l’acheteur qui prennent fin",
                showsBuyer: false
            ).html(lines)
            content += """
                <p><a href="\(RenewalPage.link([("acheteur_id", id)] + query.items))">Tous, à filtrer et \
                exporter</a></p>

                """
        }
        content += follow(id, query, context)
        content += proposals(groups, edition, radius, &maker)
        content += RenewalText.uncertainty(edition)
        return Document(
            title: "Renouvellements à venir\u{202F}: \(name)",
            summary:
                "Contrats de \(name) qui prennent fin, et voisins qui renouvellent la même chose.",
            content: content, section: .explorer, kind: "Acheteur",
            trail: [
                ("Renouvellements", RenewalPage.link()), (name, BuyerPage.link(to: id)),
            ],
            isHiddenFromSearch: !context.visit.query.isEmpty)
    }

    private static func form(_ id: String, _ query: RenewalQuery, _ radius: Double) -> HTML {
        let day = query.items.last { $0.0 == "jour" }?.1 ?? ""
        return """
            <form class="carte" action="\(link(to: id))" method="get" aria-label="Changer la fenêtre">
            <div class="champs">
            \(RenewalForm.field("debut", "Fin dans au moins, en mois", "Six d’ordinaire.", String(query.months.lowerBound), kind: "number"))\
            \(RenewalForm.field("fin", "Fin dans au plus, en mois", "Dix-huit d’ordinaire.", String(query.months.upperBound), kind: "number"))\
            \(RenewalForm.field("rayon", "Voisins à, en kilomètres", "Cinquante d’ordinaire.", String(Int(radius)), kind: "number"))\
            \(RenewalForm.field("jour", "Compter depuis le", "Comme 2027-01-31. Vide\u{202F}: aujourd’hui.", day))
            </div>
            \(Blocks.keptEdition)<p class="agir"><button type="submit">Montrer</button></p>
            </form>

            """
    }

    private static func follow(_ id: String, _ query: RenewalQuery, _ context: Context) -> HTML {
        let items = [("acheteur_id", id)] + query.items.filter { $0.0 != "rayon" }
        let alert: HTML? =
            context.hasCommunity
            ? """
            <a class="bouton" href="\(AlertNewPage.link(
                source: RenewalSource.name, query: Link.query(items)))">Suivre les renouvellements de cet acheteur</a>

            """ : nil
        return """
            <p class="boutons">\(alert)<a class="bouton second" href="\(RenewalFeed.link(items))">Flux Atom</a></p>

            """
    }

    private static func nothing(_ id: String, _ answer: RenewalRadar.Answer) -> HTML {
        """
        <div class="encart"><p>Aucun contrat connu de cet acheteur ne prend fin dans cette fenêtre\
        \u{202F}; \(Blocks.contracts(answer.endUnknown)) sans fin connue. \
        <a href="\(link(to: id, [("jour", "edition")]))">Compter depuis le jour de référence de \
        l’édition</a>.</p></div>

        """
    }

    private static func proposals(
        _ groups: [RenewalNeighbours.Group], _ edition: Observation, _ radius: Double,
        _ maker: inout RenewalLines
    ) -> HTML {
        var html: HTML = """
            <h2>Acheter ensemble\u{202F}?</h2>
            <p>Des acheteurs à \(French.decimal(radius, decimals: 0))\u{202F}km au plus (ou du même département, \
            quand un lieu est inconnu) ont un contrat de la même classe CPV qui prend fin le même trimestre, d’après \
            les données publiées. Un groupement de commandes reste à discuter\u{202F}: besoins, calendrier et lots \
            peuvent différer, et un achat groupé peut écarter de petites entreprises.</p>

            """
        if groups.isEmpty { return html + "<p>Aucun voisin de ce genre dans cette édition.</p>\n" }
        for group in groups {
            let quarter = group.quarter
            html += """
                <h3>\(edition.answers.label("cpv", group.cpv)), \
                \(ordinal(quarter.number)) trimestre \(String(quarter.year))</h3>
                <p>\(French.count(group.own.count, "contrat")) de l’acheteur\u{202F}; \
                \(French.count(group.others.count, "contrat")) de \(French.count(group.buyers, "voisin")).</p>

                """
            let lines = group.others.prefix(mostOthers).compactMap { other -> RenewalLine? in
                guard let end = edition.tables.contracts["dateFin"]?.integer(other.row) else {
                    return nil
                }
                return maker.line(
                    other.row, end: Day(number: Int32(clamping: end)), other.distance)
            }
            html += table(lines, edition, group)
        }
        return html
    }

    private static func table(
        _ lines: [RenewalLine], _ edition: Observation, _ group: RenewalNeighbours.Group
    ) -> HTML {
        let contracts = edition.tables.contracts
        let caption =
            "Voisins\u{202F}: \(edition.answers.label("cpv", group.cpv)), "
            + "\(ordinal(group.quarter.number)) trimestre \(group.quarter.year)"
        return Blocks.table(
            caption, heads: ["Acheteur", "Objet", "Fin attendue", "Distance"],
            rows: lines.map { line in
                let id = contracts["acheteur_id"]?.text(line.row) ?? ""
                let object = contracts["objet"]?.text(line.row) ?? "Objet inconnu"
                return [
                    "<a href=\"\(BuyerPage.link(to: id))\">\(contracts["acheteur_nom"]?.text(line.row) ?? id)</a>",
                    "<a href=\"\(ContractPage.link(to: line.key))\">\(ContractTable.shortened(object))</a>",
                    HTML(text: French.day(line.end)),
                    Blocks.value(line.distance.map { RenewalLine.kilometres($0) }),
                ]
            }, isCaptionHidden: true)
            + (group.others.count > lines.count
                ? "<p class=\"petit\">Les \(French.integer(lines.count)) plus proches.</p>\n"
                : HTML())
    }

    private static func ordinal(_ number: Int) -> String { number == 1 ? "1er" : "\(number)e" }
}
