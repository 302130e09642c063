import Law
import Procurement
import Testing

private let book = LawBook.shipped

/// The cases that were worked by hand, and the tables published.
@Suite struct WorkedCaseTests {
    private func number(_ name: RuleName, _ situation: Situation) throws -> LegalNumber {
        try #require(try book.rule(name).fact(in: situation).number)
    }

    @Test(arguments: [
        ("2016-06-01", 135_000, 209_000, 418_000, 5_225_000),
        ("2019-12-31", 144_000, 221_000, 443_000, 5_548_000),
        ("2020-01-01", 139_000, 214_000, 428_000, 5_350_000),
        ("2023-12-31", 140_000, 215_000, 431_000, 5_382_000),
        ("2024-01-01", 143_000, 221_000, 443_000, 5_538_000),
        ("2026-01-01", 140_000, 216_000, 432_000, 5_404_000),
    ])
    func `European thresholds are those of the pair of years`(
        text: String, central: Int64, subcentral: Int64, entity: Int64, works: Int64
    ) throws {
        let day = try day(text)
        func threshold(
            _ buyer: BuyerRole?, _ purchase: PurchaseType, _ sector: Sector = .ordinary
        ) throws -> LegalNumber {
            try number(
                .european, Situation(on: day, buyer: buyer, purchase: purchase, sector: sector))
        }
        #expect(try threshold(.state, .supplies) == LegalNumber(central))
        #expect(try threshold(.stateAgency, .services) == LegalNumber(central))
        #expect(try threshold(.localAuthority, .supplies) == LegalNumber(subcentral))
        #expect(try threshold(.hospital, .services) == LegalNumber(subcentral))
        #expect(try threshold(.publicUndertaking, .supplies, .network) == LegalNumber(entity))
        #expect(try threshold(.state, .supplies, .defence) == LegalNumber(entity))
        #expect(try threshold(nil, .works) == LegalNumber(works))
        #expect(try threshold(nil, .concession) == LegalNumber(works))
    }

    @Test func `without the buyer both thresholds are given`() throws {
        let situation = Situation(on: try day("2026-05-01"), purchase: .supplies)

        guard case .several(let facts) = book.rule(.european).answer(in: situation) else {
            Issue.record("one threshold for unknown buyers")
            return
        }
        #expect(facts.compactMap(\.number) == [LegalNumber(140_000), LegalNumber(216_000)])
    }

    @Test(arguments: [
        ("2018-01-01", 25_000, 25_000), ("2019-12-31", 25_000, 25_000),
        ("2020-01-01", 40_000, 40_000), ("2020-07-23", 40_000, 40_000),
        ("2020-07-24", 40_000, 70_000), ("2020-12-08", 40_000, 70_000),
        ("2020-12-09", 40_000, 100_000), ("2025-12-31", 40_000, 100_000),
        ("2026-03-31", 40_000, 100_000), ("2026-04-01", 60_000, 100_000),
    ])
    func `dispensation is the effective series`(
        text: String, supplies: Int64, works: Int64
    ) throws {
        let day = try day(text)
        #expect(
            try number(.dispensation, Situation(on: day, purchase: .services))
                == LegalNumber(supplies))
        #expect(
            try number(.dispensation, Situation(on: day, purchase: .works)) == LegalNumber(works))
    }

    @Test func `rates are those published, half-year after half-year`() throws {
        let published: [(Int, String, String)] = [
            (2013, "8.75", "8.50"), (2014, "8.25", "8.15"), (2015, "8.05", "8.05"),
            (2016, "8.05", "8.00"), (2017, "8.00", "8.00"), (2018, "8.00", "8.00"),
            (2019, "8.00", "8.00"), (2020, "8.00", "8.00"), (2021, "8.00", "8.00"),
            (2022, "8.00", "8.00"), (2023, "10.50", "12.00"), (2024, "12.50", "12.25"),
            (2025, "11.15", "10.15"), (2026, "10.15", "10.40"),
        ]
        let margin = LegalNumber(8)
        for (year, first, second) in published {
            for (month, rate) in [(1, first), (7, second)] {
                let begin = try #require(Day(year: year, month: month, day: 1))
                let end = begin.adding(months: 6).adding(days: -1)
                for day in [begin, end] {
                    let value = try number(.lateInterest, Situation(on: day))
                    #expect(value == LegalNumber(rate), "\(day)")
                }
                // The rate is the refinancing rate of the first day, plus the margin.
                let refinancing = try #require(
                    try book.rule(named: "refinancing").fact(in: Situation(on: begin)).number)
                #expect(
                    refinancing.tenThousandths + margin.tenThousandths
                        == LegalNumber(rate)?.tenThousandths, "\(begin)")
            }
        }
        let after = Situation(on: try day("2027-01-01"))
        #expect(book.rule(.lateInterest).answer(in: after) == .unknown)
    }

    @Test func `hospitals pay in fifty days, public undertakings in sixty, others in thirty`()
        throws
    {
        let day = try day("2026-07-06")
        let expected: [(BuyerRole, Int64)] = [
            (.state, 30), (.stateAgency, 30), (.localAuthority, 30), (.localAgency, 30),
            (.hospital, 50), (.publicUndertaking, 60), (.otherAuthority, 30),
        ]
        for (buyer, days) in expected {
            #expect(
                try number(.paymentDelay, Situation(on: day, buyer: buyer)) == LegalNumber(days))
        }
    }

    @Test(arguments: [
        (BuyerRole.state, CompanySize.sme, BuyerSize.large, "2026-06-01", 30 as Int64),
        (.state, .sme, .large, "2020-06-01", 20), (.state, .large, .large, "2018-06-01", 5),
        (.state, .sme, .large, "2018-12-31", 5), (.localAuthority, .sme, .large, "2026-06-01", 10),
        (.localAuthority, .sme, .small, "2026-06-01", 5),
        (.localAuthority, .large, .large, "2026-06-01", 5),
        (.stateAgency, .micro, .large, "2020-01-01", 10),
        (.stateAgency, .micro, .large, "2019-12-31", 5),
        (.hospital, .sme, .large, "2026-06-01", 5),
    ])
    func `the least rate of an advance depends on the buyer, its size and the company`(
        buyer: BuyerRole, company: CompanySize, size: BuyerSize, text: String, percent: Int64
    ) throws {
        let situation = Situation(
            on: try day(text), buyer: buyer, company: company, buyerSize: size)

        #expect(try number(.advanceRate, situation) == LegalNumber(percent))
    }

    @Test func `an unknown size of buyer leaves both rates`() throws {
        let situation = Situation(
            on: try day("2026-06-01"), buyer: .localAuthority, company: .sme)

        guard case .several(let facts) = book.rule(.advanceRate).answer(in: situation) else {
            Issue.record("one rate for a buyer of unknown size")
            return
        }
        #expect(facts.compactMap(\.number) == [LegalNumber(10), LegalNumber(5)])
    }

    @Test(arguments: [
        ("2025-12-31", "2"), ("2026-01-01", "1.5"),
    ])
    func `the turnover that may be asked`(text: String, multiple: String) throws {
        #expect(
            try number(.turnoverCap, Situation(on: try day(text))) == LegalNumber(multiple))
    }

    @Test func `time limits of an open call: shortened by what shortens them`() throws {
        let day = try day("2026-06-01")
        let expected: [(Circumstance, Int64)] = [
            (.none, 35), (.electronic, 30), (.priorNotice, 15), (.urgency, 15),
        ]
        for (circumstance, days) in expected {
            #expect(
                try number(.openTenders, Situation(on: day, circumstance: circumstance))
                    == LegalNumber(days))
        }
        #expect(
            try number(.standstill, Situation(on: day, circumstance: .electronic))
                == LegalNumber(11))
    }

    @Test func `before a rule is known, the law does not answer`() throws {
        let early = Situation(on: try day("2001-01-01"), purchase: .works)

        #expect(book.rule(.european).answer(in: early) == .unknown)
        #expect(throws: LawRefusal.self) { try book.rule(.european).fact(in: early) }
        let undertaking = Situation(on: try day("2026-01-01"), buyer: .publicUndertaking)
        #expect(book.rule(.advertising).answer(in: undertaking) == .notConcerned)
    }
}

/// Numbers of the law.
@Suite struct LegalNumberTests {
    @Test(arguments: [
        ("0", "0", "0"), ("60000", "60000", "60\u{202F}000"), ("10.40", "10.4", "10,40"),
        ("1.5", "1.5", "1,50"), ("-0.5", "-0.5", "−0,50"), ("0.0044", "0.0044", "0,0044"),
    ])
    func `are read and written exactly`(text: String, data: String, french: String) throws {
        let number = try #require(LegalNumber(text))

        #expect(number.description == data)
        #expect(number.french(decimals: 2) == french)
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "1,5", "1.23456", "1e3", "123456789012", "1.2.3"])
    func `other texts are no number`(text: String) {
        #expect(LegalNumber(text) == nil)
    }

    @Test(arguments: [
        (LegalTest.below, false, false), (.atMost, true, false), (.atLeast, true, true),
        (.above, false, true),
    ])
    func `each test on both sides of its limit`(test: LegalTest, at: Bool, over: Bool) {
        let limit = LegalNumber(40_000)
        let cent = LegalNumber(tenThousandths: 400_000_100)
        let under = LegalNumber(tenThousandths: 399_999_900)

        #expect(test.holds(limit, against: limit) == at)
        #expect(test.holds(cent, against: limit) == over)
        #expect(test.holds(under, against: limit) == !over)
    }
}
