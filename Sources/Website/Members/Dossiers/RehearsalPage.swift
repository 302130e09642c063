import Community

/// « Essayer un dépôt »: the files go as they would for an offer, a receipt marked « essai » comes back, and
/// nothing is kept.
///
/// - Shape: read in memory by the plain form; sealing, and resuming a cut upload, are not rehearsed.
enum RehearsalPage: FormPage {
    static let path = "/consultations/:cle/essai"
    static let reading: Access = .account
    static let writing: Access? = .account
    /// All the files of a rehearsal together, and their form.
    static let longestBody = 33 << 20

    static func link(_ key: String) -> Link { Link(["consultations", key, "essai"]) }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            let receipt = try receipt(context, form.files.filter { $0.field == "fichiers" })
            var answer = Answer.page(context.layout.page(try page(context, receipt)))
            answer.keeping = .none
            return answer
        }
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        link(try context.consultationSetting().key)
    }

    static func document(_ context: Context) throws -> Document { try page(context, HTML()) }

    private static func page(_ context: Context, _ receipt: HTML) throws -> Document {
        let item = try context.consultationSetting().consultation
        return Document(
            title: "Essayer un dépôt",
            summary: "Vérifier que vos fichiers arrivent, sans rien déposer.",
            content: """
                \(context.faultSummary)\(receipt)<p class="chapo">Envoyez des fichiers comme vous le ferez pour votre \
                offre\u{202F}: ils sont comptés, puis oubliés. L’acheteur n’en voit rien.</p>
                \(context.formStart(link(item.key), files: true))\
                <p class="champ"><label for="champ-fichiers">Fichiers d’essai</label>\
                <span class="aide" id="champ-fichiers-aide">Tous formats, plusieurs à la fois, 32 Mio en tout pour l’essai.</span>\
                <input type="file" id="champ-fichiers" name="fichiers" multiple required \
                aria-describedby="champ-fichiers-aide"></p>
                <p class="agir"><button type="submit">Essayer</button></p>
                </form>
                <p class="petit">Aucune extension ni aucun programme n’est nécessaire. L’essai ne scelle pas les fichiers \
                et ne reprend pas un envoi coupé\u{202F}; le vrai dépôt fait les deux.</p>

                """, section: .observatoire, kind: item.object,
            trail: ConsultationListPage.trail + [
                ("Consultation", ConsultationPage.link(item.key))
            ], isHiddenFromSearch: true)
    }

    /// What a receipt would say, marked as one of a rehearsal.
    private static func receipt(_ context: Context, _ files: [SentForm.File]) throws -> HTML {
        guard !files.isEmpty else {
            throw CommunityRefusal.invalid(
                field: "fichiers", value: "", sentence: "Choisissez au moins un fichier.")
        }
        let setting = try context.consultationSetting()
        let item = setting.consultation
        let rows = files.map { file -> [HTML] in
            [
                HTML(text: file.name), HTML(text: French.bytes(file.bytes.count)),
                "<code>\(Fingerprint.hexadecimal(Fingerprint.of(file.bytes)))</code>",
            ]
        }
        return """
            <div class="encart" role="status"><p><strong>ESSAI\u{202F}: vos fichiers sont arrivés, puis ont été \
            détruits. Rien n’est déposé.</strong></p></div>
            <h2>Accusé d’essai</h2>
            \(Blocks.sheet([
                ("Acheteur", nil, "\(item.buyerName), SIRET \(item.buyer)"),
                ("Consultation", nil, HTML(text: item.object)),
                ("Reçu", "heure du serveur", ParisTime.html(setting.acting.now)),
            ]))\
            \(Blocks.table("Fichiers de l’essai", heads: ["Fichier", "Taille", "SHA-256"], rows: rows))\
            <h2>Essayer encore</h2>

            """
    }
}
