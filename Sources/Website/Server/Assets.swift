/// Our own style sheet, script and icon: addresses that name their content, kept for ever.
enum Assets {
    /// One file.
    struct Asset: Sendable {
        /// As `/fichiers/style-0123456789abcdef.css`.
        let address: String
        let answer: Answer

        /// A file whose address holds the hash of its content.
        init(name: String, suffix: String, type: String, content: String) {
            let bytes = Array(content.utf8)
            address = "/fichiers/\(name)-\(ContentHash.text(bytes).prefix(16)).\(suffix)"
            answer = Answer(
                type: type, body: .bytes(bytes), compressed: Gzip.compress(bytes, level: 9),
                tag: "\"" + ContentHash.text(bytes) + "\"", keeping: .forever)
        }
    }

    static let style = Asset(
        name: "style", suffix: "css", type: "text/css; charset=utf-8",
        content: Style.sheet + Script.style + OfferScript.style)
    static let script = Asset(
        name: "confort", suffix: "js", type: "text/javascript; charset=utf-8",
        content: Script.source)
    static let icon = Asset(
        name: "icone", suffix: "svg", type: "image/svg+xml",
        content: """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" \
            height="32" rx="6" fill="#1d4f91"/><path d="M7 25V15h4v10zm7 0V7h4v18zm7 0V11h4v14z" \
            fill="#fff"/></svg>
            """)

    /// The style sheet of the operator's two colours.
    static func colours(primary: String, secondary: String) -> Asset {
        Asset(
            name: "couleurs", suffix: "css", type: "text/css; charset=utf-8",
            content: ":root{--accent:\(primary);--lien:\(primary);--accent2:\(secondary)}\n")
    }
}
