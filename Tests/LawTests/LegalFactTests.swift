import Law
import Procurement
import Testing

@Suite struct LegalFactTests {
    @Test(arguments: LegalFact.all.map(\.name))
    func `values follow each other without overlap or hole, each with its article`(
        name: String
    ) throws {
        let fact = try #require(LegalFact.all.first { $0.name == name })

        #expect(!fact.values.isEmpty)
        for value in fact.values { #expect(!value.article.isEmpty && value.value > 0) }
        for (former, next) in zip(fact.values, fact.values.dropFirst()) {
            #expect(former.to?.adding(days: 1) == next.from)
        }
    }

    @Test func `a threshold changes on its day and not before`() throws {
        let eve = try #require(Day("2019-12-31"))
        let day = try #require(Day("2020-01-01"))

        #expect(try LegalFact.essentialData.value(on: eve).value == 25_000)
        #expect(try LegalFact.essentialData.value(on: day).value == 40_000)
        #expect(
            try European.subcentral.fact.value(on: try #require(Day("2026-06-01"))).value
                == 216_000)
        #expect(
            try European.works.fact.value(on: try #require(Day("2023-12-31"))).value == 5_382_000)
    }

    @Test func `outside the years that are known, the law does not answer`() throws {
        let early = try #require(Day("2001-01-01"))
        let late = try #require(Day("2031-01-01"))

        #expect(throws: LawRefusal.self) { try LegalFact.essentialData.value(on: early) }
        #expect(throws: LawRefusal.self) { try European.works.fact.value(on: late) }
        #expect(LegalFact.essentialData.yardstick(on: early).value == 25_000)
        #expect(European.works.fact.yardstick(on: late).value == 5_404_000)
    }
}
