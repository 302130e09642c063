import Formats
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct EditionRevisionTests {
    private static let xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <marches><marche><id>X1</id><acheteur><id>21590163800019</id></acheteur>
        <nature>Marché</nature><objet>Réfection de toiture</objet><codeCPV>45261210</codeCPV>
        <procedure>Appel d'offres ouvert</procedure><dureeMois>6</dureeMois>
        <dateNotification>2021-03-01</dateNotification><montant>5000.5</montant><titulaires>
        <titulaire><id>35600000000048</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>
        </titulaires></marche></marches>
        """
    private static let table = """
        uid,id,acheteur_id,titulaire_id,titulaire_typeIdentifiant,objet,montant,dateNotification
        21590163800019T1,T1,21590163800019,35600000000048,SIRET,Œuvres,12 000,2020-02-30
        """

    /// The digests of what an edition of one deposit of each family holds.
    private func digests() throws -> [String] {
        let folder = try InventedFolder()
        var sample: [UInt8] = []
        Sample(contracts: 800, seed: 81).write { sample += $0 }
        try folder.deposit(text: String(decoding: sample, as: UTF8.self), as: "un.json")
        try folder.deposit(text: Self.xml, as: "un.xml")
        try folder.deposit(text: Self.table, as: "un.csv")
        return try folder.build().manifest.files
            .filter { $0.name.hasSuffix(".arrow") || $0.name.hasSuffix(".index") }
            .map { "\($0.sha256) \($0.name)" }
    }

    @Test func `other bytes have another revision`() throws {
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Golden/edition.txt")
        let noted = try String(contentsOf: golden, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let revision = try #require(noted.first.flatMap { Int($0.dropFirst("revision ".count)) })

        let found = try digests()

        let isRaised = EditionRevision.current > revision
        if isRaised, ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let text = "revision \(EditionRevision.current)\n" + found.joined(separator: "\n")
            try (text + "\n").write(to: golden, atomically: true, encoding: .utf8)
            return
        }
        #expect(
            EditionRevision.current == revision,
            "run the tests with UPDATE_GOLDEN=1 to note the bytes of the new revision")
        #expect(
            found == Array(noted.dropFirst()),
            "the same deposits give other bytes: raise EditionRevision.current by one")
    }

    @Test func `a revision is part of an edition's name`() throws {
        var inputs = EditionInputs(
            programVersion: "1", day: try #require(Day("2025-01-01")), deposits: [],
            superseded: [], references: [], notChecked: [])
        let former = inputs.identifier

        inputs.revision += 1

        #expect(inputs.identifier != former)
        #expect(inputs.identifier.count == 12)
    }
}
