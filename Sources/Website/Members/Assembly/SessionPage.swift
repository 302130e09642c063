import Community

/// One session, as everybody may read it: when, where, its agenda, its resolutions and what they got.
enum SessionPage: CommunityPage {
    static let path = "/assemblee/seances/:id"

    static func link(to id: Int64) -> Link { Link(["assemblee", "seances", String(id)]) }

    /// The session of an address, where the visitor may know of it.
    static func session(_ context: Context) throws -> Assembly.Session {
        let members = try context.community()
        let session = try members.store.assembly.session(Int64(context.argument("id")) ?? 0)
        guard session.state != .prepared || members.visitor.isEditor else {
            throw CommunityRefusal.absent("Il n’y a pas de séance n°\u{A0}\(session.id).")
        }
        return session
    }

    /// The pages above those of a session.
    static func trail(_ session: Assembly.Session? = nil) -> [(label: String, link: Link)] {
        var trail = [
            (label: "L’observatoire", link: ObservatoryPage.link),
            (label: "L’assemblée", link: AssemblyPage.link),
        ]
        if let session { trail.append((session.title, link(to: session.id))) }
        return trail
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try session(context)
        let agenda = try assembly.agenda(of: session.id).map { point -> HTML in
            "<li><strong>\(point.title)</strong>\(Markdown.html(point.text, headings: 2))</li>\n"
        }
        let resolutions = try assembly.resolutions(of: session.id)
            .filter { _ in session.state != .prepared || members.visitor.isEditor }
            .map { resolution -> HTML in
                """
                <li><a href="\(ResolutionPage.link(to: resolution.id))">\(resolution.title)</a> \
                \(AssemblyText.badge(resolution))</li>

                """
            }
        let none: HTML = "<p>Aucun point n’est encore inscrit.</p>\n"
        let texts: HTML? =
            resolutions.isEmpty
            ? nil : "<h2>Résolutions</h2>\n<ol class=\"liste\">\n\(resolutions)</ol>\n"
        let second: HTML? = session.secondOf.map { former in
            """
            <p>Seconde convocation, après <a href="\(link(to: former))">une première séance</a> sans quorum.</p>

            """
        }
        return Document(
            title: session.title, summary: AssemblyText.heading(session),
            content: """
                \(context.notice(["fait": "C’est fait.", "convoquee": "Les convocations sont parties."]))\
                <p class="chapo">\(AssemblyText.heading(session)), à \(ParisTime.hour(session.begins)). \
                \(AssemblyText.place(session)). <span class="etiquette">\(session.state.label)</span></p>
                \(second)\(try forMembers(session, members))\(try forTeam(session, members))\
                <h2>Ordre du jour</h2>
                \(agenda.isEmpty ? none : "<ol class=\"liste\">\n\(agenda)</ol>\n")\(texts)
                """, section: .observatoire, trail: trail(),
            isHiddenFromSearch: session.state == .prepared)
    }

    private static func forMembers(_ session: Assembly.Session, _ members: Members) throws
        -> HTML?
    {
        guard members.visitor.isMember, session.state != .prepared else { return nil }
        var items: [HTML] = []
        if session.isRunning {
            items.append(
                "<a class=\"bouton\" href=\"\(ParticipatePage.link(to: session.id))\">Émarger, donner procuration, voter</a>"
            )
        }
        if !session.link.isEmpty, session.isRunning {
            items.append(
                "<a href=\"\(session.link)\" rel=\"external noopener\">Rejoindre en ligne</a>")
        }
        if session.state == .closed, try members.store.assembly.minutes(of: session.id) != nil {
            items.append("<a href=\"\(MinutesPage.link(to: session.id))\">Procès-verbal</a>")
        }
        return items.isEmpty ? nil : "<p class=\"boutons\">\(items)</p>\n"
    }

    private static func forTeam(_ session: Assembly.Session, _ members: Members) throws -> HTML? {
        guard members.visitor.isEditor else { return nil }
        var items: [(Link, String)] = []
        if session.state == .prepared || session.state == .convoked {
            items = [
                (SessionEditPage.link(to: session.id), "Modifier la séance"),
                (AgendaPage.link(to: session.id), "Ordre du jour"),
                (ConvocationPage.link(to: session.id), "Convoquer"),
            ]
        }
        if session.state == .prepared || session.isRunning {
            items.append((ProposePage.link(to: session.id), "Ajouter une résolution"))
        }
        if session.isRunning {
            items += [
                (SignInSheetPage.link(to: session.id), "Feuille d’émargement"),
                (ConductPage.link(to: session.id), "Conduire la séance"),
            ]
        }
        if session.state == .closed {
            items += [
                (SignInSheetPage.link(to: session.id), "Feuille d’émargement"),
                (MinutesEditPage.link(to: session.id), "Rédiger le procès-verbal"),
            ]
        }
        let list = items.map { item -> HTML in "<li><a href=\"\(item.0)\">\(item.1)</a></li>\n" }
        return items.isEmpty
            ? nil
            : """
            <section class="carte" aria-labelledby="equipe"><h2 id="equipe">Pour l’équipe</h2>
            <ul class="liste">
            \(list)</ul></section>

            """
    }
}

/// Preparing a session.
enum SessionPreparePage: FormPage {
    static let path = "/assemblee/preparer"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let link = Link(["assemblee", "preparer"])

    static func document(_ context: Context) throws -> Document {
        Document(
            title: "Préparer une séance", summary: "Une nouvelle séance de l’assemblée.",
            content: context.form(link, try fields(context, nil), button: "Préparer"),
            section: .observatoire, trail: SessionPage.trail(), isHiddenFromSearch: true)
    }

    static func fields(_ context: Context, _ known: Assembly.Session?) throws -> [FormField] {
        let members = try context.community()
        let representatives = try members.store.organisations.representatives()
        var seen: Set<Int64> = []
        let people = representatives.filter { seen.insert($0.person).inserted }
        let presidents =
            [(value: "", label: "Pas encore choisi")]
            + people.map {
                (
                    value: String($0.person),
                    label: AssemblyText.name($0.name, $0.person) + " (" + $0.organisationName + ")"
                )
            }
        let former =
            [(value: "", label: "Non")]
            + (try members.store.assembly.sessions().filter {
                $0.state != .prepared && $0.id != known?.id
            }.map {
                (
                    value: String($0.id),
                    label: $0.title + ", " + ParisTime.dayText($0.begins)
                )
            })
        return [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 160), value: known?.title ?? ""
            ),
            FormField(
                key: "genre", label: "Genre",
                control: .choice([
                    ("ordinaire", "Ordinaire"), ("extraordinaire", "Extraordinaire"),
                ]), value: known?.isExtraordinary == true ? "extraordinaire" : "ordinaire"),
            FormField(
                key: "debut", label: "Jour et heure", help: "Heure de Paris.", control: .moment,
                value: known.map { ParisTime.typed($0.begins) } ?? ""),
            FormField(
                key: "lieu", label: "Lieu", control: .line(length: 200), value: known?.place ?? "",
                isRequired: false),
            FormField(
                key: "lien", label: "Lien de la réunion en ligne",
                help: "Montré aux membres seulement.", control: .line(length: 300),
                value: known?.link ?? "", isRequired: false, autocomplete: "url"),
            FormField(
                key: "president", label: "Qui préside",
                help: "Cette personne signera le procès-verbal.", control: .choice(presidents),
                value: known?.president.map { String($0) } ?? "", isRequired: false),
            FormField(
                key: "seconde_de", label: "Seconde convocation d’une séance sans quorum",
                control: .choice(former), value: known?.secondOf.map { String($0) } ?? "",
                isRequired: false),
        ]
    }

    static func description(_ form: SentForm) throws -> Assembly.SessionDescription {
        Assembly.SessionDescription(
            title: form["titre"], isExtraordinary: form["genre"] == "extraordinaire",
            place: form["lieu"], link: form["lien"],
            begins: try ParisTime.moment("debut", form["debut"]),
            secondOf: Int64(form["seconde_de"]), president: Int64(form["president"]))
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = try members.store.assembly.prepare(try description(form), members.acting)
        return AgendaPage.link(to: id)
    }
}

/// Changing what is said of a session, or giving it up.
enum SessionEditPage: FormPage {
    static let path = "/assemblee/seances/:id/modifier"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "modifier"])
    }

    static func document(_ context: Context) throws -> Document {
        let session = try SessionPage.session(context)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(session.version))
        let told =
            session.state == .convoked
            ? "Les personnes convoquées reçoivent un courriel qui le dit." : ""
        return Document(
            title: "Modifier la séance", summary: "Titre, jour, lieu, présidence.",
            content: """
                \(context.form(link(to: session.id), try SessionPreparePage.fields(context, session) + [version], button: "Enregistrer"))
                <h2>Annuler la séance</h2>
                <p>Elle reste visible, comme annulée. \(told)</p>
                \(context.button(link(to: session.id), "Annuler la séance", fields: [("action", "annuler")], isSecond: true))
                """, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        if form["action"] == "annuler" {
            try members.store.assembly.cancel(id, members.acting) { session, email in
                MailMessage(
                    to: email, subject: "Séance annulée\u{202F}: \(session.title)",
                    text: """
                        Bonjour,

                        La séance «\u{202F}\(session.title)\u{202F}» du \(ParisTime.longDay(session.begins)) est annulée.

                        \(context.settings.name)

                        """)
            }
        } else {
            try members.store.assembly.change(
                id, try SessionPreparePage.description(form), version: try form.version(),
                members.acting)
        }
        return Link(["assemblee", "seances", String(id)], query: [("fait", "fait")])
    }
}

/// The agenda of a session: its points, in order.
enum AgendaPage: FormPage {
    static let path = "/assemblee/seances/:id/ordre-du-jour"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "ordre-du-jour"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let session = try SessionPage.session(context)
        let address = link(to: session.id)
        let points = try members.store.assembly.agenda(of: session.id)
        let items = points.enumerated().map { index, point -> HTML in
            let raise: HTML? =
                index == 0
                ? nil
                : context.button(
                    address, "Monter\(lecteur(point.title))",
                    fields: [("action", "monter"), ("point", String(point.id))], isSecond: true)
            return """
                <li><strong>\(point.title)</strong>\(Markdown.html(point.text, headings: 2))<div class="boutons">\(raise)\
                \(context.button(address, "Retirer\(lecteur(point.title))", fields: [("action", "retirer"), ("point", String(point.id))], isSecond: true))\
                </div></li>

                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucun point n’est encore inscrit.</p>\n" : "<ol class=\"liste\">\n\(items)</ol>\n"
        return Document(
            title: "Ordre du jour", summary: "Les points d’une séance, dans l’ordre.",
            content: """
                \(list)<h2>Ajouter un point</h2>
                \(context.form(address, [
                    FormField(key: "titre", label: "Titre", control: .line(length: 200)),
                    FormField(key: "texte", label: "Texte", help: "En Markdown.", control: .text(rows: 4, length: 5_000), isRequired: false),
                ], button: "Ajouter"))
                """, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    /// What tells buttons of the same word apart.
    private static func lecteur(_ title: String) -> String {
        " «\u{202F}\(title.prefix(40))\u{202F}»"
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        let point = Int64(form["point"]) ?? 0
        switch form["action"] {
        case "monter": try members.store.assembly.raisePoint(point, of: id, members.acting)
        case "retirer": try members.store.assembly.removePoint(point, of: id, members.acting)
        default:
            try members.store.assembly.addPoint(
                to: id, title: form["titre"], text: form["texte"], members.acting)
        }
        return link(to: id)
    }
}

/// Convoking: whom, with what, when.
enum ConvocationPage: FormPage {
    static let path = "/assemblee/seances/:id/convoquer"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "convoquer"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try SessionPage.session(context)
        let recipients = try assembly.recipients(of: session.id)
        let rules = try assembly.rules(of: session)
        let done = try assembly.convokedCount(session.id)
        let rows = recipients.map { one -> [HTML] in
            [
                HTML(text: AssemblyText.name(one.name, one.person)),
                HTML(text: one.organisations.joined(separator: ", ")),
            ]
        }
        let text = letter(
            session, try assembly.agenda(of: session.id), name: "Prénom Nom",
            organisations: ["Organisme"], context.settings)
        let button: HTML =
            recipients.isEmpty
            ? "<p>Personne de plus à convoquer.</p>\n"
            : context.button(
                link(to: session.id), "Envoyer \(French.count(recipients.count, "convocation"))")
        let again: HTML? =
            session.state == .convoked
            ? """
            <h2>La séance a changé</h2>
            <p>Le jour, le lieu ou l’ordre du jour ont changé depuis la convocation\u{202F}? Dites-le à celles et ceux qui \
            l’ont reçue.</p>
            \(context.button(link(to: session.id), "Renvoyer à \(French.count(done, "personne"))", fields: [("action", "redire")], isSecond: true))
            """ : nil
        return Document(
            title: "Convoquer", summary: "Convoquer les représentants à une séance.",
            content: """
                \(context.faultSummary)<p>Déjà convoqués\u{202F}: \(French.count(done, "personne")). La convocation part au moins \
                \(French.count(rules.noticeDays, "jour")) avant la séance\u{202F}; les représentants désignés ensuite \
                sont convoqués à leur tour.</p>
                \(Blocks.table("À convoquer", heads: ["Personne", "Pour"], rows: rows))\
                <h2>La lettre</h2>
                <pre>\(text)</pre>
                \(button)\(again)
                """, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    /// The text of a convocation.
    static func letter(
        _ session: Assembly.Session, _ agenda: [Assembly.AgendaPoint], name: String,
        organisations: [String], _ site: SiteSettings
    ) -> String {
        let points = agenda.enumerated().map { index, point in
            "\(index + 1). \(point.title)"
                + (point.text.isEmpty ? "" : "\n" + Markdown.plain(point.text))
        }.joined(separator: "\n")
        let online = session.link.isEmpty ? "" : "\nEn ligne\u{202F}: \(session.link)"
        let address = site.publicAddress + SessionPage.link(to: session.id).address
        return """
            Bonjour\(name.isEmpty ? "" : " " + name),

            Vous êtes convié à la séance \(session.isExtraordinary ? "extraordinaire" : "ordinaire") de l’assemblée «\u{202F}\(session.title)\u{202F}», \
            pour\u{202F}: \(organisations.joined(separator: ", ")).

            \(ParisTime.longDay(session.begins)), à \(ParisTime.hour(session.begins))
            \(AssemblyText.place(session))\(online)

            Ordre du jour

            \(points)

            Pour émarger, donner procuration et voter\u{202F}: \(address)

            \(site.name)

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        if form["action"] == "redire" {
            _ = try members.store.assembly.tellChange(of: id, members.acting) {
                session, agenda, email in
                MailMessage(
                    to: email,
                    subject:
                        "Convocation mise à jour\u{202F}: \(session.title), \(ParisTime.dayText(session.begins))",
                    text: letter(
                        session, agenda, name: "", organisations: ["votre organisme"],
                        context.settings))
            }
            return Link(["assemblee", "seances", String(id)], query: [("fait", "convoquee")])
        }
        _ = try members.store.assembly.convoke(id, members.acting) { session, agenda, one in
            MailMessage(
                to: one.email,
                subject:
                    "Convocation\u{202F}: \(session.title), \(ParisTime.dayText(session.begins))",
                text: letter(
                    session, agenda, name: one.name, organisations: one.organisations,
                    context.settings))
        }
        return Link(["assemblee", "seances", String(id)], query: [("fait", "convoquee")])
    }
}
