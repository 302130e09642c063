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
        let object = context.visit.value("objet").flatMap { $0.isEmpty ? nil : $0 }
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
                HTML(
                    text: "\(JournalWords.action(entry.action)), "
                        + "\(JournalWords.table(entry.object)) n°\u{A0}\(entry.row)"),
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
                \(filter(object))\
                \(Blocks.table("Changements", heads: ["Quand", "Qui", "Quoi", "Avant et après"], rows: rows, isCaptionHidden: true))\
                \(more)
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    /// One kind of thing to choose, by GET.
    private static func filter(_ object: String?) -> HTML {
        let choices = JournalWords.tables.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let options = choices.map { choice -> HTML in
            let selected: HTML? = choice.key == object ? " selected" : nil
            return "<option value=\"\(choice.key)\"\(selected)>\(choice.value)</option>"
        }
        return """
            <form method="get" action="\(link)">
            <p class="champ"><label for="objet">Changements de</label><select id="objet" name="objet">\
            <option value="">tout</option>\(options)</select></p>
            <p class="agir"><button type="submit">Montrer</button></p>
            </form>

            """
    }

    private static func change(_ entry: JournalEntry) -> HTML {
        let items = entry.changes.map { change -> HTML in
            func shown(_ text: String) -> String {
                JournalWords.moment(change.column, text) ?? shortened(text)
            }
            let before: HTML? = change.before.map { "<del>\(shown($0))</del> " }
            let after: HTML? = change.after.map { "<ins>\(shown($0))</ins>" }
            let name: HTML =
                JournalWords.columns[change.column].map { "\($0)" }
                ?? "<code>\(change.column)</code>"
            return "<li>\(name)\u{202F}: \(before)\(after)</li>\n"
        }
        return "<ul class=\"changements\">\n\(items)</ul>"
    }

    private static func shortened(_ text: String) -> String {
        if text.isEmpty { return "(vide)" }
        return text.count <= 240 ? text : text.prefix(239) + "…"
    }
}
