/// What an organisation may answer to a resolution.
public enum Choice: String, Sendable, CaseIterable {
    case favour = "pour"
    case against = "contre"
    case abstention = "abstention"

    /// French, as shown.
    public var label: String {
        switch self {
        case .favour: "Pour"
        case .against: "Contre"
        case .abstention: "Abstention"
        }
    }
}

/// What adopting a resolution takes.
public enum Majority: String, Sendable, CaseIterable {
    case simple
    case absolute = "absolue"
    case twoThirds = "deux_tiers"

    /// French, as shown.
    public var label: String {
        switch self {
        case .simple: "Majorité simple (plus de pour que de contre)"
        case .absolute: "Majorité absolue (plus de la moitié)"
        case .twoThirds: "Majorité des deux tiers"
        }
    }
}

/// How many organisations of a college were there, and what they answered.
public struct CollegeCount: Sendable, Hashable {
    public let college: College
    /// The college's whole weight.
    public let weight: Int
    /// Organisations present or represented when the vote opened.
    public let electors: Int
    /// Those that took part.
    public let voters: Int
    /// Answers; nil where a secret vote had too few voters to tell.
    public let answers: Answers?

    /// Numbers of organisations.
    public struct Answers: Sendable, Hashable {
        public var favour: Int
        public var against: Int
        public var abstention: Int

        /// Numbers of organisations by answer.
        public init(favour: Int = 0, against: Int = 0, abstention: Int = 0) {
            self.favour = favour
            self.against = against
            self.abstention = abstention
        }

        /// Organisations that answered.
        public var total: Int { favour + against + abstention }

        /// How many answered so.
        public subscript(_ choice: Choice) -> Int {
            get {
                switch choice {
                case .favour: favour
                case .against: against
                case .abstention: abstention
                }
            }
            set {
                switch choice {
                case .favour: favour = newValue
                case .against: against = newValue
                case .abstention: abstention = newValue
                }
            }
        }
    }

    /// A college's part of a vote.
    public init(college: College, weight: Int, electors: Int, voters: Int, answers: Answers?) {
        self.college = college
        self.weight = weight
        self.electors = electors
        self.voters = voters
        self.answers = answers
    }

    /// The weight of one organisation: the college's, shared equally; zero in an empty college.
    public var share: Fraction {
        electors > 0 ? Fraction(Int128(weight), over: Int128(electors)) : .zero
    }
}

/// What a vote weighs.
///
/// - Shape: the weight of each college is shared equally between its organisations present or
///   represented when the vote opened; a college without any weighs nothing. All exact.
public struct Tally: Sendable, Hashable {
    /// Colleges in their order.
    public let colleges: [CollegeCount]
    /// Weight of the answers, by choice.
    public let favour: Fraction
    public let against: Fraction
    public let abstention: Fraction
    /// Weight of all organisations present or represented.
    public let present: Fraction

    /// Weighs answers; nil when some are not told.
    public init?(_ colleges: [CollegeCount]) {
        var sums: [Choice: Fraction] = [:]
        var present = Fraction.zero
        for college in colleges where college.electors > 0 {
            guard let answers = college.answers else { return nil }
            for choice in Choice.allCases {
                sums[choice, default: .zero] +=
                    college.share * Fraction(Int128(answers[choice]))
            }
            present += Fraction(Int128(college.weight))
        }
        self.colleges = colleges
        self.present = present
        favour = sums[.favour] ?? .zero
        against = sums[.against] ?? .zero
        abstention = sums[.abstention] ?? .zero
    }

    /// Weight of an answer.
    public subscript(_ choice: Choice) -> Fraction {
        switch choice {
        case .favour: favour
        case .against: against
        case .abstention: abstention
        }
    }

    /// What a share is counted of: votes for and against, or everybody present or represented where
    /// abstentions count.
    public func base(abstentionsCount: Bool) -> Fraction {
        abstentionsCount ? present : favour + against
    }

    /// Whether a resolution is adopted. A tie adopts nothing; nor does a vote without any answer.
    public func adopts(_ majority: Majority, abstentionsCount: Bool) -> Bool {
        let base = base(abstentionsCount: abstentionsCount)
        switch majority {
        case .simple: return favour > against
        case .absolute: return favour * Fraction(2) > base
        case .twoThirds: return favour > .zero && favour * Fraction(3) >= base * Fraction(2)
        }
    }
}
