/// What stands between two tags.
enum MarkupNode: Sendable, Equatable {
    case element(MarkupElement)
    case text(String)
    case comment(String)
    case instruction(target: String, data: String)
}
