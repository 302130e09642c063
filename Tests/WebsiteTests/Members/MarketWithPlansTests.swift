import Columns
import Testing

@testable import Website

/// « Du métier au marché » where there are accounts too: plans are public, whoever asks.
@Suite struct MarketWithPlansTests {
    @Test func `a trade's market shows purchase plans and open calls to a visitor`() async throws {
        let community = try MeasuredCommunity()
        let edition = try community.invented.edition
        let awards = edition.tables.awards
        let column = try #require(awards["titulaire_naf"])
        let known = (0..<awards.rowCount).compactMap { column.text($0) }
        let activity = try #require(known.first)

        let answer = try await community.get("/mon-marche?naf=\(activity)")

        let page = try answer.text
        #expect(answer.status == 200)
        #expect(page.contains("<h2>Projets d’achat</h2>"))
        #expect(page.contains("<h2>Marchés ouverts</h2>"))
    }
}
