import Community
import Procurement

/// « Consultations »: those that are open, then the others; a buyer's own, drafts included.
enum ConsultationListPage: CommunityPage {
    static let path = "/consultations"
    static let link = Link(["consultations"])

    static var trail: [(label: String, link: Link)] {
        [("L’observatoire", ObservatoryPage.link), ("Consultations", link)]
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let now = members.acting.now
        let query = try query(context.visit.query)
        let every = try members.store.consultations.published(at: now)
        let all = every.filter(query.admits)
        let open = all.filter { $0.takesOffers(at: now) }
        let others = all.filter { !$0.takesOffers(at: now) }
        let past: HTML? =
            others.isEmpty ? nil : "<h2>Closes</h2>\n\(cards(others, at: now))"
        return Document(
            title: "Consultations simplifiées",
            summary:
                "Les demandes de devis d’acheteurs publics, ouvertes à toutes les entreprises.",
            content: """
                <p class="chapo">Des acheteurs publics demandent ici des devis pour de petits achats, que la loi \
                dispense de passer par un profil d’acheteur. Tout le monde les lit\u{202F}; questions et réponses \
                sont publiques.</p>
                \(state(context))\(try own(context, members))\
                \(every.isEmpty ? nil : form(query))\
                <h2>Ouvertes</h2>
                \(open.isEmpty ? none(query) : cards(open, at: now))\(past)\
                <h2>Suivre</h2>
                <p class="boutons"><a class="bouton" href="\(AlertNewPage.link(
                    source: ConsultationSource.name, query: Link.query(query.items)))">Suivre cette sélection</a>
                <a class="bouton second" href="\(ConsultationFeed.link)">Flux Atom de toutes</a></p>
                """, section: .observatoire,
            trail: [("L’observatoire", ObservatoryPage.link)],
            head: AtomLink.head(ConsultationFeed.link))
    }

    /// The question of an address.
    ///
    /// - Throws: `Problem` when the trade is no beginning of a CPV code.
    static func query(_ items: Answering.Query) throws(Problem) -> ConsultationQuery {
        func value(_ key: String) -> String { items.last { $0.key == key }?.value ?? "" }
        let cpv = value("cpv")
        let isCode = cpv.utf8.count <= 8 && cpv.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isCode else {
            throw Problem.invalid(
                field: "cpv", value: cpv, expected: "le début d’un code CPV, au plus 8 chiffres")
        }
        return ConsultationQuery(words: value("mots"), cpv: cpv)
    }

    private static func none(_ query: ConsultationQuery) -> HTML {
        query.items.isEmpty
            ? """
            <p>Aucune consultation n’est ouverte. Voyez aussi les <a href="\(OpenCallsPage.link())">marchés \
            ouverts</a> et les <a href="\(PlanListPage.link)">projets d’achat</a>.</p>

            """
            : "<p>Aucune consultation ouverte ne répond à cette recherche. <a href=\"\(link)\">Toutes</a></p>\n"
    }

    private static func form(_ query: ConsultationQuery) -> HTML {
        """
        <form action="\(link)" method="get" role="search">
        <div class="chercher"><label for="mots">Chercher dans les consultations</label>
        <input type="search" id="mots" name="mots" value="\(query.words)" maxlength="200" \
        autocomplete="off"><button type="submit">Chercher</button></div>
        <details class="filtres"\("open", if: !query.cpv.isEmpty)><summary>Filtres</summary>
        <p class="champ"><label for="f-cpv">Code CPV, ou son début</label>\
        <input type="text" id="f-cpv" name="cpv" value="\(query.cpv)" maxlength="8" \
        inputmode="numeric"></p>
        <p class="agir"><button type="submit">Filtrer</button> <a href="\(link)">Tout voir</a></p>
        </details>
        </form>

        """
    }

    private static func state(_ context: Context) -> HTML? {
        guard !context.settings.allowsConsultations else { return nil }
        return """
            <p class="encart">L’observatoire ne reçoit pas d’offres\u{202F}: adressez-vous au profil \
            d’acheteur de l’organisme qui achète.</p>

            """
    }

    /// What the buyers of the visitor have under way.
    private static func own(_ context: Context, _ members: Members) throws -> HTML? {
        let buyers = members.visitor.buyers
        guard !buyers.isEmpty else { return nil }
        let own = try members.store.consultations.of(buyers)
        let items = own.map { item -> HTML in
            """
            <li><a href="\(ConsultationPage.link(item.key))">\(item.object)</a> \
            <span class="etiquette">\(item.state.label)</span></li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Vous n’en avez encore écrit aucune.</p>\n"
            : "<ul class=\"liste\">\n\(items)</ul>\n"
        let new: HTML? =
            context.settings.allowsConsultations
            ? """
            <p class="boutons"><a class="bouton" href="\(NewConsultationPage.link)">Écrire une \
            consultation</a></p>

            """ : nil
        return "<h2>Les vôtres</h2>\n\(list)\(new)"
    }

    static func cards(_ consultations: [Consultation], at now: Moment) -> HTML {
        "<ul class=\"cartes\">\n\(consultations.map { card($0, at: now) })</ul>\n"
    }

    private static func card(_ item: Consultation, at now: Moment) -> HTML {
        let until: HTML? = item.deadline.map { deadline in
            item.takesOffers(at: now)
                ? "<p>Répondre avant le \(ParisTime.html(deadline))</p>"
                : "<p>Close le \(ParisTime.html(deadline))</p>"
        }
        let example: HTML? =
            item.isExample ? " <span class=\"etiquette\">exemple inventé</span>" : nil
        let label = item.takesOffers(at: now) ? "Ouverte" : ConsultationText.state(item, at: now)
        return """
            <li><a href="\(ConsultationPage.link(item.key))"><strong>\(item.object)</strong></a>\
            <p>\(item.buyerName)</p>\(until)\
            <p><span class="etiquette">\(label)</span> <span class="etiquette">\(item.purchase.label)</span>\
            \(example)</p></li>

            """
    }

    /// On « L’observatoire »: the open ones.
    static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let now = members.acting.now
        let open = try members.store.consultations.published(at: now)
            .filter { $0.takesOffers(at: now) }
        guard context.settings.allowsConsultations || !open.isEmpty else { return nil }
        let list: HTML =
            open.isEmpty
            ? "<p>Aucune consultation n’est ouverte.</p>\n"
            : cards(Array(open.prefix(3)), at: now)
        return """
            <h2>Consultations simplifiées</h2>
            \(list)<p><a href="\(link)">Toutes les consultations</a></p>

            """
    }
}

/// Sentences that several pages of consultations say alike.
enum ConsultationText {
    /// Where it stands, in a word.
    static func state(_ item: Consultation, at now: Moment) -> String {
        item.state == .published && !item.takesOffers(at: now) ? "Close" : item.state.label
    }

    /// What is left until a moment: `3 jours`, `5 heures`, `moins d’une heure`.
    static func left(until moment: Moment, from now: Moment) -> String {
        let seconds = moment.since(now)
        if seconds >= 2 * 86_400 { return French.count(Int(seconds / 86_400), "jour") }
        if seconds >= 3_600 { return French.count(Int(seconds / 3_600), "heure") }
        return "moins d’une heure"
    }
}

/// The tag by which readers of feeds find one.
enum AtomLink {
    static func head(_ link: Link) -> HTML {
        "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\(link)\">\n"
    }
}

/// Consultations in Atom, the latest first.
enum ConsultationFeed: CommunityResource {
    static let path = "/consultations/flux.atom"
    static let link = Link(["consultations", "flux.atom"])

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let all = try members.store.consultations.published(at: members.acting.now)
            .sorted { ($1.published ?? $1.created, $1.id) < ($0.published ?? $0.created, $0.id) }
        let entries = all.prefix(100).map { item -> AtomFeed.Entry in
            let until = item.deadline.map { "Répondre avant le \(ParisTime.text($0))." } ?? ""
            return AtomFeed.Entry(
                title: item.object, link: ConsultationPage.link(item.key),
                published: item.published ?? item.created, updated: item.changed,
                summary: "\(item.buyerName). \(until)",
                content: Markdown.html(item.description, headings: 2),
                category: item.purchase.label)
        }
        return AtomFeed(
            title: "Consultations simplifiées", link: link, page: ConsultationListPage.link,
            entries: entries
        ).answer(context.settings)
    }
}

/// What changed in one consultation, in Atom.
enum ConsultationNoticeFeed: CommunityResource {
    static let path = "/consultations/:cle/flux.atom"
    static let condition = "brouillon\u{202F}: agent de l’acheteur"

    static func link(_ key: String) -> Link { Link(["consultations", key, "flux.atom"]) }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.consultationSetting()
        let consultation = setting.consultation
        let entries = try setting.consultations.notices(consultation.id).map { notice in
            AtomFeed.Entry(
                title: "\(notice.kind.label)\u{202F}: \(consultation.object)",
                link: Link(["consultations", setting.key], fragment: "avis-\(notice.id)"),
                published: notice.moment, updated: notice.moment, summary: notice.text,
                content: "<p>\(notice.text)</p>", category: notice.kind.label)
        }
        return AtomFeed(
            title: consultation.object, link: link(setting.key),
            page: ConsultationPage.link(setting.key), entries: entries
        ).answer(context.settings)
    }
}
