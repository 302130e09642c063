import Law
import Procurement

/// `GET /api/v1/law`: every rule.
enum LawRulesEndpoint: Endpoint {
    static let isTool = true
    static let path = "/api/v1/law"
    static let isCacheable = false

    static func answer(_ context: Context) throws -> Answer {
        try rows(
            context, head: [("notice", .text("Information, pas conseil juridique."))],
            names: ["rule", "family", "title", "unit", "test", "values"],
            rows: context.law.families.flatMap { family in
                family.rules.map { rule in
                    [
                        .text(rule.id), .text(family.id), .text(rule.title),
                        .text(rule.unit.rawValue), .text(rule.test?.rawValue),
                        .integer(Int64(rule.cases.reduce(0) { $0 + $1.values.count })),
                    ]
                }
            })
    }
}

/// `GET /api/v1/law/{rule}?on=DAY&buyer=…&purchase=…`: what a rule says in a situation, and its
/// history.
enum LawRuleEndpoint: Endpoint {
    static let isTool = true
    static let path = "/api/v1/law/:rule"
    static let isCacheable = false

    static func answer(_ context: Context) throws -> Answer {
        let rule: LegalRule
        do {
            rule = try context.law.rule(named: context.argument("rule"))
        } catch {
            throw Problem.absent(error.description)
        }
        let situation = try situation(context)
        let answer: [(String, JSON)]
        switch rule.answer(in: situation) {
        case .known(let fact): answer = [("answer", .text("known")), ("fact", json(fact))]
        case .several(let facts):
            answer = [("answer", .text("several")), ("facts", .list(facts.map(json)))]
        case .unknown: answer = [("answer", .text("unknown"))]
        case .notConcerned: answer = [("answer", .text("notConcerned"))]
        }
        let history = rule.cases.map { item -> JSON in
            .object([
                ("scope", .text(item.scope.french)), ("values", .list(item.values.map(json))),
            ])
        }
        return .json(
            .object(
                [
                    ("rule", .text(rule.id)), ("title", .text(rule.title)),
                    ("unit", .text(rule.unit.rawValue)), ("on", .text(situation.day.description)),
                ] + answer + [
                    ("history", .list(history)),
                    ("notice", .text("Information, pas conseil juridique.")),
                ]))
    }

    /// The situation that the query describes; what it leaves out is unknown.
    private static func situation(_ context: Context) throws(Problem) -> Situation {
        var day = context.today
        if let text = context.visit.value("on") {
            guard let given = Day(text) else {
                throw .invalid(field: "on", value: text, expected: "un jour, comme 2026-04-01")
            }
            day = given
        }
        var situation = Situation(on: day)
        situation.buyer = try named("buyer", context)
        situation.purchase = try named("purchase", context)
        situation.company = try named("company", context)
        situation.buyerSize = try named("buyerSize", context)
        situation.ccag = try named("ccag", context)
        situation.sector = try named("sector", context) ?? situation.sector
        situation.circumstance = try named("circumstance", context) ?? situation.circumstance
        return situation
    }

    private static func named<Kind: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ context: Context
    ) throws(Problem) -> Kind? {
        guard let text = context.visit.value(key) else { return nil }
        guard let kind = Kind(rawValue: text) else {
            throw .invalid(
                field: key, value: text,
                expected: Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    private static func json(_ fact: DatedFact) -> JSON {
        let value: JSON
        switch fact.value {
        case .number(let number): value = .written(number.description)
        case .holds(let holds): value = .bool(holds)
        case .unbounded: value = .null
        }
        return .object([
            ("id", .text(fact.id)), ("value", value),
            ("from", .text(fact.from?.description)), ("to", .text(fact.to?.description)),
            ("article", .text(fact.article)), ("confidence", .text(fact.confidence.rawValue)),
            ("note", .text(fact.note)),
            (
                "confirmation",
                fact.confirmation.map {
                    .object([("source", .text($0.source)), ("on", .text($0.day.description))])
                } ?? .null
            ),
        ])
    }
}
