import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct FirmListsTests {
    let folder: TemporaryFolder
    let day: Day

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(Day("2025-01-06"))
    }

    /// The lookups of lists, by name and content, for some identifiers or all.
    private func tables(
        _ lists: [(name: String, text: String)], sirens: Set<UInt32>? = nil,
        sirets: Set<UInt64>? = nil
    ) throws -> ReferenceTables {
        let data = folder.path + "/donnees"
        let lock = try DataFolderLock(folder: data)
        var references = try ReferenceLists(folder: data)
        for list in lists {
            _ = try references.add(
                path: try folder.write(list.text, list.name), on: day, lock: lock)
        }
        return try references.tables(sirens: sirens, sirets: sirets)
    }

    private func activity(_ firm: Firm, _ day: String) -> String? {
        Day(day).flatMap { firm.activity(on: $0.number) }
    }

    private func band(_ firm: Firm, _ year: UInt16) -> String? {
        firm.headcount(in: year).map { Firm.bands[Int($0.fact.value)].code }
    }

    private static let head =
        "siren,statutDiffusionUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,"
        + "categorieEntreprise,anneeCategorieEntreprise,denominationUniteLegale,nomUniteLegale,"
        + "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
        + "nomenclatureActivitePrincipaleUniteLegale\n"

    @Test func `a legal unit tells its size, headcount and activity`() throws {
        let siren = try InventedFirms.siren(81_234_567)

        let known = try tables([
            (
                "unites.csv",
                Self.head + "\(siren),O,21,2020,ETI,2020,FICTIVE SA,,5599,4312A,NAFRev2\n"
            )
        ])

        let firm = try #require(known.firm(siren: try InventedFirms.number(siren)))
        #expect(firm.size(in: 2021)?.fact.value == 1)
        #expect(firm.size(in: 2021)?.fact.year == 2020)
        #expect(band(firm, 2021) == "21")
        #expect(firm.activity == "43.12A")
        #expect(known.notes.isEmpty)
    }

    @Test(
        arguments: [
            (2018, 2019, Firm.Choice.after), (2019, 2019, .before), (2020, 2019, .before),
            (2022, 2022, .before), (2030, 2022, .before),
        ] as [(Int, Int, Firm.Choice)])
    func `of several yearly lists, the nearest not after is chosen, else the nearest after`(
        asked: Int, chosen: Int, choice: Firm.Choice
    ) throws {
        let siren = try InventedFirms.siren(81_234_567)
        let lists = [2019: "PME", 2022: "ETI"].map { year, size in
            (
                name: "unites-\(year).csv",
                text: Self.head + "\(siren),O,,,\(size),\(year),FICTIVE,,5599,,\n"
            )
        }

        let firm = try #require(try tables(lists).firm(siren: try InventedFirms.number(siren)))

        let found = try #require(firm.size(in: UInt16(asked)))
        #expect(Int(found.fact.year) == chosen)
        #expect(found.choice == choice)
        #expect(found.fact.value == (chosen == 2019 ? 0 : 1))
    }

    @Test func `a list whose rows say no year takes that of its name, or none`() throws {
        let (first, second) = (try InventedFirms.siret(1), try InventedFirms.siret(2))
        let head = "siretEtablissement,categorieEntreprise,nicSiegeUniteLegale\n"

        let known = try tables([
            ("tailles_2022.csv", head + "\(first),GE,00012\n"),
            ("tailles.csv", head + "\(second),PME,00012\n"),
        ])

        let one: UInt32 = try InventedFirms.number(first.prefix(9))
        let other: UInt32 = try InventedFirms.number(second.prefix(9))
        let dated = known.firm(siren: one)?.size(in: 2023)
        let undated = known.firm(siren: other)?.size(in: 2023)
        #expect(dated?.fact.year == 2022)
        #expect(dated?.choice == .before)
        #expect(undated?.fact.year == 0)
        #expect(undated?.choice == .undated)
        #expect(UInt64(first).flatMap { known.size(siret: $0) } == "GE")
    }

    @Test func `lost zeros and decimal codes are mended, and said`() throws {
        let siren = try InventedFirms.siren(5_520_135)
        let number: Int = try InventedFirms.number(siren)
        let wrong = String(number + 1)
        let text =
            Self.head + "\(number).0,O,11.0,2017.0,PME,2017.0,FICTIVE,,5599,,\n"
            + "\(wrong),O,11,2017,PME,2017,FICTIVE,,5599,,\n"

        let known = try tables([("unites.csv", text)])

        let firm = try #require(known.firm(siren: try InventedFirms.number(siren)))
        #expect(firm.size(in: 2018)?.fact.year == 2017)
        #expect(band(firm, 2018) == "11")
        #expect(UInt32(wrong).flatMap { known.firm(siren: $0) } == nil)
        let note = try #require(known.notes.first)
        #expect(note.contains("1 identifiant avait perdu ses zéros de tête"))
        #expect(note.contains("3 codes étaient écrits comme des nombres décimaux"))
        #expect(note.contains("1 identifiant a une clé fausse"))
    }

    @Test func `an establishment's commune and activity survive a spreadsheet`() throws {
        let siret = try InventedFirms.siret(325_175)
        let short: UInt64 = try InventedFirms.number(siret)
        let text = """
            siren,nic,siret,statutDiffusionEtablissement,codeCommuneEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement
            \(short / 100_000),1,\(short),O,1143.0,43.91B,NAFRev2

            """

        let known = try tables([("etablissements.csv", text)])

        let place = try #require(known.establishment(siret: short))
        #expect(place.commune == "01143")
        #expect(place.departement == "01")
        #expect(place.activity == "43.91B")
        #expect(known.notes.first?.contains("zéros de tête") == true)
    }

    @Test(
        arguments: [
            ("43.12A", "NAFRev2", "43.12A"), ("4312A", "NAFRev2", "43.12A"),
            ("43.12A", "", "43.12A"),
            ("45.2P", "NAF1993", nil), ("17.1P", "NAFRev1", nil), ("[ND]", "NAFRev2", nil),
            ("43.12", "NAFRev2", nil), ("00.00Z", "NAFRev2", nil), ("", "", nil),
        ] as [(String, String, String?)])
    func `only activities of the second revision are kept`(
        code: String, nomenclature: String, kept: String?
    ) {
        #expect(RowReader.activity(code, nomenclature) == kept)
    }

    @Test func `a natural person has a size and no name, a hidden firm is told hidden`() throws {
        let (person, hidden) = (try InventedFirms.siren(11), try InventedFirms.siren(12))

        let known = try tables([
            (
                "unites.csv",
                Self.head + "\(person),O,NN,,PME,2020,,DURAND,1000,43.91B,NAFRev2\n"
                    + "\(hidden),P,11,2020,PME,2020,[ND],[ND],5599,43.91B,NAFRev2\n"
            )
        ])

        let one: UInt32 = try InventedFirms.number(person)
        let other: UInt32 = try InventedFirms.number(hidden)
        #expect(known.firm(siren: one)?.size(in: nil)?.fact.value == 0)
        #expect(known.organisation(siren: one) == nil)
        #expect(known.firm(siren: one)?.isHidden == false)
        #expect(known.firm(siren: other)?.isHidden == true)
        #expect(known.organisation(siren: other) == nil)
    }

    @Test func `the history gives the activity of the day`() throws {
        let siren = try InventedFirms.siren(77)
        let text = """
            siren,dateFin,dateDebut,etatAdministratifUniteLegale,denominationUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale
            \(siren),,2020-01-01,A,FICTIVE,43.91B,NAFRev2
            \(siren),2019-12-31,2010-05-01,A,FICTIVE,41.20A,NAFRev2
            \(siren),2010-04-30,1999-05-01,A,FICTIVE,45.2B,NAFRev1

            """

        let known = try tables([("historique.csv", text)])

        let firm = try #require(known.firm(siren: try InventedFirms.number(siren)))
        #expect(activity(firm, "2021-06-01") == "43.91B")
        #expect(activity(firm, "2019-12-31") == "41.20A")
        #expect(activity(firm, "2005-01-01") == nil)
        #expect(known.organisations.isEmpty)
    }

    /// Rows with quotes, separators and line feeds inside, longer than a piece of the file.
    private func writtenRows(seed: Int) -> (text: String, sirens: [UInt64]) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: UInt64) -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state % bound
        }
        var text = ""
        var sirens: [UInt64] = []
        for _ in 0..<4_000 {
            let siren = 300_000_000 + next(500)
            sirens.append(siren)
            let name = [
                "simple", "\"avec, virgule\"", "\"deux\nlignes\"", "\"un \"\"mot\"\"\"", "",
            ]
            text +=
                "\(siren),\(name[Int(next(5))]),\(String(repeating: "x", count: Int(next(300))))"
            text += next(20) == 0 ? "\r\n\n" : "\n"
        }
        return (text, sirens)
    }

    @Test(arguments: 0..<6) func `passing over rows loses none and gives none too many`(
        seed: Int
    ) throws {
        let (text, sirens) = writtenRows(seed: seed)
        let path = try folder.write(text, "lignes.csv")
        let wanted: (UInt64) -> Bool = { $0 % 7 == UInt64(seed % 7) }

        var plain: [[String]] = []
        var slow = try DelimitedFile(path, separator: 0x2C)
        while try slow.next() {
            if let siren = slow.number(0), wanted(siren) { plain.append(slow.cells) }
        }
        var found: [[String]] = []
        var fast = try DelimitedFile(path, separator: 0x2C)
        while try fast.next(among: wanted) { found.append(fast.cells) }
        var rows = 0
        var skipped = try DelimitedFile(path, separator: 0x2C)
        while try skipped.skip() { rows += 1 }

        #expect(found == plain)
        #expect(found.count == sirens.count { wanted($0) })
        #expect(rows == sirens.count)
    }

    @Test func `only the firms wanted are kept`() throws {
        let (one, other) = (try InventedFirms.siren(41), try InventedFirms.siren(42))
        let text =
            Self.head + "\(one),O,,,PME,2020,A,,5599,,\n\(other),O,,,GE,2020,B,,5599,,\n"

        let known = try tables(
            [("unites.csv", text)], sirens: [try InventedFirms.number(other)])

        #expect(known.firms.count == 1)
        #expect(known.firms.values.first?.size(in: nil)?.fact.value == 2)
        #expect(known.organisations.values.map(\.name) == ["B"])
    }

    @Test(.enabled(if: realData != nil, "needs the folder of real data"))
    func `recorded answers of the SIRENE interface are read as lists`() throws {
        let root = try #require(realData)
        let lock = try DataFolderLock(folder: folder.path)
        var references = try ReferenceLists(folder: folder.path)

        let outcome = try references.add(
            path: root + "/sirene/insee-api-v3/siren_response_04.json", on: day, lock: lock)

        #expect(outcome.file.kind == .unitesLegales)
        let firm = try #require(try references.tables().firm(siren: 194_300_398))
        #expect(firm.size(in: 2020)?.fact.year == 2017)
        #expect(firm.activity == "85.31Z")
    }
}
