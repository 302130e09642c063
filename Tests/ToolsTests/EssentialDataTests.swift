import Foundation
import Procurement
import Testing

@testable import Tools

/// Essential data: where each contract goes, the regulation's file, the yearly list.
@Suite struct EssentialDataTests {
    private let tool = EssentialData()

    /// The example's first line with other cells.
    private func table(_ changes: [String: String] = [:], line: Int = 1) -> String {
        let lines = DelimitedText(tool.example[1].value, atMost: .max).lines.map(\.cells)
        let row = zip(lines[0], lines[line]).map { changes[$0] ?? $1 }
        return DelimitedText.written([lines[0], row])
    }

    private func answer(_ table: String) throws -> ToolAnswer {
        try tool.answer(
            to: ["acheteur": "00000033100017", "contracts": table], try setting())
    }

    private func destination(_ changes: [String: String]) throws -> ToolValue {
        var answers: [ToolValue] = []
        for row in try answer(table(changes)).tables[0].rows { answers.append(row[2]) }
        return try #require(answers.first)
    }

    @Test func `a contract is written with the regulation's members, labels and units`() throws {
        let answer = try answer(table())

        let file = try #require(answer.files.first { $0.name == "decp.json" })
        let root = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
        let list = (root?["marches"] as? [String: Any])?["marche"] as? [[String: Any]]
        let contract = try #require(list?.first)
        #expect(contract["montant"] as? Double == 84_500)
        #expect(contract["tauxAvance"] as? Double == 0.05)
        #expect(contract["attributionAvance"] as? Bool == true)
        #expect((contract["acheteur"] as? [String: String]) == ["id": "00000033100017"])
        #expect(
            (contract["considerationsEnvironnementales"] as? [String: [String]])
                == [
                    "considerationEnvironnementale": [
                        "Clause environnementale", "Critère environnemental",
                    ]
                ])
        #expect(contract["titulaire_nom"] == nil && contract["besoin"] == nil)
    }

    @Test(arguments: [
        ("39999.99", "2026-01-05", "liste annuelle, ou données essentielles"),
        ("40000", "2026-01-05", "données essentielles"),
        ("25000", "2026-01-05", "liste annuelle, ou données essentielles"),
        ("24999.99", "2026-01-05", "rien à publier"),
        ("25000", "2019-06-30", "données essentielles"),
    ])
    func `thresholds of the day of notification decide where the data go`(
        amount: String, day: String, expected: String
    ) throws {
        let changes = [
            "montant": amount, "dateNotification": day, "titulaire_nom": "A",
            "titulaire_codePostal": "59000",
        ]

        #expect(try destination(changes) == .text(expected))
    }

    @Test func `a small lot of a greater need is published`() throws {
        #expect(
            try destination(["montant": "12000", "besoin": "90000"])
                == .text("données essentielles"))
    }

    @Test func `what is published after two months is said to be late`() throws {
        let onTime = try answer(
            table(["dateNotification": "2026-09-10", "datePublicationDonnees": "2026-11-10"]))
        let late = try answer(
            table(["dateNotification": "2026-09-09", "datePublicationDonnees": "2026-11-10"]))

        #expect(onTime.warnings.isEmpty)
        #expect(late.warnings.count == 1)
    }

    @Test func `the list has the five data, and no cell that a spreadsheet would run`() throws {
        let answer = try answer(table(["objet": "=1+1", "titulaire_nom": "@A"], line: 2))

        let file = try #require(answer.files.first { $0.name == "liste-annuelle-2026.csv" })
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(text.contains("'=1+1;31200,00;14/01/2026;2;'@A;59000"))
        #expect(!answer.files.contains { $0.name == "decp.json" })
    }

    @Test(arguments: [
        ("acheteur_id", "00000033100018"), ("objet", ""), ("montant", "0"), ("codeCPV", "4526121"),
        ("procedure", "Gré à gré"), ("ccag", ""), ("dateNotification", "2027-01-01"),
        ("datePublicationDonnees", "2026-01-04"), ("titulaires", "123"), ("titulaires", ""),
        ("techniques", "Concours|Sans objet"), ("tauxAvance", ""), ("tauxAvance", "1,5"),
        ("tauxAvance", "0"), ("offresRecues", "0"), ("dureeMois", "0"), ("marcheInnovant", "NC"),
        ("lieuExecution_code", "5900"), ("lieuExecution_typeCode", "Code"),
        ("considerationsSociales", "Clause sociale|Pas de considération sociale"),
        ("id", "un identifiant long de trop"), ("id", "a b"), ("id", ""),
    ])
    func `each wrong cell is refused at its place`(column: String, value: String) {
        do {
            _ = try answer(table([column: value]))
            Issue.record("taken")
        } catch let refusal as ToolRefusal {
            #expect(refusal.field == "contracts.1.\(column)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `the French share of origin is no more than the European one`() throws {
        #expect(throws: ToolRefusal.self) {
            try answer(table(["origineUE": "0,4", "origineFrance": "0,9"]))
        }
        #expect(try answer(table(["origineUE": "80 %", "origineFrance": "0.5"])).files.count == 1)
    }

    @Test func `labels are recognised whatever their case, accents and apostrophes`() throws {
        let plain = try answer(table())
        let typed = try answer(
            table([
                "procedure": "procedure ADAPTEE", "formePrix": "forfaitaire",
                "typesPrix": "definitif ferme", "considerationsSociales": "clause sociale",
            ]))

        #expect(plain.files.first?.bytes == typed.files.first?.bytes)
        #expect(
            EssentialDataLabels.find("Maîtrise d’oeuvre", in: ["Maitrise d'œuvre"]) != nil)
    }

    @Test func `an identifier used twice by a buyer is refused`() {
        let lines = DelimitedText(tool.example[1].value, atMost: .max).lines.map(\.cells)

        #expect(throws: ToolRefusal.self) {
            try answer(DelimitedText.written([lines[0], lines[1], lines[1]]))
        }
    }
}
