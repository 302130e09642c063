import Testing

@testable import Community
@testable import Website

@Suite struct ContractSourceTests {
    @Test func `a followed selection holds exactly its contracts, each told with its page`()
        async throws
    {
        let invented = try InventedSite()
        let source = ContractSource(shelf: invented.site.shelf)
        let edition = try invented.site.shelf.current()

        let query = try source.canonical("cpv=45&page=3&tri=montant")
        let holdings = try source.holdings(query, since: nil)

        #expect(query == "cpv=45")
        #expect(try source.state() == edition.facts.id)
        #expect(holdings.ids.count == (try edition.answers.totals([("cpv", "45")]).count))
        #expect(Set(holdings.ids).count == holdings.ids.count)
        let item = try #require(try holdings.describe([holdings.ids.count - 1]).first)
        #expect(item.id == holdings.ids.last)
        #expect(item.day.hasPrefix("notifié le "))
        #expect(await invented.site.answer(try Visit(target: item.path)).status == 200)
        #expect(await invented.site.answer(try Visit(target: source.path(query))).status == 200)
        #expect(try source.title(query).contains("Travaux"))
    }

    @Test func `a filter that is none is refused, not followed`() throws {
        let source = ContractSource(shelf: try InventedSite().site.shelf)

        #expect(throws: (any Error).self) { try source.canonical("couleur=bleu") }
        #expect(throws: (any Error).self) {
            try ContractSource(shelf: EmptyShelf()).canonical("cpv=45")
        }
        #expect(try ContractSource(shelf: EmptyShelf()).state() == nil)
    }
}
