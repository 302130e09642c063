import Foundation
import Procurement

/// The version of the program, part of the identity of the editions it builds.
public enum ProgramVersion {
    /// The current version.
    public static let current = "0.1.0"
}

/// The papers of an edition: what it was made from, what it holds, and how to check it.
///
/// - Shape: `manifest.json` of the edition's folder; the same inputs give the same bytes.
public struct Manifest: Codable, Sendable, Hashable {
    /// A deposit read by the edition: read = kept + merged + set aside.
    public struct DepositEntry: Codable, Sendable, Hashable {
        public var sha256: String
        public var name: String
        public var series: String
        public var source: String
        public var producer: String?
        public var address: String?
        public var licence: String
        /// Who to cite, and the date, in one French sentence.
        public var attribution: String
        /// Day the file came, as `yyyy-mm-dd`.
        public var received: String
        /// Day its publisher last updated it, when known.
        public var lastUpdate: String?
        public var format: String
        public var sizeBytes: Int
        /// Why it could not be read to its end, in French; nil when it was.
        public var refusal: String?
        public var read: Int
        public var kept: Int
        public var merged: Int
        public var setAside: Int
        /// Number of findings, by code.
        public var findings: [String: Int]
        /// The part of these records that is notices; nil when there is none.
        public var notices: Reconciliation?
    }

    /// A deposit that a newer one of its series replaced: kept, and not counted.
    public struct Superseded: Codable, Sendable, Hashable {
        public var sha256: String
        public var name: String
        public var series: String
        public var received: String
    }

    /// A reference list used.
    public struct Reference: Codable, Sendable, Hashable {
        public var kind: String
        public var name: String
        public var sha256: String
    }

    /// A column and what it holds.
    public struct ColumnEntry: Codable, Sendable, Hashable {
        public var name: String
        public var type: String
        public var unit: String?
        public var definition: String
        /// Labels of a bit set, by bit.
        public var legend: [String]?
    }

    /// A table and its columns.
    public struct TableEntry: Codable, Sendable, Hashable {
        public var name: String
        public var rows: Int
        public var columns: [ColumnEntry]
    }

    /// A file of the edition.
    public struct File: Codable, Sendable, Hashable {
        public var name: String
        public var sizeBytes: Int
        public var sha256: String
    }

    /// Number of records over all deposits.
    public struct Reconciliation: Codable, Sendable, Hashable {
        public var read: Int
        public var kept: Int
        public var merged: Int
        public var setAside: Int

        /// Whether every record read is kept, merged or set aside.
        public var isExact: Bool { read == kept + merged + setAside }
    }

    /// The edition's identifier: twelve hexadecimal digits, the hash of its inputs.
    public var edition: String
    public var programVersion: String
    /// The revision of the rules that built it; nil in editions older than revisions.
    public var revision: Int?
    /// The day the edition takes for today, as `yyyy-mm-dd`.
    public var referenceDay: String
    /// The licence of the edition as a whole.
    public var licence: String
    public var deposits: [DepositEntry]
    public var superseded: [Superseded]
    public var references: [Reference]
    /// What could not be checked or shown for want of a list, one French sentence each.
    public var notChecked: [String]
    /// What was mended in the reference lists, one French sentence each; nil in editions older than
    /// such notes.
    public var referenceNotes: [String]?
    public var reconciliation: Reconciliation
    /// Records of notices, over all deposits; nil when none was read.
    public var notices: Reconciliation?
    /// Rows, by table.
    public var counts: [String: Int]
    public var tables: [TableEntry]
    /// Files other than the manifest, by name.
    public var files: [File]

    /// The deposits' sources and dates, one sentence each, to cite beside any figure.
    public var attributions: [String] { Array(Set(deposits.map(\.attribution))).sorted() }

    /// The manifest of an edition's folder.
    public init(folder: String) throws {
        let path = folder + "/manifest.json"
        do {
            self = try JSONDecoder().decode(
                Manifest.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw StorageFailure(
                """
                Le manifeste «\u{202F}\(path)\u{202F}» est absent ou illisible\u{202F}: cette édition est \
                incomplète\u{202F}; choisissez-en une autre, ou reconstruisez-la par un import.
                """)
        }
    }

    /// A manifest of these papers, without tables or files yet.
    init(
        inputs: EditionInputs, deposits: [DepositEntry], contracts: Int, notices: Reconciliation?
    ) {
        edition = inputs.identifier
        programVersion = inputs.programVersion
        revision = inputs.revision
        referenceDay = inputs.day.description
        let shareAlike = inputs.deposits.map(\.licence).filter(\.isShareAlike).map(\.name)
        licence = Set(shareAlike).sorted().first ?? Licence.licenceOuverte.name
        self.deposits = deposits
        superseded = inputs.superseded
        references = inputs.references
        notChecked = inputs.notChecked
        self.notices = notices
        func ofContracts(_ count: KeyPath<DepositEntry, Int>, _ part: KeyPath<Reconciliation, Int>)
            -> Int
        {
            deposits.reduce(0) { $0 + $1[keyPath: count] - ($1.notices?[keyPath: part] ?? 0) }
        }
        reconciliation = Reconciliation(
            read: ofContracts(\.read, \.read), kept: ofContracts(\.kept, \.kept),
            merged: ofContracts(\.merged, \.merged), setAside: ofContracts(\.setAside, \.setAside))
        precondition(
            reconciliation.isExact && reconciliation.kept == contracts
                && notices?.isExact ?? true,
            "Every record read is kept, merged or set aside, and every contract keeps one.")
        counts = [:]
        tables = []
        files = []
    }

    /// The manifest's bytes, with keys in order.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0A]
    }
}

extension Manifest.DepositEntry {
    /// The papers of a deposit and what became of its records.
    init(_ deposit: Deposit, _ tally: DepositTally, refusal: String?) {
        let producer = deposit.producer ?? deposit.source
        let update = (deposit.lastUpdate ?? deposit.received).description
        self.init(
            sha256: deposit.sha256, name: deposit.name, series: deposit.series,
            source: deposit.source, producer: deposit.producer, address: deposit.address,
            licence: deposit.licence.name,
            attribution:
                "\(producer), \(deposit.subject), \(update), "
                + "\(deposit.licence.name).",
            received: deposit.received.description, lastUpdate: deposit.lastUpdate?.description,
            format: deposit.format, sizeBytes: deposit.size, refusal: refusal, read: tally.read,
            kept: tally.kept,
            merged: tally.merged, setAside: tally.setAside, findings: tally.findings,
            notices: tally.notices)
    }
}

extension Manifest.TableEntry {
    /// The papers of a table.
    init(_ definition: TableDefinition, rows: Int) {
        self.init(
            name: definition.name, rows: rows,
            columns: definition.columns.map { column in
                var legend: [String]?
                if case .bits(let list) = column.storage { legend = list.labels }
                return .init(
                    name: column.name, type: column.storage.label,
                    unit: column.unit.isEmpty ? nil : column.unit,
                    definition: column.definition, legend: legend)
            })
    }
}

extension ColumnDefinition.Storage {
    /// The storage's name in the manifest.
    var label: String {
        switch self {
        case .bool: "bool"
        case .uint8: "uint8"
        case .uint16: "uint16"
        case .uint32: "uint32"
        case .int32: "int32"
        case .int64: "int64"
        case .date: "date"
        case .text: "text"
        case .dictionary: "dictionary"
        case .bits: "bits"
        }
    }
}

extension Deposit {
    /// What it is about, as it is cited.
    var subject: String {
        format.hasPrefix("boamp")
            ? "avis de marchés publics (BOAMP)" : "données essentielles de la commande publique"
    }
}
