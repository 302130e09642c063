import Procurement

/// Which newcomers win again, and when: durations and events, as derived columns.
///
/// A newcomer stands on the first row of its first award, where `nouveau` is yes. It is followed until
/// its next award on another day, or until the end of the edition (censored).
///
/// ```
///   first award ──── days ────▶ next award          event
///   first award ──── days ──────────────▶ end       censored
/// ```
///
/// The weight of an event at T is 1 / G(T−), G being Kaplan and Meier's estimate of not being censored
/// yet, among newcomers of the same size. The mean of the weights of events within 730 days is then
/// exactly 1 − S(730), S being Kaplan and Meier's survival: so a mean over a column says over any
/// selection what the product over time says over all.
///
/// - Source: Robins and Rotnitzky (1992), Satten and Datta (2001): Kaplan–Meier as an
///   inverse-probability-of-censoring mean; confidence: memory, checked by a test on drawn samples.
struct ReturningFirms: Sendable {
    /// 24 months.
    static let within: Int32 = 730
    static let scale = 10_000.0

    /// By award; `.min` and 255 are unknown.
    private(set) var days: [Int32]
    private(set) var followed: [Int32]
    private(set) var isBack: [UInt8]
    private(set) var weights: [Int32]

    private struct Newcomer {
        var row: Int
        var time: Int32
        var isEvent: Bool
        var size: UInt8
        /// Days from the first award to the end of the edition.
        var longest: Int32
    }

    /// Follows every newcomer.
    ///
    /// - Complexity: O(awards + newcomers · log newcomers).
    init(
        _ consolidation: Consolidation, awards: DerivedAwards, sizes: [UInt8], day: Day
    ) {
        let count = awards.parties.count
        days = Array(repeating: .min, count: count)
        followed = days
        isBack = Array(repeating: CodeList.unknown, count: count)
        weights = days
        let contracts = consolidation.contracts
        guard let end = EditionEnd.day(contracts, referenceDay: day) else { return }
        let texts = consolidation.table.texts.count
        var firstRow = [Int32](repeating: -1, count: texts)
        var next = [Int32](repeating: .max, count: texts)
        for (row, party) in awards.parties.enumerated() where party.id != 0 {
            let day = contracts[Int(awards.contracts[row])].dateNotification
            guard day != .min, day <= end, let first = awards.firstDay(of: party.id) else {
                continue
            }
            let id = Int(party.id)
            if day > first {
                next[id] = min(next[id], day)
            } else if firstRow[id] < 0, awards.isNew[row] == 1 {
                firstRow[id] = Int32(row)
            }
        }
        var newcomers: [Newcomer] = []
        for id in firstRow.indices where firstRow[id] >= 0 {
            let row = Int(firstRow[id])
            let first = contracts[Int(awards.contracts[row])].dateNotification
            let isEvent = next[id] != .max
            newcomers.append(
                Newcomer(
                    row: row, time: (isEvent ? next[id] : end) - first, isEvent: isEvent,
                    size: sizes[row], longest: end - first))
        }
        for newcomer in newcomers { tell(newcomer) }
        for size in Set(newcomers.map(\.size)).sorted() {
            weigh(newcomers.filter { $0.size == size })
        }
    }

    private mutating func tell(_ newcomer: Newcomer) {
        let row = newcomer.row
        followed[row] = newcomer.time
        if newcomer.isEvent { days[row] = newcomer.time }
        guard newcomer.longest >= Self.within else { return }
        isBack[row] = newcomer.isEvent && newcomer.time <= Self.within ? 1 : 0
    }

    private mutating func weigh(_ newcomers: [Newcomer]) {
        let weights = Self.weights(
            newcomers.map { (time: $0.time, isEvent: $0.isEvent) }, within: Self.within)
        for (newcomer, weight) in zip(newcomers, weights) {
            self.weights[newcomer.row] = Int32(
                clamping: Int64((weight * Self.scale).rounded()))
        }
    }

    /// The weight of each life: 1 / G(T−) for an event within the time, else 0.
    ///
    /// - Complexity: O(n log n).
    static func weights(
        _ lives: [(time: Int32, isEvent: Bool)], within: Int32
    ) -> [Double] {
        // At equal times, events come before censoring.
        let order = lives.indices.sorted {
            (lives[$0].time, lives[$0].isEvent ? 0 : 1, $0)
                < (lives[$1].time, lives[$1].isEvent ? 0 : 1, $1)
        }
        var weights = [Double](repeating: 0, count: lives.count)
        var atRisk = lives.count
        var uncensored = 1.0
        for index in order {
            if lives[index].isEvent {
                if lives[index].time <= within { weights[index] = 1 / uncensored }
            } else {
                uncensored *= Double(atRisk - 1) / Double(atRisk)
            }
            atRisk -= 1
        }
        return weights
    }

    /// The values of a column of `awards`, or nil when it is none of these.
    func draft(_ name: String) -> ColumnDraft? {
        switch name {
        case "retour_24_mois": .bool(isBack)
        case "retour_jours": .int32(days)
        case "retour_suivi": .int32(followed)
        case "retour_poids": .int32(weights)
        default: nil
        }
    }
}

/// Where an edition ends, for what needs a future to be known.
enum EditionEnd {
    /// The last notification day of the last year that holds at least one contract in a hundred, so
    /// that a mistyped year gives no future; never after the reference day. Nil without any.
    static func day(_ contracts: [DeclarationRow], referenceDay: Day) -> Int32? {
        var years: [Int: (count: Int, last: Int32)] = [:]
        var dated = 0
        var (former, year) = (Int32.min, 0)
        for index in contracts.indices {
            let day = contracts[index].dateNotification
            guard day != .min, day <= referenceDay.number else { continue }
            if day != former { (former, year) = (day, Day(number: day).year) }
            let known = years[year] ?? (0, .min)
            years[year] = (known.count + 1, max(known.last, day))
            dated += 1
        }
        return years.filter { $0.value.count * 100 >= dated }.max { $0.key < $1.key }?.value.last
    }
}
