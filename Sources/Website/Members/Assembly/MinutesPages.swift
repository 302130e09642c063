import Community

/// « Procès-verbal »: read by members once begun, signed by who presided, printed.
enum MinutesPage: FormPage {
    static let path = "/assemblee/seances/:id/proces-verbal"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "signer\u{202F}: qui présidait la séance"

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "proces-verbal"])
    }

    /// The minutes of a session's address.
    static func found(_ context: Context) throws -> (Assembly.Session, Assembly.Minutes) {
        let members = try context.community()
        let session = try SessionPage.session(context)
        guard let minutes = try members.store.assembly.minutes(of: session.id) else {
            throw CommunityRefusal.absent("Le procès-verbal n’est pas encore rédigé.")
        }
        return (session, minutes)
    }

    /// The text with the names that persons have today.
    static func named(_ text: String, _ members: Members) throws -> String {
        var names: [Int64: String] = [:]
        for person in Assembly.Minutes.people(in: text) {
            do {
                names[person] = try members.store.accounts.person(person).shownName
            } catch is CommunityRefusal {
                names[person] = AssemblyText.name("", person)
            }
        }
        return Assembly.Minutes.naming(text) { MinutesDraft.escaped(names[$0] ?? "") }
    }

    /// What stands under the text.
    static func signature(_ minutes: Assembly.Minutes, _ members: Members) throws -> HTML {
        guard let signed = minutes.signed, let signer = minutes.signer else {
            return "<p><strong>Projet, pas encore signé.</strong></p>\n"
        }
        let name = try members.store.accounts.person(signer).shownName
        return """
            <p><strong>Signé par \(name), qui présidait la séance, le \(ParisTime.text(signed)).</strong></p>
            <p class="petit">Empreinte SHA-256 du texte signé\u{202F}: <code>\(minutes.fingerprint ?? "")</code></p>

            """
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let (session, minutes) = try found(context)
        let person = try members.visitor.signedIn()
        let mayEdit = minutes.signed == nil && members.visitor.isEditor
        let edit: HTML? =
            mayEdit
            ? "<p><a href=\"\(MinutesEditPage.link(to: session.id))\">Corriger le texte</a></p>\n"
            : nil
        let sign: HTML? =
            minutes.signed == nil && session.president == person.id
            ? """
            <section class="carte" aria-labelledby="signer"><h2 id="signer">Signer</h2>
            <p>Vous présidiez cette séance. Signer fige le texte, pour toujours.</p>
            \(context.form(link(to: session.id), [
                FormField(key: "version", label: "", control: .hidden, value: String(minutes.version)),
                FormField(key: "accord", label: "J’ai relu ce procès-verbal et je l’approuve", control: .box),
            ], button: "Signer le procès-verbal"))</section>

            """ : nil
        return Document(
            title: "Procès-verbal", summary: "Le procès-verbal d’une séance.",
            content: """
                \(context.notice(["signe": "Le procès-verbal est signé.", "enregistre": "Le texte est enregistré."]))\
                <p class="agir"><a class="bouton" href="\(MinutesPDF.link(to: session.id))">Procès-verbal en PDF</a></p>
                <div class="texte-long">\(Markdown.html(try named(minutes.text, members)))</div>
                \(try signature(minutes, members))\(edit)\(sign)
                """, section: .observatoire, kind: session.title,
            trail: SessionPage.trail(session), isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        let person = try members.visitor.signedIn()
        guard form.isTicked("accord") else {
            throw CommunityRefusal.invalid(
                field: "accord", value: "", sentence: "Cochez la case pour signer.")
        }
        try members.store.assembly.sign(
            id, version: try form.version(), person: person.id, members.acting)
        return Link(
            ["assemblee", "seances", String(id), "proces-verbal"], query: [("fait", "signe")])
    }
}

/// Writing the minutes: a draft of the session's data at first.
enum MinutesEditPage: FormPage {
    static let path = "/assemblee/seances/:id/proces-verbal/rediger"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 1 << 20

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "proces-verbal", "rediger"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let session = try SessionPage.session(context)
        let minutes = try members.store.assembly.minutes(of: session.id)
        guard session.state == .closed, minutes?.signed == nil else {
            return Document(
                title: "Rédiger le procès-verbal", summary: "Le procès-verbal d’une séance.",
                content: """
                    \(context.faultSummary)<p>Le procès-verbal se rédige entre la clôture de la séance et sa signature.</p>
                    """, section: .observatoire, trail: SessionPage.trail(session),
                isHiddenFromSearch: true)
        }
        let text = try minutes?.text ?? MinutesDraft(session, members).text
        return Document(
            title: "Rédiger le procès-verbal", summary: "Le procès-verbal d’une séance.",
            content: context.form(
                link(to: session.id),
                [
                    FormField(
                        key: "texte", label: "Texte",
                        help:
                            "En Markdown. Une personne s’écrit {personne:12}\u{202F}: son nom s’affiche, et "
                            + "disparaît si elle demande son effacement. Écrivez les noms ainsi, jamais en clair.",
                        control: .text(rows: 30, length: 200_000), value: text),
                    FormField(
                        key: "version", label: "", control: .hidden,
                        value: String(minutes?.version ?? 0)),
                ], button: "Enregistrer"), section: .observatoire,
            trail: SessionPage.trail(session), isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        try members.store.assembly.keepMinutes(
            of: id, text: form["texte"], version: try form.version(), members.acting)
        return Link(
            ["assemblee", "seances", String(id), "proces-verbal"], query: [("fait", "enregistre")])
    }
}

/// The minutes as a PDF, made by WeasyPrint; where it is absent, the page itself prints well.
enum MinutesPDF: CommunityResource {
    static let path = "/assemblee/seances/:id/proces-verbal.pdf"
    static let reading: Access = .member

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "proces-verbal.pdf"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let (session, minutes) = try MinutesPage.found(context)
        try context.limits?.admit(
            "pdf", String(members.acting.person ?? 0), at: members.acting.now, atMost: 20,
            inSeconds: 600)
        let body = withoutImages(
            Markdown.html(try MinutesPage.named(minutes.text, members)))
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>Procès-verbal, \(session.title)</title>
            <style>\(HTML(trusted: TrustedMarkup(markup: sheet)))</style></head>
            <body><p class="nom">\(context.settings.name)</p>
            <h1>Procès-verbal</h1><p class="titre">\(session.title)</p>
            \(body)
            <div class="signature">\(try MinutesPage.signature(minutes, members))</div></body></html>
            """
        do {
            let bytes = try Program(name: "weasyprint", seconds: 60).run(
                ["--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"], input: html.bytes)
            var answer = Answer(type: "application/pdf", body: .bytes(bytes), keeping: .none)
            answer.headers.append(
                (
                    "Content-Disposition",
                    "inline; filename=\"proces-verbal-\(ParisTime.day(session.begins)).pdf\""
                ))
            return answer
        } catch let failure as Program.Failure {
            throw Problem(
                status: 503, title: "PDF indisponible",
                detail:
                    "\(failure) Ouvrez le procès-verbal et imprimez sa page\u{202F}: elle est faite pour cela."
            )
        }
    }

    /// Markup without images: WeasyPrint would open what their addresses name, files included.
    static func withoutImages(_ html: HTML) -> HTML {
        // cmark escapes `<` in text and `>` in attributes: every `<img` begins one of its own tags.
        HTML(
            trusted: TrustedMarkup(
                markup: html.text.replacing(#/<img\b[^>]*>/#, with: "")))
    }

    private static let sheet = """
        @page{size:A4;margin:22mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
        body{font:10.5pt/1.45 "DejaVu Sans","Liberation Sans",sans-serif;color:#1b1f27}
        h1{font-size:19pt;margin:0 0 2mm}.nom{color:#4a5261;margin:0 0 8mm}.titre{font-size:13pt;margin:0 0 8mm}
        h2,h3{font-size:13pt;margin:7mm 0 2mm;break-after:avoid}h3,h4{font-size:11pt;margin:5mm 0 1mm}
        blockquote{margin:2mm 0;padding-left:4mm;border-left:1mm solid #d5d9e0}
        li{margin:.5mm 0}.signature{margin-top:10mm;border-top:.3mm solid #4a5261;break-inside:avoid}
        .petit,code{font-size:8pt}
        """
}
