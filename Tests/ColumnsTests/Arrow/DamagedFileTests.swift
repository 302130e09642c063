import Foundation
import Testing

@testable import Columns

/// Files damaged in the places that readers trust.
@Suite struct DamagedFileTests {
    /// The bytes of a file of 40 rows, five entries.
    private static func whole() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try ArrowWriter.write(ArrowFileTests.sample(rows: 40, entries: 5)) { bytes += $0 }
        return bytes
    }

    /// Opens a file of these bytes.
    private func open(_ bytes: [UInt8]) throws -> Table {
        let path = NSTemporaryDirectory() + "orcp-\(UUID().uuidString).arrow"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        return try ArrowFile.open(path, name: "essai")
    }

    private func put<Number: FixedWidthInteger>(
        _ number: Number, at place: Int, in bytes: inout [UInt8]
    ) {
        withUnsafeBytes(of: number.littleEndian) { source in
            for (index, byte) in source.enumerated() { bytes[place + index] = byte }
        }
    }

    private func place(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        (0...bytes.count - wanted.count).first {
            bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
        }
    }

    /// Reads all that a table gives, and asks it.
    private func use(_ table: Table) {
        for column in table.columns {
            for row in 0..<min(table.rowCount, 100) {
                _ = column.integer(row)
                _ = column.text(row)
            }
        }
        guard table.rowCount < 1_000 else { return }
        let dataset = Dataset(facts: table)
        // Refusals are answers; what is tested is that nothing is read outside.
        _ = try? dataset.select(.startsWith("nom", ["é00"]))
        _ = try? dataset.select(.isAny("texte", of: ["objet nº 3"]))
        _ = try? dataset.select(.between("jour", 1, 9))
        _ = try? dataset.facets(
            FacetRequest(
                filters: [],
                facets: ["nom", "bits", "vrai", "petit"].map { Facet(key: $0, column: $0) },
                amountColumn: "grand"))
        _ = try? dataset.rows(
            Bitmap(rowCount: table.rowCount),
            order: .permutation("ligne", of: "grand", descending: true), limit: 5)
    }

    @Test func `a wrong mark, a wrong footer and an empty file are refused`() throws {
        let whole = try Self.whole()
        var changed: [[UInt8]] = [[], Array("ARROW1".utf8), Array(repeating: 0, count: 100)]
        var first = whole
        first[0] = 0
        var last = whole
        last[last.count - 1] = 0
        changed += [first, last]
        for length in [0, -1, Int32.max, .min, Int32(whole.count), Int32(whole.count) - 17] {
            var footer = whole
            put(length, at: whole.count - 10, in: &footer)
            changed.append(footer)
        }
        for bytes in changed { #expect(throws: ArrowFailure.self) { try open(bytes) } }
    }

    @Test func `no number of the metadata leads outside, whatever it becomes`() throws {
        let whole = try Self.whole()
        var refused = 0
        // Headers of blocks and the footer are in numbers of four bytes, or eight.
        for place in stride(from: 8, to: whole.count - 8, by: 4) {
            for value in [-1, Int32.max, .min, 4, 41] {
                var bytes = whole
                put(value, at: place, in: &bytes)
                do {
                    use(try open(bytes))
                } catch is ArrowFailure {
                    refused += 1
                }
            }
        }
        #expect(refused > 500)
    }

    @Test func `a number of rows that overflows is refused`() throws {
        let whole = try Self.whole()
        let forty: [UInt8] = [40, 0, 0, 0, 0, 0, 0, 0]
        var found = 0
        for place in stride(from: 0, to: whole.count - 8, by: 8)
        where whole[place..<place + 8].elementsEqual(forty) {
            for rows in [Int64.max, .min, -1, 1 << 31, 1 << 61] {
                var bytes = whole
                put(rows, at: place, in: &bytes)
                found += 1
                #expect(throws: ArrowFailure.self, "rows \(rows) at \(place)") { try open(bytes) }
            }
        }
        #expect(found > 0)
    }

    @Test func `a code outside its dictionary is refused when it is asked of`() throws {
        var bytes = try Self.whole()
        let codes = (0..<40).map { UInt8($0 % 5) }
        bytes[try #require(place(of: codes, in: bytes)) + 7] = 200

        let table = try open(bytes)
        let dataset = Dataset(facts: table)

        #expect(table.faults.count == 1)
        #expect(table["nom"]?.text(7) == "")
        #expect(throws: EngineRefusal.damaged(table: "essai", column: "nom")) {
            try dataset.select(.isAny("nom", of: ["é000001"]))
        }
        #expect(throws: EngineRefusal.damaged(table: "essai", column: "nom")) {
            try dataset.facets(
                FacetRequest(
                    filters: [], facets: [Facet(key: "nom", column: "nom")],
                    amountColumn: "grand"))
        }
        #expect(try dataset.select(.between("petit", 0, 9)).rows.count == 10)
    }

    @Test func `a text that begins outside is empty and found out`() throws {
        var bytes = try Self.whole()
        let offsets = ArrowFileTests.layout((0..<40).map { "objet nº \($0)" }).offsets
        let written = offsets.flatMap { offset in
            withUnsafeBytes(of: offset.littleEndian) { Array($0) }
        }
        put(Int32(0x7000_0000), at: try #require(place(of: written, in: bytes)) + 12, in: &bytes)

        let table = try open(bytes)

        #expect(table["texte"]?.text(2) == "" && table["texte"]?.text(3) == "")
        #expect(table["texte"]?.text(4) == "objet nº 4")
        #expect(table.faults.count == 1)
    }
}
