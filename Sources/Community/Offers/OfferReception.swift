import Foundation
import Synchronization

/// A transmission that brings a piece of a file: encrypts as bytes come, in memory that does not grow.
///
/// - Shape: one caller gives bytes in order, then says whether the file ended; another transmission of
///   the same file may stop it at any moment. What is kept is whole records; only the end of the file
///   may be shorter.
/// - Errors: `StoreFailure` when the disk takes no more; `.untimely` once stopped.
public final class OfferReception: Sendable {
    /// What a transmission left.
    struct Result: Sendable {
        /// Plain bytes of the file kept, earlier pieces included.
        let received: Int64
        /// SHA-256 of the whole file, once it is whole.
        let digest: String?
    }

    private struct State: ~Copyable {
        var writer: SealedSegment.Writer
        let segment: SealedFile
        let progress: OfferProgress
        var hash: HashProgress
        /// Plain bytes that wait for a whole record.
        var waiting: [UInt8] = []
        var kept: Int64
        var place = Int64(SealedSegment.headBytes)
        var isEnded = false
        var sinceSettled: Int64 = 0
    }

    let deposit: String
    let file: Int
    let start: Int64
    /// The piece's file, unlike any other.
    let name: String
    /// The size announced; nil when the sender did not say.
    let announced: Int64?
    private let vault: OfferVault
    private let longest: Int64
    private let state: Mutex<State>

    /// Begins a piece at a place that is a multiple of a record.
    init(
        deposit: String, file: Int, start: Int64, announced: Int64?, longest: Int64, name: String,
        to publicKey: [UInt8], vault: OfferVault
    ) throws {
        let folder = try vault.folder(of: deposit, isMade: true)
        let progress = try OfferProgress(folder + "/\(file).suivi")
        guard let hash = try progress.hash(after: start / Int64(SealedSegment.recordBytes)) else {
            throw StoreFailure(.broken, "Le suivi d’un fichier d’offre manque.")
        }
        let writer = SealedSegment.Writer(
            to: publicKey,
            place: SealedSegment.place(deposit: deposit, file: file, start: start))
        let segment = try SealedFile(folder + "/" + name)
        try segment.write(writer.head, at: 0)
        try OfferVault.settle(folder)
        self.deposit = deposit
        self.file = file
        self.start = start
        self.name = name
        self.announced = announced
        self.vault = vault
        self.longest = longest
        state = Mutex(
            State(writer: writer, segment: segment, progress: progress, hash: hash, kept: start))
    }

    /// Takes more bytes.
    ///
    /// - Throws: `.untimely` when another transmission took over; `.invalid` beyond what was announced or
    ///   what is allowed; `StoreFailure` when the disk is full: nothing of the record at fault is kept.
    public func take(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            guard !state.isEnded else { throw OfferReception.superseded }
            state.waiting += bytes
            let total = state.kept + Int64(state.waiting.count)
            guard total <= announced ?? longest, total <= longest else {
                throw CommunityRefusal.invalid(
                    field: "fichier", value: "",
                    sentence: announced == nil
                        ? "Le fichier dépasse la taille permise (\(longest >> 20)\u{202F}Mio)."
                        : "Le fichier est plus long que la taille annoncée.")
            }
            // The last record may be the file's last: it waits until more comes or the end is said.
            var done = 0
            while state.waiting.count - done > SealedSegment.recordBytes {
                try keep(
                    Array(state.waiting[done..<done + SealedSegment.recordBytes]), isLast: false,
                    &state)
                done += SealedSegment.recordBytes
            }
            if done > 0 { state.waiting.removeFirst(done) }
        }
    }

    private func keep(_ plain: [UInt8], isLast: Bool, _ state: inout State) throws {
        if state.sinceSettled == 0 || state.sinceSettled >= 8 << 20 {
            try vault.requireRoom(for: Int64(plain.count))
        }
        if state.sinceSettled >= 32 << 20 {
            try state.segment.settle()
            state.sinceSettled = 0
        }
        var hash = state.hash
        let record = plain.withUnsafeBufferPointer { plain in
            hash.read(plain)
            return state.writer.record(plain, isLast: isLast)
        }
        do {
            try state.segment.write(record, at: state.place)
            if plain.count == SealedSegment.recordBytes {
                try state.progress.note(
                    record, hash.saved, number: state.kept / Int64(SealedSegment.recordBytes))
            }
        } catch {
            // The stream's state has moved on: this segment ends before the record.
            state.isEnded = true
            try? state.segment.cut(to: state.place)  // What is beyond is not counted anyway.
            throw error
        }
        state.hash = hash
        state.place += Int64(record.count)
        state.kept += Int64(plain.count)
        state.sinceSettled += Int64(plain.count)
    }

    /// Ends the transmission: what is kept is on the disk when this returns.
    ///
    /// - Parameter isWhole: whether the file ended here; the size announced, when there is one, decides.
    func end(isWhole: Bool) throws -> Result {
        try state.withLock { state in
            let all = state.kept + Int64(state.waiting.count)
            let isWhole = !state.isEnded && (announced.map { all == $0 } ?? isWhole)
            if isWhole {
                try keep(state.waiting, isLast: true, &state)
            } else if !state.isEnded, state.waiting.count == SealedSegment.recordBytes {
                try keep(state.waiting, isLast: false, &state)
            }
            state.waiting = []
            state.isEnded = true
            try state.segment.settle()
            try state.progress.settle()
            return Result(received: state.kept, digest: isWhole ? state.hash.digest() : nil)
        }
    }

    /// Plain bytes kept so far.
    public var received: Int64 { state.withLock { $0.kept } }

    static let superseded = CommunityRefusal.untimely(
        "Un autre envoi du même fichier a pris la suite de celui-ci.")
}
