import Foundation
import Law
import Procurement
import Testing

@testable import Tools

/// What holds for every tool.
@Suite struct ToolboxTests {
    static let names = Toolbox.tools.map(\.name)

    private func tool(_ name: String) throws -> any Tool {
        try #require(Toolbox.tool(named: name))
    }

    /// What no field takes; words take anything but control characters.
    private static func nonsense(for field: any ToolField) -> [String] {
        if case .text = field.control { return ["bleu\u{7}", "\u{1B}[31m", "ble\u{85}u"] }
        // Some numbers may be below zero: prices fall too.
        let negative = if case .number = field.control { "--5" } else { "-5" }
        return ["bleu", negative, "12/34/5678", "2026-02-30", "1e9", "🏛"]
    }

    @Test func `names are unique, and so are those of each tool's fields`() {
        #expect(Set(Self.names).count == Self.names.count)
        for tool in Toolbox.tools {
            let fields = tool.fields.map(\.name)
            #expect(Set(fields).count == fields.count, "\(tool.name)")
        }
    }

    @Test(arguments: ToolboxTests.names)
    func `the example of each tool is answered, with steps and articles`(name: String) throws {
        let tool = try tool(name)
        let values = Dictionary(uniqueKeysWithValues: tool.example.map { ($0.field, $0.value) })

        let answer = try tool.answer(to: values, try setting())

        #expect(!answer.summary.isEmpty && !answer.results.isEmpty && !answer.steps.isEmpty)
        #expect(answer.steps.contains { !$0.articles.isEmpty })
        let json = try JSONSerialization.jsonObject(with: Data(answer.json(of: tool).utf8))
        let object = try #require(json as? [String: Any])
        #expect(object["tool"] as? String == name)
        #expect(object["notice"] as? String == ToolAnswer.notice)
        #expect((object["result"] as? [String: Any])?.count == answer.results.count)
    }

    @Test(arguments: ToolboxTests.names)
    func `each field accepts its example and refuses nonsense by name, value and expectation`(
        name: String
    ) throws {
        let tool = try tool(name)
        let example = Dictionary(uniqueKeysWithValues: tool.example.map { ($0.field, $0.value) })
        for field in tool.fields {
            #expect(field.accepts(field.example), "\(field.name)")
            #expect(!field.label.isEmpty && !field.expected.isEmpty)
            for nonsense in Self.nonsense(for: field) {
                #expect(!field.accepts(nonsense), "\(field.name): \(nonsense)")
                var values = example
                values[field.name] = nonsense
                do {
                    _ = try tool.answer(to: values, try setting())
                    Issue.record("\(field.name) took \(nonsense)")
                } catch let refusal as ToolRefusal {
                    #expect(refusal.field == field.name)
                    #expect(refusal.description.contains("«\u{202F}\(nonsense)\u{202F}»"))
                    #expect(refusal.description.contains(field.label))
                }
            }
            guard field.isRequired else { continue }
            var values = example
            values[field.name] = "  "
            #expect(throws: ToolRefusal.self, "\(field.name)") {
                try tool.answer(to: values, try setting())
            }
        }
    }

    @Test(arguments: ToolboxTests.names)
    func `an unknown field is refused with the known ones`(name: String) throws {
        let tool = try tool(name)
        do {
            _ = try tool.answer(to: ["couleur": "bleu"], try setting())
            Issue.record("couleur was taken")
        } catch let refusal as ToolRefusal {
            #expect(refusal == .unknownField("couleur", known: tool.fields.map(\.name)))
        }
    }

    @Test(arguments: ToolboxTests.names)
    func `the greatest and the least values of every field and cell are answered or refused`(
        name: String
    ) throws {
        let tool = try tool(name)
        let setting = try setting()
        var example = Dictionary(uniqueKeysWithValues: tool.example.map { ($0.field, $0.value) })
        if tool.fields.contains(where: { $0.name == "draws" }) { example["draws"] = "100" }
        let extremes = [
            "0,01", "1", "0", "-20", "99999", "91827364.55", "1000000000000", "1990-01-01",
            "2100-12-31",
        ]
        for field in tool.fields {
            for value in extremes {
                var cases = [value]
                if case .table = field.control, let table = example[field.name] {
                    cases = Self.planted(value, in: table)
                }
                for text in cases {
                    do {
                        let answer = try tool.answer(
                            to: example.merging([field.name: text]) { $1 }, setting)
                        #expect(!answer.json(of: tool).isEmpty)
                    } catch {
                        #expect(!error.description.isEmpty)
                    }
                }
            }
        }
    }

    /// A table with a value in each cell of its first line, in turn, then in all of them.
    private static func planted(_ value: String, in table: String) -> [String] {
        let lines = DelimitedText(table, atMost: .max).lines.map(\.cells)
        guard lines.count > 1 else { return [value] }
        var tables = lines[0].indices.map { place -> String in
            var rows = lines
            while rows[1].count < lines[0].count { rows[1].append("") }
            rows[1][place] = value
            return DelimitedText.written(rows)
        }
        tables.append(
            DelimitedText.written([lines[0]] + lines.dropFirst().map { $0.map { _ in value } }))
        return tables
    }

    @Test func `days that contradict each other are refused by the one to mend`() throws {
        let request = ["buyer": "state", "received": "2026-03-02"]
        let cases: [([String: String], String)] = [
            (["interrupted": "2026-03-01"], "interrupted"),
            (["interrupted": "2026-05-01"], "interrupted"),
            (["interrupted": "2026-03-10", "completed": "2026-03-09"], "completed"),
            (["completed": "2026-03-09"], "completed"), (["received": "1995-01-01"], "received"),
        ]
        for (more, field) in cases {
            do {
                _ = try DueDate().answer(to: request.merging(more) { $1 }, try setting())
                Issue.record("\(more) was taken")
            } catch let refusal as ToolRefusal {
                #expect(refusal.field == field)
            }
        }
    }

    @Test(arguments: [
        ("12 000,50 €", "12000.50"), ("12\u{202F}000", "12000"), ("5,5 %", "5.5"), ("−3", "-3"),
    ])
    func `numbers are read as people write them`(typed: String, plain: String) {
        #expect(TypedText.plainNumber(typed) == plain)
    }
}
