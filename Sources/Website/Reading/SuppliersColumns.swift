import Columns

/// The contracts' table with the suppliers of each, for exports that show them.
///
/// - Shape: adds text columns `titulaire_nom` and `titulaire_id`, several suppliers separated by
///   ` ; `; filled for the rows exported only, in row order.
/// - Complexity: O(rows of the table + suppliers of the rows).
enum SuppliersColumns {
    /// ` ; ` with ordinary spaces: programs split on it.
    private static let separator: [UInt8] = [0x20, 0x3B, 0x20]

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
        let count = edition.tables.contracts.rowCount
        var bytes: [UInt8] = []
        var offsets: [Int32] = []
        offsets.reserveCapacity(count + 1)
        for row in rows {
            while offsets.count <= row { offsets.append(Int32(clamping: bytes.count)) }
            var isFirst = true
            for award in edition.tables.awards(of: row) {
                guard let text = source?.text(award), !text.isEmpty else { continue }
                if !isFirst { bytes += separator }
                bytes += text.utf8
                isFirst = false
            }
        }
        while offsets.count <= count { offsets.append(Int32(clamping: bytes.count)) }
        return Column.texts(
            name, bytes: bytes, offsets: offsets, metadata: source?.metadata ?? [:])
    }
}
