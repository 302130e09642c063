import Law
import Procurement
import Testing

@testable import Tools

/// Which procedure a purchase calls for: worked cases, both sides of thresholds, days of change.
@Suite struct ProcedureToolTests {
    private func answer(_ values: [String: String]) throws -> ToolAnswer {
        let today = try #require(Day("2026-01-05"))
        return try WhichProcedure().answer(
            to: values, ToolSetting(law: .shipped, today: today))
    }

    private func town(_ purchase: String, _ amount: String, _ day: String) throws -> ToolAnswer {
        try answer([
            "buyer": "local-authority", "purchase": purchase, "amount": amount, "on": day,
        ])
    }

    @Test func `a town's services of 45 000 euros need a procedure in March 2026, none in April`()
        throws
    {
        let march = try town("services", "45000", "2026-03-15")
        let april = try town("services", "45000", "2026-04-15")

        #expect(march.value("procedure") == .text(ProcedureKind.adapted.label))
        #expect(april.value("procedure") == .text(ProcedureKind.none.label))
        #expect(april.value("writtenForm") == .flag(true))
        #expect(april.value("essentialData") == .flag(true))
        #expect(april.value("advance") == .flag(false))
    }

    @Test func `a town's works of 95 000 euros are advertised in 2020, not in 2021`() throws {
        let first = try town("works", "95000", "2020-01-10")
        let second = try town("works", "95000", "2021-01-10")

        #expect(first.value("procedure") == .text(ProcedureKind.adapted.label))
        #expect(first.value("advertising") == .text("BOAMP ou journal d’annonces légales"))
        #expect(second.value("procedure") == .text(ProcedureKind.none.label))
    }

    @Test func `a ministry's supplies of 141 000 euros are adapted in 2025, formal in 2026`() throws
    {
        func state(_ day: String) throws -> ToolValue? {
            try answer([
                "buyer": "state", "purchase": "supplies", "amount": "141000", "on": day,
            ]).value("procedure")
        }

        #expect(try state("2025-06-01") == .text(ProcedureKind.adapted.label))
        #expect(try state("2026-06-01") == .text(ProcedureKind.formal.label))
        #expect(
            try town("supplies", "141000", "2026-06-01").value("procedure")
                == .text(ProcedureKind.adapted.label))
    }

    @Test func `three small lots of 20,83 % cannot all be adapted, two of 18,33 % can`() throws {
        let lots = "name;amount\nGros œuvre;4750000\nA;700000\nB;400000\nC;150000"

        let answer = try answer([
            "buyer": "local-authority", "purchase": "works", "lots": lots, "on": "2026-06-01",
        ])

        #expect(answer.value("procedure") == .text(ProcedureKind.formal.label))
        let step = try #require(answer.steps.first { $0.title == "Petits lots" })
        #expect(step.text.contains("A, B, C font 20,83\u{202F}%"))
        #expect(step.text.contains("pas tous"))
        #expect(step.text.contains("A, B (18,33\u{202F}%)"))
        #expect(step.text.contains("A, C (14,17\u{202F}%)"))
    }

    @Test func `open calls last 30 days with 11 of standstill; adapted ones have neither`() throws {
        let formal = try town("services", "300000", "2026-06-01")
        let adapted = try town("services", "100000", "2026-06-01")

        #expect(formal.value("timeLimitDays") == .number(LegalNumber(30), unit: "jours"))
        #expect(formal.value("standstillDays") == .number(LegalNumber(11), unit: "jours"))
        #expect(adapted.value("timeLimitDays") == .text("suffisant"))
        #expect(adapted.value("standstillDays") == .number(LegalNumber(0), unit: "jours"))
    }

    @Test(arguments: [
        ("services", "39999.99", "2026-03-31", "none"),
        ("services", "40000", "2026-03-31", "adapted"),
        ("services", "59999.99", "2026-04-01", "none"),
        ("services", "60000", "2026-04-01", "adapted"),
        ("supplies", "215999.99", "2026-04-01", "adapted"),
        ("supplies", "216000", "2026-04-01", "formal"),
        ("supplies", "216000", "2025-12-31", "adapted"),
        ("supplies", "221000", "2025-12-31", "formal"),
        ("works", "99999.99", "2025-12-31", "none"), ("works", "100000", "2025-12-31", "adapted"),
        ("works", "69999.99", "2020-12-08", "none"), ("works", "70000", "2020-12-08", "adapted"),
        ("works", "70000", "2020-12-09", "none"), ("works", "40000", "2020-07-23", "adapted"),
        ("works", "40000", "2020-07-24", "none"), ("services", "25000", "2019-12-31", "adapted"),
        ("services", "25000", "2020-01-01", "none"), ("works", "5404000", "2026-01-01", "formal"),
        ("works", "5403999.99", "2026-01-01", "adapted"),
        ("works", "5538000", "2025-12-31", "formal"),
        ("works", "5537999.99", "2025-12-31", "adapted"),
        ("social-services", "2000000", "2026-06-01", "adapted"),
    ])
    func `both sides of a threshold, on the eve and on the day`(
        purchase: String, amount: String, day: String, kind: String
    ) throws {
        let kind = try #require(ProcedureKind(rawValue: kind))

        #expect(try town(purchase, amount, day).value("procedure") == .text(kind.label))
    }

    @Test func `what was spent before and the other part of a mixed purchase count`() throws {
        let answer = try answer([
            "buyer": "local-authority", "purchase": "services", "amount": "30000",
            "alreadySpent": "20000", "otherPurchase": "supplies", "otherAmount": "10000",
            "on": "2026-06-01",
        ])

        #expect(answer.value("procedure") == .text(ProcedureKind.adapted.label))
        #expect(answer.steps[0].text.hasSuffix("= \(Money(cents: 6_000_000).french), hors taxes."))
    }

    @Test func `innovation spares a procedure up to its own limit, higher for defence`() throws {
        func innovative(_ amount: String, _ sector: String, _ day: String) throws -> ToolValue? {
            try answer([
                "buyer": "state", "purchase": "supplies", "amount": amount, "on": day,
                "sector": sector, "innovative": "oui",
            ]).value("procedure")
        }

        let innovation = ToolValue.text(ProcedureKind.innovation.label)
        #expect(try innovative("99999.99", "ordinary", "2026-06-01") == innovation)
        #expect(try innovative("100000", "ordinary", "2026-06-01") != innovation)
        #expect(try innovative("299999", "defence", "2025-01-01") == innovation)
        #expect(try innovative("299999", "defence", "2024-12-31") != innovation)
    }

    @Test func `near a change both readings are told, far from it none`() throws {
        let near = try town("services", "45000", "2026-03-15")
        let far = try town("services", "45000", "2025-06-15")

        #expect(
            near.warnings.contains {
                $0.contains("1er avril 2026") && $0.contains("passe de 40\u{202F}000")
                    && $0.contains("Lancé avant\u{202F}: procédure adaptée")
            })
        #expect(far.warnings.isEmpty)
    }

    @Test func `duties of August 2026 hold from their day`() throws {
        let eve = try town("services", "300000", "2026-08-20")
        let criterion = try town("services", "300000", "2026-08-21")
        let clause = try town("services", "300000", "2026-08-22")

        #expect(eve.value("environmentalCriterion") == .flag(false))
        #expect(criterion.value("environmentalCriterion") == .flag(true))
        #expect(criterion.value("environmentalClause") == .flag(false))
        #expect(clause.value("environmentalClause") == .flag(true))
        #expect(clause.value("socialClause") == .flag(true))
        let step = try #require(clause.steps.first { $0.title == "Condition sociale" })
        #expect(step.articles.map(\.confidence) == [.memory])
    }

    @Test func `two dates are compared, what changes first`() throws {
        let answer = try answer([
            "buyer": "local-authority", "purchase": "services", "amount": "45000",
            "on": "2026-03-15", "compareOn": "2026-04-01",
        ])

        let table = try #require(answer.tables.first { $0.name == "comparison" })
        #expect(table.rows[0][1] == .text(ProcedureKind.adapted.label))
        #expect(table.rows[0][2] == .text(ProcedureKind.none.label))
        let marks = table.rows.map { $0[3] == .text("change") }
        #expect(marks.contains(true) && marks == marks.sorted { $0 && !$1 })
    }

    @Test func `the calendar goes back from the signature, and says when it is too late`() throws {
        var values = [
            "buyer": "local-authority", "purchase": "services", "amount": "300000",
            "on": "2026-06-01", "signature": "2026-09-15",
        ]

        let table = try #require(try answer(values).tables.first { $0.name == "calendar" })
        values["signature"] = "2026-01-20"
        let late = try answer(values)

        // 12 days, 30 of analysis, 31 before the notice.
        let days = ["2026-07-04", "2026-07-29", "2026-08-04", "2026-09-03", "2026-09-15"]
        #expect(
            table.rows.prefix(5).map { $0[0] } == days.compactMap { Day($0).map(ToolValue.day) })
        #expect(late.warnings.contains { $0.contains("c’est passé") })
        #expect(late.warnings.contains { $0.contains("trop tardif") })
    }

    @Test func `the procedure never lightens when the value grows`() throws {
        let kinds: [ProcedureKind] = [.none, .adapted, .formal]
        let order = kinds.map { ToolValue.text($0.label) }
        for purchase in ["works", "supplies", "services"] {
            for day in ["2016-05-01", "2019-12-31", "2020-08-01", "2024-01-01", "2026-11-24"] {
                var last = 0
                for amount in stride(from: 5_000, through: 6_000_000, by: 65_537) {
                    let kind = try town(purchase, String(amount), day).value("procedure")
                    let place = try #require(order.firstIndex { $0 == kind })
                    #expect(place >= last)
                    last = place
                }
            }
        }
    }

    @Test(arguments: [
        (["purchase": "works", "on": "2026-01-01"], "amount"),
        (["purchase": "works", "amount": "1", "lots": "amount\n2"], "amount"),
        (["purchase": "works", "amount": "1", "otherPurchase": "works"], "otherAmount"),
        (["purchase": "works", "amount": "1", "otherAmount": "1"], "otherPurchase"),
        (["purchase": "works", "amount": "1", "on": "1998-01-01"], "on"),
    ])
    func `a case that is not whole or contradicts itself is refused by its field`(
        values: [String: String], field: String
    ) {
        do {
            _ = try answer(values.merging(["buyer": "state"]) { given, _ in given })
            Issue.record("answered")
        } catch let refusal as ToolRefusal {
            #expect(refusal.field == field)
        } catch {
            Issue.record("\(error)")
        }
    }
}
