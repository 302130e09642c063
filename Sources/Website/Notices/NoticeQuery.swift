import Community
import Editions
import Procurement

/// Which calls are wanted: the filters of an address, in plain words.
struct NoticeQuery: Sendable {
    /// Every word must begin a word of the object, the buyer, the descriptors or the lots.
    var words: String = ""
    /// Beginnings of CPV codes, two to eight digits; one of them is enough. A value may hold several,
    /// separated by a blank.
    var cpv: [String] = []
    /// Codes of departments; one of them is enough. A value may hold several, separated by a blank.
    var departments: [String] = []
    /// `Travaux`, `Fournitures`, `Services`; one of them is enough.
    var types: [String] = []
    /// Codes of BOAMP's descriptors; one of them is enough.
    var descriptors: [String] = []
    /// SIRET or SIREN of the buyer.
    var buyer: String?
    /// Last day of the deadline.
    var before: Day?
    /// Whether calls that are over are wanted too.
    var isAll = false
    /// Only the call that this notice speaks of, whatever its state.
    var number: String?
    /// Where distances are counted from, as typed and as found.
    var around: (code: String, point: GeoPoint, name: String?)?
    /// Kilometres beyond which calls are left out; with `around` only.
    var radius: Double?
    /// Whether calls cancelled or given up before their deadline are kept: who follows them is told.
    var keepsCancelled = false
    /// The moment calls must still be open at.
    var moment: Moment

    /// The keys of addresses, in order.
    static let keys = [
        "mots", "cpv", "departement", "type", "descripteur", "acheteur", "autour", "rayon",
        "limite_avant", "etat", "numero", "moment",
    ]

    /// The filters of a query; other keys are left to others.
    ///
    /// - Parameters:
    ///   - now: the present moment, unless the query gives `moment`.
    ///   - edition: whose lists tell where places are.
    /// - Throws: `Problem` that names the field.
    init(
        _ items: [(key: String, value: String)], now: Moment, in edition: Observation
    ) throws(Problem) {
        moment = now
        for item in items {
            let value = item.value
            switch item.key {
            case "mots": words = String(value.prefix(200))
            case "cpv":
                for code in value.split(separator: " ").map(String.init) {
                    guard (2...8).contains(code.utf8.count), NoticeQuery.isDigits(code) else {
                        throw .invalid(
                            field: "cpv", value: value,
                            expected: "de deux à huit chiffres d’un code CPV")
                    }
                    cpv.append(code)
                }
            case "departement":
                for code in value.split(separator: " ").map(String.init) {
                    guard let known = Territory.department(code) else {
                        throw .invalid(
                            field: "departement", value: value,
                            expected: "le code d’un département, comme 59")
                    }
                    departments.append(known.code)
                }
            case "type":
                guard CodeList.type.labels.contains(value) else {
                    throw .invalid(
                        field: "type", value: value, expected: "Travaux, Fournitures ou Services")
                }
                types.append(value)
            case "descripteur":
                guard value.utf8.count <= 6, NoticeQuery.isDigits(value) else {
                    throw .invalid(
                        field: "descripteur", value: value,
                        expected: "le code d’un descripteur du BOAMP, en chiffres")
                }
                descriptors.append(value)
            case "acheteur":
                guard [9, 14].contains(value.utf8.count), NoticeQuery.isDigits(value) else {
                    throw .invalid(
                        field: "acheteur", value: value, expected: "un SIRET ou un SIREN")
                }
                buyer = value
            case "limite_avant":
                guard let day = Day(value) else {
                    throw .invalid(
                        field: "limite_avant", value: value, expected: "un jour, comme 2026-12-31")
                }
                before = day
            case "etat":
                guard value == "ouverts" || value == "tous" else {
                    throw .invalid(field: "etat", value: value, expected: "ouverts ou tous")
                }
                isAll = value == "tous"
            case "moment": moment = try NoticeQuery.moment(value)
            case "numero": number = String(value.prefix(40))
            case "autour": around = try NoticeQuery.around(value, edition.opportunities.centres)
            case "rayon":
                guard let kilometres = Int(value), (1...2_000).contains(kilometres) else {
                    throw .invalid(
                        field: "rayon", value: value,
                        expected: "un nombre entier de kilomètres, de 1 à 2 000")
                }
                radius = Double(kilometres)
            default: break
            }
        }
        guard radius == nil || around != nil else {
            throw .invalid(
                field: "autour", value: "",
                expected: "le point d’où compter le rayon\u{202F}: une commune ou un département")
        }
    }

    /// What chooses the calls, each thing in one way: equal questions are equal texts. The moment is left
    /// out.
    var items: [(String, String)] {
        if let number { return [("numero", number)] }
        func several(_ key: String, _ values: [String]) -> [(String, String)] {
            Set(values).sorted().map { (key, $0) }
        }
        let words = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var items = words.isEmpty ? [] : [("mots", words)]
        items += several("cpv", cpv) + several("departement", departments)
        items += several("type", types) + several("descripteur", descriptors)
        if let buyer { items.append(("acheteur", buyer)) }
        // A point without a radius leaves nothing out.
        if let around, let radius {
            items += [("autour", around.code.uppercased()), ("rayon", String(Int(radius)))]
        }
        if let before { items.append(("limite_avant", before.description)) }
        if isAll { items.append(("etat", "tous")) }
        return items
    }

    private static func around(
        _ code: String, _ centres: PlaceCentres
    ) throws(Problem) -> (code: String, point: GeoPoint, name: String?) {
        guard let found = centres.point(typed: code) else {
            throw .invalid(
                field: "autour", value: code,
                expected: centres.knowsCommunes
                    ? "le code INSEE d’une commune connue, un code postal ou un département"
                    : "un département, comme 59\u{202F}: aucune liste des communes n’a été ajoutée")
        }
        return (
            code, found.point,
            centres.communeName(code) ?? Territory.department(code.uppercased())?.name
        )
    }

    /// `2026-11-26` (its beginning in Paris) or `2026-11-26T09:30` in Paris.
    private static func moment(_ text: String) throws(Problem) -> Moment {
        let parts = text.split(separator: "T", maxSplits: 1)
        let clock = parts.count == 2 ? parts[1].split(separator: ":").compactMap { Int64($0) } : []
        guard let first = parts.first, let day = Day(first),
            parts.count == 1
                || clock.count == 2 && (0..<24).contains(clock[0])
                    && (0..<60).contains(clock[1])
        else {
            throw .invalid(
                field: "moment", value: text,
                expected: "un jour, ou un jour et une heure de Paris, comme 2026-11-26T09:30")
        }
        let seconds = clock.count == 2 ? clock[0] * 3_600 + clock[1] * 60 : 0
        return Moment(seconds: ParisClock.moment(day, secondsOfDay: seconds))
    }

    private static func isDigits(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
