import Foundation
public import Procurement

/// The deposits of a data folder: `depots/⟨sha256⟩` files, verbatim, and their ledger.
///
/// A file is visible under its SHA-256 only once it is whole; its ledger line is written once it is
/// on the disk. Killed between the two, the next import of the same file replaces it and adds the
/// line.
///
/// - Shape: reading needs no lock; adding needs the data folder's `DataFolderLock`.
public struct DepositStore: Sendable {
    /// What became of a file.
    public enum Outcome: Hashable, Sendable {
        /// Deposited.
        case added(Deposit)
        /// Already there: nothing changed.
        case unchanged(Deposit)

        /// The deposit, new or former.
        public var deposit: Deposit {
            switch self {
            case .added(let deposit), .unchanged(let deposit): deposit
            }
        }
    }

    /// What is said of a file that comes.
    public struct Arrival: Sendable {
        /// The file's name, as shown.
        public var name: String
        /// The series it continues.
        public var series: String
        /// Whether somebody named that series, rather than the path giving it.
        public var isSeriesNamed: Bool
        /// Who is shown as the source; by default the series.
        public var source: String
        public var producer: String?
        public var address: String?
        public var licence: Licence
        public var kind: Deposit.Kind
        public var lastUpdate: Day?

        /// A file that comes.
        public init(
            name: String, series: String, isSeriesNamed: Bool = true, source: String? = nil,
            producer: String? = nil, address: String? = nil, licence: Licence = .licenceOuverte,
            kind: Deposit.Kind = .byHand, lastUpdate: Day? = nil
        ) {
            self.name = name
            self.series = series
            self.isSeriesNamed = isSeriesNamed
            self.source = source ?? series
            self.producer = producer
            self.address = address
            self.licence = licence
            self.kind = kind
            self.lastUpdate = lastUpdate
        }

        /// A file found by walking what an import names.
        public init(_ candidate: DepositWalk.Candidate, licence: Licence = .licenceOuverte) {
            self.init(
                name: candidate.name, series: candidate.series,
                isSeriesNamed: candidate.isSeriesNamed, licence: licence)
        }
    }

    /// The data folder.
    public let folder: String
    /// Every line of the ledger, in the order they came.
    public private(set) var all: [Deposit]
    private let ledger: DepositLedger
    private let settling = DepositSettling()

    /// Opens the deposits of a data folder; an empty folder, or none, has no deposit.
    public init(folder: String) throws {
        self.folder = folder
        ledger = DepositLedger(path: folder + "/depots/registre.jsonl")
        all = try ledger.read()
    }

    /// What an edition reads: the newest deposit of each series, each content once, by SHA-256.
    public var current: [Deposit] {
        var seen: Set<String> = []
        return newest.values
            .sorted { ($0.sha256, $0.series) < ($1.sha256, $1.series) }
            .filter { seen.insert($0.sha256).inserted }
    }

    /// Deposits that a newer one of their series replaced, each content once, in the order they
    /// came.
    public var superseded: [Deposit] {
        var seen = Set(newest.values.map(\.sha256))
        return all.filter { seen.insert($0.sha256).inserted }
    }

    /// The newest deposit of each series.
    private var newest: [String: Deposit] {
        var newest: [String: Deposit] = [:]
        for deposit in all { newest[deposit.series] = deposit }
        return newest
    }

    /// The newest deposit of a series, or nil.
    public func newest(of series: String) -> Deposit? {
        all.last { $0.series == series }
    }

    /// Where a deposit's bytes are.
    public func path(of deposit: Deposit) -> String { path(of: deposit.sha256) }

    /// Where the bytes of this SHA-256 are.
    public func path(of sha256: String) -> String { folder + "/depots/" + sha256 }

    /// The day of the latest deposit, the reference day of an edition unless another is given.
    public var latestDay: Day? { all.map(\.received).max() }

    /// Deposits a file.
    ///
    /// - Parameters:
    ///   - path: the file, read once and left as it is.
    ///   - arrival: its name, series, source and licence.
    ///   - day: the day it came.
    ///   - settings: whether share-alike licences are allowed.
    ///   - lock: the right to change the data folder.
    ///   - waits: whether to return only once the deposit is settled; else `settle` must be called
    ///     before anything refers to it.
    ///   - ahead: reads the file while it is copied, for the edition that comes next.
    ///   - recognise: the format's name, or nil when no reader recognises the content.
    /// - Throws: `DepositRefusal` when the file may not enter, `StorageFailure` when the disk
    ///   refuses, and what `recognise` throws.
    /// - Complexity: O(bytes of the file), once; memory does not grow with it.
    public mutating func add(
        path: String, arrival: Arrival, on day: Day, settings: Settings,
        lock: borrowing DataFolderLock, waits: Bool = true, ahead: ReadAhead? = nil,
        recognise: (String) throws -> String?
    ) throws -> Outcome {
        var information = stat()
        guard stat(path, &information) == 0 else { throw DepositRefusal.absent(path: path) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw DepositRefusal.notAFile(path: path)
        }
        guard information.st_size > 0 else { throw DepositRefusal.empty(name: arrival.name) }
        guard !arrival.licence.isShareAlike || settings.allowsShareAlike else {
            throw DepositRefusal.shareAlike(name: arrival.name, licence: arrival.licence.name)
        }
        // A file of a size already seen is likely the same again: compare before copying.
        if all.contains(where: { $0.size == Int(information.st_size) }) {
            let (sha256, _) = try FileDigest.sha256(of: path)
            if let former = unchanged(sha256, arrival) { return .unchanged(former) }
        }
        guard let format = try recognise(path) else {
            throw DepositRefusal.unrecognised(name: arrival.name)
        }
        let (sha256, size) = try keep(path, size: Int(information.st_size), ahead)
        if let former = unchanged(sha256, arrival) { return .unchanged(former) }
        let deposit = Deposit(
            sha256: sha256, name: arrival.name, series: arrival.series, source: arrival.source,
            producer: arrival.producer, address: arrival.address, licence: arrival.licence,
            received: day, size: size, kind: arrival.kind, format: format,
            lastUpdate: arrival.lastUpdate)
        settling.begin(deposit, path: self.path(of: sha256), ledger: ledger)
        if waits { try settle() }
        all.append(deposit)
        return .added(deposit)
    }

    /// Waits until every deposit added is on the disk, with its line.
    ///
    /// - Throws: `StorageFailure` when the disk refuses.
    public func settle() throws { try settling.finish() }

    /// The former deposit that makes an arrival change nothing, or nil.
    ///
    /// By hand, the same content in the same series; or, when the path alone gave the series, the
    /// same content anywhere among the current deposits. By synchronisation, only the newest of the
    /// series: a source that goes back to a former file is followed.
    private func unchanged(_ sha256: String, _ arrival: Arrival) -> Deposit? {
        guard FileManager.default.fileExists(atPath: path(of: sha256)) else { return nil }
        switch arrival.kind {
        case .sync:
            let former = newest(of: arrival.series)
            return former?.sha256 == sha256 ? former : nil
        case .byHand:
            if let former = all.first(where: {
                $0.sha256 == sha256 && $0.series == arrival.series
            }) {
                return former
            }
            return arrival.isSeriesNamed ? nil : current.first { $0.sha256 == sha256 }
        }
    }

    /// Copies a file into the store under its SHA-256.
    private func keep(
        _ path: String, size: Int, _ ahead: ReadAhead?
    ) throws -> (sha256: String, size: Int) {
        let deposits = folder + "/depots"
        try DurableFile.createFolder(deposits)
        // One name, since the lock admits one import: what a killed import left is overwritten.
        let temporary = deposits + "/.arrivee"
        let (sha256, size) =
            try ahead?.copy(path, to: temporary, size: size)
            ?? FileCopy.copy(path, to: temporary, syncs: false)
        if all.contains(where: { $0.sha256 == sha256 }), access(self.path(of: sha256), R_OK) == 0 {
            unlink(temporary)
        } else if rename(temporary, self.path(of: sha256)) != 0 {
            throw StorageFailure.system("de mettre en place", self.path(of: sha256))
        }
        return (sha256, size)
    }
}
