extension Studies {
    /// What the library needs to make a publication of a study: of its published version where there
    /// is one.
    ///
    /// - Throws: `.absent`, `.untimely` while it has no text, no author or no fixed edition.
    public func publishable(_ id: Int64) throws -> PublishedStudy {
        let current = try study(id)
        let study = current.asPublished ?? current
        let authors = study.authors.split(whereSeparator: { $0 == "," || $0 == ";" })
            .map { name in String(name.drop { $0.isWhitespace }) }.filter { !$0.isEmpty }
        guard !study.text.isEmpty, !study.edition.isEmpty, !authors.isEmpty else {
            throw CommunityRefusal.untimely(
                "Une étude devient une publication avec un texte, des auteurs et une édition fixée."
            )
        }
        return PublishedStudy(
            title: study.title, summary: study.summary, authors: authors, text: study.text,
            edition: study.edition, group: study.group, origin: "etude:\(study.id)")
    }
}
