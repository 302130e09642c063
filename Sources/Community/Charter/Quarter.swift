public import Procurement

/// A quarter of a year: `2026-T3`.
public struct Quarter: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    /// 1 to 4.
    public let number: Int

    /// A quarter by its year and number, or nil outside 1 to 4.
    public init?(year: Int, number: Int) {
        guard (1...4).contains(number), (1900...2999).contains(year) else { return nil }
        self.year = year
        self.number = number
    }

    /// A quarter written `2026-T3`, or nil.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]),
            parts[1].count == 2, parts[1].hasPrefix("T"), let number = Int(parts[1].dropFirst())
        else { return nil }
        self.init(year: year, number: number)
    }

    private init(index: Int) {
        year = index / 4
        number = index % 4 + 1
    }

    private var index: Int { year * 4 + number - 1 }

    /// The quarter of a day.
    public init(of day: Day) {
        let parts = day.parts
        year = parts.year
        number = (parts.month - 1) / 3 + 1
    }

    /// `2026-T3`.
    public var description: String { "\(year)-T\(number)" }

    /// The quarter before.
    public var previous: Quarter { Quarter(index: index - 1) }

    /// The first day.
    public var first: Day { Day(year: year, month: number * 3 - 2, day: 1) ?? Day(number: 0) }

    /// The last day.
    public var last: Day { first.adding(months: 3).adding(days: -1) }

    /// French: `3ᵉ trimestre 2026`.
    public var label: String { (number == 1 ? "1ᵉʳ" : "\(number)ᵉ") + " trimestre \(year)" }

    public static func < (former: Quarter, latter: Quarter) -> Bool { former.index < latter.index }
}
