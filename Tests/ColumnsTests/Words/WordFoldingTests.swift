import Foundation
import Testing

@testable import Columns

@Suite struct WordFoldingTests {
    private let folding = WordFolding()

    @Test(arguments: [
        (
            "d'œuvre d’Œuvre dʼœuvre d´œuvre",
            ["d", "oeuvre", "d", "oeuvre", "d", "oeuvre", "d", "oeuvre"]
        ),
        ("Ærø, ǽ", ["aero", "ae"]), ("Straße STRASSE STRAẞE", ["strasse", "strasse", "strasse"]),
        ("porte-fenêtre gros‑œuvre", ["porte", "fenetre", "gros", "oeuvre"]),
        ("1 234,56 € 12/2024 n°3", ["1", "234", "56", "12", "2024", "n", "3"]),
        ("1\u{A0}234\u{202F}567", ["1", "234", "567"]), ("120 m² ½", ["120", "m2"]),
        ("e\u{301}cole \u{301}", ["ecole"]), ("r\u{FFFD}fection \u{FFFD}", ["r", "fection"]),
        (
            "mainte\u{AD}nance zéro\u{200D}largeur un\u{200B}deux",
            ["maintenance", "zerolargeur", "un", "deux"]
        ),
        ("\u{FEFF}toiture", ["toiture"]), ("ﬁnition eﬃcace", ["finition", "efficace"]),
        ("d'\u{9C}uvre l\u{92}eau", ["d", "oeuvre", "l", "eau"]),
        ("agent·e", ["agent", "e"]), ("ΕΛΛΆΣ Ελλάς", ["ελλασ", "ελλασ"]),
        ("Й и\u{306}", ["и", "и"]), ("日本語", ["日本語"]), ("… – « » !", []), ("", []),
    ])
    func `a text has these words`(text: String, words: [String]) {
        #expect(folding.words(of: text) == words)
    }

    @Test func `a word is cut after 64 bytes, however its letters are written`() {
        for count in 60...70 {
            let plain = String(repeating: "a", count: count) + "eoeb*"
            let accented = String(repeating: "à", count: count) + "éœb*"

            let words = folding.words(of: plain)

            #expect(words == [String(plain.prefix(min(count + 4, WordFolding.longestWord)))])
            #expect(folding.words(of: accented) == words)
        }
        let wide = folding.words(of: String(repeating: "日", count: 40))
        #expect(wide == [String(repeating: "日", count: 21)])
    }

    /// Scalars of every kind: letters and marks of several scripts, signs, spaces.
    private static let scalars: [Unicode.Scalar] =
        [0x20..<0x600, 0x900..<0xA00, 0x1E00..<0x2200, 0x3040..<0x3100, 0xFB00..<0xFB20]
        .flatMap { $0 }.compactMap { Unicode.Scalar(UInt32($0)) }

    @Test func `texts that Unicode holds for the same have the same words`() {
        for scalar in Self.scalars {
            let text = "a\(scalar)b" as NSString
            let composed = folding.words(of: text.precomposedStringWithCanonicalMapping)
            let decomposed = folding.words(of: text.decomposedStringWithCanonicalMapping)

            #expect(composed == decomposed, "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `letters lose their case and keep their place`() {
        for scalar in Self.scalars where scalar.properties.isLowercase {
            let upper = scalar.properties.uppercaseMapping.unicodeScalars
            // Where there is one capital and it leads back.
            guard upper.count == 1, let capital = upper.first,
                capital.properties.lowercaseMapping == String(scalar)
            else { continue }

            #expect(
                folding.words(of: "x\(scalar)y") == folding.words(of: "x\(capital)y"),
                "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `every letter is of a word, and a folded word folds to itself`() {
        for scalar in Self.scalars {
            let words = folding.words(of: "a\(scalar)b")

            #expect(words.flatMap { folding.words(of: $0) } == words, "U+\(scalar.value)")
            let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            let isOfLetters = ([scalar] + parts).allSatisfy {
                $0.properties.isAlphabetic && !("\u{2B0}"..."\u{2FF}").contains($0)
                    || $0.properties.canonicalCombiningClass != .notReordered
            }
            if isOfLetters {
                #expect(words.count == 1, "U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test func `the beginning of a text folds to the beginning of its words`() {
        var state: UInt64 = 11
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.unicodeScalars.append(Self.scalars[Int(state >> 33) % Self.scalars.count])
            }
            let whole = folding.words(of: text)
            var start = ""
            for scalar in text.unicodeScalars {
                start.unicodeScalars.append(scalar)
                let words = folding.words(of: start)
                guard let last = words.last else { continue }

                #expect(whole.starts(with: words.dropLast()))
                #expect(whole[words.count - 1].utf8.starts(with: last.utf8))
            }
        }
    }

    @Test func `random bytes give well-formed words, and those of the repaired text`() {
        var state: UInt64 = 3
        for _ in 0..<1_000 {
            let bytes = (0..<16).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state >> 60 < 6
                    ? UInt8(truncatingIfNeeded: state >> 33) : UInt8(0x61 + (state >> 40) % 20)
            }
            var words: [[UInt8]] = []
            folding.withScratch { scratch in
                bytes.withUnsafeBufferPointer { text in
                    folding.forEachWord(in: text, scratch: scratch) { words.append(Array($0)) }
                }
            }
            let repaired = folding.words(of: String(decoding: bytes, as: UTF8.self))

            #expect(words.map { String(decoding: $0, as: UTF8.self) } == repaired, "\(bytes)")
        }
    }
}
