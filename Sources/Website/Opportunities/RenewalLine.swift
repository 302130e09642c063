import Columns
import Editions
import Indicators
import Law
import Procurement

/// One contract that ends, with all that is said of it.
struct RenewalLine: Sendable {
    var row: Int
    var key: String
    var end: Day
    var window: NoticeWindow
    var distance: PlaceDistances.Distance?
    /// The contract that appears to take over.
    var successor: (key: String, gap: Int, likeness: Int)?

    /// Whether it says « environ »: the place is known by its department only.
    static func kilometres(_ distance: PlaceDistances.Distance) -> String {
        let isRough = distance.precision.hasPrefix("département")
        if isRough, distance.kilometres < 0.5 { return "même département" }
        return (isRough ? "environ " : "")
            + French.decimal(distance.kilometres, decimals: 0) + French.narrowSpace + "km"
    }
}

/// Makes the lines of an edition.
struct RenewalLines {
    private let edition: Observation
    private let law: LawBook
    /// The day by which the law is read.
    private let day: Day
    private var legal: [String: NoticeWindow.LegalDays] = [:]

    init(edition: Observation, law: LawBook, day: Day) {
        self.edition = edition
        self.law = law
        self.day = day
    }

    /// The lines of an answer.
    mutating func lines(_ answer: RenewalRadar.Answer) -> [RenewalLine] {
        answer.lines.map { line($0.row, end: $0.end, $0.distance) }
    }

    /// The line of a contract.
    mutating func line(
        _ row: Int, end: Day, _ distance: PlaceDistances.Distance?
    ) -> RenewalLine {
        let table = edition.tables.contracts
        let procedure = table["procedure"]?.text(row)
        let lesson = edition.opportunities.leads.lesson(
            cpv: table["codeCPV"]?.text(row), type: table["type"]?.text(row))
        var successor: (key: String, gap: Int, likeness: Int)?
        if let key = table["successeur"]?.text(row),
            let gap = table["successeur_ecart"]?.integer(row)
        {
            let likeness = table["successeur_ressemblance"]?.integer(row) ?? 0
            successor = (key, Int(gap), Int(likeness))
        }
        return RenewalLine(
            row: row, key: table["cle"]?.text(row) ?? "", end: end,
            window: NoticeWindow(end: end, lesson: lesson, legal: days(procedure)),
            distance: distance, successor: successor)
    }

    private mutating func days(_ procedure: String?) -> NoticeWindow.LegalDays {
        if let known = legal[procedure ?? ""] { return known }
        let found = NoticeWindow.legalDays(procedure: procedure, on: day, in: law)
        legal[procedure ?? ""] = found
        return found
    }
}
