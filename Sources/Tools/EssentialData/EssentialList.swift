import Procurement

/// The yearly list of contracts below the threshold of essential data, one file per year.
///
/// - Source: code de la commande publique, article R2196-1.
struct EssentialList: Sendable {
    private let contracts: [EssentialContract]

    init(_ contracts: [EssentialContract]) { self.contracts = contracts }

    /// One CSV per year of notification, in the order of the table.
    ///
    /// - Throws: `ToolRefusal` for a line without the name or the place of who won.
    func files() throws(ToolRefusal) -> [ToolFile] {
        var files: [ToolFile] = []
        for year in Set(contracts.map(\.notified.year)).sorted() {
            var sheet = FrenchSheet(head: [
                "Objet", "Montant HT", "Date de notification", "Durée en mois", "Nom du titulaire",
                "Code postal du titulaire",
            ])
            for contract in contracts where contract.notified.year == year {
                sheet.text(contract.object)
                sheet.money(contract.amount)
                sheet.day(contract.notified)
                if let months = contract.row.optional(EssentialDataFields.months) {
                    sheet.whole(months)
                } else {
                    sheet.text("")
                }
                sheet.text(try contract.row.required(EssentialDataFields.supplierName))
                sheet.text(try contract.row.required(EssentialDataFields.supplierPlace))
                sheet.endLine()
            }
            files.append(
                ToolFile(
                    name: "liste-annuelle-\(year).csv",
                    title:
                        "Liste des contrats de \(year), à publier avant la fin de mars \(year + 1)",
                    type: "text/csv; charset=utf-8", bytes: sheet.bytes))
        }
        return files
    }
}
