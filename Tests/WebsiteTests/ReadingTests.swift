import Columns
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

    @Test func `the tables that published queries read can be taken from the page of the edition`()
        async throws
    {
        let invented = try InventedSite(contracts: 200)
        let edition = try invented.edition
        let folder = "/editions/\(edition.facts.id)"

        let page = try await invented.page(folder)

        #expect(edition.files.all.count == 12)
        for file in edition.files.all {
            #expect(page.contains("href=\"\(folder)/tables/\(file.name)\""))
            let answer = try await invented.get("\(folder)/tables/\(file.name)")
            #expect(answer.status == 200)
            let bytes = try answer.bytes
            guard let size = file.sizeBytes else {
                let text = String(decoding: bytes, as: UTF8.self)
                let lines = text.split(whereSeparator: \.isNewline)
                #expect(lines.count > edition.tables.contracts.rowCount)
                #expect(lines.allSatisfy { $0.split(separator: ",").count >= 3 })
                continue
            }
            #expect(answer.length == size && bytes.count == size)
            let kept = "\(invented.folder)\(folder)/\(file.name)"
            #expect(bytes == Array(try Data(contentsOf: URL(fileURLWithPath: kept))))
        }
        for name in ["set-aside.jsonl", "words.index", "manifest.json", "..%2Fmanifest.json"] {
            #expect(try await invented.get("\(folder)/tables/\(name)").status == 404)
        }
    }

    @Test func `a purchase opens onto the more precise ones, which add up to it`() async throws {
        let invented = try InventedSite(contracts: 200)
        let answers = try invented.edition.answers
        let whole = try answers.totals([("cpv", "45")]).count

        let kinds = try answers.purchases(below: "45")
        let page = try await invented.page("/cpv/45")

        #expect(kinds.count > 1)
        #expect(kinds.reduce(0) { $0 + $1.count } == whole)
        for kind in kinds {
            #expect(try answers.totals([("cpv", kind.value)]).count == kind.count)
            #expect(page.contains("href=\"/explorer?cpv=\(kind.value)\""))
            #expect(page.contains("href=\"/cpv/\(kind.value)\"") == !kind.value.hasSuffix("0"))
        }
        #expect(try answers.purchases(below: "45261210").isEmpty)
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
