import Columns
import Testing

@Suite struct EngineTests {
    static let measures: [Measure] = [
        Measure(.count), Measure(.count, among: .between("offres", 1, nil)),
        Measure(.sum("montant")), Measure(.mean("offres")),
        Measure(.ratio(.rows, per: .column("montant"))),
        Measure(.median("derive"), among: .not(.isAny("lieu", of: ["59"]))),
        Measure(.quantile("montant", perTenThousand: 9_000)),
        Measure(
            .share(of: .between("offres", 1, 1), weight: .rows), among: .between("offres", 1, nil)),
        Measure(.share(of: .hasAnyBit("social", mask: 3), weight: .column("montant"))),
        Measure(.share(of: .sameText("lieu", "siege"), weight: .rows)),
        Measure(.gap(of: .isAny("lieu", of: ["59"]), weight: .column("montant"))),
        Measure(
            .gap(of: .isAnyNumber("local", of: [1]), weight: .column("part")),
            over: .details("awards")),
        Measure(.distinct(.text("titulaire"))), Measure(.distinct(.prefix("cpv", length: 4))),
        Measure(
            .distinctShare(of: .isAnyNumber("local", of: [1]), key: .text("titulaire")),
            over: .details("awards")),
        Measure(
            .concentration(.text("titulaire"), weight: .column("part")), over: .details("awards")),
        Measure(
            .topShare(3, .text("titulaire"), weight: .column("part")), over: .details("awards")),
        Measure(.concentration(.bits("social"), weight: .rows)),
        Measure(
            .perGroup([.text("siege")], .distinct(.text("titulaire")), .mean),
            among: .anyAward(.isKnown("part")), over: .details("awards")),
        Measure(.perGroup([.text("titulaire_lieu"), .bits("social")], .count, .median)),
        Measure(.perGroup([.prefix("cpv", length: 4), .number("offres")], .mean("derive"), .mean)),
        Measure(.perGroup([.text("lieu")], .median("montant"), .count)),
        Measure(
            .perGroup(
                [.text("lieu")], .concentration(.text("titulaire"), weight: .column("part")),
                .median),
            over: .details("awards")),
    ]
    static let keys: [[GroupKey]] = [
        [], [.text("lieu")], [.number("innovant"), .prefix("cpv", length: 4)], [.bits("social")],
        [.text("titulaire_lieu")], [.number("offres"), .text("titulaire_lieu")],
    ]

    @Test(arguments: 0..<40) func `a selection keeps the rows a plain reading keeps`(
        seed: Int
    ) throws {
        let sample = RandomDataset(rows: 600, seed: UInt64(seed)).dataset
        var random = Seeded(state: UInt64(seed) + 77)

        for _ in 0..<8 {
            let condition = RandomDataset.condition(&random, depth: 3)
            for population in [Population.facts, .details("awards")] {
                let found = try sample.select(condition, population: population)
                let expected = Oracle(dataset: sample, population: population).selected(condition)
                #expect(rows(found) == expected, "\(condition)")
            }
        }
    }

    @Test(arguments: 0..<6) func `a measure says what a plain reading says`(seed: Int) throws {
        let sample = RandomDataset(rows: 250, seed: UInt64(seed)).dataset
        var random = Seeded(state: UInt64(seed) + 5)

        for measure in Self.measures {
            let oracle = Oracle(dataset: sample, population: measure.population)
            for keys in Self.keys {
                let selection = RandomDataset.condition(&random)
                let state = try sample.evaluate(measure, over: selection, by: keys)
                let expected = oracle.answers(measure, selection, by: keys)
                #expect(answers(state) == expected, "\(measure) \(selection) \(keys)")
            }
        }
    }

    @Test(arguments: [40, 900, 70_001]) func `a stored order gives the values that sorting gives`(
        count: Int
    ) throws {
        let sample = RandomDataset(rows: count, seed: UInt64(count)).dataset
        let measures = [
            Measure(.median("montant")), Measure(.quantile("montant", perTenThousand: 0)),
            Measure(.quantile("montant", perTenThousand: 9_000)),
            Measure(.quantile("montant", perTenThousand: 10_000)),
            Measure(.median("montant"), among: .between("offres", 2, nil)),
            Measure(.median("offres")),
        ]
        let selections: [Condition] = [
            .always, .isAny("lieu", of: ["59", "62"]), .between("jour", 18_100, nil),
            .isUnknown("montant"), .isAny("lieu", of: ["99"]), .isAny("cpv", of: ["45117"]),
        ]
        let keys = Self.keys + [[.text("siege")], [.text("lieu"), .number("offres")]]

        for measure in measures {
            for selection in selections {
                for keys in keys {
                    let sorted = try sample.evaluate(measure, over: selection, by: keys).results()
                    let walked = try sample.results(
                        of: measure, over: selection, by: keys, workers: 2)
                    #expect(walked == sorted, "\(measure) \(selection) \(keys)")
                }
            }
        }
    }

    @Test func `two halves merge into the whole, in either order`() throws {
        let sample = RandomDataset(rows: 800, seed: 3).dataset

        for measure in Self.measures {
            for keys in Self.keys {
                let whole = try sample.evaluate(measure, over: .always, by: keys).results()
                let half = Condition.any([.isUnknown("jour"), .between("jour", nil, 18_200)])
                let first = try sample.evaluate(measure, over: half, by: keys)
                let second = try sample.evaluate(measure, over: .not(half), by: keys)
                #expect(first.merging(second).results() == whole, "\(measure)")
                #expect(second.merging(first).results() == whole, "\(measure)")
            }
        }
    }

    @Test func `two workers find what one finds`() throws {
        let sample = RandomDataset(rows: 70_001, seed: 9).dataset
        let selection = Condition.any([
            .isAny("lieu", of: ["59"]), .anyAward(.isAny("titulaire_lieu", of: ["60"])),
        ])

        let one = try sample.select(selection).words
        let two = try sample.select(selection, workers: 2).words

        #expect(one == two)
        for measure in Self.measures {
            let alone = try sample.evaluate(measure, over: selection, by: [.text("siege")])
            let pair = try sample.evaluate(
                measure, over: selection, by: [.text("siege")], workers: 2)
            #expect(alone.results() == pair.results(), "\(measure)")
        }
        let facets = FacetTests.request([
            Filter(key: "lieu", condition: .isAny("lieu", of: ["59", "80"]))
        ])
        let left = try sample.facets(facets)
        let right = try sample.facets(facets, workers: 2)
        #expect(left.facets == right.facets && left.total == right.total)
    }

    @Test(arguments: [0, 40]) func `tables empty or all unknown give no value and no crash`(
        count: Int
    ) throws {
        let sample = RandomDataset(rows: count, seed: 1, nulls: 1.1).dataset

        for measure in Self.measures {
            for keys in Self.keys {
                let state = try sample.evaluate(measure, over: .always, by: keys)
                let oracle = Oracle(dataset: sample, population: measure.population)
                #expect(answers(state) == oracle.answers(measure, .always, by: keys))
            }
        }
        #expect(try sample.facets(FacetTests.request([])).total.count == count)
    }

    @Test func `an unknown column or a wrong type is refused`() throws {
        let sample = RandomDataset(rows: 5, seed: 1).dataset

        #expect(throws: EngineRefusal.unknownColumn("prix")) {
            try sample.select(.isKnown("prix"))
        }
        #expect(throws: EngineRefusal.self) { try sample.select(.between("lieu", 1, 2)) }
        #expect(throws: EngineRefusal.self) { try sample.select(.isAny("montant", of: ["1"])) }
        #expect(throws: EngineRefusal.self) { try sample.select(.hasNoBit("offres")) }
        #expect(throws: EngineRefusal.self) {
            try sample.evaluate(Measure(.median("lieu")), over: .always)
        }
        #expect(throws: EngineRefusal.unknownDetail("avenants")) {
            try sample.evaluate(Measure(.count, over: .details("avenants")), over: .always)
        }
    }

    private func rows(_ bitmap: Bitmap) -> [Int] {
        (0..<bitmap.rowCount).filter { bitmap[$0] }
    }

    private func answers(_ state: MeasureState) -> [[GroupValue]: Oracle.Answer] {
        Dictionary(
            uniqueKeysWithValues: state.results().map { result in
                (
                    result.group,
                    Oracle.Answer(
                        rows: result.rows, counted: result.counted, unknown: result.unknown,
                        numerator: result.numerator, denominator: result.denominator,
                        value: result.value)
                )
            })
    }
}
