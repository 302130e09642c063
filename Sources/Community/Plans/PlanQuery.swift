/// A question to the plans: what an address of the list says, in one canonical form.
public struct PlanQuery: Sendable, Hashable {
    public var words = ""
    /// Beginnings of CPV codes, one of which is enough, separated by blanks.
    public var cpv = ""
    /// INSEE codes, one of which is enough, separated by blanks.
    public var department = ""
    public var year: Int?
    public var quarter: Int?
    public var state: Plan.State?
    /// SIRET.
    public var buyer = ""
    /// The key of one plan, whose every change is asked for.
    public var plan = ""

    /// Every plan.
    public init() {}

    /// Keys of an address.
    public static let keys = [
        "mots", "cpv", "departement", "annee", "trimestre", "etat", "acheteur", "projet",
    ]

    /// Reads the items of an address; other keys are left out.
    ///
    /// - Throws: `.invalid` naming the key.
    public init(_ items: [(key: String, value: String)]) throws(CommunityRefusal) {
        for (key, value) in items {
            switch key {
            case "mots": words = try Entry.line(key, value, 0...200)
            case "cpv":
                cpv = try PlanQuery.several(cpv, value) { code throws(CommunityRefusal) in
                    let digits = code.split(separator: "-").first.map(String.init) ?? ""
                    guard digits.utf8.count <= 8,
                        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
                    else {
                        throw .invalid(
                            field: key, value: value,
                            sentence:
                                "«\u{202F}\(value.prefix(40))\u{202F}» n’est pas le début d’un code CPV."
                        )
                    }
                    return digits
                }
            case "departement":
                department = try PlanQuery.several(department, value) {
                    code throws(CommunityRefusal) in
                    try Entry.line(key, code, 0...4).uppercased()
                }
            case "annee": year = try Entry.number(key, value, 2_000...2_100)
            case "trimestre": quarter = try Entry.number(key, value, 1...4)
            case "etat": state = try Entry.choice(key, value, Plan.State.self)
            case "acheteur": buyer = try Entry.line(key, value, 0...20)
            case "projet": plan = try Entry.line(key, value, 0...80)
            default: break
            }
        }
    }

    /// What was there and what a value adds, each once, in order.
    private static func several(
        _ former: String, _ value: String, _ read: (String) throws(CommunityRefusal) -> String
    ) throws(CommunityRefusal) -> String {
        var all = Set(former.split(separator: " ").map(String.init))
        for word in value.split(whereSeparator: { $0 == " " || $0 == "," }).prefix(120) {
            all.insert(try read(String(word)))
        }
        return all.sorted().joined(separator: " ")
    }

    /// Keys and values in the canonical order, empty ones left out.
    public var items: [(String, String)] {
        [
            ("mots", words), ("cpv", cpv), ("departement", department),
            ("annee", year.map(String.init) ?? ""), ("trimestre", quarter.map(String.init) ?? ""),
            ("etat", state?.rawValue ?? ""), ("acheteur", buyer), ("projet", plan),
        ].filter { !$0.1.isEmpty }
    }

    /// Whether every plan is asked for.
    public var isEverything: Bool { items.isEmpty }

    /// Whether a plan answers.
    ///
    /// - Complexity: O(length of its texts), for words only.
    public func admits(_ plan: Plan) -> Bool {
        // One statement each: as one expression the compiler takes over a minute.
        let text = plan.text
        let codes = cpv.split(separator: " ")
        if !codes.isEmpty {
            let isOne = codes.contains { text.cpv.hasPrefix($0) || $0.hasPrefix(text.cpv) }
            if !isOne { return false }
        }
        let departments = department.split(separator: " ")
        if !departments.isEmpty, !departments.contains(where: { $0 == text.department }) {
            return false
        }
        if let year, text.year != year { return false }
        if let quarter, text.quarter != quarter { return false }
        if let state, plan.state != state { return false }
        if !buyer.isEmpty, plan.buyer != buyer { return false }
        if !self.plan.isEmpty, plan.key != self.plan { return false }
        return SoughtWords(words).areIn([
            text.object, text.description, text.lots, text.innovation, text.social,
            text.environment, text.commune, plan.buyerName,
        ])
    }
}
