import Columns
import Editions
import Foundation
import Indicators

extension Export {
    /// Writes one of the tables of words, made from the index batch by batch.
    func export(
        _ kind: WordTables.Kind, of edition: Edition, _ selection: Selection, _ names: [String]?
    ) throws {
        let selected =
            selection.isEverything
            ? nil : try edition.dataset.select(selection.condition, workers: question.workers)
        var tables = try WordTables(kind, of: edition, selected: selected)
        guard let first = try tables.next() else { return }
        switch format {
        case .arrow:
            try ArrowWriter.write(
                kept(first, names),
                metadata: ["edition": edition.id, "selection": selection.description],
                followedBy: { try tables.next().map { kept($0, names) } },
                to: { try FileHandle.standardOutput.write(contentsOf: $0) })
        case .csv: try writeRows(first, then: &tables, .csv, edition, selection, names)
        case .jsonl: try writeRows(first, then: &tables, .jsonl, edition, selection, names)
        }
    }

    /// The columns asked for.
    private func kept(_ table: Table, _ names: [String]?) -> Table {
        guard let names else { return table }
        return Table(
            name: table.name, rowCount: table.rowCount, columns: names.compactMap { table[$0] })
    }

    private func writeRows(
        _ first: Table, then tables: inout WordTables, _ format: ExportWriter.Format,
        _ edition: Edition, _ selection: Selection, _ names: [String]?
    ) throws {
        var batch: Table? = first
        var buffer: [UInt8] = []
        while let table = batch {
            let writer = ExportWriter(
                table: table, names: names, format: format, edition: edition.id,
                selection: selection.description)
            if table === first { buffer = writer.header() }
            for row in 0..<table.rowCount {
                writer.write(row, to: &buffer)
                guard buffer.count >= 1 << 18 else { continue }
                try FileHandle.standardOutput.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            batch = try tables.next()
        }
        try FileHandle.standardOutput.write(contentsOf: buffer)
    }
}
