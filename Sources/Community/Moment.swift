public import Procurement

/// An instant, to the second.
///
/// - Shape: no zone; what people read is Paris time, made where pages are made.
/// - Unit: seconds since 1970-01-01 at midnight UTC.
public struct Moment: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01 at midnight UTC.
    public let seconds: Int64

    /// The instant this many seconds after 1970-01-01 at midnight UTC.
    public init(seconds: Int64) { self.seconds = seconds }

    /// The instant of a day at an hour and minute UTC.
    public init(day: Day, hour: Int = 0, minute: Int = 0) {
        seconds = Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60)
    }

    /// The earlier comes first.
    public static func < (former: Moment, latter: Moment) -> Bool {
        former.seconds < latter.seconds
    }

    /// This instant so many seconds later.
    public func adding(seconds count: Int64) -> Moment { Moment(seconds: seconds + count) }

    /// This instant so many minutes later.
    public func adding(minutes count: Int) -> Moment { adding(seconds: Int64(count) * 60) }

    /// This instant so many times twenty-four hours later.
    public func adding(days count: Int) -> Moment { adding(seconds: Int64(count) * 86_400) }

    /// Seconds from another instant to this one.
    public func since(_ other: Moment) -> Int64 { seconds - other.seconds }

    /// The day in UTC.
    public var day: Day { Day(number: Int32(clamping: seconds.floorDivided(by: 86_400))) }
}

extension Int64 {
    /// The quotient rounded downwards, for a positive divisor.
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
