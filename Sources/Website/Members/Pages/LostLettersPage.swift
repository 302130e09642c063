import Community

/// « Courriels abandonnés »: letters that could not be carried, and trying them again.
enum LostLettersPage: FormPage {
    static let path = "/administration/courriels"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "courriels"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let rows = try members.store.outbox.givenUp().map { letter -> [HTML] in
            [
                HTML(text: letter.recipient), HTML(text: letter.category.label),
                ParisTime.html(letter.created), HTML(text: String(letter.tries)),
                HTML(text: letter.error),
                context.button(
                    link, "Reprendre", fields: [("courriel", String(letter.id))], isSecond: true),
            ]
        }
        let all: HTML? =
            rows.count > 1
            ? context.button(link, "Tous les reprendre", fields: [("courriel", "tous")]) : nil
        let table: HTML =
            rows.isEmpty
            ? "<p>Aucun courriel n’est abandonné.</p>\n"
            : Blocks.table(
                "Courriels abandonnés",
                heads: ["À", "Genre", "Écrit", "Essais", "Dernière erreur", "Action"], rows: rows,
                isCaptionHidden: true)
        return Document(
            title: "Courriels abandonnés", summary: "Les courriels qui n’ont pas pu partir.",
            content: """
                \(context.faultSummary)\(context.notice(["repris": "C’est repris\u{202F}: un nouvel essai part dans la minute."]))\
                <p>Un courriel est abandonné après \(Outbox.mostTries) essais, en deux jours environ. Les adresses sont masquées.</p>
                \(table)\(all)
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let outbox = members.store.outbox
        if form["courriel"] == "tous" {
            for letter in try outbox.givenUp() { try outbox.retry(letter.id, members.acting) }
        } else {
            try outbox.retry(Int64(form["courriel"]) ?? 0, members.acting)
        }
        return Link(["administration", "courriels"], query: [("fait", "repris")])
    }
}
