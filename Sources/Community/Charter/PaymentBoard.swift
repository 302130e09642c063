/// The public board of a quarter: aggregates by size band, none that would show one organisation.
///
/// - Shape: a band with fewer than `least` filers is hidden; the whole is hidden too when subtracting the
///   shown bands from it would leave fewer than `least`.
/// - Rounding: means of days and shares are weighted by invoices and rounded once, half up.
public struct PaymentBoard: Sendable, Hashable {
    /// Filers under which nothing is shown.
    public static let least = 3

    /// What a group of filers adds up to.
    public struct Line: Sendable, Hashable {
        public let filers: Int
        public let invoices: Int
        /// Days by invoice, in hundredths.
        public let meanHundredths: Int
        /// The middle of the filers' own medians, in hundredths of days; nil when fewer than `least`
        /// gave one.
        public let medianOfMediansHundredths: Int?
        /// Share of payments made late, in ten-thousandths.
        public let lateTenThousandths: Int
        /// Cents; nil when fewer than `least` gave it.
        public let interestPaidCents: Int?
        public let interestFilers: Int
        /// Invoices unpaid and late, and their amount; nil when fewer than `least` gave it.
        public let unpaidCount: Int?
        public let unpaidCents: Int?
        public let unpaidFilers: Int

        init?(_ filings: [AttestedFiling]) {
            guard filings.count >= PaymentBoard.least else { return nil }
            let figures = filings.map(\.figures)
            let count = figures.reduce(0) { $0 + $1.invoices }
            func weighted(_ value: (PaymentFigures) -> Int) -> Int {
                let sum = figures.reduce(0) { $0 + value($1) * $1.invoices }
                return (2 * sum + count) / (2 * count)
            }
            func sum(_ value: (PaymentFigures) -> Int?) -> (sum: Int?, filers: Int) {
                let known = figures.compactMap(value)
                let isShown =
                    known.count >= PaymentBoard.least
                    && (known.count == figures.count
                        || figures.count - known.count >= PaymentBoard.least)
                return (isShown ? known.reduce(0, +) : nil, known.count)
            }
            self.filers = filings.count
            invoices = count
            meanHundredths = weighted(\.meanHundredths)
            lateTenThousandths = weighted(\.lateTenThousandths)
            let medians = figures.compactMap(\.medianHundredths).sorted()
            medianOfMediansHundredths =
                medians.count >= PaymentBoard.least
                ? (medians[(medians.count - 1) / 2] + medians[medians.count / 2] + 1) / 2 : nil
            (interestPaidCents, interestFilers) = sum(\.interestPaidCents)
            (unpaidCents, unpaidFilers) = sum(\.unpaidCents)
            unpaidCount = unpaidCents == nil ? nil : sum(\.unpaidCount).sum
        }
    }

    public let quarter: Quarter
    /// Every band in order; nil where fewer than three filed.
    public let bands: [(band: SizeBand, line: Line?)]
    /// All filers together; nil when it would show who is hidden.
    public let whole: Line?
    /// How many filed.
    public let filers: Int
    /// Who filed, in alphabetical order: names without figures.
    public let names: [String]

    /// The board of the filings in force of a quarter.
    public init(_ quarter: Quarter, _ filings: [AttestedFiling]) {
        self.quarter = quarter
        let inForce = filings.filter { $0.quarter == quarter && $0.replaced == nil }
        bands = SizeBand.allCases.map { band in
            (band, Line(inForce.filter { $0.band == band }))
        }
        let shown = bands.reduce(0) { $0 + ($1.line?.filers ?? 0) }
        let hidden = inForce.count - shown
        whole = hidden == 0 || hidden >= PaymentBoard.least ? Line(inForce) : nil
        filers = inForce.count
        names = inForce.map(\.organisationName).sorted {
            AddressWord.suggested(by: $0) < AddressWord.suggested(by: $1)
        }
    }

    public static func == (left: PaymentBoard, right: PaymentBoard) -> Bool {
        left.quarter == right.quarter && left.whole == right.whole && left.names == right.names
            && left.bands.map(\.line) == right.bands.map(\.line)
    }

    /// O(bands).
    public func hash(into hasher: inout Hasher) {
        hasher.combine(quarter)
        hasher.combine(names)
    }
}
