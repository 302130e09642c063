public import Procurement

/// When letters of an alert leave.
public struct DigestSchedule: Sendable, Hashable {
    /// How often.
    public enum Rhythm: String, Sendable, CaseIterable {
        /// No letter: the feed only.
        case feed = "flux"
        case daily = "jour"
        case weekly = "semaine"

        /// French, as shown.
        public var label: String {
            switch self {
            case .feed: "Flux Atom seulement, sans courriel"
            case .daily: "Un courriel par jour au plus"
            case .weekly: "Un courriel par semaine au plus"
            }
        }
    }

    /// How a place reads the time: which day a moment is of, which moment an hour of a day is.
    public struct LocalTime: Sendable {
        let day: @Sendable (Moment) -> Day
        let moment: @Sendable (Day, Int) -> Moment

        /// How a place reads the time.
        public init(
            day: @escaping @Sendable (Moment) -> Day,
            moment: @escaping @Sendable (_ day: Day, _ hour: Int) -> Moment
        ) {
            self.day = day
            self.moment = moment
        }
    }

    public var rhythm: Rhythm
    /// 0 to 23, local time.
    public var hour: Int
    /// 1 for Monday to 7 for Sunday; of weekly letters.
    public var weekday: Int

    /// When letters leave.
    public init(rhythm: Rhythm, hour: Int, weekday: Int) {
        self.rhythm = rhythm
        self.hour = hour
        self.weekday = weekday
    }

    /// The names of the days of the week, Monday first.
    public static let weekdays = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ]

    /// 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday.
    public static func weekday(of day: Day) -> Int {
        ((Int(day.number) + 3) % 7 + 7) % 7 + 1
    }

    /// The first moment to come at which a letter may leave, after one; nil for a feed.
    public func next(after moment: Moment, _ time: LocalTime) -> Moment? {
        guard rhythm != .feed else { return nil }
        var day = time.day(moment)
        // Eight days cover a week whatever the hour; a day longer or shorter by an hour is a day.
        for _ in 0...8 {
            let isItsDay = rhythm == .daily || DigestSchedule.weekday(of: day) == weekday
            let candidate = time.moment(day, hour)
            if isItsDay, candidate > moment { return candidate }
            day = day.adding(days: 1)
        }
        return nil
    }

    /// `chaque jour à 8 h`, for people.
    public var text: String {
        switch rhythm {
        case .feed: "flux seulement"
        case .daily: "chaque jour à \(hour)\u{A0}h"
        case .weekly: "chaque \(DigestSchedule.weekdays[weekday - 1]) à \(hour)\u{A0}h"
        }
    }
}
