import Foundation

/// The form « Signaler une erreur, droit de réponse », read and checked.
struct ReportForm: Sendable {
    var nature: String
    var message: String
    var name: String
    var email: String

    /// The kinds of report.
    static let natures = ["Erreur", "Droit de réponse"]

    /// Reads a form that was sent.
    ///
    /// - Throws: a `Problem` naming the field; status 403 when it comes from another site.
    init(_ visit: Visit) throws(Problem) {
        guard visit.isFromThisSite else {
            throw Problem(
                status: 403, title: "Envoi refusé",
                detail: "Le formulaire doit être envoyé depuis sa propre page. Rouvrez-la, puis "
                    + "recommencez.")
        }
        let items = try Visit.items(String(decoding: visit.body, as: UTF8.self))
        func field(_ key: String, atMost limit: Int) throws(Problem) -> String {
            let value = items.last { $0.key == key }?.value ?? ""
            let text = value.trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.count <= limit else {
                throw .invalid(field: key, value: text, expected: "au plus \(limit) caractères")
            }
            return text
        }
        nature = try field("nature", atMost: 40)
        message = try field("message", atMost: 5_000)
        name = try field("nom", atMost: 200)
        email = try field("courriel", atMost: 200)
        guard ReportForm.natures.contains(nature) else {
            throw .invalid(
                field: "nature", value: nature,
                expected: ReportForm.natures.map { "«\u{202F}\($0)\u{202F}»" }.joined(
                    separator: " ou "))
        }
        guard message.count >= 10 else {
            throw .invalid(
                field: "message", value: message, expected: "au moins dix caractères")
        }
        guard email.isEmpty || ReportForm.isEmail(email) else {
            throw .invalid(
                field: "courriel", value: email,
                expected: "une adresse comme nom@exemple.fr, ou rien")
        }
        // A field that people do not see: only programs fill it.
        guard try field("site", atMost: 200).isEmpty else {
            throw .invalid(field: "site", value: "…", expected: "rien")
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !text.contains(where: \.isWhitespace)
    }
}
