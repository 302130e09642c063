import Community
import Law
import Procurement

/// « Écrire une consultation ».
enum NewConsultationPage: FormPage {
    static let path = "/consultations/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent d’un acheteur, consultations ouvertes par l’opérateur"
    static let longestBody = 200_000
    static let link = Link(["consultations", "nouvelle"])

    private static func buyers(_ context: Context) throws -> (Members, [String]) {
        try context.requireConsultations()
        let members = try context.community()
        let buyers = members.visitor.buyers
        try members.visitor.require(
            !buyers.isEmpty,
            "Une consultation s’écrit au nom d’un acheteur\u{202F}: demandez d’abord à agir pour lui, "
                + "depuis votre compte.")
        return (members, buyers)
    }

    static func document(_ context: Context) throws -> Document {
        let (members, buyers) = try buyers(context)
        var content = ConsultationContent()
        content.buyer = buyers[0]
        content.buyerName = try members.store.consultations.of(buyers).first?.buyerName ?? ""
        content.buyerKind = "local-authority"
        content.proofs = [.exclusionDeclaration]
        return Document(
            title: "Écrire une consultation", summary: "Une demande de devis, en brouillon.",
            content: """
                <p class="chapo">Le brouillon n’est vu que des agents de votre organisme. Rien n’est publié avant \
                que vous ne l’ayez vérifié.</p>
                \(ConsultationForm.html(context, link, content, buyers: buyers, version: 0, isPublished: false))
                """, section: .observatoire, trail: ConsultationListPage.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, buyers) = try buyers(context)
        let content = try ConsultationForm.read(form, buyers: buyers, context.consultationLaw)
        let key = try members.store.consultations.create(content, members.acting)
        return ConsultationPage.link(key, done: "enregistre")
    }
}

/// « Modifier »: a draft freely, a published consultation by a notice.
enum EditConsultationPage: FormPage {
    static let path = "/consultations/:cle/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition
    static let longestBody = 200_000

    static func link(_ key: String) -> Link { Link(["consultations", key, "modifier"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let item = setting.consultation
        let isDraft = item.state == .draft
        guard isDraft || item.takesOffers(at: setting.acting.now) else {
            throw CommunityRefusal.untimely("Cette consultation ne se modifie plus.")
        }
        let conflict: HTML? =
            context.sent.map { $0["version"] != String(item.version) } == true
            ? """
            <p class="encart avis">Quelqu’un d’autre a enregistré entre-temps\u{202F}: comparez avec \
            <a href="\(ConsultationPage.link(item.key))">ce qui est écrit</a> avant d’enregistrer de nouveau.</p>

            """ : nil
        let intro: HTML =
            isDraft
            ? "<p>Le brouillon n’est vu que des agents de votre organisme.</p>\n"
            : """
            <p>La consultation est publiée\u{202F}: ce que vous changez fait l’objet d’un avis, gardé dans \
            l’historique et envoyé à ceux qui suivent ou ont répondu. Si le changement est important, \
            <a href="\(ExtendConsultationPage.link(item.key))">reportez aussi la date limite</a>.</p>

            """
        let discard: HTML? =
            isDraft
            ? context.button(
                link(item.key), "Effacer ce brouillon", fields: [("geste", "effacer")],
                isSecond: true) : nil
        return Document(
            title: isDraft ? "Modifier le brouillon" : "Modifier la consultation publiée",
            summary: "Le texte d’une consultation.",
            content: """
                \(intro)\(conflict)\(ConsultationForm.html(
                    context, link(item.key), try setting.consultations.content(item),
                    buyers: setting.members.visitor.buyers, version: item.version,
                    isPublished: !isDraft))\(discard)
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let item = setting.consultation
        if form["geste"] == "effacer" {
            try setting.consultations.discard(item.id, setting.acting)
            return ConsultationListPage.link
        }
        let law = context.consultationLaw
        var content = try ConsultationForm.read(
            form, buyers: setting.members.visitor.buyers, law)
        if item.state == .draft {
            try setting.consultations.edit(
                item.id, content, version: try form.version(), setting.acting)
            return ConsultationPage.link(item.key, done: "enregistre")
        }
        content.deadline = item.deadline
        try setting.consultations.change(
            item.id, content, text: form["avis"], version: try form.version(),
            ruling: law.ruling(content), setting.acting,
            letters: ConsultationLetters.notice(context))
        return ConsultationPage.link(item.key, done: "modifie")
    }
}

/// « Vérifier et publier ».
enum PublishConsultationPage: FormPage {
    static let path = "/consultations/:cle/publier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String) -> Link { Link(["consultations", key, "publier"]) }

    static func document(_ context: Context) throws -> Document {
        try context.requireConsultations()
        let setting = try context.agentSetting()
        let item = setting.consultation
        let law = context.consultationLaw
        let content = try setting.consultations.content(item)
        let faults = law.faults(content).map(\.sentence)
        var missing: [String] = []
        if let sentence = try setting.consultations.offers.missing(forPublishing: item.id) {
            missing.append(sentence)
        }
        if item.deadline.map({ $0 <= setting.acting.now }) ?? true {
            missing.append(
                "Dites jusqu’à quand répondre\u{202F}: la date limite manque ou est passée.")
        }
        let refused: HTML? =
            faults.isEmpty && missing.isEmpty
            ? nil
            : """
            <div class="encart alerte"><h2>Ce qui empêche de publier</h2>
            <ul class="liste">
            \((faults + missing).map { "<li>\($0)</li>\n" as HTML })</ul></div>

            """
        let button: HTML? =
            refused == nil && item.state == .draft
            ? context.form(
                link(item.key),
                [
                    FormField(
                        key: "version", label: "", control: .hidden, value: String(item.version))
                ], button: "Publier") : nil
        return Document(
            title: "Vérifier et publier", summary: "Ce que la loi dit de cette consultation.",
            content: """
                \(button == nil ? context.faultSummary : nil)\(refused)<h2>Ce qui est vérifié</h2>
                <ul class="liste">
                \(law.basis(content).map { "<li>\($0)</li>\n" as HTML })</ul>
                <h2>Preuves demandées</h2>
                \(proofs(content, law))<h2>À savoir</h2>
                <ul class="liste">
                \(law.advice(content).map { "<li>\($0)</li>\n" as HTML })</ul>
                <p class="petit">Information, pas conseil juridique. Ce qui est marqué «\u{202F}à \
                confirmer\u{202F}» est cité de mémoire.</p>
                <p><a href="\(EditConsultationPage.link(item.key))">Modifier</a> · \
                <a href="\(ConsultationPiecesPage.link(item.key))">Documents</a></p>
                \(button)
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func proofs(_ content: ConsultationContent, _ law: ConsultationLaw) -> HTML {
        guard !content.proofs.isEmpty else { return "<p>Aucune\u{202F}: le SIRET suffit.</p>\n" }
        let items = content.proofs.map { proof -> HTML in
            "<li><strong>\(proof.label)</strong>\u{202F}: \(law.verdict(proof).sentence).</li>\n"
        }
        return "<ul class=\"liste\">\n\(items)</ul>\n"
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        try context.requireConsultations()
        let setting = try context.agentSetting()
        let content = try setting.consultations.content(setting.consultation)
        try setting.consultations.publish(
            setting.consultation.id, version: try form.version(),
            ruling: context.consultationLaw.ruling(content), setting.acting)
        return ConsultationPage.link(setting.key, done: "publie")
    }
}

/// « Reporter la date limite ».
enum ExtendConsultationPage: FormPage {
    static let path = "/consultations/:cle/reporter"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String) -> Link { Link(["consultations", key, "reporter"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let item = setting.consultation
        return Document(
            title: "Reporter la date limite", summary: "Donner plus de temps pour répondre.",
            content: """
                <p>La date limite est le \(item.deadline.map(ParisTime.html)), heure de Paris. Elle se reporte, elle \
                ne s’avance jamais.</p>
                \(context.form(link(item.key), [
                    FormField(
                        key: "cloture", label: "Nouvelle date limite", help: "Heure de Paris.",
                        control: .moment, value: item.deadline.map(ParisTime.typed) ?? ""),
                    FormField(
                        key: "avis", label: "Pourquoi",
                        help: "Publié et envoyé à ceux qui suivent ou ont répondu.",
                        control: .text(rows: 3, length: 2_000)),
                ], button: "Reporter"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        try setting.consultations.extend(
            setting.consultation.id, to: try ParisTime.moment("cloture", form["cloture"]),
            text: form["avis"], setting.acting, letters: ConsultationLetters.notice(context))
        return ConsultationPage.link(setting.key, done: "reporte")
    }
}

/// « Arrêter »: cancelled before the deadline, without sequel after it.
enum StopConsultationPage: FormPage {
    static let path = "/consultations/:cle/arreter"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String) -> Link { Link(["consultations", key, "arreter"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let isEarly = setting.consultation.takesOffers(at: setting.acting.now)
        return Document(
            title: isEarly ? "Annuler la consultation" : "Déclarer sans suite",
            summary: "Mettre fin à une consultation sans l’attribuer.",
            content: """
                <p>Une procédure s’arrête à tout moment pour un motif d’intérêt général, communiqué à ceux qui \
                ont répondu (\(context.consultationLaw.article(.withoutSequel))). Le motif est publié et envoyé à \
                ceux qui suivent ou ont répondu.</p>
                \(context.form(link(setting.key), [
                    FormField(
                        key: "motif", label: "Motif", help: "Le besoin a changé, les crédits manquent…",
                        control: .text(rows: 4, length: 2_000))
                ], button: isEarly ? "Annuler la consultation" : "Déclarer sans suite"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        try setting.consultations.stop(
            setting.consultation.id, reason: form["motif"], setting.acting,
            letters: ConsultationLetters.notice(context))
        return ConsultationPage.link(setting.key, done: "arrete")
    }
}
