import Foundation

/// What the synchronisation of notices remembers from one run to the next: `sync/boamp.json`.
public struct NoticeFetchMemory: Codable, Sendable, Hashable {
    /// Number of notices received, by day of publication `yyyy-mm-dd`; 0 for a day without any.
    public var days: [String: Int] = [:]
    /// The newest day that has notices.
    public var newest: String?
    /// When a run last received all that was due, in seconds since 1970. No edition may hold it yet.
    public var lastWhole: Int64?
    /// The same moment of what the edition served was built from.
    public var lastSuccess: Int64?
    /// When a run last asked.
    public var lastTry: Int64?

    /// Nothing fetched.
    public init() {}

    private static func path(_ folder: String) -> String { folder + "/sync/boamp.json" }

    /// The memory of a data folder; lost or damaged, everything is simply fetched again.
    public static func read(folder: String) -> NoticeFetchMemory {
        do {
            return try JSONDecoder().decode(
                NoticeFetchMemory.self,
                from: try Data(contentsOf: URL(fileURLWithPath: path(folder))))
        } catch {
            return NoticeFetchMemory()
        }
    }

    /// Notes that the edition served now holds all that was received.
    static func built(folder: String) throws {
        var memory = read(folder: folder)
        guard let whole = memory.lastWhole, whole != memory.lastSuccess else { return }
        memory.lastSuccess = whole
        try memory.write(folder: folder)
    }

    /// Writes the memory of a data folder in one step.
    func write(folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.replace(Self.path(folder), with: Array(try encoder.encode(self)))
    }
}
