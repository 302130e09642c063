import Columns
import Editions
import Indicators
import Synchronization

/// A table of the words of an edition as CSV, made from its index chunk by chunk.
final class WordRows: Answer.Chunks {
    private struct State {
        var tables: WordTables
        var rest: Table?
        var row = 0
        var hasBegun = false
    }

    private let edition: String
    private let state: Mutex<State>
    private static let chunkBytes = 128 << 10

    /// All rows of a table.
    init(_ kind: WordTables.Kind, of edition: Edition) throws {
        self.edition = edition.id
        var tables = try WordTables(kind, of: edition, rowsAtOnce: 1 << 16)
        let first = try tables.next()
        state = Mutex(State(tables: tables, rest: first))
    }

    func next() throws -> [UInt8]? {
        try state.withLock { state in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(WordRows.chunkBytes + 4_096)
            while let table = state.rest, bytes.count < WordRows.chunkBytes {
                let writer = ExportWriter(
                    table: table, format: .csv, edition: edition, selection: "")
                if !state.hasBegun {
                    bytes = writer.header()
                    state.hasBegun = true
                }
                while state.row < table.rowCount, bytes.count < WordRows.chunkBytes {
                    writer.write(state.row, to: &bytes)
                    state.row += 1
                }
                guard state.row == table.rowCount else { break }
                state.rest = try state.tables.next()
                state.row = 0
            }
            return bytes.isEmpty ? nil : bytes
        }
    }
}
