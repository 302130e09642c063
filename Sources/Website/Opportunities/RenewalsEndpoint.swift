import Columns
import Editions
import Indicators
import Law
import Procurement

/// `GET /api/v1/renewals?SELECTION&debut=6&fin=18&jour=…&autour=…&rayon=…`: a page of JSON, or the
/// whole as CSV.
enum RenewalsEndpoint: Endpoint {
    static let path = "/api/v1/renewals"
    // The window is counted from today.
    static let isCacheable = false
    /// Lines asked for at most in one page.
    static let most = 1_000

    /// The answer to the same question in a format.
    static func link(_ query: [(String, String)], format: String) -> Link {
        Link(["api", "v1", "renewals"], query: query + [("format", format)])
    }

    /// Names of what is said of a line, in order.
    static let names = [
        "cle", "id", "objet", "acheteur_id", "acheteur_nom", "codeCPV", "procedure",
        "dateNotification", "dateFin", "joursAvantFin", "avis_debut", "avis_fin", "avis_fondement",
        "avis_successeurs", "avis_contratsFinis", "avis_ecartPremierQuartile", "avis_ecartMedian",
        "avis_ecartTroisiemeQuartile", "avis_joursLegaux", "montant", "plafond", "offresRecues",
        "titulaires", "lieuExecution_code", "departement", "distance_km", "distance_precision",
        "successeur", "successeur_ecart", "successeur_ressemblance",
    ]

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let query = try RenewalQuery(context.visit, edition: edition, today: context.today)
        let isCSV = try isCSV(context)
        let limit = try context.visit.integer("limite", in: 1...most, default: 100)
        let answer = try edition.opportunities.renewals(
            isCSV ? query.whole : query.shown(size: limit))
        var maker = RenewalLines(edition: edition, law: context.law, day: query.day)
        let lines = maker.lines(answer)
        let said: [(String, JSON)] = [
            ("edition", .text(edition.facts.id)), ("selection", .text(query.text)),
            ("jour", .text(query.day.description)),
        ]
        guard !isCSV else {
            let ends = said.map(\.1)
            return try rows(
                context, head: [], names: names + said.map(\.0),
                rows: lines.map { values($0, edition, query.day) + ends })
        }
        let ends = query.question.ends
        return try rows(
            context,
            head: said + [
                ("fin_debut", .text(ends.lowerBound.description)),
                ("fin_fin", .text(ends.upperBound.description)),
                ("total", .integer(Int64(answer.total))),
                ("dejaRenouveles", .integer(Int64(answer.renewed))),
                ("lieuInconnu", .integer(Int64(answer.placeUnknown))),
                ("finInconnue", .integer(Int64(answer.endUnknown))),
                ("page", .integer(Int64(query.page))),
            ], names: names, rows: lines.map { values($0, edition, query.day) })
    }

    /// What is said of a line, in the order of `names`.
    static func values(_ line: RenewalLine, _ edition: Observation, _ day: Day) -> [JSON] {
        let table = edition.tables.contracts
        func value(_ name: String) -> JSON {
            table[name].map { CellText.exported($0, line.row) } ?? .null
        }
        var lesson: LeadTimes.Lesson?
        if case .learned(let learned) = line.window.basis { lesson = learned }
        let suppliers = edition.tables.awards(of: line.row).compactMap {
            edition.tables.awards["titulaire_id"]?.text($0)
        }
        func number(_ value: Int?) -> JSON { .integer(value.map { Int64($0) }) }
        return [
            .text(line.key), value("id"), value("objet"), value("acheteur_id"),
            value("acheteur_nom"), value("codeCPV"), value("procedure"),
            value("dateNotification"), .text(line.end.description),
            number(Int(line.end.number) - Int(day.number)),
            .text(line.window.earliest.description), .text(line.window.latest.description),
            .text(lesson?.group ?? "loi"), number(lesson?.succeeded), number(lesson?.ended),
            number(lesson?.firstQuartile), number(lesson?.median), number(lesson?.thirdQuartile),
            number(line.window.legal.days), value("montant_centimes"), value("plafond"),
            value("offresRecues"), .text(suppliers.joined(separator: " ")),
            value("lieuExecution_code"), value("departement"),
            line.distance.map {
                JSON.written(JSON.decimal(tenths: Int64(($0.kilometres * 10).rounded())))
            } ?? .null,
            .text(line.distance?.precision), .text(line.successor?.key),
            number(line.successor?.gap), number(line.successor?.likeness),
        ]
    }
}

extension JSON {
    /// `12.5` for 125 tenths.
    static func decimal(tenths value: Int64) -> String {
        (value < 0 ? "-" : "") + "\(value.magnitude / 10).\(value.magnitude % 10)"
    }
}
