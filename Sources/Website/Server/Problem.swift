import Procurement

/// Why a request gets no answer, told calmly: as a French page, or as a JSON problem in the API.
struct Problem: Error, Sendable, Equatable {
    var status: Int
    /// Short and stable.
    var title: String
    /// One or two sentences: what happened, and what to do.
    var detail: String
    /// The key of the query or the field of the form, when one is at fault.
    var field: String?
    /// What was given.
    var value: String?
    /// What would be right.
    var expected: String?
    /// When to come back, in seconds.
    var retryAfter: Int?
    /// Methods the address answers to.
    var allow: String?

    init(
        status: Int, title: String, detail: String, field: String? = nil, value: String? = nil,
        expected: String? = nil, retryAfter: Int? = nil, allow: String? = nil
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.field = field
        self.value = value.map { Problem.shortened($0) }
        self.expected = expected
        self.retryAfter = retryAfter
        self.allow = allow
    }

    /// A field whose value is not what is expected.
    static func invalid(field: String, value: String, expected: String) -> Problem {
        Problem(
            status: 400, title: "Demande à préciser",
            detail:
                "Le champ «\u{202F}\(field)\u{202F}» contient «\u{202F}\(shortened(value))\u{202F}»\u{202F}; "
                + "il attend \(expected).",
            field: field, value: value, expected: expected)
    }

    /// Something that is not well-formed.
    static func unreadable(field: String, value: String) -> Problem {
        Problem(
            status: 400, title: "Adresse illisible",
            detail: "«\u{202F}\(shortened(value))\u{202F}» n’est pas un texte UTF-8 bien encodé.",
            field: field, value: value, expected: "un texte UTF-8 encodé par pourcentages")
    }

    /// No such page.
    static func absent(_ what: String) -> Problem {
        Problem(
            status: 404, title: "Page introuvable",
            detail: "\(what) L’adresse a peut-être changé\u{202F}; la recherche et le plan du site "
                + "permettent de s’y retrouver.")
    }

    /// The sender went away before the end.
    static let cut = Problem(
        status: 400, title: "Envoi interrompu",
        detail:
            "La connexion s’est coupée avant la fin. Recommencez l’envoi\u{202F}; un dépôt d’offre "
            + "reprend où il s’est arrêté.")

    static let addressTooLong = Problem(
        status: 414, title: "Adresse trop longue",
        detail: "L’adresse dépasse 4\u{202F}096 caractères ou 200 filtres. Retirez des filtres.",
        field: "adresse", expected: "au plus 4 096 caractères et 200 filtres")

    /// A body longer than the address takes.
    static func bodyTooLarge(_ longest: Int) -> Problem {
        let words =
            longest < 1 << 20
            ? "\(longest >> 10)\u{202F}kio" : "\(longest >> 20)\u{202F}Mio"
        return Problem(
            status: 413, title: "Envoi trop volumineux",
            detail: "L’envoi dépasse \(words). Raccourcissez-le, ou envoyez-le en plusieurs fois.",
            field: "message", expected: "au plus \(words)")
    }

    static let tooSlow = Problem(
        status: 408, title: "Envoi trop lent",
        detail: "L’envoi a duré trop longtemps et a été abandonné. Réessayez.")

    static func method(allow: String) -> Problem {
        Problem(
            status: 405, title: "Méthode refusée",
            detail: "Cette adresse ne répond qu’à \(allow).", expected: allow, allow: allow)
    }

    static let busy = Problem(
        status: 503, title: "Trop de demandes à la fois",
        detail: "Le serveur répond déjà à beaucoup de questions. Réessayez dans quelques secondes.",
        retryAfter: 2)

    static let noEdition = Problem(
        status: 503, title: "Aucune édition",
        detail: "Aucune édition n’a encore été construite. L’opérateur doit importer des données "
            + "avec «\u{202F}orcp import\u{202F}».", retryAfter: 60)

    static let broken = Problem(
        status: 500, title: "Une panne de notre fait",
        detail: "La page n’a pas pu être composée. L’incident est noté dans le journal du serveur.")

    /// At most eighty characters, to be quoted.
    static func shortened(_ text: String) -> String {
        text.count <= 80 ? text : text.prefix(79) + "…"
    }

    /// The page.
    var document: Document {
        var content: HTML = "<p class=\"chapo\">\(detail)</p>\n"
        if let field {
            content +=
                "<dl class=\"fiche\">\n<div><dt>Champ</dt><dd><code>\(field)</code></dd></div>\n"
            if let value { content += "<div><dt>Valeur reçue</dt><dd>\(value)</dd></div>\n" }
            if let expected { content += "<div><dt>Attendu</dt><dd>\(expected)</dd></div>\n" }
            content += "</dl>\n"
        }
        content += """
            <p><a href="\(ToolListPage.link)">Les outils</a> · <a href="\(ExplorerPage.link())">Explorer les contrats</a> · \
            <a href="\(HomePage.link)">Revenir à l’accueil</a> · \
            <a href="\(LegalPage.link(.plan))">Plan du site</a></p>
            """
        return Document(
            title: title, summary: detail, content: content, kind: "Réponse \(status)",
            isHiddenFromSearch: true)
    }

    /// The problem of RFC 9457, in JSON.
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }
        return .object([
            ("type", .text("about:blank")), ("title", .text(title)),
            ("status", .integer(Int64(status))), ("detail", .text(detail)),
            ("field", text(field)), ("value", text(value)), ("expected", text(expected)),
        ])
    }
}
