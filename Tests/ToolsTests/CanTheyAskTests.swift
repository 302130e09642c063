import Law
import Procurement
import Testing

@testable import Tools

/// Whether a buyer may ask for something.
@Suite struct CanTheyAskTests {
    private func answer(_ values: [String: String]) throws -> ToolAnswer {
        try CanTheyAsk().answer(to: values, try setting())
    }

    @Test(arguments: [
        ("2026-01-01", "150000", "oui", "150000"), ("2026-01-01", "150000.01", "non", "150000"),
        ("2025-12-31", "200000", "oui", "200000"), ("2025-12-31", "200000.01", "non", "200000"),
        ("2025-12-31", "150000.01", "oui", "200000"), ("2016-03-31", "1", "cela dépend", nil),
    ]) func `turnover is capped by the multiple of its day, to the cent`(
        day: String, turnover: String, verdict: String, cap: String?
    ) throws {
        let answer = try answer([
            "what": "turnover", "amount": "100000", "turnover": turnover, "on": day,
        ])

        #expect(answer.value("verdict") == .text(verdict))
        #expect(answer.value("cap") == cap.flatMap { Money($0) }.map { .money($0) })
        #expect(answer.documents.isEmpty == (verdict != "non"))
    }

    @Test func `the message about turnover gives the figures and the article`() throws {
        let answer = try answer([
            "what": "turnover", "amount": "100000", "turnover": "180000", "on": "2026-09-01",
        ])

        let text = try #require(answer.documents.first).plainText
        #expect(
            text.contains("150\u{202F}000,00\u{202F}€")
                && text.contains("180\u{202F}000,00\u{202F}€"))
        #expect(text.contains("R2142-7"))
        #expect(answer.summary.contains("Dépassement possible si justifié"))
        let caps = try #require(answer.tables.first).rows.map { $0[2] }
        #expect(caps == [.money(Money(cents: 20_000_000)), .money(Money(cents: 15_000_000))])
    }

    @Test func `turnover without its amounts is refused by the field to fill`() throws {
        for (given, field) in [("amount", "turnover"), ("turnover", "amount")] {
            do {
                _ = try answer(["what": "turnover", given: "100000"])
                Issue.record("\(field) was not asked")
            } catch let refusal as ToolRefusal {
                #expect(refusal.field == field)
            }
        }
    }

    @Test(arguments: [
        ("tax-certificate", "tender", "non"), ("tax-certificate", "award", "oui"),
        ("tax-certificate", "", "cela dépend"), ("social-certificate", "tender", "non"),
        ("social-certificate", "performance", "à confirmer"), ("group", "tender", "non"),
        ("group", "award", "cela dépend"), ("interest-waiver", "", "non"),
        ("lower-price", "tender", "non"), ("company-extract", "tender", "à confirmer"),
        ("already-sent", "", "à confirmer"), ("forms", "", "à confirmer"),
        ("unpriced-work", "performance", "à confirmer"), ("balance-sheets", "", "cela dépend"),
        ("paid-file", "", "cela dépend"),
    ]) func `each demand has the answer of its obligation and moment`(
        what: String, stage: String, verdict: String
    ) throws {
        let answer = try answer(["what": what, "stage": stage])

        #expect(answer.value("verdict") == .text(verdict), "\(answer.summary)")
        #expect(answer.documents.isEmpty == (verdict == "oui"))
    }

    @Test(arguments: [("59999.99", "cela dépend"), ("60000", "non")])
    func `a free file is owed from the limit of the day`(amount: String, verdict: String) throws {
        let answer = try answer(["what": "paid-file", "amount": amount, "on": "2026-11-23"])

        #expect(answer.value("verdict") == .text(verdict), "\(answer.summary)")
    }

    @Test(arguments: Demand.allCases.filter { $0 != .turnover }.map(\.rawValue))
    func `what is known by heart never gives a yes or a no`(what: String) throws {
        for stage in DemandStage.allCases {
            let demand = try #require(Demand(rawValue: what))
            let ruling = demand.ruling(at: stage)
            let rule = try #require(LawBook.shipped.obligation(named: ruling.obligation))
            for name in ruling.besides {
                #expect(LawBook.shipped.obligation(named: name) != nil, "\(name)")
            }

            let answer = try answer(["what": what, "stage": stage.rawValue])

            let isConfirmed = rule.confidence != .memory
            let verdict = try #require(answer.value("verdict")).french
            #expect((verdict == "à confirmer") == !isConfirmed, "\(answer.summary)")
            #expect(answer.steps[0].articles[0].fact == rule.fact)
            for document in answer.documents {
                let text = document.plainText
                #expect(text.contains(rule.article) && text.contains("Pourriez-vous"))
                #expect(text.contains("relire") == !isConfirmed)
            }
        }
    }

    @Test func `a confirmed obligation answers, a confirmed rule does not answer for it`() throws {
        let day = try #require(Day("2026-12-05"))
        func law(_ fact: String) -> LawBook {
            .shipped.confirmed(by: [
                Confirmation(fact: fact, source: "R2143-13", name: "A. Diallo", day: day)
            ])
        }
        let values = ["what": "already-sent", "on": "2026-11-23"]

        let confirmed = try CanTheyAsk().answer(
            to: values, ToolSetting(law: law("obligations/dites-le-une-fois"), today: day))
        let other = try CanTheyAsk().answer(
            to: values, ToolSetting(law: law("dites-le-une-fois"), today: day))

        #expect(confirmed.value("verdict") == .text("non"))
        #expect(other.value("verdict") == .text("à confirmer"))
    }

    @Test func `before its rule began a demand is not judged by it`() throws {
        let answer = try answer(["what": "interest-waiver", "on": "2012-06-01"])

        #expect(answer.value("verdict") == .text("cela dépend"))
        #expect(answer.summary.contains("1er mai 2013"))
    }
}
