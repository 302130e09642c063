/// Where the true share lies, 95 times in a hundred, when some cases of a number meet a condition.
///
/// - Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
///   JASA 22 (1927). Additions, multiplications, divisions and square roots only, which IEEE 754
///   rounds alike everywhere.
public struct WilsonInterval: Hashable, Sendable {
    /// Between 0 and 1.
    public let low: Double
    public let high: Double

    /// The 0.975 quantile of the normal law.
    static let z = 1.959963984540054

    /// The interval for `met` cases out of `count`, which is not zero.
    public init(met: Double, of count: Double) {
        precondition(count > 0, "An interval needs at least one case.")
        let z2 = Self.z * Self.z
        let share = met / count
        let scale = 1 + z2 / count
        let middle = (share + z2 / (2 * count)) / scale
        let spread = share * (1 - share) / count + z2 / (4 * count * count)
        let half = Self.z * spread.squareRoot() / scale
        low = met == 0 ? 0 : max(0, middle - half)
        high = met == count ? 1 : min(1, middle + half)
    }
}
