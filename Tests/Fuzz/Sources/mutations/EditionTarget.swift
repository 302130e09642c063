import Columns
import Editions
import Formats
import Foundation
import Indicators
import Procurement

/// A small edition of which one file is changed, then opened, checked, asked and exported.
final class EditionTarget: MutationTarget {
    private let folder: String
    private let files: [(name: String, bytes: [UInt8])]
    private var opened = 0
    private var faulty = 0
    private var refused = 0

    init(folder: String) throws {
        let data = folder + "/donnees"
        let file = folder + "/echantillon.json"
        try Sample(contracts: 150, seed: 5).write(toFile: file)
        let lock = try DataFolderLock(folder: data)
        var store = try DepositStore(folder: data)
        _ = try store.add(
            path: file, arrival: .init(name: "e", series: "e"), on: Day(number: 20_000),
            settings: Settings(), lock: lock
        ) { try DeclarationReader(path: $0).format?.rawValue }
        let report = try EditionBuilder(
            store: store, references: try ReferenceLists(folder: data)
        ).build(lock: lock)
        let editions = EditionStore(folder: data)
        let path = try editions.path(of: report.edition)
        self.folder = path
        files = try FileManager.default.contentsOfDirectory(atPath: path).sorted().map {
            ($0, Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + $0))))
        }
    }

    var summary: String {
        "\(refused) editions refused, \(opened) opened, \(faulty) of them found faulty"
    }

    func run(seed: UInt64, number: Int) throws {
        var chance = Chance(seed: seed)
        let file = chance.one(of: files)
        let path = folder + "/" + file.name
        try Data(changed(file.bytes, &chance)).write(
            to: URL(fileURLWithPath: path), options: .atomic)
        defer {
            // The next case begins from the whole edition.
            try? Data(file.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        }
        _ = try? EditionVerification(folder: folder)  // A refusal is an answer.
        let edition: Edition
        do {
            edition = try Edition.open(folder)
        } catch {
            precondition("\(error)".hasSuffix("."), "a failure is a sentence: \(error)")
            refused += 1
            return
        }
        opened += 1
        if edition.tables.contains(where: { !$0.faults.isEmpty }) { faulty += 1 }
        ask(edition, &chance)
    }

    /// Mostly small changes: large ones are refused at once.
    private func changed(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        if chance.below(3) == 0 {
            var mutator = Mutator(chance: chance, corpus: [bytes])
            return mutator.mutated(bytes)
        }
        var bytes = bytes
        guard bytes.count > 16 else { return bytes }
        // Half of them in the last part, where footers are.
        let low = chance.below(2) == 0 ? max(0, bytes.count - 6_000) : 0
        for _ in 0...chance.below(6) {
            let at = low + chance.below(bytes.count - low)
            switch chance.below(3) {
            case 0: bytes[at] ^= 1 << UInt8(chance.below(8))
            case 1: bytes[at] = UInt8(truncatingIfNeeded: chance.next())
            default: bytes[at] = chance.one(of: [0, 1, 0x7F, 0x80, 0xFF])
            }
        }
        return bytes
    }

    private func ask(_ edition: Edition, _ chance: inout Chance) {
        let asker = Asker(
            edition: edition.id, dataset: edition.dataset,
            referenceDay: Day(edition.manifest.referenceDay) ?? Day(number: 0))
        let queries = [
            "", "annee=2024", "mots=travaux", "mots=\"rénovation de\"&departement=59", "mots=re*",
            "montant_min=1000&montant_max=90000", "titulaire_departement=59",
            "acheteur_categorie=inconnu",
            "procedure=inconnu&cpv=45", "offresRecues_min=2",
        ]
        let keys = ["annee", "departement", "type", "procedure", "cpv", "titulaire_departement"]
        let selection = (try? Selection(query: chance.one(of: queries))) ?? .everything
        // Refusals are answers; only a trap or a read outside is not.
        _ = try? asker.facets(selection)
        for _ in 0..<6 {
            let indicator = chance.one(of: Indicator.all)
            let key = chance.below(2) == 0 ? chance.one(of: keys) : nil
            _ = try? asker.ask(indicator.code, selection, by: key, workers: 1)
        }
        for table in edition.tables {
            let writer = ExportWriter(
                table: table, format: chance.below(2) == 0 ? .csv : .jsonl, edition: edition.id,
                selection: "")
            var buffer = writer.header()
            for row in 0..<min(table.rowCount, 400) { writer.write(row, to: &buffer) }
        }
        if let rows = try? edition.dataset.select(selection.condition) {
            _ = try? edition.dataset.rows(
                rows,
                order: .permutation(
                    "ordre_montant", of: "montant_centimes", descending: true), offset: 0,
                limit: 20)
        }
    }
}
