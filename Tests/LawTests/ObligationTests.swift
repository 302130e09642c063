import Procurement
import Testing

@testable import Law

/// The guide of obligations as it is laid down, and what is confirmed of it.
@Suite struct ObligationTests {
    private let book = LawBook.shipped

    @Test func `the guide has its ninety-four obligations, by moment, each with a name of its own`()
    {
        let guide = book.obligations

        #expect(guide.count == 94)
        #expect(Set(guide.map(\.id)).count == 94)
        let counts = ContractPhase.allCases.map { phase in
            guide.count { $0.phase == phase }
        }
        #expect(counts == [21, 27, 8, 13, 12, 8, 5])
        #expect(
            guide.map(\.phase.rawValue)
                == ContractPhase.allCases.flatMap { phase in
                    guide.filter { $0.phase == phase }.map(\.phase.rawValue)
                })
        #expect(guide.count { $0.confidence == .memory } == 26)
        #expect(guide.count { $0.confidence == .found } == 68)
        #expect(guide.count { $0.owners == [.all] } == 83)
        #expect(guide.count { $0.threshold != nil } == 45)
    }

    @Test(arguments: LawBook.shipped.obligations.map(\.id))
    func `each obligation has an article, owners, and rules that are in the book`(
        id: String
    ) throws {
        let obligation = try #require(book.obligation(named: id))

        #expect(!obligation.title.isEmpty && !obligation.text.isEmpty)
        #expect(!obligation.article.isEmpty && !obligation.owners.isEmpty)
        #expect(obligation.from != nil)
        let named =
            obligation.rules
            + [obligation.formerly, obligation.threshold?.rule]
            .compactMap(\.self)
        for name in named { #expect(throws: Never.self) { try book.rule(named: name) } }
        for text in [obligation.sanction, obligation.lever] {
            #expect(text?.isEmpty != true)
            #expect(text != "idem", "a page of its own has no line above")
        }
        #expect(
            obligation.id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
    }

    @Test(arguments: LawBook.shipped.obligations.map(\.id))
    func `each text is in French typography`(id: String) throws {
        let obligation = try #require(book.obligation(named: id))
        let texts = [
            obligation.title, obligation.text, obligation.article, obligation.sanction,
            obligation.lever,
        ]
        for text in texts.compactMap(\.self) {
            #expect(!text.contains("'"), "\(text)")
            #expect(text.firstMatch(of: /[ ][;:!?%€»]|« |[0-9] [0-9]{3}/) == nil, "\(text)")
        }
    }

    @Test(arguments: LawBook.shipped.obligations.map(\.id))
    func `a condition on the contract's amount says what it is compared with`(id: String) throws {
        let threshold = try #require(book.obligation(named: id)).threshold
        guard let threshold, threshold.measure == .contract else { return }

        if let name = threshold.rule {
            let rule = try book.rule(named: name)
            #expect(threshold.test ?? rule.test != nil)
            #expect(rule.unit == .eurosExcludingTax)
        } else {
            #expect(threshold.number != nil && threshold.test != nil)
            #expect(threshold.unit == .eurosExcludingTax)
        }
    }

    @Test(arguments: LawBook.shipped.obligations.map(\.id))
    func `a number the guide gives is the one of its rule today`(id: String) throws {
        let threshold = try #require(book.obligation(named: id)).threshold
        guard let number = threshold?.number, let name = threshold?.rule else { return }

        let facts = try book.rule(named: name).cases.compactMap {
            $0.value(on: try day("2026-11-23"))?.number
        }

        #expect(facts == [number], "\(id): \(facts)")
    }

    @Test func `amounts are compared on both sides of each limit`() throws {
        let situation = Situation(on: try day("2026-11-23"), buyer: .localAuthority)
        let cases: [(String, Int64, Bool)] = [
            ("ecrit", 2_499_999, false), ("ecrit", 2_500_000, true),
            ("publicite-90", 8_999_999, false), ("publicite-90", 9_000_000, true),
            ("publicite-adaptee", 8_999_999, true), ("publicite-adaptee", 9_000_000, false),
            ("dce-gratuit", 5_999_999, false), ("dce-gratuit", 6_000_000, true),
            ("decp", 3_999_999, false), ("decp", 4_000_000, true),
            ("avance", 5_000_000, false), ("avance", 5_000_001, true),
        ]
        for (id, cents, isMet) in cases {
            let threshold = try #require(book.obligation(named: id)?.threshold)

            let answer = threshold.answer(amount: Money(cents: cents), in: situation, book)

            #expect((answer == .met) == isMet, "\(id) \(cents)")
            if case .undecided = answer { Issue.record("\(id) \(cents) is undecided") }
        }
    }

    @Test func `a limit that depends on the purchase is decided where all agree, else left open`()
        throws
    {
        let formal = try #require(book.obligation(named: "procedure-formalisee")?.threshold)
        var situation = Situation(on: try day("2026-11-23"), buyer: .localAuthority)
        func answer(_ euros: Int64) -> ConditionAnswer {
            formal.answer(amount: Money(cents: euros * 100), in: situation, book)
        }

        guard case .unmet = answer(50_000), case .undecided = answer(1_000_000) else {
            Issue.record("\(answer(50_000)), \(answer(1_000_000))")
            return
        }
        #expect(answer(6_000_000) == .met)
        situation.purchase = .works
        guard case .unmet = answer(1_000_000) else {
            Issue.record("works of a million")
            return
        }
        situation.purchase = .services
        #expect(answer(1_000_000) == .met)
        guard case .undecided = formal.answer(amount: nil, in: situation, book) else {
            Issue.record("no amount decides nothing")
            return
        }
    }

    @Test func `a limit known by heart decides nothing`() throws {
        let electronic = try #require(book.obligation(named: "dematerialisation")?.threshold)
        let situation = Situation(on: try day("2026-11-23"))

        for cents: Int64 in [100, 900_000_000] {
            guard
                case .undecided(let text) = electronic.answer(
                    amount: Money(cents: cents), in: situation, book)
            else {
                Issue.record("\(cents) is decided")
                return
            }
            #expect(text.hasSuffix("seuil à confirmer"))
        }
    }

    @Test func `kinds of buyers are concerned as the source names them`() throws {
        let plastic = try #require(book.obligation(named: "reemploi-state-plastic"))
        let published = try #require(book.obligation(named: "publicite-90"))
        let advance = try #require(book.obligation(named: "avance"))

        #expect(plastic.concerns(.state) == .wholly)
        #expect(plastic.concerns(.localAuthority) == .unnamed)
        #expect(published.concerns(.localAgency) == .partly)
        #expect(published.concerns(.stateAgency) == .wholly)
        #expect(advance.concerns(.localAgency) == .wholly)
        #expect(advance.concerns(.publicUndertaking) == .unnamed)
        #expect(book.obligation(named: "allotir")?.concerns(.otherAuthority) == .wholly)
    }

    @Test func `roles are told where the text tells them, and nowhere else`() throws {
        #expect(book.obligation(named: "differend-reclamation")?.role == .contractor)
        #expect(book.obligation(named: "rejet-notifie")?.role == .buyer)
        for id in ["cao", "mediation", "refere-pre", "clause-nulle"] {
            #expect(try #require(book.obligation(named: id)).role == nil, "\(id)")
        }
    }

    @Test func `an obligation that is confirmed is found, and no fact of the same name is`() throws
    {
        let confirmation = Confirmation(
            fact: "obligations/dume", source: "R2143-4", name: "A. Diallo",
            day: try day("2026-12-05"))

        let confirmed = book.confirmed(by: [confirmation])

        let obligation = try #require(confirmed.obligation(named: "obligations/dume"))
        #expect(obligation.confidence == .found)
        #expect(obligation.confirmation == confirmation)
        #expect(try confirmed.fact(named: "dume").fact.confidence == .memory)
        #expect(book.obligation(named: "dume")?.confidence == .memory)
    }

    @Test func `what is to be confirmed is what is known by heart and in force`() throws {
        let today = try day("2026-11-23")

        let names = book.obligationsToConfirm(on: today).map(\.id)

        #expect(names.count == 26)
        #expect(names.contains("dume") && !names.contains("allotir"))
        #expect(
            !book.obligationsToConfirm(on: try day("2026-08-21")).map(\.id)
                .contains("clause-sociale"))
    }

    @Test(arguments: [
        #"{"obligations":[{"id":"x","phase":"never"}]}"#,
        #"{"obligations":[{"id":"x","phase":"award","title":"t","text":"t","owedBy":["king"],"#
            + #""from":"2016-04-01","to":null,"article":"a","confidence":"found"}]}"#,
        #"{"obligations":[{"id":"x","phase":"award","title":"t","text":"t","owedBy":["all"],"#
            + #""from":"2016-13-01","to":null,"article":"a","confidence":"found"}]}"#,
    ]) func `a file that is not a guide is refused`(text: String) {
        #expect(throws: (any Error).self) { try LawFiles.obligations(Array(text.utf8)) }
    }
}
