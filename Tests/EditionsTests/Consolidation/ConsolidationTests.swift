import Columns
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct ConsolidationTests {
    private func edition(_ files: [[InventedContract]]) throws -> Edition {
        let folder = try InventedFolder()
        for (number, contracts) in files.enumerated() {
            try folder.deposit(contracts, as: "source-\(number)")
        }
        return try folder.build()
    }

    private func texts(_ table: Table, _ name: String) -> [String?] {
        let column = table[name]
        return (0..<table.rowCount).map { column?.text($0) }
    }

    private func numbers(_ table: Table, _ name: String) -> [Int64?] {
        let column = table[name]
        return (0..<table.rowCount).map { column?.integer($0) }
    }

    @Test func `two publications of one contract are one contract`() throws {
        let first = InventedContract(amount: "100000")
        var second = InventedContract(published: "2020-06-01", amount: "110000")
        second.object = "TRAVAUX  de voirie."

        let edition = try edition([[first], [second]])

        #expect(edition.contracts.rowCount == 1)
        #expect(numbers(edition.contracts, "montant_initial_centimes") == [11_000_000])
        #expect(numbers(edition.contracts, "declarations") == [2])
        #expect(Set(texts(edition.findings, "code")).isSuperset(of: ["DOU-03", "DOU-04"]))
    }

    @Test(arguments: [
        InventedContract(object: "Travaux d'éclairage"), InventedContract(day: "2020-03-03"),
        InventedContract(suppliers: ["35600000000048", "77567227221138"]),
    ])
    func `another object day or set of suppliers is another lot`(other: InventedContract) throws {
        let edition = try edition([[InventedContract(), other]])

        #expect(edition.contracts.rowCount == 2)
        #expect(numbers(edition.contracts, "identifiant_repete") == [1, 1])
        #expect(texts(edition.findings, "code").filter { $0 == "DOU-01" }.count == 2)
    }

    @Test func `the order of suppliers does not matter`() throws {
        let pair = ["77567227221138", "35600000000048"]
        let edition = try edition([
            [InventedContract(suppliers: pair)], [InventedContract(suppliers: pair.reversed())],
        ])

        #expect(edition.contracts.rowCount == 1)
        #expect(edition.awards.rowCount == 2)
    }

    @Test func `without identifier only identical records are one contract`() throws {
        let same = InventedContract(id: nil)
        let edition = try edition([[same, same, InventedContract(id: nil, amount: "5000")]])

        #expect(edition.contracts.rowCount == 2)
        #expect(texts(edition.declarations, "sort").filter { $0 == "Réunie" }.count == 1)
    }

    @Test func `modifications of all versions are united in order of day`() throws {
        let change = { (day: String, amount: Int) in
            #"{"dateNotificationModification":"\#(day)","datePublicationDonneesModification":"#
                + #""\#(day)","objetModification":"Avenant","montant":\#(amount)}"#
        }
        let first = InventedContract(
            extra: #","modifications":[\#(change("2021-05-01", 150_000))]"#)
        let second = InventedContract(
            published: "2022-01-01",
            extra: ",\"modifications\":[" + change("2021-12-01", 160_000) + ","
                + change("2021-05-01", 150_000) + "]")

        let edition = try edition([[first], [second]])

        #expect(numbers(edition.amendments, "montant_centimes") == [15_000_000, 16_000_000])
        #expect(numbers(edition.contracts, "montant_courant_centimes") == [16_000_000])
        #expect(numbers(edition.contracts, "derive_montant") == [3_333])
    }

    @Test func `a contract keeps its key when other fields and other contracts change`() throws {
        let alone = try edition([[InventedContract()]])
        let among = try edition([
            [InventedContract(id: "A", object: "Autre", day: "2019-01-01")],
            [InventedContract(published: "2023-01-01", amount: "1", cpv: "72000000")],
        ])

        let key = try #require(texts(alone.contracts, "cle").first)

        #expect(texts(among.contracts, "cle").contains(key))
    }

    @Test func `every record read is kept merged or set aside`() throws {
        let folder = try InventedFolder()
        let good = InventedContract().json
        try folder.deposit(
            text: "{\"marches\":[\(good),{\"id\":\"x\"},\(good),{\"id\":", as: "coupé")

        let report = try folder.report()

        let deposit = try #require(report.deposits.first)
        #expect((deposit.read, deposit.kept, deposit.merged, deposit.setAside) == (4, 1, 1, 2))
        let path = "\(folder.path)/editions/\(report.edition)/set-aside.jsonl"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(#""texte":"{\"id\":\"x\"}""#) == true)
    }
}
