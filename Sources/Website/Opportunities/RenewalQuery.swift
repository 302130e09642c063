import Columns
import Editions
import Indicators
import Procurement

/// What an address asks of the radar: a selection, a window of months from a day, a point, an order.
struct RenewalQuery: Sendable {
    /// Keys besides those of selections.
    static let keys: Set<String> = [
        "jour", "debut", "fin", "autour", "rayon", "renouveles", "siret", "naf",
    ]
    /// Lines on a page.
    static let pageSize = 20

    /// The day months are counted from.
    let day: Day
    /// What that day is, in French.
    let dayText: String
    /// First and last month of the window.
    let months: ClosedRange<Int>
    /// The code typed for the point, and the point.
    let around: (code: String, point: GeoPoint, precision: String, name: String?)?
    let page: Int
    /// The question, without its page.
    private(set) var question: RenewalRadar.Question
    /// The selection, as the address writes it.
    let selection: Answering.Query
    /// Items of the address that choose what is listed, in order.
    let items: [(String, String)]

    /// Reads an address.
    ///
    /// - Parameter extra: items of a selection that the path gives.
    /// - Throws: `Problem` that names the field at fault.
    init(
        _ visit: Visit, edition: Observation, today: Day, extra: Answering.Query = []
    ) throws {
        let opportunities = edition.opportunities
        switch visit.value("jour") {
        case nil:
            day = today
            dayText = "le \(French.day(today)), aujourd’hui"
        case "edition":
            day = opportunities.referenceDay
            dayText = "le \(French.day(day)), jour de référence de l’édition"
        case .some(let text):
            guard let given = Day(text) else {
                throw Problem.invalid(
                    field: "jour", value: text,
                    expected: "un jour, comme 2026-01-31, ou «\u{202F}edition\u{202F}»")
            }
            day = given
            dayText = "le \(French.day(given)), jour demandé"
        }
        let first = try visit.integer("debut", in: 0...120, default: 6)
        let last = try visit.integer("fin", in: 0...120, default: max(18, first))
        guard first <= last else {
            throw Problem.invalid(
                field: "fin", value: String(last),
                expected: "un nombre de mois d’au moins \(first), comme «\u{202F}debut\u{202F}»")
        }
        months = first...last
        around = try Self.around(visit, opportunities)
        page = try visit.integer("page", in: 1...500, default: 1)
        var chosen = visit.query(without: Self.keys.union(Context.otherKeys))
        chosen += extra
        selection = chosen.map { ($0.key, $0.value) }
        let canonical = Selection.Reading(selection)
        question = RenewalRadar.Question(
            selection: try canonical.selection(),
            ends: day.adding(months: first)...day.adding(months: last))
        question.origin = around?.point
        question.radius = try Self.radius(visit, around != nil)
        question.hidesRenewed = try Self.hidesRenewed(visit)
        question.order = try Self.order(visit, around != nil)
        let kept = Self.keys.union(["tri"])
        items =
            chosen.filter { item in !extra.contains { $0.key == item.key } }
            .map { ($0.key, $0.value) }
            + visit.query.filter { kept.contains($0.key) }.map { ($0.key, $0.value) }
    }

    private static func around(
        _ visit: Visit, _ opportunities: Opportunities
    ) throws -> (code: String, point: GeoPoint, precision: String, name: String?)? {
        guard let code = visit.value("autour") else { return nil }
        let centres = opportunities.centres
        guard let found = centres.point(typed: code) else {
            throw Problem.invalid(
                field: "autour", value: code,
                expected: centres.knowsCommunes
                    ? "le code INSEE d’une commune connue, un code postal ou un département"
                    : "un département, comme 59\u{202F}: aucune liste des communes n’a été ajoutée")
        }
        return (code, found.point, found.precision.rawValue, centres.communeName(code))
    }

    private static func radius(_ visit: Visit, _ hasPoint: Bool) throws -> Double? {
        guard visit.value("rayon") != nil else { return nil }
        let radius = try visit.integer("rayon", in: 1...2_000, default: 50)
        guard hasPoint else {
            throw Problem.invalid(
                field: "autour", value: "",
                expected: "le point d’où compter le rayon\u{202F}: une commune ou un département")
        }
        return Double(radius)
    }

    private static func hidesRenewed(_ visit: Visit) throws -> Bool {
        switch visit.value("renouveles") {
        case nil, "avec": return false
        case "sans": return true
        case .some(let text):
            throw Problem.invalid(field: "renouveles", value: text, expected: "avec ou sans")
        }
    }

    private static func order(
        _ visit: Visit, _ hasPoint: Bool
    ) throws -> RenewalRadar.Question.Order {
        guard let text = visit.value("tri") else { return .fin }
        guard let order = RenewalRadar.Question.Order(rawValue: text),
            order != .distance || hasPoint
        else {
            throw Problem.invalid(
                field: "tri", value: text,
                expected: hasPoint
                    ? RenewalRadar.Question.Order.allCases.map(\.rawValue).joined(separator: ", ")
                    : "fin, lointain ou montant\u{202F}; distance demande «\u{202F}autour\u{202F}»")
        }
        return order
    }

    /// The lines of the page asked for.
    func shown(size: Int = pageSize) -> RenewalRadar.Question {
        var question = question
        question.offset = (page - 1) * size
        question.limit = size
        return question
    }

    /// Every line.
    var whole: RenewalRadar.Question {
        var question = question
        question.offset = 0
        question.limit = .max
        return question
    }

    /// What chooses the lines, each thing in one way: equal questions are equal texts. Orders, fixed days and
    /// what is usual anyway are left out.
    ///
    /// - Parameter answers: what writes a selection in its one form.
    func canonical(_ answers: any Answering) throws -> String {
        var kept: [(String, String)] = []
        if months.lowerBound != 6 { kept.append(("debut", String(months.lowerBound))) }
        if months.upperBound != max(18, months.lowerBound) {
            kept.append(("fin", String(months.upperBound)))
        }
        // A point without a radius leaves nothing out.
        if let around, let radius = question.radius {
            kept += [("autour", around.code.uppercased()), ("rayon", String(Int(radius)))]
        }
        if question.hidesRenewed { kept.append(("renouveles", "sans")) }
        return [try answers.canonical(selection), Link.query(kept)].filter { !$0.isEmpty }
            .joined(separator: "&")
    }

    /// The selection and the window, in one text for files.
    var text: String {
        var items = items.filter { $0.0 != "jour" }
        items.append(("jour", day.description))
        return Link.query(items)
    }
}

extension Selection {
    /// Reads the items of an address, refusals as problems of the address.
    struct Reading {
        private let items: [(key: String, value: String)]

        init(_ items: [(key: String, value: String)]) { self.items = items }

        func selection() throws -> Selection {
            do throws(SelectionRefusal) {
                return try Selection(items: items)
            } catch { throw EditionReader.problem(error) }
        }
    }
}
