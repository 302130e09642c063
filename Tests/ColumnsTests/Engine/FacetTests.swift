import Columns
import Testing

@Suite struct FacetTests {
    static let names = [
        "lieu", "cpv", "siege", "offres", "innovant", "social", "titulaire", "titulaire_lieu",
    ]

    static func request(_ filters: [Filter], top: Int? = nil) -> FacetRequest {
        FacetRequest(
            filters: filters,
            facets: names.map { Facet(key: $0, column: $0, top: $0 == "titulaire" ? top : nil) },
            amountColumn: "montant")
    }

    static let filters: [Filter] = [
        Filter(key: "lieu", condition: .isAny("lieu", of: ["59", "62"])),
        Filter(key: "social", condition: .hasAnyBit("social", mask: 3)),
        Filter(key: "mots", condition: .words(WordQuery(terms: [.word("toiture")]))),
        Filter(
            key: "titulaire_lieu",
            condition: .anyAward(.isAny("titulaire_lieu", of: ["59", "60"]))),
        Filter(key: "titulaire", condition: .anyAward(.startsWith("titulaire", ["t11", "t12"]))),
        Filter(key: "jour", condition: .between("jour", 18_050, nil)),
        Filter(key: "offres", condition: .isUnknown("offres")),
    ]

    @Test(arguments: 0..<24) func `each facet is counted without its own filter`(
        seed: Int
    ) throws {
        let sample = RandomDataset(rows: 400, seed: UInt64(seed)).dataset
        var random = Seeded(state: UInt64(seed))
        let filters = Self.filters.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }

        let result = try sample.facets(Self.request(filters))

        let all = expected(sample, filters, nil)
        #expect(result.total == all[.text("")])
        for facet in result.facets {
            let counts = Dictionary(
                uniqueKeysWithValues: facet.values.map { ($0.value, $0.tally) })
            #expect(counts == expected(sample, filters, facet.facet.column), "\(facet.facet.key)")
        }
    }

    @Test func `a facet cut to its first values keeps the most frequent`() throws {
        let sample = RandomDataset(rows: 500, seed: 4).dataset

        let all = try sample.facets(Self.request([])).facets[6]
        let few = try sample.facets(Self.request([], top: 3)).facets[6]

        let ordered = all.values.map(\.tally.count).sorted(by: >)
        #expect(few.values.map(\.tally.count) == Array(ordered.prefix(3)))
        #expect(few.total == all.values.count)
    }

    @Test func `rows come in the order asked, page by page`() throws {
        let sample = RandomDataset(rows: 300, seed: 8).dataset
        let selection = try sample.select(.isAny("lieu", of: ["59", "62"]))
        let rows = (0..<300).filter { selection[$0] }
        let amount = try #require(sample.facts["montant"])

        let known = rows.filter { amount.isKnown($0) }
            .sorted { (amount.integer($1) ?? 0, $0) < (amount.integer($0) ?? 0, $1) }
        let unknown = rows.filter { !amount.isKnown($0) }
        let byAmount = RowOrder.column("montant", descending: true)

        #expect(try sample.rows(selection, offset: 5, limit: 9) == Array(rows[5..<14]))
        #expect(
            try sample.rows(selection, order: .stored(descending: true), offset: 2, limit: 4)
                == Array(rows.reversed()[2..<6]))
        #expect(
            try sample.rows(selection, order: byAmount, limit: 300) == known + unknown)
        #expect(
            try sample.rows(selection, order: byAmount, offset: 3, limit: 4)
                == Array(known[3..<7]))
    }

    /// Tallies by value, one fact at a time; without a column, the total.
    private func expected(
        _ sample: Dataset, _ filters: [Filter], _ column: String?
    ) -> [GroupValue: Tally] {
        let facts = Oracle(dataset: sample, population: .facts)
        let details = Oracle(dataset: sample, population: .details("awards"))
        let others = filters.filter { $0.key != column }
        var ofAwards: [Condition] = []
        var ofFacts: [Condition] = []
        for filter in others {
            if case .anyAward(let inner) = filter.condition {
                ofAwards.append(inner)
            } else {
                ofFacts.append(filter.condition)
            }
        }
        var tallies: [GroupValue: Tally] = column == nil ? [.text(""): Tally()] : [:]
        for row in facts.selected(.all(ofFacts)) {
            let awards = facts.awards(of: row)
                .filter { details.truth(.all(ofAwards), $0, own: true) == true }
            if !ofAwards.isEmpty, awards.isEmpty { continue }
            var values: Set<GroupValue> = [.text("")]
            if let column {
                if sample.facts[column] == nil {
                    values = Set(awards.flatMap { details.values(.text(column), $0) })
                    if values.isEmpty { values = [.unknown] }
                } else {
                    values = facts.values(key(column), row)
                }
            }
            for value in values {
                let old = tallies[value] ?? Tally()
                tallies[value] = Tally(
                    count: old.count + 1,
                    sum: old.sum + Int128(facts.number("montant", row) ?? 0))
            }
        }
        return tallies
    }

    private func key(_ column: String) -> GroupKey {
        switch column {
        case "social": .bits(column)
        case "offres", "innovant": .number(column)
        default: .text(column)
        }
    }
}
