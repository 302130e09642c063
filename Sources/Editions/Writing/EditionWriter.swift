import Columns
import Foundation

/// Writes the files of an edition in a folder of its own, whole and on the disk before anyone sees
/// them.
struct EditionWriter {
    let folders: EditionFolders
    let workers: Int

    /// Writes an edition and gives it its name.
    ///
    /// - Throws: `StorageFailure` when the disk refuses; what was written is then removed by the next
    ///   build.
    func write(
        _ contents: EditionContents, inputs: EditionInputs, refusals: [Int: String]
    ) throws -> Manifest {
        let tallies = DepositTally.count(contents.consolidation, deposits: inputs.deposits.count)
        var manifest = Manifest(
            inputs: inputs,
            deposits: inputs.deposits.indices.map {
                .init(inputs.deposits[$0], tallies[$0], refusal: refusals[$0])
            },
            contracts: contents.consolidation.contracts.count)
        let folder = folders.unfinishedPath(of: manifest.edition)
        try DurableFile.createFolder(folder)
        let drawn = EditionTables(contents, tallies: tallies)
        var indexed: [String: Table] = [:]
        for definition in EditionSchema.tables {
            let table = drawn.table(definition, workers: workers)
            if ["contracts", "awards"].contains(table.name) { indexed[table.name] = table }
            manifest.files.append(try EditionFile.write(table, in: folder))
            manifest.counts[definition.name] = table.rowCount
            manifest.tables.append(.init(definition, rows: table.rowCount))
        }
        if let contracts = indexed["contracts"], let awards = indexed["awards"] {
            let words = WordIndexBuilder.build(
                facts: contracts.rowCount,
                sources: EditionWords.sources(contracts: contracts, awards: awards),
                workers: workers)
            manifest.files.append(
                try EditionFile.write(EditionWords.fileName, words, in: folder))
        }
        manifest.files.append(
            try EditionFile.write(
                "set-aside.jsonl",
                SetAsideFile.bytes(contents.consolidation, deposits: inputs.deposits), in: folder))
        manifest.files.sort { $0.name < $1.name }
        _ = try EditionFile.write("manifest.json", try manifest.encoded(), in: folder)
        try EditionFile.sync(
            manifest.files.map(\.name) + ["manifest.json"], in: folder, workers: workers)
        try DurableFile.publish(folder, as: folders.path(of: manifest.edition))
        return manifest
    }
}
