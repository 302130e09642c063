internal import Procurement

/// What a column of a gazette table (`BOAMP_AVIS_NUM`, `D_01_01_Identite_Denomination`…) is.
struct NoticeColumn: Sendable {
    /// Whether it holds the number of the notice.
    let isNumber: Bool
    /// Whether its cells are looked at: never those of persons.
    let isWanted: Bool
    let path: NoticePath

    /// A column by its name.
    init(name: String) {
        let folded = NoticeWord.folded(name)
        isNumber = folded == "boampavisnum"
        path = NoticePath(column: name)
        isWanted = !isNumber && !path.parts.contains(where: NoticePath.personal.contains)
    }
}

extension TableLayout {
    /// Recognises a table of notices by the names of its columns.
    static func recogniseNotices(
        _ names: [String], separator: UInt8, isWindows1252: Bool
    ) -> Recognition? {
        let columns = names.map(NoticeColumn.init)
        guard columns.contains(where: \.isNumber), columns.count > 1 else { return nil }
        let layout = TableLayout(
            columns: names.map { .unknown(name: $0) }, separator: separator,
            isWindows1252: isWindows1252, groupColumns: [], stateColumn: nil, notice: columns)
        return .table(.boampTableCSV, layout)
    }
}

extension SourceFormat {
    /// Whether its records are notices, not contracts.
    public var isNotices: Bool {
        switch self {
        case .boampJSON, .boampFormerJSON, .boampSearchJSON, .boampTableCSV: true
        default: false
        }
    }
}
