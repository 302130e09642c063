import Procurement

/// Where a record stands, which is all that is kept of it once its contract is made.
struct RecordRow: Sendable {
    var offset: UInt64
    var length: UInt32
    var deposit: UInt16
    var member: UInt16
    /// Number of `Declaration.SetAside`, or `CodeList.unknown`.
    var setAside: UInt8
    /// The text of a record set aside.
    var verbatim: DeclarationRow.Text

    init(_ row: DeclarationRow) {
        offset = row.offset
        length = row.length
        deposit = row.deposit
        member = row.member
        setAside = row.setAside
        verbatim = row.setAside == CodeList.unknown ? .init() : row.objet
    }
}

/// What declarations say of buyers and suppliers, by rank of their identifier.
struct DeclaredParties: Sendable {
    /// Rank of the name in the newest declaration (latest publication, then notification, then
    /// first read), 0 unknown.
    private(set) var names: [UInt32]
    /// Rank of the department where a table gives it, 0 unknown.
    private(set) var departements: [UInt32]
    private var publication: [Int32]
    private var notification: [Int32]

    init(_ table: DeclarationTable) {
        let count = table.texts.count
        names = Array(repeating: 0, count: count)
        departements = names
        publication = Array(repeating: .min, count: count)
        notification = publication
        for row in table.rows where row.setAside == CodeList.unknown {
            see(row.acheteurNom, of: row.acheteurId, in: row)
            for party in table.parties[row.parties.range] {
                see(party.nom, of: party.id, in: row)
                if party.departement != 0 { departements[Int(party.id)] = party.departement }
            }
        }
        publication = []
        notification = []
    }

    private mutating func see(_ name: UInt32, of id: UInt32, in row: DeclarationRow) {
        guard name != 0, id != 0 else { return }
        let index = Int(id)
        let isNewer =
            names[index] == 0 || row.datePublication > publication[index]
            || (row.datePublication == publication[index]
                && row.dateNotification > notification[index])
        guard isNewer else { return }
        names[index] = name
        publication[index] = row.datePublication
        notification[index] = row.dateNotification
    }
}
