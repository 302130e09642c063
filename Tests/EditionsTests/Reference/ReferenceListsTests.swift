import Editions
import Foundation
import Procurement
import Testing

/// The folder of real published files, or nil where it is absent.
let realData: String? = {
    let named = ProcessInfo.processInfo.environment["ORCP_REAL_DATA"]
    let path =
        named
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data").path
    return FileManager.default.fileExists(atPath: path + "/ref-cpv") ? path : nil
}()

@Suite struct ReferenceListsTests {
    let folder: TemporaryFolder
    let data: String
    let day: Day

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path + "/donnees"
        day = try #require(Day("2025-01-06"))
    }

    /// Adds files and gives the lookups.
    func tables(_ paths: [String], sirets: Set<UInt64>? = nil) throws -> ReferenceTables {
        let lock = try DataFolderLock(folder: data)
        var lists = try ReferenceLists(folder: data)
        for path in paths { _ = try lists.add(path: path, on: day, lock: lock) }
        return try ReferenceLists(folder: data).tables(sirets: sirets)
    }

    @Test func `lists are recognised by content, kept, and not added twice`() throws {
        let path = try folder.write("CODE;FR\n45000000-7;Travaux de construction\n", "sans-nom.txt")
        let lock = try DataFolderLock(folder: data)
        var lists = try ReferenceLists(folder: data)

        let first = try lists.add(path: path, on: day, lock: lock)
        let again = try lists.add(path: path, on: day.adding(days: 1), lock: lock)

        #expect(first.file.kind == .cpv)
        #expect(again == .unchanged(first.file))
        #expect(try lists.tables().cpvLabel(45_000_000) == "Travaux de construction")
        #expect(try lists.tables().isKnownCPV(45_000_001) == false)
    }

    @Test func `a newer list of the same name replaces the former`() throws {
        let path = try folder.write("CODE;FR\n45000000-7;Avant\n", "cpv.csv")
        _ = try tables([path])
        try folder.write("CODE;FR\n45000000-7;Après\n", "cpv.csv")

        let tables = try tables([path])

        #expect(tables.cpvLabel(45_000_000) == "Après")
        #expect(tables.used.count == 1)
    }

    @Test func `what is no list, empty, absent or cut is refused in one sentence`() throws {
        let lock = try DataFolderLock(folder: data)
        var lists = try ReferenceLists(folder: data)
        let other = try folder.write("nom,prenom\na,b\n", "autre.csv")
        let empty = try folder.write("CODE,FR\n", "vide.csv")
        let cut = try folder.write(
            Array(Self.gzipped.prefix(Self.gzipped.count - 12)), "coupe.csv.gz")

        #expect(throws: ReferenceRefusal.unrecognised(name: "autre.csv")) {
            try lists.add(path: other, on: day, lock: lock)
        }
        #expect(throws: ReferenceRefusal.empty(name: "vide.csv", kind: .cpv)) {
            try lists.add(path: empty, on: day, lock: lock)
        }
        let refusal = #expect(throws: ReferenceRefusal.self) {
            try lists.add(path: cut, on: day, lock: lock)
        }
        #expect(refusal?.description.contains("endommagé ou coupé") == true)
        #expect(throws: ReferenceRefusal.absent(path: "/absent")) {
            try lists.add(path: "/absent", on: day, lock: lock)
        }
        #expect(lists.files.isEmpty)
    }

    @Test func `bodies are merged, ours first, and unknown stays unknown`() throws {
        let ours = try folder.write(
            "siren,nom,categorie,departement\n999000017,Ville de Val-Fictif,Commune,59\n", "o.csv")
        let administrations = try folder.write(
            "siren,denominationUniteLegale,activitePrincipaleUniteLegale\n"
                + "999000017,COMMUNE DE VAL FICTIF,84.11Z\n999000025,\"A, B\",84.11Z\n", "a.csv")

        let tables = try tables([administrations, ours])

        #expect(tables.organisation(siren: 999_000_017)?.name == "Ville de Val-Fictif")
        #expect(tables.organisation(siren: 999_000_017)?.departement == "59")
        #expect(tables.organisation(siren: 999_000_025)?.name == "A, B")
        #expect(tables.organisation(siren: 999_000_025)?.category == nil)
        #expect(tables.organisation(siren: 1) == nil)
    }

    @Test func `natural persons and hidden units of SIRENE never enter`() throws {
        let units = try folder.write(
            """
            siren,statutDiffusionUniteLegale,denominationUniteLegale,nomUniteLegale,categorieJuridiqueUniteLegale
            999000017,O,SOCIETE FICTIVE,,5499
            999000025,O,,DUPONT,1000
            999000033,P,CACHEE,,5499

            """, "u.csv")

        let tables = try tables([units])

        #expect(tables.organisation(siren: 999_000_017)?.legalCategory == "5499")
        #expect(tables.organisation(siren: 999_000_025) == nil)
        #expect(tables.organisation(siren: 999_000_033) == nil)
    }

    @Test func `only the establishments wanted are kept`() throws {
        let list = try folder.write(
            """
            siren,nic,siret,statutDiffusionEtablissement,codeCommuneEtablissement
            999000017,00012,99900001700012,O,59350
            999000025,00019,99900002500019,P,[ND]
            999000033,00015,99900003300015,O,97411

            """, "e.csv")

        let some = try tables([list], sirets: [99_900_002_500_019, 99_900_003_300_015])

        #expect(some.establishment(siret: 99_900_001_700_012) == nil)
        #expect(some.establishment(siret: 99_900_002_500_019)?.departement == nil)
        #expect(some.establishment(siret: 99_900_002_500_019)?.isDiffusible == false)
        #expect(some.establishment(siret: 99_900_003_300_015)?.departement == "974")
    }

    @Test func `a postal code shared by two departments gives none`() throws {
        let list = try folder.write(
            """
            #Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé
            59350;LILLE;59000;LILLE
            01001;A;01400;A
            71001;B;01400;B
            2A004;AJACCIO;20000;AJACCIO

            """, "p.csv")

        let tables = try tables([list])

        #expect(tables.departement(ofPostalCode: "59000") == "59")
        #expect(tables.departement(ofPostalCode: "01400") == nil)
        #expect(tables.departement(ofPostalCode: "20000") == "2A")
    }

    @Test func `what is missing is said until the list is there`() throws {
        #expect(ReferenceTables.none.missing.count == 6)
        #expect(ReferenceTables.none.isKnownCPV(45_000_000) == nil)
        let path = try folder.write("CODE;FR\n45000000-7;Travaux\n", "cpv.csv")

        #expect(try tables([path]).missing.count == 5)
    }

    /// `CODE;FR` and one label, compressed.
    static let gzipped: [UInt8] = {
        let text =
            "H4sIAAAAAAACA3P2d3G1dgviMjE1AANdc+uQosSyxNIKhZRUheT8vOKSotLkksz8PKASQ4"
            + "gSC2QlBUWHVxYkFiWClIC1ZCTmlWSmFnEBAAw2exxaAAAA"
        return Array(Data(base64Encoded: text) ?? Data())
    }()
}
