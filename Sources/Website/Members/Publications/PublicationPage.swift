import Community

/// How names of authors and institutions are written.
enum PublicationNames {
    /// `Martin, Anne` as `Anne Martin`; a body's name as it is.
    static func shown(_ name: String) -> String {
        let parts = name.split(separator: ",", maxSplits: 1).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        return parts.count == 2 ? parts[1] + " " + parts[0] : name
    }

    /// Authors, then institutions, in one line.
    static func shown(_ authors: [String], _ institutions: [String]) -> String {
        let names = authors.map { shown($0) }.joined(separator: ", ")
        let bodies = institutions.joined(separator: ", ")
        return names.isEmpty || bodies.isEmpty ? names + bodies : "\(names) (\(bodies))"
    }
}

extension Visitor {
    /// Whether this visitor may review a publication, publish it and withdraw it.
    func mayReview(_ publication: Publication) -> Bool {
        publication.group.map { leads($0) } ?? isEditor
    }

    /// Whether this visitor may draft a publication and submit it: the members of its group too.
    func mayWrite(_ publication: Publication) -> Bool {
        mayReview(publication) || publication.group.map(groups.contains) ?? false
    }

    /// Refuses those who may not write a publication.
    func requireWriting(_ publication: Publication) throws(CommunityRefusal) {
        try require(
            mayWrite(publication),
            "Cette publication se modifie par la rédaction et par les membres de son groupe.")
    }
}

/// One publication, as its last published version.
enum PublicationPage: CommunityPage {
    static let path = "/publications/:cle"
    static let reading: Access = .everyone

    static func link(to key: String) -> Link { Link(["publications", key]) }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let publication = try members.store.publications.publication(context.argument("cle"))
        guard publication.withdrawn == nil else { return try shown(context, status: 410) }
        if publication.changed == nil, members.visitor.mayWrite(publication) {
            return .seeOther(PublicationTrackPage.link(to: publication.key))
        }
        return try shown(context)
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let publications = members.store.publications
        let publication = try publications.publication(context.argument("cle"))
        guard let version = try publications.current(publication.id) else {
            throw Publications.absent(publication.key)
        }
        return try PublicationSheet(
            context: context, members: members, publication: publication, version: version,
            isCurrent: true
        ).document
    }
}

/// One published version, at its lasting address.
enum PublicationVersionPage: CommunityPage {
    static let path = "/publications/:cle/versions/:n"

    static func link(to key: String, _ number: Int) -> Link {
        Link(["publications", key, "versions", String(number)])
    }

    static func answer(_ context: Context) throws -> Answer {
        let publication = try context.community().store.publications.publication(
            context.argument("cle"))
        return try shown(context, status: publication.withdrawn == nil ? 200 : 410)
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let publications = members.store.publications
        let publication = try publications.publication(context.argument("cle"))
        guard publication.changed != nil else { throw Publications.absent(publication.key) }
        let version = try publications.version(
            publication.id, number: Int(context.argument("n")) ?? 0)
        guard version.state == .published else {
            // The same as for a version that is not there.
            throw CommunityRefusal.absent(
                "Cette publication n’a pas de version \(version.number).")
        }
        let current = try publications.current(publication.id)
        return try PublicationSheet(
            context: context, members: members, publication: publication, version: version,
            isCurrent: current?.number == version.number
        ).document
    }
}

/// What a page of a publication says, for readers and in preview.
struct PublicationSheet {
    let context: Context
    let members: Members
    let publication: Publication
    let version: PublicationVersion
    /// Whether it is what readers see now.
    let isCurrent: Bool

    private var content: PublicationContent { version.content }
    private var address: PublicationAddress { PublicationAddress(context) }

    var document: Document {
        get throws {
            guard publication.withdrawn == nil else { return withdrawn }
            var html = HTML()
            if content.isExample {
                html += """
                    <p class="encart avis"><strong>Texte d’exemple</strong>, écrit pour la démonstration \
                    du logiciel\u{202F}: il n’engage aucun auteur ni aucun organisme.</p>

                    """
            }
            if !isCurrent, version.state == .published {
                html += """
                    <p class="encart avis">Vous lisez la version \(version.number). \
                    <a href="\(PublicationPage.link(to: publication.key))">Lire la version courante</a>.</p>

                    """
            }
            let by = PublicationNames.shown(content.authors, content.institutions)
            if !by.isEmpty { html += "<p class=\"petit\">\(by)</p>\n" }
            if !content.summary.isEmpty { html += "<p class=\"chapo\">\(content.summary)</p>\n" }
            html += files
            if !content.text.isEmpty {
                html += "<h2 class=\"lecteur\">Texte</h2>\n<div class=\"texte-long publication\">\n"
                html += try PublicationText.html(content.text, edition: content.edition, context)
                html += "</div>\n"
            }
            html += try facts
            if version.state == .published { html += try citation + history }
            if members.visitor.mayWrite(publication) {
                html += """
                    <p class="agir"><a class="bouton second" \
                    href="\(PublicationTrackPage.link(to: publication.key))">Suivi et nouvelle version</a></p>

                    """
            }
            let summary = content.summary.isEmpty ? content.title : content.summary
            return Document(
                title: content.title, summary: String(summary.prefix(300)), content: html,
                section: .publications, kind: content.kind.label,
                trail: [("Publications", PublicationListPage.link)],
                isHiddenFromSearch: !isCurrent || content.isExample,
                head: version.state == .published
                    ? PublicationMetadata(address, publication, version).head : HTML())
        }
    }

    private var withdrawn: Document {
        let day = publication.withdrawn.map { " le \(ParisTime.dayText($0))" } ?? ""
        let track: HTML? =
            members.visitor.mayWrite(publication)
            ? "<p><a href=\"\(PublicationTrackPage.link(to: publication.key))\">Suivi</a></p>\n"
            : nil
        return Document(
            title: content.title, summary: "Publication retirée.",
            content: """
                <div class="encart alerte"><p><strong>Cette publication a été retirée\(day).</strong></p>
                <p>\(publication.withdrawalReason)</p></div>
                <p>Son adresse reste, pour que les textes qui la citent ne mènent pas au vide. \
                <a href="\(PublicationListPage.link)">Voir les autres publications</a>.</p>
                \(track)
                """, section: .publications, kind: "Publication retirée",
            trail: [("Publications", PublicationListPage.link)], isHiddenFromSearch: true)
    }

    private var files: HTML {
        let items = version.files.filter { !$0.file.kind.isImage }.map { file -> HTML in
            let note = file.text == .empty ? ", images sans texte" : ""
            return """
                <li><a href="\(PublicationFile.link(to: publication.key, version.number, file.name))">\
                \(file.label.isEmpty ? file.name : file.label)</a> \
                <span class="petit">(\(file.file.kind.label), \(French.bytes(file.file.size))\(note))</span></li>

                """
        }
        return items.isEmpty ? HTML() : "<ul class=\"liste fichiers\">\n\(items)</ul>\n"
    }

    private var facts: HTML {
        get throws {
            var items: [(term: String, note: String?, value: HTML)] = [
                ("Date", nil, HTML(text: French.day(content.day)))
            ]
            if let id = publication.group,
                let group = try members.store.groups.all().first(where: { $0.id == id })
            {
                items.append(
                    (
                        "Groupe de travail", nil,
                        "<a href=\"\(GroupPage.link(to: group.key))\">\(group.name)</a>"
                    ))
            }
            if !version.themes.isEmpty {
                let themes = version.themes.map { theme -> HTML in
                    """
                    <a class="etiquette" href="\(PublicationListPage.link([("theme", theme.key)]))">\
                    \(theme.name)</a>
                    """
                }
                items.append(("Thèmes", nil, "\(themes)"))
            }
            items.append(("Langue", nil, HTML(text: content.language.label)))
            items.append(("Licence", nil, HTML(text: content.licence.label)))
            if !content.edition.isEmpty {
                items.append(
                    (
                        "Édition des chiffres", nil,
                        "<a href=\"\(EditionPage.link(to: content.edition).free)\">\(content.edition)</a>"
                    ))
            }
            if content.edition.isEmpty, !LiveText.references(content.text).isEmpty,
                let served = context.edition
            {
                items.append(
                    (
                        "Édition des chiffres",
                        version.state == .draft
                            ? "celle servie, fixée à la soumission" : "celle servie",
                        "<a href=\"\(EditionPage.link(to: served.facts.id))\">\(served.facts.id)</a>"
                    ))
            }
            return "<h2>À propos</h2>\n" + Blocks.sheet(items)
        }
    }

    private var citation: HTML {
        get throws {
            let key = publication.key
            return """
                <h2>Citer</h2>
                <p>\(PublicationMetadata(address, publication, version).sentence)</p>
                <p><a href="\(PublicationBibTeX.link(to: key))" rel="nofollow">BibTeX</a> · \
                <a href="\(PublicationRIS.link(to: key))" rel="nofollow">RIS (Zotero, EndNote)</a></p>

                """
        }
    }

    private var history: HTML {
        get throws {
            let versions = try members.store.publications.published(publication.id)
            let items = versions.map { item -> HTML in
                """
                <li><a href="\(PublicationVersionPage.link(to: publication.key, item.number))">\
                Version \(item.number)</a>, publiée le \(ParisTime.dayText(item.moment))</li>

                """
            }
            return """
                <h2>Versions</h2>
                <p class="petit">Chaque version garde son adresse et ses fichiers.</p>
                <ul class="liste">
                \(items)</ul>

                """
        }
    }
}

/// The text of a publication made HTML: the one place where its figures come alive.
enum PublicationText {
    /// - Parameter edition: the edition that its figures come from; empty for the one
    ///   served.
    static func html(_ markdown: String, edition: String, _ context: Context) throws -> HTML {
        let observation =
            edition.isEmpty ? context.edition : try StudySetting.edition(edition, context)
        return LiveText.html(markdown, edition: observation, context)
    }
}
