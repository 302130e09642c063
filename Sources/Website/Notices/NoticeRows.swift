import Columns
import Community
import Procurement

/// The notices of an edition, read row by row.
struct NoticeRows: Sendable {
    let table: Table

    /// The notices of an edition.
    init(_ edition: Observation) { table = edition.tables.notices }

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

    /// The newest day of publication, or nil when none is known.
    var newest: Day? {
        guard let column = table["dateParution"] else { return nil }
        var newest: Int64?
        for row in 0..<column.count {
            if let day = column.integer(row), day > newest ?? .min { newest = day }
        }
        return newest.map { Day(number: Int32(clamping: $0)) }
    }

    /// The calls a query wants, the nearest deadline first.
    ///
    /// A call is open when it leads to itself (a correction whose call was read is not shown beside
    /// it), is not closed, and its deadline is after the moment.
    ///
    /// - Complexity: O(rows), then O(text) of the calls kept by the cheaper filters.
    func select(_ query: NoticeQuery) -> [Int] {
        guard let calls = table["appel"], let limits = table["limite_secondes"],
            let natures = table["nature"], let closings = table["cloture"]
        else { return [] }
        let wanted = WordFolding().words(of: query.words)
        let today = Int64(ParisClock.day(query.moment.seconds).number)
        var found: [(row: Int, limit: Int64)] = []
        for row in 0..<table.rowCount where calls.integer(row) == Int64(row) {
            let limit = limits.integer(row)
            if query.isAll {
                guard isCall(natures.text(row)) else { continue }
            } else {
                guard let limit, limit > query.moment.seconds, closings.text(row) == nil,
                    isCall(natures.text(row)),
                    integer("dateParution", row) ?? .min <= today
                else { continue }
            }
            if let before = query.before {
                guard let limit, ParisClock.day(limit) <= before else { continue }
            }
            if matches(row, query, wanted) { found.append((row, limit ?? .max)) }
        }
        let sign: Int64 = query.isAll ? -1 : 1
        return found.sorted {
            let (left, right) = (sign * min($0.limit, .max - 1), sign * min($1.limit, .max - 1))
            return (left, $0.row) < (right, $1.row)
        }.map(\.row)
    }

    private func isCall(_ nature: String?) -> Bool {
        guard let nature else { return true }
        return [
            NoticeNature.call.label, NoticeNature.correction.label,
            NoticeNature.qualification.label, NoticeNature.periodic.label,
        ].contains(nature)
    }

    private func matches(_ row: Int, _ query: NoticeQuery, _ wanted: [String]) -> Bool {
        func has(_ name: String, _ values: [String], prefix: Bool = false) -> Bool {
            if values.isEmpty { return true }
            let words = text(name, row)?.split(separator: " ") ?? []
            return words.contains { word in
                values.contains { prefix ? word.hasPrefix($0) : word == $0 }
            }
        }
        guard has("departements", query.departments), has("type", query.types),
            has("codesCPV", query.cpv, prefix: true),
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
