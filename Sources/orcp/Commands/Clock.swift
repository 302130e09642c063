import Community
import Editions
import Foundation
import Procurement

/// The one place where a command asks what day it is.
enum Clock {
    /// Today in Paris, where the days of this data are counted.
    static var today: Day {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? calendar.timeZone
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return Day(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? Day(number: 0)
    }

    /// This moment, to the second.
    static var now: Moment { Moment(seconds: Int64(Date().timeIntervalSince1970)) }

    /// The day that `--on` names.
    static func day(_ text: String) throws -> Day {
        if let day = Day(text) { return day }
        throw Problem(
            outcome: .usage,
            message: """
                «\u{202F}\(text)\u{202F}» n’est pas un jour\u{202F}: écrivez --on aaaa-mm-jj, comme \
                2026-01-31.
                """)
    }
}

/// What `--version` says; editions record it.
let programVersion = ProgramVersion.current
