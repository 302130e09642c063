import Foundation
import Synchronization

/// What readers report, kept for the operator: one JSON file each in `signalements/` of the data
/// folder. The operator publishes one by writing `"publie": true` in it.
final class ReportBox: Sendable {
    /// One report.
    struct Report: Codable, Sendable {
        /// `acheteur` or `titulaire`.
        var genre: String
        /// Identifier of whom the page is about.
        var identifiant: String
        /// What is reported.
        var message: String
        /// `Erreur` or `Droit de réponse`.
        var nature: String
        /// Who writes, as they gave it; never shown.
        var nom: String
        var courriel: String
        /// ISO 8601.
        var recu: String
        var edition: String
        /// Whether the operator shows it.
        var publie: Bool
        /// What the operator answers, shown under it.
        var reponse: String?
    }

    private struct Limits {
        var byAddress: [String: [Double]] = [:]
        var all: [Double] = []
    }

    private let folder: String
    private let limits = Mutex(Limits())
    /// Reports of one address in ten minutes, and of all in an hour.
    static let perAddress = 5
    static let perHour = 60

    /// The reports of a data folder.
    init(folder: String) { self.folder = folder + "/signalements" }

    /// Counts one report of an address at a time in seconds.
    ///
    /// - Throws: a `Problem` with status 429 beyond the limits.
    func admit(_ address: String, at time: Double) throws(Problem) {
        let isAdmitted = limits.withLock { limits in
            limits.all.removeAll { $0 < time - 3_600 }
            limits.byAddress = limits.byAddress.compactMapValues { times in
                let recent = times.filter { $0 >= time - 600 }
                return recent.isEmpty ? nil : recent
            }
            guard limits.all.count < ReportBox.perHour,
                limits.byAddress[address, default: []].count < ReportBox.perAddress
            else { return false }
            limits.all.append(time)
            limits.byAddress[address, default: []].append(time)
            return true
        }
        guard isAdmitted else {
            throw Problem(
                status: 429, title: "Trop de signalements",
                detail:
                    "Plusieurs signalements viennent d’être envoyés. Réessayez dans dix minutes.",
                retryAfter: 600)
        }
    }

    /// Keeps a report: written whole under another name, then named.
    func keep(_ report: Report) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let name = report.recu.filter { $0.isNumber } + "-" + UUID().uuidString.prefix(8)
        let path = "\(folder)/\(name).json"
        try encoder.encode(report).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// The reports that the operator published about somebody, the oldest first.
    func published(_ kind: String, _ id: String) -> [Report] {
        let manager = FileManager.default
        // A folder that is not there holds no report.
        guard let names = try? manager.contentsOfDirectory(atPath: folder) else { return [] }
        return names.filter { $0.hasSuffix(".json") }.sorted().prefix(10_000).compactMap { name in
            guard let data = manager.contents(atPath: folder + "/" + name),
                // A file that the operator is writing is shown once whole.
                let report = try? JSONDecoder().decode(Report.self, from: data),
                report.publie, report.genre == kind, report.identifiant == id
            else { return nil }
            return report
        }
    }
}
