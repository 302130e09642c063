import Columns

/// The contracts' table with the suppliers of each, for exports that show them.
///
/// - Shape: adds text columns `titulaire_nom` and `titulaire_id`, several suppliers separated by
///   ` ; `; filled for the rows exported only, in row order.
/// - Complexity: O(rows of the table + suppliers of the rows).
enum SuppliersColumns {
    /// The table; itself when no column of suppliers is wanted.
    static func table(_ edition: Observation, wanted: [String], rows: [Int]) -> Table {
        let names = ContractTable.ofAwards.filter(wanted.contains)
        let contracts = edition.tables.contracts
        guard !names.isEmpty else { return contracts }
        let selected = rows.sorted()
        let added = names.map { column($0, edition, selected) }
        return Table(
            name: contracts.name, rowCount: contracts.rowCount, columns: contracts.columns + added)
    }

    private static func column(_ name: String, _ edition: Observation, _ rows: [Int]) -> Column {
        let source = edition.tables.awards[name]
        var bytes: [UInt8] = []
        let memory = TextMemory(count: edition.tables.contracts.rowCount)
        var next = 0
        for row in rows {
            while next <= row {
                memory.offsets[next] = Int32(clamping: bytes.count)
                next += 1
            }
            var isFirst = true
            for award in edition.tables.awards(of: row) {
                guard let text = source?.text(award), !text.isEmpty else { continue }
                if !isFirst { bytes += " ; ".utf8 }
                bytes += text.utf8
                isFirst = false
            }
        }
        while next <= memory.count {
            memory.offsets[next] = Int32(clamping: bytes.count)
            next += 1
        }
        memory.fill(bytes)
        return Column(
            name: name, type: .text, count: memory.count, nullCount: 0, validity: nil,
            values: UnsafeRawPointer(memory.offsets),
            texts: TextValues(
                count: memory.count, offsets: memory.offsets,
                bytes: memory.bytes ?? UnsafeMutablePointer(memory.empty)),
            metadata: source?.metadata ?? [:], owner: memory)
    }

    /// Memory of a text column, freed with it.
    private final class TextMemory {
        let count: Int
        let offsets: UnsafeMutablePointer<Int32>
        let empty: UnsafeMutablePointer<UInt8>
        private(set) var bytes: UnsafeMutablePointer<UInt8>?

        init(count: Int) {
            self.count = count
            offsets = .allocate(capacity: count + 1)
            offsets.initialize(repeating: 0, count: count + 1)
            empty = .allocate(capacity: 1)
            empty.initialize(to: 0)
        }

        func fill(_ source: [UInt8]) {
            guard !source.isEmpty else { return }
            let target = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count)
            source.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                target.initialize(from: base, count: source.count)
            }
            bytes = target
        }

        deinit {
            offsets.deallocate()
            empty.deallocate()
            bytes?.deallocate()
        }
    }
}
