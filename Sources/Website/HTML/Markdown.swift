import CCmark
import Foundation

/// Markdown made HTML by cmark (CommonMark): raw HTML and dangerous addresses are left out.
enum Markdown {
    /// The HTML of a text.
    ///
    /// - Parameter headings: how many levels headings go down, so that the page keeps its one `h1`.
    /// - Complexity: O(bytes), as cmark promises.
    static func html(_ text: String, headings: Int = 1) -> HTML {
        guard let root = parse(text) else { return HTML(text: text) }
        defer { cmark_node_free(root) }
        lower(root, by: headings)
        // Without CMARK_OPT_UNSAFE, raw HTML and javascript: addresses are replaced by a comment.
        guard let bytes = cmark_render_html(root, CMARK_OPT_DEFAULT) else { return HTML() }
        defer { free(bytes) }
        return HTML(trusted: TrustedMarkup(markup: String(cString: bytes)))
    }

    /// The words of a text, without its marks.
    static func plain(_ text: String) -> String {
        guard let root = parse(text) else { return text }
        defer { cmark_node_free(root) }
        guard let iterator = cmark_iter_new(root) else { return text }
        defer { cmark_iter_free(iterator) }
        var words = ""
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return words }
            let node = cmark_iter_get_node(iterator)
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK:
                if event == CMARK_EVENT_ENTER, let literal = cmark_node_get_literal(node) {
                    words += String(cString: literal)
                }
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: words += " "
            case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING, CMARK_NODE_ITEM:
                if event == CMARK_EVENT_EXIT { words += "\n" }
            default: break
            }
        }
    }

    private static func parse(_ text: String) -> OpaquePointer? {
        cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)
    }

    private static func lower(_ root: OpaquePointer, by levels: Int) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                cmark_node_get_type(node) == CMARK_NODE_HEADING
            else { continue }
            cmark_node_set_heading_level(
                node, Int32(min(6, Int(cmark_node_get_heading_level(node)) + levels)))
        }
    }
}
