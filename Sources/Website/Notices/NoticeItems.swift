import Community
import Procurement

/// What there is to tell of the calls of a saved query, for alerts: calls, their corrections, their ends.
struct NoticeItems {
    /// What is told.
    enum Kind: Sendable {
        case call, correction
        /// Cancelled, given up or awarded.
        case closing
    }

    /// One thing.
    struct Item: Sendable {
        /// For ever: `26-1` for a call, `26-1:rectif:26-9` for a correction, `26-1:annule` for an end.
        var id: String
        var kind: Kind
        /// Row of the call, and of the notice that says it.
        var call: Int
        var row: Int
    }

    private let rows: NoticeRows
    private let edition: Observation
    /// The oldest first.
    let all: [Item]

    /// What a query such as `mots=toiture&departement=59` holds.
    ///
    /// - Parameters:
    ///   - items: keys and values of `/marches-ouverts`.
    ///   - now: the present moment.
    /// - Throws: `Problem` when a value cannot be read.
    init(
        _ items: [(key: String, value: String)], in edition: Observation, now: Moment
    ) throws {
        var query = try NoticeQuery(
            items.filter { $0.key != "moment" }, now: now, in: edition)
        query.keepsCancelled = true
        let rows = NoticeRows(edition)
        let calls = rows.select(query)
        let later = rows.laterNotices(of: Set(calls))
        var all: [Item] = []
        for call in calls {
            let number = rows.text("avis", call) ?? ""
            let closing = rows.text("cloture", call)
            // Who follows calls that are over, or this one, is told all of it.
            let isWhole = query.isAll || query.number != nil
            if isWhole || closing == nil {
                all.append(Item(id: number, kind: .call, call: call, row: call))
                for row in later[call] ?? [] where rows.isCorrection(row) {
                    let id = "\(number):rectif:\(rows.text("avis", row) ?? "")"
                    all.append(Item(id: id, kind: .correction, call: call, row: row))
                }
            }
            if let closing {
                let row = rows.integer("cloture_avis", call).map { Int($0) } ?? call
                all.append(
                    Item(
                        id: "\(number):\(AddressWord.suggested(by: closing))", kind: .closing,
                        call: call, row: row))
            }
        }
        let days = all.map { rows.integer("dateParution", $0.row) ?? .min }
        self.rows = rows
        self.edition = edition
        self.all = all.indices.sorted {
            (days[$0], all[$0].row, all[$0].id) < (days[$1], all[$1].row, all[$1].id)
        }.map { all[$0] }
    }

    /// An item as people read it.
    func told(_ item: Item) -> AlertItem {
        let title = rows.title(item.call)
        let day = rows.day("dateParution", item.row) ?? edition.facts.day ?? Day(number: 0)
        var said = "publié le \(French.day(day))"
        if item.kind != .closing, let deadline = rows.deadline(item.call) {
            said += ", date limite le \(French.day(deadline.day))"
        }
        let prefix =
            switch item.kind {
            case .call: ""
            case .correction: "Rectifié\u{202F}: "
            case .closing: (rows.text("cloture", item.call) ?? "Clos") + "\u{202F}: "
            }
        return AlertItem(
            id: item.id, title: prefix + title,
            path: NoticePage.link(to: rows.text("avis", item.call) ?? "").address, day: said)
    }
}
