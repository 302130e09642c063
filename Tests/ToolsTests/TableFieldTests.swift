import Procurement
import Testing

@testable import Tools

/// Tables as people type, paste and save them.
@Suite struct TableFieldTests {
    static let name = Field<String>.text("name", "Nom de l’offre", example: "A").optional
    static let price = Field<Money>.money("price", "Prix HT")
    static let table = TableField(
        "offers", "Offres", columns: [name, price], lines: 1...5, example: "name;price\nA;1")

    private func prices(_ text: String) throws -> [Int64] {
        try Self.table.rows(of: text).map { try $0.required(Self.price).cents }
    }

    @Test(arguments: [
        "name;price\nA;1 234,56\nB;7", "name,price\r\nA,\"1 234,56\"\r\nB,7\r\n",
        "price\tname\n1234.56\tA\n7\tB", "\u{FEFF}Nom de l'offre|PRIX HT\nA|1234,56 €\nB|7",
        "\n name ; price \n\n;1234,56\r\"B;b\";7\n;\n",
    ])
    func `separators, quotes, line ends, labels, order and French numbers are all read`(
        text: String
    ) throws {
        #expect(try prices(text) == [123_456, 700])
    }

    @Test(arguments: [
        ("", "offers"), ("bleu", "offers"), ("name;price", "offers"), ("name\nA", "offers"),
        ("name;price;price\nA;1;2", "offers"), ("name;price\nA;bleu", "offers.1.price"),
        ("name;price\nA;1\nB;", "offers.2.price"), ("name;price\nA;1;2", "offers"),
        ("name;price\n" + String(repeating: "A;1\n", count: 6), "offers"),
    ])
    func `what is no such table is refused where it is wrong`(text: String, field: String) {
        do {
            _ = try Self.table.rows(of: text)
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.field == field)
            #expect(error.description.contains("Offres"))
        }
    }

    @Test func `a refusal of a cell quotes it and says its line and its column`() {
        do {
            try Self.table.check("name;price\nA;1\nB;12 euros environ")
            Issue.record("taken")
        } catch {
            #expect(error.description.contains("Offres, ligne 2, Prix HT"))
            #expect(error.description.contains("«\u{202F}12 euros environ\u{202F}»"))
        }
    }

    @Test func `what is written is read back, whatever the cells hold`() {
        var random = SplitMix64(seed: 11)
        let signs = ["a", "é", ";", ",", "\"", "|", "\t", "\n", "=", "'", "1", "€"]
        for _ in 0..<300 {
            let rows = (0..<Int(random.next() % 5 + 1)).map { _ in
                (0..<3).map { _ in
                    "x"
                        + (0..<Int(random.next() % 6)).map { _ in
                            signs[Int(random.next() % UInt64(signs.count))]
                        }.joined() + "y"
                }
            }

            let read = DelimitedText(DelimitedText.written([["a", "b", "c"]] + rows), atMost: .max)

            #expect(read.lines.dropFirst().map(\.cells) == rows)
        }
    }

    @Test func `cells can be shown again even when one is wrong, and not when the head is`() {
        #expect(
            Self.table.grid(of: "price;name\nbleu;A\n7;B") == [["A", "bleu"], ["B", "7"]])
        #expect(Self.table.grid(of: "couleur\nbleu") == nil)
        #expect(Self.table.grid(of: "") == [])
    }

    @Test func `files of old and new spreadsheets are read`() {
        let text = "Été;1 234,56 €"
        let utf16 = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let utf16Big = Array(text.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let windows: [UInt8] = [0xC9, 0x74, 0xE9, 0x3B] + Array("1 234,56 ".utf8) + [0x80]

        for bytes in [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + utf16,
            [0xFE, 0xFF] + utf16Big, windows,
        ] {
            #expect(ReceivedText.text(bytes[...]) == text)
        }
    }

    @Test func `a case is written and read back, tables as lists of objects`() throws {
        struct One: Tool {
            let name = "one"
            let title = "Un"
            let question = "?"
            let audience = ToolAudience.both
            let fields: [any ToolField] = [TableFieldTests.price, TableFieldTests.table]
            let example: [(field: String, value: String)] = []
            func answer(_ input: ToolInput, _ setting: ToolSetting) throws(ToolRefusal)
                -> ToolAnswer
            {
                ToolAnswer(summary: "", results: [], steps: [], assumptions: [])
            }
        }
        let table = "name;price\n\"A;\"\"b\"\"\";1 234,56\n;7"

        let json = ToolCase.json(["price": "12,5", "offers": table, "bleu": "x"], of: One())
        let values = try ToolCase.values(json.utf8)

        #expect(json.contains("\"offers\": [\n    {\"name\": \"A;\\\"b\\\"\""))
        #expect(values["price"] == "12,5" && values["bleu"] == nil)
        #expect(
            Self.table.grid(of: values["offers"] ?? "") == [["A;\"b\"", "1 234,56"], ["", "7"]])
        let numbers = try ToolCase.values(
            Array(#"{"price": 1e2, "offers": [{"price": 12.5}, {"name": null, "price": 7}]}"#.utf8))
        #expect(numbers["price"] == "100")
        #expect(try prices(numbers["offers"] ?? "") == [1250, 700])
    }
}

/// Numbers that follow from a seed: the same each time.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
