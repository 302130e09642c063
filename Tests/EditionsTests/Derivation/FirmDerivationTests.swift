import Columns
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct FirmDerivationTests {
    let folder: InventedFolder
    let day: Day

    init() throws {
        folder = try InventedFolder()
        day = try #require(Day("2024-06-30"))
    }

    private func add(_ text: String, _ name: String) throws {
        let file = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: file + "/" + name))
        let lock = try DataFolderLock(folder: folder.path)
        var lists = try ReferenceLists(folder: folder.path)
        _ = try lists.add(path: file + "/" + name, on: day, lock: lock)
    }

    private static let head =
        "siren,statutDiffusionUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,"
        + "categorieEntreprise,anneeCategorieEntreprise,denominationUniteLegale,"
        + "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale\n"

    /// The texts of a column of the row with this value in another.
    private func text(_ table: Table, _ column: String, where id: String) throws -> [String?] {
        let ids = try #require(table["titulaire_id"])
        let found = try #require(table[column])
        return (0..<table.rowCount).filter { ids.text($0) == id }.map { found.text($0) }
    }

    @Test func `awards, contracts and suppliers tell the size of firms`() throws {
        let small = try InventedFirms.siret(81_000_001)
        let large = try InventedFirms.siret(81_000_002)
        let unknown = try InventedFirms.siret(81_000_003)
        try add(
            Self.head + "\(small.prefix(9)),O,11,2019,PME,2019,PETITE,5499,43.91B\n"
                + "\(large.prefix(9)),O,53,2019,GE,2019,GRANDE,5599,41.20B\n", "unites-2019.csv")
        try add(
            Self.head + "\(small.prefix(9)),O,32,2022,ETI,2022,PETITE,5499,43.91B\n",
            "unites-2022.csv")
        try folder.deposit(
            [
                InventedContract(id: "a", day: "2020-03-02", suppliers: [small]),
                InventedContract(id: "b", day: "2020-03-03", suppliers: [large]),
                InventedContract(id: "c", day: "2020-03-04", suppliers: [large, unknown]),
                InventedContract(id: "d", day: "2020-03-05", suppliers: [small, unknown]),
                InventedContract(id: "e", day: "2023-03-05", suppliers: [small]),
            ], as: "un.json")

        let edition = try folder.build()

        #expect(
            try text(edition.awards, "titulaire_taille", where: small) == ["PME", "PME", "ETI"])
        #expect(
            try text(edition.awards, "titulaire_effectif", where: small)
                == ["10 à 49", "10 à 49", "250 à 4999"])
        #expect(
            try text(edition.awards, "titulaire_taille_liste", where: large)
                == ["unites-2019.csv", "unites-2019.csv"])
        #expect(
            try text(edition.awards, "titulaire_taille_choix", where: small).first
                == "même année ou avant")
        #expect(try text(edition.awards, "titulaire_taille", where: unknown) == [nil, nil])
        #expect(
            try text(edition.awards, "titulaire_naf", where: small) == [
                "43.91B", "43.91B", "43.91B",
            ])
        let isSME = try #require(edition.contracts["pme"])
        #expect((0..<5).map { isSME.integer($0) } == [1, 0, nil, 1, 0])
        #expect(try text(edition.suppliers, "titulaire_taille", where: small) == ["ETI"])
        #expect(edition.suppliers.faults.isEmpty && edition.awards.faults.isEmpty)
    }

    @Test func `a hidden firm is shown by its SIRET, its size kept`() throws {
        let hidden = try InventedFirms.siret(81_000_004)
        try add(
            Self.head + "\(hidden.prefix(9)),P,01,2019,PME,2019,[ND],1000,43.91B\n", "unites.csv")
        try folder.deposit([InventedContract(suppliers: [hidden])], as: "un.json")

        let edition = try folder.build()

        #expect(try text(edition.suppliers, "titulaire_nom", where: hidden) == [nil])
        #expect(try text(edition.suppliers, "titulaire_taille", where: hidden) == ["PME"])
    }

    @Test func `an edition of an earlier revision opens, what it lacks being unknown`() throws {
        try folder.deposit([InventedContract()], as: "un.json")
        let edition = try folder.build()
        let old = folder.path + "/ancienne"
        try FileManager.default.copyItem(atPath: edition.folder, toPath: old)
        for definition in EditionSchema.tables {
            let table = try #require(edition.table(definition.name))
            let kept = zip(table.columns, definition.columns).filter { $1.since == nil }.map(\.0)
            _ = try EditionFile.write(
                Table(name: table.name, rowCount: table.rowCount, columns: kept), in: old)
        }
        func open(revision: Int) throws -> Edition {
            var manifest = try Manifest(folder: old)
            manifest.revision = revision
            manifest.referenceNotes = nil
            try Data(manifest.encoded()).write(to: URL(fileURLWithPath: old + "/manifest.json"))
            return try Edition.open(old)
        }

        let opened = try open(revision: 5)

        #expect(opened.contracts.rowCount == 1)
        #expect(opened.contracts["pme"]?.isKnown(0) == false)
        #expect(opened.awards["titulaire_taille"]?.isKnown(0) == false)
        #expect(opened.awards["retour_poids"]?.isKnown(0) == false)
        #expect(opened.awards["titulaire_id"]?.text(0) == "35600000000048")
        #expect(throws: StorageFailure.self) { try open(revision: 6) }
    }

    @Test func `newcomers are followed until they win again or the edition ends`() throws {
        let (back, late, recent, former) = (
            try InventedFirms.siret(1), try InventedFirms.siret(2), try InventedFirms.siret(3),
            try InventedFirms.siret(4)
        )
        func contract(_ id: String, _ day: String, _ supplier: String) -> InventedContract {
            InventedContract(id: id, day: day, suppliers: [supplier])
        }
        try folder.deposit(
            [
                contract("a", "2017-01-10", former), contract("b", "2020-02-01", back),
                contract("c", "2020-05-01", back), contract("d", "2020-02-01", late),
                contract("e", "2023-02-01", late), contract("f", "2023-06-01", recent),
                contract("g", "2023-12-31", former),
            ], as: "un.json")

        let awards = try folder.build(day: "2024-06-30").awards

        func values(_ column: String, _ id: String) throws -> [Int64?] {
            let ids = try #require(awards["titulaire_id"])
            let found = try #require(awards[column])
            return (0..<awards.rowCount).filter { ids.text($0) == id }.map { found.integer($0) }
        }
        #expect(try values("retour_jours", back) == [90, nil])
        #expect(try values("retour_24_mois", back) == [1, nil])
        #expect(try values("retour_24_mois", late) == [0, nil])
        #expect(try values("retour_jours", late) == [1096, nil])
        #expect(try values("retour_24_mois", recent) == [nil])
        #expect(try values("retour_suivi", recent) == [213])
        #expect(try values("retour_poids", recent) == [0])
        #expect(try values("retour_poids", former) == [nil, nil])
        #expect(try values("retour_poids", back) == [10_000, nil])
    }

    /// Kaplan and Meier's estimate, time by time.
    private func survival(_ lives: [(time: Int32, isEvent: Bool)], _ within: Int32) -> Double {
        var survival = 1.0
        for time in Set(lives.map(\.time)).sorted() where time <= within {
            let atRisk = lives.count { $0.time >= time }
            let events = lives.count { $0.time == time && $0.isEvent }
            survival *= 1 - Double(events) / Double(atRisk)
        }
        return survival
    }

    @Test(arguments: 1...30) func `the mean of weights is Kaplan and Meier's estimate`(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: UInt64) -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state % bound
        }
        let lives = (0..<Int(20 + next(200))).map { _ in
            (time: Int32(next(seed % 2 == 0 ? 40 : 1_500)), isEvent: next(3) > 0)
        }

        let weights = ReturningFirms.weights(lives, within: 730)

        let mean = weights.reduce(0, +) / Double(lives.count)
        #expect(abs(mean - (1 - survival(lives, 730))) < 1e-9)
    }
}
