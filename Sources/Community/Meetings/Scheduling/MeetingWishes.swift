/// What two sides wish of each other, and what a meeting is then worth.
public enum MeetingWishes {
    /// The strongest wish.
    public static let strongest = 5

    /// The worth of a meeting: the harmonic mean of both wishes.
    ///
    /// - Shape: 0 when one refuses (a wish of 0); a side that says nothing counts as `silence`.
    /// - Unit: `MeetingProblem.weightUnit`ths of a wish point; exact for wishes from 0 to 5.
    /// - Source: `mm-problem` of the matchmaking facts; what silence counts is ours.
    public static func weight(_ one: Int?, _ other: Int?, silence: Int) -> Int {
        guard one != nil || other != nil else { return 0 }
        let (p, q) = (one ?? silence, other ?? silence)
        guard p > 0, q > 0 else { return 0 }
        return MeetingProblem.weightUnit * 2 * p * q / (p + q)
    }

    /// The wish of one participant for another.
    public struct Wish: Hashable, Sendable {
        /// Who wishes.
        public var from: Int
        /// Whom.
        public var to: Int
        /// How much, from 0 (refuses) to 5.
        public var strength: Int

        /// A wish.
        public init(from: Int, to: Int, strength: Int) {
            self.from = from
            self.to = to
            self.strength = strength
        }
    }

    /// The meetings that wishes make possible, the buyer first; those worth nothing are left out.
    ///
    /// - Shape: wishes between one side, for oneself or of unknown participants count for nothing; of
    ///   two wishes of the same one for the same other, the last stands.
    public static func candidates(
        of participants: [MeetingProblem.Participant], wishes: [Wish], silence: Int = 1
    ) -> [MeetingProblem.Candidate] {
        struct Pair: Hashable { var buyer: Int, company: Int }
        let sides = Dictionary(
            participants.map { ($0.id, $0.side) }, uniquingKeysWith: { first, _ in first })
        var strengths: [Pair: (buyer: Int?, company: Int?)] = [:]
        for wish in wishes {
            switch (sides[wish.from] ?? nil, sides[wish.to] ?? nil) {
            case (.buyer, .company):
                strengths[Pair(buyer: wish.from, company: wish.to), default: (nil, nil)].buyer =
                    wish.strength
            case (.company, .buyer):
                strengths[Pair(buyer: wish.to, company: wish.from), default: (nil, nil)].company =
                    wish.strength
            default: continue
            }
        }
        return strengths.compactMap { pair, said in
            let worth = weight(said.buyer, said.company, silence: silence)
            guard worth > 0 else { return nil }
            return MeetingProblem.Candidate(a: pair.buyer, b: pair.company, weight: worth)
        }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }
}
