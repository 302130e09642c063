extension ToolDocument {
    /// The document as plain text: to copy into a letter or a message.
    public var plainText: String {
        ([title] + blocks.map(Self.text)).joined(separator: "\n\n") + "\n"
    }

    private static func text(_ block: Block) -> String {
        switch block {
        case .heading(let text), .paragraph(let text): text
        case .list(let items): items.map { "- " + $0 }.joined(separator: "\n")
        case .lines(let lines): lines.joined(separator: "\n")
        case .table(let head, let rows):
            ([head] + rows).map { $0.joined(separator: "\t") }.joined(separator: "\n")
        }
    }
}
