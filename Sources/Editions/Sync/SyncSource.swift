import Foundation

/// A public dataset that the observatory follows.
public struct SyncSource: Hashable, Sendable, Codable {
    /// The source's name, which begins its series and is shown beside its records.
    public var name: String
    /// Who produces it.
    public var producer: String
    /// Identifier of the dataset on data.gouv.fr.
    public var dataset: String
    /// Its licence, where the dataset itself does not say.
    public var licence: String?
    /// Resources wanted; all those of a readable format when nil.
    public var resources: [String]?

    /// A source.
    public init(
        name: String, producer: String, dataset: String, licence: String? = nil,
        resources: [String]? = nil
    ) {
        self.name = name
        self.producer = producer
        self.dataset = dataset
        self.licence = licence
        self.resources = resources
    }

    /// The dataset by which a source is the journal of notices rather than a dataset of data.gouv.fr.
    public static let noticeDataset = "boamp"

    /// Whether it is the journal of notices.
    public var isNotices: Bool { dataset == SyncSource.noticeDataset }

    /// The sources of a data folder: its `sources.json` when it has one, else `builtIn`.
    public static func list(folder: String) throws -> [SyncSource] {
        let path = folder + "/sources.json"
        guard FileManager.default.fileExists(atPath: path) else { return builtIn }
        do {
            return try JSONDecoder().decode(
                [SyncSource].self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw StorageFailure(
                """
                «\u{202F}\(path)\u{202F}» est illisible\u{202F}: il faut une liste JSON d’objets avec «\u{202F}name\u{202F}», \
                «\u{202F}producer\u{202F}» et «\u{202F}dataset\u{202F}».
                """)
        }
    }
}
