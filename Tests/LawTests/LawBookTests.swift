import Law
import Procurement
import Testing

private let book = LawBook.shipped

func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// The book as it is laid down, whatever it says.
@Suite struct LawBookTests {
    @Test func `names are unique, and every name the program asks for is a rule`() {
        let rules = book.rules.map(\.id)
        #expect(Set(rules).count == rules.count)
        let facts = book.rules.flatMap { $0.cases.flatMap { $0.values.map(\.id) } }
        #expect(Set(facts).count == facts.count)
        for name in RuleName.allCases { #expect(rules.contains(name.rawValue), "\(name)") }
    }

    @Test(arguments: LawBook.shipped.rules.map(\.id))
    func `values follow each other without overlap or hole, each with its article`(
        id: String
    ) throws {
        let rule = try book.rule(named: id)
        #expect(!rule.title.isEmpty && !rule.cases.isEmpty)
        for item in rule.cases {
            #expect(!item.values.isEmpty)
            for fact in item.values {
                #expect(!fact.article.isEmpty)
                if let from = fact.from, let to = fact.to { #expect(from <= to, "\(fact.id)") }
                switch fact.value {
                case .holds: #expect(rule.unit == .rule, "\(fact.id)")
                case .number: #expect(rule.unit != .rule, "\(fact.id)")
                case .unbounded: break
                }
            }
            for (former, next) in zip(item.values, item.values.dropFirst()) {
                #expect(former.to?.adding(days: 1) == next.from, "\(next.id)")
            }
        }
    }

    @Test(arguments: LawBook.shipped.rules.map(\.id))
    func `a rule that lasts has a value on the day the facts were gathered`(id: String) throws {
        let rule = try book.rule(named: id)
        let today = try day("2026-11-23")
        let begins = rule.cases.flatMap(\.values).compactMap(\.from)
        if let first = begins.min(), first > today { return }

        let isInForce = rule.cases.contains { $0.value(on: today) != nil }

        #expect(isInForce == (rule.ended == nil), "ended, and only ended, rules have no value")
    }

    @Test(arguments: LawBook.shipped.rules.map(\.id))
    func `on the eve and on the day of each change the former and the new value answer`(
        id: String
    ) throws {
        let rule = try book.rule(named: id)
        for item in rule.cases {
            for (former, next) in zip(item.values, item.values.dropFirst()) {
                let begin = try #require(next.from)
                #expect(item.value(on: begin.adding(days: -1)) == former)
                #expect(item.value(on: begin) == next)
            }
            if let first = item.values.first, let from = first.from {
                #expect(item.value(on: from.adding(days: -1)) == nil)
                #expect(item.value(on: from) == first)
            }
            if let last = item.values.last, let to = last.to {
                #expect(item.value(on: to) == last)
                #expect(item.value(on: to.adding(days: 1)) == nil)
            }
        }
    }

    @Test(arguments: LawBook.shipped.rules.map(\.id))
    func `any situation that is wholly known has one answer at most`(id: String) throws {
        let rule = try book.rule(named: id)
        let days = try ["2016-06-01", "2019-12-31", "2024-07-01", "2026-08-22"].map(day)
        for day in days {
            for buyer in BuyerRole.allCases {
                for purchase in PurchaseType.allCases {
                    for sector in Sector.allCases {
                        for company in CompanySize.allCases {
                            for circumstance in Circumstance.allCases {
                                let situation = Situation(
                                    on: day, buyer: buyer, purchase: purchase, sector: sector,
                                    company: company, buyerSize: .large,
                                    circumstance: circumstance, ccag: .works)
                                if case .several = rule.answer(in: situation) {
                                    Issue.record("\(id): several values in \(situation)")
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func `what is confirmed is found, and says by whom`() throws {
        let confirmation = Confirmation(
            fact: "mod-50", source: "https://www.legifrance.gouv.fr/", name: "J. Lefèvre",
            day: try day("2026-12-01"))
        let later = Confirmation(
            fact: "mod-50", source: "R2194-3", name: "A. Diallo", day: try day("2026-12-05"))

        let confirmed = book.confirmed(by: [later, confirmation])

        let fact = try confirmed.fact(named: "mod-50").fact
        #expect(fact.confidence == .found)
        #expect(fact.confirmation == later)
        #expect(try book.fact(named: "mod-50").fact.confidence == .memory)
        #expect(throws: LawRefusal.unknownFact("mod-51")) { try book.fact(named: "mod-51") }
    }

    @Test func `the review names what ends soon and what is known by heart`() throws {
        let due = book.review(on: try day("2026-11-23"))

        let ending = due.filter { $0.reason != .toConfirm }
        #expect(ending.map(\.fact.id) == ["im-2026S2"])
        #expect(due.contains { $0.fact.id == "mod-50" })
        #expect(!due.contains { $0.fact.id == "mod-fs" || $0.fact.id == "eu-works-2020" })
        let next = book.review(on: try day("2027-11-01")).filter { $0.reason != .toConfirm }
        #expect(next.contains { $0.rule.id == "european" && $0.fact.id == "eu-works-2026" })
    }

    @Test func `changes come the latest first, each with what it replaces`() throws {
        let changes = book.changes(from: try day("2026-01-01"), to: try day("2026-12-31"))

        #expect(changes.map(\.day) == changes.map(\.day).sorted(by: >))
        let april = try #require(changes.first { $0.fact.id == "dispense-fs-60k" })
        #expect(april.day == (try day("2026-04-01")))
        #expect(april.former?.id == "dispense-fs-40k")
        #expect(changes.contains { $0.fact.id == "clim-criterion" && $0.former == nil })
    }
}
