import Community
import Testing

@testable import Website

@Suite struct ConsultationSourceTests {
    @Test func `a followed question holds the consultations that answer, and no draft`()
        async throws
    {
        let site = try InventedConsultationSite()
        let source = ConsultationSource(store: site.community.store)
        let before = try source.state()
        _ = try await site.draft(["objet": "Toiture du brouillon"])
        let key = try await site.published()
        let other = try await site.published(["objet": "Peinture du préau", "cpv": "45442100"])

        let roofs = try source.canonical("mots=%20toiture++ecole&cpv=4526&page=2")
        let items = try source.holdings(roofs, since: nil)

        #expect(roofs == "mots=toiture%20ecole&cpv=4526")
        #expect(items.ids == ["consultation:\(key)"])
        let item = try #require(try items.describe([0]).first)
        #expect(item.title == "Toiture de l’école inventée — Commune inventée")
        #expect(item.day.hasPrefix("répondre avant le "))
        #expect(try await site.community.get(item.path).status == 200)
        #expect(
            Set(try source.holdings("", since: nil).ids)
                == ["consultation:\(key)", "consultation:\(other)"])
        #expect(try source.state() != before)
        let list = try await site.community.get(source.path(roofs)).text
        #expect(list.contains("Toiture de l’école inventée"))
        #expect(!list.contains("Peinture du préau"))
        #expect(list.contains("source=consultations"))
    }

    @Test func `a trade that is none is refused by its field`() async throws {
        let site = try InventedConsultationSite()
        let source = ConsultationSource(store: site.community.store)

        #expect(throws: Problem.self) { try source.canonical("cpv=45x") }
        #expect(try await site.community.get("/consultations?cpv=45x").status == 400)
    }
}
