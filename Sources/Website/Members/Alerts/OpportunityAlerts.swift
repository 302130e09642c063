import Columns
import Community
import Indicators
import Law
import Procurement

/// Contracts that come into the window of the radar; told once by their key, all of them whatever their
/// number: a new edition brings contracts anywhere in the window.
struct RenewalSource: AlertSource {
    let shelf: any EditionShelf
    let now: Moment

    static let name: String = "renouvellements"
    var name: String { RenewalSource.name }
    var label: String { "renouvellements" }

    /// The window moves each day, even over the same edition.
    func state() throws -> String? {
        guard let edition = try ServedEdition.of(shelf) else { return nil }
        return "\(edition.facts.id) \(ParisTime.day(now))"
    }

    /// A window that is counted from a fixed day would never hold anything new: the day is left out.
    func canonical(_ query: String) throws -> String {
        let edition = try shelf.current()
        return try read(query, edition).canonical(edition.answers)
    }

    func title(_ query: String) throws -> String {
        let edition = try shelf.current()
        let asked = try read(query, edition)
        var words = asked.selection.map { item in
            let label = edition.answers.keys.first { $0.name == item.key }?.label ?? item.key
            return "\(label)\u{202F}: \(edition.answers.label(item.key, item.value))"
        }
        if let around = asked.around, let radius = asked.question.radius {
            let place =
                around.name ?? Territory.department(around.code.uppercased())?.name ?? around.code
            words.append("à \(Int(radius))\u{202F}km au plus de \(place)")
        }
        if asked.months != 6...18 {
            words.append(
                "fin dans \(asked.months.lowerBound) à \(asked.months.upperBound) mois")
        }
        if asked.question.hidesRenewed { words.append("sans ceux déjà renouvelés") }
        return "Renouvellements\u{202F}: "
            + (words.isEmpty ? "tous les contrats" : words.joined(separator: ", "))
    }

    func path(_ query: String) -> String {
        RenewalPage.link().address + (query.isEmpty ? "" : "?" + query)
    }

    /// - Complexity: one question to the radar, then O(contracts of the window).
    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        let edition = try shelf.current()
        let asked = try read(query, edition)
        var question = asked.whole
        // The farthest end, which came in last, is noted last.
        question.order = .fin
        let lines = try edition.opportunities.renewals(question).lines
        let contracts = edition.tables.contracts
        return AlertHoldings(ids: lines.map { contracts["cle"]?.text($0.row) ?? "" }) { places in
            var maker = RenewalLines(edition: edition, law: .shipped, day: asked.day)
            return places.map { place in
                let line = maker.line(lines[place].row, end: lines[place].end, nil)
                let object = contracts["objet"]?.text(line.row) ?? "Objet inconnu"
                let buyer = contracts["acheteur_id"]?.text(line.row)
                    .map { edition.answers.label("acheteur_id", $0) }
                let notified = contracts["dateNotification"]?.integer(line.row)
                    .map { "notifié le \(French.day(Day(number: Int32(clamping: $0)))), " }
                return AlertItem(
                    id: line.key,
                    title: "\(ContractTable.shortened(object))\(buyer.map { " — \($0)" } ?? "")"
                        + "\u{202F}: fin attendue le \(French.day(line.end))",
                    path: ContractPage.link(to: line.key).address,
                    day: (notified ?? "")
                        + "avis du successeur probable du \(French.day(line.window.earliest)) "
                        + "au \(French.day(line.window.latest))")
            }
        }
    }

    private func read(_ query: String, _ edition: Observation) throws -> RenewalQuery {
        try RenewalQuery(
            Visit(target: path(query)), edition: edition, today: ParisTime.day(now))
    }
}

/// Open calls of a selection, their corrections and cancellations; of one notice, all that becomes of it.
struct NoticeSource: AlertSource {
    let shelf: any EditionShelf
    let now: Moment

    static let name: String = "marches-ouverts"
    var name: String { NoticeSource.name }
    var label: String { "marchés ouverts" }

    /// A notice received before its day is shown on its day, even over the same edition.
    func state() throws -> String? {
        guard let edition = try ServedEdition.of(shelf) else { return nil }
        return "\(edition.facts.id) \(ParisTime.day(now))"
    }

    func canonical(_ query: String) throws -> String {
        let edition = try shelf.current()
        var read = try read(query, edition)
        if let number = read.number {
            let rows = NoticeRows(edition)
            guard let row = rows.row(of: number) else {
                throw Problem.absent("Il n’y a pas de tel avis dans cette édition.")
            }
            let call = rows.integer("appel", row).map { Int($0) } ?? row
            read.number = rows.text("avis", call) ?? number
        }
        return Link.query(read.items)
    }

    func title(_ query: String) throws -> String {
        let edition = try shelf.current()
        let asked = try read(query, edition)
        if let number = asked.number {
            let rows = NoticeRows(edition)
            return rows.row(of: number).map { "Avis \(number)\u{202F}: \(rows.title($0))" }
                ?? "Avis \(number)"
        }
        let words = asked.items.compactMap { key, value -> String? in
            switch key {
            case "cpv": edition.answers.label("cpv", value)
            case "departement": Territory.department(value)?.name ?? value
            case "descripteur": edition.tables.noticeDescriptors.label(value) ?? value
            case "acheteur": edition.answers.label("acheteur_id", value)
            case "autour": nil
            case "rayon":
                "à \(value)\u{202F}km au plus de \(asked.around?.name ?? asked.around?.code ?? "")"
            case "limite_avant":
                "date limite au plus tard le \(asked.before.map { French.day($0) } ?? value)"
            case "etat": "clos compris"
            default: value
            }
        }
        return "Marchés ouverts\u{202F}: "
            + (words.isEmpty ? "tous les avis" : words.joined(separator: ", "))
    }

    func path(_ query: String) -> String {
        // A canonical query is read without fault.
        if let number = try? Visit.items(query).first(where: { $0.key == "numero" })?.value {
            return NoticePage.link(to: number).address
        }
        return OpenCallsPage.link().address + (query.isEmpty ? "" : "?" + query)
    }

    /// - Complexity: O(notices).
    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        let items = try NoticeItems(Visit.items(query), in: try shelf.current(), now: now)
        return AlertHoldings(ids: items.all.map(\.id)) { places in
            places.map { items.told(items.all[$0]) }
        }
    }

    private func read(_ query: String, _ edition: Observation) throws -> NoticeQuery {
        try NoticeQuery(
            Visit.items(query).filter { $0.key != "moment" }, now: now, in: edition)
    }
}

/// The edition that sources of alerts ask.
private enum ServedEdition {
    /// The edition served; nil while there is none.
    static func of(_ shelf: any EditionShelf) throws -> Observation? {
        do {
            return try shelf.current()
        } catch let problem as Problem where problem == .noEdition {
            return nil
        }
    }
}
