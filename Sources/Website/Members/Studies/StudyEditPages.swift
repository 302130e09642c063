import Community

/// « Ouvrir une étude » in a group.
enum NewStudyPage: FormPage {
    static let path = "/groupes/:cle/etudes/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = GroupSetting.memberCondition
    static let longestBody = 60_000

    static func link(to key: String) -> Link { Link(["groupes", key, "etudes", "nouvelle"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireMember()
        return Document(
            title: "Ouvrir une étude", summary: "Une étude d’un groupe de travail.",
            content: """
                <p>L’étude fixe une édition des données\u{202F}: ses chiffres ne bougeront pas, et pourront être rejoués \
                sur les suivantes.</p>
                \(context.form(link(to: setting.group.key), try fields(context, title: ""), button: "Ouvrir l’étude"))
                """, section: .observatoire, kind: setting.group.name, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func fields(_ context: Context, title: String) throws -> [FormField] {
        [
            FormField(key: "titre", label: "Titre", control: .line(length: 200), value: title),
            try StudyEditPage.editionField(
                context, value: context.edition?.facts.id ?? "", key: "edition_fixee"),
        ]
    }

    /// Opens a study from a form, by who signs in.
    static func open(
        _ context: Context, _ form: SentForm, _ setting: GroupSetting, from question: Int64?,
        text: String
    ) throws -> Link {
        let person = try setting.visitor.signedIn()
        try StudyEditPage.requireEdition(form["edition_fixee"], context)
        let id = try setting.store.studies.open(
            in: setting.group.id, from: question,
            Studies.Draft(
                title: form["titre"], authors: person.name, text: text,
                edition: form["edition_fixee"]), setting.acting)
        return StudyEditPage.link(to: id, done: "ouverte")
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireMember()
        return try open(context, form, setting, from: nil, text: "")
    }
}

/// « En faire une étude »: a question becomes a study.
enum QuestionStudyPage: FormPage {
    static let path = "/questions/:id/etude"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = GroupSetting.memberCondition
    static let longestBody = 60_000

    static func link(to id: Int64) -> Link { Link(["questions", String(id), "etude"]) }

    static func document(_ context: Context) throws -> Document {
        let (setting, question) = try QuestionPage.question(context)
        try setting.requireMember()
        return Document(
            title: "Faire une étude de cette question",
            summary: "Une question devient une étude.",
            content: """
                <p>«\u{202F}\(question.title)\u{202F}»</p>
                <p>L’étude fixe une édition des données\u{202F}: ses chiffres ne bougeront pas, et pourront être rejoués \
                sur les suivantes.</p>
                \(context.form(
                    link(to: question.id), try NewStudyPage.fields(context, title: question.title),
                    button: "Ouvrir l’étude"))
                """, section: .observatoire, kind: question.groupName,
            trail: setting.trail + [(question.title, QuestionPage.link(to: question.id))],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, question) = try QuestionPage.question(context)
        try setting.requireMember()
        let quoted = question.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "> " + $0 }.joined(separator: "\n")
        return try NewStudyPage.open(
            context, form, setting, from: question.id, text: question.text.isEmpty ? "" : quoted)
    }
}

/// « Modifier l’étude »: its text, with a preview of its figures.
enum StudyEditPage: FormPage {
    static let path = "/etudes/:id/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = GroupSetting.memberCondition
    static let longestBody = 1_000_000

    static func link(to id: Int64, done: String? = nil) -> Link {
        Link(["etudes", String(id), "modifier"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        if form["geste"] == "apercu" { return try shown(context) }
        return try answering(context) { .seeOther(try act(context, form)) }
    }

    /// The choice of an edition among those kept.
    static func editionField(_ context: Context, value: String, key: String) throws -> FormField {
        var choices = try context.shelf.list().map { edition in
            (
                value: edition.id,
                label: edition.id + (edition.isCurrent ? " (édition courante)" : "")
            )
        }
        if !value.isEmpty, !choices.contains(where: { $0.value == value }) {
            choices.append((value, value + " (n’est plus gardée)"))
        }
        return FormField(
            key: key, label: "Édition fixée", help: "Les chiffres du texte y sont lus.",
            control: .choice(choices), value: value)
    }

    /// Refuses an edition that is not kept.
    static func requireEdition(_ id: String, _ context: Context) throws {
        guard try StudySetting.edition(id, context) != nil else {
            throw CommunityRefusal.invalid(
                field: "edition_fixee", value: id,
                sentence: "Choisissez une édition de la liste.")
        }
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        try setting.group.requireMember()
        let study = setting.study
        let preview: HTML?
        if let sent = context.sent, sent["geste"] == "apercu" {
            let edition = try StudySetting.edition(sent["edition_fixee"], context)
            preview = """
                <section class="document" id="apercu"><h2>Aperçu</h2>
                <div class="texte-long">\(LiveText.html(sent["texte"], edition: edition, context, headings: 2))</div>
                </section>

                """
        } else {
            preview = nil
        }
        let fields = [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 200), value: study.title),
            FormField(
                key: "resume", label: "Résumé", control: .text(rows: 3, length: 2_000),
                value: study.summary, isRequired: false),
            FormField(
                key: "auteurs", label: "Auteurs", help: "Séparés par des virgules.",
                control: .line(length: 300), value: study.authors, isRequired: false),
            try editionField(context, value: study.edition, key: "edition_fixee"),
            FormField(
                key: "texte", label: "Texte",
                help: "En Markdown\u{202F}; les figures s’écrivent comme dit plus bas.",
                control: .text(rows: 24, length: 100_000), value: study.text, isRequired: false),
            FormField(
                key: "note", label: "Ce qui change", help: "Pour la liste des versions.",
                control: .line(length: 200), isRequired: false),
        ]
        return Document(
            title: "Modifier l’étude", summary: "Le texte d’une étude et ses chiffres.",
            content: """
                \(context.notice(["ouverte": "L’étude est ouverte\u{202F}: écrivez-la."]))\(preview)\
                \(VersionedForm.html(
                    context, link(to: study.id), fields, version: study.version,
                    saved: [
                        ("titre", "Titre", study.title), ("resume", "Résumé", study.summary),
                        ("texte", "Texte", study.text),
                    ],
                    buttons: " <button type=\"submit\" class=\"bouton second\" name=\"geste\" value=\"apercu\">Aperçu</button>"
                ))\(FigureHelp.html(context))
                """, section: .observatoire, kind: study.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.studySetting()
        try setting.group.requireMember()
        let study = setting.study
        if form["edition_fixee"] != study.edition {
            try requireEdition(form["edition_fixee"], context)
        }
        try setting.store.studies.save(
            study.id,
            Studies.Draft(
                title: form["titre"], summary: form["resume"], authors: form["auteurs"],
                text: form["texte"], edition: form["edition_fixee"], note: form["note"]),
            version: try form.version(), setting.acting)
        return StudyPage.link(to: study.id, done: "enregistre")
    }
}

/// How a figure is written in a text.
enum FigureHelp {
    static func html(_ context: Context) -> HTML {
        let codes = context.edition.map { edition -> HTML in
            let items = edition.answers.indicators.map { card -> HTML in
                "<li><code>\(card.code)</code> <a href=\"\(IndicatorPage.link(to: card.code))\">\(card.title)</a></li>\n"
            }
            return
                "<details><summary>Les codes des indicateurs</summary>\n<ul class=\"liste\">\n\(items)</ul></details>\n"
        }
        return """
            <h2 id="figures">Écrire une figure</h2>
            <p>Dans une phrase, entre accents graves\u{202F}: le mot figure, le code d’un indicateur, puis la sélection, \
            comme dans les adresses de l’explorateur (une adresse copiée convient aussi).</p>
            <pre><code>La part d’offre unique est de `figure CON-01 annee=2024 departement=59`.</code></pre>
            <p>Seule, avec un graphique quand elle est répartie par une clé (par=annee, par=departement…)\u{202F}:</p>
            <pre><code>```figure
            CON-01
            departement=59
            par=annee
            titre="Offre unique dans le Nord"
            ```</code></pre>
            <p>Une valeur qui contient des blancs s’écrit entre guillemets droits\u{202F}: mots="toiture école". Une autre \
            mesure de l’indicateur se choisit par mesure=.</p>
            \(codes)
            """
    }
}

/// « Publier l’étude »: the version that the lead reads, or none any more.
enum PublishStudyPage: FormPage {
    static let path = "/etudes/:id/publier"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to id: Int64) -> Link { Link(["etudes", String(id), "publier"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        try setting.group.requireLead()
        let study = setting.study
        let publish: HTML? =
            study.isPublished && !study.hasLaterDraft
            ? nil
            : """
            <p>La <a href="\(StudyVersionPage.link(to: study.version, of: study.id))">version \(study.version)</a> sera \
            lisible par tous, avec ses chiffres\(study.isPublished ? ", à la place de celle qui l’est" : ""). Les autres \
            versions, leurs notes et la discussion restent au groupe.</p>
            \(context.form(link(to: study.id), [
                FormField(key: "etat", label: "", control: .hidden, value: "publiee"),
                FormField(key: "version", label: "", control: .hidden, value: String(study.version)),
            ], button: "Publier la version \(study.version)"))
            """
        let withdraw: HTML? =
            study.isPublished
            ? """
            <p>Dépubliée, l’étude redevient un brouillon, lisible par le groupe seulement.</p>
            \(context.button(link(to: study.id), "Dépublier", fields: [("etat", "brouillon")], isSecond: publish != nil))
            """ : nil
        return Document(
            title: publish == nil ? "Dépublier l’étude" : "Publier l’étude",
            summary: "Rendre une version d’une étude publique, ou non.",
            content: "\(publish)\(withdraw)", section: .observatoire, kind: study.title,
            trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.studySetting()
        try setting.group.requireLead()
        let isPublic = form["etat"] == "publiee"
        if isPublic {
            try setting.store.studies.publish(
                setting.study.id, version: try form.version(), setting.acting)
        } else {
            try setting.store.studies.withdraw(setting.study.id, setting.acting)
        }
        return StudyPage.link(to: setting.study.id, done: isPublic ? "publie" : "retire")
    }
}
