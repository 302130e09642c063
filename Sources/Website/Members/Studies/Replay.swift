import Community
import Indicators

/// The figures of a text, as one edition said them and as another says them.
struct Replay: Sendable {
    /// A figure, or one of its groups, in both editions.
    struct Line: Sendable {
        let number: Int
        let title: String
        let selection: String
        /// The group, for a figure that has them.
        let group: String?
        let then: Side
        let now: Side

        /// What changed, in words.
        var difference: String {
            guard case .row(let former) = then, case .row(let latter) = now,
                let old = former.value, let new = latter.value
            else { return "—" }
            let gap = new - old
            guard gap != 0 else { return "inchangé" }
            let sign = gap > 0 ? "+" : "−"
            let size = gap.magnitude
            switch latter.unit {
            case .share:
                let points = size * 100
                return sign + French.decimal(points, decimals: points < 0.1 ? 2 : 1)
                    + French.noBreakSpace + (points >= 2 ? "points" : "point")
            case .euros:
                return sign + French.roundedEuros(cents: Int64((size * 100).rounded()))
                    + relative(old, gap)
            case .count: return sign + French.decimal(size, decimals: 0) + relative(old, gap)
            case .points:
                return sign + French.decimal(size, decimals: 1) + French.noBreakSpace
                    + (size >= 2 ? "points" : "point")
            case .number, .index, .perMillion:
                return sign + French.decimal(size, decimals: size < 0.1 ? 4 : 2)
            }
        }

        private func relative(_ old: Double, _ gap: Double) -> String {
            guard old > 0 else { return "" }
            let share = gap / old
            return " (" + (share > 0 ? "+" : "−") + French.percent(share.magnitude) + ")"
        }
    }

    /// What one edition says.
    enum Side: Sendable {
        case row(IndicatorRow)
        /// The group is not there.
        case absent
        case fault(String)

        var html: HTML {
            switch self {
            case .row(let row):
                let basis = IndicatorText.basis(row)
                return basis.isEmpty
                    ? IndicatorText.value(row)
                    : "\(IndicatorText.value(row)) <small>\(basis)</small>"
            case .absent: return "<span class=\"inconnu\">aucun contrat</span>"
            case .fault(let sentence): return "<span class=\"inconnu\">\(sentence)</span>"
            }
        }
    }

    let lines: [Line]

    /// Asks both editions for every figure of a text.
    init(_ markdown: String, then: Observation, now: Observation) {
        var lines: [Line] = []
        for (index, read) in LiveText.references(markdown).prefix(LiveText.mostFigures).enumerated()
        {
            guard case .success(let reference) = read else { continue }
            let former = LiveFigure.ask(reference, of: then)
            let latter = LiveFigure.ask(reference, of: now)
            // A success of either names the figure.
            let named = (try? former.get()) ?? (try? latter.get())
            var groups: [String?] = []
            for row in Replay.rows(former) + Replay.rows(latter)
            where !groups.contains(where: { $0 == row.group }) {
                groups.append(row.group)
            }
            if groups.isEmpty { groups = [nil] }
            for group in groups.sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
                let label = group.flatMap { key in
                    (Replay.rows(former) + Replay.rows(latter)).first { $0.group == key }?.label
                }
                lines.append(
                    Line(
                        number: index + 1, title: named?.title ?? reference.code,
                        selection: named?.selection ?? "toute l’édition", group: label,
                        then: Replay.side(former, group), now: Replay.side(latter, group)))
            }
        }
        self.lines = lines
    }

    private static func rows(_ answer: Result<LiveFigure, LiveFigure.Fault>) -> [IndicatorRow] {
        guard case .success(let figure) = answer else { return [] }
        return figure.rows
    }

    private static func side(_ answer: Result<LiveFigure, LiveFigure.Fault>, _ group: String?)
        -> Side
    {
        switch answer {
        case .failure(let fault): .fault(fault.sentence)
        case .success(let figure):
            figure.rows.first { $0.group == group }.map { .row($0) } ?? .absent
        }
    }
}
