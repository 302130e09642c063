import Procurement

@testable import Tools

/// Contracts of an edition that a test invents.
struct InventedMarket: Market {
    let edition = "invente"
    var all = InventedMarket.contracts

    func contracts(
        _ selection: [(key: String, value: String)], atMost limit: Int
    ) throws(ToolRefusal) -> MarketAnswer {
        let buyer = selection.first { $0.key == "acheteur_id" }?.value
        let words = selection.first { $0.key == "mots" }?.value
        let found = all.filter { contract in
            (buyer.map { contract.buyer == $0 } ?? true)
                && (words.map { contract.object.contains($0) } ?? true)
        }
        return MarketAnswer(total: found.count, contracts: Array(found.prefix(limit)))
    }

    /// Eight contracts of two buyers and three suppliers.
    static let contracts: [MarketContract] = (0..<8).map { number in
        let supplier = MarketContract.Supplier(
            id: "0010013380003\(number % 3)", name: "Toits \(number % 3)",
            department: ["59", "62", "75"][number % 3])
        let hasAmount = number != 7
        return MarketContract(
            key: "cle\(number)", object: "Toiture \(number)",
            buyer: number < 5 ? "00000051300093" : "00000033100017",
            buyerName: number < 5 ? "Ville fictive" : "Autre ville",
            amount: hasAmount ? Money(cents: Int64(number + 1) * 1_000_000) : nil,
            months: number + 2, notified: Day("2025-0\(number + 1)-10"), tenders: number % 4 + 1,
            socialClauses: number % 2 == 0 ? ["Clause sociale"] : [], environmentalClauses: [],
            suppliers: [supplier],
            findings: number % 2 == 1
                ? [.init(code: "CPV-01", field: "codeCPV", value: "4526")] : [],
            isModified: number == 2,
            cells: [
                "id": "2025-\(number)", "acheteur_id": "00000051300093",
                "objet": "Toiture \(number)", "montant": "\((number + 1) * 50_000)",
                "dateNotification": "2025-0\(number + 1)-10",
                "datePublicationDonnees": "2025-0\(number + 1)-20", "nature": "Marché",
                "codeCPV": number == 1 ? "4526" : "45261210", "procedure": "Procédure adaptée",
                "marcheInnovant": "false", "ccag": "Travaux", "offresRecues": "3",
                "attributionAvance": "false", "typeGroupementOperateurs": "Pas de groupement",
                "sousTraitanceDeclaree": "false", "lieuExecution_code": "59000",
                "lieuExecution_typeCode": "Code postal", "dureeMois": "4",
                "typesPrix": "Définitif ferme", "formePrix": "Forfaitaire",
                "titulaires": "SIRET:00100133800035",
                "considerationsSociales": "Pas de considération sociale",
                "considerationsEnvironnementales": "Clause environnementale",
            ])
    }
}
