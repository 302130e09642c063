import Columns

/// Lays out the tables of an edition, one at a time.
struct EditionTables {
    private let contents: EditionContents
    private let tallies: [DepositTally]

    init(_ contents: EditionContents, tallies: [DepositTally]) {
        self.contents = contents
        self.tallies = tallies
    }

    /// The columns of a table, in the order of its definition.
    func table(_ definition: TableDefinition, workers: Int) -> Table {
        let draft = drawer(of: definition.name)
        let columns = Parallel.map(definition.columns, workers: workers) { column in
            draft(column.name).column(column)
        }
        return Table(
            name: definition.name, rowCount: columns.first?.count ?? 0, columns: columns)
    }

    private func drawer(of table: String) -> @Sendable (String) -> ColumnDraft {
        switch table {
        case "contracts":
            let drawn = ContractsTable(contents)
            return { drawn.draft($0) }
        case "awards":
            let drawn = AwardsTable(contents)
            return { drawn.draft($0) }
        case "notices":
            let drawn = NoticesTable(contents)
            return { drawn.draft($0) }
        case "amendments":
            let drawn = LinkedTables(contents)
            return { drawn.amendments($0) }
        case "subcontracts":
            let drawn = LinkedTables(contents)
            return { drawn.subcontracts($0) }
        case "buyers":
            let drawn = PartiesTables(contents, .buyers)
            return { drawn.buyers($0) }
        case "suppliers":
            let drawn = PartiesTables(contents, .suppliers)
            return { drawn.suppliers($0) }
        default:
            let drawn = RecordTables(contents, tallies: tallies)
            return { name in
                switch table {
                case "findings": drawn.findings(name)
                case "declarations": drawn.declarations(name)
                case "sources": drawn.sources(name)
                default: preconditionFailure("Table \(table) has a definition and no rows.")
                }
            }
        }
    }
}
