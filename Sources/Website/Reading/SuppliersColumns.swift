import Columns
import Indicators

/// The contracts' table with the suppliers of each, for exports that show them.
///
/// - Shape: adds text columns `titulaire_nom`, `titulaire_id` and those of size, several suppliers
///   separated by ` ; `; filled for the rows exported only, in row order.
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

    /// The texts of a contract's awards. Names and identifiers are those known; any other fact keeps
    /// its supplier's place, `inconnu` standing where it is not known, and is empty when none is.
    static func texts(_ column: Column?, _ awards: Range<Int>) -> [String] {
        let texts = awards.map { column?.text($0) ?? "" }
        let known = texts.filter { !$0.isEmpty }
        let isIdentity = column?.name == "titulaire_nom" || column?.name == "titulaire_id"
        if isIdentity || known.isEmpty { return known }
        return texts.map { $0.isEmpty ? SelectionKey.unknownValue : $0 }
    }

    private static func column(_ name: String, _ edition: Observation, _ rows: [Int]) -> Column {
        let source = edition.tables.awards[name]
        let count = edition.tables.contracts.rowCount
        var bytes: [UInt8] = []
        var offsets: [Int32] = []
        offsets.reserveCapacity(count + 1)
        for row in rows {
            while offsets.count <= row { offsets.append(Int32(clamping: bytes.count)) }
            for (place, text) in texts(source, edition.tables.awards(of: row)).enumerated() {
                if place > 0 { bytes += separator }
                bytes += text.utf8
            }
        }
        while offsets.count <= count { offsets.append(Int32(clamping: bytes.count)) }
        return Column.texts(
            name, bytes: bytes, offsets: offsets, metadata: source?.metadata ?? [:])
    }
}
