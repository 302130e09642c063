import Formats
import Foundation

/// Reads a DUME that somebody drops, tells it in French, and gives it back as a PDF or in another
/// version. The file is read in memory and forgotten.
enum DumePage: Page {
    static let isTool = true
    static let path = "/dume"
    static let link = Link(["dume"])
    static let takesForms = true
    static let isCacheable = false
    /// The longest document and, when the page holds it, its third more as text.
    static let longestBody = 34 << 20
    /// Longest document that the page holds for its buttons; a longer one is chosen again.
    private static let longestHeld = 4 << 20

    /// What a button asks.
    private enum Action: String {
        case read = "lire"
        case pdf
        case second = "reponse-2.1.1"
        case fourth = "reponse-4.1.0"
    }

    /// What the form sent.
    private struct Sent {
        var action = Action.read
        var bytes: [UInt8] = []

        init(_ visit: Visit) throws(Problem) {
            let body = try FormBody(visit.body, type: visit.headers["content-type"])
            for part in body.parts {
                switch part.name {
                case "fichier" where !part.bytes.isEmpty: bytes = Array(part.bytes)
                case "contenu" where bytes.isEmpty:
                    bytes = Data(base64Encoded: Data(part.bytes)).map { Array($0) } ?? []
                case "action":
                    let text = String(decoding: part.bytes, as: UTF8.self)
                    guard let action = Action(rawValue: text) else {
                        throw .invalid(
                            field: "action", value: text,
                            expected: "lire, pdf, reponse-2.1.1 ou reponse-4.1.0")
                    }
                    self.action = action
                default: continue
                }
            }
        }
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post else {
            return .page(context.layout.page(try document(context)))
        }
        let sent = try Sent(context.visit)
        let read: ESPDDocument
        do {
            read = try ESPDReader.read(sent.bytes)
        } catch {
            let text =
                error == .empty
                ? "Choisissez un fichier DUME au format XML." : error.description
            return page(context, refusal: text, status: 400)
        }
        switch sent.action {
        case .read: return page(context, read: read, held: sent.bytes)
        case .pdf: return try pdf(read)
        case .second: return file(read, .second)
        case .fourth: return file(read, .fourth)
        }
    }

    static func document(_ context: Context) throws -> Document { shown(context, HTML()) }

    private static func page(
        _ context: Context, read: ESPDDocument? = nil, held: [UInt8] = [], refusal: String? = nil,
        status: Int = 200
    ) -> Answer {
        var above = HTML()
        if let refusal {
            above += """
                <div class="encart alerte" role="alert"><p><strong>Ce fichier n’est pas lu.</strong> \
                <a href="#fichier">\(refusal)</a></p></div>

                """
        }
        if let read { above += result(read, held) + answering(context, read) }
        var answer = Answer.page(context.layout.page(shown(context, above)), status: status)
        answer.keeping = .none
        return answer
    }

    private static func shown(_ context: Context, _ above: HTML) -> Document {
        var content: HTML = """
            <p class="chapo">Déposez le DUME d’un acheteur (la demande) ou d’une entreprise (la réponse)\u{202F}: \
            ce qu’il demande et ce qu’il répond, en français, critère par critère.</p>
            \(above)
            """
        if !above.isEmpty { content += "<h2>Lire un autre fichier</h2>\n" }
        content += """
            <form method="post" action="\(link)" enctype="multipart/form-data">
            <p class="champ"><label for="fichier">Le fichier DUME (XML, versions 1 à 4)</label>
            <input type="file" id="fichier" name="fichier" accept=".xml,application/xml,text/xml" required></p>
            \(buttons(nil))</form>
            <p class="petit">Lu dans la mémoire du serveur, le temps de la réponse\u{202F}: rien n’est écrit ni gardé. Le DUME (article R2143-4 du code de la commande publique) \
            remplace le DC1 et le DC2. Une réponse faite ici reprend les critères de l’acheteur\u{202F}; il reste à \
            y répondre, puis à la déposer sur son profil d’acheteur. La commande <code>orcp espd</code> fait \
            de même sur votre ordinateur.</p>

            """
        return Document(
            title: "Lire un DUME",
            summary: "Ce qu’un document unique de marché européen demande et répond, en français.",
            content: content, section: .outils, trail: [("Outils", ToolListPage.link)])
    }

    private static func buttons(_ read: ESPDDocument?) -> HTML {
        let isFirst = read == nil
        let reading: HTML? =
            isFirst ? "<button type=\"submit\" name=\"action\" value=\"lire\">Lire</button>\n" : nil
        let again = read?.kind == .response ? "La réponse" : "La réponse à remplir"
        let label = isFirst ? "En faire une réponse" : again
        return """
            <p class="agir">\(reading)<button class="bouton second" type="submit" name="action" value="pdf">\
            Recevoir le PDF</button>
            <button class="bouton second" type="submit" name="action" value="reponse-4.1.0">\
            \(label), version 4.1.0</button>
            <button class="bouton second" type="submit" name="action" value="reponse-2.1.1">\
            \(label), version 2.1.1</button></p>

            """
    }

    /// The way from a buyer's request to an application that answers it.
    private static func answering(_ context: Context, _ read: ESPDDocument) -> HTML {
        guard read.kind == .request, context.hasCommunity else { return HTML() }
        let link = CandidaturePage.link(
            buyer: read.buyer.names.joined(separator: ", "), object: read.procedure.title,
            reference: String(read.procedure.number.prefix(100)))
        return """
            <p class="encart">Vous êtes l’entreprise\u{202F}? <a href="\(link)">Répondez avec votre dossier</a>\u{202F}: préparez \
            la candidature, puis déposez-y cette demande.</p>

            """
    }

    private static func result(_ read: ESPDDocument, _ held: [UInt8]) -> HTML {
        let faults = ESPDCheck.faults(read)
        let errors = faults.filter { $0.severity == .error }
        var html: HTML = "<div class=\"encart\" id=\"lecture\">\n"
        let unanswered = faults.filter { ["BR-RESP-30", "BR-RESP-40"].contains($0.rule) }.count
        html += """
            <p><strong>\(read.kind == .request ? "Demande" : "Réponse") de version \(read.version.text)\u{202F}: \
            \(French.count(read.criteria.count, "critère"))</strong>
            """
        if read.kind == .response {
            html += ", \(French.count(read.answerCount, "réponse"))"
            if unanswered > 0 { html += ", \(French.count(unanswered, "critère")) sans réponse" }
        }
        html += ".</p>\n"
        if faults.isEmpty {
            html += "<p>Aucun défaut trouvé par nos règles.</p>\n"
        } else {
            html += """
                <details><summary>\(French.count(errors.count, "défaut")), \
                \(French.count(faults.count - errors.count, "remarque"))</summary>
                <ul>

                """
            for fault in faults.prefix(60) {
                html += "<li>\(fault.message) <small>\(fault.rule), \(fault.place)</small></li>\n"
            }
            if faults.count > 60 { html += "<li>… et \(faults.count - 60) autres.</li>\n" }
            html += "</ul></details>\n"
        }
        html += "</div>\n"
        if held.count <= longestHeld {
            html += """
                <form method="post" action="\(link)" enctype="multipart/form-data">
                <input type="hidden" name="contenu" value="\(Base64.text(held))">
                \(buttons(read))</form>

                """
        }
        return html + DumeSheet(read).html
    }

    /// The sheet of a document, printed.
    static func pdf(_ read: ESPDDocument) throws -> Answer {
        let bytes: [UInt8]
        do {
            bytes = try Program(name: "weasyprint", seconds: 90).run(
                ["-", "-"], input: DumeSheet(read).printed.bytes)
        } catch let failure as Program.Failure {
            throw Problem(
                status: 503, title: "PDF indisponible",
                detail:
                    "\(failure) Le DUME reste lisible à l’écran, et s’imprime depuis le navigateur.",
                retryAfter: 3_600)
        }
        return Answer(
            type: "application/pdf", body: .bytes(bytes), keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"dume.pdf\"")])
    }

    private static func file(_ read: ESPDDocument, _ version: ESPDVersion) -> Answer {
        file(ESPDConversion(read, to: version, as: .response).document)
    }

    /// A response as a file.
    static func file(_ made: ESPDDocument) -> Answer {
        Answer(
            type: "application/xml", body: .bytes(made.bytes), keeping: .none,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename=\"dume-reponse-\(made.version.text).xml\""
                )
            ])
    }
}
