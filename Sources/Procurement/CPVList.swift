/// The codes of the common procurement vocabulary, with their check digits.
///
/// - Source: règlement (CE) nº 213/2008; the list is given by whoever ships it.
/// - Complexity: a look-up is O(log 9,500).
public struct CPVList: Sendable {
    /// Eight-digit codes in ascending order.
    public let codes: [UInt32]
    /// Check digits by position; 255 when the list does not give them.
    public let checkDigits: [UInt8]

    /// A list of codes and check digits; order and repetitions do not matter.
    public init(_ entries: some Sequence<(code: UInt32, checkDigit: UInt8)>) {
        var sorted: [UInt32] = []
        var digits: [UInt8] = []
        for entry in entries.sorted(by: { $0.code < $1.code }) where entry.code != sorted.last {
            sorted.append(entry.code)
            digits.append(entry.checkDigit)
        }
        codes = sorted
        checkDigits = digits
    }

    /// The codes found in a text, one line each, written `03000000-1` or `03000000` in any cell.
    public init(scanning text: some StringProtocol) {
        var entries: [(code: UInt32, checkDigit: UInt8)] = []
        for line in text.split(whereSeparator: \.isNewline) {
            var digits: [UInt8] = []
            var check: UInt8 = 255
            var afterDash = false
            for byte in line.utf8 {
                if digits.count < 8 {
                    if byte >= 0x30, byte <= 0x39 {
                        digits.append(byte - 0x30)
                    } else {
                        digits.removeAll(keepingCapacity: true)
                    }
                } else if afterDash {
                    if byte >= 0x30, byte <= 0x39 { check = byte - 0x30 }
                    break
                } else if byte == 0x2D {
                    afterDash = true
                } else {
                    break
                }
            }
            guard digits.count == 8 else { continue }
            entries.append((digits.reduce(0) { $0 * 10 + UInt32($1) }, check))
        }
        self.init(entries)
    }

    /// The first position whose code is at least this one.
    private func position(of code: UInt32) -> Int {
        var low = 0
        var high = codes.count
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether the list holds a code.
    public func contains(_ code: UInt32) -> Bool {
        let place = position(of: code)
        return place < codes.count && codes[place] == code
    }

    /// The check digit of a code, when the list knows it.
    public func checkDigit(of code: UInt32) -> UInt8? {
        let place = position(of: code)
        guard place < codes.count, codes[place] == code, checkDigits[place] != 255 else {
            return nil
        }
        return checkDigits[place]
    }

    /// Whether any code lies in a range.
    public func containsAny(in range: Range<UInt32>) -> Bool {
        let place = position(of: range.lowerBound)
        return place < codes.count && codes[place] < range.upperBound
    }
}
