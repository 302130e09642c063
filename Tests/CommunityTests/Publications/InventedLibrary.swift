import Procurement

@testable import Community

/// A library in memory, with a group, and ways to publish in one line.
struct InventedLibrary {
    let store: CommunityStore
    let group: Int64

    init() throws {
        store = try CommunityStore()
        group = try store.groups.add(
            key: "innovation", name: "Innovation", mandate: "", Invented.acting())
    }

    static func content(
        _ title: String, summary: String = "Un résumé.", text: String = "Un texte."
    ) -> PublicationContent {
        var content = PublicationContent(day: Day("2017-10-12") ?? Day(number: 0))
        content.title = title
        content.summary = summary
        content.text = text
        return content
    }

    /// Publishes and gives the word in addresses.
    @discardableResult
    func publish(_ content: PublicationContent, at moment: Moment = Invented.now) throws -> String {
        let acting = Invented.acting(at: moment)
        let key = try store.publications.draft(content, group: group, acting)
        try publishPending(key, at: moment)
        return key
    }

    func publishPending(_ key: String, at moment: Moment = Invented.now) throws {
        let acting = Invented.acting(at: moment)
        let publication = try store.publications.publication(key)
        let version = try store.publications.pending(publication.id)
        guard let version else { return }
        try store.publications.submit(version.id, acting)
        try store.publications.accept(version.id, comment: "", acting)
        try store.publications.publish(version.id, acting)
    }

    func found(_ words: String) throws -> [String] {
        var query = PublicationQuery()
        query.words = words
        return try store.publications.search(query).hits.map(\.publication.key)
    }
}
