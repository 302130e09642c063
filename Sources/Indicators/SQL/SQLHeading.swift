/// The comment at the top of a query: the tables it reads, and where a reader finds them.
enum SQLHeading {
    private static let ofEdition = ["contracts", "awards"]
    private static let ofWords = ["words", "word_texts"]

    /// A query preceded by its comment.
    static func above(_ query: String) -> String {
        func isRead(_ table: String) -> Bool {
            ["FROM", "JOIN"].contains { verb in
                [" ", ")", "\n"].contains { query.contains("\(verb) \(table)\($0)") }
            }
        }
        let files = ofEdition.filter(isRead).map { "\($0).arrow" }.joined(separator: ", ")
        var lines = ["-- Tables\u{202F}: \(files), fichiers Arrow de l’édition."]
        let words = ofWords.filter(isRead)
        if !words.isEmpty {
            lines.append("-- Celles des mots s’écrivent ainsi, pour la même édition\u{202F}:")
        }
        for table in words {
            lines.append("--   orcp export \(table) --format arrow > \(table).arrow")
        }
        return lines.joined(separator: "\n") + "\n" + query
    }
}
