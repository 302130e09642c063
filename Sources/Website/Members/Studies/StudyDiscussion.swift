import Community

/// What the group says of a study, below it; for the group only.
enum StudyDiscussion {
    static func html(_ context: Context, _ setting: StudySetting) throws -> HTML? {
        guard setting.group.takesPart else { return nil }
        let study = setting.study
        let comments = try setting.store.studies.comments(on: study.id)
        let person = setting.acting.person
        let items = comments.map { comment -> HTML in
            guard comment.removed == nil else {
                return "<li class=\"inconnu\">Commentaire retiré.</li>\n"
            }
            let changed: HTML? = comment.changed.map { ", modifié le \(ParisTime.html($0))" }
            let mine: HTML? =
                comment.author == person || setting.group.leads
                ? """
                <p class="petit"><a href="\(CommentPage.link(to: comment.id, of: study.id))">\
                \(comment.author == person ? "Modifier ou retirer" : "Retirer") ce commentaire</a></p>
                """ : nil
            return """
                <li id="commentaire-\(comment.id)"><p class="petit"><strong>\(comment.authorName)</strong>, \
                \(ParisTime.html(comment.written))\(changed)</p>
                <div class="texte-long">\(Markdown.html(comment.text, headings: 3))</div>\(mine)</li>

                """
        }
        let list: HTML? = items.isEmpty ? nil : "<ol class=\"frise\">\n\(items)</ol>\n"
        return """
            <h2 id="discussion">Discussion</h2>
            <p class="petit">Entre membres du groupe\u{202F}; elle n’est jamais publiée.</p>
            \(list)\(context.form(CommentsPage.link(on: study.id), [CommentsPage.field("")], button: "Commenter"))
            """
    }
}

/// « Commenter l’étude ».
enum CommentsPage: FormPage {
    static let path = "/etudes/:id/commentaires"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = GroupSetting.memberCondition
    static let longestBody = 60_000

    static func link(on id: Int64) -> Link { Link(["etudes", String(id), "commentaires"]) }

    static func field(_ text: String) -> FormField {
        FormField(
            key: "commentaire", label: "Commentaire", help: "En Markdown.",
            control: .text(rows: 4, length: 5_000), value: text)
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        try setting.group.requireMember()
        return Document(
            title: "Commenter l’étude", summary: "La discussion d’une étude.",
            content: context.form(link(on: setting.study.id), [field("")], button: "Commenter"),
            section: .observatoire, kind: setting.study.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.studySetting()
        try setting.group.requireMember()
        try setting.store.studies.comment(
            on: setting.study.id, text: form["commentaire"], setting.acting)
        return StudyPage.link(to: setting.study.id, done: "commente", fragment: "discussion")
    }
}

/// One's own comment: changing it, taking it back.
enum CommentPage: FormPage {
    static let path = "/etudes/:id/commentaires/:commentaire"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "auteur du commentaire, ou responsable du groupe pour le retirer"
    static let longestBody = 60_000

    static func link(to comment: Int64, of id: Int64) -> Link {
        Link(["etudes", String(id), "commentaires", String(comment)])
    }

    private static func comment(_ context: Context) throws -> (StudySetting, Studies.Comment) {
        let setting = try context.studySetting()
        try setting.group.requireMember()
        let comment = try setting.store.studies.comment(
            context.number("commentaire"), on: setting.study.id)
        try setting.group.visitor.require(
            comment.author == setting.acting.person || setting.group.leads,
            "On ne change que ses propres commentaires.")
        return (setting, comment)
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, comment) = try comment(context)
        let here = link(to: comment.id, of: setting.study.id)
        let form: HTML? =
            comment.author == setting.acting.person && comment.removed == nil
            ? VersionedForm.html(
                context, here, [CommentsPage.field(comment.text)], version: comment.version,
                saved: [("commentaire", "Commentaire", comment.text)]) : nil
        return Document(
            title: "Un commentaire", summary: "Modifier ou retirer un commentaire.",
            content: """
                \(form)\(context.button(here, "Retirer ce commentaire", fields: [("geste", "retirer")], isSecond: true))
                """, section: .observatoire, kind: setting.study.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, comment) = try comment(context)
        if form["geste"] == "retirer" {
            try setting.store.studies.remove(
                comment: comment.id, on: setting.study.id, mayModerate: setting.group.leads,
                setting.acting)
            return StudyPage.link(
                to: setting.study.id, done: "commentaire_retire", fragment: "discussion")
        }
        try setting.store.studies.change(
            comment: comment.id, on: setting.study.id, text: form["commentaire"],
            version: try form.version(), setting.acting)
        return StudyPage.link(to: setting.study.id, done: "commente", fragment: "discussion")
    }
}
