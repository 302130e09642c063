import Community
import Law
import Procurement

extension Context {
    /// The plan of the address, and the community.
    func plan() throws -> (members: Members, plan: Plan) {
        let members = try community()
        return (members, try members.store.plans.plan(argument("cle")))
    }

    /// The plan of the address, for an agent of its buyer.
    ///
    /// - Throws: `.forbidden` to others.
    func ownPlan() throws -> (members: Members, plan: Plan) {
        let (members, plan) = try plan()
        try members.visitor.require(
            members.visitor.actsFor(plan), "Seuls les agents rattachés à cet acheteur le font.")
        return (members, plan)
    }

    /// Whether the list of CPV codes of the edition served holds a code; nothing is known without one.
    var cpvKnowledge: PlanText.CPVKnowledge {
        guard let answers = edition?.answers else { return { _ in nil } }
        // The label of a code that the list holds is its name; of another, the code comes first.
        @Sendable func isNamed(_ code: String) -> Bool {
            !answers.label("cpv", code).hasPrefix(code)
        }
        guard isNamed("45000000") else { return { _ in nil } }
        return { isNamed($0) }
    }

    /// The name the edition gives a buyer or a company; nil when it knows none.
    func name(ofSiret siret: String, isBuyer: Bool) -> String? {
        let label = edition?.answers.label(isBuyer ? "acheteur_id" : "titulaire_id", siret)
        return label == siret ? nil : label
    }

    /// A CPV code with its name, where known.
    func cpvText(_ code: String) -> String {
        if let label = edition?.answers.label("cpv", code), label != code { return label }
        let division = UInt8(code.prefix(2)).flatMap { CPVDivision.of($0)?.label }
        return division.map { "\(code) (\($0))" } ?? code
    }
}

extension Visitor {
    /// Whether the person acts for a plan's buyer.
    func actsFor(_ plan: Plan) -> Bool {
        agencies.contains { $0.isBuyer && $0.siret == plan.buyer }
    }

    /// SIRETs of the buyers the person acts for.
    var buyers: [String] { agencies.filter(\.isBuyer).map(\.siret) }
    /// SIRETs of the companies the person acts for.
    var companies: [String] { agencies.filter { !$0.isBuyer }.map(\.siret) }
}

/// What the law says of a procedure foreseen for a band of value: remarks, never refusals.
enum ProcedureRemark {
    /// One remark.
    struct Remark: Sendable {
        let sentence: String
        let article: String
    }

    /// Divisions where services may be social or specific, bought by an adapted procedure whatever
    /// their value (R2123-1, 3°): nothing is said of them.
    private static let specific: Set<String> = ["55", "75", "79", "80", "85", "92", "98"]

    /// What does not fit, or may not.
    ///
    /// - Parameter day: today; the quarter's first day when it is to come.
    static func all(_ text: PlanText, today: Day, law: LawBook) -> [Remark] {
        guard let band = text.band.euros else { return [] }
        let start = Day(year: text.year, month: 3 * text.quarter - 2, day: 1) ?? today
        let division = UInt8(text.cpv.prefix(2)) ?? 0
        let purchase: PurchaseType =
            switch CPVDivision.type(ofDivision: division) {
            case 0: .works
            case 1: .supplies
            default: .services
            }
        let situation = Situation(on: max(start, today), purchase: purchase)
        func limit(_ name: RuleName) -> DatedFact? { highest(law.rule(name), situation) }
        switch text.procedure {
        case .withoutNotice:
            return compare(
                band, limit(.dispensation),
                over:
                    "dépasse le seuil sous lequel un achat peut se passer de publicité et de mise en concurrence",
                maybe:
                    "peut atteindre le seuil sous lequel un achat se passe de publicité et de mise en concurrence"
            )
        case .innovative:
            return compare(
                band, limit(.innovation),
                over: "dépasse le seuil des achats innovants sans publicité ni mise en concurrence",
                maybe:
                    "peut atteindre le seuil des achats innovants sans publicité ni mise en concurrence"
            )
        case .adapted where !specific.contains(String(text.cpv.prefix(2))):
            return compare(
                band, limit(.european),
                over:
                    "atteint le seuil européen\u{202F}: une procédure formalisée est requise, petits lots exceptés",
                maybe:
                    "peut atteindre le seuil européen, au-delà duquel une procédure formalisée est requise"
            )
        default: return []
        }
    }

    /// The highest value that may hold, what is not known of the buyer left open: nothing is remarked
    /// that could be lawful.
    private static func highest(_ rule: LegalRule, _ situation: Situation) -> DatedFact? {
        switch rule.answer(in: situation) {
        case .known(let fact): fact
        case .several(let facts):
            facts.filter { $0.number != nil }.max {
                ($0.number ?? LegalNumber(0)) < ($1.number ?? LegalNumber(0))
            }
        case .unknown, .notConcerned: nil
        }
    }

    private static func compare(
        _ band: (from: Int64, to: Int64?), _ fact: DatedFact?, over: String, maybe: String
    ) -> [Remark] {
        guard let fact, let number = fact.number else { return [] }
        let limit = French.euros(cents: number.whole * 100)
        let article =
            fact.article + (fact.confidence.label.map { " (\($0))" } ?? "")
        if band.from >= number.whole {
            return [
                Remark(
                    sentence: "La valeur annoncée \(over) (\(limit)\u{A0}HT).", article: article)
            ]
        }
        if (band.to ?? .max) > number.whole {
            return [
                Remark(
                    sentence: "La valeur annoncée \(maybe) (\(limit)\u{A0}HT).", article: article)
            ]
        }
        return []
    }

    /// The remarks, for the buyer; nothing when there is none.
    static func html(_ plan: Plan, _ context: Context) -> HTML? {
        let remarks = all(plan.text, today: context.today, law: context.law)
        guard !remarks.isEmpty else { return nil }
        let items = remarks.map { remark -> HTML in
            "<p>\(remark.sentence) <span class=\"petit\">\(remark.article)</span></p>\n"
        }
        return """
            <div class="encart avis">
            <p><strong>À vérifier, vous seul voyez cette remarque\u{202F}:</strong></p>
            \(items)<p class="petit">Information juridique, non conseil\u{202F}; rien n’est bloqué.</p></div>

            """
    }
}
