import Community

/// A citation as a file.
enum PublicationCitation {
    /// What is said of the current version, written by `text`.
    static func answer(
        _ context: Context, type: String, suffix: String, _ text: (PublicationMetadata) -> String
    ) throws -> Answer {
        let key = context.argument("cle")
        let record = try context.community().store.publications.record(key)
        guard let record else { throw Publications.absent(key) }
        guard record.publication.withdrawn == nil else {
            throw Problem.absent("Cette publication est retirée\u{202F}: elle n’est plus à citer.")
        }
        let metadata = PublicationMetadata(
            PublicationAddress(context), record.publication, record.version)
        return Answer(
            type: type, body: .bytes(Array(text(metadata).utf8)), keeping: .none,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename=\"\(record.publication.key).\(suffix)\""
                )
            ])
    }
}

/// The citation in BibTeX.
enum PublicationBibTeX: CommunityResource {
    static let path = "/publications/:cle/citation.bib"

    static func link(to key: String) -> Link { Link(["publications", key, "citation.bib"]) }

    static func answer(_ context: Context) throws -> Answer {
        try PublicationCitation.answer(
            context, type: "application/x-bibtex; charset=utf-8", suffix: "bib"
        ) { $0.bibtex }
    }
}

/// The citation in RIS.
enum PublicationRIS: CommunityResource {
    static let path = "/publications/:cle/citation.ris"

    static func link(to key: String) -> Link { Link(["publications", key, "citation.ris"]) }

    static func answer(_ context: Context) throws -> Answer {
        try PublicationCitation.answer(
            context, type: "application/x-research-info-systems; charset=utf-8", suffix: "ris"
        ) { $0.ris }
    }
}
