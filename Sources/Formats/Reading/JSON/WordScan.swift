/// Questions asked of eight bytes at once.
///
/// Each answer is a word whose byte of interest has its high bit set; the lowest set bit is exact,
/// higher ones may be false.
enum WordScan {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Bytes equal to one value.
    @inline(__always)
    static func equal(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        let difference = word ^ (byte &* ones)
        return (difference &- ones) & ~difference & highs
    }

    /// Control characters.
    @inline(__always)
    static func controls(_ word: UInt64) -> UInt64 {
        (word &- (0x20 &* ones)) & ~word & highs
    }
}
