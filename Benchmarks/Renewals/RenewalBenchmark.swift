import Columns
import Foundation
import Indicators
import Procurement

/// Times the renewal radar over the files of an edition:
/// `benchmark-renewals EDITION CENTRES DAY ROUNDS` prints one line of JSON a question.
///
/// CENTRES is a table `type;cog;nom;longitude;latitude`; departments only are read, so that a peer can
/// be given the same.
@main
struct RenewalBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let day = Day(arguments[3]), let rounds = Int(arguments[4])
        else {
            print("benchmark-renewals EDITION CENTRES DAY ROUNDS")
            return
        }
        let clock = ContinuousClock()
        let start = clock.now
        let contracts = try ArrowFile.open(arguments[1] + "/contracts.arrow", name: "contracts")
        let awards = try ArrowFile.open(arguments[1] + "/awards.arrow", name: "awards")
        let dataset = Dataset(
            facts: contracts,
            details: [
                Dataset.awards: try DetailTable(
                    table: awards, parent: "contrat", factCount: contracts.rowCount)
            ], sortedBy: ["dateNotification"])
        write("ouverture", [milliseconds(clock.now - start)], contracts.rowCount)

        let learning = clock.now
        let leads = LeadTimes(contracts, referenceDay: day)
        write("délais appris", [milliseconds(clock.now - learning)], leads.whole?.succeeded ?? 0)

        let radar = RenewalRadar(dataset: dataset, centre: try centre(arguments[2]))
        for (name, question) in try questions(day) {
            var times: [Double] = []
            var total = 0
            for round in 0...rounds {
                let start = clock.now
                let answer = try radar.ask(question, workers: 2)
                if round > 0 { times.append(milliseconds(clock.now - start)) }
                total = answer.total
            }
            write(name, times, total)
        }
    }

    private static func questions(_ day: Day) throws -> [(String, RenewalRadar.Question)] {
        let ends = day.adding(months: 6)...day.adding(months: 18)
        func question(_ query: String) throws -> RenewalRadar.Question {
            RenewalRadar.Question(selection: try Selection(query: query), ends: ends)
        }
        var around = try question("")
        around.origin = GeoPoint(latitude: 50.4472, longitude: 3.2206)
        around.radius = 150
        around.order = .distance
        var largest = try question("type=Services")
        largest.order = .montant
        return [
            ("tout", try question("")), ("cpv=45", try question("cpv=45")),
            ("departement=59", try question("departement=59")),
            ("Services, par montant", largest), ("150 km de Lille, par distance", around),
        ]
    }

    /// Departments by their centre.
    private static func centre(_ path: String) throws -> PlaceDistances.Centre {
        var points: [String: GeoPoint] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let cells = line.replacing(",", with: ".").replacing("\r", with: "").split(
                separator: ";")
            guard cells.count == 5, cells[0] == "DEP", let east = Double(cells[3]),
                let north = Double(cells[4])
            else { continue }
            points[String(cells[1])] = GeoPoint(latitude: north, longitude: east)
        }
        let known = points
        return { _, _, departement in
            departement.flatMap { known[$0] }.map { ($0, "département") }
        }
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.attoseconds) / 1e15
            + Double(duration.components.seconds) * 1e3
    }

    private static func write(_ name: String, _ times: [Double], _ total: Int) {
        let sorted = times.sorted()
        let last = sorted[min(sorted.count - 1, Int(Double(sorted.count) * 0.99))]
        print(
            "{\"question\":\"\(name)\",\"median\":\(sorted[sorted.count / 2]),\"p99\":\(last),\"total\":\(total)}"
        )
        // Read line by line by the script that compares.
        fflush(nil)
    }
}
