import Formats
import Foundation
import Procurement
import Testing

@testable import Editions

/// What is read while it comes in gives the edition that reading it afterwards gives.
@Suite struct ReadAheadTests {
    private struct File {
        var path: String
        var series: String
    }

    private let folder: TemporaryFolder
    private let monday: Day

    init() throws {
        folder = try TemporaryFolder()
        monday = try #require(Day("2025-01-06"))
    }

    private func sample(_ contracts: Int, seed: UInt64, as name: String) throws -> String {
        let path = folder.path + "/" + name
        try Sample(contracts: contracts, seed: seed).write(toFile: path)
        return path
    }

    private func gzipped(_ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-kf", path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return path + ".gz"
    }

    /// Deposits files and builds an edition; gives its manifest, which holds the SHA-256 of every
    /// file of the edition, and how many deposits were not read again.
    private func manifest(
        _ files: [File], ahead isAhead: Bool, foreseen: Day? = nil, workers: Int = 2
    ) throws -> (manifest: String, sha256s: [String]) {
        let data = folder.path + "/" + UUID().uuidString
        let lock = try DataFolderLock(folder: data)
        var store = try DepositStore(folder: data)
        let references = try ReferenceLists(folder: data)
        let ahead =
            isAhead
            ? try ReadAhead(
                day: foreseen ?? monday, references: try references.tables(), workers: workers
            ) { _ in } : nil
        var sha256s: [String] = []
        for file in files {
            let outcome = try store.add(
                path: file.path, arrival: .init(name: file.series, series: file.series),
                on: monday, settings: Settings(), lock: lock, ahead: ahead
            ) { _ in "essai" }
            sha256s.append(outcome.deposit.sha256)
        }
        let report = try EditionBuilder(store: store, references: references, workers: workers)
            .build(lock: lock, ahead: ahead)
        let path = EditionFolders(folder: data).path(of: report.edition) + "/manifest.json"
        return (try String(contentsOfFile: path, encoding: .utf8), sha256s)
    }

    @Test(arguments: [1, 2])
    func `files of every size and form give the same bytes`(_ workers: Int) throws {
        // The first is longer than the pieces of a copy, and its length is no multiple of a block.
        let large = try sample(12_000, seed: 1, as: "grand.json")
        let small = try sample(40, seed: 2, as: "petit.json")
        let gzip = try gzipped(try sample(300, seed: 3, as: "serre.json"))
        let text = try String(contentsOfFile: small, encoding: .utf8)
        let broken = try folder.write(String(text.prefix(text.count * 2 / 3)), "coupe.json")
        let files = [
            File(path: large, series: "a"), File(path: gzip, series: "b"),
            File(path: broken, series: "c"), File(path: small, series: "d"),
        ]

        let after = try manifest(files, ahead: false, workers: workers)
        let ahead = try manifest(files, ahead: true, workers: workers)

        #expect(try Data(contentsOf: URL(fileURLWithPath: large)).count > 2 * 4 << 20)
        #expect(ahead.sha256s == after.sha256s)
        #expect(ahead.manifest == after.manifest)
    }

    @Test func `a deposit that another of the import replaces leaves nothing behind`() throws {
        let first = try sample(200, seed: 4, as: "avant.json")
        let second = try sample(150, seed: 5, as: "apres.json")
        let files = [File(path: first, series: "a"), File(path: second, series: "a")]

        let after = try manifest(files, ahead: false)
        let ahead = try manifest(files, ahead: true)

        #expect(ahead.manifest == after.manifest)
    }

    @Test func `an edition of another day than foreseen reads again`() throws {
        let path = try sample(200, seed: 6, as: "un.json")
        let earlier = try #require(Day("2019-01-01"))

        let after = try manifest([File(path: path, series: "a")], ahead: false)
        let ahead = try manifest([File(path: path, series: "a")], ahead: true, foreseen: earlier)

        #expect(ahead.manifest == after.manifest)
    }

    @Test func `a file that no reader takes is kept to its last byte`() throws {
        let path = try folder.write([UInt8](repeating: 0x61, count: 9 << 20 | 5), "bruit.txt")

        let ahead = try manifest([File(path: path, series: "a")], ahead: true)

        #expect(ahead.sha256s == [try FileDigest.sha256(of: path).sha256])
        #expect(ahead.manifest.contains("\"refusal\""))
    }

    @Test func `a copy that breaks off is told to its reader`() throws {
        let feed = CopyFeed()
        feed.end(StorageFailure("disque plein"))

        #expect(throws: StorageFailure.self) {
            try withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) {
                try feed.read(into: $0)
            }
        }
    }
}
