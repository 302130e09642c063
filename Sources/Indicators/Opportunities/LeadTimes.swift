public import Columns
public import Procurement

/// When successors were notified, counted from the expected end of the contract they follow: learned
/// from the contracts of an edition that ended long enough ago.
///
/// A contract teaches when its end is known and lies at least a year before the last notification of
/// the edition (a later successor could not be seen yet), and it is no contract under a framework.
/// Groups go from the nearest to the widest: CPV class of four digits, division, type of purchase, the
/// whole edition; the first with `leastSuccessors` successors answers.
///
/// - Unit: days, negative before the end; the median is the mean of the two middle values, rounded
///   towards zero, quartiles are discrete.
/// - Complexity: O(contracts) to learn, once per edition.
public struct LeadTimes: Sendable {
    /// What a group of contracts showed.
    public struct Lesson: Hashable, Sendable {
        /// The group, in French: `classe CPV 4521`.
        public var group: String
        /// Contracts that ended and could have been seen succeeded.
        public var ended: Int
        /// Those of which a successor was recognised.
        public var succeeded: Int
        public var firstQuartile: Int
        public var median: Int
        public var thirdQuartile: Int

        /// Share of the ended contracts that have a recognised successor, with its interval.
        public var share: (value: Double, interval: WilsonInterval) {
            (
                Double(succeeded) / Double(ended),
                WilsonInterval(met: Double(succeeded), of: Double(ended))
            )
        }
    }

    /// Successors under which a group teaches nothing.
    public static let leastSuccessors = 20
    /// Days that must have passed since the end, in the edition, for its successor to be seen.
    public static let reachDays: Int32 = 365

    private let classes: [UInt16: Lesson]
    private let divisions: [UInt16: Lesson]
    private let types: [String: Lesson]
    /// What the whole edition shows; nil when it shows too little.
    public let whole: Lesson?
    /// The last notification day of the edition that is not after its reference day.
    public let lastDay: Day?

    /// Learns from a table of contracts.
    ///
    /// - Parameter day: the edition's reference day; later days are mistakes.
    public init(_ contracts: Table, referenceDay day: Day) {
        var tally = Tally()
        var last = Int32.min
        if let notified = contracts["dateNotification"], let end = contracts["dateFin"],
            let gap = contracts["successeur_ecart"], let code = contracts["codeCPV"],
            let under = contracts["subsequent"], let type = contracts["type"]
        {
            last = notified.lastDay(notAfter: day.number)
            let classes = code.classes
            for row in 0..<contracts.rowCount {
                guard let end = end.integer(row), Int32(end) <= last - Self.reachDays,
                    under.integer(row) != 1, code.isKnown(row)
                else { continue }
                tally.add(
                    class4: classes[code.code(row)], type: type.isKnown(row) ? type.code(row) : -1,
                    gap: gap.integer(row).map { Int32($0) })
            }
            types = tally.types.reduce(into: [:]) { lessons, item in
                guard item.key >= 0, let name = type.texts?[item.key] else { return }
                lessons[name] = item.value.lesson("achats de type «\u{202F}\(name)\u{202F}»")
            }
        } else {
            types = [:]
        }
        classes = tally.classes.reduce(into: [:]) {
            $0[$1.key] = $1.value.lesson("classe CPV \(Self.digits($1.key, 4))")
        }
        var byDivision: [UInt16: Tally.Group] = [:]
        for (class4, group) in tally.classes { byDivision[class4 / 100, default: .init()] += group }
        divisions = byDivision.reduce(into: [:]) {
            $0[$1.key] = $1.value.lesson("division CPV \(Self.digits($1.key, 2))")
        }
        var all = Tally.Group()
        for group in tally.classes.values { all += group }
        whole = all.lesson("toute l’édition")
        lastDay = last == .min ? nil : Day(number: last)
    }

    /// What the nearest group that teaches says of a contract; nil when none does.
    ///
    /// - Parameters:
    ///   - cpv: its CPV code.
    ///   - type: `Travaux`, `Fournitures` or `Services`.
    public func lesson(cpv: String?, type: String?) -> Lesson? {
        if let cpv, let class4 = UInt16(cpv.prefix(4)), cpv.utf8.count >= 4 {
            if let lesson = classes[class4] { return lesson }
            if let lesson = divisions[class4 / 100] { return lesson }
        }
        if let type, let lesson = types[type] { return lesson }
        return whole
    }

    private static func digits(_ number: UInt16, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// Gaps by group while contracts are read.
    private struct Tally {
        struct Group {
            var ended = 0
            var gaps: [Int32] = []

            static func += (left: inout Group, right: Group) {
                left.ended += right.ended
                left.gaps += right.gaps
            }

            func lesson(_ name: String) -> Lesson? {
                guard gaps.count >= LeadTimes.leastSuccessors else { return nil }
                let sorted = gaps.sorted()
                func quantile(_ share: Double) -> Int {
                    Int(sorted[max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1)])
                }
                let middle = sorted.count / 2
                let median =
                    sorted.count % 2 == 1
                    ? Int(sorted[middle]) : (Int(sorted[middle - 1]) + Int(sorted[middle])) / 2
                return Lesson(
                    group: name, ended: ended, succeeded: gaps.count,
                    firstQuartile: quantile(0.25), median: median, thirdQuartile: quantile(0.75))
            }
        }

        var classes: [UInt16: Group] = [:]
        var types: [Int: Group] = [:]

        mutating func add(class4: UInt16, type: Int, gap: Int32?) {
            guard class4 != .max else { return }
            classes[class4, default: Group()].ended += 1
            types[type, default: Group()].ended += 1
            guard let gap else { return }
            classes[class4, default: Group()].gaps.append(gap)
            types[type, default: Group()].gaps.append(gap)
        }
    }
}

extension Column {
    /// The CPV class (four digits) of each entry of a dictionary of CPV codes, `.max` unknown.
    var classes: [UInt16] {
        guard let texts else { return [] }
        return (0..<texts.count).map { entry in
            let digits = texts.bytes(at: entry)
            guard digits.count >= 4, digits.prefix(4).allSatisfy({ $0 &- 0x30 < 10 }) else {
                return .max
            }
            return digits.prefix(4).reduce(0) { $0 * 10 + UInt16($1 - 0x30) }
        }
    }

    /// The greatest day of a column of days in order that is not after another, or `.min`.
    fileprivate func lastDay(notAfter last: Int32) -> Int32 {
        for row in stride(from: count - 1, through: 0, by: -1) {
            if let day = integer(row), day <= Int64(last) { return Int32(day) }
        }
        return .min
    }
}
