import Community
import Foundation
import Procurement
import Testing

@Suite("Calendar files")
struct CalendarFileTests {
    private func event(_ title: String = "Réunion", text: String = "") throws -> CalendarFile.Event
    {
        let day = try #require(Day(year: 2026, month: 11, day: 26))
        return CalendarFile.Event(
            uid: "reunion-1@exemple.test", sequence: 2, stamp: Moment(day: day, hour: 9),
            start: Moment(day: day, hour: 13, minute: 5), end: Moment(day: day, hour: 15),
            title: title, text: text)
    }

    private func lines(_ file: CalendarFile) -> [String] {
        String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    /// What a reader sees once lines are unfolded.
    private func unfolded(_ file: CalendarFile) -> [String] {
        String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
            .components(separatedBy: "\r\n")
    }

    @Test func `an event says when in UTC, under its lasting name and its sequence`() throws {
        let lines = lines(CalendarFile(events: [try event()], method: .request))

        #expect(lines.contains("UID:reunion-1@exemple.test"))
        #expect(lines.contains("SEQUENCE:2"))
        #expect(lines.contains("DTSTART:20261126T130500Z"))
        #expect(lines.contains("DTEND:20261126T150000Z"))
        #expect(lines.contains("METHOD:REQUEST"))
        #expect(lines.contains("STATUS:CONFIRMED"))
        #expect(lines.last == "")
    }

    @Test func `no line is longer than 75 octets and no character is cut`() throws {
        let long = String(repeating: "Où l’on délibère — œuvre 🏛️ ", count: 40)
        let file = CalendarFile(events: [try event(long, text: long)], method: .publish)

        for line in file.bytes.split(separator: 0x0A) {
            #expect(line.count <= 76)
            #expect(String(validating: line, as: UTF8.self) != nil)
        }
        #expect(unfolded(file).contains("SUMMARY:" + long))
    }

    @Test func `commas, semicolons, backslashes and line ends are escaped, controls left out`()
        throws
    {
        let file = CalendarFile(
            events: [try event("a,b;c\\d\ne\u{7}f\r\nATTENDEE:mailto:x@y.z")], method: .publish)

        #expect(
            unfolded(file).contains("SUMMARY:a\\,b\\;c\\\\d\\nef\\nATTENDEE:mailto:x@y.z"))
        #expect(!lines(file).contains { $0.hasPrefix("ATTENDEE") })
    }

    @Test func `a cancelled event says so, and a bad address is left out`() throws {
        var event = try event()
        event.link = "javascript:alert(1)"
        event.organiser = .init(
            name: "Le \"pilote\";\n", email: try EmailAddress("pilote@exemple.test"))
        let lines = lines(CalendarFile(events: [event], method: .cancel))

        #expect(lines.contains("STATUS:CANCELLED"))
        #expect(lines.contains("METHOD:CANCEL"))
        #expect(lines.contains("ORGANIZER;CN=\"Le 'pilote';\":mailto:pilote@exemple.test"))
        #expect(!lines.contains { $0.hasPrefix("URL") })
    }
}
