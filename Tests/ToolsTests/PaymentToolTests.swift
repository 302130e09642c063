import Law
import Procurement
import Testing

@testable import Tools

func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// The setting of the tests: the law as shipped, on one day.
func setting(_ today: String = "2026-11-23") throws -> ToolSetting {
    ToolSetting(law: .shipped, today: try day(today), market: InventedMarket())
}

/// A seeded generator, so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

/// Due dates and late interest.
@Suite struct PaymentToolTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        let amount: String, received: String, buyer: String, paid: String
        let due: String, days: Int64, rate: String?, interest: String, fee: String
        var testDescription: String { "\(amount) received \(received), paid \(paid)" }
    }

    static let golden: [Golden] = [
        Golden(
            amount: "12000", received: "2026-07-06", buyer: "local-authority", paid: "2026-09-30",
            due: "2026-08-05", days: 56, rate: "10.40", interest: "191.47", fee: "40.00"),
        Golden(
            amount: "50 000,00 €", received: "15/01/2025", buyer: "hospital", paid: "2025-04-30",
            due: "2025-03-06", days: 55, rate: "11.15", interest: "840.07", fee: "40.00"),
        Golden(
            amount: "8400", received: "2022-12-20", buyer: "state", paid: "2023-08-15",
            due: "2023-01-19", days: 208, rate: "10.50", interest: "502.62", fee: "40.00"),
        Golden(
            amount: "30000", received: "2025-05-30", buyer: "local-agency", paid: "2025-09-30",
            due: "2025-06-29", days: 93, rate: "11.15", interest: "852.29", fee: "40.00"),
        Golden(
            amount: "30000", received: "2025-05-31", buyer: "local-agency", paid: "2025-09-30",
            due: "2025-06-30", days: 92, rate: "10.15", interest: "767.51", fee: "40.00"),
        Golden(
            amount: "5000", received: "2026-02-02", buyer: "state-agency", paid: "2026-03-04",
            due: "2026-03-04", days: 0, rate: nil, interest: "0.00", fee: "0.00"),
        Golden(
            amount: "1000", received: "2026-02-02", buyer: "state-agency", paid: "2026-03-05",
            due: "2026-03-04", days: 1, rate: "10.15", interest: "0.28", fee: "40.00"),
        Golden(
            amount: "100000", received: "2024-01-01", buyer: "other-authority", paid: "2024-03-01",
            due: "2024-01-31", days: 30, rate: "12.50", interest: "1027.40", fee: "40.00"),
    ]

    @Test(arguments: PaymentToolTests.golden)
    func `interest is that of the worked examples`(golden: Golden) throws {
        let answer = try LateInterest().answer(
            to: [
                "amount": golden.amount, "received": golden.received, "buyer": golden.buyer,
                "paid": golden.paid,
            ], try setting())

        #expect(answer.value("dueDate") == .day(try day(golden.due)))
        guard case .number(let days, _) = answer.value("lateDays") else {
            Issue.record("no days")
            return
        }
        #expect(days == LegalNumber(golden.days))
        #expect(answer.value("interest") == Money(golden.interest).map { .money($0) })
        #expect(answer.value("flatFee") == Money(golden.fee).map { .money($0) })
        if let rate = golden.rate {
            #expect(answer.value("rate") == LegalNumber(rate).map { .number($0, unit: "%") })
        } else {
            #expect(answer.value("rate") == nil)
        }
        #expect(answer.steps.allSatisfy { !$0.articles.isEmpty })
    }

    @Test(arguments: [
        ("local-authority", "2026-03-20", "2026-05-10", 30),
        ("hospital", "2026-03-10", "2026-05-22", 42),
    ])
    func `an interruption reopens the delay for thirty days, or the balance when it is longer`(
        buyer: String, notice: String, due: String, reopened: Int
    ) throws {
        let answer = try DueDate().answer(
            to: [
                "buyer": buyer, "received": "2026-03-02", "interrupted": notice,
                "completed": "2026-04-10",
            ], try setting())

        #expect(answer.value("dueDate") == .day(try day(due)))
        #expect(answer.steps.last?.text.contains("\(reopened)\u{A0}jours") == true)
    }

    @Test func `while documents are missing nothing is due`() throws {
        let answer = try LateInterest().answer(
            to: [
                "amount": "1000", "buyer": "state", "received": "2026-03-02",
                "interrupted": "2026-03-10",
            ], try setting())

        #expect(answer.value("dueDate") == .unknown("délai interrompu"))
        #expect(answer.value("interest") == .money(Money(cents: 0)))
    }

    @Test func `work done after the invoice starts the delay`() throws {
        let answer = try DueDate().answer(
            to: ["buyer": "state", "received": "2026-03-02", "performed": "2026-03-12"],
            try setting())

        #expect(answer.value("start") == .day(try day("2026-03-12")))
        #expect(answer.value("dueDate") == .day(try day("2026-04-11")))
    }

    @Test func `an unpaid invoice is counted to this day, and a coming rate is unknown`() throws {
        let case1 = ["amount": "12000", "received": "2026-07-06", "buyer": "local-authority"]

        let soFar = try LateInterest().answer(to: case1, try setting("2026-09-30"))
        let later = try LateInterest().answer(
            to: ["amount": "12000", "received": "2026-12-15", "buyer": "local-authority"],
            try setting("2027-03-01"))

        #expect(soFar.value("interest") == Money("191.47").map { .money($0) })
        #expect(soFar.value("interestDueDate") == nil)
        guard case .unknown = later.value("interest") else {
            Issue.record("a rate of 2027 that nobody knows")
            return
        }
        #expect(later.value("flatFee") == .money(Money(cents: 4_000)))
    }

    @Test func `interest grows with the amount and the days, and adds over adjacent periods`()
        throws
    {
        let rate = try #require(LegalNumber("10.40"))
        var generator = Seeded(state: 2_017)
        for _ in 0..<500 {
            let cents = Int64.random(in: 1...10_000_000_00, using: &generator)
            let amount = Money(cents: cents)
            let first = Int.random(in: 0...400, using: &generator)
            let second = Int.random(in: 0...400, using: &generator)
            let whole = Lateness.interest(amount, rate: rate, days: first + second).cents
            let parts =
                Lateness.interest(amount, rate: rate, days: first).cents
                + Lateness.interest(amount, rate: rate, days: second).cents
            #expect(abs(whole - parts) <= 1, "\(amount), \(first) + \(second) days")
            let more = Lateness.interest(Money(cents: cents + 100), rate: rate, days: first).cents
            #expect(more >= Lateness.interest(amount, rate: rate, days: first).cents)
        }
    }
}
