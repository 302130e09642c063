import Editions
import Foundation
import Procurement
import Testing

/// What SIRENE's lists say of one company, for the company itself.
@Suite struct CompanyCardTests {
    let folder: TemporaryFolder
    let data: String

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path + "/donnees"
    }

    private static let places = """
        siren,nic,siret,statutDiffusionEtablissement,complementAdresseEtablissement,\
        numeroVoieEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,\
        libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,\
        activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement

        """
    private static let units = """
        siren,statutDiffusionUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,\
        categorieEntreprise,anneeCategorieEntreprise,denominationUniteLegale,categorieJuridiqueUniteLegale

        """

    private func lists(_ files: [(text: String, name: String)]) throws -> ReferenceLists {
        let lock = try DataFolderLock(folder: data)
        var lists = try ReferenceLists(folder: data)
        let day = try #require(Day("2026-03-02"))
        for file in files {
            _ = try lists.add(
                path: try folder.write(file.text, file.name), on: day, lock: lock)
        }
        return lists
    }

    private func place(_ siret: String, status: String = "O") -> String {
        "\(siret.prefix(9)),\(siret.suffix(5)),\(siret),\(status),,3,RUE,DES ARDOISES,62000,ARRAS,62041,A,43.91B,NAFRev2\n"
    }

    @Test func `a company that never won a contract is known whole`() throws {
        let lists = try lists([
            (Self.places + place("73282932000074"), "lieux.csv"),
            (
                Self.units + "732829320,O,03,2023,PME,2023,TOITURES INVENTEES,5499\n",
                "unites.csv"
            ),
        ])

        let card = try lists.card(of: try Siret("73282932000074"))

        #expect(card.name == "TOITURES INVENTEES")
        #expect(card.legalForm == "Société à responsabilité limitée (SARL)")
        #expect(card.address == "3 RUE DES ARDOISES")
        #expect(card.postalCode == "62000" && card.town == "ARRAS")
        #expect(card.activity == "43.91B" && card.size == "PME")
        #expect(card.places?.name == "lieux.csv" && card.units?.name == "unites.csv")
        #expect(!card.isPartial && !card.isClosed)
    }

    @Test func `neither a hidden place nor the name of a natural person is read`() throws {
        let lists = try lists([
            (Self.places + place("73282932000074", status: "P"), "lieux.csv"),
            (Self.units + "732829320,O,,,,,NOM DE PERSONNE,1000\n", "unites.csv"),
        ])

        let card = try lists.card(of: try Siret("73282932000074"))

        #expect(card.name == nil && card.address == nil && card.postalCode == nil)
        #expect(card.legalForm == "Entrepreneur individuel" && card.activity == "43.91B")
    }

    /// Eight thousand establishments in order: 650 kB, more than is searched without halving.
    private static let sirets: [Siret] = (0..<8_000).compactMap { number in
        let start = String(1_000_000_000_000 + number * 79_193)
        // One digit of the ten makes the check hold.
        return (0...9).lazy.compactMap { try? Siret(start + String($0)) }.first
    }

    private func long() -> String {
        Self.places + Self.sirets.map { place($0.description) }.joined()
    }

    @Test func `in a list too long to be read, a company is found by halves`() throws {
        let lists = try lists([(long(), "stock.csv")])

        for number in [0, 1, 2, 3_000, 4_000, 4_001, 7_998, 7_999] {
            let card = try lists.card(of: Self.sirets[number], inListsOfAtMost: 1_000)
            #expect(card.town == "ARRAS" && !card.isPartial, "\(number)")
            let place = try lists.establishment(
                siret: Self.sirets[number], inListsOfAtMost: 1_000)
            #expect(place.found?.commune == "62041" && !place.isPartial, "\(number)")
        }
    }

    @Test func `what halves cannot find is said to be uncertain`() throws {
        let lists = try lists([(long(), "stock.csv")])

        let card = try lists.card(of: try Siret("73282932000074"), inListsOfAtMost: 1_000)

        #expect(card.town == nil && card.isPartial)
    }
}
