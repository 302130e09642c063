/// Whether enough organisations are present or represented.
///
/// - Source: the assembly's own rules (settings); both the whole and each college are looked at.
public struct Quorum: Sendable, Hashable {
    /// One side of the count.
    public struct Part: Sendable, Hashable {
        /// Nil for the whole assembly.
        public let college: College?
        /// Organisations of the observatory.
        public let organisations: Int
        public let present: Int
        public let represented: Int
        /// Least count.
        public let needed: Int

        /// Whether enough are there.
        public var isReached: Bool { present + represented >= needed }
    }

    public let whole: Part
    /// Colleges that have organisations.
    public let colleges: [Part]
    /// Whether none is needed: a second convocation.
    public let isFree: Bool

    /// Whether votes may be opened.
    public var isReached: Bool {
        isFree || (whole.isReached && colleges.allSatisfy { $0.isReached })
    }

    /// - Parameter counts: by college: organisations, present ones, represented ones.
    public init(
        _ counts: [College: (organisations: Int, present: Int, represented: Int)],
        rules: AssemblyRules, isSecond: Bool
    ) {
        var sums = (0, 0, 0)
        var colleges: [Part] = []
        for college in College.allCases {
            guard let count = counts[college], count.organisations > 0 else { continue }
            sums.0 += count.organisations
            sums.1 += count.present
            sums.2 += count.represented
            colleges.append(
                Part(
                    college: college, organisations: count.organisations, present: count.present,
                    represented: count.represented,
                    needed: Quorum.needed(count.organisations, percent: rules.collegeQuorum)))
        }
        self.colleges = colleges
        whole = Part(
            college: nil, organisations: sums.0, present: sums.1, represented: sums.2,
            needed: max(1, Quorum.needed(sums.0, percent: rules.quorum)))
        isFree = isSecond && rules.isSecondFree
    }

    /// The least whole number that is at least this share: half of 5 is 3.
    static func needed(_ organisations: Int, percent: Int) -> Int {
        (organisations * percent + 99) / 100
    }
}
