import Foundation
import Editions
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
}

/// What `--version` says; editions record it.
let programVersion = ProgramVersion.current
