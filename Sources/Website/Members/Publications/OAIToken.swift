import Community
import Procurement

/// Where a harvest goes on: all that is needed is inside, nothing is kept.
struct OAIToken {
    let harvest: Publications.Harvest
    /// Records given before.
    let cursor: Int

    init(harvest: Publications.Harvest, cursor: Int) {
        self.harvest = harvest
        self.cursor = cursor
    }

    /// Reads a token; nil when it is not one of ours.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == "1", let cursor = Int(parts[1]), cursor > 0,
            let moment = Int64(parts[2]), let id = Int64(parts[3]),
            parts[4].isEmpty || Int64(parts[4]) != nil, parts[5].isEmpty || Int64(parts[5]) != nil
        else { return nil }
        var harvest = Publications.Harvest()
        harvest.after = (Moment(seconds: moment), id)
        harvest.from = Int64(parts[4]).map { Moment(seconds: $0) }
        harvest.until = Int64(parts[5]).map { Moment(seconds: $0) }
        harvest.theme = parts[6].isEmpty ? nil : parts[6]
        self.init(harvest: harvest, cursor: cursor)
    }

    /// As written: numbers and the word of the set, parted by dots.
    var text: String {
        [
            "1", String(cursor), String(harvest.after?.moment.seconds ?? 0),
            String(harvest.after?.id ?? 0), harvest.from.map { String($0.seconds) } ?? "",
            harvest.until.map { String($0.seconds) } ?? "", harvest.theme ?? "",
        ].joined(separator: ".")
    }
}

/// A date of a harvester: a day, or a moment to the second, in UTC.
struct OAIDate {
    let isDay: Bool
    /// Its first second.
    let first: Moment
    /// Its last second.
    let last: Moment

    /// Reads a date.
    ///
    /// - Throws: `badArgument`.
    init(_ written: String, _ name: String) throws(OAIError) {
        let wrong = OAIError.argument(
            "\(name) must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
        if written.utf8.count == 10, let day = Day(written) {
            isDay = true
            first = Moment(day: day)
            last = Moment(day: day).adding(seconds: 86_399)
            return
        }
        let parts = written.split(separator: "T", omittingEmptySubsequences: false)
        guard written.utf8.count == 20, parts.count == 2, let day = Day(parts[0]),
            parts[1].hasSuffix("Z")
        else { throw wrong }
        let clock = parts[1].dropLast().split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0..<60).contains(clock[2])
        else { throw wrong }
        isDay = false
        first = Moment(day: day, hour: clock[0], minute: clock[1]).adding(seconds: Int64(clock[2]))
        last = first
    }
}
