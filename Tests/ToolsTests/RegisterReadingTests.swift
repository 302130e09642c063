import Law
import Procurement
import Testing

@testable import Tools

/// A seeded generator, so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

/// Reading a register of invoices: bytes, cells, lines set aside.
@Suite struct RegisterReadingTests {
    private func reading(
        _ text: String, buyer: BuyerRole = .localAuthority, on: String = "2026-11-23"
    ) throws -> RegisterReading {
        RegisterReading(
            text, try PaymentThermometer.register.header(of: text),
            RegisterReading.Question(buyer: buyer, from: nil, to: nil, on: try day(on)), .shipped)
    }

    private func cents(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBufferPointer { RegisterValue.cents($0) }
    }

    private func readDay(_ text: String) -> Day? {
        Array(text.utf8).withUnsafeBufferPointer { RegisterValue.day($0) }
    }

    @Test(arguments: [
        ("1 234,56", 123_456), ("1234.56", 123_456), ("1\u{202F}234,5 €", 123_450),
        ("1\u{A0}234", 123_400), ("0,07", 7), ("12.5000", 1_250),
        ("10000000000", 1_000_000_000_000),
    ])
    func `an amount is read as people and databases write it`(text: String, expected: Int64) {
        #expect(cents(text) == expected)
    }

    @Test(arguments: [
        "1.234", "1.234,56", "1,234.56", "-5", "12,", ",5", "bleu", "1e9", "", "12€€5x", "1.2345",
        "10000000000,01", "99999999999999999999",
    ])
    func `an amount that may be read in two ways, or in none, is not`(text: String) {
        #expect(cents(text) == nil)
    }

    @Test func `days are those of the other fields, a time of day apart`() throws {
        var generator = Seeded(state: 2_026)
        for _ in 0..<2_000 {
            let number = Int32.random(in: 7_305...47_846, using: &generator)
            let (year, month, date) = Day(number: number).parts
            for text in [Day(number: number).description, "\(date)/\(month)/\(year)"] {
                #expect(readDay(text) == TypedText.day(text), "\(text)")
                #expect(readDay(text + " 08:30:00") == TypedText.day(text), "\(text)")
            }
        }
        for text in [
            "2026-02-30", "31/04/2026", "2026/07/06", "06-07-2026", "1989-12-31", "06/07/26",
        ] {
            #expect(readDay(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [";", ",", "\t", "|"], ["\n", "\r\n", "\r"])
    func `separators, ends of lines, labels and order of columns change nothing`(
        separator: String, end: String
    ) throws {
        let lines = [
            ["\u{FEFF}MONTANT TTC", "Couleur", "payée le", "\"Facture reçue le\""],
            ["\"1 234,56\"", "bleu", "2026-07-28", "06/07/2026"], [],
            ["\"98\"", "\"un \"\"mot\"\"\"", "28/07/2026", "2026-07-06 10:00"],
        ]
        let text = lines.map { $0.joined(separator: separator) }.joined(separator: end)

        let reading = try reading(text)

        #expect(reading.read == 2 && reading.setAside == 0)
        #expect(reading.payments.cents == 123_456 + 9_800)
        #expect(reading.payments.days == [22, 22])
        #expect(reading.header.ignored == ["Couleur"])
    }

    @Test func `each bad line is set aside with its number, its value and what was expected`()
        throws
    {
        let text = """
            received;performed;interrupted;completed;paid;amount;supplierSize
            06/07/2026;;;;28/07/2026;100;micro
            hier;;;;28/07/2026;100;micro

            06/07/2026;;;;05/07/2026;100;micro
            06/07/2026;;;;28/07/2026;-100;micro
            06/07/2026;;;;28/07/2026;100;énorme
            06/07/2026;;06/09/2026;;;100;
            06/07/2026;;;10/07/2026;;100;
            06/07/2026;;;;28/07/2026;100;micro;de trop
            06/07/2010;;;;28/07/2010;100;
            06/07/2026;;;;28/07/2026;1.234;
            06/07/2026;;20/07/2026;;15/07/2026;100;
            """

        let reading = try reading(text, buyer: .state)

        #expect(reading.read == 11 && reading.payments.count == 1 && reading.setAside == 10)
        #expect(reading.faults.map(\.row) == [3, 5, 6, 7, 8, 9, 10, 11, 12, 13])
        #expect(
            reading.faults.map(\.column) == [
                "Facture reçue le", "Payée le", "Montant TTC", "Taille du fournisseur",
                "Interruption notifiée le", "Pièces complètes reçues le", "", "Facture reçue le",
                "Montant TTC", "Interruption notifiée le",
            ])
        #expect(reading.faults[0].value == "hier" && reading.faults[6].value == "de trop")
        #expect(reading.faults.allSatisfy { !$0.expected.isEmpty })
    }

    @Test func `a quotation mark left open does not swallow the lines that follow`() throws {
        let text =
            "service;received;paid;amount\n\"Voirie;06/07/2026;28/07/2026;100\n"
            + String(repeating: "Voirie;06/07/2026;28/07/2026;100\n", count: 100)

        let reading = try reading(text)

        #expect(reading.read == 101 && reading.payments.count == 101)
        #expect(Set(reading.services.map(\.name)) == ["\"Voirie", "Voirie"])
    }

    @Test func `a line of endless cells is bounded`() throws {
        let text = "received;paid;amount\n06/07/2026;28/07/2026;100"

        let blank = try reading(text + String(repeating: ";", count: 100_000))
        let full = try reading(text + String(repeating: ";", count: 100_000) + "x")

        #expect(blank.payments.count == 1 && blank.setAside == 0)
        #expect(full.payments.count == 0 && full.faults.first?.value == "x")
    }

    @Test func `damaged registers never crash and never lose a line`() throws {
        var generator = Seeded(state: 7)
        let whole = Array(RegisterTemplate.example.utf8)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                let at = Int.random(in: 300..<bytes.count, using: &generator)
                bytes[at] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<1_000, using: &generator))
            let text = String(decoding: bytes, as: UTF8.self)
            let reading = try reading(text)
            #expect(
                reading.read == reading.setAside + reading.outside + reading.payments.count
                    + reading.stock.count)
        }
    }

    @Test(arguments: [
        ("bleu", "«\u{202F}bleu\u{202F}»"), ("received;paid\n", "Montant TTC"),
        ("received;paid;amount;Reçue le\n", "chaque colonne une fois"),
    ])
    func `a register without its columns is refused`(text: String, expected: String) {
        do {
            try PaymentThermometer.register.check(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.field == "register")
            #expect(error.description.contains(expected))
        }
    }

    @Test func `a register too long is refused`() {
        let line = "06/07/2026;28/07/2026;1\n"
        let text =
            "received;paid;amount\n" + String(repeating: line, count: RegisterField.mostLines)

        #expect(throws: ToolRefusal.self) { try PaymentThermometer.register.check(text) }
    }

    @Test(arguments: ["PME", "sme", "Petite ou moyenne entreprise", "pme "])
    func `sizes are named as people name them`(text: String) {
        #expect(RegisterLines.size(text) == .sme)
        #expect(RegisterLines.size("énorme") == nil)
    }
}

/// SHA-256 against the vectors of NIST.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmn"
                + "opqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `the digest is that of the standard`(text: String, digest: String) {
        #expect(SHA256.hexadecimal(Array(text.utf8)) == digest)
    }

    @Test func `the digest of a million letters is that of the standard`() {
        let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(
            SHA256.hexadecimal(bytes)
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `every length of the last block is right`() {
        // The digest of the digests of 300 texts, worked out with another implementation.
        var digests: [UInt8] = []
        for length in 0..<300 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }
            digests += Array(SHA256.hexadecimal(bytes).utf8)
        }
        #expect(
            SHA256.hexadecimal(digests)
                == "def85da8f53f8ad58eda585dce61c0d7bfbb3da6924badae49d32d11288c576f")
    }

    @Test func `a register is recognised whether sent as a file or pasted`() {
        func digest(_ text: String) -> String {
            Array(text.utf8).withUnsafeBufferPointer { RegisterDigest.hexadecimal($0) }
        }
        let plain = digest("a;b\n1;2")

        #expect(plain == SHA256.hexadecimal(Array("a;b\n1;2".utf8)))
        #expect(digest("\u{FEFF}a;b\r\n1;2\r\n") == plain)
        #expect(digest("\n a;b\r1;2 \n\n") == plain)
        #expect(digest("a;b\n1;3") != plain)
    }
}
