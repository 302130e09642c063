import Columns
import Community
import Editions
import Procurement

/// The notices of an edition, read row by row.
struct NoticeRows: Sendable {
    let table: Table
    private let opportunities: Opportunities
    private var centres: PlaceCentres { opportunities.centres }

    /// The notices of an edition.
    init(_ edition: Observation) {
        table = edition.tables.notices
        opportunities = edition.opportunities
    }

    /// A text of a row.
    func text(_ name: String, _ row: Int) -> String? {
        let text = table[name]?.text(row)
        return text?.isEmpty == false ? text : nil
    }

    /// A number of a row.
    func integer(_ name: String, _ row: Int) -> Int64? { table[name]?.integer(row) }

    /// A day of a row.
    func day(_ name: String, _ row: Int) -> Day? {
        integer(name, row).map { Day(number: Int32(clamping: $0)) }
    }

    /// The deadline of a row, corrections applied.
    func deadline(_ row: Int) -> NoticeDeadline? {
        integer("limite_secondes", row).map {
            NoticeDeadline(seconds: $0, hasHour: integer("heureLimiteConnue", row) == 1)
        }
    }

    /// What a notice is called: its object, else its descriptors, else its number.
    func title(_ row: Int) -> String {
        text("objet", row) ?? text("descripteurs", row).map { "Sans objet publié\u{202F}: " + $0 }?
            .typesetInFrench ?? "Avis \(text("avis", row) ?? "")"
    }

    /// The row of a number. O(rows).
    func row(of number: String) -> Int? {
        guard let column = table["avis"], let texts = column.texts else { return nil }
        let wanted = Array(number.utf8)
        return (0..<column.count).first { texts.bytes(at: $0).elementsEqual(wanted) }
    }

    /// The notices that speak of a call, itself included, in order of publication.
    func history(of call: Int) -> [Int] {
        guard let column = table["appel"] else { return [] }
        return (0..<column.count).filter { column.integer($0) == Int64(call) }
    }

    /// The other notices that speak of these calls, in order of publication.
    ///
    /// - Complexity: O(rows).
    func laterNotices(of calls: Set<Int>) -> [Int: [Int]] {
        guard let column = table["appel"] else { return [:] }
        var later: [Int: [Int]] = [:]
        for row in 0..<column.count {
            guard let call = column.integer(row).map({ Int($0) }), call != row,
                calls.contains(call)
            else { continue }
            later[call, default: []].append(row)
        }
        return later
    }

    /// Whether a notice corrects another.
    func isCorrection(_ row: Int) -> Bool {
        let nature = table["nature"]?.text(row)
        return nature == NoticeNature.correction.label
            || table["etat"]?.text(row) == NoticeState.corrected.label
                && nature != NoticeNature.cancellation.label
    }

    /// The newest day of publication, or nil when none is known.
    var newest: Day? {
        guard let column = table["dateParution"] else { return nil }
        var newest: Int64?
        for row in 0..<column.count {
            if let day = column.integer(row), day > newest ?? .min { newest = day }
        }
        return newest.map { Day(number: Int32(clamping: $0)) }
    }

    /// What a query finds, and what it leaves out for want of data.
    struct Found: Sendable {
        /// The calls, the nearest deadline first.
        var rows: [Int] = []
        /// Open calls that answer all but the CPV, of which no code is known.
        var withoutCPV = 0
        /// Open calls that answer all but the radius, whose place is unknown.
        var placeUnknown = 0
        /// Calls of the last ninety days that answer, not closed, whose deadline is unknown.
        var withoutDeadline = 0
    }

    /// The calls a query wants, the nearest deadline first.
    ///
    /// A call is open when it leads to itself (a correction whose call was read is not shown beside
    /// it), is not closed, and its deadline is after the moment.
    ///
    /// - Complexity: O(rows), then O(text) of the calls kept by the cheaper filters.
    func found(_ query: NoticeQuery) -> Found {
        guard let calls = table["appel"], let limits = table["limite_secondes"] else {
            return Found()
        }
        if let number = query.number {
            let call = row(of: number).map { Int(calls.integer($0) ?? Int64($0)) }
            return Found(rows: call.map { [$0] } ?? [])
        }
        let wanted = WordFolding().words(of: query.words)
        let today = Int64(ParisClock.day(query.moment.seconds).number)
        var answer = Found()
        var found: [(row: Int, limit: Int64)] = []
        for row in 0..<table.rowCount where calls.integer(row) == Int64(row) {
            let limit = limits.integer(row)
            var isUndated = false
            if !query.isAll {
                let published = integer("dateParution", row) ?? .min
                guard published <= today, !isClosed(row, query) else { continue }
                if let limit {
                    guard limit > query.moment.seconds else { continue }
                } else {
                    guard published > today - 90 else { continue }
                    isUndated = true
                }
            }
            guard isCall(table["nature"]?.text(row)) else { continue }
            if let before = query.before {
                guard isUndated || limit.map({ ParisClock.day($0) <= before }) ?? false else {
                    continue
                }
            }
            guard matches(row, query, wanted), isNear(row, query, &answer),
                hasCPV(row, query, isUndated, &answer)
            else { continue }
            if isUndated {
                answer.withoutDeadline += 1
            } else {
                found.append((row, limit ?? .max))
            }
        }
        let sign: Int64 = query.isAll ? -1 : 1
        answer.rows = found.sorted {
            let (left, right) = (sign * min($0.limit, .max - 1), sign * min($1.limit, .max - 1))
            return (left, $0.row) < (right, $1.row)
        }.map(\.row)
        return answer
    }

    /// The rows of `found`.
    func select(_ query: NoticeQuery) -> [Int] { found(query).rows }

    private func isClosed(_ row: Int, _ query: NoticeQuery) -> Bool {
        guard let closing = table["cloture"]?.text(row) else { return false }
        return !(query.keepsCancelled && closing != "Attribué")
    }

    private func isNear(_ row: Int, _ query: NoticeQuery, _ answer: inout Found) -> Bool {
        guard let radius = query.radius, let around = query.around else { return true }
        guard let distance = distance(row, from: around.point) else {
            answer.placeUnknown += 1
            return false
        }
        return distance.kilometres <= radius
    }

    private func hasCPV(
        _ row: Int, _ query: NoticeQuery, _ isUndated: Bool, _ answer: inout Found
    ) -> Bool {
        guard !query.cpv.isEmpty else { return true }
        guard let codes = text("codesCPV", row)?.split(separator: " ") else {
            if !isUndated { answer.withoutCPV += 1 }
            return false
        }
        return codes.contains { code in query.cpv.contains { code.hasPrefix($0) } }
    }

    // MARK: Places

    /// How far a call is, as the crow flies, and whether its department alone is known.
    ///
    /// The place is the postal code of the buyer when it lies in a department of the notice; else the
    /// nearest centre of these departments.
    func distance(_ row: Int, from point: GeoPoint) -> (kilometres: Double, isRough: Bool)? {
        let departments = text("departements", row)?.split(separator: " ").map(String.init) ?? []
        if let postal = text("acheteur_codePostal", row), let own = centres.postalCode(postal),
            let department = Territory.department(ofPostalCode: postal),
            departments.isEmpty || departments.contains(department)
        {
            return (own.distance(to: point), false)
        }
        return departments.compactMap { centres.departement($0)?.distance(to: point) }.min()
            .map { ($0, true) }
    }

    private func isCall(_ nature: String?) -> Bool {
        guard let nature else { return true }
        return [
            NoticeNature.call.label, NoticeNature.correction.label,
            NoticeNature.qualification.label, NoticeNature.periodic.label,
        ].contains(nature)
    }

    private func matches(_ row: Int, _ query: NoticeQuery, _ wanted: [String]) -> Bool {
        func has(_ name: String, _ values: [String]) -> Bool {
            if values.isEmpty { return true }
            let words = text(name, row)?.split(separator: " ") ?? []
            return words.contains { word in values.contains { word == $0 } }
        }
        guard has("departements", query.departments), has("type", query.types),
            has("descripteurs_codes", query.descriptors)
        else { return false }
        if let buyer = query.buyer {
            let name = buyer.utf8.count == 14 ? "acheteur_id" : "acheteur_siren"
            guard text(name, row) == buyer else { return false }
        }
        guard !wanted.isEmpty else { return true }
        let said = ["objet", "acheteur_nom", "descripteurs", "lots_intitules"]
            .compactMap { text($0, row) }.joined(separator: " ")
        let words = WordFolding().words(of: said)
        return wanted.allSatisfy { start in words.contains { $0.hasPrefix(start) } }
    }
}
