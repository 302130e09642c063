/// Rules of one subject.
public struct LegalFamily: Sendable {
    /// Stable name.
    public let id: String
    /// French.
    public let title: String
    /// One or two French sentences.
    public let about: String
    public let rules: [LegalRule]
}

/// Every rule that is known, with what was confirmed since.
///
/// - Source: the JSON files of `Facts`, compiled into the program.
public struct LawBook: Sendable {
    public let families: [LegalFamily]
    /// The guide of obligations, in the order of a contract's life.
    public let obligations: [Obligation]
    private let byName: [String: LegalRule]

    /// A book of these families and obligations.
    init(_ families: [LegalFamily], obligations: [Obligation] = []) {
        self.families = families
        self.obligations = obligations
        byName = Dictionary(
            families.flatMap(\.rules).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The rules the program ships.
    public static let shipped: LawBook = {
        do {
            return try LawBook(
                LawFiles.shipped.map { try LawFiles.family($0) },
                obligations: LawFiles.obligations())
        } catch {
            preconditionFailure("The legal facts that are compiled in can be read: \(error)")
        }
    }()

    /// Every rule, family after family.
    public var rules: [LegalRule] { families.flatMap(\.rules) }

    /// The rule of a name.
    public func rule(_ name: RuleName) -> LegalRule {
        guard let rule = byName[name.rawValue] else {
            preconditionFailure("Every name of `RuleName` is a rule: \(name.rawValue)")
        }
        return rule
    }

    /// The rule of a name that somebody typed.
    ///
    /// - Throws: `LawRefusal.unknownRule`.
    public func rule(named name: String) throws(LawRefusal) -> LegalRule {
        guard let rule = byName[name] else { throw .unknownRule(name) }
        return rule
    }

    /// The book with what was confirmed: facts and obligations known by heart become found.
    /// Confirmations of what is not in the book change nothing.
    public func confirmed(by confirmations: [Confirmation]) -> LawBook {
        let latest = Dictionary(
            confirmations.map { ($0.fact, $0) }, uniquingKeysWith: { $1.day >= $0.day ? $1 : $0 })
        guard !latest.isEmpty else { return self }
        return LawBook(
            families.map { family in
                LegalFamily(
                    id: family.id, title: family.title, about: family.about,
                    rules: family.rules.map { $0.mapValues { $0.confirmed(by: latest[$0.id]) } })
            },
            obligations: obligations.map { $0.confirmed(by: latest[$0.fact]) })
    }

    /// The obligation of a name, alone or as a confirmation bears it; nil when there is none.
    public func obligation(named name: String) -> Obligation? {
        obligations.first { $0.id == name || $0.fact == name }
    }

    /// The rule and the value of a fact's name.
    ///
    /// - Throws: `LawRefusal.unknownFact`.
    public func fact(named id: String) throws(LawRefusal) -> (rule: LegalRule, fact: DatedFact) {
        for rule in rules {
            for item in rule.cases {
                if let fact = item.values.first(where: { $0.id == id }) { return (rule, fact) }
            }
        }
        throw .unknownFact(id)
    }
}

extension LegalRule {
    fileprivate func mapValues(_ change: (DatedFact) -> DatedFact) -> LegalRule {
        LegalRule(
            id: id, title: title, unit: unit, test: test, review: review, ended: ended,
            cases: cases.map { LegalCase(scope: $0.scope, values: $0.values.map(change)) })
    }
}

extension DatedFact {
    fileprivate func confirmed(by confirmation: Confirmation?) -> DatedFact {
        guard let confirmation else { return self }
        var fact = self
        fact.confirmation = confirmation
        if fact.confidence == .memory { fact.confidence = .found }
        return fact
    }
}
