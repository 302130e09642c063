extension Blocks {
    /// The links to the page before and the page after, and where one is; nothing for a single page.
    ///
    /// - Parameters:
    ///   - label: what assistive technology calls these links, as « Pages de résultats ».
    ///   - page: from 1.
    ///   - last: the last page there is.
    ///   - address: where a page is.
    static func paging(
        _ label: String = "Pages de résultats", page: Int, last: Int, _ address: (Int) -> Link
    ) -> HTML {
        guard last > 1 else { return HTML() }
        var html: HTML = "<nav aria-label=\"\(label)\"><ul class=\"pages\">\n"
        if page > 1 {
            html += "<li><a href=\"\(address(page - 1))\" rel=\"prev\">← Page précédente</a></li>\n"
        }
        html += "<li>Page \(French.integer(page)) sur \(French.integer(last))</li>\n"
        if page < last {
            html += "<li><a href=\"\(address(page + 1))\" rel=\"next\">Page suivante →</a></li>\n"
        }
        return html + "</ul></nav>\n"
    }

    /// The last of the pages that hold so many things.
    static func lastPage(_ total: Int, by size: Int) -> Int { (total + size - 1) / size }
}
