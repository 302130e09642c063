import Procurement

/// A calendar as other programs read it: RFC 5545, in UTC, with what RFC 5546 asks of invitations.
///
/// - Shape: `bytes` is the whole file, lines ended by CR LF and folded at 75 octets, never inside a
///   character.
/// - Source: RFC 5545 (§3.1 folding, §3.3.11 text, §3.6 components), RFC 5546 (methods), RFC 7986
///   (name and refresh of a published calendar); read 2026-11-26.
public struct CalendarFile: Sendable, Hashable {
    /// What the file is for.
    public enum Method: String, Sendable, CaseIterable {
        /// To be read: a feed, a file to keep.
        case publish = "PUBLISH"
        /// An invitation, or the change of one.
        case request = "REQUEST"
        /// What was agreed is called off.
        case cancel = "CANCEL"
    }

    /// Somebody who organises or is invited.
    public struct Contact: Sendable, Hashable {
        public var name: String
        public var email: EmailAddress

        /// Somebody and where to write to them.
        public init(name: String, email: EmailAddress) {
            self.name = name
            self.email = email
        }
    }

    /// One event.
    public struct Event: Sendable, Hashable {
        /// The same through every change, unlike any other in the world: `reunion-12@observatoire.example`.
        public var uid: String
        /// 0 at first, one more at each change of what was agreed: programs keep the greatest.
        public var sequence: Int
        /// When this state of it was written.
        public var stamp: Moment
        public var start: Moment
        /// After `start`.
        public var end: Moment
        public var title: String
        /// Plain text; lines end with `\n`.
        public var text: String
        public var place: String
        /// A whole address; left out when it is not one.
        public var link: String
        public var isCancelled: Bool
        public var organiser: Contact?
        public var invited: [Contact]
        public var categories: [String]

        /// An event.
        public init(
            uid: String, sequence: Int = 0, stamp: Moment, start: Moment, end: Moment,
            title: String, text: String = "", place: String = "", link: String = "",
            isCancelled: Bool = false, organiser: Contact? = nil, invited: [Contact] = [],
            categories: [String] = []
        ) {
            self.uid = uid
            self.sequence = sequence
            self.stamp = stamp
            self.start = start
            self.end = end
            self.title = title
            self.text = text
            self.place = place
            self.link = link
            self.isCancelled = isCancelled
            self.organiser = organiser
            self.invited = invited
            self.categories = categories
        }
    }

    public var events: [Event]
    public var method: Method
    /// How programs that subscribe show the calendar; nothing when empty.
    public var name: String

    /// The media type of a file of this method, as `Content-Type` and attachments say it.
    public var type: String { "text/calendar; charset=utf-8; method=\(method.rawValue)" }

    /// A calendar.
    public init(events: [Event], method: Method, name: String = "") {
        self.events = events
        self.method = method
        self.name = name
    }

    /// The file.
    public var bytes: [UInt8] {
        var lines = Lines()
        lines.add("BEGIN:VCALENDAR")
        lines.add("VERSION:2.0")
        lines.add("PRODID:-//orcp//observatoire de la commande publique//FR")
        lines.add("CALSCALE:GREGORIAN")
        lines.add("METHOD:\(method.rawValue)")
        if !name.isEmpty {
            lines.add("NAME:" + CalendarFile.text(name))
            // What programs older than RFC 7986 read.
            lines.add("X-WR-CALNAME:" + CalendarFile.text(name))
            lines.add("REFRESH-INTERVAL;VALUE=DURATION:PT6H")
        }
        for event in events { add(event, to: &lines) }
        lines.add("END:VCALENDAR")
        return lines.bytes
    }

    private func add(_ event: Event, to lines: inout Lines) {
        lines.add("BEGIN:VEVENT")
        lines.add("UID:" + CalendarFile.text(event.uid))
        lines.add("SEQUENCE:\(max(0, event.sequence))")
        lines.add("DTSTAMP:" + CalendarFile.moment(event.stamp))
        lines.add("DTSTART:" + CalendarFile.moment(event.start))
        // An end must come after the start (§3.8.2.2): without one, the event takes no time.
        if event.end > event.start { lines.add("DTEND:" + CalendarFile.moment(event.end)) }
        lines.add("SUMMARY:" + CalendarFile.text(event.title))
        if !event.text.isEmpty { lines.add("DESCRIPTION:" + CalendarFile.text(event.text)) }
        if !event.place.isEmpty { lines.add("LOCATION:" + CalendarFile.text(event.place)) }
        if CalendarFile.isAddress(event.link) { lines.add("URL:" + event.link) }
        let categories = event.categories.filter { !$0.isEmpty }
        if !categories.isEmpty {
            lines.add(
                "CATEGORIES:" + categories.map { CalendarFile.text($0) }.joined(separator: ","))
        }
        let isCancelled = event.isCancelled || method == .cancel
        lines.add("STATUS:" + (isCancelled ? "CANCELLED" : "CONFIRMED"))
        if let organiser = event.organiser {
            lines.add("ORGANIZER\(CalendarFile.contact(organiser))")
        }
        for contact in event.invited {
            let asks = method == .request ? ";PARTSTAT=NEEDS-ACTION;RSVP=FALSE" : ""
            lines.add("ATTENDEE;ROLE=REQ-PARTICIPANT\(asks)\(CalendarFile.contact(contact))")
        }
        lines.add("END:VEVENT")
    }

    // MARK: Values

    /// `20261126T093915Z`.
    static func moment(_ moment: Moment) -> String {
        let parts = moment.day.parts
        let second = Int(moment.seconds - Int64(moment.day.number) * 86_400)
        func padded(_ value: Int, _ length: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, length - digits.count)) + digits
        }
        return padded(Int(parts.year), 4) + padded(Int(parts.month), 2)
            + padded(Int(parts.day), 2) + "T" + padded(second / 3_600, 2)
            + padded(second / 60 % 60, 2) + padded(second % 60, 2) + "Z"
    }

    /// A text value: `\`, `;`, `,` and line ends escaped, other control characters left out.
    static func text(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case "\t": escaped += " "
            case _ where character.isNewline: escaped += "\\n"
            default:
                for scalar in character.unicodeScalars where !isControl(scalar) {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }

    /// `;CN="Nom":mailto:adresse`. A quoted parameter has no escape of its own: quotes become
    /// apostrophes.
    private static func contact(_ contact: Contact) -> String {
        var name = ""
        for scalar in contact.name.unicodeScalars where !isControl(scalar) {
            name.unicodeScalars.append(scalar == "\"" ? "'" : scalar)
        }
        return (name.isEmpty ? "" : ";CN=\"\(name)\"") + ":mailto:" + contact.email.text
    }

    /// Whether a text can stand as a URI: printable ASCII that begins with http.
    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://"))
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// Lines as they are sent: folded, ended.
    private struct Lines {
        private(set) var bytes: [UInt8] = []
        /// Octets of a line, its end left out (§3.1).
        private static let longest = 75

        mutating func add(_ line: String) {
            var length = 0
            for scalar in line.unicodeScalars {
                let character = Array(String(Character(scalar)).utf8)
                if length + character.count > Lines.longest {
                    bytes += [0x0D, 0x0A, 0x20]
                    length = 1
                }
                bytes += character
                length += character.count
            }
            bytes += [0x0D, 0x0A]
        }
    }
}
