public import Columns
public import Procurement

/// Which contracts of a selection are expected to end in some months.
///
/// Contracts under a framework are left out: the framework is what is renewed. Durations published
/// are maxima, after modifications.
///
/// - Shape: a value over an edition; asking scans the contracts once, twice when ends are unknown.
public struct RenewalRadar: Sendable {
    /// What is asked.
    public struct Question: Sendable {
        /// How rows are put in order.
        public enum Order: String, CaseIterable, Sendable {
            /// The nearest end first.
            case fin
            /// The farthest end first: what came into the window last.
            case lointain
            /// The nearest place first; unknown places last.
            case distance
            /// The largest usable amount first; unknown last.
            case montant
        }

        public var selection: Selection
        /// The first and last day of an end, both included.
        public var ends: ClosedRange<Day>
        /// The point distances are counted from.
        public var origin: GeoPoint?
        /// Kilometres beyond which contracts are left out; needs `origin`.
        public var radius: Double?
        /// Whether contracts whose successor was recognised are left out.
        public var hidesRenewed = false
        public var order = Order.fin
        public var offset = 0
        public var limit = 20

        /// A question: nearest ends first.
        public init(selection: Selection, ends: ClosedRange<Day>) {
            self.selection = selection
            self.ends = ends
        }
    }

    /// One contract.
    public struct Line: Sendable {
        /// Its row among contracts.
        public var row: Int
        /// Its expected end.
        public var end: Day
        public var distance: PlaceDistances.Distance?
    }

    /// What was found.
    public struct Answer: Sendable {
        /// Contracts found.
        public var total: Int
        /// Those of which a successor was recognised.
        public var renewed: Int
        /// Contracts that end in time and were left out because their place is unknown.
        public var placeUnknown: Int
        /// Contracts of the selection whose end is unknown, whenever it is.
        public var endUnknown: Int
        /// The lines asked for, in order.
        public var lines: [Line]
    }

    private let dataset: Dataset
    private let centre: PlaceDistances.Centre

    /// A radar over contracts; `centre` tells where places are.
    public init(dataset: Dataset, centre: @escaping PlaceDistances.Centre) {
        self.dataset = dataset
        self.centre = centre
    }

    /// The condition that a selection's contracts end within days.
    public static func condition(_ selection: Selection, ends: ClosedRange<Day>) -> Condition {
        .all([
            selection.condition,
            .between("dateFin", Int64(ends.lowerBound.number), Int64(ends.upperBound.number)),
            .isAnyNumber("subsequent", of: [0]),
        ])
    }

    /// Answers.
    ///
    /// - Throws: what the engine refuses of the selection.
    /// - Complexity: O(contracts) over the engine's columns, O(found) after.
    public func ask(_ question: Question, workers: Int = 1) throws(EngineRefusal) -> Answer {
        var condition = Self.condition(question.selection, ends: question.ends)
        if question.hidesRenewed {
            condition = .all([condition, .isUnknown("successeur_ecart")])
        }
        let found = try dataset.select(condition, workers: workers)
        let unknown = try dataset.select(
            .all([
                question.selection.condition, .isUnknown("dateFin"),
                .isAnyNumber("subsequent", of: [0]),
            ]), workers: workers)
        return try answer(question, found, endUnknown: unknown.count)
    }

    private func answer(
        _ question: Question, _ found: Bitmap, endUnknown: Int
    ) throws(EngineRefusal) -> Answer {
        let facts = dataset.facts
        guard let end = facts["dateFin"], let gap = facts["successeur_ecart"],
            let amount = facts["montant_centimes"]
        else { throw .unknownColumn("dateFin") }
        var answer = Answer(
            total: 0, renewed: 0, placeUnknown: 0, endUnknown: endUnknown, lines: [])
        var distances = question.origin.map { PlaceDistances(facts, from: $0, centre: centre) }
        let wanted = question.offset.addingReportingOverflow(question.limit)
        var list = Shortlist(
            capacity: min(found.count, wanted.overflow ? .max : wanted.partialValue))
        let needsDistance = question.radius != nil || question.order == .distance
        found.forEachRow { row in
            let distance = needsDistance ? distances?.distance(row) : nil
            if let radius = question.radius, question.origin != nil {
                guard let distance else {
                    answer.placeUnknown += 1
                    return
                }
                guard distance.kilometres <= radius else { return }
            }
            answer.total += 1
            if gap.isKnown(row) { answer.renewed += 1 }
            let key: Int64 =
                switch question.order {
                case .fin: end.integer(row) ?? .max
                case .lointain: -(end.integer(row) ?? .max)
                case .distance: distance.map { Int64($0.kilometres * 1_000) } ?? .max
                case .montant: amount.integer(row).map { -$0 } ?? .max
                }
            list.add(row, key: key)
        }
        for row in list.rows().dropFirst(question.offset) {
            let day = end.integer(row).map { Day(number: Int32(clamping: $0)) }
            guard let day else { continue }
            answer.lines.append(
                Line(row: row, end: day, distance: distances?.distance(row)))
        }
        return answer
    }
}
