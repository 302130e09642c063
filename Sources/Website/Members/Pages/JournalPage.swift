import Community

/// « Journal »: who changed what, when, before and after.
enum JournalPage: CommunityPage {
    static let path = "/administration/journal"
    static let reading: Access = .administrator
    static let link = Link(["administration", "journal"])

    private static let perPage = 50

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let before = context.visit.value("avant").flatMap { Int64($0) }
        let object = context.visit.value("objet")
        let entries = try members.store.journal(
            object: object, before: before, atMost: perPage)
        let people = Dictionary(
            uniqueKeysWithValues: try members.store.accounts.people().map { ($0.id, $0.shownName) })
        let rows = entries.map { entry -> [HTML] in
            [
                ParisTime.html(entry.moment),
                HTML(
                    text: entry.person.map { people[$0] ?? "Personne n°\u{A0}\($0)" }
                        ?? (entry.mayHideAuthor
                            ? "Non dit avant l’heure limite, ou programme"
                            : "Programme ou visiteur")),
                HTML(text: "\(entry.action), \(entry.object) n°\u{A0}\(entry.row)"),
                change(entry),
            ]
        }
        let more =
            entries.count == perPage
            ? entries.last.map { last -> HTML in
                let link = Link(
                    ["administration", "journal"],
                    query: (object.map { [("objet", $0)] } ?? []) + [("avant", String(last.id))])
                return "<p><a href=\"\(link)\">Plus ancien</a></p>\n"
            } : nil
        return Document(
            title: "Journal", summary: "Les changements, du plus récent au plus ancien.",
            content: """
                \(Blocks.table("Changements", heads: ["Quand", "Qui", "Quoi", "Avant et après"], rows: rows, isCaptionHidden: true))\
                \(more)
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    private static func change(_ entry: JournalEntry) -> HTML {
        let items = entry.changes.map { change -> HTML in
            let before: HTML? = change.before.map { "<del>\(shortened($0))</del> " }
            let after: HTML? = change.after.map { "<ins>\(shortened($0))</ins>" }
            return "<li><code>\(change.column)</code> \(before)\(after)</li>\n"
        }
        return "<ul class=\"changements\">\n\(items)</ul>"
    }

    private static func shortened(_ text: String) -> String {
        if text.isEmpty { return "(vide)" }
        return text.count <= 240 ? text : text.prefix(239) + "…"
    }
}

/// « Conservation »: how long each thing is kept, and changing it.
enum RetentionPage: FormPage {
    static let path = "/administration/conservation"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "conservation"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let fields = try members.store.retentions().map { retention in
            let floor =
                retention.kept.leastDays > 1 ? " " + self.floor(retention.kept, context) : ""
            return FormField(
                key: retention.kept.setting, label: label(retention.kept.setting) + ", en jours",
                help: "Par défaut\u{202F}: \(French.count(retention.kept.days, "jour"))." + floor,
                control: .number(retention.kept.leastDays...36_500),
                value: String(retention.days))
        }
        return Document(
            title: "Conservation", summary: "Durées de conservation.",
            content: """
                \(context.notice(["enregistre": "Les durées sont enregistrées."]))\
                <p>Une ligne plus ancienne que la durée est supprimée, au plus une heure après.</p>
                \(context.form(link, fields, button: "Enregistrer"))
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    /// Why a duration has a floor, with the article.
    private static func floor(_ kept: StoredTable.Retention, _ context: Context) -> String {
        "Jamais moins de cinq ans, soit \(French.count(kept.leastDays, "jour")) "
            + "(\(context.consultationLaw.keepingArticle))."
    }

    /// Words of a setting: `conservation.demandes_inscription_jours` is « Demandes inscription ».
    private static func label(_ setting: String) -> String {
        var words = setting
        if let dot = words.firstIndex(of: ".") { words.removeSubrange(...dot) }
        if words.hasSuffix("_jours") { words.removeLast("_jours".count) }
        words = words.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var check = FormCheck()
        var decided: [(String, Int)] = []
        for retention in try members.store.retentions() {
            let key = retention.kept.setting
            let days = try check.read { try Entry.number(key, form[key], 1...36_500) }
            if let days, days < retention.kept.leastDays {
                check.fault(key, floor(retention.kept, context))
            } else if let days, days != retention.days {
                decided.append((key, days))
            }
        }
        try check.end()
        for (key, days) in decided {
            try members.store.decide(key, String(days), members.acting)
        }
        return Link(["administration", "conservation"], query: [("fait", "enregistre")])
    }
}
