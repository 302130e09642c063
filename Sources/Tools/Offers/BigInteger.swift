/// A whole number of any size: totals of marks are compared exactly, whatever prices and marks.
///
/// - Complexity: school multiplication and subtraction; numbers here have some hundreds of bits.
struct BigInteger: Hashable, Sendable, Comparable {
    /// From the least significant, without zeros at the end; empty is zero.
    private(set) var limbs: [UInt32]
    private(set) var isNegative: Bool

    static let zero = BigInteger(0)

    init(_ value: some BinaryInteger) {
        limbs = []
        var rest = UInt64(value.magnitude)
        while rest > 0 {
            limbs.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
        isNegative = value < 0
    }

    private init(limbs: [UInt32], isNegative: Bool) {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        self.limbs = limbs
        self.isNegative = isNegative && !limbs.isEmpty
    }

    var isZero: Bool { limbs.isEmpty }

    var magnitude: BigInteger { BigInteger(limbs: limbs, isNegative: false) }

    /// The number, when it fits.
    var int64: Int64? {
        guard limbs.count <= 2 else { return nil }
        let whole = limbs.enumerated().reduce(UInt64(0)) {
            $0 | UInt64($1.element) << (32 * $1.offset)
        }
        guard whole <= UInt64(Int64.max) else { return nil }
        return isNegative ? -Int64(whole) : Int64(whole)
    }

    static prefix func - (number: BigInteger) -> BigInteger {
        BigInteger(limbs: number.limbs, isNegative: !number.isNegative)
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            return BigInteger(
                limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
        }
        switch order(left.limbs, right.limbs) {
        case 0: return zero
        case 1:
            return BigInteger(
                limbs: difference(left.limbs, right.limbs), isNegative: left.isNegative)
        default:
            return BigInteger(
                limbs: difference(right.limbs, left.limbs), isNegative: right.isNegative)
        }
    }

    static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        guard !left.isZero, !right.isZero else { return zero }
        var result = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
        for (place, limb) in left.limbs.enumerated() {
            var carry: UInt64 = 0
            for (offset, other) in right.limbs.enumerated() {
                let sum =
                    UInt64(limb) * UInt64(other) + UInt64(result[place + offset]) + carry
                result[place + offset] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            result[place + right.limbs.count] = UInt32(carry)
        }
        return BigInteger(limbs: result, isNegative: left.isNegative != right.isNegative)
    }

    static func < (left: BigInteger, right: BigInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = order(left.limbs, right.limbs)
        return left.isNegative ? order == 1 : order == -1
    }

    /// The quotient towards zero and the rest, of numbers that are not negative.
    ///
    /// - Complexity: O(n·m), by Knuth's algorithm D.
    func divided(by divisor: BigInteger) -> (quotient: BigInteger, rest: BigInteger) {
        precondition(!divisor.isZero, "Nothing is divided by zero.")
        if Self.order(limbs, divisor.limbs) < 0 { return (.zero, self) }
        guard divisor.limbs.count > 1 else { return divided(byLimb: divisor.limbs[0]) }
        // The divisor's highest bit is set, so that two limbs estimate each digit of the quotient.
        let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
        let below = Self.shifted(divisor.limbs, by: shift)
        var above = Self.shifted(limbs, by: shift)
        if above.count == limbs.count { above.append(0) }
        let size = below.count
        var quotient = [UInt32](repeating: 0, count: above.count - size)
        for place in quotient.indices.reversed() {
            let top = UInt64(above[place + size]) << 32 | UInt64(above[place + size - 1])
            var digit = top / UInt64(below[size - 1])
            var left = top % UInt64(below[size - 1])
            while digit > UInt64(UInt32.max)
                || digit * UInt64(below[size - 2]) > left << 32 | UInt64(above[place + size - 2])
            {
                digit -= 1
                left += UInt64(below[size - 1])
                if left > UInt64(UInt32.max) { break }
            }
            if Self.subtract(digit, below, from: &above, at: place) {
                digit -= 1
                Self.giveBack(below, to: &above, at: place)
            }
            quotient[place] = UInt32(digit)
        }
        let rest = BigInteger(limbs: Array(above.prefix(size)), isNegative: false)
        return (
            BigInteger(limbs: quotient, isNegative: false),
            BigInteger(limbs: Self.unshifted(rest.limbs, by: shift), isNegative: false)
        )
    }

    private func divided(byLimb divisor: UInt32) -> (quotient: BigInteger, rest: BigInteger) {
        var quotient = limbs
        var rest: UInt64 = 0
        for index in quotient.indices.reversed() {
            let value = rest << 32 | UInt64(quotient[index])
            quotient[index] = UInt32(value / UInt64(divisor))
            rest = value % UInt64(divisor)
        }
        return (BigInteger(limbs: quotient, isNegative: false), BigInteger(rest))
    }

    /// Takes a multiple away at a place; true when too much was taken.
    private static func subtract(
        _ digit: UInt64, _ number: [UInt32], from limbs: inout [UInt32], at place: Int
    ) -> Bool {
        var carry: UInt64 = 0
        var borrow: Int64 = 0
        for index in number.indices {
            let product = digit * UInt64(number[index]) + carry
            carry = product >> 32
            let value =
                Int64(limbs[place + index]) - borrow - Int64(UInt32(truncatingIfNeeded: product))
            limbs[place + index] = UInt32(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        let value = Int64(limbs[place + number.count]) - borrow - Int64(carry)
        limbs[place + number.count] = UInt32(truncatingIfNeeded: value)
        return value < 0
    }

    private static func giveBack(
        _ number: [UInt32], to limbs: inout [UInt32], at place: Int
    ) {
        var carry: UInt64 = 0
        for index in number.indices {
            let sum = UInt64(limbs[place + index]) + UInt64(number[index]) + carry
            limbs[place + index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        limbs[place + number.count] &+= UInt32(carry)
    }

    /// To the left, by less than a limb.
    private static func shifted(_ limbs: [UInt32], by shift: Int) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for limb in limbs {
            let value = UInt64(limb) << shift | carry
            result.append(UInt32(truncatingIfNeeded: value))
            carry = value >> 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    /// To the right, by less than a limb.
    private static func unshifted(_ limbs: [UInt32], by shift: Int) -> [UInt32] {
        limbs.indices.map { index in
            let next = index + 1 < limbs.count ? UInt64(limbs[index + 1]) : 0
            return UInt32(truncatingIfNeeded: (next << 32 | UInt64(limbs[index])) >> shift)
        }
    }

    /// The greatest common divisor of numbers that are not negative.
    static func greatestCommonDivisor(_ left: BigInteger, _ right: BigInteger) -> BigInteger {
        var (left, right) = (left, right)
        while !right.isZero { (left, right) = (right, left.divided(by: right).rest) }
        return left
    }

    /// -1, 0 or 1.
    private static func order(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return 0
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            let sum =
                UInt64(index < left.count ? left[index] : 0)
                + UInt64(index < right.count ? right[index] : 0) + carry
            result.append(UInt32(truncatingIfNeeded: sum))
            carry = sum >> 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    /// The left one is not the smaller.
    private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = left
        var borrow: Int64 = 0
        for index in left.indices {
            var value = Int64(left[index]) - borrow - Int64(index < right.count ? right[index] : 0)
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 1 << 32 }
            result[index] = UInt32(value)
        }
        while result.last == 0 { result.removeLast() }
        return result
    }
}
