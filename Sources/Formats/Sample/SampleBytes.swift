/// The bytes of a sample being written, and how values are written in JSON.
struct SampleBytes {
    var bytes: [UInt8] = []

    /// Appends text that needs no escape.
    @inline(__always) mutating func put(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends bytes that need no escape.
    @inline(__always) mutating func put(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// Appends a whole number, padded with zeros to a width.
    mutating func put(_ number: Int, width: Int = 1) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { room in
            var rest = UInt64(number.magnitude)
            var start = room.count
            repeat {
                start -= 1
                room[start] = UInt8(rest % 10) + 0x30
                rest /= 10
            } while rest > 0 || room.count - start < width
            bytes.append(contentsOf: room[start...])
        }
    }

    /// Appends an amount in cents as euros, without decimals when there are none.
    mutating func put(cents: Int) {
        put(cents / 100)
        guard cents % 100 != 0 else { return }
        put(".")
        put(cents % 100, width: 2)
    }

    /// Appends `"true"` or `false` without quotes.
    mutating func put(_ flag: Bool) { put(flag ? "true" : "false") }

    /// Appends a day between quotes.
    mutating func put(_ day: SampleDay, suffix: StaticString = "") {
        put("\"")
        put(day.year, width: 4)
        put("-")
        put(day.month, width: 2)
        put("-")
        put(day.day, width: 2)
        put(suffix)
        put("\"")
    }
}

/// A day of the sample: months have 28 days, so that none is impossible.
struct SampleDay: Comparable {
    /// Days since year 0 in months of 28 days.
    var number: Int

    /// The day of these parts.
    init(year: Int, month: Int, day: Int) { number = (year * 12 + month - 1) * 28 + day - 1 }

    var year: Int { number / 336 }
    var month: Int { number / 28 % 12 + 1 }
    var day: Int { number % 28 + 1 }

    /// The last day the sample knows.
    static let last = SampleDay(year: 2025, month: 12, day: 28)

    /// This day some days later.
    func later(_ days: Int) -> SampleDay {
        var day = self
        day.number += days
        return day
    }

    static func < (left: SampleDay, right: SampleDay) -> Bool { left.number < right.number }
}
