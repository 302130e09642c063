import Community

/// « Documents »: what the buyer gives to all.
enum ConsultationPiecesPage: FormPage {
    static let path = "/consultations/:cle/pieces"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition
    static let longestBody = Files.sizeRange.upperBound << 20 + 64 << 10

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "pieces"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let largest = try setting.store.files.largestMebibytes()
        let items = try setting.consultations.pieces(setting.consultation.id).map { piece -> HTML in
            """
            <li><p><a href="\(ConsultationFile.link(setting.key, piece.name))">\
            \(piece.label.isEmpty ? piece.name : piece.label)</a> <span class="petit">\(piece.kind.label), \
            \(French.bytes(piece.size))</span></p>
            \(context.button(
                link(setting.key), "Retirer \(piece.name)", fields: [("retirer", String(piece.id))],
                isSecond: true))</li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucun document.</p>\n" : "<ul class=\"cartes\">\n\(items)</ul>\n"
        return Document(
            title: "Documents", summary: "Ce que l’acheteur donne à tous.",
            content: """
                \(context.notice(["ajoute": "Le document est joint.", "retire": "Le document est retiré."]))\
                <p>Chacun les télécharge librement, sans compte. Après la publication, un avis dit ce qui est ajouté \
                ou retiré.</p>
                \(list)<h2>Joindre un document</h2>
                \(context.form(link(setting.key), [
                    FormField(
                        key: "fichier", label: "Fichier",
                        help: "PDF, OpenDocument, Word, Excel, PowerPoint, CSV, texte ou image\u{202F}; au plus "
                            + "\(largest)\u{202F}Mio.",
                        control: .file(accepted: FileKind.accepted)),
                    FormField(
                        key: "libelle", label: "Nom affiché", control: .line(length: 200),
                        isRequired: false),
                ], button: "Joindre", files: true))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let id = setting.consultation.id
        let letters = ConsultationLetters.notice(context)
        if !form["retirer"].isEmpty {
            try setting.consultations.removePiece(
                id, piece: Int64(form["retirer"]) ?? 0, setting.acting, letters: letters)
            return link(setting.key, done: "retire")
        }
        guard let file = form.file("fichier") else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: "", sentence: "Choisissez un fichier.")
        }
        let kind = try setting.store.files.check(file.bytes, name: file.name)
        try setting.consultations.addPiece(
            id, file.bytes, kind: kind, name: file.name, label: form["libelle"], setting.acting,
            letters: letters)
        return link(setting.key, done: "ajoute")
    }
}

/// A document of a consultation: never run by browsers.
enum ConsultationFile: CommunityResource {
    static let path = "/consultations/:cle/pieces/:nom"
    static let condition = "brouillon\u{202F}: agent de l’acheteur"

    static func link(_ key: String, _ name: String) -> Link {
        Link(["consultations", key, "pieces", name])
    }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.consultationSetting()
        let pieces = try setting.consultations.pieces(setting.consultation.id)
        guard let piece = pieces.first(where: { $0.name == context.argument("nom") }) else {
            throw Problem.absent("Cette consultation n’a pas de tel document.")
        }
        let isPublic = setting.consultation.state != .draft
        let sandbox = piece.kind == .pdf ? "" : "; sandbox"
        return Answer(
            type: piece.kind.mediaType, body: .bytes(try setting.store.files.bytes(piece.file)),
            tag: "\"\(piece.file)\"", keeping: isPublic ? .checked : .none,
            headers: [
                (
                    "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        + sandbox
                ),
                // The name is made of letters, digits, dashes and one dot.
                (
                    "Content-Disposition",
                    "\(piece.kind.isShown ? "inline" : "attachment"); filename=\"\(piece.name)\""
                ),
            ])
    }
}
