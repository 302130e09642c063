import Foundation
public import Procurement

/// The reference lists of a data folder: `references/⟨sha256⟩` files, verbatim, and their register.
///
/// - Shape: reading needs no lock; adding needs the data folder's `DataFolderLock`.
public struct ReferenceLists: Sendable {
    /// What became of a file.
    public enum Outcome: Hashable, Sendable {
        /// Kept.
        case added(ReferenceFile)
        /// Already there: nothing changed.
        case unchanged(ReferenceFile)

        /// The list, new or former.
        public var file: ReferenceFile {
            switch self {
            case .added(let file), .unchanged(let file): file
            }
        }
    }

    /// The data folder.
    public let folder: String
    /// The lists in use: the newest of each kind and name, by kind, then name.
    public private(set) var files: [ReferenceFile]

    /// The reference lists of a data folder; none when it has none.
    public init(folder: String) throws {
        self.folder = folder
        let path = folder + "/references/registre.json"
        guard FileManager.default.fileExists(atPath: path) else {
            files = []
            return
        }
        do {
            files = try JSONDecoder().decode(
                [ReferenceFile].self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw StorageFailure(
                """
                Le registre des listes «\u{202F}\(path)\u{202F}» est illisible\u{202F}: supprimez-le, puis ajoutez de \
                nouveau les listes.
                """)
        }
    }

    /// Where a list's bytes are.
    public func path(of file: ReferenceFile) -> String { folder + "/references/" + file.sha256 }

    /// Keeps a list, recognised by its content and read once to its end.
    ///
    /// - Throws: `ReferenceRefusal` when it is no list of ours, `StorageFailure` when the disk
    ///   refuses.
    public mutating func add(
        path: String, on day: Day, lock: borrowing DataFolderLock
    ) throws -> Outcome {
        let name = (path as NSString).lastPathComponent
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw ReferenceRefusal.absent(path: path)
        }
        guard let form = try ReferenceRecogniser.form(of: path) else {
            throw ReferenceRefusal.unrecognised(name: name)
        }
        do {
            guard try ReferenceTables.count(path, form) > 0 else {
                throw ReferenceRefusal.empty(name: name, kind: form.kind)
            }
        } catch let failure as StorageFailure {
            throw ReferenceRefusal.unreadable(name: name, reason: failure.description)
        }
        let references = folder + "/references"
        try DurableFile.createFolder(references)
        let temporary = references + "/.arrivee"
        let (sha256, size) = try FileCopy.copy(path, to: temporary, syncs: true)
        let file = ReferenceFile(
            sha256: sha256, name: name, kind: form.kind, received: day.description, size: size)
        if let former = files.first(where: {
            $0.sha256 == sha256 && FileManager.default.fileExists(atPath: self.path(of: $0))
        }) {
            unlink(temporary)
            return .unchanged(former)
        }
        try DurableFile.publish(temporary, as: self.path(of: file))
        var kept = files.filter { $0.kind != file.kind || $0.name != file.name }
        kept.append(file)
        kept.sort { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.replace(
            references + "/registre.json", with: Array(try encoder.encode(kept)) + [0x0A])
        files = kept
        return .added(file)
    }

    /// Reads the lists into lookups.
    ///
    /// - Parameters:
    ///   - sirens: the bodies wanted, or nil for all that the lists know.
    ///   - sirets: the establishments wanted, or nil for all; SIRENE's full list has 40 million.
    ///   - kinds: the kinds of lists read; the others are only named as used.
    /// - Complexity: O(bytes of the lists); memory grows with what is wanted, never with the lists.
    public func tables(
        sirens: Set<UInt32>? = nil, sirets: Set<UInt64>? = nil, of kinds: Set<ReferenceKind>? = nil
    ) throws -> ReferenceTables {
        var tables = ReferenceTables()
        for file in files {
            if kinds?.contains(file.kind) ?? true {
                try tables.read(path(of: file), as: file, sirens: sirens, sirets: sirets)
            } else {
                tables.mention(file)
            }
        }
        tables.finish()
        return tables
    }

    /// The labels of CPV codes of eight digits, from the lists of these checksums only.
    ///
    /// - Complexity: O(bytes of these lists).
    public func cpvLabels(among checksums: Set<String>) throws -> [UInt32: String] {
        var tables = ReferenceTables()
        for file in files where file.kind == .cpv && checksums.contains(file.sha256) {
            try tables.read(path(of: file), as: file, sirens: [], sirets: [])
        }
        return tables.cpv
    }

    /// Outlines of departments and regions, projected and simplified for a map; empty when no
    /// GeoJSON was added.
    public func outlines() throws -> Outlines {
        var outlines = Outlines()
        for file in files {
            switch file.kind {
            case .contoursDepartements:
                outlines.add(
                    departements: try GeoJSONOutlines.features(of: path(of: file)), from: file)
            case .contoursRegions:
                outlines.add(regions: try GeoJSONOutlines.features(of: path(of: file)), from: file)
            default: break
            }
        }
        return outlines
    }
}
