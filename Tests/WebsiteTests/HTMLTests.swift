import Testing

@testable import Website

@Suite struct HTMLTests {
    /// A seeded generator, so that a failure can be seen again.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }

    @Test func `any text comes back whole and never becomes markup`() {
        var generator = Seeded(state: 20_170)
        let alphabet = Array("<>&\"'abcé œ»&amp;🏛\u{202F}")
        for round in 0..<2_000 {
            let text = String(
                (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                })

            let html: HTML = "\(text)"

            #expect(!html.text.contains { "<>\"'".contains($0) }, "round \(round)")
            #expect(unescaped(html.text) == text, "round \(round)")
        }
    }

    @Test func `an attribute cannot be left`() {
        let value = "\" onmouseover=\"alert(1)"

        let html: HTML = "<a title=\"\(value)\">x</a>"

        #expect(html.text == "<a title=\"&quot; onmouseover=&quot;alert(1)\">x</a>")
    }

    @Test func `control characters that HTML forbids are replaced`() {
        let html: HTML = "\("a\u{0}b\u{1B}c\nd")"

        #expect(html.text == "a\u{FFFD}b\u{FFFD}c\nd")
    }

    @Test func `C1 controls, noncharacters and turning signs are replaced, not their neighbours`()
        throws
    {
        for value: UInt32 in [
            0x80, 0x9F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF,
        ] {
            let scalar = try #require(Unicode.Scalar(value))
            let html: HTML = "\("é\(scalar)z\(scalar)")"
            #expect(html.text == "é\u{FFFD}z\u{FFFD}", "U+\(String(value, radix: 16))")
        }
        for value: UInt32 in [
            0xA0, 0x2019, 0x2029, 0x202F, 0x2065, 0x206A, 0xFDCF, 0xFDF0, 0xFFFD, 0xFF1A,
        ] {
            let scalar = try #require(Unicode.Scalar(value))
            let html: HTML = "\("é\(scalar)z\(scalar)")"
            #expect(html.text == "é\(scalar)z\(scalar)", "U+\(String(value, radix: 16))")
        }
    }

    @Test func `markup inside markup is not escaped twice`() {
        let inner: HTML = "<b>\("R&D")</b>"

        let outer: HTML = "<p>\(inner)\([inner, inner])</p>"

        #expect(outer.text == "<p><b>R&amp;D</b><b>R&amp;D</b><b>R&amp;D</b></p>")
    }

    @Test func `a link keeps to this site and comes back decoded`() {
        let link = Link(["contrats", "a/b?c é"], query: [("mots", "\"gros œuvre\"&x")])

        #expect(link.address.hasPrefix("/contrats/a%2Fb%3Fc%20%C3%A9?mots="))
        #expect(Link.decoded("a%2Fb%3Fc%20%C3%A9") == "a/b?c é")
        #expect(Link.decoded("%C3") == nil)
        #expect(Link.decoded("%zz") == nil)
    }
}
