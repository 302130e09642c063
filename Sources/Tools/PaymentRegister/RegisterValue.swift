import Procurement

/// Days and amounts read from bytes.
enum RegisterValue {
    /// A day written `2026-07-06`, `06/07/2026` or `6/7/2026`, a time of day behind it left out;
    /// from 1990 to 2100, else nil.
    static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        var index = 0
        let (first, firstCount) = digits(bytes, &index)
        guard index < bytes.count else { return nil }
        let mark = bytes[index]
        guard mark == 0x2D ? firstCount == 4 : mark == 0x2F && (1...2).contains(firstCount) else {
            return nil
        }
        index += 1
        let (month, monthCount) = digits(bytes, &index)
        guard index < bytes.count, bytes[index] == mark else { return nil }
        index += 1
        let (last, lastCount) = digits(bytes, &index)
        guard isTime(bytes, from: index) else { return nil }
        if mark == 0x2D {
            guard monthCount == 2, lastCount == 2, (1990...2100).contains(first) else { return nil }
            return Day(year: first, month: month, day: last)
        }
        guard (1...2).contains(monthCount), lastCount == 4, (1990...2100).contains(last) else {
            return nil
        }
        return Day(year: last, month: month, day: first)
    }

    /// Cents of an amount written `1234.56`, `1 234,56`, `1 234,5 €`; more decimals only where they
    /// are zeros, as databases write them. Nil for any other text, a minus sign included, and
    /// beyond ten billion euros.
    static func cents(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cents: Int64 = 0
        var decimals = -1
        var count = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte >= 0x30, byte <= 0x39 {
                count += 1
                if decimals >= 2 {
                    guard byte == 0x30 else { return nil }
                    decimals += 1
                    continue
                }
                guard cents <= 100_000_000_000 else { return nil }
                cents = cents * 10 + Int64(byte - 0x30)
                if decimals >= 0 { decimals += 1 }
            } else if byte == 0x2C || byte == 0x2E {
                guard decimals < 0, count > 0 else { return nil }
                decimals = 0
            } else if byte != 0x20 {
                guard let length = sign(bytes, at: index - 1) else { return nil }
                index += length - 1
            }
        }
        // Three decimals may as well be thousands: `1.234`.
        guard count > 0, decimals != 0, decimals != 3 else { return nil }
        let missing = 2 - max(0, min(2, decimals))
        for _ in 0..<missing { cents *= 10 }
        return cents <= 1_000_000_000_000 ? cents : nil
    }

    /// The length of a blank or a euro sign, in bytes; nil for anything else.
    private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        if bytes[index] == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 { return 2 }
        guard bytes[index] == 0xE2, index + 2 < bytes.count else { return nil }
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        let isSign =
            second == 0x80 && (third == 0xAF || third == 0x89) || second == 0x82 && third == 0xAC
        return isSign ? 3 : nil
    }

    private static func digits(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int
    ) -> (value: Int, count: Int) {
        var value = 0
        var count = 0
        while index < bytes.count, count < 5, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            value = value * 10 + Int(bytes[index] - 0x30)
            count += 1
            index += 1
        }
        return (value, count)
    }

    /// Whether what follows a day is nothing, or a time of day.
    private static func isTime(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
        guard index < bytes.count else { return true }
        guard bytes[index] == 0x20 || bytes[index] == 0x54 else { return false }
        return bytes[(index + 1)...].allSatisfy {
            $0 >= 0x30 && $0 <= 0x3A || $0 == 0x2E || $0 == 0x5A || $0 == 0x2B
        }
    }
}
