import Foundation
import Law
import Procurement
import Testing

@testable import Tools

/// Sourcing, and a buyer's own data.
@Suite struct MarketToolTests {
    private func cells(_ answer: ToolAnswer, _ table: String, _ column: String) throws
        -> [ToolValue]
    {
        let table = try #require(answer.tables.first { $0.name == table })
        let place = try #require(table.columns.firstIndex { $0.name == column })
        return table.rows.map { $0[place] }
    }

    @Test func `companies that sold alike are counted, with the nearness of their department`()
        throws
    {
        let answer = try Sourcing().answer(
            to: ["words": "Toiture", "ownDepartment": "59"], try setting())

        #expect(try cells(answer, "companies", "name").first == .text("Toits 0"))
        #expect(
            try cells(answer, "companies", "nearness")
                == [.text("même département"), .text("même région"), .text("ailleurs")])
        #expect(try cells(answer, "buyers", "count").count == 2)
        #expect(try cells(answer, "bands", "middle").first == .money(Money(cents: 4_000_000)))
        #expect(try cells(answer, "bands", "unknown").first?.french == "1")
        #expect(try cells(answer, "clauses", "share").first?.french == "50\u{202F}%")
    }

    @Test func `few contracts make no band`() throws {
        let market = InventedMarket(all: Array(InventedMarket.contracts.prefix(4)))
        let answer = try Sourcing().answer(
            to: ["words": "Toiture"],
            ToolSetting(law: .shipped, today: try day("2026-11-24"), market: market))

        #expect(try cells(answer, "bands", "middle").allSatisfy { $0 == .unknown("trop peu") })
    }

    @Test func `the memo recalls the rule, that place is no criterion, and keeps the log`() throws {
        let answer = try Sourcing().answer(
            to: [
                "words": "Toiture",
                "contacted": "company;on;told\nToits A;2026-03-10;Note du 1er mars",
            ], try setting())

        let text = try #require(answer.documents.first).plainText
        #expect(text.contains("R2111-1"))
        #expect(text.contains("n’est pas un critère d’attribution"))
        #expect(text.contains("Toits A\t10 mars 2026\t\tNote du 1er mars"))
    }

    @Test func `faults come by what they leave out of sums, then by money`() throws {
        let answer = try MyData().answer(to: ["siret": "00000033100017"], try setting())

        #expect(answer.value("contracts")?.french == "3")
        #expect(answer.value("withoutAmount")?.french == "1")
        #expect(try cells(answer, "faults", "code") == [.text("CPV-01")])
        #expect(try cells(answer, "faults", "withoutAmount").first?.french == "1")
    }

    @Test func `the corrected file holds whole contracts; the others say why they are not in it`()
        throws
    {
        let answer = try MyData().answer(to: ["siret": "00000051300093"], try setting())

        let file = try #require(answer.files.first { $0.name == "decp-corrige.json" })
        let root = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
        let list = (root?["marches"] as? [String: Any])?["marche"] as? [[String: Any]]
        #expect(list?.compactMap { $0["id"] as? String } == ["2025-0", "2025-3", "2025-4"])
        let reasons = try cells(answer, "missing", "why").map(\.french)
        #expect(
            reasons.contains { $0.contains("4526") } && reasons.contains { $0.contains("modifié") })
        #expect(answer.value("corrected")?.french == "3")
    }

    @Test func `without an edition, or without contracts, both say so`() throws {
        let alone = ToolSetting(law: .shipped, today: try day("2026-11-24"))
        #expect(throws: ToolRefusal.self) {
            try Sourcing().answer(to: ["words": "Toiture"], alone)
        }
        #expect(throws: ToolRefusal.self) {
            try MyData().answer(to: ["siret": "00000051300093"], alone)
        }
        #expect(throws: ToolRefusal.self) {
            try MyData().answer(to: ["siret": "00000099900006"], try setting())
        }
    }
}
