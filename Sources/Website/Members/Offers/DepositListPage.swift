import Community

/// « Déposer une offre »: for whom, and what was already sent.
enum DepositListPage: FormPage {
    static let path = "/consultations/:cle/deposer"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour une entreprise"

    static func link(_ call: Offers.Call) -> Link { Link(["consultations", call.key, "deposer"]) }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        let call = visit.call
        let acting = visit.members.acting
        var sections = HTML()
        for siret in visit.companies {
            let deposits = try visit.offers.deposits(of: siret, for: call, acting)
            let rows = deposits.map { deposit -> [HTML] in
                [
                    "<a href=\"\(DepositPage.link(call, deposit.key))\">\(deposit.number.map { "Dépôt n°\u{A0}\($0)" } ?? "Dépôt en cours")</a>",
                    HTML(text: OfferText.state(deposit)),
                    deposit.ended.map { OfferText.html($0.wall) } ?? HTML(text: "pas encore"),
                    HTML(text: French.count(deposit.files.count, "fichier")),
                ]
            }
            let list: HTML? =
                rows.isEmpty
                ? nil
                : Blocks.table(
                    "Dépôts de \(siret)", heads: ["Dépôt", "État", "Fin de l’envoi", "Fichiers"],
                    rows: rows)
            let isUnderWay = deposits.contains { $0.state == .underWay }
            let hasOne = deposits.contains { $0.state == .received }
            let label =
                isUnderWay
                ? "Reprendre le dépôt en cours"
                : hasOne ? "Remplacer mon offre par une nouvelle" : "Commencer mon dépôt"
            let start: HTML? =
                call.isReceiving
                ? context.button(link(call), label, fields: [("siret", siret)]) : nil
            sections += "<h2>Entreprise \(siret)</h2>\n\(list)\(start)"
        }
        if visit.companies.isEmpty {
            sections += """
                <p class="encart">Vous n’agissez encore pour aucune entreprise. <a \
                href="\(AttachmentPage.link)">Demandez à agir pour votre SIRET</a>\u{202F}: l’administration \
                vérifie, puis vous revenez ici.</p>

                """
        }
        return Document(
            title: "Déposer une offre",
            summary: "Envoyer les fichiers d’une offre, scellés dès leur arrivée.",
            content: """
                \(context.faultSummary)<p class="chapo">Vos fichiers sont chiffrés à mesure qu’ils arrivent. Personne \
                ne peut les lire avant l’ouverture, qui a lieu après l’heure limite.</p>
                \(closing(call, at: acting.now))\(sections)
                """, section: .observatoire, kind: call.object, trail: visit.trail(),
            isHiddenFromSearch: true)
    }

    /// The closing and what is left before it.
    static func closing(_ call: Offers.Call, at now: Moment) -> HTML? {
        guard let closing = call.closing else { return nil }
        let left = closing.since(now)
        let note: HTML =
            left >= 0
            ? "Il reste <strong>\(OfferText.left(left))</strong>."
            : "<strong>L’heure limite est passée</strong>\u{202F}: un dépôt serait reçu, gardé scellé et marqué hors délai."
        return """
            <p>Heure limite\u{202F}: <strong>\(OfferText.html(closing))</strong>, heure de Paris. \(note) C’est la fin \
            de l’envoi qui compte.</p>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try context.offerVisit()
        let siret = form["siret"]
        guard visit.companies.contains(siret) else {
            throw CommunityRefusal.forbidden("Vous n’agissez pas pour cette entreprise.")
        }
        let key = try visit.offers.begin(
            siret, for: visit.call, at: visit.members.time, visit.members.acting)
        return DepositPage.link(visit.call, key)
    }

    /// The deposits of one's companies, on one's account.
    static func block(_ context: Context, _ members: Members, _ person: Person) throws -> HTML? {
        let companies = members.visitor.agencies.filter { !$0.isBuyer }.map(\.siret)
        guard !companies.isEmpty else { return nil }
        let items = try members.store.offers.deposits(of: companies).prefix(20).map {
            item -> HTML in
            """
            <li><a href="\(DepositPage.link(item.call, item.deposit.key))">\(item.call.object)</a>\u{202F}: \
            \(OfferText.state(item.deposit))</li>

            """
        }
        guard !items.isEmpty else { return nil }
        return "<h2>Vos dépôts d’offres</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }
}
