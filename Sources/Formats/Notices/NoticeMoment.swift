internal import Procurement

/// A published date, with its hour and its distance from UTC when they are given.
struct NoticeMoment: Hashable {
    var day: Day
    var secondOfDay: Int64?
    /// Seconds ahead of UTC.
    var offset: Int64?

    /// The deadline it means; an hour without a zone is that of Paris.
    var deadline: NoticeDeadline {
        guard let secondOfDay else {
            return NoticeDeadline(
                seconds: ParisClock.moment(day, secondsOfDay: 86_399), hasHour: false)
        }
        let seconds =
            offset.map { Int64(day.number) * 86_400 + secondOfDay - $0 }
            ?? ParisClock.moment(day, secondsOfDay: secondOfDay)
        return NoticeDeadline(seconds: seconds, hasHour: true)
    }

    /// The day in Paris.
    var parisDay: Day {
        guard let offset, let secondOfDay else { return day }
        return ParisClock.day(Int64(day.number) * 86_400 + secondOfDay - offset)
    }

    /// Reads `2025-12-15T12:00:00+01:00`, `2025-12-15`, `2020-06-29 11:00:00`, `15/12/2025 à 12h00`,
    /// `27 MAI 2008`, milliseconds since 1970; nil when it is none of them.
    static func read(_ raw: String) -> NoticeMoment? {
        let text = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .trimmingMarks
        guard !text.isEmpty, text.utf8.count <= 80 else { return nil }
        if let moment = iso(text) { return moment }
        if let moment = milliseconds(text) { return moment }
        return french(text)
    }

    private static func iso(_ text: String) -> NoticeMoment? {
        guard text.utf8.count >= 10, let day = Day(text.prefix(10)) else { return nil }
        guard day.year >= 1990, day.year < 2200 else { return nil }
        var rest = text.dropFirst(10)
        var moment = NoticeMoment(day: day)
        if let first = rest.first, first == "T" || first == " " {
            rest = rest.dropFirst()
            let clock = rest.prefix { $0.isNumber || $0 == ":" }
            guard let seconds = clockSeconds(clock.split(separator: ":")) else { return nil }
            moment.secondOfDay = seconds
            rest = rest.dropFirst(clock.count)
            if rest.first == "." { rest = rest.dropFirst().drop { $0.isNumber } }
        }
        if rest.isEmpty { return moment }
        if rest == "Z" {
            moment.offset = 0
            return moment
        }
        guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
        let digits = rest.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = Int64(digits), number <= 1_400, number % 100 < 60
        else { return nil }
        let seconds = (number / 100) * 3_600 + (number % 100) * 60
        moment.offset = sign == "-" ? -seconds : seconds
        return moment
    }

    private static func clockSeconds(_ pieces: [Substring]) -> Int64? {
        let numbers = pieces.compactMap { Int64($0) }
        guard numbers.count == pieces.count, (2...3).contains(numbers.count),
            (0..<24).contains(numbers[0]), (0..<60).contains(numbers[1]),
            numbers.count < 3 || (0..<61).contains(numbers[2])
        else { return nil }
        return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? min(numbers[2], 59) : 0)
    }

    private static func milliseconds(_ text: String) -> NoticeMoment? {
        let digits = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        guard digits.utf8.count >= 12, digits.utf8.count <= 13, let value = Int64(digits) else {
            return nil
        }
        let seconds = value / 1_000
        return NoticeMoment(
            day: Day(number: Int32(clamping: seconds / 86_400)), secondOfDay: seconds % 86_400,
            offset: 0)
    }

    private static let months = [
        "janv", "fevr", "mars", "avri", "mai", "juin", "juil", "aout", "sept", "octo", "nove",
        "dece",
    ]

    private static func french(_ text: String) -> NoticeMoment? {
        var words = text.lowercased().split {
            $0 == " " || $0 == "/" || $0 == "," || $0 == "." || $0 == "à"
        }.map(String.init)
        // `lundi 27 mai 2008`
        if let first = words.first, first.hasSuffix("di") || first == "dimanche" || first == "le" {
            words.removeFirst()
        }
        guard words.count >= 3 else { return nil }
        let number = words[0].hasSuffix("er") ? String(words[0].dropLast(2)) : words[0]
        let folded = NoticeWord.folded(words[1])
        let month =
            Int(words[1]) ?? months.firstIndex { folded.hasPrefix($0) }.map { $0 + 1 }
        guard let dayOfMonth = Int(number), let month, let year = Int(words[2]),
            (1990..<2200).contains(year), let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        var moment = NoticeMoment(day: day)
        let clock = words.dropFirst(3).joined(separator: " ")
        let pieces = clock.split { !$0.isNumber }
        if let hour = pieces.first.flatMap({ Int64($0) }) {
            let minute = pieces.dropFirst().first.flatMap { Int64($0) } ?? 0
            guard hour < 24, minute < 60 else { return nil }
            moment.secondOfDay = hour * 3_600 + minute * 60
        }
        return moment
    }
}

extension String {
    /// Without stops, commas and brackets at its ends.
    fileprivate var trimmingMarks: String {
        var text = Substring(self)
        while let last = text.last, ".,;)".contains(last) { text.removeLast() }
        while let first = text.first, ".,;(".contains(first) { text.removeFirst() }
        return String(text)
    }
}
