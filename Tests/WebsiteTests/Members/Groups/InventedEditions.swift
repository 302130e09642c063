import Editions
import Formats
import Foundation
import Procurement
import Testing

@testable import Website

/// A data folder with two editions, the second of more contracts, removed at the end.
final class InventedEditions: Sendable {
    let folder: String
    let shelf: DataFolderShelf
    let former: String
    let latter: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/editions-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var ids: [String] = []
        for (count, date) in [(300, "2026-01-31"), (500, "2026-02-28")] {
            let day = try #require(Day(date))
            let file = folder + "/echantillon-\(count).json"
            try Sample(contracts: count, seed: 7).write(toFile: file)
            let lock = try DataFolderLock(folder: folder)
            var store = try DepositStore(folder: folder)
            _ = try store.add(
                path: file,
                arrival: .init(name: "echantillon.json", series: "echantillon-invente"), on: day,
                settings: Settings(), lock: lock
            ) { try DeclarationReader(path: $0).format?.rawValue }
            _ = try EditionBuilder(
                store: store, references: try ReferenceLists(folder: folder), day: day
            ).build(lock: lock)
            ids.append(try #require(try EditionStore(folder: folder).currentIdentifier()))
        }
        (former, latter) = (ids[0], ids[1])
        shelf = try DataFolderShelf(folder: folder)
    }

    deinit {
        // The folder is temporary: what cannot be removed is left to the system.
        try? FileManager.default.removeItem(atPath: folder)
    }
}
