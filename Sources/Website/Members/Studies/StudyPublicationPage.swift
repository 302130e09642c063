import Community

/// « En faire une publication »: the study gives a draft to the library.
enum StudyPublicationPage: FormPage {
    static let path = "/etudes/:id/publication"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to id: Int64) -> Link { Link(["etudes", String(id), "publication"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        try setting.group.requireLead()
        return Document(
            title: "En faire une publication", summary: "Une étude entre dans la bibliothèque.",
            content: """
                <p>Un brouillon de publication, fait de la version publiée s’il y en a une, reprendra le titre, le résumé, les auteurs, le texte et l’édition fixée de \
                l’étude. Il suit ensuite le chemin de la bibliothèque\u{202F}: relecture, publication. Le refaire plus \
                tard commence une nouvelle version de la même publication.</p>
                \(context.form(link(to: setting.study.id), [], button: "Préparer la publication"))
                """, section: .observatoire, kind: setting.study.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.studySetting()
        try setting.group.requireLead()
        let study = try setting.store.studies.publishable(setting.study.id)
        return PublicationEditPage.link(
            to: try setting.store.publications.draft(from: study, setting.acting))
    }
}
