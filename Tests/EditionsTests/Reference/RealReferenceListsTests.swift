import Editions
import Foundation
import Procurement
import Testing

@Suite(.enabled(if: realData != nil, "needs the folder of real data"))
struct RealReferenceListsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The lists at these paths of the real data, added.
    func lists(_ paths: String...) throws -> ReferenceLists {
        let root = try #require(realData)
        let day = try #require(Day("2025-01-06"))
        let lock = try DataFolderLock(folder: folder.path)
        var lists = try ReferenceLists(folder: folder.path)
        for path in paths { _ = try lists.add(path: root + "/" + path, on: day, lock: lock) }
        return lists
    }

    @Test(arguments: [
        "ref-cpv/cpv_2008_ver_2013_FR.csv", "ref-cpv/cpv_2008_fr_cp1252.csv",
        "ref-cpv/eforms-sdk_code_fr.xml", "ref-cpv/cpv_2008_parent.csv",
    ])
    func `every publication of the CPV gives the same labels`(path: String) throws {
        let tables = try lists(path).tables()

        #expect(tables.cpvCodes.count == 9454)
        #expect(tables.cpvLabel(45_000_000) == "Travaux de construction")
        #expect(
            tables.cpvLabel(3_000_000)?.hasPrefix("Produits agricoles, de l'élevage") == true)
    }

    @Test func `places are found from INSEE and La Poste`() throws {
        let tables = try lists(
            "ref-geo/insee/communes.csv.gz", "ref-geo/insee/departements.csv",
            "ref-geo/insee/regions.csv", "ref-geo/postal-nuts/019HexaSmal.csv.gz"
        ).tables()

        #expect(tables.communeName("59350") == "Lille")
        #expect(tables.departement(ofCommune: "62498") == "62")
        #expect(tables.departement(ofPostalCode: "62300") == "62")
        #expect(tables.region(ofDepartement: "59") == "32")
        #expect(tables.regionName("32") == "Hauts-de-France")
        #expect(tables.departementName("2A") == "Corse-du-Sud")
    }

    @Test func `buyers are named from every list of authorities`() throws {
        let tables = try lists(
            "ref-geo/identifiants-collectivites-2022/identifiants_communes_2022.csv.gz",
            "ref-geo/identifiants-collectivites-2022/identifiants_epci_2022.csv",
            "ref-geo/identifiants-collectivites-2022/identifiants_departements_2022.csv",
            "ref-geo/identifiants-collectivites-2022/identifiants_regions_2022.csv",
            "collectivites-ofgl/ofgl_data.csv.gz", "collectivites-ofgl/odf_data.csv",
            "sirene/siren_84.11Z_administrations_2019.csv.gz"
        ).tables()

        let croix = tables.organisation(siren: 215_901_638)
        #expect(croix?.name == "Croix")
        #expect(croix?.category == "Commune")
        #expect(croix?.departement == "59")
        let lens = tables.organisation(siren: 246_200_364)
        #expect(lens?.category == "Intercommunalité")
        #expect(lens?.departement == "62")
        #expect(tables.organisation(siren: 200_053_742)?.category == "Région")
        #expect((tables.organisation(siren: 200_053_742)?.population ?? 0) > 5_000_000)
    }

    @Test func `suppliers are placed and sized from SIRENE extracts`() throws {
        let tables = try lists(
            "sirene/decp_titulaires_etablissements_2022.csv",
            "sirene/decp_titulaires_siret_categorie_entreprise_2022.csv",
            "sirene/StockEtablissement_utf8_geo_extract.csv"
        ).tables()

        #expect(tables.establishment(siret: 705_006_500_015)?.departement == "04")
        #expect(tables.size(siret: 1_705_022_000_015) == "GE")
    }

    @Test func `outlines become small SVG paths that stay in their box`() throws {
        let lists = try lists(
            "ref-geo/geojson/departements-version-simplifiee.geojson",
            "ref-geo/geojson/regions-version-simplifiee.geojson",
            "ref-geo/geojson/departements-hauts-de-france.geojson"
        )
        let outlines = try lists.outlines()

        let france = try #require(outlines.departements())
        #expect(france.outlines.count == 96)
        #expect(france.outlines.reduce(0) { $0 + $1.path.utf8.count } < 130_000)
        #expect((0.8...1.3).contains(france.height / france.width))
        let north = try #require(outlines.departements(["02", "59", "60", "62", "80"]))
        #expect(north.outlines.map(\.name) == ["Aisne", "Nord", "Oise", "Pas-de-Calais", "Somme"])
        #expect(try #require(outlines.regions()).outlines.count == 13)
    }
}
