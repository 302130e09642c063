import Community

/// « Suivi »: where a publication stands, and the step that comes next.
enum PublicationTrackPage: FormPage {
    static let path = "/publications/:cle/suivi"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition =
        "rédaction ou membre de son groupe\u{202F}; relire, publier, retirer\u{202F}: rédaction ou pilote"

    static func link(to key: String) -> Link { Link(["publications", key, "suivi"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, publication, pending) = try PublicationEditPage.draft(context)
        let current = try members.store.publications.current(publication.id)
        let title = (pending ?? current)?.content.title ?? publication.key
        var html =
            context.notice([
                "soumettre": "La version est soumise à relecture.",
                "accepter": "La version est acceptée\u{202F}: il reste à la publier.",
                "renvoyer": "La version est renvoyée à ses auteurs.",
                "publier": "La version est publiée.",
                "retirer": "La publication est retirée.",
                "retablir": "La publication est remise en ligne.",
            ]) ?? HTML()
        if let faults = context.faultSummary { html += faults }
        if let withdrawn = publication.withdrawn {
            html += """
                <p class="encart alerte">Retirée le \(ParisTime.dayText(withdrawn))\u{202F}: \
                \(publication.withdrawalReason)</p>

                """
        }
        let isReviewer = members.visitor.mayReview(publication)
        if let pending { html += step(context, publication, pending, isReviewer: isReviewer) }
        if let current {
            html += online(context, publication, current, pending, isReviewer: isReviewer)
        }
        html += try history(members, publication)
        return Document(
            title: "Suivi", summary: "Où en est une publication.", content: html,
            section: .publications, kind: title,
            trail: [
                ("Publications", PublicationListPage.link),
                ("L’atelier", PublicationWorkshopPage.link),
            ], isHiddenFromSearch: true)
    }

    private static func act(
        _ context: Context, _ publication: Publication, _ action: String, _ label: String,
        isSecond: Bool = false
    ) -> HTML {
        context.button(
            link(to: publication.key), label, fields: [("action", action)], isSecond: isSecond)
    }

    /// A form of one text and one button.
    private static func asking(
        _ context: Context, _ publication: Publication, _ action: String, field: String,
        label: String, button: String, isRequired: Bool
    ) -> HTML {
        var context = context
        // What was typed belongs to the form that was sent.
        if context.sent?["action"] != action {
            context.sent = nil
            context.faults = nil
        }
        let row = FormField(
            key: field, label: label, control: .text(rows: 3, length: 4_000),
            isRequired: isRequired
        ).html(context)
        return """
            \(context.formStart(link(to: publication.key)))\
            <input type="hidden" name="action" value="\(action)">
            \(row)<p class="agir"><button type="submit">\(button)</button></p>
            </form>

            """
    }

    private static func step(
        _ context: Context, _ publication: Publication, _ version: PublicationVersion,
        isReviewer: Bool
    ) -> HTML {
        let preview: HTML = """
            <a href="\(PublicationPreviewPage.link(to: publication.key))">Aperçu</a>
            """
        let head: HTML = """
            <h2>Version \(version.number)\u{202F}: \(version.state.label.lowercased())</h2>

            """
        switch version.state {
        case .inReview, .accepted:
            guard isReviewer else {
                return head + """
                    <p>\(preview). La suite est aux responsables du groupe et à la rédaction.</p>

                    """
            }
        case .draft, .published: break
        }
        switch version.state {
        case .draft:
            return head + """
                <p><a href="\(PublicationEditPage.link(to: publication.key))">Modifier le texte</a> · \
                <a href="\(PublicationFilesPage.link(to: publication.key))">Fichiers et images</a> · \(preview)</p>
                \(act(context, publication, "soumettre", "Soumettre à relecture"))
                """
        case .inReview:
            return head + """
                <p>\(preview). Le texte ne change plus pendant la relecture. Qui a soumis la version ne \
                l’accepte pas, s’il y a quelqu’un d’autre pour le faire.</p>
                \(act(context, publication, "accepter", "Accepter"))\
                \(asking(context, publication, "renvoyer", field: "commentaire", label: "Ce qu’il faut reprendre", button: "Renvoyer aux auteurs", isRequired: true))
                """
        case .accepted:
            return head + """
                <p>\(preview).</p>
                \(act(context, publication, "publier", "Publier"))\
                \(asking(context, publication, "renvoyer", field: "commentaire", label: "Ce qu’il faut reprendre", button: "Renvoyer aux auteurs", isRequired: true))
                """
        case .published: return HTML()
        }
    }

    private static func online(
        _ context: Context, _ publication: Publication, _ current: PublicationVersion,
        _ pending: PublicationVersion?, isReviewer: Bool
    ) -> HTML {
        var html: HTML = """
            <h2>En ligne</h2>
            <p><a href="\(PublicationPage.link(to: publication.key))">Version \(current.number)</a>, publiée le \
            \(current.published.map { ParisTime.dayText($0) } ?? "").</p>

            """
        if publication.withdrawn != nil {
            guard isReviewer else { return html }
            return html + act(context, publication, "retablir", "Remettre en ligne", isSecond: true)
        }
        if pending == nil {
            html += act(
                context, publication, "nouvelle-version", "Commencer une nouvelle version",
                isSecond: true)
        }
        guard isReviewer else { return html }
        return html + """
            <details><summary>Retirer la publication</summary>
            <p>Son adresse restera, avec le motif.</p>
            \(asking(context, publication, "retirer", field: "motif", label: "Motif, montré aux lecteurs", button: "Retirer", isRequired: true))
            </details>

            """
    }

    private static func history(_ members: Members, _ publication: Publication) throws -> HTML {
        let steps = try members.store.publications.steps(publication.id)
        guard !steps.isEmpty else { return HTML() }
        let people = Dictionary(
            uniqueKeysWithValues: try members.store.accounts.people().map { ($0.id, $0.shownName) })
        let rows = steps.map { step -> [HTML] in
            [
                ParisTime.html(step.moment), "Version \(step.number)", HTML(text: step.act),
                HTML(
                    text: step.person.map { people[$0] ?? "Personne n°\u{A0}\($0)" }
                        ?? "Programme"),
                HTML(text: step.comment),
            ]
        }
        return "<h2>Ce qui a été fait</h2>\n"
            + Blocks.table(
                "Ce qui a été fait", heads: ["Quand", "Version", "Quoi", "Qui", "Commentaire"],
                rows: rows, isCaptionHidden: true)
    }

    private static func letter(
        _ context: Context, _ publication: Publication, _ subject: String, _ what: String
    ) -> (EmailAddress) -> MailMessage {
        let address = PublicationAddress(context)
        return { email in
            MailMessage(
                to: email, subject: "\(subject)\u{202F}: \(publication.key)",
                text: """
                    Bonjour,

                    Sur \(address.siteName), \(what)

                    \(address.whole(link(to: publication.key)))

                    """)
        }
    }

    /// The edition to fix the live figures of a text on, where it names none.
    ///
    /// - Throws: `.untimely` when a figure cannot be read on the edition: all faults are told.
    private static func fixedEdition(_ content: PublicationContent, _ context: Context) throws
        -> String?
    {
        guard !LiveText.references(content.text).isEmpty else { return nil }
        let edition =
            content.edition.isEmpty
            ? context.edition : try StudySetting.edition(content.edition, context)
        guard let edition else {
            throw CommunityRefusal.untimely(
                content.edition.isEmpty
                    ? "Le texte a des chiffres vivants, et aucune édition n’est publiée ici."
                    : "L’édition \(content.edition) n’est plus gardée\u{202F}: choisissez-en une autre."
            )
        }
        let faults = LiveText.faults(content.text, edition: edition)
        guard faults.isEmpty else {
            throw CommunityRefusal.untimely(
                "Des chiffres du texte ne se lisent pas\u{202F}: " + faults.joined(separator: " "))
        }
        return content.edition.isEmpty ? edition.facts.id : nil
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, publication, pending) = try PublicationEditPage.draft(context)
        let publications = members.store.publications
        let acting = members.acting
        let action = form["action"]
        func version() throws(CommunityRefusal) -> Int64 {
            guard let pending else { throw .untimely("Aucune version n’est en cours.") }
            return pending.id
        }
        try members.visitor.require(
            ["soumettre", "nouvelle-version"].contains(action)
                || members.visitor.mayReview(publication),
            "Relire, publier et retirer sont aux responsables du groupe et à la rédaction.")
        switch action {
        case "soumettre":
            try publications.submit(
                try version(),
                edition: try pending.flatMap { try fixedEdition($0.content, context) },
                letter: letter(
                    context, publication, "À relire",
                    "une publication vous est soumise à relecture."), acting)
        case "accepter":
            try publications.accept(try version(), comment: form["commentaire"], acting)
        case "renvoyer":
            try publications.sendBack(
                try version(), comment: form["commentaire"],
                letter: letter(
                    context, publication, "À reprendre",
                    "votre publication vous est renvoyée\u{202F}: \(form["commentaire"])"), acting)
        case "publier": try publications.publish(try version(), acting)
        case "retirer":
            try publications.withdraw(publication.id, reason: form["motif"], acting)
        case "retablir": try publications.restore(publication.id, acting)
        case "nouvelle-version":
            _ = try publications.newVersion(publication.id, acting)
            return PublicationEditPage.link(to: publication.key)
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: action, sentence: "Cette action n’existe pas.")
        }
        return Link(["publications", publication.key, "suivi"], query: [("fait", action)])
    }
}
