import Columns
import Indicators
import Procurement

/// The contracts in the window of the radar, by the day they were first to be seen there: that on which
/// their end came near enough, or that of the first edition that knew them, whichever is later.
///
/// - Choice: three former editions are looked at. A contract known to all of them was to be seen since its
///   notification or publication, as far as its data tell.
struct RenewalEntries: Sendable {
    /// One contract.
    struct Entry: Sendable {
        var line: RenewalRadar.Line
        var day: Day
    }

    /// All of them, the latest first.
    let all: [Entry]

    /// Former editions looked at.
    private static let mostFormer = 3

    /// What a query holds.
    ///
    /// - Complexity: one question to the radar, then O(found); the first time, O(contracts) for each former
    ///   edition.
    init(_ query: RenewalQuery, _ edition: Observation, _ shelf: any EditionShelf) throws {
        var question = query.whole
        question.order = .lointain
        let lines = try edition.opportunities.renewals(question).lines
        let former = try Self.former(edition, shelf)
        all = lines.map { line in
            let near = line.end.adding(months: -query.months.upperBound)
            return Entry(line: line, day: max(near, Self.known(line.row, edition, former)))
        }.sorted {
            ($1.day, $1.line.end, $0.line.row) < ($0.day, $0.line.end, $1.line.row)
        }
    }

    /// Other editions up to the day of one, the newest first.
    private static func former(
        _ edition: Observation, _ shelf: any EditionShelf
    ) throws -> [Observation] {
        guard let day = edition.facts.day else { return [] }
        return try shelf.list().filter { other in
            other.id != edition.facts.id && other.day.map { $0 <= day } ?? false
        }.prefix(mostFormer).compactMap { other in
            // An edition written by an older program may not open: it then tells nothing.
            try? shelf.edition(other.id)
        }
    }

    /// The day a contract was first known here, as far as can be told.
    private static func known(
        _ row: Int, _ edition: Observation, _ former: [Observation]
    ) -> Day {
        let contracts = edition.tables.contracts
        func day(_ name: String) -> Day? {
            contracts[name]?.integer(row).map { Day(number: Int32(clamping: $0)) }
        }
        let key = contracts["cle"]?.text(row) ?? ""
        var since = edition.facts.day
        for other in former {
            guard other.tables.contract(key) != nil else { return since ?? Day(number: 0) }
            since = other.facts.day
        }
        let said = [day("dateNotification"), day("datePublicationDonnees")].compactMap { $0 }.max()
        return [said, since].compactMap { $0 }.min() ?? Day(number: 0)
    }
}
