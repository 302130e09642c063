import Community

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
        var check = FormCheck()
        let begins = try check.read { try ParisTime.moment("debut", form["debut"]) }
        let description = Assembly.SessionDescription(
            title: form["titre"], isExtraordinary: form["genre"] == "extraordinaire",
            place: form["lieu"], link: form["lien"], begins: begins ?? Moment(seconds: 0),
            secondOf: Int64(form["seconde_de"]), president: Int64(form["president"]))
        check.note(description.faults)
        try check.end()
        return description
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
                ConvocationLetters.cancellation(
                    session, to: email, at: members.acting.now, context.settings)
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
