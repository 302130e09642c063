import Community

/// A file of a version, at its lasting address: never run by browsers.
enum PublicationFile: CommunityResource {
    static let path = "/publications/:cle/versions/:n/fichiers/:nom"
    static let condition = "versions non publiées\u{202F}: qui peut les écrire"

    static func link(to key: String, _ number: Int, _ name: String) -> Link {
        Link(["publications", key, "versions", String(number), "fichiers", name])
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let publications = members.store.publications
        let publication = try publications.publication(context.argument("cle"))
        let isWriter = members.visitor.mayWrite(publication)
        guard isWriter || publication.changed != nil else {
            throw Publications.absent(publication.key)
        }
        let version = try publications.version(
            publication.id, number: Int(context.argument("n")) ?? 0)
        guard isWriter || version.state == .published,
            let file = version.files.first(where: { $0.name == context.argument("nom") })
        else { throw Problem.absent("Cette version n’a pas de tel fichier.") }
        guard isWriter || publication.withdrawn == nil else {
            throw Problem(
                status: 410, title: "Publication retirée",
                detail: "Ce fichier appartient à une publication retirée.")
        }
        let isPublic = version.state == .published && publication.withdrawn == nil
        return try KeptFile.answer(file.file, name: file.name, isPublic: isPublic, context)
    }
}

/// A file that somebody sent, as it is given: never run by browsers.
enum KeptFile {
    /// - Parameter name: made of letters, digits, dashes and one dot.
    static func answer(
        _ file: Files.File, name: String, isPublic: Bool, _ context: Context
    ) throws -> Answer {
        let tag = "\"\(file.id)\""
        if context.visit.headers["if-none-match"]?.contains(tag) == true {
            return Answer(
                status: 304, type: file.kind.mediaType, body: .bytes([]), tag: tag,
                keeping: isPublic ? .checked : .none)
        }
        return Answer(
            type: file.kind.mediaType,
            body: .bytes(try context.community().store.files.bytes(file.id)), tag: tag,
            keeping: isPublic ? .checked : .none, headers: headers(file.kind, name))
    }

    /// Nothing of a file runs here: whatever it holds, browsers take it for what was checked.
    private static func headers(_ kind: FileKind, _ name: String) -> [(String, String)] {
        // Chromium shows no PDF in a sandbox; it is told apart by its type, which nosniff makes sure.
        let sandbox = kind == .pdf ? "" : "; sandbox"
        return [
            (
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    + sandbox
            ),
            (
                "Content-Disposition",
                "\(kind.isShown ? "inline" : "attachment"); filename=\"\(name)\""
            ),
        ]
    }
}
