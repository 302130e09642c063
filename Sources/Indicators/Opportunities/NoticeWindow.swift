public import Law
public import Procurement

/// When the notice of a contract's successor may appear, as far as the past and the law tell.
///
/// ```
///  earliest notice        latest notice      successor notified between         end
///  ├───────── examination, then law ─────────┤ first and third quartiles ├──────┤
/// ```
///
/// The successor is taken to be notified between the first and the third quartile of what `LeadTimes`
/// learned, else on the day of the end. From there back: the least time limits of the law for the same
/// procedure, then the examination of tenders, from `leastExamination` to `mostExamination` days.
///
/// - Shape: days; the window may be past already.
/// - Source: decision 0151. The days of examination are a choice of ours: essential data hold no day
///   of notice.
public struct NoticeWindow: Hashable, Sendable {
    /// What the window is drawn from.
    public enum Basis: Hashable, Sendable {
        /// What a group of contracts showed.
        case learned(LeadTimes.Lesson)
        /// Nothing but the law: the successor is notified on the day of the end.
        case lawOnly
    }

    /// The days from notice to notification that the law asks at least.
    public struct LegalDays: Hashable, Sendable {
        public var days: Int
        /// What they are made of, in French, with articles.
        public var text: String
    }

    /// Days between the time limit and the choice, at least and at most.
    public static let leastExamination = 15
    public static let mostExamination = 90

    public let earliest: Day
    public let latest: Day
    public let basis: Basis
    public let legal: LegalDays

    /// The window of the successor of a contract that ends on a day.
    public init(end: Day, lesson: LeadTimes.Lesson?, legal: LegalDays) {
        let (first, last) = lesson.map { ($0.firstQuartile, $0.thirdQuartile) } ?? (0, 0)
        earliest = end.adding(days: first - legal.days - Self.mostExamination)
        latest = end.adding(days: last - legal.days - Self.leastExamination)
        basis = lesson.map { .learned($0) } ?? .lawOnly
        self.legal = legal
    }

    /// The least days from notice to notification for the procedure of last time.
    ///
    /// - Parameters:
    ///   - procedure: its label; nil when unknown: none is then counted.
    ///   - day: the day by which the law is read.
    public static func legalDays(
        procedure: String?, on day: Day, in law: LawBook
    ) -> LegalDays {
        let rules: [RuleName] =
            switch procedure {
            case "Appel d'offres ouvert", "Procédure négociée ouverte": [.openTenders, .standstill]
            case "Appel d'offres restreint", "Procédure négociée restreinte",
                "Procédure avec négociation", "Dialogue compétitif":
                [.restrictedRequests, .restrictedTenders, .standstill]
            default: []
            }
        guard !rules.isEmpty else {
            return LegalDays(
                days: 0,
                text: procedure == "Procédure adaptée"
                    ? "aucun délai minimal en procédure adaptée"
                    : "aucun délai compté, la procédure ne le permet pas")
        }
        var days = 0
        var parts: [String] = []
        for name in rules {
            let rule = law.rule(name)
            // Tenders are sent electronically; where that shortens nothing, the base stands.
            let answers = [Circumstance.electronic, Circumstance.none].map { circumstance in
                rule.answer(in: Situation(on: day, circumstance: circumstance))
            }
            for case .known(let fact) in answers {
                guard let number = fact.number?.whole else { continue }
                days += Int(number)
                parts.append("\(number) jours (\(fact.article))")
                break
            }
        }
        return LegalDays(days: days, text: parts.joined(separator: " et "))
    }
}
