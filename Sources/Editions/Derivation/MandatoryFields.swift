import Procurement

/// The fields that the regulation requires, and how many a contract lacks.
///
/// - Source: schema 2.0.4 of 2022 (arrêté du 22 décembre 2022) for contracts declared in that format,
///   and for tables when notified from 2024; else the schema of 2019.
enum MandatoryFields {
    /// Number of required fields that are unknown.
    static func missing(_ row: DeclarationRow) -> UInt8 {
        var count = 0
        count += row.id.length == 0 ? 1 : 0
        count += row.acheteurId == 0 ? 1 : 0
        count += row.nature == CodeList.unknown ? 1 : 0
        count += row.objet.length == 0 ? 1 : 0
        count += row.procedure == CodeList.unknown ? 1 : 0
        count += row.dureeMois == .min ? 1 : 0
        count += row.datePublication == .min ? 1 : 0
        count += row.montant == .min ? 1 : 0
        count += row.parties.count == 0 ? 1 : 0
        if row.isConcession {
            count += row.dateDebutExecution == .min ? 1 : 0
        } else {
            count += row.codeCPV == 0 ? 1 : 0
            count += row.lieuCode == 0 ? 1 : 0
            count += row.lieuType == CodeList.unknown ? 1 : 0
            count += row.dateNotification == .min ? 1 : 0
            count += row[bits: 2] == CodeList.unknown ? 1 : 0
            if is2022(row) { count += missing2022(row) }
        }
        return UInt8(clamping: count)
    }

    private static let firstDay2024: Int32 = 19_723

    private static func is2022(_ row: DeclarationRow) -> Bool {
        switch row.vintage {
        case Declaration.Vintage.format2019.rawValue: false
        case Declaration.Vintage.format2022.rawValue: true
        default: row.dateNotification >= firstDay2024
        }
    }

    /// Fields that 2022 added.
    private static func missing2022(_ row: DeclarationRow) -> Int {
        var count = 0
        for index in [0, 1, 3, 4] where row[bits: index] == CodeList.unknown { count += 1 }
        for index in 0..<3 where row[answers: index] == CodeList.unknown { count += 1 }
        count += row.formePrix == CodeList.unknown ? 1 : 0
        count += row.ccag == CodeList.unknown ? 1 : 0
        count += row.groupement == CodeList.unknown ? 1 : 0
        count += row.offresRecues == .min ? 1 : 0
        return count
    }
}
