import Columns
import Foundation
import Indicators
import Procurement
import Testing

private let day = Day(number: 20_000)

@Suite struct CatalogueTests {
    @Test func `every file of the catalogue is listed, and every indicator has its file`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Indicators/Catalogue")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") && $0.contains("/") }
        let list = try String(
            contentsOf: folder.appending(path: "Indicator+All.swift"), encoding: .utf8)

        for file in files {
            let name = (file as NSString).lastPathComponent.dropLast(6)
            let member = name.prefix(1).lowercased() + name.dropFirst()
            #expect(list.contains("        \(member),\n"), "\(file) is not listed")
        }
        #expect(files.count == Indicator.all.count)
    }

    @Test func `codes and measure names are unique and well formed`() {
        let codes = Indicator.all.map(\.code)

        #expect(Set(codes).count == codes.count)
        for indicator in Indicator.all {
            #expect(indicator.code.wholeMatch(of: /[A-Z]{3}-[0-9]{2}/) != nil)
            let names = indicator.measures(on: day).map(\.name)
            #expect(!names.isEmpty)
            #expect(Set(names).count == names.count)
            for name in names { #expect(name.wholeMatch(of: /[a-z0-9_]+/) != nil) }
        }
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `a card is complete and well typeset`(code: String) throws {
        let card = try #require(Indicator.named(code))
        let texts =
            [card.title, card.question, card.population, card.formula] + card.sources + card.caveats
            + card.examples.map(\.description) + card.measures(on: day).map(\.title)
            + [card.amount].compactMap { $0 }

        #expect(card.question.hasSuffix("?"))
        #expect(!card.sources.isEmpty && !card.caveats.isEmpty)
        for text in texts {
            #expect(!text.isEmpty)
            for sign in [":", ";", "?", "!", "»", "%"] {
                #expect(!text.contains(" \(sign)"), "\(text)")
            }
            #expect(!text.contains("« "), "\(text)")
        }
    }

    @Test(arguments: Indicator.all.map(\.code))
    func `examples hold, with one counted and one not`(code: String) throws {
        let card = try #require(Indicator.named(code))
        let measure = try #require(card.measures(on: day).first).measure

        for example in card.examples {
            let reading = PlainReading(contract: example.row, award: example.row)
            let outcome = reading.outcome(measure)
            #expect(outcome == example.outcome, "\(example.description)")
        }
        // What no edition can answer counts nothing.
        #expect(card.examples.contains { $0.outcome == .counted } == (card.unavailable == nil))
        #expect(card.examples.contains { $0.outcome != .counted })
    }

    @Test func `competition and quality are never public by named buyer or firm`() {
        for card in Indicator.all where card.theme == .competition || card.theme == .quality {
            #expect(!card.publicDimensions.contains { $0.isNominative }, "\(card.code)")
        }
    }

    @Test func `the documentation of indicators is current`() throws {
        try expectDocument("indicators.md", Documentation.indicators(on: day))
    }

    @Test func `the documentation of selections is current`() throws {
        try expectDocument("selections.md", Documentation.selections())
    }

    private func expectDocument(_ name: String, _ text: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == text, "Run the tests with UPDATE_GOLDEN=1 to write docs/\(name).")
    }
}
