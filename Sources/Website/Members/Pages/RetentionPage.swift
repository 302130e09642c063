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
            let kept = retention.kept
            let floor = kept.leastDays > 1 ? " " + self.floor(kept, context) : ""
            return FormField(
                key: kept.setting, label: kept.label + ", en jours",
                help: "Par défaut\u{202F}: \(French.count(kept.days, "jour"))." + floor,
                control: .number(kept.leastDays...36_500), value: String(retention.days))
        }
        return Document(
            title: "Conservation", summary: "Durées de conservation.",
            content: """
                \(context.notice(["enregistre": "Les durées sont enregistrées."]))\
                <p>Une ligne plus ancienne que la durée est supprimée, au plus une heure après.</p>
                \(VersionedForm.html(context, link, fields, version: try members.store.version(ofSettings: retentions.map(\.kept.setting))))
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    /// Why a duration has a floor, with the article.
    private static func floor(_ kept: StoredTable.Retention, _ context: Context) -> String {
        "Jamais moins de cinq ans, soit \(French.count(kept.leastDays, "jour")) "
            + "(\(context.consultationLaw.keepingArticle))."
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var check = FormCheck()
        var decided: [(key: String, value: String?)] = []
        for (_, kept, _) in try members.store.retentions() {
            let days = try check.read {
                try Entry.number(kept.setting, form[kept.setting], 1...36_500)
            }
            if let days, days < kept.leastDays { check.fault(kept.setting, floor(kept, context)) }
            decided.append((kept.setting, days == kept.days ? nil : days.map { String($0) }))
        }
        try check.end()
        try members.store.decide(decided, version: try form.version(), members.acting)
        return Link(["administration", "conservation"], query: [("fait", "enregistre")])
    }
}
