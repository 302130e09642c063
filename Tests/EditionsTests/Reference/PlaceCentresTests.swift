import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct PlaceCentresTests {
    private static let outlines = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"59350","nom":"Lille"},"geometry":{"type":"Polygon",
        "coordinates":[[[3.0,50.6],[3.1,50.6],[3.1,50.7],[3.0,50.7],[3.0,50.6]]]}},
        {"type":"Feature","properties":{"code":"62041","nom":"Arras"},"geometry":{"type":"Polygon",
        "coordinates":[[[2.7,50.2],[2.8,50.2],[2.8,50.3],[2.7,50.3],[2.7,50.2]]]}}]}
        """
    private static let postal = """
        #Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libelle;Ligne_5
        59350;LILLE;59000;LILLE;
        62041;ARRAS;62000;ARRAS;
        """
    private static let table = """
        type;cog;nom;longitude;latitude
        DEP;59;Nord;3,220556;50,447222
        DEP;974;La Réunion;-21,1145;55,5321
        """

    private func centres() throws -> PlaceCentres {
        let folder = try InventedFolder()
        let lock = try DataFolderLock(folder: folder.path)
        var lists = try ReferenceLists(folder: folder.path)
        let day = try #require(Day("2024-06-30"))
        for (name, text) in [
            ("communes.geojson", Self.outlines), ("postaux.csv", Self.postal),
            ("centres.csv", Self.table),
        ] {
            let file = folder.path + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            _ = try lists.add(path: file, on: day, lock: lock)
        }
        #expect(lists.files.map(\.kind) == [.centres, .codesPostaux, .contoursCommunes])
        return try lists.centres()
    }

    @Test func `outlines of communes give their centres, and postal codes theirs`() throws {
        let centres = try centres()

        let lille = try #require(centres.commune("59350"))
        #expect(abs(lille.latitude - 50.65) < 0.001 && abs(lille.longitude - 3.05) < 0.001)
        #expect(centres.postalCode("59000") == lille)
        #expect(centres.communeName("62041") == "Arras")
    }

    @Test func `a table with swapped degrees is not believed`() throws {
        let centres = try centres()

        let reunion = try #require(centres.departement("974"))
        #expect(reunion.latitude < 0 && reunion.longitude > 0)
        #expect(abs(try #require(centres.departement("59")).latitude - 50.447222) < 1e-9)
    }

    @Test func `a place is found by its code, else by its department`() throws {
        let centres = try centres()

        #expect(
            centres.centre(code: "59350", kind: "Code commune", departement: "59")?.precision
                == .commune)
        #expect(
            centres.centre(code: "62000", kind: "Code postal", departement: "62")?.precision
                == .codePostal)
        #expect(
            centres.centre(code: "80021", kind: "Code commune", departement: "80")?.precision
                == .departement)
        #expect(centres.centre(code: "FR", kind: "Code pays", departement: nil) == nil)
    }

    @Test func `every department has a centre without any list`() {
        for departement in Territory.departments where departement.code.count == 2 {
            #expect(PlaceCentres.withoutLists.departement(departement.code) != nil)
        }
    }

    @Test func `the distance from Lille to Arras is that of the crow`() throws {
        let lille = try #require(GeoPoint(latitude: 50.6292, longitude: 3.0573))
        let arras = try #require(GeoPoint(latitude: 50.2910, longitude: 2.7775))

        #expect(abs(lille.distance(to: arras) - 42.5) < 0.5)
        #expect(lille.distance(to: lille) == 0)
        #expect(GeoPoint(latitude: 91, longitude: 0) == nil)
    }
}
