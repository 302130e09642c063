import Foundation
import Testing

@testable import Columns

@Suite struct WordIndexTests {
    private static let vocabulary = [
        "toiture", "Réfection", "œuvre", "Maîtrise", "d'œuvre", "ÉCOLE", "école-mairie", "l'eau",
        "eau", "2024", "lot n°3", "Straße", "cœur", "Noël", "a", "éclairage", "eclairage", "Ærø",
        "ﬁn", "voirie,", "(travaux)", "TRAVAUX", "de", "de", "de", "naïve", "N\u{303}ame", "日本",
    ]

    private struct Sample {
        let objects: [String]
        let suppliers: [[String]]
        let index: WordIndex
        let path: String
    }

    private static func sample(facts: Int, seed: UInt64, workers: Int = 2) throws -> Sample {
        var state = seed
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let objects = (0..<facts).map { _ in
            (0..<draw(7)).map { _ in vocabulary[draw(vocabulary.count)] }.joined(separator: " ")
        }
        let names = ["", "ALU CONCEPT", "École de l'eau", "Société Générale", "toiture du Nord"]
            .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let suppliers = (0..<facts).map { _ in (0..<draw(3)).map { _ in draw(names.count) } }
        let parents = suppliers.enumerated().flatMap { fact, list in list.map { _ in UInt32(fact) }
        }
        let (textBytes, textOffsets) = ArrowFileTests.layout(objects)
        let (nameBytes, nameOffsets) = ArrowFileTests.layout(names)
        let sources = [
            WordSource(.texts("objet", bytes: textBytes, offsets: textOffsets)),
            WordSource(
                .dictionary(
                    "nom", codes: suppliers.flatMap { $0.map(UInt32.init) }, entryBytes: nameBytes,
                    entryOffsets: nameOffsets, hasNulls: true),
                parents: .integers("contrat", .uint32, parents, nullable: false)),
        ]
        let path = NSTemporaryDirectory() + "orcp-\(UUID().uuidString).idx"
        let bytes = WordIndexBuilder.build(facts: facts, sources: sources, workers: workers)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return Sample(
            objects: objects, suppliers: suppliers.map { $0.map { names[$0] } },
            index: try WordIndex(path: path, facts: facts, sources: sources), path: path)
    }

    /// Every fact, text by text and word by word.
    private static func bruteForce(_ query: WordQuery, _ sample: Sample) -> [UInt32] {
        let folding = WordFolding()
        return sample.objects.indices.filter { fact in
            let texts = ([sample.objects[fact]] + sample.suppliers[fact]).map(folding.words)
            return query.terms.allSatisfy { term in
                texts.contains { words in
                    switch term {
                    case .word(let word): words.contains(word)
                    case .prefix(let prefix): words.contains { $0.hasPrefix(prefix) }
                    case .phrase(let phrase):
                        words.indices.contains { start in
                            words[start...].starts(with: phrase)
                        }
                    }
                }
            }
        }.map(UInt32.init)
    }

    @Test(arguments: [1, 7, 42])
    func `the index finds what reading every text finds`(seed: UInt64) throws {
        let sample = try Self.sample(facts: 3_000, seed: seed)
        defer { unlink(sample.path) }

        for text in [
            "toiture", "oeuvre", "œuvre", "ecole", "éclairage eau", "de", "\"de l'eau\"", "ec*",
            "\"maîtrise d'œuvre\"", "absent", "e* 2024", "l'eau", "strasse", "nord* de", "日本",
            "\"toiture du nord\"", "aero", "aerø", "ñame", "école-mairie",
        ] {
            let query = try WordQuery(parsing: text)
            let found = sample.index.rows(query)
            let expected = Self.bruteForce(query, sample)
            #expect(found == expected, "\(text)")
        }
    }

    @Test func `the number of workers changes nothing`() throws {
        let texts = (0..<9_000).map { "mot\($0 % 311) éclair \($0)" }
        let (bytes, offsets) = ArrowFileTests.layout(texts)
        let source = WordSource(.texts("objet", bytes: bytes, offsets: offsets))

        let one = WordIndexBuilder.build(facts: 9_000, sources: [source], workers: 1)
        let two = WordIndexBuilder.build(facts: 9_000, sources: [source], workers: 2)

        #expect(one == two)
    }

    @Test func `folding removes case, accents and ligatures`() {
        let folding = WordFolding()

        #expect(
            folding.words(of: "L'ŒUVRE Éclairée, n°12 cœur") == [
                "l", "oeuvre", "eclairee", "n", "12", "coeur",
            ])
        #expect(folding.words(of: "e\u{301}cole") == ["ecole"])
        #expect(folding.words(of: "") == [])
    }

    @Test func `ill-formed bytes end a word and break nothing`() {
        let bytes: [UInt8] = [0x61, 0x80, 0x41, 0xC0, 0x81, 0x62, 0xF0, 0x9F]
        var words: [String] = []

        let folding = WordFolding()
        folding.withScratch { scratch in
            bytes.withUnsafeBufferPointer { text in
                folding.forEachWord(in: text, scratch: scratch) {
                    words.append(String(decoding: $0, as: UTF8.self))
                }
            }
        }

        #expect(words == ["a", "a", "b"])
    }

    @Test func `words that cannot be read are refused with a sentence`() {
        #expect(throws: WordRefusal.empty("--")) { try WordQuery(parsing: "--") }
        #expect(throws: WordRefusal.openQuote("\"a b")) { try WordQuery(parsing: "\"a b") }
        #expect(throws: WordRefusal.self) {
            try WordQuery(parsing: String(repeating: "a ", count: 40))
        }
    }

    @Test func `a damaged index is refused or finds less, never a crash`() throws {
        let sample = try Self.sample(facts: 500, seed: 5)
        defer { unlink(sample.path) }
        let whole = try Data(contentsOf: URL(fileURLWithPath: sample.path))
        var state: UInt64 = 9

        for _ in 0..<1_000 {
            var bytes = whole
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % bytes.count] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
            try bytes.write(to: URL(fileURLWithPath: sample.path))
            do {
                let index = try WordIndex(path: sample.path, facts: 500, sources: [])
                _ = index.rows(WordQuery(terms: [.prefix("e"), .word("de")]))
            } catch is ArrowFailure {
                continue
            }
        }
    }
}
