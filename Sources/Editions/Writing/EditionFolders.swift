import Foundation

/// Where the editions of a data folder are: `editions/⟨id⟩/`, and the file `current` that names the
/// one served.
struct EditionFolders: Sendable {
    /// The data folder.
    let folder: String

    var editions: String { folder + "/editions" }
    private var current: String { folder + "/current" }
    /// Prefix of a folder still being written.
    private static let unfinished = ".en-cours-"

    /// The folder of an edition.
    func path(of id: String) -> String { editions + "/" + id }

    /// The folder in which an edition is written before it has its name.
    func unfinishedPath(of id: String) -> String { editions + "/" + Self.unfinished + id }

    /// Identifiers of the finished editions, in order.
    func list() throws -> [String] {
        try names().filter { !$0.hasPrefix(".") && isFinished($0) }.sorted()
    }

    /// Whether an edition is whole: its folder was given its name last.
    func isFinished(_ id: String) -> Bool {
        FileManager.default.fileExists(atPath: path(of: id) + "/manifest.json")
    }

    /// The identifier of the edition served, or nil when there is none yet.
    func currentIdentifier() throws -> String? {
        guard FileManager.default.fileExists(atPath: current) else { return nil }
        do {
            let text = try String(contentsOfFile: current, encoding: .utf8)
            let id = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return id.isEmpty ? nil : id
        } catch {
            throw StorageFailure(
                "Impossible de lire «\u{202F}\(current)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }

    /// Serves another edition, in one step.
    func setCurrent(_ id: String) throws {
        guard try currentIdentifier() != id else { return }
        try DurableFile.replace(current, with: Array((id + "\n").utf8))
    }

    /// Removes what killed builds left. The lock of the data folder must be held.
    func removeLeftovers() throws {
        for name in try names() where name.hasPrefix(Self.unfinished) {
            try remove(editions + "/" + name)
        }
    }

    /// Removes a folder and what it holds.
    func remove(_ path: String) throws {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw StorageFailure(
                "Impossible de supprimer «\u{202F}\(path)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }

    private func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: editions) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: editions)
        } catch {
            throw StorageFailure(
                "Impossible de lire le dossier «\u{202F}\(editions)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }
}
