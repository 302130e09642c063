/// « Rencontres »: events to come and past.
enum EventListPage: CommunityPage {
    static let path = "/rencontres"
    static let link = Link(["rencontres"])

    static func document(_ context: Context) throws -> Document {
        Document(
            title: "Rencontres", summary: "Les rencontres de l’observatoire, à venir et passées.",
            content: "<p>Aucune rencontre n’est encore annoncée.</p>\n", section: .rencontres)
    }
}
