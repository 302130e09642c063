import Community

/// A file of a version, at its lasting address: never run by browsers.
enum PublicationFile: CommunityResource {
    static let path = "/publications/:cle/versions/:n/fichiers/:nom"
    static let condition = "versions non publiées : qui peut les écrire"

    static func link(to key: String, _ number: Int, _ name: String) -> Link {
        Link(["publications", key, "versions", String(number), "fichiers", name])
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let publications = members.store.publications
        let publication = try publications.publication(context.argument("cle"))
        let version = try publications.version(
            publication.id, number: Int(context.argument("n")) ?? 0)
        let isWriter = members.visitor.mayWrite(publication)
        guard isWriter || version.state == .published,
            let file = version.files.first(where: { $0.name == context.argument("nom") })
        else { throw Problem.absent("Cette version n’a pas de tel fichier.") }
        guard isWriter || publication.withdrawn == nil else {
            throw Problem(
                status: 410, title: "Publication retirée",
                detail: "Ce fichier appartient à une publication retirée.")
        }
        let isPublic = version.state == .published && publication.withdrawn == nil
        let tag = "\"\(file.file.id)\""
        if context.visit.headers["if-none-match"]?.contains(tag) == true {
            return Answer(
                status: 304, type: file.file.kind.mediaType, body: .bytes([]), tag: tag,
                keeping: isPublic ? .checked : .none)
        }
        return Answer(
            type: file.file.kind.mediaType,
            body: .bytes(try members.store.files.bytes(file.file.id)), tag: tag,
            keeping: isPublic ? .checked : .none, headers: headers(file))
    }

    /// Nothing of a file runs here: whatever it holds, browsers take it for what was checked.
    private static func headers(_ file: PublicationVersion.File) -> [(String, String)] {
        let kind = file.file.kind
        // Chromium shows no PDF in a sandbox; it is told apart by its type, which nosniff makes sure.
        let sandbox = kind == .pdf ? "" : "; sandbox"
        return [
            (
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    + sandbox
            ),
            // The name is made of letters, digits, dashes and one dot.
            (
                "Content-Disposition",
                "\(kind.isShown ? "inline" : "attachment"); filename=\"\(file.name)\""
            ),
        ]
    }
}
