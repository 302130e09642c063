import Columns
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct TableStatesTests {
    private func edition(_ lines: [String]) throws -> Edition {
        let header = """
            uid,id,type,codeCPV,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,montant,\
            dateNotification,procedure,dureeMois,offresRecues
            """
        let folder = try InventedFolder()
        try folder.deposit(text: ([header] + lines).joined(separator: "\n") + "\n", as: "table")
        return try folder.build(day: "2025-01-01")
    }

    private func line(_ day: String, _ amount: Int, supplier: String = "35600000000048") -> String {
        """
        2159035010001720241,20241,Travaux,45214200,21590350100017,Mairie,\(supplier),Titulaire,\
        \(amount),\(day),Procédure adaptée,12,3
        """
    }

    @Test func `lines of one contract at several days are its states`() throws {
        let edition = try edition([
            line("2024-11-12", 90_000), line("2024-07-01", 70_000), line("2024-09-17", 80_000),
        ])

        #expect(edition.contracts.rowCount == 1)
        #expect(edition.contracts["montant_initial_centimes"]?.integer(0) == 7_000_000)
        #expect(edition.contracts["montant_courant_centimes"]?.integer(0) == 9_000_000)
        #expect(edition.contracts["modifications"]?.integer(0) == 2)
        #expect(edition.contracts["annee"]?.integer(0) == 2024)
        let entry = try #require(edition.manifest.deposits.first)
        #expect(entry.read == 3 && entry.kept == 1 && entry.merged == 2)
    }

    @Test func `lines of one day with other suppliers are lots, and no order is invented`() throws {
        let edition = try edition([
            line("2024-07-01", 70_000),
            line("2024-07-01", 90_000, supplier: "77567227221138"),
            line("2024-08-01", 95_000),
        ])

        #expect(edition.contracts.rowCount == 3)
    }
}
