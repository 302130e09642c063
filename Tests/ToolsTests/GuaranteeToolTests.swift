import Law
import Procurement
import Testing

@testable import Tools

/// Advances and retention.
@Suite struct GuaranteeToolTests {
    @Test(arguments: [
        ("state", "sme", "large", "144000", "10", "2026-06-01", "144000.00", "43200.00"),
        ("state", "sme", "large", "600000", "24", "2026-06-01", "300000.00", "90000.00"),
        ("local-authority", "sme", "large", "600000", "24", "2026-06-01", "300000.00", "30000.00"),
        ("local-authority", "sme", "small", "600000", "24", "2026-06-01", "300000.00", "15000.00"),
        ("state", "sme", "large", "144000", "10", "2020-06-01", "144000.00", "28800.00"),
        ("state", "large", "large", "144000", "10", "2018-06-01", "144000.00", "7200.00"),
    ])
    func `advances are those of the worked examples`(
        buyer: String, company: String, size: String, amount: String, months: String, on: String,
        base: String, advance: String
    ) throws {
        let answer = try Advance().answer(
            to: [
                "buyer": buyer, "company": company, "buyerSize": size, "amount": amount,
                "months": months, "on": on,
            ], try setting())

        #expect(answer.value("isDue") == .flag(true))
        #expect(answer.value("base") == Money(base).map { .money($0) })
        #expect(answer.value("advance") == Money(advance).map { .money($0) })
    }

    @Test func `without the buyer's size both advances are given`() throws {
        let answer = try Advance().answer(
            to: [
                "buyer": "local-authority", "company": "sme", "amount": "600000", "months": "24",
                "on": "2026-06-01",
            ], try setting())

        #expect(
            answer.value("advance")
                == .either([.money(Money(cents: 3_000_000)), .money(Money(cents: 1_500_000))]))
    }

    @Test(arguments: [
        // 60 000 € with 20 % of tax are 50 000 € without: not above.
        ("state", "60000", "3", false), ("state", "60000.02", "3", true),
        ("state", "144000", "2", false), ("state", "144000", "2.1", true),
        ("public-undertaking", "144000", "10", false), ("other-authority", "144000", "10", false),
    ])
    func `an advance is due above both limits, from the buyers the rule names`(
        buyer: String, amount: String, months: String, isDue: Bool
    ) throws {
        let answer = try Advance().answer(
            to: [
                "buyer": buyer, "company": "sme", "amount": amount, "months": months,
                "on": "2026-06-01",
            ], try setting())

        #expect(answer.value("isDue") == .flag(isDue))
    }

    @Test func `tax changes whether the limit is passed`() throws {
        let values = [
            "buyer": "state", "company": "sme", "amount": "58000", "months": "3",
            "on": "2026-06-01",
        ]
        let ordinary = try Advance().answer(to: values, try setting())
        let reduced = try Advance().answer(
            to: values.merging(["vat": "5,5"]) { $1 }, try setting())

        #expect(ordinary.value("isDue") == .flag(false))
        #expect(reduced.value("isDue") == .flag(true))
    }

    @Test(arguments: [
        ("state", "sme", "large", "2024-06-01", "4320.00"),
        ("state", "sme", "large", "2018-06-01", "7200.00"),
        ("local-authority", "sme", "large", "2024-06-01", "7200.00"),
        ("local-authority", "sme", "large", "2025-06-01", "4320.00"),
        ("local-authority", "sme", "small", "2025-06-01", "7200.00"),
        ("hospital", "sme", "large", "2025-06-01", "7200.00"),
        ("local-authority", "large", "large", "2025-06-01", "7200.00"),
    ])
    func `retention is capped by buyer, company and day`(
        buyer: String, company: String, size: String, on: String, retention: String
    ) throws {
        let answer = try Retention().answer(
            to: [
                "buyer": buyer, "company": company, "buyerSize": size, "amount": "144000",
                "on": on, "guaranteeEnd": "2027-06-30",
            ], try setting())

        #expect(answer.value("retention") == Money(retention).map { .money($0) })
        #expect(answer.value("releaseBy") == .day(try day("2027-07-30")))
    }
}
