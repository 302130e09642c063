import Community
import Foundation
import Procurement

/// Moments as people in France read and write them: Paris time.
enum ParisTime {
    private static let zone = TimeZone(identifier: "Europe/Paris") ?? .gmt

    /// Year, month, day, hour, minute in Paris.
    private static func parts(_ moment: Moment) -> (day: Day, hour: Int, minute: Int) {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
        let local = Moment(seconds: moment.seconds + Int64(offset))
        let second = Int(local.seconds - Int64(local.day.number) * 86_400)
        return (local.day, second / 3_600, second / 60 % 60)
    }

    /// The day in Paris.
    static func day(_ moment: Moment) -> Day { parts(moment).day }

    /// `26 novembre 2026`.
    static func dayText(_ moment: Moment) -> String { French.day(day(moment)) }

    /// `9 h 30`, with no-break spaces; `14 h`.
    static func hour(_ moment: Moment) -> String {
        let (_, hour, minute) = parts(moment)
        let minutes = minute == 0 ? "" : French.noBreakSpace + two(minute)
        return "\(hour)\(French.noBreakSpace)h\(minutes)"
    }

    /// `26 novembre 2026 à 9 h 30`.
    static func text(_ moment: Moment) -> String { dayText(moment) + " à " + hour(moment) }

    /// `jeudi 26 novembre 2026`.
    static func longDay(_ moment: Moment) -> String {
        let names = ["jeudi", "vendredi", "samedi", "dimanche", "lundi", "mardi", "mercredi"]
        let day = day(moment)
        return names[((Int(day.number) % 7) + 7) % 7] + " " + French.day(day)
    }

    /// As `<input type="datetime-local">` holds it: `2026-11-26T09:30`.
    static func typed(_ moment: Moment) -> String {
        let (day, hour, minute) = parts(moment)
        return "\(day)T\(two(hour)):\(two(minute))"
    }

    /// What somebody typed in such a control.
    ///
    /// - Throws: `.invalid` naming the field.
    static func moment(_ field: String, _ written: String) throws(CommunityRefusal) -> Moment {
        let parts = written.split(separator: "T")
        let clock = parts.count == 2 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
        guard parts.count == 2, let day = Day(parts[0]), clock.count >= 2,
            (0..<24).contains(clock[0]), (0..<60).contains(clock[1])
        else {
            throw .invalid(
                field: field, value: written,
                sentence: "Écrivez un jour et une heure, comme 2026-11-26T09:30.")
        }
        return moment(day, hour: clock[0], minute: clock[1])
    }

    /// The moment of a day and an hour of Paris.
    static func moment(_ day: Day, hour: Int, minute: Int) -> Moment {
        let wall = Moment(day: day, hour: hour, minute: minute)
        let guess = wall.seconds - Int64(offset(at: wall.seconds - 3_600))
        return Moment(seconds: wall.seconds - Int64(offset(at: guess)))
    }

    private static func offset(at seconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }

    /// As feeds and machines read it: `2026-11-26T08:30:00Z`.
    static func machine(_ moment: Moment) -> String {
        let second = Int(moment.seconds - Int64(moment.day.number) * 86_400)
        return "\(moment.day)T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// `<time datetime="…">26 novembre 2026 à 9 h 30</time>`.
    static func html(_ moment: Moment) -> HTML {
        "<time datetime=\"\(machine(moment))\">\(text(moment))</time>"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
