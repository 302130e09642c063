import Columns
import Procurement

extension SelectionKey {
    /// A value in its one canonical form.
    ///
    /// - Throws: `badValue`.
    func canonical(_ text: String) throws(SelectionRefusal) -> String {
        let text = text.trimmed
        if case .words = kind {
            guard let words = WordQuery(canonical: text) else { throw bad(text) }
            return words.text
        }
        if case .rules = kind { return try rule(text) }
        if text == Self.unknownValue { return text }
        switch kind {
        case .words, .rules: return text
        case .text(_, let labels):
            guard let labels else { return text }
            return try label(text, in: labels)
        case .bits(let list):
            if text == "aucune" || text == "aucun" { return Self.noneValue }
            return try label(text, in: list.labels)
        case .prefix(_, let lengths):
            // The check digit of a CPV code says nothing more.
            let digits = text.split(separator: "-", maxSplits: 1).first.map(String.init) ?? text
            guard lengths.contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit) else {
                throw bad(text)
            }
            return digits
        case .number(_, let bounds):
            guard let number = Int64(exactDigits: text), bounds.contains(number) else {
                throw bad(text)
            }
            return String(number)
        case .flag:
            switch text {
            case "oui", "true", "1": return "oui"
            case "non", "false", "0": return "non"
            default: throw bad(text)
            }
        case .least(_, let scale), .greatest(_, let scale):
            guard let value = scale.value(text) else { throw bad(text) }
            return scale.text(value)
        }
    }

    private func label(_ text: String, in labels: [String]) throws(SelectionRefusal) -> String {
        let plain = text.withPlainApostrophes
        guard let label = labels.first(where: { $0.withPlainApostrophes == plain }) else {
            throw bad(text)
        }
        return label
    }

    private func rule(_ text: String) throws(SelectionRefusal) -> String {
        if text == Self.noneValue || text == Self.noRuleValue { return Self.noRuleValue }
        let code = text.uppercased()
        guard FindingCatalogue.index(of: code) != nil else { throw bad(text) }
        return code
    }

    private func bad(_ value: String) -> SelectionRefusal {
        .badValue(key: name, value: value, expected: expected)
    }

    /// What values are expected, in French, to follow « il attend ».
    public var expected: String {
        let unknown = ", ou « inconnu »".typesetInFrench
        switch kind {
        case .text(_, let labels?):
            return "l'un de " + labels.map { French.quoted($0) }.joined(separator: ", ") + unknown
        case .text(_, nil): return "un texte" + unknown
        case .bits(let list):
            return "l'un de " + list.labels.map { French.quoted($0) }.joined(separator: ", ")
                + ", « aucune »".typesetInFrench + unknown
        case .prefix(_, let lengths):
            return "de \(lengths.lowerBound) à \(lengths.upperBound) chiffres" + unknown
        case .number(_, let bounds):
            return bounds.upperBound == .max
                ? "un nombre entier" + unknown
                : "un nombre entier de \(bounds.lowerBound) à \(bounds.upperBound)" + unknown
        case .flag: return "« oui » ou « non »".typesetInFrench + unknown
        case .least(_, .euros), .greatest(_, .euros):
            return "un montant en euros, comme « 40000 » ou « 1234,56 »".typesetInFrench + unknown
        case .least(_, .integer), .greatest(_, .integer): return "un nombre entier" + unknown
        case .least(_, .day), .greatest(_, .day):
            return "un jour, comme « 2024-01-31 »".typesetInFrench + unknown
        case .rules:
            return "le code d'une règle de contrôle, comme « DAT-03 », ou « aucun »".typesetInFrench
        case .words:
            return "des mots d'au moins un caractère, comme « toiture » ou « \"gros œuvre\" »"
                .typesetInFrench
        }
    }

    /// What canonical values ask together: any of them.
    ///
    /// - Shape: a condition on the key's own table; awards are not wrapped in `anyAward`.
    func condition(_ values: [String]) -> Condition {
        // A word may well be « inconnu »; whether a rule is broken is always known.
        guard let column else {
            let parts = knownCondition(values)
            return parts.count == 1 ? parts[0] : .any(parts)
        }
        let known = values.filter { $0 != Self.unknownValue }
        var parts = known.isEmpty ? [] : knownCondition(known)
        if known.count < values.count { parts.append(.isUnknown(column)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private func knownCondition(_ values: [String]) -> [Condition] {
        switch kind {
        case .text(let column, _): return [.isAny(column, of: values)]
        case .prefix(let column, _): return [.startsWith(column, values)]
        case .number(let column, _):
            return [.isAnyNumber(column, of: values.compactMap(Int64.init))]
        case .flag(let column):
            return [.isAnyNumber(column, of: values.map { $0 == "oui" ? 1 : 0 })]
        case .bits(let list):
            var mask: Int64 = 0
            for value in values {
                if let bit = list.labels.firstIndex(of: value) { mask |= 1 << Int64(bit) }
            }
            var parts: [Condition] = mask == 0 ? [] : [.hasAnyBit(list.name, mask: mask)]
            if values.contains(Self.noneValue) { parts.append(.hasNoBit(list.name)) }
            return parts
        case .least(let column, let scale):
            return values.compactMap(scale.value).map { .between(column, $0, nil) }
        case .greatest(let column, let scale):
            return values.compactMap(scale.value).map { .between(column, nil, $0) }
        case .rules: return Self.broken(values)
        case .words: return values.compactMap { WordQuery(canonical: $0).map(Condition.words) }
        }
    }

    /// What rules ask, one part for each set of rules that holds some of them.
    private static func broken(_ codes: [String]) -> [Condition] {
        var parts: [Condition] = FindingRule.sets.compactMap { set in
            var mask: Int64 = 0
            for (bit, code) in set.labels.enumerated() where codes.contains(code) {
                mask |= 1 << Int64(bit)
            }
            return mask == 0 ? nil : .hasAnyBit(set.name, mask: mask)
        }
        if codes.contains(noRuleValue) { parts.append(.isAnyNumber("constats", of: [0])) }
        return parts
    }
}

extension SelectionKey.Scale {
    /// The stored number that a text writes, or nil.
    func value(_ text: String) -> Int64? {
        switch self {
        case .integer: return Int64(exactDigits: text)
        case .day: return Day(text).map { Int64($0.number) }
        case .euros:
            let plain = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
            let parts = plain.split(
                omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "," })
            guard let first = parts.first, parts.count <= 2, let euros = Int64(exactDigits: first)
            else { return nil }
            var cents: Int64 = 0
            if parts.count == 2 {
                guard (1...2).contains(parts[1].utf8.count),
                    let decimals = Int64(exactDigits: parts[1])
                else { return nil }
                cents = parts[1].utf8.count == 1 ? decimals * 10 : decimals
            }
            let (product, overflow) = euros.multipliedReportingOverflow(by: 100)
            return overflow || product > .max - cents ? nil : product + cents
        }
    }

    /// The one way a number is written.
    func text(_ value: Int64) -> String {
        switch self {
        case .integer: return String(value)
        case .day: return Day(number: Int32(clamping: value)).description
        case .euros:
            let cents = value % 100
            if cents == 0 { return String(value / 100) }
            return "\(value / 100).\(cents < 10 ? "0" : "")\(cents)"
        }
    }
}

extension Int64 {
    /// The number that at most eighteen digits and nothing else write.
    init?(exactDigits text: some StringProtocol) {
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else {
            return nil
        }
        self.init(text)
    }
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    var isDigit: Bool { self &- 0x30 < 10 }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }

    /// With the typewriter's apostrophe for the printer's.
    var withPlainApostrophes: String { String(map { $0 == "’" ? "'" : $0 }) }
}
