import Community
import Procurement

/// A consultation, for everybody: what is asked, until when, what changed, what was answered.
enum ConsultationPage: CommunityPage {
    static let path = "/consultations/:cle"
    static let condition = "brouillon\u{202F}: agent de l’acheteur"

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.consultationSetting()
        let item = setting.consultation
        return Document(
            title: item.object,
            summary: "Une consultation simplifiée de \(item.buyerName).",
            content: """
                \(context.notice(notices))\(example(item))\(state(setting))\
                \(try AgentDesk.html(context, setting))\
                \(Blocks.sheet(facts(item)))\
                \(description(item))\
                \(try asked(setting))\
                \(try documents(setting))\
                \(try answering(context, setting))\
                \(try questions(setting))\
                \(try awards(setting))\
                \(try history(setting))\
                \(basis(item))\(try share(context, item))
                """, section: .observatoire, kind: "Consultation simplifiée",
            trail: ConsultationListPage.trail, isHiddenFromSearch: item.state == .draft,
            head: item.state == .draft
                ? HTML() : AtomLink.head(ConsultationNoticeFeed.link(item.key)))
    }

    private static let notices = [
        "enregistre": "Le brouillon est enregistré.", "publie": "La consultation est publiée.",
        "modifie": "La modification est publiée\u{202F}; ceux qui suivent sont prévenus.",
        "reporte": "La nouvelle date limite est publiée\u{202F}; ceux qui suivent sont prévenus.",
        "arrete": "La procédure est arrêtée\u{202F}; ceux qui suivent sont prévenus.",
        "demande":
            "Votre question est envoyée à l’acheteur. Personne d’autre ne sait que c’est vous\u{202F}; "
            + "la réponse sera publique.",
        "suivi": "Vous suivez cette consultation\u{202F}: chaque avis vous sera envoyé.",
        "oublie": "Vous ne suivez plus cette consultation.",
        "attribue": "L’attribution est publiée.",
    ]

    private static func example(_ item: Consultation) -> HTML? {
        item.isExample
            ? """
            <p class="encart avis"><strong>Exemple inventé</strong>\u{202F}: cet acheteur n’existe pas, ne \
            répondez pas.</p>

            """ : nil
    }

    private static func state(_ setting: ConsultationSetting) -> HTML {
        let item = setting.consultation
        let now = setting.acting.now
        if item.takesOffers(at: now), let deadline = item.deadline {
            return """
                <p class="encart"><strong>Répondre avant le \(ParisTime.html(deadline))</strong>, heure de \
                Paris. Il reste \(ConsultationText.left(until: deadline, from: now)).</p>

                """
        }
        let reason: HTML? = item.reason.isEmpty ? nil : "\u{202F}: \(item.reason)"
        let closed: HTML? = item.deadline.map { " Date limite\u{202F}: \(ParisTime.html($0))." }
        return """
            <p class="encart"><strong>\(ConsultationText.state(item, at: now))</strong>\(reason).\(closed)</p>

            """
    }

    private static func facts(_ item: Consultation) -> [(String, String?, HTML)] {
        var facts: [(String, String?, HTML)] = [
            ("Acheteur", "SIRET \(item.buyer)", "\(item.buyerName)"),
            ("Achat", nil, "\(item.purchase.label)"),
        ]
        if !item.code.isEmpty { facts.append(("Code CPV", nil, "\(item.code)")) }
        if !item.place.isEmpty { facts.append(("Lieu d’exécution", nil, "\(item.place)")) }
        if let months = item.months { facts.append(("Durée", "au plus", "\(months)\u{A0}mois")) }
        if let published = item.published {
            facts.append(("Publiée", nil, ParisTime.html(published)))
        }
        return facts
    }

    private static func description(_ item: Consultation) -> HTML? {
        item.description.isEmpty
            ? nil
            : """
            <h2>Ce qui est demandé</h2>
            <div class="texte-long">\(Markdown.html(item.description, headings: 2))</div>

            """
    }

    /// Lots, criteria, proofs.
    private static func asked(_ setting: ConsultationSetting) throws -> HTML {
        let item = setting.consultation
        let lots = try setting.consultations.lots(item.id)
        let criteria = try setting.consultations.criteria(item.id)
        let proofs = try setting.consultations.proofs(item.id)
        let lotTable: HTML? =
            lots.count > 1
            ? "<h2>Lots</h2>\n"
                + Blocks.table(
                    "Lots", heads: ["Lot", "Objet"],
                    rows: lots.map { ["\($0.number)", "\($0.object)"] }, isCaptionHidden: true)
            : nil
        let formula = ConsultationForm.formulas.first { $0.value == item.formula }?.label ?? ""
        let price: HTML? =
            criteria.contains(where: \.isPrice)
            ? "<p class=\"petit\">Notation du prix\u{202F}: \(formula.lowercasedFirst). Les autres critères sont notés sur 20.</p>\n"
            : nil
        let turnover: HTML? = item.turnoverCents.map { cents in
            "<li>Chiffre d’affaires annuel d’au moins \(Money(cents: cents).frenchWhole)</li>\n"
        }
        let items = proofs.map { "<li>\($0.label)</li>\n" as HTML }
        let list: HTML =
            items.isEmpty && turnover == nil
            ? "<p>Rien d’autre que votre SIRET et votre offre.</p>\n"
            : """
            <ul class="liste">
            \(items)\(turnover)</ul>
            <p class="petit">Votre SIRET suffit pour le reste\u{202F}: attestations fiscales et sociales ne sont \
            demandées qu’à l’entreprise retenue.</p>

            """
        return """
            \(lotTable)<h2>Comment l’offre est choisie</h2>
            \(Blocks.table(
                "Critères", heads: ["Critère", "Poids"],
                rows: criteria.map { ["\($0.name)", "\($0.weight)\u{202F}%"] }, numbers: [1],
                isCaptionHidden: true))\(price)<h2>Ce que vous fournissez</h2>
            \(list)
            """
    }

    private static func documents(_ setting: ConsultationSetting) throws -> HTML? {
        let pieces = try setting.consultations.pieces(setting.consultation.id)
        guard !pieces.isEmpty else { return nil }
        let items = pieces.map { piece -> HTML in
            """
            <li><a href="\(ConsultationFile.link(setting.key, piece.name))">\
            \(piece.label.isEmpty ? piece.name : piece.label)</a> \
            <span class="petit">\(piece.kind.label), \(French.bytes(piece.size))</span></li>

            """
        }
        return "<h2>Documents</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    /// How to answer, to ask, to follow.
    private static func answering(_ context: Context, _ setting: ConsultationSetting) throws
        -> HTML?
    {
        let item = setting.consultation
        guard item.state != .draft, !item.state.isOver else { return nil }
        var html = HTML()
        if item.takesOffers(at: setting.acting.now) {
            html +=
                item.reception == .site
                ? """
                <h2>Répondre</h2>
                <p>Préparez votre candidature, puis déposez votre offre\u{202F}: elle reste scellée jusqu’à la \
                date limite.</p>
                <p class="boutons"><a class="bouton" href="\(CandidaturePage.link(consultation: item.key))">\
                Préparer ma candidature</a> \
                <a class="bouton" href="\(Link(["consultations", item.key, "deposer"]))">\
                Déposer une offre</a> <a class="bouton second" href="\(RehearsalPage.link(item.key))">\
                Essayer un dépôt</a> <a class="bouton second" href="\(AskConsultationPage.link(item.key))">\
                Poser une question</a></p>

                """
                : """
                <h2>Répondre</h2>
                <p>Adressez votre offre à l’acheteur avant la date limite, comme la description le dit.</p>
                <p class="boutons"><a class="bouton" href="\(CandidaturePage.link(consultation: item.key))">\
                Préparer ma candidature</a> \
                <a class="bouton second" href="\(AskConsultationPage.link(item.key))">Poser une question</a></p>

                """
        }
        if let person = setting.members.visitor.person, !setting.isAgent {
            let isFollowed = try setting.consultations.isFollowed(item.id, by: person.id)
            html += context.button(
                FollowConsultationPage.link(item.key),
                isFollowed ? "Ne plus suivre" : "Suivre par courriel",
                fields: [("suivre", isFollowed ? "non" : "oui")], isSecond: true)
        }
        return html
    }

    private static func questions(_ setting: ConsultationSetting) throws -> HTML? {
        let answered = try setting.consultations.questions(setting.consultation.id)
            .filter { $0.published != nil }
        guard !answered.isEmpty else { return nil }
        let items = answered.map { question -> HTML in
            """
            <div><dt>\(question.text.typesetInFrench)<small>\(question.published.map(ParisTime.html))</small></dt>\
            <dd>\(Markdown.html(question.answer, headings: 3))</dd></div>

            """
        }
        return """
            <h2>Questions et réponses</h2>
            <dl class="fiche">
            \(items)</dl>

            """
    }

    /// What was decided, once public.
    private static func awards(_ setting: ConsultationSetting) throws -> HTML? {
        let item = setting.consultation
        guard item.state == .awarded || item.state == .withoutSequel else { return nil }
        let awards = try setting.consultations.awards(item.id)
        guard !awards.isEmpty else { return nil }
        let lots = try setting.consultations.lots(item.id)
        let offers = try setting.consultations.analysed(item.id)
        let rows = awards.map { award -> [HTML] in
            let lot = lots.first { $0.number == award.lot }
            let offer = award.offer.flatMap { id in offers.first { $0.id == id } }
            return [
                "\(lots.count > 1 ? "\(award.lot). " : "")\(lot?.object)",
                offer.map { "\($0.name) (SIRET \($0.siret))" }
                    ?? "Non attribué\u{202F}: \(award.reason)",
                offer?.priceCents.map { "\(Money(cents: $0).french)" } ?? "—",
            ]
        }
        let data: HTML? =
            awards.contains { $0.notified != nil }
            ? """
            <p><a href="\(ConsultationDataFile.link(item.key))">Données essentielles (JSON)</a></p>

            """ : nil
        return """
            <h2>Attribution</h2>
            \(Blocks.table(
                "Attribution", heads: ["Lot", "Titulaire", "Montant HT"], rows: rows, numbers: [2],
                isCaptionHidden: true))\(data)
            """
    }

    private static func history(_ setting: ConsultationSetting) throws -> HTML? {
        let notices = try setting.consultations.notices(setting.consultation.id)
        guard !notices.isEmpty else { return nil }
        let items = notices.map { notice -> HTML in
            let before: HTML? =
                notice.before.isEmpty
                ? nil
                : """
                <details><summary>Ce qui était écrit avant</summary><p>\(lines(notice.kind == .extended ? former(notice) : notice.before))</p>\
                </details>
                """
            return """
                <li id="avis-\(notice.id)"><strong>\(notice.kind.label)</strong>, \
                \(ParisTime.html(notice.moment))<p>\(lines(notice.text))</p>\(before)</li>

                """
        }
        return "<h2>Historique</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static func former(_ notice: Consultation.Notice) -> String {
        Int64(notice.before).map { "Date limite\u{202F}: \(ParisTime.text(Moment(seconds: $0)))" }
            ?? notice.before
    }

    /// Lines as they are written.
    static func lines(_ text: String) -> HTML {
        var html = HTML()
        for (index, line) in text.split(separator: "\n").enumerated() {
            if index > 0 { html += "<br>" }
            html += HTML(text: String(line))
        }
        return html
    }

    private static func basis(_ item: Consultation) -> HTML? {
        guard !item.basis.isEmpty else { return nil }
        let items = item.basis.split(separator: "\n").map { "<li>\(String($0))</li>\n" as HTML }
        return """
            <h2>Pourquoi ici</h2>
            <ul class="liste">
            \(items)</ul>
            <p class="petit">Règles lues le jour de la publication. Information, pas conseil juridique.</p>

            """
    }

    private static func share(_ context: Context, _ item: Consultation) throws -> HTML? {
        guard item.state != .draft else { return nil }
        let address = context.settings.publicAddress + link(item.key).address
        return """
            <h2>Faire connaître</h2>
            <p>\(address) · <a href="\(ConsultationNoticeFeed.link(item.key))">flux Atom des avis</a></p>
            \(QRCode.svg(address, label: "Code de l’adresse de cette consultation", id: "code-adresse"))

            """
    }
}

/// What an agent of the buyer sees besides, on the page of a consultation.
enum AgentDesk {
    static func html(_ context: Context, _ setting: ConsultationSetting) throws -> HTML? {
        guard setting.isAgent else { return nil }
        let item = setting.consultation
        var links: [(String, Link)] = []
        // What is to be done now, shown before the rest.
        var next: (String, Link)?
        let isOpen = item.takesOffers(at: setting.acting.now)
        if item.state == .draft || isOpen {
            links.append(("Modifier", EditConsultationPage.link(item.key)))
            links.append(("Documents", ConsultationPiecesPage.link(item.key)))
        }
        if item.state == .draft {
            next = ("Vérifier et publier", PublishConsultationPage.link(item.key))
        }
        if item.state == .draft, item.reception == .site {
            links.append(("Clés des offres", Link(["consultations", item.key, "cles"])))
        }
        let waiting = try setting.consultations.questions(item.id)
            .filter { $0.published == nil && $0.setAside == nil }.count
        if item.state != .draft {
            links.append(
                (
                    waiting > 0 ? "Questions (\(waiting) à traiter)" : "Questions",
                    ConsultationQuestionsPage.link(item.key)
                ))
        }
        if isOpen {
            links.append(("Reporter la date limite", ExtendConsultationPage.link(item.key)))
        }
        if item.state == .published, !isOpen {
            if item.reception == .site {
                next = ("Ouvrir les offres", OpeningPage.link(to: item.key))
            }
            links.append(("Analyse", AnalysisPage.link(item.key)))
        }
        if item.state == .opened || item.state == .awarded || item.state == .withoutSequel {
            if item.reception == .site {
                links.append(("Ouverture et registre", OpeningPage.link(to: item.key)))
            }
            links.append(("Analyse", AnalysisPage.link(item.key)))
            links.append(("Attribution et lettres", AwardPage.link(item.key)))
        }
        if item.state == .awarded {
            links.append(("Données essentielles", ConsultationDataPage.link(item.key)))
        }
        if item.state == .published || item.state == .opened {
            links.append(("Arrêter", StopConsultationPage.link(item.key)))
        }
        let first: HTML? = next.map { label, link -> HTML in
            "<a class=\"bouton\" href=\"\(link)\">\(label)</a>\n"
        }
        let buttons = links.map { label, link -> HTML in
            "<a class=\"bouton second\" href=\"\(link)\">\(label)</a>\n"
        }
        return """
            <section class="encart" aria-labelledby="bureau"><h2 id="bureau">Pour l’acheteur</h2>
            <p class="boutons">\(first)\(buttons)</p>\(try KeepingSentence.html(context, setting.members, item.id))\
            </section>

            """
    }
}

/// Until when a consultation and its offers are kept, counted down: the same for the buyer and companies.
enum KeepingSentence {
    static func html(_ context: Context, _ members: Members, _ consultation: Int64) throws -> HTML?
    {
        guard let keeping = try members.store.consultations.keeping(of: consultation) else {
            return nil
        }
        let days = max(0, Int(keeping.until.since(members.acting.now) / 86_400))
        let from: HTML =
            keeping.isFromEnd
            ? "la fin de la procédure"
            : "l’heure limite, puis de la fin de la procédure dès qu’elle sera notée"
        return """
            <p class="petit">Pièces et offres conservées jusqu’au \(ParisTime.dayText(keeping.until)), comptées à \
            partir de \(from)\u{202F}: cinq ans au moins (\(context.consultationLaw.keepingArticle)). Encore \
            \(French.count(days, "jour")), puis elles sont effacées.</p>

            """
    }
}
