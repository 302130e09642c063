import Community
import Procurement

/// One call: what it asks, until when, where to answer, and what became of it.
enum NoticePage: Page {
    static let path = "/marches-ouverts/:avis"
    static let isCacheable = false

    /// The page of a notice.
    static func link(to number: String) -> Link { Link(["marches-ouverts", number]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let rows = NoticeRows(edition)
        let number = context.argument("avis")
        guard let row = rows.row(of: number) else {
            throw Problem.absent(
                "Il n’y a pas d’avis «\u{202F}\(Problem.shortened(number))\u{202F}» dans cette édition."
            )
        }
        let call = Int(rows.integer("appel", row) ?? Int64(row))
        var content = state(rows, call, context.now)
        if call != row {
            let other = rows.text("avis", call) ?? ""
            content += """
                <p>Cet avis est la suite de l’<a href="\(link(to: other))">avis \(other)</a>.</p>

                """
        }
        content += actions(rows, row, call, edition, context)
        content += sheet(rows, row, edition)
        content += lots(rows, row, call, context)
        content += history(rows, call, current: row)
        content += NoticeFreshness(edition, context).html(at: context.now)
        return Document(
            title: rows.title(row), summary: "Avis \(number) du BOAMP.", content: content,
            section: .entreprises, kind: rows.text("nature", row) ?? "Avis",
            trail: [("Entreprises", CompaniesPage.link), ("Marchés ouverts", OpenCallsPage.link())])
    }

    /// Whether one can still answer, in one sentence.
    private static func state(_ rows: NoticeRows, _ call: Int, _ now: Moment) -> HTML {
        let deadline = rows.deadline(call)
        if let closing = rows.text("cloture", call) {
            return """
                <p class="encart avis"><strong>\(closing).</strong> \
                \(closing == "Annulé" ? "Cette consultation a été annulée." : "Un résultat a été publié\u{202F}: il n’est plus temps de répondre.")</p>

                """
        }
        guard let deadline else {
            return "<p class=\"note\">La date limite de réponse n’est pas connue.</p>\n"
        }
        let isOpen = deadline.seconds > now.seconds
        let hour: HTML? =
            deadline.hasHour
            ? nil : " L’heure n’est pas publiée\u{202F}: voyez le profil d’acheteur."
        let corrected: HTML? =
            rows.integer("rectificatifs", call) ?? 0 > 0
            ? " Date de l’avis rectificatif quand il en donne une." : nil
        return """
            <p class="encart">\(isOpen ? "Répondre avant le" : "La date limite est passée\u{202F}:") \
            <strong>\(OpenCallsPage.deadline(deadline))</strong>\
            \(deadline.hasHour ? " (heure de Paris)" : "").\(hour)\(corrected)</p>

            """
    }

    private static func actions(
        _ rows: NoticeRows, _ row: Int, _ call: Int, _ edition: Observation, _ context: Context
    ) -> HTML {
        var items: [HTML] = []
        // Addresses were checked when read (http or https, a named host): they are written as they are.
        let profile = rows.text("profilAcheteur", row) ?? rows.text("profilAcheteur", call)
        if let profile {
            items.append(
                "<a class=\"bouton second\" href=\"\(profile)\" rel=\"external noopener nofollow\">Profil d’acheteur\u{202F}: dossier et dépôt des offres</a>\n"
            )
        }
        if let notice = rows.text("adresseAvis", row) {
            items.append(
                "<a class=\"bouton second\" href=\"\(notice)\" rel=\"external noopener\">L’avis sur le BOAMP</a>\n"
            )
        }
        if context.hasCommunity, !isOver(rows, call, context) {
            items.insert(
                "<a class=\"bouton\" href=\"\(application(rows, row, call))\">Préparer ma candidature</a>\n",
                at: 0)
        }
        if context.hasCommunity, rows.text("cloture", call) == nil {
            let number = rows.text("avis", call) ?? ""
            items.append(
                """
                <a class="bouton second" href="\(AlertNewPage.link(
                    source: NoticeSource.name, query: Link.query([("numero", number)])))">Suivre cet avis</a>

                """)
        }
        return items.isEmpty ? HTML() : "<p class=\"boutons\">\(items)</p>\n"
    }

    private static func isOver(_ rows: NoticeRows, _ call: Int, _ context: Context) -> Bool {
        rows.text("cloture", call) != nil
            || rows.deadline(call).map { $0.seconds <= context.now.seconds } ?? false
    }

    /// The application to a call, whose buyer, object, number and address are not typed.
    private static func application(
        _ rows: NoticeRows, _ row: Int, _ call: Int, lot: String = ""
    ) -> Link {
        func text(_ name: String) -> String { rows.text(name, row) ?? rows.text(name, call) ?? "" }
        let profile = text("profilAcheteur")
        return CandidaturePage.link(
            buyer: text("acheteur_nom"), siret: text("acheteur_id"), object: rows.title(row),
            lots: lot, reference: "BOAMP \(rows.text("avis", call) ?? text("avis"))",
            page: profile.isEmpty ? text("adresseAvis") : profile)
    }

    private static func sheet(_ rows: NoticeRows, _ row: Int, _ edition: Observation) -> HTML {
        func value(_ name: String) -> HTML { Blocks.value(rows.text(name, row)) }
        var items: [(term: String, note: String?, value: HTML)] = [
            ("Acheteur", nil, buyer(rows, row, edition)),
            ("Lieu", nil, Blocks.value(OpenCallsPage.place(rows, row))),
            ("Type de marché", nil, value("type")), ("Procédure", nil, value("procedure")),
            ("Codes CPV", nil, value("codesCPV")),
            ("Descripteurs", "du BOAMP", value("descripteurs")),
            (
                "Valeur estimée", "hors taxes",
                rows.integer("valeurEstimee_centimes", row).map { Blocks.amount($0) }
                    ?? Blocks.value(nil)
            ),
            (
                "Critères d’attribution", "avec leur poids publié",
                Blocks.value(rows.text("criteres", row)?.typesetInFrench)
            ),
            (
                "Parution", nil,
                Blocks.value(rows.day("dateParution", row).map { French.day($0) })
            ),
            ("Numéro d’avis", nil, value("avis")), ("État de l’avis", nil, value("etat")),
        ]
        if let words = rows.text("considerations", row) {
            items.append(("Critères annoncés", nil, HTML(text: words)))
        }
        if let codes = rows.text("constats", row)?.split(separator: " "), !codes.isEmpty {
            let titles = codes.compactMap { NoticeRule.named(String($0))?.title }
            items.append(
                (
                    "Constats", "sur les données de l’avis",
                    HTML(text: titles.joined(separator: ", "))
                ))
        }
        return Blocks.sheet(items)
    }

    private static func buyer(_ rows: NoticeRows, _ row: Int, _ edition: Observation) -> HTML {
        let name = rows.text("acheteur_nom", row)
        guard let id = rows.text("acheteur_id", row) else { return Blocks.value(name) }
        guard edition.tables.buyer(id) != nil else {
            return "\(Blocks.value(name)) (SIRET \(id))"
        }
        return "<a href=\"\(BuyerPage.link(to: id))\">\(name ?? id)</a> (SIRET \(id))"
    }

    private static func lots(
        _ rows: NoticeRows, _ row: Int, _ call: Int, _ context: Context
    ) -> HTML {
        guard let count = rows.integer("lots", row), count > 1,
            let titles = rows.text("lots_intitules", row)
        else { return HTML() }
        let isOpen = context.hasCommunity && !isOver(rows, call, context)
        let items = titles.split(separator: ";").map { title -> HTML in
            let shown = title.drop { $0 == " " }
            let apply: HTML? =
                isOpen
                ? " · <a href=\"\(application(rows, row, call, lot: String(shown)))\">candidater à ce lot</a>"
                : nil
            return "<li>\(String(shown).typesetInFrench)\(apply)</li>\n"
        }
        return "<h2>\(French.count(Int(count), "lot"))</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static func history(_ rows: NoticeRows, _ call: Int, current: Int) -> HTML {
        let all = rows.history(of: call)
        guard all.count > 1 else { return HTML() }
        let items = all.map { row -> HTML in
            let number = rows.text("avis", row) ?? ""
            let day = rows.day("dateParution", row).map { French.day($0) } ?? "Jour inconnu"
            let nature = rows.text("nature", row) ?? "Avis"
            let state = rows.text("etat", row).map { $0 == "Initial" ? "" : ", \($0.lowercased())" }
            let deadline: HTML? =
                row == call
                ? rows.integer("limite_initiale_secondes", row).map {
                    ", date limite d’origine \(ParisTime.html(Moment(seconds: $0)))"
                }
                : rows.deadline(row).map { ", date limite \(OpenCallsPage.deadline($0))" }
            let name: HTML =
                row == current
                ? "avis \(number) (cette page)"
                : "<a href=\"\(link(to: number))\">avis \(number)</a>"
            return
                "<li><strong>\(day)</strong>\u{202F}: \(nature)\(state), \(name)\(deadline)</li>\n"
        }
        return "<h2>Histoire</h2>\n<ol class=\"frise\">\n\(items)</ol>\n"
    }
}
