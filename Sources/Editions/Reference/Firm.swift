import Procurement

/// What SIRENE says of a legal unit, year by year: size, headcount, activity. Never its name.
///
/// - Shape: facts in the order they were read; a list that repeats another's year changes nothing.
/// - Source: INSEE, SIRENE: `categorieEntreprise` is computed by INSEE for the whole firm (the group),
///   about two years late; `trancheEffectifsUniteLegale` counts the legal unit alone.
public struct Firm: Hashable, Sendable {
    /// A value, the year it is true of, and the list that says so.
    public struct Fact: Hashable, Sendable {
        /// 0 when neither the row nor the list's name tells it.
        public var year: UInt16
        /// The number of a label: `sizeLabels` or `bands`.
        public var value: UInt8
        /// The list's place in `ReferenceTables.used`.
        public var list: UInt16
    }

    /// An activity, from a day on.
    struct Period: Hashable, Sendable {
        var start: Int32
        var activity: String
    }

    /// How a fact's year stands to the year asked.
    public enum Choice: UInt8, Sendable, CaseIterable {
        /// That year, or the nearest before.
        case before
        /// The nearest after, for want of one before.
        case after
        /// The year of the fact is not known.
        case undated

        /// As the column says it.
        public var label: String {
            switch self {
            case .before: "même année ou avant"
            case .after: "après"
            case .undated: "sans année"
            }
        }
    }

    /// Sizes of the whole firm.
    public internal(set) var sizes: [Fact] = []
    /// Headcounts of the legal unit.
    public internal(set) var headcounts: [Fact] = []
    /// The legal unit's main activity today (NAF revision 2), when known.
    public internal(set) var activity: String?
    /// Its activities, in the order read.
    var periods: [Period] = []
    /// Whether SIRENE hides its name.
    public internal(set) var isHidden = false

    /// Sizes, in order.
    static let sizeLabels = FirmSize.categories.labels

    /// The label of a size.
    static func sizeLabel(_ value: UInt8) -> String? {
        Int(value) < sizeLabels.count ? sizeLabels[Int(value)] : nil
    }

    /// INSEE's headcount bands, in order: code, and class of people employed.
    ///
    /// - Source: INSEE, SIRENE, `trancheEffectifsUniteLegale`; confidence: memory.
    public static let bands: [(code: String, staff: UInt8)] = [
        ("NN", 0), ("00", 0), ("01", 0), ("02", 0), ("03", 0), ("11", 1), ("12", 1), ("21", 2),
        ("22", 2), ("31", 2), ("32", 3), ("41", 3), ("42", 3), ("51", 3), ("52", 4), ("53", 4),
    ]

    /// Classes of people employed that bands make.
    static let staffLabels = FirmSize.staff.labels

    /// The size known of a year: of the nearest year not after it, else of the nearest after, else
    /// one of no known year; without a year, the latest.
    ///
    /// - Complexity: O(facts).
    public func size(in year: UInt16?) -> (fact: Fact, choice: Choice)? {
        Self.nearest(sizes, to: year)
    }

    /// The headcount known of a year, chosen as `size(in:)`.
    ///
    /// - Complexity: O(facts).
    public func headcount(in year: UInt16?) -> (fact: Fact, choice: Choice)? {
        Self.nearest(headcounts, to: year)
    }

    /// The activity of a day: that of the history, else today's.
    ///
    /// - Complexity: O(periods).
    func activity(on day: Int32) -> String? {
        var found: Period?
        for period in periods where period.start <= day {
            if period.start >= found?.start ?? .min { found = period }
        }
        return found?.activity ?? activity
    }

    private static func nearest(_ facts: [Fact], to year: UInt16?) -> (
        fact: Fact, choice: Choice
    )? {
        let year = year ?? .max
        var before: Fact?
        var after: Fact?
        var undated: Fact?
        for fact in facts {
            if fact.year == 0 {
                undated = undated ?? fact
            } else if fact.year <= year {
                if fact.year > before?.year ?? 0 { before = fact }
            } else if fact.year < after?.year ?? .max {
                after = fact
            }
        }
        if let before { return (before, .before) }
        if let after { return (after, .after) }
        return undated.map { ($0, .undated) }
    }
}

/// What was mended in a list, or could not be read, among the rows that an edition needs.
struct ListRepairs: Hashable, Sendable {
    /// Identifiers written with fewer digits, their zeros put back and their check verified.
    var zeros = 0
    /// Codes written as decimal numbers (`98770.0`).
    var decimals = 0
    /// Identifiers whose check fails once mended: the row is not used.
    var unreadable = 0

    /// One sentence, or nil when there is nothing to say.
    func sentence(of file: ReferenceFile) -> String? {
        var parts: [String] = []
        func add(_ count: Int, _ one: String, _ many: String) {
            if count > 0 { parts.append("\(count) \(count == 1 ? one : many)") }
        }
        add(
            zeros, "identifiant avait perdu ses zéros de tête (remis, clé vérifiée)",
            "identifiants avaient perdu leurs zéros de tête (remis, clé vérifiée)")
        add(
            decimals, "code était écrit comme un nombre décimal (rétabli)",
            "codes étaient écrits comme des nombres décimaux (rétablis)")
        add(
            unreadable, "identifiant a une clé fausse (ligne non lue)",
            "identifiants ont une clé fausse (lignes non lues)")
        guard !parts.isEmpty else { return nil }
        let list = parts.joined(separator: "\u{202F}; ")
        return "Liste «\u{202F}\(file.name)\u{202F}» (\(file.kind.title)), parmi les lignes de "
            + "cette édition\u{202F}: \(list)."
    }
}
