import Columns
import Community
import Procurement

/// « Marchés ouverts »: the calls one can still answer.
enum OpenCallsPage: Page {
    static let path = "/marches-ouverts"
    // What is open depends on the moment.
    static let isCacheable = false
    private static let pageSize = 30

    /// The page, filtered.
    static func link(_ query: [(String, String)] = []) -> Link {
        Link(["marches-ouverts"], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let visit = context.visit
        let query = try NoticeQuery(visit.query, now: context.now, in: edition)
        let rows = NoticeRows(edition)
        let answer = rows.found(query)
        let found = answer.rows
        let page = try visit.integer("page", in: 1...10_000, default: 1)
        let first = min((page - 1) * pageSize, found.count)
        let shown = found[first..<min(first + pageSize, found.count)]
        var content: HTML = """
            <p class="chapo">Les appels à la concurrence auxquels il est encore temps de répondre, \
            d’après le Bulletin officiel des annonces des marchés publics, rectificatifs et annulations \
            appliqués. Les offres se déposent sur le profil de l’acheteur, jamais ici.</p>

            """
        content += NoticeFreshness(edition, context).html(at: context.now)
        content += OpenCallsForm(visit: visit, query: query, edition: edition).html
        let what = query.isAll ? "avis d’appel" : "appel ouvert"
        let plural = query.isAll ? "avis d’appel" : "appels ouverts"
        content += """
            <h2>\(French.count(found.count, what, plural))</h2>
            <p class="petit">\(query.isAll ? "Tous les avis lus, clos compris" : "Date limite après le")\
            \(query.isAll ? HTML() : " \(ParisTime.html(query.moment))"). Heures de Paris.\(leftOut(answer, query))</p>

            """
        if shown.isEmpty {
            content += """
                <p>Aucun appel ne répond à ces filtres. <a href="\(link())">Effacez-les</a>, ou voyez les \
                <a href="\(RenewalPage.link())">contrats à renouveler</a>, qui annoncent les appels à venir.</p>

                """
        } else {
            content += table(rows, shown, around: query.around?.point)
        }
        content += paging(visit, page: page, total: found.count)
        content += exports(visit, hasAccounts: context.hasCommunity)
        return Document(
            title: "Marchés ouverts",
            summary: "\(French.count(found.count, what, plural)), par métier, lieu et date limite.",
            content: content, section: .entreprises, trail: [("Entreprises", CompaniesPage.link)],
            isHiddenFromSearch: !visit.query.isEmpty,
            head: """
                <link rel="alternate" type="application/atom+xml" title="Marchés ouverts" \
                href="\(OpenCallsFeed.link(filters(visit)))">

                """)
    }

    /// The filters of an address, without what only chooses a page.
    static func filters(_ visit: Visit) -> [(String, String)] {
        visit.query.filter { NoticeQuery.keys.contains($0.key) }.map { ($0.key, $0.value) }
    }

    /// What the answer leaves out because the notices do not say it.
    private static func leftOut(_ found: NoticeRows.Found, _ query: NoticeQuery) -> HTML {
        var notes: [String] = []
        if found.withoutCPV > 0 {
            notes.append(
                "\(French.count(found.withoutCPV, "appel")) de plus sans code CPV publié\u{202F}: cherchez par "
                    + "descripteur ou par mots")
        }
        if found.withoutDeadline > 0 {
            notes.append(
                "\(French.count(found.withoutDeadline, "appel")) des 90 derniers jours sans date limite connue, "
                    + "non montrés")
        }
        if found.placeUnknown > 0 {
            notes.append(
                "\(French.count(found.placeUnknown, "appel")) de plus au lieu inconnu, hors du rayon"
            )
        }
        guard !notes.isEmpty else { return HTML() }
        return "<br>\(notes.joined(separator: "\u{202F}; "))."
    }

    /// A distance; « environ » when the department alone is known.
    static func kilometres(_ distance: (kilometres: Double, isRough: Bool)) -> String {
        if distance.isRough, distance.kilometres < 0.5 { return "même département" }
        return (distance.isRough ? "environ " : "")
            + French.decimal(distance.kilometres, decimals: 0) + "\u{202F}km"
    }

    private static func table(
        _ rows: NoticeRows, _ shown: ArraySlice<Int>, around: GeoPoint?
    ) -> HTML {
        Blocks.table(
            "Appels, la date limite la plus proche d’abord",
            heads: ["Objet", "Acheteur", "Lieu", "Type", "Date limite"]
                + (around == nil ? [] : ["Distance"]),
            rows: shown.map { row in
                let number = rows.text("avis", row) ?? ""
                let corrected = rows.integer("rectificatifs", row) ?? 0
                let badge: HTML? =
                    corrected > 0 ? " <span class=\"etiquette\">rectifié</span>" : nil
                let closing: HTML? = rows.text("cloture", row).map {
                    " <span class=\"etiquette\">\($0.lowercased())</span>"
                }
                return [
                    "<a href=\"\(NoticePage.link(to: number))\">\(rows.title(row))</a>\(badge)\(closing)",
                    Blocks.value(rows.text("acheteur_nom", row)),
                    Blocks.value(place(rows, row)), Blocks.value(rows.text("type", row)),
                    deadline(rows.deadline(row)),
                ]
                    + (around.map { point -> [HTML] in
                        [Blocks.value(rows.distance(row, from: point).map { kilometres($0) })]
                    } ?? [])
            }, isCaptionHidden: true)
    }

    /// The departments by name.
    static func place(_ rows: NoticeRows, _ row: Int) -> String? {
        guard let codes = rows.text("departements", row)?.split(separator: " ") else { return nil }
        let names = codes.prefix(3).map { code in
            Territory.department(code).map { "\($0.name) (\(code))" } ?? String(code)
        }
        let more = codes.count > 3 ? [" et \(codes.count - 3) autres"] : []
        return (names.joined(separator: ", ")) + more.joined()
    }

    /// A deadline; the day alone when the hour is not published.
    static func deadline(_ deadline: NoticeDeadline?) -> HTML {
        guard let deadline else { return Blocks.value(nil) }
        let moment = Moment(seconds: deadline.seconds)
        if deadline.hasHour { return ParisTime.html(moment) }
        return "<time datetime=\"\(deadline.day.description)\">\(French.day(deadline.day))</time>"
    }

    private static func paging(_ visit: Visit, page: Int, total: Int) -> HTML {
        Blocks.paging(page: page, last: Blocks.lastPage(total, by: pageSize)) { page in
            link(filters(visit) + (page > 1 ? [("page", String(page))] : []))
        }
    }

    private static func exports(_ visit: Visit, hasAccounts: Bool) -> HTML {
        let query = filters(visit)
        let alert: HTML? =
            hasAccounts
            ? """
            <a class="bouton" href="\(AlertNewPage.link(source: NoticeSource.name, query: Link.query(query)))">\
            Suivre cette sélection</a>

            """ : nil
        return """
            <h2>Suivre et réutiliser</h2>
            <p class="boutons">\(alert)<a class="bouton second" href="\(OpenCallsFeed.link(query))">Flux Atom</a>
            <a class="bouton second" href="\(NoticesEndpoint.link(query, format: "csv"))">Export CSV</a>
            <a class="bouton second" href="\(NoticesEndpoint.link(query, format: "json"))">JSON</a></p>
            <p class="petit">Source\u{202F}: BOAMP, Direction de l’information légale et \
            administrative, Licence Ouverte 2.0.</p>

            """
    }
}
