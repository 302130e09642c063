import Editions
import Formats
import Foundation
import Procurement

/// Changed files, given to the readers and to the interpreter; some to a whole import.
final class FileTarget: MutationTarget {
    private let path: String
    private let folder: String
    private let corpus: [[UInt8]]
    private var records = 0
    private var refusals = 0
    private var imports = 0

    init(folder: String, realData: String?) {
        self.folder = folder
        path = folder + "/cas"
        corpus = Corpus.files(realData: realData)
    }

    var summary: String {
        "\(records) records, \(refusals) files refused, \(imports) imports"
    }

    func run(seed: UInt64, number: Int) throws {
        var mutator = Mutator(chance: Chance(seed: seed), corpus: corpus)
        var bytes = mutator.chance.one(of: corpus)
        // Changed before it is wrapped, after, or both.
        let order = mutator.chance.below(4)
        if order != 0 { bytes = mutator.mutated(bytes) }
        bytes = Corpus.wrapped(bytes, &mutator.chance)
        if order == 0 || order == 3 { bytes = mutator.mutated(bytes) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var limits = ReadingLimits()
        limits.totalBytes = 256 << 20
        if mutator.chance.below(2) == 0 { limits.blockBytes = 1 << (6 + mutator.chance.below(8)) }
        if mutator.chance.below(4) == 0 { limits.recordBytes = 1 << (8 + mutator.chance.below(8)) }
        do {
            var sink = Interpreting()
            try DeclarationReader(path: path, limits: limits).read(into: &sink)
            records += sink.records
        } catch is ReadingRefusal {
            refusals += 1
        }
        if number % 97 == 0 { try importCase() }
    }

    private func importCase() throws {
        let data = folder + "/donnees"
        defer { try? FileManager.default.removeItem(atPath: data) }  // Absent when refused.
        let lock = try DataFolderLock(folder: data)
        var store = try DepositStore(folder: data)
        do {
            _ = try store.add(
                path: path, arrival: .init(name: "cas", series: "cas"), on: Day(number: 20_000),
                settings: Settings(), lock: lock
            ) { try DeclarationReader(path: $0).format?.rawValue }
        } catch is ReadingRefusal {
            return
        } catch is DepositRefusal {
            return
        }
        let report = try EditionBuilder(
            store: store, references: try ReferenceLists(folder: data)
        ).build(lock: lock)
        let editions = EditionStore(folder: data)
        let faults = try EditionVerification(folder: editions.path(of: report.edition)).faults
        precondition(faults.isEmpty, "an import gives a whole edition: \(faults)")
        imports += 1
    }
}

/// Interprets every record.
private struct Interpreting: DraftSink {
    let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: nil)
    var declaration = Declaration()
    var records = 0

    mutating func take(_ draft: inout DeclarationDraft, at address: RecordAddress) {
        records += 1
        interpreter.interpret(draft, vintage: nil, into: &declaration)
    }

    mutating func unreadable(
        _ reason: UnreadableReason, at address: RecordAddress, excerpt: String
    ) { records += 1 }
}
