import Community
import Formats
import Foundation

/// « Répondre à un DUME »: the buyer's request, answered from the dossier with the grounds for exclusion
/// affirmed for this very application.
///
/// - Shape: the file is read in memory and forgotten; the page holds it for its buttons.
enum ESPDAnswerPage: FormPage {
    static let path = "/candidature/:id/reponse/dume"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rattaché à l’entreprise"
    static let longestBody = 34 << 20

    static func link(to id: Int64) -> Link { Link(["candidature", String(id), "reponse", "dume"]) }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) { try made(context, form) }
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        link(to: try CandidatureShownPage.found(context).id)
    }

    static func document(_ context: Context) throws -> Document {
        page(context, try CandidatureShownPage.found(context), HTML())
    }

    private static func page(
        _ context: Context, _ application: Applications.Application, _ above: HTML
    ) -> Document {
        Document(
            title: "Répondre à un DUME",
            summary: "La demande d’un acheteur, remplie par le dossier.",
            content: """
                \(context.faultSummary)\(above)<p class="chapo">Déposez la demande de l’acheteur (DUME, ESPD, fichier \
                XML)\u{202F}: votre dossier et les déclarations de cette candidature y répondent.</p>
                \(context.form(
                    link(to: application.id),
                    [FormField(
                        key: "fichier", label: "Demande de l’acheteur (XML)",
                        control: .file(accepted: ".xml,application/xml"))],
                    button: "Remplir la réponse", files: true))
                <p class="petit">Le fichier est lu, puis oublié. Ce que vous n’avez pas dit reste sans réponse.</p>

                """, section: .entreprises, kind: application.content.call.object,
            trail: DossierListPage.trail + [
                ("Candidature", CandidatureShownPage.link(to: application.id))
            ], isHiddenFromSearch: true)
    }

    /// The response as a page, or as the file that a button asks.
    private static func made(_ context: Context, _ form: SentForm) throws -> Answer {
        let application = try CandidatureShownPage.found(context)
        let (request, bytes) = try request(form)
        func response(_ version: ESPDVersion) -> ESPDResponder {
            ApplicationESPD.response(application, to: request, version: version)
        }
        switch form["action"] {
        case "pdf": return try DumePage.pdf(response(.fourth).document)
        case "xml-4.1.0": return DumePage.file(response(.fourth).document)
        case "xml-2.1.1": return DumePage.file(response(.second).document)
        default:
            let sheet = sheet(context, application, response(.fourth), bytes)
            var answer = Answer.page(context.layout.page(page(context, application, sheet)))
            answer.keeping = .none
            return answer
        }
    }

    private static func request(_ form: SentForm) throws -> (ESPDDocument, [UInt8]) {
        let file = form.file("fichier")
        let bytes =
            file?.bytes ?? Data(base64Encoded: form["contenu"]).map { Array($0) } ?? []
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "fichier", value: file?.name ?? "", sentence: sentence)
        }
        let read: ESPDDocument
        do {
            read = try ESPDReader.read(bytes)
        } catch {
            throw refusal(
                error == .empty ? "Choisissez un fichier DUME au format XML." : error.description)
        }
        guard read.kind == .request else {
            throw refusal(
                "Ce document est une réponse, pas la demande d’un acheteur\u{202F}: reprenez-le dans votre "
                    + "dossier.")
        }
        return (read, bytes)
    }

    private static func sheet(
        _ context: Context, _ application: Applications.Application, _ response: ESPDResponder,
        _ bytes: [UInt8]
    ) -> HTML {
        let rest = response.open.map { open -> HTML in
            "<li>\(open.criterion)\u{202F}: \(open.question)</li>\n"
        }
        let open: HTML =
            rest.isEmpty
            ? "<p>Rien ne reste à répondre.</p>\n"
            : """
            <details><summary>Reste sans réponse\u{202F}: \(French.count(rest.count, "question"))</summary>
            <ul>
            \(rest)</ul></details>

            """
        let count = French.count(response.document.answerCount, "réponse")
        return """
            <div class="encart" id="reponse"><p><strong>La réponse est remplie\u{202F}: \(count).</strong></p>
            \(open)</div>
            \(context.formStart(link(to: application.id)))\
            <input type="hidden" name="contenu" value="\(Base64.text(bytes))">
            <p class="agir"><button type="submit" name="action" value="xml-4.1.0">Recevoir le XML 4.1.0</button>
            <button class="bouton second" type="submit" name="action" value="xml-2.1.1">XML 2.1.1</button>
            <button class="bouton second" type="submit" name="action" value="pdf">PDF</button></p>
            </form>
            \(DumeSheet(response.document).html)<h2>Répondre à une autre demande</h2>

            """
    }
}
