/// « Publications »: the library.
enum PublicationListPage: CommunityPage {
    static let path = "/publications"
    static let link = Link(["publications"])

    static func document(_ context: Context) throws -> Document {
        Document(
            title: "Publications", summary: "La bibliothèque de l’observatoire.",
            content: "<p>Rien n’est encore publié.</p>\n", section: .publications)
    }
}
