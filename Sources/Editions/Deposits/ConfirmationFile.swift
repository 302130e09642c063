import Foundation
public import Law
import Procurement

/// The confirmations of legal facts kept in a data folder, as `droit.json`.
///
/// - Shape: `[{"fait", "source", "par", "le"}]`, in the order they were given; nothing is removed.
public struct ConfirmationFile {
    /// Path of the file.
    public let path: String
    /// What was confirmed, in order.
    public private(set) var confirmations: [Confirmation]

    private struct Entry: Codable {
        let fait: String
        let source: String
        let par: String
        let le: String
    }

    /// The confirmations of a data folder; none when it has no such file.
    ///
    /// - Throws: `StorageFailure` when the file cannot be read as such.
    public init(folder: String) throws {
        path = folder + "/droit.json"
        confirmations = []
        guard FileManager.default.fileExists(atPath: path) else { return }
        let entries: [Entry]
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            entries = try JSONDecoder().decode([Entry].self, from: data)
        } catch {
            throw StorageFailure(
                "le fichier «\u{202F}\(path)\u{202F}» n’est pas lisible\u{202F}: \(error.localizedDescription)"
            )
        }
        for entry in entries {
            guard let day = Day(entry.le) else {
                throw StorageFailure(
                    "«\u{202F}\(entry.le)\u{202F}» n’est pas un jour, dans «\u{202F}\(path)\u{202F}»."
                )
            }
            confirmations.append(
                Confirmation(fact: entry.fait, source: entry.source, name: entry.par, day: day))
        }
    }

    /// Keeps one more confirmation, on the disk before it returns.
    ///
    /// - Parameter lock: the data folder's: one writer at a time.
    public mutating func add(_ confirmation: Confirmation, lock _: borrowing DataFolderLock) throws
    {
        let all = confirmations + [confirmation]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let entries = all.map {
            Entry(fait: $0.fact, source: $0.source, par: $0.name, le: $0.day.description)
        }
        try DurableFile.replace(path, with: Array(try encoder.encode(entries)) + [0x0A])
        confirmations = all
    }
}
