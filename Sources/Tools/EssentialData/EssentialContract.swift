import Law
import Procurement

/// A contract of the table, and where the law sends its data.
struct EssentialContract: Sendable {
    /// Where the data go.
    enum Destination: Sendable {
        /// A file of essential data.
        case published
        /// The yearly list.
        case listed
        /// Nowhere.
        case neither

        var label: String {
            switch self {
            case .published: "données essentielles"
            case .listed: "liste annuelle, ou données essentielles"
            case .neither: "rien à publier"
            }
        }
    }

    let row: TableRow
    let id: String
    let buyer: String
    let object: String
    let amount: Money
    let notified: Day
    let published: Day
    let destination: Destination
    /// Last day to publish.
    let deadline: Day?

    /// Reads a line.
    ///
    /// - Throws: `ToolRefusal` for a cell that its destination needs or that contradicts another.
    init(_ row: TableRow, buyer given: String?, _ law: LawBook, today: Day) throws(ToolRefusal) {
        typealias Fields = EssentialDataFields
        self.row = row
        id = try row.required(Fields.id)
        guard let buyer = row.optional(Fields.rowBuyer) ?? given else {
            _ = try row.required(Fields.rowBuyer)
            preconditionFailure("A missing cell is refused.")
        }
        self.buyer = buyer
        object = try row.required(Fields.object)
        amount = try row.required(Fields.amount)
        notified = try row.required(Fields.notified)
        published = row.optional(Fields.published) ?? today
        guard notified <= today else {
            throw row.contradiction(
                Fields.notified,
                because: "ce jour est à venir\u{202F}; on publie ce qui est notifié")
        }
        guard published >= notified else {
            throw row.contradiction(
                Fields.published,
                because: "on ne publie pas avant la notification, le \(FrenchNumber.day(notified))")
        }
        let value = max(amount, row.optional(Fields.need) ?? amount)
        let situation = Situation(on: notified)
        func reaches(_ rule: RuleName) -> Bool {
            guard case .known(let fact) = law.rule(rule).answer(in: situation),
                let limit = fact.number
            else { return false }
            return LegalNumber(tenThousandths: value.cents * 100) >= limit
        }
        if reaches(.essentialData) {
            destination = .published
            if case .known(let delay) = law.rule(.essentialDataDelay).answer(in: situation),
                let months = delay.number
            {
                deadline = notified.adding(months: Int(months.whole))
            } else {
                deadline = nil
            }
        } else if reaches(.essentialDataList) {
            destination = .listed
            // The first quarter of the year that follows.
            deadline = Day(year: notified.year + 1, month: 3, day: 31)
        } else {
            destination = .neither
            deadline = nil
        }
    }
}
