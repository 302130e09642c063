import Community

/// The buyer's desk of a plan: questions that wait, companies that offered themselves, exchanges noted,
/// precisions for all, the record to print.
enum PlanDeskPage: FormPage {
    static let path = "/projets/:cle/gestion"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition
    static let longestBody = 65_536

    static func link(_ key: String) -> Link { Link(["projets", key, "gestion"]) }

    static func link(_ key: String, done word: String) -> Link {
        Link(["projets", key, "gestion"], query: [("fait", word)])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, plan) = try context.ownPlan()
        let record = try members.store.plans.record(of: plan, members.acting)
        var content =
            context.notice([
                "repondu": "C’est fait. La personne qui a posé la question en est avertie.",
                "note": "L’échange est noté.",
                "complete":
                    "La précision est publiée, et les entreprises qui se sont proposées averties.",
            ]) ?? HTML()
        content += context.faultSummary ?? HTML()
        content += waiting(try members.store.plans.waiting(on: plan), plan)
        content += offers(record.offers)
        content += complement(context, plan)
        content += contacts(record.contacts)
        content += noting(context, plan)
        content += """
            <h2>Le compte rendu de sourcing</h2>
            <p>Qui a été rencontré, ce qui a été dit à tous, les questions et les réponses, avec leurs dates\u{202F}: à \
            verser au dossier du marché.</p>
            <p class="agir"><a class="bouton" href="\(PlanRecordPage.link(plan.key))">Lire</a> \
            <a class="bouton second" href="\(PlanRecordPDF.link(plan.key))">PDF</a> \
            <a class="bouton second" href="\(PlanRecordODT.link(plan.key))">ODT</a></p>

            """
        return Document(
            title: "Questions et sourcing", summary: plan.text.object, content: content,
            section: .observatoire, kind: plan.text.object, trail: PlanPage.trail(plan),
            isHiddenFromSearch: true)
    }

    private static func waiting(_ waiting: [Plans.Waiting], _ plan: Plan) -> HTML {
        let items = waiting.map { waiting -> HTML in
            let warning: HTML? =
                waiting.mentions.isEmpty ? nil : " <strong>À réécrire avant publication.</strong>"
            return """
                <li><a href="\(PlanQuestionPage.link(plan.key, waiting.question.id))">Question reçue le \
                \(ParisTime.html(waiting.question.received))</a>.\(warning)</li>

                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucune question n’attend.</p>\n" : "<ul class=\"liste\">\n\(items)</ul>\n"
        return "<h2>Questions en attente</h2>\n\(list)"
    }

    private static func offers(_ offers: [Plans.Offer]) -> HTML {
        let rows = offers.map { offer -> [HTML] in
            [
                HTML(text: offer.company), HTML(text: offer.siret),
                PlanPage.lines(offer.message), ParisTime.html(offer.moment),
                HTML(text: offer.withdrawn == nil ? "Se propose" : "S’est retirée"),
            ]
        }
        let list: HTML =
            rows.isEmpty
            ? "<p>Aucune entreprise ne s’est encore proposée.</p>\n"
            : Blocks.table(
                "Entreprises qui se proposent",
                heads: ["Entreprise", "SIRET", "Ce qu’elle dit", "Quand", "État"], rows: rows,
                isCaptionHidden: true)
        return """
            <h2>Entreprises qui se proposent</h2>
            \(list)
            """
    }

    private static func complement(_ context: Context, _ plan: Plan) -> HTML {
        guard plan.state.isOpen else { return HTML() }
        let form = only(context, "complement")
        return """
            <h2>Publier une précision</h2>
            <p>Ce que vous diriez à une entreprise, dites-le à toutes\u{202F}: la précision est publique, datée, et \
            envoyée aux entreprises qui se sont proposées.</p>
            \(fields(form, link(plan.key), [
                FormField(key: "complement", label: "Précision", control: .text(rows: 4, length: 4_000)),
                FormField(key: "action", label: "", control: .hidden, value: "complement"),
            ], "Publier la précision"))
            """
    }

    private static func contacts(_ contacts: [Plans.Contact]) -> HTML {
        let rows = contacts.map { contact -> [HTML] in
            [
                HTML(text: French.day(contact.day)), HTML(text: contact.company),
                HTML(text: contact.form.label), PlanPage.lines(contact.information),
                PlanPage.lines(contact.sequel),
            ]
        }
        let list: HTML =
            rows.isEmpty
            ? "<p>Aucun échange n’est noté.</p>\n"
            : Blocks.table(
                "Échanges notés", heads: ["Jour", "Entreprise", "Forme", "Dit", "Suite"],
                rows: rows,
                isCaptionHidden: true)
        return """
            <h2>Échanges</h2>
            \(list)
            """
    }

    private static func noting(_ context: Context, _ plan: Plan) -> HTML {
        """
        <details><summary>Noter un échange avec une entreprise</summary>
        \(fields(only(context, "echange"), link(plan.key), [
            FormField(key: "jour", label: "Jour", control: .day, value: "\(context.today)"),
            FormField(key: "entreprise", label: "Entreprise", control: .line(length: 200)),
            FormField(key: "siret", label: "SIRET", control: .line(length: 20), isRequired: false),
            FormField(
                key: "forme", label: "Forme",
                control: .choice(Plans.ContactForm.allCases.map { ($0.rawValue, $0.label) })),
            FormField(
                key: "information", label: "Ce qui a été dit",
                help: "La même information pour toutes. Aucun secret d’entreprise, aucun nom de personne.",
                control: .text(rows: 4, length: 4_000)),
            FormField(
                key: "documents", label: "Documents remis", control: .line(length: 1_000),
                isRequired: false),
            FormField(
                key: "suite", label: "Suite", control: .text(rows: 2, length: 1_000),
                isRequired: false),
            FormField(key: "action", label: "", control: .hidden, value: "echange"),
        ], "Noter l’échange"))</details>

        """
    }

    /// The context as one of the page's two forms sees it: what the other one sent is not its own.
    private static func only(_ context: Context, _ action: String) -> Context {
        guard context.sent?["action"] != action else { return context }
        var context = context
        context.sent = nil
        context.faults = nil
        return context
    }

    /// A form without the summary of faults, which stands once above both.
    private static func fields(
        _ context: Context, _ link: Link, _ fields: [FormField], _ button: String
    ) -> HTML {
        """
        \(context.formStart(link))\(fields.map { $0.html(context) })\
        <p class="agir"><button type="submit">\(button)</button></p>
        </form>

        """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan) = try context.ownPlan()
        let plans = members.store.plans
        if form["action"] == "complement" {
            let letters = PlanLetters(context)
            try plans.complete(plan, form["complement"], members.acting) {
                letters.completed($0, form["complement"], $1)
            }
            return link(plan.key, done: "complete")
        }
        try plans.note(
            plan, day: form["jour"], siret: form["siret"], company: form["entreprise"],
            form: form["forme"], information: form["information"], documents: form["documents"],
            sequel: form["suite"], members.acting)
        return link(plan.key, done: "note")
    }
}

/// « Me proposer »: a company offers itself to be sourced; its buyer sees it.
enum PlanOfferPage: FormPage {
    static let path = "/projets/:cle/se-proposer"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour une entreprise"

    static func link(_ key: String) -> Link { Link(["projets", key, "se-proposer"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, plan) = try context.plan()
        let person = try members.visitor.signedIn()
        let companies = members.visitor.companies
        let own = try members.store.plans.offers(on: plan, of: person.id).filter {
            $0.withdrawn == nil
        }
        var content: HTML = """
            <p>L’acheteur verra le nom et le SIRET de votre entreprise, et ce que vous écrivez. Il peut vous \
            rencontrer, ou non\u{202F}; ce qu’il vous dirait, il le publie pour toutes.</p>

            """
        for offer in own {
            content += """
                <p class="encart">\(offer.company) s’est proposée le \(ParisTime.html(offer.moment)).</p>
                \(context.button(
                    link(plan.key), "Retirer cette proposition",
                    fields: [("action", "retirer"), ("siret", offer.siret)], isSecond: true))
                """
        }
        let left = companies.filter { siret in !own.contains { $0.siret == siret } }
        if companies.isEmpty {
            content += """
                <p class="encart">Faites d’abord confirmer que vous \
                <a href="\(AttachmentPage.link)">agissez pour une entreprise</a>.</p>

                """
        } else if !left.isEmpty {
            content += context.form(
                link(plan.key),
                [
                    FormField(
                        key: "siret", label: "Entreprise",
                        control: .choice(
                            left.map { siret in
                                (
                                    siret,
                                    context.name(ofSiret: siret, isBuyer: false).map {
                                        "\($0) (\(siret))"
                                    } ?? siret
                                )
                            })),
                    FormField(
                        key: "entreprise", label: "Son nom, comme l’acheteur le lira",
                        control: .line(length: 200),
                        value: left.first.flatMap { context.name(ofSiret: $0, isBuyer: false) }
                            ?? ""),
                    FormField(
                        key: "message", label: "Ce que vous proposez",
                        help:
                            "Votre métier, ce que vous savez faire pour ce besoin. Ni prix ni offre.",
                        control: .text(rows: 5, length: 2_000)),
                ], button: "Me proposer")
        }
        return Document(
            title: "Me proposer", summary: "Proposer son entreprise pour un projet d’achat.",
            content: content, section: .observatoire, kind: plan.text.object,
            trail: PlanPage.trail(plan), isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan) = try context.plan()
        if form["action"] == "retirer" {
            try members.store.plans.withdrawOffer(
                on: plan, siret: form["siret"], members.acting)
            return PlanPage.link(plan.key, done: "retire")
        }
        try members.store.plans.offer(
            plan, siret: form["siret"], company: form["entreprise"], message: form["message"],
            members.acting)
        return PlanPage.link(plan.key, done: "propose")
    }
}
