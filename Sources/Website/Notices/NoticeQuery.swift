import Community
import Procurement

/// Which calls are wanted: the filters of an address, in plain words.
struct NoticeQuery: Sendable {
    /// Every word must begin a word of the object, the buyer, the descriptors or the lots.
    var words: String = ""
    /// Beginnings of CPV codes, two to eight digits; one of them is enough.
    var cpv: [String] = []
    /// Codes of departments; one of them is enough.
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
    /// The moment calls must still be open at.
    var moment: Moment

    /// The keys of addresses, in order.
    static let keys = [
        "mots", "cpv", "departement", "type", "descripteur", "acheteur", "limite_avant", "etat",
        "moment",
    ]

    /// The filters of a query; other keys are left to others.
    ///
    /// - Parameter now: the present moment, unless the query gives `moment`.
    /// - Throws: `Problem` that names the field.
    init(_ items: [(key: String, value: String)], now: Moment) throws(Problem) {
        moment = now
        for item in items {
            let value = item.value
            switch item.key {
            case "mots": words = String(value.prefix(200))
            case "cpv":
                guard (2...8).contains(value.utf8.count), NoticeQuery.isDigits(value) else {
                    throw .invalid(
                        field: "cpv", value: value,
                        expected: "de deux à huit chiffres d’un code CPV")
                }
                cpv.append(value)
            case "departement":
                guard let known = Territory.department(value) else {
                    throw .invalid(
                        field: "departement", value: value,
                        expected: "le code d’un département, comme 59")
                }
                departments.append(known.code)
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
            default: break
            }
        }
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
