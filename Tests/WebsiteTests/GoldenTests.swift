import Columns
import Foundation
import Testing

@testable import Website

/// Pages of three invented contracts, compared with files; `UPDATE_GOLDEN=1` writes them again.
@Suite struct GoldenTests {
    private static let document = """
        {"marches": {"marche": [
        {"id": "2024-001", "acheteur": {"id": "00000051300093"}, "nature": "Marché",
         "objet": "Toiture de l'école <Fictive> & préau (exemple inventé)", "codeCPV": "45261210",
         "procedure": "Procédure adaptée", "lieuExecution": {"code": "59350", "typeCode": "Code commune"},
         "dureeMois": 6, "dateNotification": "2024-07-03", "datePublicationDonnees": "2024-07-20",
         "montant": 118250.40, "formePrix": "Unitaire", "offresRecues": 3, "marcheInnovant": false,
         "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "00100082700053"}}],
         "modifications": [{"modification": {"id": 1, "dateNotificationModification": "2024-11-05",
         "datePublicationDonneesModification": "2024-11-20", "montant": 140000}}]},
        {"id": "2024-002", "acheteur": {"id": "00000051300093"}, "nature": "Marché",
         "objet": "Fournitures de bureau fictives (exemple inventé)", "codeCPV": "30192000",
         "procedure": "Appel d'offres ouvert", "lieuExecution": {"code": "59", "typeCode": "Code département"},
         "dureeMois": 24, "dateNotification": "2024-03-01", "datePublicationDonnees": "2024-08-20",
         "montant": 90000, "offresRecues": 1, "techniques": {"technique": ["Accord-cadre"]},
         "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "12345678901234"}}]},
        {"id": "", "acheteur": {"id": ""}, "objet": "", "nature": "Marché", "montant": 1, "offresRecues": 1}
        ]}}
        """

    @Test func `pages of a small edition are those of the golden files`() async throws {
        let invented = try InventedSite(document: GoldenTests.document)
        let tables = try invented.edition.tables
        let keys = (0..<tables.contracts.rowCount).compactMap { row in
            tables.contracts["id"]?.text(row) == "2024-001"
                ? tables.contracts["cle"]?.text(row) : nil
        }
        let key = try #require(keys.first)
        let pages = [
            ("accueil", "/"), ("explorer", "/explorer?departement=59"),
            ("contrat", "/contrats/\(key)"),
            ("acheteur", "/acheteurs/00000051300093"), ("indicateur", "/indicateurs/CON-01"),
            ("ecartees", "/qualite/ecartees"), ("demande", "/explorer?couleur=bleu"),
            ("api-contrat", "/api/v1/contracts/\(key)"),
            ("api-probleme", "/api/v1/facets?annee=hier"),
        ]
        for (name, address) in pages {
            let text = try await invented.page(address)
            // What changes with every style sheet and every version says nothing of the page.
            try expectGolden(
                text.replacing(/(\/fichiers\/\w+)-[0-9a-f]{16}/) { "\($0.output.1)-EMPREINTE" }
                    .replacing(try invented.edition.facts.id, with: "EDITION"),
                name)
        }
    }

    private func expectGolden(_ text: String, _ name: String) throws {
        let suffix = text.hasPrefix("{") ? "json" : "html"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).\(suffix)")
        let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil
        guard !isUpdate, FileManager.default.fileExists(atPath: file.path) else {
            try text.write(to: file, atomically: true, encoding: .utf8)
            #expect(isUpdate, "\(name).\(suffix) was not there: it is written, look at it")
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name).\(suffix) differs; UPDATE_GOLDEN=1 writes it again")
    }
}
