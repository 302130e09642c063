import Community
import Procurement
import Tools

/// « Candidature »: applying to a call, described here or by the page that leads here.
///
/// - Shape: `?acheteur=…&objet=…&lots=…&reference=…&lien=…` fill the call in; `?depuis=12` takes over the group and
///   the subcontractor of a former application.
enum CandidaturePage: FormPage {
    static let path = "/candidature"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rattaché à l’entreprise"
    // The public register may be asked for the names of the other firms.
    static let callsOut = true
    static let link = Link(["candidature"])

    /// The page for a company.
    static func link(for siret: String) -> Link {
        Link(["candidature"], query: [("siret", siret)])
    }

    /// The page for a call: notices lead here. What is longer than its field is cut.
    ///
    /// - Parameters:
    ///   - siret: the buyer's, empty when unknown; written after its name.
    ///   - reference: the number of the notice or of the procedure.
    ///   - page: the buyer's profile, or the notice.
    static func link(
        buyer: String, siret: String = "", object: String, lots: String = "",
        reference: String = "", page: String = ""
    ) -> Link {
        let number = siret.isEmpty ? "" : "SIRET \(siret)"
        let name = buyer.prefix(170)
        let whole = name.isEmpty || number.isEmpty ? name + number : "\(name) (\(number))"
        return Link(
            ["candidature"],
            query: [
                ("acheteur", String(whole)), ("objet", String(object.prefix(500))),
                ("lots", String(lots.prefix(200))), ("reference", reference), ("lien", page),
            ].filter { !$0.1.isEmpty })
    }

    /// The page for a consultation of this platform.
    static func link(consultation key: String) -> Link {
        Link(["candidature"], query: [("consultation", key)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let companies = members.visitor.agencies.filter { !$0.isBuyer }.map(\.siret)
        guard !companies.isEmpty else { return noCompany(context) }
        let wanted = context.sent?["siret"] ?? context.visit.value("siret")
        let siret = wanted.flatMap { companies.contains($0) ? $0 : nil } ?? companies[0]
        let dossier = try members.store.dossiers.dossier(siret, by: person.id)
        guard dossier.version > 0 else { return noDossier(context, siret) }
        let former = try former(context, members, person)
        let names = try companies.map { other -> (String, String) in
            let name = try members.store.dossiers.dossier(other, by: person.id)
                .value(.identity, "nom")
            return (other, name.isEmpty ? other : "\(name), \(other)")
        }
        let affirmations = ExclusionGround.allCases.map { ground -> HTML in
            "<li>\(ground.article)\u{202F}: l’entreprise \(ground.affirmation).</li>\n"
        }
        let consultation = try consultation(context, members)
        let fields = CandidatureForm(
            context: context, former: former, consultation: consultation)
        let asked = try consultation.flatMap { try AskedProof.table($0.id, dossier, context) }
        return Document(
            title: "Préparer une candidature",
            summary: "Une candidature complète, prête à déposer.",
            content: """
                <p class="chapo">Décrivez l’appel, confirmez vos déclarations\u{202F}: le reste vient de votre \
                dossier.</p>
                <p>Ce que vous préparez ici reste lisible par l’exploitant du site\u{202F}: ce n’est pas scellé, seul \
                ce qui est déposé l’est. Un prix se met donc dans les fichiers de l’offre.</p>
                \(DossierPage.endings(dossier, context.today))\(context.faultSummary)\(asked)\
                \(context.formStart(link))\(fields.company(siret, names))\(fields.call)
                <details class="partie"\(fields.opensGroup)><summary>Répondre à plusieurs (groupement)</summary>
                \(fields.group)</details>
                <details class="partie"\(fields.opensSubcontractor)><summary>Déclarer un sous-traitant (DC4)</summary>
                \(fields.subcontractor)</details>
                <h2>Déclarations sur l’honneur</h2>
                <p>\(ExclusionGround.recital)</p>
                <details><summary>Les relire une à une</summary>
                <ul class="liste">
                \(affirmations)</ul>
                <p class="petit">Résumés à confirmer sur le texte du code.</p></details>
                \(fields.affirmation)<p class="agir"><button type="submit">Préparer ma candidature</button></p>
                </form>
                \(try history(siret, members, person))
                """, section: .entreprises, trail: DossierListPage.trail, isHiddenFromSearch: true)
    }

    private static func noCompany(_ context: Context) -> Document {
        Document(
            title: "Préparer une candidature", summary: "Une candidature complète.",
            content: """
                \(context.faultSummary)<p class="chapo">Pour candidater, agissez d’abord pour une entreprise.</p>
                <p><a class="bouton" href="\(AttachmentPage.link)">Demander à agir pour mon entreprise</a></p>

                """, section: .entreprises, trail: DossierListPage.trail, isHiddenFromSearch: true)
    }

    private static func noDossier(_ context: Context, _ siret: String) -> Document {
        let back = context.visit.writtenTarget
        return Document(
            title: "Préparer une candidature", summary: "Une candidature complète.",
            content: """
                \(context.faultSummary)<p class="chapo">Votre dossier est encore vide. Remplissez-le une fois\u{202F}: \
                vous reviendrez ici aussitôt.</p>
                <p><a class="bouton" href="\(DossierPage.link(to: siret, next: back))">Remplir mon dossier</a></p>

                """, section: .entreprises, trail: DossierListPage.trail, isHiddenFromSearch: true)
    }

    /// The application that this one follows, when the address names one.
    private static func former(_ context: Context, _ members: Members, _ person: Person) throws
        -> Applications.Call?
    {
        guard let id = context.visit.value("depuis").flatMap({ Int64($0) }) else { return nil }
        return try members.store.applications.application(id, by: person.id).content.call
    }

    /// The consultation of this platform that is applied for, when it is one.
    private static func consultation(_ context: Context, _ members: Members) throws
        -> Applications.Consultation?
    {
        let key = context.sent?["consultation"] ?? context.visit.value("consultation") ?? ""
        return key.isEmpty ? nil : try members.store.applications.consultation(key: key)
    }

    private static func history(_ siret: String, _ members: Members, _ person: Person) throws
        -> HTML?
    {
        let rows = try members.store.applications.of(siret, by: person.id).map {
            application -> [HTML] in
            [
                "<a href=\"\(CandidatureShownPage.link(to: application.id))\">\(application.content.call.object)</a>",
                HTML(text: application.content.call.buyer), ParisTime.html(application.made),
            ]
        }
        guard !rows.isEmpty else { return nil }
        return """
            <h2>Candidatures déjà préparées</h2>
            \(Blocks.table("Candidatures déjà préparées", heads: ["Objet", "Acheteur", "Préparée"], rows: rows, isCaptionHidden: true))
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var call = try CandidatureForm.read(form, context)
        let consultation = try consultation(context, members)
        if let asked = consultation?.call {
            call.buyer = asked.buyer
            call.object = asked.object
        }
        let id = try members.store.applications.make(
            call, for: form["siret"], isAffirmed: form.isTicked("affirmation"),
            precisions: form["precisions"], consultation: consultation?.id, members.acting)
        return Link(["candidature", String(id)], query: [("fait", "prete")])
    }
}

/// « Candidature prête »: its files, the way to the buyer's profile, what is left to do.
enum CandidatureShownPage: CommunityPage {
    static let path = "/candidature/:id"
    static let reading: Access = .account
    static let condition = "rattaché à l’entreprise"

    static func link(to id: Int64) -> Link { Link(["candidature", String(id)]) }

    /// The application of an address.
    static func found(_ context: Context) throws -> Applications.Application {
        let members = try context.community()
        return try members.store.applications.application(
            Int64(context.argument("id")) ?? 0, by: try members.visitor.signedIn().id)
    }

    static func document(_ context: Context) throws -> Document {
        let application = try found(context)
        let call = application.content.call
        let files = ApplicationForms.all(application).map { document -> [HTML] in
            [
                HTML(text: document.title), fileLink(application, document.name + ".odt"),
                fileLink(application, document.name + ".pdf"),
            ]
        }
        let profile = try deposit(application, context)
        let again = Link(
            ["candidature"],
            query: [("siret", application.siret), ("depuis", String(application.id))])
        let archive = CandidatureFile.link(to: application.id, "candidature.zip")
        let asked = try application.consultation.flatMap { id in
            let members = try context.community()
            let dossier = try members.store.dossiers.dossier(
                application.siret, by: try members.visitor.signedIn().id)
            return try AskedProof.table(id, dossier, context)
        }
        let general = AdministrationProof.all.filter {
            !AdministrationProof.byTrade.contains($0.code)
        }
        let standings = general.map { proof -> HTML in
            "<li>\(proof.title) <span class=\"petit\">(\(VerificationText.basis(proof, context)))</span></li>\n"
        }
        return Document(
            title: call.object, summary: "Une candidature prête à déposer.",
            content: """
                \(context.notice(["prete": "Votre candidature est prête. Elle est gardée ici."]))\
                \(Blocks.sheet([
                    ("Acheteur", nil, HTML(text: call.buyer)),
                    ("Référence", nil, Blocks.value(call.reference)),
                    ("Lots", nil, HTML(text: call.lots.isEmpty ? "tous" : call.lots)),
                    ("Candidat", nil, HTML(text: application.content.company.name)),
                    ("Forme", nil, HTML(text: call.group?.label ?? "Seul")),
                    ("Déclarations confirmées", nil, ParisTime.html(application.made)),
                ]))<h2>1. Emportez les documents</h2>
                <p class="agir"><a class="bouton" href="\(archive)">Tout télécharger (ZIP)</a></p>
                \(Blocks.table("Documents de la candidature", heads: ["Document", "À modifier", "À déposer"], rows: files, isCaptionHidden: true))\
                <p class="petit">Le ZIP contient aussi \(fileLink(application, "candidature.json")), lisible par un \
                programme, et le DUME (réponse ESPD)\u{202F}: \(fileLink(application, "DUME.xml")), version 4.1.0, \
                \(fileLink(application, "DUME-2.1.1.xml")). Ces formulaires sont des modèles\u{202F}: ils suivent les rubriques de ceux du ministère, \
                pas leur mise en page.</p>
                <p>L’acheteur a donné sa demande de DUME\u{202F}? <a href="\(ESPDAnswerPage.link(to: application.id))">Remplissez \
                la réponse</a> avec cette candidature.</p>
                <h2>2. Déposez-les avec votre offre</h2>
                \(profile)
                \(asked)<h2>Ce que l’acheteur vérifie lui-même</h2>
                <ul class="liste">
                \(standings)</ul>
                <p>Si l’acheteur vous le demande quand même\u{202F}: <a href="\(ToolPage.link(to: "can-they-ask"))">peut-il \
                l’exiger\u{202F}?</a></p>
                <p class="agir"><a class="bouton second" href="\(again)">Préparer une autre candidature</a></p>

                """, section: .entreprises, kind: "Candidature",
            trail: DossierListPage.trail + [("Candidatures", CandidaturePage.link)],
            isHiddenFromSearch: true)
    }

    /// Where the application is filed: here for a consultation of this platform, else on the buyer's
    /// profile.
    private static func deposit(_ application: Applications.Application, _ context: Context) throws
        -> HTML
    {
        if let id = application.consultation {
            let store = try context.community().store
            let key = try store.applications.consultation(id).key
            let page = Link(["consultations", key, "deposer"])
            return
                "<p class=\"agir\"><a class=\"bouton\" href=\"\(page)\">Déposer mon offre</a></p>"
        }
        let address = application.content.call.link
        let way: HTML =
            address.isEmpty
            ? "<p>Déposez-la sur le profil de l’acheteur, dont l’adresse est dans l’avis ou le règlement.</p>\n"
            : """
            <p class="agir"><a class="bouton" href="\(address)" rel="noopener noreferrer">Aller sur le profil de \
            l’acheteur</a></p>

            """
        return """
            \(way)<p>L’observatoire ne reçoit pas votre offre. Gardez l’accusé de réception du profil.</p>
            """
    }

    private static func fileLink(_ application: Applications.Application, _ name: String) -> HTML {
        "<a href=\"\(CandidatureFile.link(to: application.id, name))\">\(name)</a>"
    }
}

/// A file of an application.
enum CandidatureFile: CommunityResource {
    static let path = "/candidature/:id/:fichier"
    static let reading: Access = .account
    static let condition = "rattaché à l’entreprise"

    static func link(to id: Int64, _ name: String) -> Link {
        Link(["candidature", String(id), name])
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let application = try CandidatureShownPage.found(context)
        let name = context.argument("fichier")
        if name.hasSuffix(".pdf") || name.hasSuffix(".zip") {
            try context.limits?.admit(
                "candidature", String(members.acting.person ?? 0), at: members.acting.now,
                atMost: 60, inSeconds: 600)
        }
        if name == "candidature.json" {
            return file(
                name, "application/json; charset=utf-8", ApplicationPrint.json(application).bytes)
        }
        if name == "candidature.zip" {
            return file(
                name, "application/zip",
                ApplicationBundle.archive(application, site: context.settings.name))
        }
        if let espd = ApplicationESPD.files.first(where: { $0.name == name }) {
            return file(
                name, "application/xml; charset=utf-8",
                ApplicationESPD.bytes(application, version: espd.version))
        }
        for document in ApplicationForms.all(application) {
            if name == document.name + ".odt" {
                return file(
                    name, "application/vnd.oasis.opendocument.text", document.openDocument)
            }
            guard name == document.name + ".pdf" else { continue }
            do {
                return file(
                    name, "application/pdf",
                    try ApplicationPrint.pdf(document, site: context.settings.name))
            } catch let failure as Program.Failure {
                throw Problem(
                    status: 503, title: "PDF indisponible",
                    detail:
                        "\(failure) Prenez le fichier ODT\u{202F}: un traitement de texte en fait un PDF."
                )
            }
        }
        throw Problem.absent("Cette candidature n’a pas de tel fichier.")
    }

    private static func file(_ name: String, _ type: String, _ bytes: [UInt8]) -> Answer {
        var answer = Answer(type: type, body: .bytes(bytes), keeping: .none)
        answer.headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
        return answer
    }
}
