import Foundation

/// What a synchronisation remembers from one run to the next: `sync/etat.json`.
struct SyncMemory: Codable {
    /// A resource as it was last deposited.
    struct Entry: Codable, Hashable {
        var sha256: String
        var checksum: String?
        var etag: String?
        var lastModified: String?
        /// Whether the publisher withdrew it.
        var isVanished: Bool?
    }

    /// By series.
    var entries: [String: Entry] = [:]

    /// The memory of a data folder; lost or damaged, everything is simply fetched again.
    static func read(folder: String) -> SyncMemory {
        let url = URL(fileURLWithPath: folder + "/sync/etat.json")
        do {
            return try JSONDecoder().decode(SyncMemory.self, from: try Data(contentsOf: url))
        } catch {
            return SyncMemory()
        }
    }

    /// Writes the memory of a data folder in one step.
    func write(folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.replace(folder + "/sync/etat.json", with: Array(try encoder.encode(self)))
    }
}
