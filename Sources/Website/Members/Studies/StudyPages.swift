import Community

/// « Études »: those that are published, and the drafts of one's own groups.
enum StudyListPage: CommunityPage {
    static let path = "/etudes"
    static let link = Link(["etudes"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let all = try members.store.studies.all(
            drafts: members.visitor.isEditor ? nil : members.visitor.groups)
        return Document(
            title: "Études",
            summary: "Les études des groupes de travail, avec leurs chiffres ouverts.",
            content: """
                <p class="chapo">Une étude part d’une question, fixe une édition des données, et chacun de ses chiffres \
                s’ouvre sur les contrats comptés. Elle se rejoue sur les éditions suivantes.</p>
                \(all.isEmpty ? "<p>Aucune étude n’est encore publiée.</p>\n" : list(all, showsGroup: true))
                """, section: .observatoire, trail: GroupListPage.trail)
    }

    static func list(_ studies: [Studies.Study], showsGroup: Bool) -> HTML {
        let items = studies.map { study -> HTML in
            let group: HTML? = showsGroup ? ", \(study.groupName)" : nil
            let state: HTML? =
                study.isPublished
                ? nil : " <span class=\"etiquette avertissement\">brouillon</span>"
            let summary: HTML? = study.summary.isEmpty ? nil : "<br>\(study.summary)"
            return """
                <li><a href="\(StudyPage.link(to: study.id))">\(study.title)</a>\(group)\(state)\(summary)</li>

                """
        }
        return "<ul class=\"liste\">\n\(items)</ul>\n"
    }
}

/// A study: its text, its figures as its edition says them, its discussion.
enum StudyPage: CommunityPage {
    static let path = "/etudes/:id"
    static let condition = StudySetting.condition

    static func link(to id: Int64, done: String? = nil, fragment: String? = nil) -> Link {
        Link(
            ["etudes", String(id)], query: done.map { [("fait", $0)] } ?? [], fragment: fragment)
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        let study = setting.study
        let edition = try setting.edition(context)
        let summary: HTML? =
            study.summary.isEmpty ? nil : "<p class=\"chapo\">\(study.summary)</p>\n"
        let text: HTML =
            study.text.isEmpty
            ? "<p>Le texte n’est pas encore écrit.</p>\n"
            : "<div class=\"texte-long\">\(LiveText.html(study.text, edition: edition, context))</div>\n"
        return Document(
            title: study.title, summary: study.summary.isEmpty ? "Une étude." : study.summary,
            content: """
                \(notice(context))\(state(setting, edition))\(summary)\(actions(setting))\(replay(setting, edition, context))\
                \(text)\(try StudyDiscussion.html(context, setting))
                """, section: .observatoire, kind: "Étude · \(study.groupName)",
            trail: setting.group.trail, isHiddenFromSearch: !study.isPublished)
    }

    private static func notice(_ context: Context) -> HTML? {
        context.notice([
            "ouverte": "L’étude est ouverte\u{202F}: écrivez-la.",
            "enregistre": "Une nouvelle version est enregistrée, pour le groupe.",
            "publie": "La version est publiée.", "retire": "L’étude est de nouveau un brouillon.",
            "commente": "Votre commentaire est enregistré.",
            "commentaire_retire": "Le commentaire est retiré.",
        ])
    }

    private static func state(_ setting: StudySetting, _ edition: Observation?) -> HTML {
        let study = setting.study
        var html = HTML()
        if !study.isPublished {
            html += "<p class=\"encart avis\">Brouillon, pour le groupe seulement.</p>\n"
        } else if study.hasLaterDraft, let published = study.publishedVersion {
            html += """
                <p class="encart avis">Vous lisez la version \(study.version), pour le groupe seulement. Le public lit \
                <a href="\(StudyVersionPage.link(to: published, of: study.id))">la version \(published)</a> jusqu’à ce \
                qu’un responsable du groupe publie celle-ci.</p>

                """
        }
        if edition == nil, !study.edition.isEmpty {
            html += """
                <p class="encart avis">L’édition <strong>\(study.edition)</strong>, sur laquelle cette étude est fixée, \
                n’est pas gardée ici\u{202F}: ses chiffres ne peuvent pas être relus.</p>

                """
        }
        let authors: HTML? = study.authors.isEmpty ? nil : "\(study.authors). "
        let fixed: HTML =
            study.edition.isEmpty
            ? "Aucune édition n’est encore fixée"
            : "Édition fixée\u{202F}: <a href=\"\(EditionPage.link(to: study.edition))\">\(study.edition)</a>"
        let question: HTML? = study.question.map { id -> HTML in
            " Elle part d’<a href=\"\(QuestionPage.link(to: id))\">une question</a>."
        }
        return html + """
            <p class="petit">\(authors)\(fixed). <a href="\(StudyVersionsPage.link(to: study.id))">Version \(study.version)</a> \
            du \(ParisTime.html(study.changed)).\(question)</p>

            """
    }

    private static func actions(_ setting: StudySetting) -> HTML? {
        var links: [HTML] = []
        let id = setting.study.id
        if setting.group.takesPart, setting.group.group.closed == nil {
            links.append(
                "<a class=\"bouton second\" href=\"\(StudyEditPage.link(to: id))\">Modifier</a>\n")
        }
        if setting.group.leads {
            links.append(
                "<a class=\"bouton second\" href=\"\(PublishStudyPage.link(to: id))\">\(setting.study.isPublished && !setting.study.hasLaterDraft ? "Dépublier" : "Publier")</a>\n"
            )
            links.append(
                "<a class=\"bouton second\" href=\"\(StudyPublicationPage.link(to: id))\">En faire une publication</a>\n"
            )
        }
        return links.isEmpty ? nil : "<p class=\"boutons\">\(links)</p>\n"
    }

    private static func replay(
        _ setting: StudySetting, _ edition: Observation?, _ context: Context
    ) -> HTML? {
        guard let edition, let now = context.edition, now.facts.id != edition.facts.id,
            !LiveText.references(setting.study.text).isEmpty
        else { return nil }
        return """
            <p class="encart"><a href="\(ReplayPage.link(to: setting.study.id))">Que disent ces chiffres dans l’édition \
            \(now.facts.id)\u{202F}?</a></p>

            """
    }
}

/// « Rejouer »: every figure of a study as its edition said it and as another says it.
enum ReplayPage: CommunityPage {
    static let path = "/etudes/:id/rejouer"
    static let condition = StudySetting.condition

    static func link(to id: Int64, edition: String? = nil) -> Link {
        Link(
            ["etudes", String(id), "rejouer"], query: edition.map { [("edition", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        let now = try context.observation()
        var content = HTML()
        if let then = try setting.edition(context) {
            let replay = Replay(setting.study.text, then: then, now: now)
            content += """
                <p class="chapo">Le texte de l’étude ne change pas. Voici chacun de ses chiffres, dans l’édition \
                <strong>\(then.facts.id)</strong> sur laquelle elle est fixée et dans l’édition \
                <strong>\(now.facts.id)</strong>.</p>

                """
            content +=
                replay.lines.isEmpty
                ? "<p>Cette étude ne cite aucun chiffre.</p>\n" : table(replay, then, now)
        } else {
            content += """
                <p class="encart avis">L’édition \(setting.study.edition), sur laquelle cette étude est fixée, n’est \
                pas gardée ici\u{202F}: rien à comparer.</p>

                """
        }
        content += try others(context, setting, now)
        return Document(
            title: "Rejouer «\u{202F}\(setting.study.title)\u{202F}»",
            summary: "Ce que les chiffres d’une étude disent aujourd’hui.", content: content,
            section: .observatoire, kind: "Étude · \(setting.study.groupName)",
            trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func table(_ replay: Replay, _ then: Observation, _ now: Observation) -> HTML {
        Blocks.table(
            "Chiffres de l’étude dans deux éditions",
            heads: ["Figure", "Sélection", then.facts.id, now.facts.id, "Écart"],
            rows: replay.lines.map { line in
                [
                    "\(line.number). \(line.title)\(line.group.map { "\u{202F}: " + $0 })",
                    HTML(text: line.selection), line.then.html, line.now.html,
                    HTML(text: line.difference),
                ]
            })
    }

    private static func others(_ context: Context, _ setting: StudySetting, _ now: Observation)
        throws -> HTML
    {
        let editions = try context.shelf.list().filter { $0.id != now.facts.id }
        guard !editions.isEmpty else { return HTML() }
        let items = editions.map { edition -> HTML in
            let link = link(to: setting.study.id, edition: edition.id)
            let day: HTML? = edition.day.map { ", au \(French.day($0))" }
            return "<li><a href=\"\(link)\">\(edition.id)</a>\(day)</li>\n"
        }
        return "<h2>Rejouer dans une autre édition</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }
}
