import CCmark
import Foundation

/// Markdown made HTML by cmark (CommonMark): raw HTML and dangerous addresses are left out.
enum Markdown {
    /// The HTML of a text.
    ///
    /// - Parameter headings: how many levels headings go down, so that the page keeps its one `h1`.
    /// - Complexity: O(bytes), as cmark promises.
    /// - Parameter replacing: what stands for a piece of code; nil leaves it as code.
    static func html(
        _ text: String, headings: Int = 1, replacing: ((Code) -> HTML?)? = nil
    ) -> HTML {
        guard let root = parse(text) else { return HTML(text: text) }
        defer { cmark_node_free(root) }
        lower(root, by: headings)
        if let replacing {
            for (node, code) in codes(in: root) {
                if let html = replacing(code) { replace(node, code, html) }
            }
        }
        // Without CMARK_OPT_UNSAFE, raw HTML and javascript: addresses are replaced by a comment.
        guard let bytes = cmark_render_html(root, CMARK_OPT_DEFAULT) else { return HTML() }
        defer { free(bytes) }
        return HTML(trusted: TrustedMarkup(markup: String(cString: bytes)))
    }

    /// A piece of code: a span within a sentence, or a fenced block with the words after its fence.
    struct Code: Sendable, Hashable {
        var text: String
        /// Nil for a span.
        var info: String?
    }

    /// The pieces of code of a text, in order.
    static func codes(_ text: String) -> [Code] {
        guard let root = parse(text) else { return [] }
        defer { cmark_node_free(root) }
        return codes(in: root).map(\.code)
    }

    private static func codes(in root: OpaquePointer) -> [(node: OpaquePointer, code: Code)] {
        guard let iterator = cmark_iter_new(root) else { return [] }
        defer { cmark_iter_free(iterator) }
        var codes: [(OpaquePointer, Code)] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return codes }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                let literal = cmark_node_get_literal(node)
            else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_CODE:
                codes.append((node, Code(text: String(cString: literal), info: nil)))
            case CMARK_NODE_CODE_BLOCK:
                let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
                codes.append((node, Code(text: String(cString: literal), info: info)))
            default: break
            }
        }
    }

    /// Puts markup of our own in the place of a piece of code.
    private static func replace(_ node: OpaquePointer, _ code: Code, _ html: HTML) {
        let kind = code.info == nil ? CMARK_NODE_CUSTOM_INLINE : CMARK_NODE_CUSTOM_BLOCK
        guard let custom = cmark_node_new(kind) else { return }
        guard cmark_node_set_on_enter(custom, html.text) == 1,
            cmark_node_replace(node, custom) == 1
        else { return cmark_node_free(custom) }
        cmark_node_free(node)
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

    /// Headings begin below those of the page and skip no level, however the text counts them.
    private static func lower(_ root: OpaquePointer, by levels: Int) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        var headings: [(node: OpaquePointer, level: Int)] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                cmark_node_get_type(node) == CMARK_NODE_HEADING
            else { continue }
            headings.append((node, Int(cmark_node_get_heading_level(node))))
        }
        let least = headings.map(\.level).min() ?? 1
        var former = levels
        for heading in headings {
            former = min(heading.level - least + 1 + levels, former + 1, 6)
            cmark_node_set_heading_level(heading.node, Int32(former))
        }
    }
}
