import Columns
import Procurement
import Testing

@testable import Editions

/// Contracts that follow each other, in small invented editions.
@Suite struct SuccessorTests {
    /// The successor of each contract by their identifiers, with the gap in days.
    private func followed(_ contracts: [InventedContract]) throws -> [String: (
        id: String, gap: Int
    )] {
        let folder = try InventedFolder()
        try folder.deposit(contracts, as: "suite")
        let table = try folder.build().contracts
        let id = try #require(table["id"])
        let key = try #require(table["cle"])
        let successor = try #require(table["successeur"])
        let gap = try #require(table["successeur_ecart"])
        var idOf: [String: String] = [:]
        for row in 0..<table.rowCount { idOf[key.text(row) ?? ""] = id.text(row) }
        var found: [String: (id: String, gap: Int)] = [:]
        for row in 0..<table.rowCount {
            guard let next = successor.text(row) else { continue }
            found[id.text(row) ?? ""] = (
                try #require(idOf[next]), Int(try #require(gap.integer(row)))
            )
        }
        return found
    }

    private static let cleaning = InventedContract(
        id: "A", object: "Nettoyage des locaux de l'hôtel de ville", day: "2020-03-02",
        months: "12",
        cpv: "90911200")

    private func later(
        _ id: String, _ day: String, _ change: (inout InventedContract) -> Void = { _ in }
    ) -> InventedContract {
        var contract = Self.cleaning
        contract.id = id
        contract.day = day
        change(&contract)
        return contract
    }

    @Test func `a like contract of the same buyer near the end is the successor`() throws {
        let found = try followed([
            Self.cleaning,
            later("B", "2021-02-15") { $0.object = "Nettoyage des locaux, hôtel de ville 2021" },
        ])

        #expect(found["A"]?.id == "B")
        #expect(found["A"]?.gap == -15)
        #expect(found["B"] == nil)
    }

    @Test(arguments: ["buyer", "class", "object", "lot", "late", "early"])
    func `what differs in one of these is no successor`(what: String) throws {
        let other = later("B", "2021-02-15") { contract in
            switch what {
            case "buyer": contract.buyer = "21590163800019"
            case "class": contract.cpv = "90611000"
            case "object": contract.object = "Lavage de vitres du théâtre"
            case "late": contract.day = "2022-03-04"
            case "early": contract.day = "2020-06-01"
            default: contract.object += ", lot 2"
            }
        }
        var first = Self.cleaning
        if what == "lot" { first.object += ", lot 1" }

        let found = try followed([first, other])

        #expect(found["A"] == nil)
    }

    @Test func `a contract succeeds one at most, the most alike first`() throws {
        let found = try followed([
            later("A", "2020-03-02") { $0.object = "Nettoyage des écoles du centre" },
            later("B", "2020-03-03") { $0.object = "Nettoyage des écoles du port" },
            later("C", "2021-03-01") { $0.object = "Nettoyage des écoles du port" },
        ])

        #expect(found["B"]?.id == "C")
        #expect(found["A"] == nil)
    }

    @Test func `the number of workers changes nothing`() throws {
        let folder = try InventedFolder()
        var contracts: [InventedContract] = []
        for year in 2015...2022 {
            for lot in 1...5 {
                contracts.append(
                    later("\(year)-\(lot)", "\(year)-03-0\(lot)") {
                        $0.object += ", lot \(lot)"
                    })
            }
        }
        try folder.deposit(contracts, as: "lots")

        let table = try folder.build(workers: 3).contracts
        let gaps = try #require(table["successeur_ecart"])

        // Every lot but those of the last year has the same lot of the next year.
        #expect((0..<table.rowCount).filter { gaps.isKnown($0) }.count == 35)
        #expect((0..<table.rowCount).allSatisfy { gaps.integer($0) ?? 0 == 0 })
    }

    @Test func `objects are compared by their words, lots apart`() {
        func words(_ text: String) -> ObjectWords {
            var text = text
            return text.withUTF8 { ObjectWords($0) }
        }
        let plain = words("Réfection de la toiture de l'école Jules-Ferry")

        #expect(plain.likeness(to: words("RÉFECTION TOITURE ECOLE JULES FERRY 2024")) == 100)
        #expect(plain.likeness(to: words("Réfection de la cour de l'école")) == 33)
        #expect(words("Travaux lot n° 2").likeness(to: words("Travaux, lot 02")) == 100)
        #expect(words("Travaux lot 2").likeness(to: words("Travaux lot 3")) == nil)
        #expect(words("").likeness(to: words("Nettoyage")) == nil)
    }
}
