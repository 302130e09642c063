import Foundation

/// The editions of a data folder: which there are, which is served.
///
/// - Shape: reading needs no lock; pruning needs the data folder's `DataFolderLock`.
public struct EditionStore: Sendable {
    /// The data folder.
    public let folder: String
    private var folders: EditionFolders { EditionFolders(folder: folder) }

    /// The editions of a data folder, which may have none.
    public init(folder: String) { self.folder = folder }

    /// Identifiers of the whole editions, in order.
    public func identifiers() throws -> [String] { try folders.list() }

    /// The identifier of the edition served, or nil when there is none.
    ///
    /// Costs one small read: ask it again to notice that an import has replaced the edition.
    public func currentIdentifier() throws -> String? { try folders.currentIdentifier() }

    /// The manifests of the whole editions, in order of reference day, then identifier.
    public func manifests() throws -> [Manifest] {
        try identifiers().map { try manifest($0) }
            .sorted { ($0.referenceDay, $0.edition) < ($1.referenceDay, $1.edition) }
    }

    /// The manifest of an edition.
    ///
    /// - Throws: `StorageFailure` when there is no such edition.
    public func manifest(_ id: String) throws -> Manifest {
        try Manifest(folder: try path(of: id))
    }

    /// Opens the edition served.
    ///
    /// - Returns: nil when none was built yet.
    public func current() throws -> Edition? {
        try currentIdentifier().map { try open($0) }
    }

    /// Opens an edition by its identifier, or by a beginning of it that no other shares.
    ///
    /// - Throws: `StorageFailure` when there is no such edition.
    public func open(_ id: String) throws -> Edition { try Edition.open(try path(of: id)) }

    /// The folder of an edition given by its identifier or an unambiguous beginning of it.
    public func path(of id: String) throws -> String {
        let known = try identifiers()
        let found = known.filter { $0 == id }.isEmpty ? known.filter { $0.hasPrefix(id) } : [id]
        guard !id.isEmpty, found.count == 1, let only = found.first else {
            throw StorageFailure(
                found.count > 1 && !id.isEmpty
                    ? "Plusieurs éditions commencent par «\u{202F}\(id)\u{202F}»\u{202F}: donnez-en davantage."
                    : """
                    Aucune édition «\u{202F}\(id)\u{202F}»\u{202F}: choisissez parmi \
                    \(known.isEmpty ? "(aucune)" : known.joined(separator: ", ")).
                    """)
        }
        return folders.path(of: only)
    }

    /// Serves another edition.
    public func serve(_ id: String, lock: borrowing DataFolderLock) throws {
        try folders.setCurrent((try path(of: id) as NSString).lastPathComponent)
    }

    /// Removes the editions that are neither served, nor the last of their month, nor cited.
    ///
    /// - Returns: the identifiers removed, in order.
    public func prune(
        keeping cited: Set<String>, lock: borrowing DataFolderLock
    ) throws -> [String] {
        let manifests = try manifests()
        var kept = cited
        if let current = try currentIdentifier() { kept.insert(current) }
        var lastOfMonth: [String: String] = [:]
        for manifest in manifests {
            lastOfMonth[String(manifest.referenceDay.prefix(7))] = manifest.edition
        }
        kept.formUnion(lastOfMonth.values)
        let removed = manifests.map(\.edition).filter { !kept.contains($0) }.sorted()
        for id in removed { try folders.remove(folders.path(of: id)) }
        return removed
    }
}
