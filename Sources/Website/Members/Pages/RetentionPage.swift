import Community

/// « Conservation »: how long each thing is kept, and changing it.
enum RetentionPage: FormPage {
    static let path = "/administration/conservation"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "conservation"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let retentions = try members.store.retentions()
        let fields = retentions.map { retention in
            FormField(
                key: retention.setting, label: retention.label + ", en jours",
                help: "Par défaut\u{202F}: \(retention.byDefault) jours.",
                control: .number(1...36_500), value: String(retention.days))
        }
        return Document(
            title: "Conservation", summary: "Durées de conservation.",
            content: """
                \(context.notice(["enregistre": "Les durées sont enregistrées."]))\
                <p>Une ligne plus ancienne que la durée est supprimée, au plus une heure après.</p>
                \(VersionedForm.html(context, link, fields, version: try members.store.version(ofSettings: retentions.map(\.setting))))
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var check = FormCheck()
        var decided: [(key: String, value: String?)] = []
        for retention in try members.store.retentions() {
            let days = try check.read {
                try Entry.number(retention.setting, form[retention.setting], 1...36_500)
            }
            decided.append(
                (retention.setting, days == retention.byDefault ? nil : days.map { String($0) }))
        }
        try check.end()
        try members.store.decide(decided, version: try form.version(), members.acting)
        return Link(["administration", "conservation"], query: [("fait", "enregistre")])
    }
}
