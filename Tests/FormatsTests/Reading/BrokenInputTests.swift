import Formats
import Procurement
import Testing

@Suite struct BrokenInputTests {
    static let json =
        #"{"marches":{"marche":[{"id":"1","acheteur":{"id":"2"},"objet":"é\u00e9","#
        + #""titulaires":[{"titulaire":{"id":"A"}}],"montant":1.5},{"id":"2","acheteur":{"id":"3"}}]}}"#
    static let xml =
        "<marches><marche><id>1</id><objet>é</objet></marche><marche><id>2</id>"
        + "</marche></marches>"
    static let csv = "uid,acheteur_id,titulaire_id,objet\nu1,2,A,\"a \"\"b\"\"\nc\"\nu2,3,B,é\n"

    @Test(arguments: [json, xml, csv])
    func `a file cut at any byte ends in records, findings or one refusal`(_ text: String) throws {
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            do {
                let collected = try Collected.bytes(Array(bytes[..<count]))
                #expect(collected.isWellFormed)
                #expect(collected.drafts.count + collected.unreadable.count <= 3)
            } catch is ReadingRefusal {}
        }
        let whole = try Collected.text(text)
        #expect(whole.drafts.count == 2)
        #expect(whole.unreadable.isEmpty)
    }

    @Test(arguments: [json, xml, csv])
    func `random byte flips never break the arena`(_ text: String) throws {
        var state: UInt64 = 42
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        for _ in 0..<400 {
            var bytes = Array(text.utf8)
            for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
            do {
                #expect(try Collected.bytes(bytes).isWellFormed)
            } catch is ReadingRefusal {}
        }
    }

    @Test func `a bad record does not lose those that follow`() throws {
        let good = #"{"id":"1","acheteur":{"id":"2"}}"#
        let collected = try Collected.text(
            #"[\#(good),{"id" 3,"a":[1}]},12,null,{"id":},\#(good)]"#)

        #expect(collected.drafts.count >= 2)
        #expect(!collected.unreadable.isEmpty)
        #expect(collected.drafts.last?.text(.acheteurId) == "2")
    }

    @Test func `a truncated file keeps what was whole and says so once`() throws {
        let collected = try Collected.text(#"[{"id":"1","acheteur":{"id":"2"}},{"id":"#)

        #expect(collected.drafts.count == 1)
        #expect(collected.unreadable == [.truncated])
    }

    @Test func `ten thousand nested brackets are an oddity`() throws {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let collected = try Collected.text(
            #"[{"acheteur":{"id":"2"},"titulaires":\#(deep),"objet":"o"}]"#)

        let draft = try #require(collected.drafts.first)
        #expect(draft.text(.objet) == "o")
        #expect(draft.oddities.map(\.kind) == [.tooLarge])
    }

    @Test func `a huge string is cut, a huge record skipped`() throws {
        var limits = ReadingLimits()
        limits.blockBytes = 1 << 16
        limits.recordBytes = 3 << 20
        func file(_ count: Int) -> String {
            let long = String(repeating: "x", count: count)
            return #"[{"id":"1","acheteur":{"id":"2"}},{"acheteur":{"id":"2"},"objet":"\#(long)"},"#
                + #"{"id":"3","acheteur":{"id":"2"}}]"#
        }

        let cut = try Collected.text(file(2 << 20), limits: limits)
        let skipped = try Collected.text(file(5 << 20), limits: limits)

        #expect(cut.drafts.count == 3)
        #expect(cut.drafts[1][.objet].length == 1 << 20)
        #expect(cut.drafts[1].oddities.map(\.kind) == [.tooLarge])
        #expect(skipped.drafts.map { $0.text(.id) } == ["1", "3"])
        #expect(skipped.unreadable == [.tooLarge])
    }

    @Test func `entities are refused`() {
        let bomb = """
            <!DOCTYPE marches [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
            <marches><marche><id>&b;</id></marche></marches>
            """

        #expect(throws: ReadingRefusal.entityDeclaration(name: "a")) { try Collected.text(bomb) }
    }

    @Test func `a broken XML document keeps what was read`() throws {
        let collected = try Collected.text(
            "<marches><marche><id>1</id></marche><marche><id>2</id></marches>")

        #expect(collected.drafts.count == 1)
        #expect(collected.unreadable.count == 1)
    }

    @Test(arguments: [
        "", "  \n", "a;b;c\n1;2;3\n", "<html><body/></html>", #"{"type":"FeatureCollection"}"#,
    ])
    func `what is no essential data is refused`(_ text: String) {
        #expect(throws: ReadingRefusal.self) { try Collected.text(text) }
    }

    @Test func `encodings are recognised`() throws {
        let text = "uid;acheteur_id;titulaire_id;objet\nu1;2;A;Été œuvre\n"
        let table: [Character: UInt8] = ["É": 0xC9, "é": 0xE9, "œ": 0x9C]
        let windows: [UInt8] = text.map { table[$0] ?? $0.asciiValue ?? 0x3F }
        let units = Array(text.utf16)
        let pairs: [UInt8] = units.flatMap { unit in
            [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
        }
        let little: [UInt8] = [0xFF, 0xFE] + pairs
        let big: [UInt8] = units.flatMap { unit in
            [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
        }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)

        for bytes in [windows, little, big, marked] {
            let collected = try Collected.bytes(bytes)
            #expect(collected.drafts.first?.text(.objet) == "Été œuvre")
        }
    }
}
