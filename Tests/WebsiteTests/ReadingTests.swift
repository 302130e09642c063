import Editions
import Foundation
import Procurement
import Testing

@testable import Website

/// What a reader follows from page to page: rules to contracts, purchases, pinned editions.
@Suite struct ReadingTests {
    @Test func `each rule opens onto exactly its contracts`() async throws {
        let invented = try InventedSite(contracts: 200)
        let edition = try invented.edition
        let counts = try FindingList(edition: edition).contracts([])

        let page = try await invented.page("/qualite")

        #expect(!counts.isEmpty)
        for (code, count) in counts {
            #expect(page.contains("href=\"/explorer?constat=\(code)\""))
            #expect(try edition.answers.totals([("constat", code)]).count == count)
        }
    }

    @Test(arguments: ["/", "/qualite", "/territoires", "/explorer?mots=toiture", "/cpv/45"])
    func `links of a pinned page keep its edition, but those that leave it`(
        target: String
    ) async throws {
        let invented = try InventedSite(contracts: 120)
        let id = try invented.edition.facts.id

        let pinned = try await invented.page(
            target + (target.contains("?") ? "&" : "?") + "edition=" + id)
        let free = try await invented.page(target)

        let links = pinned.matches(of: /(?:href|action|data-lien)="(\/[^"]*)"/).map {
            String($0.output.1)
        }
        .filter { !$0.hasPrefix("/fichiers/") && !$0.hasPrefix("#") }
        let loose = links.filter { !$0.contains("edition=" + id) }
        #expect(Set(loose) == ["/", "/editions"])
        #expect(loose.count == 2)
        #expect(!links.contains { $0.components(separatedBy: "edition=").count > 2 })
        #expect(!free.contains("edition=" + id))
        #expect(
            pinned.matches(of: /<form[^>]*method="get"/).count
                == pinned.matches(of: /name="edition"/).count)
    }

    @Test func `purchases are named at every level by the list that was added`() async throws {
        let list = """
            CODE,FR
            45000000-7,Travaux inventés
            45200000-9,Ouvrages inventés
            45260000-7,Couvertures inventées

            """
        let invented = try InventedSite(contracts: 200, purchases: list)
        let answers = try invented.edition.answers

        #expect(answers.label("cpv", "45") == "Travaux inventés")
        #expect(answers.label("cpv", "452") == "Ouvrages inventés (452)")
        #expect(answers.label("cpv", "45200000") == "Ouvrages inventés (45200000)")
        #expect(answers.label("cpv", "45999999") == "45999999 (Travaux inventés)")
        #expect(answers.label("cpv", "30") == CPVDivision.of(30)?.label)
    }

    @Test func `without a list purchases are named by their division`() throws {
        let invented = try InventedSite(contracts: 20)

        #expect(try invented.edition.answers.label("cpv", "45") == CPVDivision.of(45)?.label)
    }

    @Test func `overseas departments without outline are tiles of the map`() {
        let codes = DepartmentTiles.places.map(\.code).filter { $0.count == 2 }
        let shapes = MapShapes(width: 10, height: 10, departments: codes.map { ($0, "M0 0Z") })
        let map = DepartmentMap(
            title: "", summary: "", heads: [],
            values: ["974": ChartValue(label: "La Réunion", value: 3, text: "3")],
            shapes: shapes.withOverseasTiles)

        #expect(map.shapes?.insets.map(\.code) == ["971", "972", "973", "974", "976"])
        #expect(map.drawing.text.contains("data-valeur=\"La Réunion"))
    }
}
