import Columns
import Editions
import Foundation
import Indicators
import Procurement

/// Times a page's worth of questions over an edition, and prints the same questions in SQL so that
/// a peer can be timed beside.
///
/// Each question is what the explorer asks: fourteen facets, totals, and the first twenty
/// contracts. Nothing is cached between two questions but what an opened edition keeps.
@main
struct QuestionBenchmark {
    /// What the explorer counts, list-valued and supplier keys included.
    static let keys = [
        "annee", "departement", "type", "acheteur_categorie", "cpv", "procedure",
        "montant_tranche", "region", "nature", "acheteur_id", "titulaire_id",
        "considerationsSociales", "considerationsEnvironnementales", "techniques",
    ]

    /// Questions by kind; a selection, or an indicator and a selection.
    static let questions: [(kind: String, queries: [String])] = [
        (
            "narrow",
            [
                "annee=2021&departement=59&cpv=45", "departement=62&type=Travaux",
                "annee=2019&annee=2020&cpv=7", "region=32&montant_min=1000000",
                "departement=80&procedure=Appel d'offres ouvert",
                "annee=2022&type=Services&departement=75",
                "titulaire_departement=59&cpv=45", "cpv=4526&annee=2020",
            ]
        ),
        (
            "wide",
            [
                "", "type=Travaux", "montant_min=40000", "annee=2019&annee=2020&annee=2021",
                "type=Travaux&type=Services", "acheteur_categorie=inconnu", "plafond=non",
                "montant_max=500000",
            ]
        ),
        (
            "words",
            [
                "mots=toiture", "mots=fourniture*", "mots=travaux réhabilitation",
                "mots=\"maîtrise d'œuvre\"", "mots=entretien espaces verts&annee=2021",
                "mots=travaux&type=Travaux", "mots=rest*&departement=59", "mots=école",
            ]
        ),
    ]

    /// Middle amounts, over everything, a part, and by group.
    static let medians: [(query: String, by: String?)] = [
        ("", nil), ("type=Travaux", nil), ("", "departement"), ("annee=2021", "type"),
    ]
    static let amount = "montant_centimes"

    static func main() {
        do {
            try run()
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(65)
        }
    }

    private static func run() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first else {
            print(
                """
                usage: benchmark-questions EDITION-FOLDER [--sql | TEXT]
                Opens the edition, then asks every question (or those that hold a text) once for
                each line of its input, with as many workers as the line says. Times are in
                milliseconds, by the clock and of processor.
                """)
            return
        }
        let clock = ContinuousClock()
        var opened: Edition?
        let opening = try clock.measure { opened = try Edition.open(folder) }
        guard let edition = opened else { return }
        let asker = Asker(
            edition: edition.id, dataset: edition.dataset,
            referenceDay: Day(edition.manifest.referenceDay) ?? Day(number: 0))
        try line(["kind": "open", "query": "", "time": opening.milliseconds])
        if arguments.contains("--sql") { return try printSQL(asker) }
        let only = arguments.dropFirst().first
        while let order = readLine() {
            try round(asker, edition, workers: Int(order) ?? 2, only: only)
            try line(["kind": "end"])
        }
    }

    /// Every question once.
    private static func round(
        _ asker: Asker, _ edition: Edition, workers: Int, only: String?
    ) throws {
        for (kind, queries) in questions {
            for query in queries where only.map(query.contains) ?? true {
                let selection = try Indicators.Selection(query: query)
                var count = 0
                let time = try measure {
                    let answer = try asker.facets(selection, of: keys, top: 8, workers: workers)
                    let rows = try edition.dataset.rows(
                        answer.selection, order: .stored(descending: true), limit: 20)
                    count = answer.total.count
                    precondition(rows.count == min(20, count), "Rows are missing.")
                }
                try line([
                    "kind": kind, "query": query, "count": count, "time": time.clock,
                    "cpu": time.processor,
                ])
            }
        }
        for (query, by) in medians where only.map({ $0 == "medians" }) ?? true {
            let selection = try Indicators.Selection(query: query)
            let time = try measure {
                let results = try edition.dataset.results(
                    of: Measure(.median(amount)), over: selection.condition,
                    by: by.map { [.text($0)] } ?? [], workers: workers)
                precondition(!results.isEmpty, "A median has no result.")
            }
            try line([
                "kind": "medians", "query": "\(query) \(by ?? "")", "time": time.clock,
                "cpu": time.processor,
            ])
        }
    }

    /// Milliseconds by the clock, and of all processors together.
    private static func measure(
        _ body: () throws -> Void
    ) rethrows -> (clock: Double, processor: Double) {
        func processor() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
        }
        let start = processor()
        let elapsed = try ContinuousClock().measure(body)
        return (elapsed.milliseconds, processor() - start)
    }

    private static func printSQL(_ asker: Asker) throws {
        for (kind, queries) in questions {
            for query in queries {
                let selection = try Indicators.Selection(query: query)
                try line([
                    "kind": kind, "query": query,
                    "sql": try asker.facetsSQL(selection, of: keys),
                    "where": selection.condition.sql,
                ])
            }
        }
        for (query, by) in medians {
            let condition = try Indicators.Selection(query: query).condition.sql
            let group = by.map { "c.\"\($0)\"" } ?? "NULL"
            try line([
                "kind": "medians", "query": "\(query) \(by ?? "")",
                "sql": "SELECT \(group) AS g, median(c.\"\(amount)\") FROM contracts AS c "
                    + "WHERE \(condition) GROUP BY ALL",
            ])
        }
    }

    private static func line(_ values: [String: Any]) throws {
        let data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
        FileHandle.standardOutput.write(data + Data("\n".utf8))
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
