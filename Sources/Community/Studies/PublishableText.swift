/// What a study gives to the library when it becomes a publication.
public struct PublishableText: Sendable, Hashable {
    public let study: Int64
    public let group: Int64
    public let title: String
    public let summary: String
    /// Names, in the order they sign.
    public let authors: [String]
    /// Markdown with figure references.
    public let text: String
    /// The edition its figures are read from.
    public let edition: String
    /// The version of the study that is published.
    public let version: Int
}

extension Studies {
    /// What the library needs to make a publication of a study.
    ///
    /// - Throws: `.untimely` while it has no text, no author or no fixed edition.
    public func publishable(_ id: Int64) throws -> PublishableText {
        let study = try study(id)
        let authors = study.authors.split(whereSeparator: { $0 == "," || $0 == ";" })
            .map { name in String(name.drop { $0.isWhitespace }) }.filter { !$0.isEmpty }
        guard !study.text.isEmpty, !study.edition.isEmpty, !authors.isEmpty else {
            throw CommunityRefusal.untimely(
                "Une étude devient une publication avec un texte, des auteurs et une édition fixée."
            )
        }
        return PublishableText(
            study: study.id, group: study.group, title: study.title, summary: study.summary,
            authors: authors, text: study.text, edition: study.edition, version: study.version)
    }
}
