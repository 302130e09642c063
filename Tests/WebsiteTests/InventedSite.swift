import Editions
import Formats
import Foundation
import Procurement
import Testing

@testable import Website

/// A site over an invented edition in a folder of its own, removed at the end.
final class InventedSite: Sendable {
    let folder: String
    let site: Site

    /// A site of a generated sample, or of a document given.
    ///
    /// - Parameter purchases: a list of CPV codes to add.
    /// - Parameter more: other lists to add, by the name of their file.
    /// - Parameter notices: notices of BOAMP to import too, in the shape of its API.
    init(
        contracts: Int = 400, document: String? = nil, purchases: String? = nil,
        more: [String: String] = [:], notices: String? = nil, register: CompanyDesk? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.path + "/site-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/echantillon.json"
        let day = try #require(Day("2026-01-31"))
        let lock = try DataFolderLock(folder: folder)
        if let document {
            try document.write(toFile: file, atomically: true, encoding: .utf8)
        } else {
            let sample = Sample(contracts: contracts, seed: 7)
            try sample.write(toFile: file)
            var lists = try ReferenceLists(folder: folder)
            for path in try sample.writeReferences(toFolder: folder + "/organismes") {
                _ = try lists.add(path: path, on: day, lock: lock)
            }
        }
        if let purchases {
            var lists = try ReferenceLists(folder: folder)
            try purchases.write(
                toFile: folder + "/cpv.csv", atomically: true, encoding: .utf8)
            _ = try lists.add(path: folder + "/cpv.csv", on: day, lock: lock)
        }
        for (name, text) in more.sorted(by: { $0.key < $1.key }) {
            var lists = try ReferenceLists(folder: folder)
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
            _ = try lists.add(path: folder + "/" + name, on: day, lock: lock)
        }
        var store = try DepositStore(folder: folder)
        _ = try store.add(
            path: file,
            arrival: .init(name: "echantillon.json", series: "echantillon-invente"), on: day,
            settings: Settings(), lock: lock
        ) { try DeclarationReader(path: $0).format?.rawValue }
        if let notices {
            try notices.write(toFile: folder + "/avis.json", atomically: true, encoding: .utf8)
            _ = try store.add(
                path: folder + "/avis.json", arrival: .init(name: "avis.json", series: "avis"),
                on: day, settings: Settings(), lock: lock
            ) { try DeclarationReader(path: $0).format?.rawValue }
        }
        _ = try EditionBuilder(
            store: store, references: try ReferenceLists(folder: folder), day: day
        ).build(lock: lock)
        site = Site(
            settings: SiteSettings(Settings(), folder: folder),
            shelf: try DataFolderShelf(folder: folder), reports: ReportBox(folder: folder),
            workers: Workers(threads: 1, capacity: 16), today: { day }, register: register,
            log: { _ in })
    }

    deinit {
        site.workers.stop()
        // The folder is temporary: what cannot be removed is left to the system.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The edition served.
    var edition: Observation { get throws { try site.shelf.current() } }

    /// The answer to a GET.
    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> Answer {
        var visit = try Visit(target: target)
        visit.headers = headers
        return await site.answer(visit)
    }

    /// Builds the edition of another document, received on another day.
    ///
    /// - Returns: the folder's editions, the new one served.
    func rebuilt(document: String, on day: Day) throws -> any EditionShelf {
        let lock = try DataFolderLock(folder: folder)
        try document.write(
            toFile: folder + "/suivant.json", atomically: true, encoding: .utf8)
        var store = try DepositStore(folder: folder)
        _ = try store.add(
            path: folder + "/suivant.json",
            arrival: .init(name: "suivant.json", series: "echantillon-invente"), on: day,
            settings: Settings(), lock: lock
        ) { try DeclarationReader(path: $0).format?.rawValue }
        _ = try EditionBuilder(
            store: store, references: try ReferenceLists(folder: folder), day: day
        ).build(lock: lock)
        return try DataFolderShelf(folder: folder)
    }

    /// The text of a page.
    func page(_ target: String) async throws -> String { try await get(target).text }
}

extension Answer {
    /// The whole body.
    var bytes: [UInt8] {
        get throws {
            switch body {
            case .bytes(let bytes): return bytes
            case .chunks(let chunks):
                var all: [UInt8] = []
                while let more = try chunks.next() { all += more }
                return all
            }
        }
    }

    /// The whole body, as text.
    var text: String { get throws { String(decoding: try bytes, as: UTF8.self) } }
}
