import Law
import Procurement
import Testing

@testable import Tools

/// A seeded generator, so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

/// Claims of late interest: several invoices, the letter, the days that matter.
@Suite struct LateInterestClaimTests {
    private let single = [
        "amount": "12000", "received": "2026-07-06", "paid": "2026-09-30",
        "buyer": "local-authority",
    ]

    private func answer(
        _ values: [String: String], today: String = "2026-11-23"
    ) throws -> ToolAnswer {
        try LateInterest().answer(to: values, try setting(today))
    }

    private func refusal(_ values: [String: String]) throws -> ToolRefusal? {
        do {
            _ = try answer(values)
            return nil
        } catch let refusal as ToolRefusal {
            return refusal
        }
    }

    @Test func `a claim says since when, how much a day, and until when`() throws {
        let answer = try answer(single)

        #expect(answer.value("firstRight") == .day(try day("2026-08-06")))
        #expect(
            answer.value("dailyInterest") == LegalNumber("3.4192").map { .number($0, unit: "€") })
        #expect(answer.value("worthDay") == .day(try day("2026-08-06")))
        // 11 days give 37.61 €, 12 days 41.03 €.
        #expect(answer.value("interestPassesFee") == .day(try day("2026-08-17")))
        #expect(answer.value("claimBefore") == .day(try day("2030-12-31")))
        let step = try #require(answer.steps.last)
        #expect(step.articles.map(\.confidence) == [.memory])
        #expect(step.text.contains("à confirmer"))
    }

    @Test func `the day an amount is reached is the first one`() throws {
        var generator = Seeded(state: 40)
        let rate = try #require(LegalNumber("10.40"))
        for _ in 0..<2_000 {
            let amount = Money(cents: Int64.random(in: 1_000...50_000_000, using: &generator))
            let sought = Money(cents: Int64.random(in: 1...100_000, using: &generator))
            guard let days = Lateness.days(for: sought, of: amount, rate: rate) else {
                #expect(Lateness.interest(amount, rate: rate, days: 36_525) < sought)
                continue
            }
            #expect(Lateness.interest(amount, rate: rate, days: days) >= sought)
            #expect(Lateness.interest(amount, rate: rate, days: days - 1) < sought)
        }
    }

    @Test func `a threshold is reached by interest and fee together`() throws {
        var values = single
        values["threshold"] = "100"
        values["paid"] = nil

        let answer = try answer(values, today: "2026-07-20")

        // 60 € of interest beyond the fee: 18 days at 3.4192 €.
        #expect(answer.value("worthDay") == .day(try day("2026-08-23")))
        #expect(answer.summary.hasPrefix("Pas de retard"))
        #expect(answer.documents.isEmpty)
        values["threshold"] = "1000"
        values["paid"] = "2026-09-30"
        guard case .unknown(let reason) = try self.answer(values).value("worthDay") else {
            Issue.record("reached after the payment")
            return
        }
        #expect(reason.contains("payée avant"))
    }

    @Test func `rules of public claims are not lent to private buyers`() throws {
        var values = single
        values["buyer"] = "public-undertaking"
        values["paid"] = "2026-11-01"

        guard case .unknown = try answer(values).value("claimBefore") else {
            Issue.record("a limit of public claims")
            return
        }
    }

    @Test func `other readings are shown with their differences`() throws {
        let leap = try answer([
            "amount": "100000", "received": "2024-01-01", "paid": "2024-03-01",
            "buyer": "other-authority",
        ])

        let table = try #require(leap.tables.first { $0.name == "readings" })

        // 100 000 × 12.50 % × 30 ÷ 365, × 29 ÷ 365, × 30 ÷ 366.
        #expect(
            table.rows.map { $0[1] } == [
                .money(Money(cents: 102_740)), .money(Money(cents: 99_315)),
                .money(Money(cents: 102_459)),
            ])
        #expect(table.rows[2][2] == .money(Money(cents: -281)))
        let common = try answer(single).tables.first { $0.name == "readings" }
        #expect(common?.rows[2][2] == .money(Money(cents: 0)))
    }

    @Test func `the letter claims the sum, cites what was read and leaves blanks to fill`() throws {
        var values = single
        values["company"] = "Menuiserie Duval"

        let letter = try #require(try answer(values).documents.first).plainText

        #expect(letter.contains("231,47\u{202F}€"))
        #expect(letter.contains("Menuiserie Duval"))
        #expect(letter.contains("[à compléter\u{202F}: nom de l’acheteur]"))
        #expect(letter.contains("[à compléter\u{202F}: numéro de facture]"))
        #expect(letter.contains("CCP L2192-12, L2192-13"))
        #expect(letter.contains("56\u{A0}jours ÷ 365 = 191,47\u{202F}€"))
        #expect(letter.contains("comptable public"))
        for known in ["R2192-32", "R2192-33"] { #expect(!letter.contains(known)) }
    }

    @Test func `a letter for an unpaid invoice also asks for the principal`() throws {
        var values = single
        values["paid"] = nil
        values["reference"] = "F-1"

        let letter = try #require(try answer(values, today: "2026-09-30").documents.first).plainText

        #expect(letter.contains("n’est pas payée à ce jour"))
        #expect(letter.contains("payer le principal, soit 12\u{202F}000,00\u{202F}€"))
        #expect(letter.contains("facture F-1"))
        #expect(letter.contains("3,4192\u{202F}€ d’intérêts s’ajoutent chaque jour"))
    }

    @Test func `a rate not published yet leaves its blank in the letter`() throws {
        let letter = try answer(
            ["amount": "12000", "received": "2026-12-15", "buyer": "local-authority"],
            today: "2027-03-01"
        ).documents.first?.plainText

        #expect(letter?.contains("[à compléter\u{202F}: taux non publié]") == true)
        #expect(letter?.contains("[à compléter\u{202F}: total, quand le taux sera publié]") == true)
    }

    @Test func `several invoices owe what each owes`() throws {
        let list = """
            reference;amount;received;paid;interrupted;completed
            A;12000;2026-07-06;2026-09-30;;
            B;1000;2026-02-02;2026-03-05;;
            C;5000;2026-02-02;2026-03-04;;
            D;5000;2026-10-02;;2026-10-05;
            """

        let answer = try answer(["buyer": "local-authority", "invoices": list])

        #expect(answer.value("interest") == Money("191.75").map { .money($0) })
        #expect(answer.value("flatFee") == .money(Money(cents: 8_000)))
        #expect(answer.value("total") == Money("271.75").map { .money($0) })
        #expect(answer.value("lateCount") == .number(LegalNumber(2), unit: ""))
        let table = try #require(answer.tables.first { $0.name == "invoices" })
        #expect(table.rows.map { $0[0] } == ["A", "B", "C", "D"].map { .text($0) })
        #expect(table.rows[3][2] == .unknown("délai interrompu"))
        let letter = try #require(answer.documents.first).plainText
        #expect(letter.contains("271,75\u{202F}€") && !letter.contains("\nC\t"))
        let sheet = String(decoding: try #require(answer.files.first).bytes, as: UTF8.self)
        #expect(sheet.contains("A;12000,00;06/07/2026;05/08/2026;30/09/2026;56;10,4;191,47;40,00"))
    }

    @Test func `neither invoice nor table is refused, and so are both`() throws {
        let list = "amount;received\n1000;2026-02-02"

        #expect(try refusal(["buyer": "state"])?.field == "amount")
        #expect(try refusal(["buyer": "state", "amount": "1"])?.field == "received")
        #expect(
            try refusal(["buyer": "state", "amount": "1", "invoices": list])?.field == "amount")
    }

    @Test(arguments: [
        ("1000;2026-02-02;2026-01-31;;", "invoices.2.paid"),
        ("1000;2026-02-02;;2026-05-01;", "invoices.2.interrupted"),
        ("1000;2026-02-02;;2026-02-10;2026-02-09", "invoices.2.completed"),
        ("bleu;2026-02-02;;;", "invoices.2.amount"),
    ])
    func `a wrong line of the table is refused by its cell`(line: String, field: String) throws {
        let list =
            "amount;received;paid;interrupted;completed\n1000;2026-02-02;2026-03-01;;\n" + line

        let refusal = try refusal(["buyer": "state", "invoices": list])

        #expect(refusal?.field == field)
        #expect(refusal?.description.contains("ligne 2") == true)
    }

    @Test(arguments: ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1"])
    func `no cell of a sheet begins as a formula`(text: String) {
        var sheet = FrenchSheet(head: ["A"])
        sheet.text(text)
        sheet.endLine()

        let line = String(decoding: sheet.bytes, as: UTF8.self).split(separator: "\r\n")[1]

        #expect(line.drop { $0 == "\"" }.first == "'")
    }

    @Test func `sheets write numbers and days as French spreadsheets read them`() throws {
        var sheet = FrenchSheet(head: ["a;b", "c"])
        sheet.money(Money(cents: -123_405))
        sheet.whole(0)
        sheet.number(LegalNumber("10.40"))
        sheet.day(try day("2026-07-06"))
        sheet.text("un \"mot\"; deux")
        sheet.money(nil)
        sheet.endLine()

        #expect(
            String(decoding: sheet.bytes, as: UTF8.self)
                == "\u{FEFF}\"a;b\";c\r\n-1234,05;0;10,4;06/07/2026;\"un \"\"mot\"\"; deux\";\r\n")
    }
}
