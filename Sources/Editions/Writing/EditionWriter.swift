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
        _ contents: consuming EditionContents, inputs: EditionInputs, refusals: [Int: String]
    ) throws -> Manifest {
        var tallies = DepositTally.count(contents.consolidation, deposits: inputs.deposits.count)
        for index in tallies.indices { tallies[index].add(contents.notices, deposit: index) }
        var manifest = Manifest(
            inputs: inputs,
            deposits: inputs.deposits.indices.map {
                .init(inputs.deposits[$0], tallies[$0], refusal: refusals[$0])
            },
            contracts: contents.consolidation.contracts.count, notices: contents.notices.total)
        manifest.referenceNotes = contents.notes
        let folder = folders.unfinishedPath(of: manifest.edition)
        try DurableFile.createFolder(folder)
        let syncing = FileSyncing(folder: folder)
        try writeTables(contents, tallies, in: folder, &manifest, syncing)
        manifest.files.append(
            try EditionFile.write(
                "set-aside.jsonl",
                SetAsideFile.bytes(contents.consolidation, deposits: inputs.deposits), in: folder))
        syncing.begin("set-aside.jsonl")
        manifest.files.append(
            try EditionFile.write(
                NoticeSetAsideFile.name,
                NoticeSetAsideFile.bytes(contents.notices, deposits: inputs.deposits), in: folder))
        syncing.begin(NoticeSetAsideFile.name)
        // The words are read from the files just written: what they were drawn from can go.
        _ = consume contents
        manifest.files.append(try writeWords(in: folder))
        syncing.begin(EditionWords.fileName)
        manifest.files.sort { $0.name < $1.name }
        _ = try EditionFile.write("manifest.json", try manifest.encoded(), in: folder)
        syncing.begin("manifest.json")
        try syncing.finish()
        try DurableFile.publish(folder, as: folders.path(of: manifest.edition))
        return manifest
    }

    private func writeTables(
        _ contents: EditionContents, _ tallies: [DepositTally], in folder: String,
        _ manifest: inout Manifest, _ syncing: FileSyncing
    ) throws {
        let drawn = EditionTables(contents, tallies: tallies)
        let lane = TableLane(folder: folder, syncing: syncing)
        for definition in EditionSchema.tables {
            let table = drawn.table(definition, workers: workers)
            try lane.write(table)
            manifest.counts[definition.name] = table.rowCount
            manifest.tables.append(.init(definition, rows: table.rowCount))
        }
        manifest.files += try lane.finish()
    }

    private func writeWords(in folder: String) throws -> Manifest.File {
        let contracts = try ArrowFile.open(folder + "/contracts.arrow", name: "contracts")
        let awards = try ArrowFile.open(folder + "/awards.arrow", name: "awards")
        let words = WordIndexBuilder.build(
            facts: contracts.rowCount,
            sources: EditionWords.sources(contracts: contracts, awards: awards), workers: workers)
        return try EditionFile.write(EditionWords.fileName, words, in: folder)
    }
}
