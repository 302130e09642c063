import Columns
import Foundation
import Testing

@testable import Website

/// Published files hold contacts that the schema does not ask for: none goes further than the
/// verbatim deposit.
@Suite struct ContactTests {
    static let address = "prenom.nom.plante@exemple.invalid"
    static let telephone = "06 39 98 12 34"
    static let document = """
        {"marches": {"marche": [{
          "id": "2024A1", "acheteur": {"id": "21590163800019", "nom": "Ville", "courriel": "\(address)",
            "contact": {"nom": "\(address)", "telephone": "\(telephone)"}},
          "contact": "\(address)", "courrielAcheteur": ["\(address)", "\(telephone)"],
          "nature": "Marché", "objet": "Réfection de toiture", "codeCPV": "45261210",
          "procedure": "Appel d'offres ouvert", "dureeMois": 6, "montant": 50000,
          "lieuExecution": {"code": "59163", "typeCode": "Code commune", "telephone": "\(telephone)"},
          "dateNotification": "2024-03-01", "datePublicationDonnees": "2024-03-20",
          "titulaires": [{"titulaire": {"id": "35600000000048", "typeIdentifiant": "SIRET",
            "courriel": "\(address)", "signataire": {"telephone": "\(telephone)"}}}],
          "modifications": [{"modification": {"id": 1, "dateNotificationModification": "2024-05-01",
            "montant": 60000, "signataire": "\(address)"}}]
        }]}}
        """

    @Test func `contacts of a record reach no file of the edition`() throws {
        let invented = try InventedSite(document: Self.document)
        let folder = invented.folder + "/editions"
        let files = try #require(FileManager.default.subpaths(atPath: folder))
        var read = 0

        for file in files {
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + file) else {
                continue
            }
            read += 1
            #expect(bytes.range(of: Data("plante".utf8)) == nil, "\(file)")
            #expect(bytes.range(of: Data(Self.telephone.utf8)) == nil, "\(file)")
        }

        #expect(read > 10)
    }

    @Test func `contacts of a record reach no page, answer or export`() async throws {
        let invented = try InventedSite(document: Self.document)
        let key = try #require(try invented.edition.tables.contracts["cle"]?.text(0))
        let targets = [
            "/", "/explorer", "/contrats/\(key)", "/qualite", "/explorer/export?format=csv",
            "/api/v1/contracts/\(key)", "/api/v1/contracts", "/api/v1/findings", "/api/v1/awards",
        ]
        var told = 0

        for target in targets {
            let answer = try await invented.get(target)
            guard answer.status == 200 else { continue }
            let text = try answer.text
            told += 1
            #expect(!text.contains("plante"), "\(target)")
            #expect(!text.contains(Self.telephone), "\(target)")
        }

        #expect(told == targets.count)
        let contract = try await invented.page("/contrats/\(key)")
        #expect(contract.contains("Réfection de toiture"))
    }
}
