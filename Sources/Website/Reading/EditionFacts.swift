import Procurement

/// What an edition says of itself, from its manifest.
struct EditionFacts: Sendable {
    /// One deposit it was made from.
    struct Source: Sendable {
        var name: String
        var producer: String
        var series: String
        var deposit: String
        var file: String
        var format: String
        var licence: String
        var address: String?
        var received: Day?
        var lastUpdate: Day?
        var read: Int
        var kept: Int
        var merged: Int
        var setAside: Int
        /// Whether it is the invented sample.
        var isInvented: Bool
    }

    var id: String
    var day: Day?
    var program: String
    var licence: String
    var sources: [Source]
    /// Reference lists used, as shown.
    var references: [String]
    /// What was mended in those lists, one sentence each.
    var notes: [String] = []
    /// The manifest as written.
    var manifest: [UInt8]

    /// Whether any contract is invented, which every page must then say.
    var isInvented: Bool { sources.contains(where: \.isInvented) }

    /// Whether every contract is invented: a demonstration, which needs no legal notice.
    var isWhollyInvented: Bool { !sources.isEmpty && sources.allSatisfy(\.isInvented) }

    /// Who produced the data, each once, in order.
    var producers: [String] {
        var seen: Set<String> = []
        return sources.map { $0.producer.isEmpty ? $0.name : $0.producer }
            .filter { seen.insert($0).inserted }
    }
}
