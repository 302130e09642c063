import Columns
import Indicators
import Procurement
import Testing

private let day = Day(number: 20_000)

@Suite struct AnswerTests {
    @Test(arguments: Indicator.all.map(\.code))
    func `an empty edition has no rates, and counts nothing`(code: String) throws {
        let asker = Asker(
            edition: "vide", dataset: try InventedTables().dataset(), referenceDay: day)

        for answer in try asker.ask(code) {
            if answer.state == .measured {
                #expect(answer.value == 0 && answer.low == nil)
            } else {
                #expect(answer.value == nil)
            }
            #expect(answer.numerator == 0)
        }
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `a contract outside the population changes nothing`(code: String) throws {
        let card = try #require(Indicator.named(code))
        let outside = try #require(card.examples.first { $0.outcome == .notCounted })
        var tables = Self.invented(seed: 3, count: 60)
        let measure = try #require(card.measures(on: day).first)
        let reading = PlainReading(contract: outside.row, award: outside.row)
        guard reading.meets(measure.measure.among) == false else { return }
        let before = try Asker(edition: "a", dataset: tables.dataset(), referenceDay: day).ask(code)

        tables.add(outside.row, awards: [outside.row])
        let after = try Asker(edition: "b", dataset: tables.dataset(), referenceDay: day).ask(code)

        #expect(before.first?.numerator == after.first?.numerator)
        #expect(before.first?.denominator == after.first?.denominator)
        #expect(before.first?.unknown == after.first?.unknown)
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `the whole is the merge of its halves, in any order`(code: String) throws {
        let card = try #require(Indicator.named(code))
        let dataset = try Self.invented(seed: 5, count: 300).dataset()
        let early = Condition.between("dateNotification", nil, 19_000)
        let late = Condition.any([
            .between("dateNotification", 19_001, nil), .isUnknown("dateNotification"),
        ])

        for named in card.measures(on: day) {
            let first = try dataset.evaluate(named.measure, over: early)
            let second = try dataset.evaluate(named.measure, over: late)
            let whole = try dataset.evaluate(named.measure, over: .always).results()
            #expect(first.merging(second).results() == whole)
            #expect(second.merging(first).results() == whole)
        }
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `what is counted and what is unknown agree with a plain reading`(code: String) throws {
        let card = try #require(Indicator.named(code))
        let tables = Self.invented(seed: 11, count: 250)
        let dataset = try tables.dataset()

        for named in card.measures(on: day) {
            let measure = named.measure
            let outcomes = zip(tables.contracts, tables.awards).flatMap { contract, awards in
                let rows = measure.population == .facts ? [[:]] : awards
                return rows.map { PlainReading(contract: contract, award: $0).outcome(measure) }
            }
            let results = try dataset.evaluate(measure, over: .always).results()
            #expect(results[0].unknown == outcomes.count { $0 == .unknown }, "\(named.name)")
            if case .share(_, .rows) = measure.form {
                #expect(results[0].numerator == Int128(outcomes.count { $0 == .counted }))
            }
        }
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `the selection behind a share has exactly the contracts of its numerator`(
        code: String
    ) throws {
        let card = try #require(Indicator.named(code))
        let dataset = try Self.invented(seed: 17, count: 400).dataset()

        for named in card.measures(on: day) where named.measure.population == .facts {
            guard case .share(_, .rows) = named.measure.form,
                let behind = Selection.everything.counted(by: named)
            else { continue }
            let result = try dataset.evaluate(named.measure, over: .always).results()[0]
            let count = try dataset.select(behind.condition).count
            #expect(result.numerator == Int128(count), "\(named.name) \(behind)")
        }
    }

    @Test func `single bids lead to their contracts`() throws {
        let measure = try #require(Indicator.named("CON-01")?.measures(on: day).first)
        let selection = try Selection(query: "annee=2021")

        #expect(
            selection.counted(by: measure)?.description
                == "annee=2021&genre=March%C3%A9&concurrentielle=oui&offresRecues=1"
                + "&offresRecues_min=1")
    }

    @Test func `single bids are counted by hand`() throws {
        var tables = InventedTables()
        for index in 0..<30 {
            tables.add(
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": index < 6 ? 1 : 4])
        }
        tables.add(["genre": "Marché", "concurrentielle": 1])
        tables.add(["genre": "Marché", "concurrentielle": 0, "offresRecues": 1])
        tables.add(["genre": "Concession", "concurrentielle": 1, "offresRecues": 1])

        let asker = Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)
        let answer = try #require(try asker.ask("con-01").first)

        #expect(answer.state == .measured)
        #expect(answer.numerator == 6 && answer.denominator == 30 && answer.unknown == 1)
        #expect(answer.value == 0.2)
        // Wilson, 6 of 30: from 9.51 % to 37.31 %.
        #expect(abs((answer.low ?? 0) - 0.0951) < 0.0001)
        #expect(abs((answer.high ?? 0) - 0.3731) < 0.0001)
    }

    @Test func `amounts leave ceilings and concessions out, and give them apart`() throws {
        var tables = InventedTables()
        let contract: InventedTables.Row = [
            "genre": "Marché", "plafond": 0, "subsequent": 0, "montant_centimes": 1_000_050,
        ]
        let ceiling: InventedTables.Row = [
            "genre": "Marché", "plafond": 1, "subsequent": 0, "montant_centimes": 5_000_000,
        ]
        let callOff: InventedTables.Row = [
            "genre": "Marché", "plafond": 0, "subsequent": 1, "montant_centimes": 2_000_000,
        ]
        for row in [contract, ceiling, callOff] { tables.add(row) }
        tables.add(["genre": "Concession", "plafond": 0, "montant_centimes": 9_000_000])
        tables.add(["genre": "Marché", "plafond": 0, "subsequent": 0])

        let asker = Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)
        let answers = try asker.ask("ECO-02")

        #expect(answers.map(\.writtenNumerator) == ["30000.50", "60000.50", "50000.00", "0.00"])
        #expect(answers.map(\.value) == [30_000.5, 60_000.5, 50_000, 0])
        #expect(answers.map(\.unknown) == [1, 1, 0, 0])
    }

    @Test func `nineteen cases blank a rate, and not its numerator`() throws {
        var tables = InventedTables()
        for index in 0..<19 {
            tables.add(["genre": "Marché", "marcheInnovant": index < 2 ? 1 : 0])
        }
        let asker = Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)

        let answer = try #require(try asker.ask("INN-01").first)

        #expect(answer.state == .notEnoughData && answer.value == nil && answer.low == nil)
        #expect(answer.numerator == 2 && answer.denominator == 19)
    }

    @Test func `groups follow their values, unknown last`() throws {
        var tables = InventedTables()
        for place in ["62", "59", "59"] {
            tables.add(["genre": "Marché", "departement": .text(place)])
        }
        tables.add(["genre": "Marché"])
        let asker = Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)

        let answers = try asker.ask("ECO-01", by: "departement").filter { $0.measure == "contrats" }

        #expect(answers.map(\.group) == ["59", "62", "inconnu"])
        #expect(answers.map(\.numerator) == [2, 1, 1])
    }

    @Test func `the public does not rank buyers on competition`() throws {
        let asker = Asker(
            edition: "e", dataset: try Self.invented(seed: 1, count: 10).dataset(),
            referenceDay: day)

        #expect(throws: AskRefusal.nominative(code: "CON-01", key: "acheteur_id")) {
            try asker.ask("CON-01", by: "acheteur_id", for: .everyone)
        }
        #expect(throws: Never.self) { try asker.ask("SOC-01", by: "acheteur_id", for: .everyone) }
        #expect(throws: AskRefusal.unknownIndicator("CON-99")) { try asker.ask("CON-99") }
    }

    @Test func `each facet is counted without its own filter`() throws {
        var tables = InventedTables()
        tables.add(
            ["annee": 2021, "departement": "59", "montant_centimes": 100],
            awards: [["titulaire_region": "32"], ["titulaire_region": "32"]])
        tables.add(["annee": 2022, "departement": "59", "montant_centimes": 250])
        tables.add(["annee": 2022, "departement": "62"])
        let asker = Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)

        let answer = try asker.facets(
            try Selection(query: "annee=2022&departement=59"),
            of: ["annee", "departement", "titulaire_region"])

        #expect(answer.total == Tally(count: 1, sum: 250))
        #expect(answer.facets[0].values.map(\.value) == ["2021", "2022"])
        #expect(answer.facets[1].values.map(\.value) == ["59", "62"])
        #expect(answer.facets[2].values.map(\.value) == ["inconnu"])
    }

    /// Contracts whose every column is known now and then.
    static func invented(seed: UInt64, count: Int) -> InventedTables {
        var random = SeededGenerator(seed: seed)
        var tables = InventedTables()
        func row(_ texts: [String], _ flags: [String], _ numbers: [String]) -> InventedTables.Row {
            var row: InventedTables.Row = [:]
            for name in texts where Int.random(in: 0..<5, using: &random) > 0 {
                row[name] = .text(
                    ["59", "62", "45000000", "Marché"][Int.random(in: 0..<4, using: &random)])
            }
            for name in flags where Int.random(in: 0..<5, using: &random) > 0 {
                row[name] = .number(Int64.random(in: 0...1, using: &random))
            }
            for name in numbers where Int.random(in: 0..<5, using: &random) > 0 {
                row[name] = .number(Int64.random(in: 1...20_000_000, using: &random))
            }
            return row
        }
        for _ in 0..<count {
            var contract = row(
                InventedTables.texts, InventedTables.flags,
                InventedTables.cents + ["delaiPublication", "derive_montant", "tauxAvance"])
            for name in InventedTables.bits where Bool.random(using: &random) {
                contract[name] = .number(Int64.random(in: 0...7, using: &random))
            }
            for name in ["offresRecues", "modifications", "mois", "annee", "champs_manquants"]
            where Int.random(in: 0..<5, using: &random) > 0 {
                contract[name] = .number(Int64.random(in: 0...12, using: &random))
            }
            contract["dateNotification"] = .number(
                Int64.random(in: 18_000...20_000, using: &random))
            if Bool.random(using: &random) { contract["genre"] = "Marché" }
            let awards = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                row(InventedTables.awardTexts, InventedTables.awardFlags, ["part_centimes"])
            }
            tables.add(contract, awards: awards)
        }
        return tables
    }
}
