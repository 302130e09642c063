import Columns
import Community
import Foundation

/// « Signaler une erreur, droit de réponse »: the form, and what becomes of what is sent.
enum ReportPage: Page {
    static let path = "/signaler/:genre/:id"
    static let takesForms = true
    static let isCacheable = false

    static func link(kind: String, id: String) -> Link { Link(["signaler", kind, id]) }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post else {
            return .page(context.layout.page(try document(context)))
        }
        let edition = try context.observation()
        let (kind, id, _) = try subject(context, edition)
        let form = try ReportForm(context.visit)
        try context.reports.admit(context.visit.address, at: Double(context.now.seconds))
        try context.reports.keep(
            ReportBox.Report(
                genre: kind, identifiant: id, message: form.message, nature: form.nature,
                nom: form.name, courriel: form.email,
                recu: ParisTime.machine(context.now), edition: edition.facts.id, publie: false,
                reponse: nil))
        return .seeOther(ReportThanksPage.link)
    }

    /// Whom the report is about.
    private static func subject(
        _ context: Context, _ edition: Observation
    ) throws(Problem) -> (kind: String, id: String, name: String) {
        let kind = context.argument("genre")
        let id = context.argument("id")
        let tables = edition.tables
        if kind == "acheteur", let row = tables.buyer(id) {
            return (kind, id, tables.buyers["acheteur_nom"]?.text(row) ?? id)
        }
        if kind == "titulaire", let row = tables.supplier(id) {
            return (kind, id, tables.suppliers["titulaire_nom"]?.text(row) ?? id)
        }
        throw .absent("Il n’y a ni acheteur ni titulaire de cet identifiant.")
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let (kind, id, name) = try subject(context, edition)
        let page = kind == "acheteur" ? BuyerPage.link(to: id) : SupplierPage.link(to: id)
        let content: HTML = """
            <p>À propos de <a href="\(page)">\(name)</a>. Votre message arrive à l’opérateur de \
            l’observatoire, qui corrige, transmet à la source ou publie votre réponse à côté des \
            données. Les données publiées ne sont jamais réécrites.</p>
            <form method="post" action="\(link(kind: kind, id: id))">
            <p class="champ"><label for="nature">Il s’agit</label>
            <select id="nature" name="nature"><option value="Erreur">d’une erreur à signaler</option>\
            <option value="Droit de réponse">d’un droit de réponse</option></select></p>
            <p class="champ"><label for="message">Message\
            <span class="aide">Entre 10 et 5\u{202F}000 caractères. N’y mettez pas de donnée \
            personnelle\u{202F}: un droit de réponse publié l’est tel quel.</span></label>
            <textarea id="message" name="message" required minlength="10" maxlength="5000"></textarea></p>
            <p class="champ"><label for="nom">Votre nom et votre organisme\
            <span class="aide">Facultatif, jamais publié.</span></label>
            <input type="text" id="nom" name="nom" maxlength="200" autocomplete="name"></p>
            <p class="champ"><label for="courriel">Votre courriel\
            <span class="aide">Facultatif, pour vous répondre, jamais publié.</span></label>
            <input type="email" id="courriel" name="courriel" maxlength="200" autocomplete="email"></p>
            <p class="piege" aria-hidden="true"><label for="site">Ne rien écrire ici</label>
            <input type="text" id="site" name="site" tabindex="-1" autocomplete="off"></p>
            <p><button type="submit">Envoyer</button></p>
            </form>
            <p class="petit">Voir <a href="\(LegalPage.link(.donnees))">ce qui est fait de vos \
            données</a>.</p>
            """
        return Document(
            title: "Signaler une erreur, droit de réponse",
            summary: "Écrire à l’opérateur au sujet de \(name).", content: content,
            trail: [(name, page)], isHiddenFromSearch: true)
    }

    /// What stands at the foot of a buyer's or supplier's page: published reports and the way to the
    /// form.
    static func block(_ context: Context, kind: String, id: String) -> HTML {
        var html: HTML = "<h2>Erreurs signalées, droit de réponse</h2>\n"
        for report in context.reports.published(kind, id) {
            let answer = report.reponse.map { text -> HTML in
                "<p><strong>Réponse de l’observatoire :</strong> \(text)</p>"
            }
            html += """
                <blockquote class="encart"><p><strong>\(report.nature)</strong>, le \
                \(String(report.recu.prefix(10)))</p><p>\(report.message)</p>\(answer)</blockquote>

                """
        }
        html += """
            <p><a class="bouton second" href="\(link(kind: kind, id: id))">Signaler une erreur, droit \
            de réponse</a></p>

            """
        return html
    }
}

/// What is said after a report was sent.
enum ReportThanksPage: Page {
    static let path = "/signaler/merci"
    static let link = Link(["signaler", "merci"])

    static func document(_ context: Context) throws -> Document {
        Document(
            title: "Message reçu", summary: "Votre signalement est arrivé.",
            content: """
                <p>Merci. Votre message est arrivé chez l’opérateur de l’observatoire. S’il s’agit \
                d’un droit de réponse, il paraîtra sur la page concernée une fois lu.</p>
                <p><a href="\(HomePage.link)">Revenir à l’accueil</a></p>
                """, isHiddenFromSearch: true)
    }
}
