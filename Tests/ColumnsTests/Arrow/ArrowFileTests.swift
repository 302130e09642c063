import Foundation
import Testing

@testable import Columns

@Suite struct ArrowFileTests {
    /// A table with every type, nulls in each, and `rows` rows.
    static func sample(rows: Int, entries: Int) -> Table {
        let numbers = (0..<rows).map { $0 % 7 == 3 ? Int64.min : Int64($0) * 1_000_003 - 5 }
        let days = (0..<rows).map { $0 % 5 == 4 ? Int32.min : Int32($0 - 100) }
        let small = (0..<rows).map { $0 % 11 == 2 ? UInt8.max : UInt8($0 % 8) }
        let codes = (0..<rows).map { UInt32($0 % entries) }
        let names = (0..<entries).map { index in
            index == 0
                ? ""
                : "é" + String(repeating: "0", count: 6 - String(index).count)
                    + String(index)
        }
        let (entryBytes, entryOffsets) = layout(names)
        let (textBytes, textOffsets) = layout((0..<rows).map { "objet nº \($0)" })
        return Table(
            name: "essai", rowCount: rows,
            columns: [
                .integers("grand", .int64, numbers, nullable: true),
                .integers("jour", .date, days, nullable: true),
                .integers(
                    "bits", .uint8, small, nullable: true, metadata: ["legend": "un|deux|quatre"]),
                .integers("ligne", .uint32, (0..<UInt32(rows)).map { $0 }, nullable: false),
                .integers("petit", .uint16, (0..<rows).map { UInt16($0 % 999) }, nullable: false),
                .integers("moyen", .int32, (0..<rows).map { Int32($0) }, nullable: false),
                .bools("vrai", (0..<rows).map { UInt8($0 % 3) }),
                .texts("texte", bytes: textBytes, offsets: textOffsets),
                .dictionary(
                    "nom", codes: codes, entryBytes: entryBytes, entryOffsets: entryOffsets,
                    hasNulls: true, metadata: ["definition": "Un nom."]),
            ])
    }

    static func layout(_ texts: [String]) -> (bytes: [UInt8], offsets: [Int32]) {
        var bytes: [UInt8] = []
        var offsets: [Int32] = [0]
        for text in texts {
            bytes += text.utf8
            offsets.append(Int32(bytes.count))
        }
        return (bytes, offsets)
    }

    static func file(_ table: Table) throws -> String {
        var data = Data()
        try ArrowWriter.write(table, metadata: ["edition": "essai"]) { data.append(contentsOf: $0) }
        let path = NSTemporaryDirectory() + "orcp-\(UUID().uuidString).arrow"
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test(arguments: [(0, 1), (1, 1), (1_000, 200), (1_000, 300), (70_000, 66_000)])
    func `a table comes back from its file as it was`(rows: Int, entries: Int) throws {
        let table = Self.sample(rows: rows, entries: entries)
        let path = try Self.file(table)
        defer { unlink(path) }

        let back = try ArrowFile.open(path, name: "essai")

        #expect(back.faults == [])
        #expect(back.columns.map(\.name) == table.columns.map(\.name))
        for (left, right) in zip(table.columns, back.columns) {
            #expect(left.type == right.type && left.metadata == right.metadata)
            for row in stride(from: 0, to: rows, by: max(1, rows / 200)) {
                #expect(left.integer(row) == right.integer(row))
                #expect(left.text(row) == right.text(row))
            }
        }
    }

    @Test func `the same table gives the same bytes`() throws {
        let first = try Data(
            contentsOf: URL(fileURLWithPath: Self.file(Self.sample(rows: 500, entries: 9))))
        let second = try Data(
            contentsOf: URL(fileURLWithPath: Self.file(Self.sample(rows: 500, entries: 9))))

        #expect(first == second)
    }

    @Test func `a file cut anywhere is refused, never read outside`() throws {
        let path = try Self.file(Self.sample(rows: 40, entries: 5))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        defer { unlink(path) }

        for length in stride(from: 0, to: whole.count, by: 7) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(throws: ArrowFailure.self) { try ArrowFile.open(path, name: "essai") }
        }
    }

    @Test func `a damaged file is refused or found out, never a crash`() throws {
        let path = try Self.file(Self.sample(rows: 40, entries: 5))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        defer { unlink(path) }
        var state: UInt64 = 42

        for _ in 0..<2_000 {
            var bytes = whole
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % bytes.count] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
            try bytes.write(to: URL(fileURLWithPath: path))
            do {
                _ = try ArrowFile.open(path, name: "essai").faults
            } catch is ArrowFailure {
                continue
            }
        }
    }

    @Test func `damage is found before anything is read through it`() {
        let (bytes, offsets) = Self.layout(["un", "deux", "trois"])
        var broken = offsets
        broken[1] = 0x7000_0000
        let column = Column.texts("texte", bytes: bytes, offsets: broken)

        #expect(Table(name: "essai", rowCount: 3, columns: [column]).faults.count == 1)
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["ORCP_PYTHON"] != nil, "needs ORCP_PYTHON")
    )
    func `pyarrow, Polars and DuckDB read the same values`() throws {
        for (rows, entries) in [(0, 1), (1, 1), (1_000, 300), (70_000, 66_000)] {
            let table = Self.sample(rows: rows, entries: entries)
            let path = try Self.file(table)
            defer { unlink(path) }
            let process = Process()
            process.executableURL = URL(
                fileURLWithPath: ProcessInfo.processInfo.environment["ORCP_PYTHON"] ?? "")
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            process.arguments = [
                root.appendingPathComponent("Oracles/arrow_check.py").path, path, "\(rows)",
                "\(entries)",
            ]
            try process.run()
            process.waitUntilExit()

            #expect(process.terminationStatus == 0, "\(rows) rows, \(entries) entries")
        }
    }

    @Test func `batches that follow one another are one file of the same dictionaries`() throws {
        let (bytes, offsets) = Self.layout(["", "a", "b"])
        let whole = Column.dictionary(
            "nom", codes: [1, 2, 0, 1, 2], entryBytes: bytes, entryOffsets: offsets, hasNulls: false
        )
        func part(_ rows: Range<Int>) -> Table {
            // Rows of the same memory: the column's index takes one byte.
            Table(
                name: "essai", rowCount: rows.count,
                columns: [
                    Column(
                        name: "nom", type: whole.type, count: rows.count, nullCount: 0,
                        validity: nil, values: whole.values + rows.lowerBound, texts: whole.texts,
                        metadata: [:], owner: whole)
                ])
        }
        var rest = [part(2..<4), part(4..<5)]
        var file: [UInt8] = []

        try ArrowWriter.write(
            part(0..<2), followedBy: { rest.isEmpty ? nil : rest.removeFirst() },
            to: { file.append(contentsOf: $0) })

        let path = NSTemporaryDirectory() + "orcp-\(UUID().uuidString).arrow"
        defer { unlink(path) }
        try Data(file).write(to: URL(fileURLWithPath: path))
        // Our reader maps files of one batch, and counts these; other programs read them in
        // `words_oracle.py`.
        let failure = #expect(throws: ArrowFailure.self) {
            try ArrowFile.open(path, name: "essai")
        }
        #expect(failure?.description.contains("un lot attendu, 3 trouvés") == true)
    }
}
