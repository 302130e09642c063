import Procurement

/// Where a record stands, which is all that is kept of it once its contract is made.
struct RecordRow: Sendable {
    var offset: UInt64
    var length: UInt32
    var deposit: UInt16
    var member: UInt32
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
        let (rows, parties) = (table.rows, table.parties)
        for index in rows.indices where rows[index].setAside == CodeList.unknown {
            let days = (rows[index].datePublication, rows[index].dateNotification)
            see(rows[index].acheteurNom, of: rows[index].acheteurId, days)
            for place in rows[index].parties.range {
                let id = parties[place].id
                see(parties[place].nom, of: id, days)
                let departement = parties[place].departement
                if departement != 0 { departements[Int(id)] = departement }
            }
        }
        publication = []
        notification = []
    }

    private mutating func see(
        _ name: UInt32, of id: UInt32, _ days: (publication: Int32, notification: Int32)
    ) {
        guard name != 0, id != 0 else { return }
        let index = Int(id)
        let isNewer =
            names[index] == 0 || days.publication > publication[index]
            || (days.publication == publication[index] && days.notification > notification[index])
        guard isNewer else { return }
        names[index] = name
        publication[index] = days.publication
        notification[index] = days.notification
    }
}
