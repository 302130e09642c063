import Foundation

/// What a page of the API says of itself, and the numbers of its records.
struct NoticePageHead {
    /// Records of the whole question.
    var total: Int
    /// Records of this page.
    var count: Int
    var numbers: Set<String>

    private struct Page: Decodable {
        struct Record: Decodable {
            var idweb: String?
            var id: String?
        }

        var total_count: Int
        var results: [Record]
    }

    /// The head of a page, or nil when it is none.
    init?(_ data: Data) {
        let page: Page
        do { page = try JSONDecoder().decode(Page.self, from: data) } catch { return nil }
        guard page.total_count >= 0 else { return nil }
        total = page.total_count
        count = page.results.count
        numbers = Set(page.results.compactMap { $0.idweb ?? $0.id })
    }
}
