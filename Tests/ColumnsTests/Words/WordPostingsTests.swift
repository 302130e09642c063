import Foundation
import Testing

@testable import Columns

@Suite struct WordPostingsTests {
    private static let objects = (0..<4_000).map { number in
        ["", "Toiture", "l'École", "œuvre, œuvre", "n° \(number % 90)", "日本 \(number)", "—"][
            number % 7] + (number % 5 == 0 ? " école" : "")
    }

    /// An index of these texts and of names, two for one fact in three, whose bytes `damage` changes.
    private static func index(
        _ objects: [String], damage: (inout [UInt8]) -> Void = { _ in }
    ) throws -> WordIndex {
        let names = ["", "École du Nord", "Toiture"]
        let parents = objects.indices.filter { $0 % 3 == 0 }.flatMap { [UInt32($0), UInt32($0)] }
        let codes = parents.indices.map { UInt32($0 % 3) }
        let (bytes, offsets) = ArrowFileTests.layout(objects)
        let (nameBytes, nameOffsets) = ArrowFileTests.layout(names)
        let sources = [
            WordSource(.texts("objet", bytes: bytes, offsets: offsets)),
            WordSource(
                .dictionary(
                    "nom", codes: codes, entryBytes: nameBytes, entryOffsets: nameOffsets,
                    hasNulls: true),
                parents: .integers("contrat", .uint32, parents, nullable: false)),
        ]
        var file = WordIndexBuilder.build(facts: objects.count, sources: sources, workers: 2)
        damage(&file)
        let path = NSTemporaryDirectory() + "orcp-\(UUID().uuidString).idx"
        defer { unlink(path) }
        try Data(file).write(to: URL(fileURLWithPath: path))
        return try WordIndex(path: path, facts: objects.count, sources: sources)
    }

    /// Folded texts of each fact, as `index` has them.
    private static func texts(_ objects: [String]) -> [[(source: Int, words: [String])]] {
        var code = 0
        return objects.enumerated().map { fact, object in
            var texts = [(0, WordFolding().words(of: object))]
            for _ in 0..<(fact % 3 == 0 ? 2 : 0) {
                texts.append((1, [[], ["ecole", "du", "nord"], ["toiture"]][code % 3]))
                code += 1
            }
            return texts.filter { !$0.1.isEmpty }
        }
    }

    private static func pairs(
        _ index: WordIndex, atOnce: Int, selected: Bitmap? = nil
    ) throws -> [String] {
        var postings = try WordPostings(index)
        var pairs: [String] = []
        var words = [UInt32](repeating: 0, count: atOnce)
        var facts = words
        while true {
            let count = try words.withUnsafeMutableBufferPointer { words in
                try facts.withUnsafeMutableBufferPointer { facts in
                    try postings.fill(words: words, facts: facts, selected: selected)
                }
            }
            if count == 0 { return pairs }
            pairs += (0..<count).map { "\(postings.words[Int(words[$0])]) \(facts[$0])" }
        }
    }

    private static func expected(_ objects: [String], where isIn: (Int) -> Bool) -> [String] {
        var byWord: [String: Set<Int>] = [:]
        for (fact, texts) in texts(objects).enumerated() where isIn(fact) {
            for text in texts { for word in text.words { byWord[word, default: []].insert(fact) } }
        }
        return byWord.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .flatMap { word, facts in facts.sorted().map { "\(word) \($0)" } }
    }

    @Test(arguments: [1, 7, 1_000, 1 << 16])
    func `every word comes with every fact that holds it, however many at once`(atOnce: Int) throws
    {
        let index = try Self.index(Self.objects)

        #expect(
            try Self.pairs(index, atOnce: atOnce) == Self.expected(Self.objects) { _ in true })
    }

    @Test func `only the selected facts come`() throws {
        let index = try Self.index(Self.objects)
        var selected = Bitmap(rowCount: Self.objects.count)
        for fact in Self.objects.indices where fact % 11 < 3 { selected[fact] = true }

        #expect(
            try Self.pairs(index, atOnce: 100, selected: selected)
                == Self.expected(Self.objects) { $0 % 11 < 3 })
        #expect(
            try Self.pairs(
                index, atOnce: 9, selected: Bitmap(rowCount: Self.objects.count)) == [])
    }

    @Test func `an index of no word has no posting`() throws {
        #expect(try Self.pairs(Self.index([]), atOnce: 4) == [])
    }

    @Test func `a damaged index is refused, never read outside`() throws {
        var state: UInt64 = 21
        var refused = 0
        for _ in 0..<1_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            do {
                let index = try Self.index(Array(Self.objects.prefix(120))) { bytes in
                    bytes[Int(state >> 33) % bytes.count] ^=
                        UInt8(truncatingIfNeeded: state >> 20) | 1
                }
                _ = try Self.pairs(index, atOnce: 50)
            } catch is ArrowFailure {
                refused += 1
            }
        }

        #expect(refused > 300)
    }

    @Test(arguments: [1, 13, 100_000])
    func `folded texts come in order of facts then of sources`(atOnce: Int) throws {
        let index = try Self.index(Self.objects)
        var folded = FoldedTexts(index.sources, facts: Self.objects.count)
        var found: [String] = []

        while let rows = folded.next(facts: atOnce) {
            for row in rows.facts.indices {
                let bytes = rows.bytes[Int(rows.offsets[row])..<Int(rows.offsets[row + 1])]
                let text = String(decoding: bytes, as: UTF8.self)
                found.append("\(rows.facts[row]) \(rows.sources[row]) \(text)")
            }
        }

        let expected = Self.texts(Self.objects).enumerated().flatMap { fact, texts in
            texts.map { "\(fact) \($0.source) \($0.words.joined(separator: " "))" }
        }
        #expect(found == expected)
    }
}
