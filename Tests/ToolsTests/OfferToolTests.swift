import Law
import Procurement
import Testing

@testable import Tools

/// Formulas, ranks, what would change them, low prices, signals, letters.
@Suite struct OfferToolTests {
    private let prices = [80_000, 100_000, 120_000].map { Ratio($0, 1) }

    private func answer(_ changes: [String: String] = [:]) throws -> ToolAnswer {
        var values = Dictionary(uniqueKeysWithValues: ScoreOffers().example.map { ($0, $1) })
        values.merge(changes) { $1 }
        return try ScoreOffers().answer(to: values.filter { !$0.value.isEmpty }, try setting())
    }

    private func column(_ table: String, _ column: String, _ answer: ToolAnswer) throws
        -> [ToolValue]
    {
        let table = try #require(answer.tables.first { $0.name == table })
        let place = try #require(table.columns.firstIndex { $0.name == column })
        return table.rows.map { $0[place] }
    }

    @Test(arguments: [
        (PriceFormula.inverse, [40.0, 32, 26.6667]), (.linearTwo, [40, 30, 20]),
        (.linearN, [40, 35, 30]), (.minMax, [40, 20, 0]), (.quadratic, [40, 25.6, 17.7778]),
        (.squareRoot, [40, 35.7771, 32.6599]), (.meanRatio, [40, 40, 33.3333]),
        (.meanDistance, [32, 40, 32]), (.estimateLinear, [40, 37.8947, 29.4737]),
        (.rank, [40, 20, 0]),
    ])
    func `each formula gives its golden marks on 40 points`(
        formula: PriceFormula, expected: [Double]
    ) throws {
        let settings = PriceFormula.Settings(estimate: Ratio(110_000, 1))

        let marks = try #require(formula.marks(prices, settings))

        let written = marks.map { ($0 * Ratio(40, 1)).rounded?.approximate }
        #expect(written == expected)
        let cents = try #require(
            formula.marks(
                prices.map { $0 * Ratio(100, 1) },
                PriceFormula.Settings(estimate: Ratio(11_000_000, 1))))
        #expect(cents == marks)
    }

    @Test(arguments: [
        (PriceFormula.inverse, [String]()), (.linearTwo, []), (.quadratic, []),
        (.minMax, ["le plus cher a zéro alors que le prix pèse la moitié ou plus"]),
        (.meanRatio, ["des prix différents ont la même note"]),
        (
            .meanDistance,
            [
                "le prix le plus bas n’a pas la meilleure note",
                "des prix différents ont la même note",
            ]
        ),
    ])
    func `formulas are tested against case law on the prices at hand`(
        formula: PriceFormula, faults: [String]
    ) {
        let check = FormulaCheck(formula, prices, PriceFormula.Settings())

        #expect(check.faults(priceWeight: Ratio(60, 100)) == faults)
    }

    @Test func `at a price weight of 60 % the golden tie is an exact tie`() throws {
        let answer = try answer()

        #expect(answer.value("winners") == .text("Offre A et Offre B"))
        #expect(
            try column("ranking", "rank", answer).prefix(3) == [
                .text("1re ex æquo"), .text("1re ex æquo"), .text("3e"),
            ])
        #expect(answer.warnings.contains { $0.contains("ex æquo, exactement") })
        #expect(!answer.documents.contains { $0.name.hasPrefix("rejet-") })
    }

    @Test(
        arguments: [
            ("30", "Offre C", "65"), ("40", "Offre C", "70"), ("50", "Offre C", nil),
            ("70", "Offre A", nil),
        ] as [(String, String, String?)])
    func `the winner follows the weight of the price`(
        weight: String, winner: String, _: String?
    ) throws {
        let rest = 100 - (Int(weight) ?? 0)
        let answer = try answer([
            "criteria": "name;weight;kind\nPrix;\(weight);price\nValeur technique;\(rest);quality"
        ])

        #expect(answer.value("winners") == .text(winner))
        #expect(answer.documents.count { $0.name.hasPrefix("rejet-") } == 2)
        #expect(answer.documents.contains { $0.name.hasPrefix("attribution-") })
    }

    @Test func `pairs flip at the golden weights, exactly`() throws {
        let answer = try answer()

        let pairs = try column("crossings", "pair", answer)
        let fractions = try column("crossings", "fraction", answer)
        let weights = Dictionary(uniqueKeysWithValues: zip(pairs, fractions))
        #expect(weights[.text("Offre A et Offre B")] == .text("3/5"))
        #expect(weights[.text("Offre A et Offre C")] == .text("27/47"))
        #expect(weights[.text("Offre B et Offre C")] == .text("9/17"))
    }

    @Test func `at the weight where the winner changes, both come first`() throws {
        let answer = try answer([
            "criteria": "name;weight;kind\nPrix;40;price\nValeur technique;60;quality"
        ])

        #expect(try column("sensitivity", "above", answer)[0].french.contains("9/17"))
        #expect(try column("sensitivity", "aboveWinner", answer)[0] == .text("Offre B"))
        let tied = try self.answer()
        #expect(try column("sensitivity", "below", tied)[0].french.contains("3/5"))
        #expect(try column("sensitivity", "belowWinner", tied)[0] == .text("Offre B"))
        #expect(try column("sensitivity", "aboveWinner", tied)[0] == .text("Offre A"))
        let there = try self.answer([
            "criteria": "name;weight;kind\nPrix;9;price\nValeur technique;8;quality"
        ])
        #expect(there.value("winners") == .text("Offre B et Offre C"))
    }

    @Test func `the ranking does not depend on the order of the offers`() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<60 {
            let count = Int(random.next() % 6) + 2
            let lines = (0..<count).map { place in
                (
                    "Offre \(place)", 50_000 + random.next() % 4 * 10_000, random.next() % 21
                )
            }
            func winners(_ lines: [(String, UInt64, UInt64)]) throws -> Set<String> {
                let answer = try self.answer([
                    "offers": "name;price\n"
                        + lines.map { "\($0.0);\($0.1)" }.joined(separator: "\n"),
                    "marks": "criterion;offer;mark\n"
                        + lines.map { "Valeur technique;\($0.0);\($0.2)" }.joined(separator: "\n"),
                ])
                return Set(answer.value("winners")?.french.components(" et ") ?? [])
            }
            #expect(try winners(lines) == winners(lines.reversed()))
        }
    }

    @Test func `sub-criteria share their criterion's weight`() throws {
        let answer = try answer([
            "criteria": """
            name;weight;kind;parent
            Prix;40;price;
            Valeur technique;60;quality;
            Moyens;2;;valeur technique
            Délais;1;;Valeur technique
            """,
            "marks": """
            criterion;offer;mark
            Moyens;Offre A;10
            Moyens;Offre B;20
            Moyens;Offre C;20
            Délais;Offre A;20
            Délais;Offre B;10
            Délais;Offre C;20
            """,
        ])

        #expect(
            try column("spread", "weight", answer)
                == [.text("40\u{202F}%"), .text("40\u{202F}%"), .text("20\u{202F}%")])
        #expect(try column("ranking", "total", answer).count == 3)
    }

    @Test func `the grid of marks is prepared for every criterion and offer, and keeps marks`() {
        let prepared = MarkGrid.complete([
            "criteria":
                "name;weight;kind;parent\nPrix;1;price;\nTechnique;1;;\nSuivi;1;;Technique\nDélai;1;;",
            "offers": "price\n1\n2", "marks": "criterion;offer;mark;reason\nDélai;offre b;7;Vite",
        ])

        #expect(
            OfferFields.marks.grid(of: prepared["marks"] ?? "")
                == [
                    ["Suivi", "Offre A", "", ""], ["Suivi", "Offre B", "", ""],
                    ["Délai", "Offre A", "", ""], ["Délai", "Offre B", "7", "Vite"],
                ])
    }

    @Test(arguments: [
        (["marks": "criterion;offer;mark\nValeur technique;Offre A;10"], "marks"),
        (["marks": "criterion;offer;mark\nPrix;Offre A;10"], "marks.1.criterion"),
        (["marks": "criterion;offer;mark\nValeur technique;Offre Z;10"], "marks.1.offer"),
        (["marks": "criterion;offer;mark\nValeur technique;Offre A;21"], "marks.1.mark"),
        (["criteria": "name;weight;kind\nPrix;1;price\nAutre;1;price"], "criteria.2.kind"),
        (["criteria": "name;weight;parent\nPrix;1;\nA;1;Rien"], "criteria.2.parent"),
        (["offers": "name;price\nOffre A;1\noffre a;2"], "offers.2.name"),
        (["offers": "name;price\nOffre A;0"], "offers.1.price"),
        (["formula": "estimate-linear"], "estimate"),
    ])
    func `what contradicts the case is refused at its cell`(
        changes: [String: String], field: String
    ) {
        do {
            _ = try answer(changes)
            Issue.record("answered")
        } catch let refusal as ToolRefusal {
            #expect(refusal.field == field)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `double mean, deviations and the draft give their golden limits`() throws {
        let first = LowBids(
            [70_000, 92_000, 95_000, 98_000, 100_000, 145_000].map { Money(cents: $0 * 100) },
            estimate: nil, .shipped, on: try day("2026-06-01"))
        let second = LowBids(
            [40_000, 90_000, 95_000, 98_000, 102_000].map { Money(cents: $0 * 100) }, estimate: nil,
            .shipped, on: try day("2026-06-01"))

        func limit(_ bids: LowBids, _ name: String) -> Double? {
            bids.methods.first { $0.name == name }?.limit.map {
                ($0.approximate * 100).rounded() / 100
            }
        }
        #expect(limit(first, "doubleMean") == 81_900)
        #expect(limit(first, "deviationsPopulation") == 77_572.34)
        #expect(limit(first, "deviationsSample") == 75_431.73)
        #expect(first.suspects == [0])
        #expect(first.methods.first { $0.name == "draft" }?.suspects == [])
        #expect(limit(second, "doubleMean") == 76_500)
        #expect(limit(second, "deviationsPopulation") == 62_161.44)
        #expect(limit(second, "deviationsSample") == 59_465.71)
        #expect(second.methods.first { $0.name == "draft" }?.suspects == [0])
    }

    @Test func `a low price is a question, never a rejection`() throws {
        let tool = AbnormallyLow()

        let answer = try tool.answer(
            to: Dictionary(uniqueKeysWithValues: tool.example.map { ($0, $1) }), try setting())

        #expect(answer.value("suspects") == .text("Offre A"))
        #expect(answer.summary.contains("jamais un rejet"))
        #expect(answer.documents.map(\.name) == ["precisions-offre-a"])
        #expect(answer.steps.contains { $0.articles.contains { $0.text.contains("L2152-5") } })
    }

    @Test(arguments: [
        ([100, 100, 200], "identical"), ([10_000, 10_500, 11_000], "fixedRatios"),
        ([100_000, 100_700, 101_900], "close"), ([50_000, 100_000, 103_777], "discounted"),
    ])
    func `odd prices are signals`(euros: [Int64], name: String) {
        let offers = euros.enumerated().map {
            OfferCase.Offer(name: "O\($0.offset)", price: Money(cents: $0.element * 100))
        }

        #expect(CollusionSignals(offers, past: []).signals.map(\.name).contains(name))
    }

    @Test func `ordinary prices are no signal; winners in turn are`() {
        let offers = [83_417, 97_250, 121_963].enumerated().map {
            OfferCase.Offer(name: "O\($0.offset)", price: Money(cents: Int64($0.element) * 100))
        }
        func past(_ winners: [String]) -> [CollusionSignals.PastBid] {
            winners.enumerated().flatMap { place, winner in
                ["A", "B"].map {
                    CollusionSignals.PastBid(
                        consultation: "\(place)", bidder: $0, isWinner: $0 == winner)
                }
            }
        }

        #expect(CollusionSignals(offers, past: []).signals.isEmpty)
        #expect(
            CollusionSignals(offers, past: past(["A", "B", "A"])).signals.map(\.name) == [
                "rotation"
            ])
        #expect(CollusionSignals(offers, past: past(["A", "A", "B"])).signals.isEmpty)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}

/// Whole numbers of any size.
@Suite struct BigIntegerTests {
    @Test func `sums, products, quotients and orders are those of 128 bits`() {
        var random = SplitMix64(seed: 3)
        func next() -> Int64 { Int64(bitPattern: random.next()) >> Int64(random.next() % 60) }
        func wide(_ number: BigInteger) -> Int128 {
            let magnitude = number.limbs.reversed().reduce(Int128(0)) { $0 << 32 | Int128($1) }
            return number.isNegative ? -magnitude : magnitude
        }
        for _ in 0..<2_000 {
            let (one, other) = (next(), next())
            let (left, right) = (BigInteger(one), BigInteger(other))
            #expect(wide(left + right) == Int128(one) + Int128(other))
            #expect(wide(left - right) == Int128(one) - Int128(other))
            #expect(wide(left * right) == Int128(one) * Int128(other))
            #expect((left < right) == (one < other))
            guard other != 0 else { continue }
            let long = left.magnitude * right.magnitude * right.magnitude
            #expect(long.divided(by: right.magnitude * right.magnitude).quotient == left.magnitude)
            let parts = left.magnitude.divided(by: right.magnitude)
            #expect(wide(parts.quotient) == Int128(one.magnitude / other.magnitude))
            #expect(wide(parts.rest) == Int128(one.magnitude % other.magnitude))
        }
    }

    @Test func `a product of forty factors divides back`() {
        let factors = (1...40).map { BigInteger($0 * 7_919 + 1) }
        var product = factors.reduce(BigInteger(1)) { $0 * $1 }

        for factor in factors.reversed() {
            let (quotient, rest) = product.divided(by: factor)
            #expect(rest.isZero)
            product = quotient
        }

        #expect(product == BigInteger(1))
    }

    @Test func `quotients that are equal are equal, reduced or not`() {
        #expect(Ratio(2, 4) == Ratio(1, 2))
        #expect(Ratio(2, 4).hashValue == Ratio(1, 2).hashValue)
        #expect(Ratio(-2, 4).reduced.fraction == "-1/2")
        #expect(Ratio(1, 3).rounded == LegalNumber(tenThousandths: 3_333))
        #expect(Ratio(-1, 20_000).rounded == LegalNumber(tenThousandths: -1))
        #expect(Ratio(5, 1).squareRoot * Ratio(5, 1).squareRoot < Ratio(500_001, 100_000))
    }
}
