import Columns
import Foundation
import Testing

@testable import Editions

@Suite struct EditionWritingTests {
    private func contracts(_ count: Int) -> [InventedContract] {
        (0..<count).map { number in
            InventedContract(
                id: "2020-\(number % (count - 3))", object: "Lot \(number % 17) \(number % 5)",
                day: "202\(number % 4)-0\(1 + number % 9)-11", amount: "\(1_000 * (number + 7))",
                suppliers: number % 3 == 0
                    ? ["35600000000048", "77567227221138"] : ["35600000000048"])
        }
    }

    private func files(of edition: Edition) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: edition.folder) {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: edition.folder + "/" + name))
        }
        return files
    }

    @Test func `the same deposits give the same bytes whatever the order and the workers`() throws {
        let first = try InventedFolder()
        let second = try InventedFolder()
        for part in 0..<4 {
            try first.deposit(
                Array(contracts(400)[(part * 100)..<(part * 100 + 100)]), as: "p\(part)")
            let other = 3 - part
            try second.deposit(
                Array(contracts(400)[(other * 100)..<(other * 100 + 100)]), as: "p\(other)")
        }

        let one = try first.build(workers: 1)
        let two = try second.build(workers: 2)

        #expect(one.id == two.id)
        #expect(try files(of: one) == files(of: two))
    }

    @Test func `an edition is whole and says when a byte has changed`() throws {
        let folder = try InventedFolder()
        try folder.deposit(contracts(60), as: "source")
        let edition = try folder.build()

        let before = try EditionVerification(folder: edition.folder)
        let path = edition.folder + "/awards.arrow"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let after = try EditionVerification(folder: edition.folder)

        #expect(before.faults == [])
        #expect(after.faults.count == 1)
        #expect(after.faults.first?.contains("awards.arrow") == true)
    }

    @Test func `what a killed build left is cleared and the former edition served`() throws {
        let folder = try InventedFolder()
        try folder.deposit(contracts(20), as: "source")
        let former = try folder.build()
        let leftover = folder.path + "/editions/.en-cours-0123456789ab"
        try FileManager.default.createDirectory(
            atPath: leftover, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: leftover + "/contracts.arrow"))

        let served = try EditionStore(folder: folder.path).currentIdentifier()
        let report = try folder.report()

        #expect(served == former.id)
        #expect(report.isUnchanged)
        #expect(!FileManager.default.fileExists(atPath: leftover))
    }

    @Test func `another reference day is another edition`() throws {
        let folder = try InventedFolder()
        try folder.deposit(contracts(20), as: "source")
        let first = try folder.build()

        let second = try folder.build(day: "2025-01-01")

        #expect(first.id != second.id)
        #expect(try EditionStore(folder: folder.path).identifiers().count == 2)
    }

    @Test func `the difference of two editions names what was added removed and changed`() throws {
        let folder = try InventedFolder()
        try folder.deposit([InventedContract(id: "A"), InventedContract(id: "B")], as: "source")
        let first = try folder.build()
        try folder.deposit(
            [InventedContract(id: "B", amount: "130000"), InventedContract(id: "C")],
            as: "source")

        let second = try folder.build()
        let difference = EditionDifference(from: first, to: second)

        #expect(second.manifest.superseded.count == 1)
        #expect((difference.added.count, difference.removed.count) == (1, 1))
        #expect(difference.changed.count == 1)
        #expect(difference.changed.first?.fields.contains("montant_centimes") == true)
    }

    @Test func `contracts are found by the words of their object`() throws {
        let folder = try InventedFolder()
        try folder.deposit(
            [InventedContract(), InventedContract(id: "B", object: "Éclairage")], as: "s")

        let edition = try folder.build()

        #expect(edition.words.rows(WordQuery(terms: [.word("eclairage")])).count == 1)
    }

    @Test func `the tables of words have a row for each word and each text of a contract`() throws {
        let folder = try InventedFolder()
        try folder.deposit(
            [
                InventedContract(id: "A", object: "Gros œuvre, gros lot"),
                InventedContract(id: "B", object: "Éclairage"),
            ], as: "s")
        let edition = try folder.build()
        let keys = try #require(edition.contracts["cle"])
        let objects = try #require(edition.contracts["objet"])
        let row = try #require((0..<2).first { objects.text($0) == "Gros œuvre, gros lot" })

        func rows(_ kind: WordTables.Kind, _ atOnce: Int, _ selected: Bitmap? = nil) throws
            -> [[String?]]
        {
            var tables = try WordTables(
                kind, of: edition, selected: selected, rowsAtOnce: atOnce)
            var rows: [[String?]] = []
            while let table = try tables.next() {
                #expect(
                    table.columns.map(\.name)
                        == WordTables.definitions[kind == .words ? 0 : 1].columns.map(\.name))
                rows += (0..<table.rowCount).map { row in table.columns.map { $0.text(row) } }
            }
            return rows
        }

        let words = try rows(.words, 3)
        #expect(try rows(.words, 1 << 16) == words)
        #expect(
            words.filter { $0[1] == keys.text(row) }.map { $0[0] ?? "" }
                .filter { ["gros", "oeuvre", "lot", "eclairage"].contains($0) }
                == ["gros", "lot", "oeuvre"])
        let texts = try rows(.texts, 1)
        #expect(texts.contains([keys.text(row), "objet", "gros oeuvre gros lot"]))
        var selected = Bitmap(rowCount: 2)
        selected[row] = true
        #expect(try rows(.words, 3, selected) == words.filter { $0[1] == keys.text(row) })
        #expect(try rows(.texts, 99, selected) == texts.filter { $0[0] == keys.text(row) })
        #expect(try rows(.words, 3, Bitmap(rowCount: 2)) == [])
    }

    @Test(.enabled(if: RealData.folder != nil, "ORCP_REAL_DATA ne désigne aucun dossier"))
    func `real files of every format reconcile and verify`() throws {
        let data = try #require(RealData.folder)
        let folder = try InventedFolder()
        for name in [
            "decp-2019-json/data.gouv.fr_aife.json.gz", "decp-2019-json/data.gouv.fr_pes.json",
            "decp-2022-json/dematis13.json", "decp-xml/megalis_decp-2022.xml",
            "decp-tabular/decp_2024H2_travaux_cpv4521.csv",
        ] {
            try folder.deposit(file: data + "/" + name, as: name)
        }

        let edition = try folder.build()

        #expect(edition.manifest.reconciliation.isExact)
        #expect(edition.contracts.rowCount > 5_000)
        #expect(try EditionVerification(folder: edition.folder).faults == [])
    }
}

/// The folder of real published files, where there is one.
enum RealData {
    static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["ORCP_REAL_DATA"] ?? "../shared/data"
        return FileManager.default.fileExists(atPath: named + "/decp-2019-json") ? named : nil
    }()
}
