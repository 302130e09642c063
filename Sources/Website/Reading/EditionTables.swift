import Columns

/// The tables of an edition, and where the rows of one thing stand in the others.
///
/// Lookups are made at first use and kept: O(rows) once, then O(log rows) or O(1).
final class EditionTables: Sendable {
    let contracts: Table
    let awards: Table
    let amendments: Table
    let subcontracts: Table
    let buyers: Table
    let suppliers: Table
    let findings: Table
    let declarations: Table
    let notices: Table
    private let keys: Lazy<KeyIndex>
    private let findingsByContract: Lazy<RowGroups>
    private let declarationsByContract: Lazy<RowGroups>
    private let descriptors: Lazy<NoticeDescriptors>

    /// Takes the tables by their names.
    ///
    /// - Throws: `MissingTable` when one is not there.
    init(_ table: (String) -> Table?) throws {
        func required(_ name: String) throws -> Table {
            guard let table = table(name) else { throw MissingTable(name: name) }
            return table
        }
        contracts = try required("contracts")
        awards = try required("awards")
        amendments = try required("amendments")
        subcontracts = try required("subcontracts")
        buyers = try required("buyers")
        suppliers = try required("suppliers")
        findings = try required("findings")
        declarations = try required("declarations")
        notices = try required("notices")
        keys = Lazy { [contracts] in KeyIndex(contracts["cle"]) }
        findingsByContract = Lazy { [findings, contracts] in
            RowGroups(findings["contrat"], groups: contracts.rowCount)
        }
        declarationsByContract = Lazy { [declarations, contracts] in
            RowGroups(declarations["contrat"], groups: contracts.rowCount)
        }
        descriptors = Lazy { [notices] in NoticeDescriptors(notices) }
    }

    /// A table that an edition must have and has not.
    struct MissingTable: Error, CustomStringConvertible {
        let name: String
        var description: String { "L’édition n’a pas de table «\u{202F}\(name)\u{202F}»." }
    }

    /// The descriptors of the notices.
    var noticeDescriptors: NoticeDescriptors { descriptors.value }

    /// The row of a contract, by its key.
    func contract(_ key: String) -> Int? { keys.value.row(of: key) }

    /// Rows of `awards` of a contract.
    func awards(of contract: Int) -> Range<Int> { EditionTables.rows(awards, contract) }
    /// Rows of `amendments` of a contract.
    func amendments(of contract: Int) -> Range<Int> { EditionTables.rows(amendments, contract) }
    /// Rows of `subcontracts` of a contract.
    func subcontracts(of contract: Int) -> Range<Int> {
        EditionTables.rows(subcontracts, contract)
    }
    /// Rows of `findings` of a contract.
    func findings(of contract: Int) -> [Int] { findingsByContract.value.rows(of: contract) }
    /// Rows of `declarations` of a contract.
    func declarations(of contract: Int) -> [Int] { declarationsByContract.value.rows(of: contract) }

    /// The row of a buyer.
    func buyer(_ id: String) -> Int? { EditionTables.find(id, in: buyers["acheteur_id"]) }
    /// The row of a supplier.
    func supplier(_ id: String) -> Int? { EditionTables.find(id, in: suppliers["titulaire_id"]) }

    /// Rows whose `contrat` is this one, in a table in the order of contracts. O(log rows).
    private static func rows(_ table: Table, _ contract: Int) -> Range<Int> {
        guard let column = table["contrat"] else { return 0..<0 }
        func first(atLeast wanted: Int) -> Int {
            var low = 0
            var high = table.rowCount
            while low < high {
                let middle = (low + high) / 2
                if column.code(middle) < wanted { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return first(atLeast: contract)..<first(atLeast: contract + 1)
    }

    /// The row of a text in a column in order of bytes. O(log rows).
    private static func find(_ text: String, in column: Column?) -> Int? {
        guard let column else { return nil }
        let wanted = Array(text.utf8)
        var low = 0
        var high = column.count
        while low < high {
            let middle = (low + high) / 2
            let bytes = column.text(middle).map { Array($0.utf8) } ?? []
            if bytes.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return low < column.count && column.text(low) == text ? low : nil
    }
}
