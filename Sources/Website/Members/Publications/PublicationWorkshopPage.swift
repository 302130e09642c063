import Community

/// « L’atelier »: what is being written, reviewed, and was withdrawn.
enum PublicationWorkshopPage: CommunityPage {
    static let path = "/publications/atelier"
    static let reading: Access = .account
    static let condition = "chaque publication\u{202F}: rédaction ou membre de son groupe"
    static let link = Link(["publications", "atelier"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        try members.visitor.require(
            members.visitor.isEditor || !members.visitor.groups.isEmpty,
            "L’atelier est ouvert à la rédaction et aux membres des groupes de travail.")
        let all = try members.store.publications.workshop().filter {
            members.visitor.mayWrite($0.publication)
        }
        func row(_ item: (publication: Publication, version: PublicationVersion)) -> [HTML] {
            let state =
                item.publication.withdrawn == nil ? item.version.state.label : "Retirée"
            return [
                """
                <a href="\(PublicationTrackPage.link(to: item.publication.key))">\
                \(item.version.content.title)</a>
                """,
                HTML(text: item.version.content.kind.label), HTML(text: state),
                "\(item.version.number)",
            ]
        }
        let heads = ["Titre", "Genre", "État", "Version"]
        let pending = all.filter { $0.version.state != .published }.map(row)
        let done = all.filter { $0.version.state == .published }.map(row)
        let writing: HTML =
            pending.isEmpty
            ? "<p>Rien n’est en cours.</p>\n"
            : Blocks.table(
                "En cours", heads: heads, rows: pending, numbers: [3], isCaptionHidden: true)
        let published: HTML? =
            done.isEmpty
            ? nil
            : "<h2>Publiées</h2>\n"
                + Blocks.table(
                    "Publiées", heads: heads, rows: done, numbers: [3], isCaptionHidden: true)
        return Document(
            title: "L’atelier des publications", summary: "Écrire, relire, publier.",
            content: """
                <p class="chapo">Un texte s’écrit, se relit, puis se publie\u{202F}: les lecteurs voient ce qui a \
                été accepté.</p>
                <p><a class="bouton" href="\(PublicationNewPage.link)">Commencer une publication</a></p>
                <h2>En cours</h2>
                \(writing)\(published)
                """, section: .publications, trail: [("Publications", PublicationListPage.link)],
            isHiddenFromSearch: true)
    }
}

/// « Commencer une publication ».
enum PublicationNewPage: FormPage {
    static let path = "/publications/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "pour un groupe dont on est membre, ou rédaction"
    static let link = Link(["publications", "nouvelle"])
    private static let membersOnly =
        "On commence une publication pour un groupe dont on est membre."

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        var groups = try members.store.groups.all().filter {
            members.visitor.leads($0.id) || members.visitor.groups.contains($0.id)
        }
        .map { (value: $0.key, label: $0.name) }
        try members.visitor.require(
            !groups.isEmpty || members.visitor.isEditor, Self.membersOnly)
        if members.visitor.isEditor { groups.append((value: "", label: "Aucun groupe")) }
        let kinds = PublicationKind.allCases.map { (value: $0.rawValue, label: $0.label) }
        return Document(
            title: "Commencer une publication", summary: "Un nouveau brouillon.",
            content: context.form(
                link,
                [
                    FormField(key: "titre", label: "Titre", control: .line(length: 300)),
                    FormField(key: "genre", label: "Genre", control: .choice(kinds)),
                    FormField(
                        key: "groupe", label: "Groupe de travail",
                        help: "Ses membres écrivent, ses responsables relisent et publient.",
                        control: .choice(groups),
                        isRequired: false),
                    FormField(
                        key: "cle", label: "Mot de l’adresse",
                        help: "L’adresse est durable. Laissé vide, il est fait du titre.",
                        control: .line(length: 80), isRequired: false),
                ], button: "Commencer"), section: .publications,
            trail: [
                ("Publications", PublicationListPage.link),
                ("L’atelier", PublicationWorkshopPage.link),
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var group: Int64?
        if !form["groupe"].isEmpty { group = try members.store.groups.group(form["groupe"]).id }
        try members.visitor.require(
            group.map { members.visitor.leads($0) || members.visitor.groups.contains($0) }
                ?? members.visitor.isEditor, Self.membersOnly)
        var content = PublicationContent(day: context.today)
        content.kind = try Entry.choice("genre", form["genre"])
        content.title = form["titre"]
        let key = try members.store.publications.draft(
            content, key: form["cle"], group: group, members.acting)
        return PublicationEditPage.link(to: key)
    }
}
