/// The last moment for an answer.
///
/// - Unit: seconds since 1970-01-01T00:00:00Z.
public struct NoticeDeadline: Sendable, Hashable {
    /// The moment; the end of the day in Paris when the hour is not given.
    public var seconds: Int64
    /// Whether an hour was published.
    public var hasHour: Bool

    /// A deadline.
    public init(seconds: Int64, hasHour: Bool) {
        self.seconds = seconds
        self.hasHour = hasHour
    }

    /// The day in Paris.
    public var day: Day { ParisClock.day(seconds) }
}

/// Legal time in metropolitan France, by the rule of the Union.
///
/// - Source: directive 2000/84/CE: summer time from 01:00 UTC on the last Sunday of March to 01:00 UTC
///   on the last Sunday of October (fact since 1996).
public enum ParisClock {
    /// Seconds to add to UTC at a moment.
    public static func offset(at seconds: Int64) -> Int64 {
        let year = Day(number: Int32(clamping: floorDays(seconds))).year
        return seconds >= change(year, month: 3) && seconds < change(year, month: 10)
            ? 7_200 : 3_600
    }

    /// The day in Paris at a moment.
    public static func day(_ seconds: Int64) -> Day {
        Day(number: Int32(clamping: floorDays(seconds + offset(at: seconds))))
    }

    /// Hour and minute in Paris at a moment.
    public static func hour(_ seconds: Int64) -> (hour: Int, minute: Int) {
        let local = seconds + offset(at: seconds)
        let rest = Int(local - floorDays(local) * 86_400)
        return (rest / 3_600, rest / 60 % 60)
    }

    /// The moment of a wall clock in Paris; an hour that happens twice is the first, one that does
    /// not happen is moved an hour on.
    public static func moment(_ day: Day, secondsOfDay: Int64) -> Int64 {
        let wall = Int64(day.number) * 86_400 + secondsOfDay
        let summer = wall - 7_200
        return offset(at: summer) == 7_200 ? summer : wall - 3_600
    }

    private static func floorDays(_ seconds: Int64) -> Int64 {
        let clamped = min(max(seconds, -100_000_000_000), 100_000_000_000)
        return clamped >= 0 ? clamped / 86_400 : -((-clamped + 86_399) / 86_400)
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days.
    private static func change(_ year: Int, month: Int) -> Int64 {
        guard let last = Day(year: year, month: month, day: 31) else { return .max }
        // 1970-01-01 was a Thursday: Sundays are the days 3, 10, 17…
        let after = (Int(last.number) - 3) % 7
        let back = after < 0 ? after + 7 : after
        return (Int64(last.number) - Int64(back)) * 86_400 + 3_600
    }
}
