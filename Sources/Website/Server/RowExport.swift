import Columns
import Indicators
import Synchronization

/// Rows of a table as a file, made chunk by chunk.
final class RowExport: Answer.Chunks {
    private let writer: ExportWriter
    private let rows: [UInt32]
    private let next0 = Mutex(-1)
    // The files stay mapped until the last chunk.
    private let edition: Observation
    private static let chunkBytes = 128 << 10

    /// An export of some rows of a table of an edition, in this order.
    init(
        edition: Observation, table: Table, names: [String]?, rows: [UInt32],
        format: ExportWriter.Format, selection: String
    ) {
        self.edition = edition
        self.rows = rows
        writer = ExportWriter(
            table: table, names: names, format: format, edition: edition.facts.id,
            selection: selection)
    }

    func next() throws -> [UInt8]? {
        next0.withLock { position in
            var bytes: [UInt8] = []
            if position < 0 {
                bytes = writer.header()
                position = 0
            }
            guard position < rows.count else { return bytes.isEmpty ? nil : bytes }
            bytes.reserveCapacity(RowExport.chunkBytes + 4_096)
            while position < rows.count, bytes.count < RowExport.chunkBytes {
                writer.write(Int(rows[position]), to: &bytes)
                position += 1
            }
            return bytes
        }
    }

    /// The file as an answer.
    static func answer(_ export: RowExport, format: ExportWriter.Format, name: String) -> Answer {
        Answer(
            type: format == .csv
                ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson; charset=utf-8",
            body: .chunks(export),
            headers: [
                ("Content-Disposition", "attachment; filename=\"\(name).\(format.rawValue)\"")
            ])
    }
}
