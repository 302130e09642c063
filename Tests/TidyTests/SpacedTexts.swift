/// French texts of the sources whose signs stand after an ordinary space.
///
/// Catalogues of findings, indicators and columns are typeset when they are made, and have tests of
/// their own; the folders below write their sentences as they are shown.
enum SpacedTexts {
    /// Folders whose texts are shown as they are written.
    static let folders = [
        "Sources/Editions/Consolidation", "Sources/Editions/Deposits",
        "Sources/Editions/Derivation",
        "Sources/Editions/Opening", "Sources/Editions/Reference", "Sources/Editions/Sync",
        "Sources/Editions/Writing", "Sources/Columns", "Sources/Formats/Reading",
        "Sources/Website", "Sources/orcp", "Sources/Community",
    ]

    /// Literals with an ordinary space where French wants U+202F: before `; : ! ? %` and `€`,
    /// and inside « ».
    ///
    /// No other language of the sources puts a space before these signs, so that nothing needs to
    /// guess which literals are French; code within `\( )` is not looked at.
    static func complaints(_ file: Repository.SourceFile) -> [String] {
        guard folders.contains(where: { file.path.hasPrefix($0 + "/") }) else { return [] }
        return literals(of: file.text).compactMap { line, text in
            // In a script a question mark chooses.
            if text.contains("\"use strict\";") { return nil }
            // In SQL a question mark stands for an argument.
            if text.contains(/\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|AND)\b|= \?/) {
                return nil
            }
            guard
                text.contains("« ") || text.contains(" »")
                    || text.contains(/[ ][;:!?](?:\s|$)|[0-9¤] [%€]/)
            else { return nil }
            return "\(file.path):\(line) lacks U+202F: \(text.prefix(60))"
        }
    }

    /// The texts of the literals of a source file and the lines they begin on, with `¤` for what is
    /// interpolated.
    static func literals(of source: String) -> [(line: Int, text: String)] {
        var reader = Reader(Array(source))
        reader.readCode(untilParenthesis: false)
        return reader.found
    }

    /// Walks through code and literals, each within the other.
    private struct Reader {
        let characters: [Character]
        var index = 0
        var line = 1
        var found: [(line: Int, text: String)] = []

        init(_ characters: [Character]) { self.characters = characters }

        private func starts(_ text: String) -> Bool {
            let text = Array(text)
            return index + text.count <= characters.count
                && characters[index..<index + text.count].elementsEqual(text)
        }

        private mutating func advance(_ count: Int = 1) {
            for _ in 0..<count where index < characters.count {
                if characters[index].isNewline { line += 1 }
                index += 1
            }
        }

        mutating func readCode(untilParenthesis: Bool) {
            var depth = 0
            while index < characters.count {
                if starts("//") {
                    while index < characters.count, !characters[index].isNewline { advance() }
                } else if let hashes = literalHashes {
                    advance(hashes)
                    readLiteral(hashes: hashes)
                } else {
                    if untilParenthesis, characters[index] == "(" { depth += 1 }
                    if untilParenthesis, characters[index] == ")" {
                        if depth == 0 { return advance() }
                        depth -= 1
                    }
                    advance()
                }
            }
        }

        /// The number of `#` before the quote of a literal that begins here, or nil.
        private var literalHashes: Int? {
            var at = index
            while at < characters.count, characters[at] == "#" { at += 1 }
            return at < characters.count && characters[at] == "\"" ? at - index : nil
        }

        private mutating func readLiteral(hashes: Int) {
            let first = line
            let quote = starts("\"\"\"") ? "\"\"\"" : "\""
            let mark = String(repeating: "#", count: hashes)
            advance(quote.count)
            var text = ""
            while index < characters.count, !starts(quote + mark) {
                if starts("\\" + mark + "(") {
                    advance(hashes + 2)
                    readCode(untilParenthesis: true)
                    text.append("¤")
                } else if starts("\\" + mark + "n") {
                    text.append("\n")
                    advance(hashes + 2)
                } else if starts("\\" + mark) {
                    advance(hashes + 2)
                    text.append("\\")
                } else {
                    text.append(characters[index])
                    advance()
                }
            }
            advance(quote.count + hashes)
            found.append((first, text))
        }
    }
}
