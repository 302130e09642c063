import Foundation
import Synchronization

/// The bytes of an opened file, decrypted as they are read; nothing in clear is written.
///
/// - Errors: `StoreFailure` when a piece is missing, was changed or moved, or when the whole is not the
///   SHA-256 of the receipt: the last piece is then not given.
public final class OpenedFileReader: Sendable {
    /// A piece of the file on the disk.
    struct Piece: Sendable {
        let start: Int64
        let length: Int64
        let name: String
    }

    private struct State: ~Copyable {
        var piece = 0
        var segment: SealedFile?
        var reader: SealedSegment.Reader?
        var place: Int64 = 0
        var given: Int64 = 0
        var hash = HashProgress()
        var isEnded = false
        /// The last record read, given once the next one, or the end, holds.
        var waiting: [UInt8]?
    }

    /// What is read.
    public let file: Offers.OpenedFile
    private let pieces: [Piece]
    private let publicKey: [UInt8]
    private let secret: SecretBytes
    private let folder: String
    private let state = Mutex(State())

    init(
        file: Offers.OpenedFile, pieces: [Piece], publicKey: [UInt8], secret: SecretBytes,
        folder: String
    ) {
        self.file = file
        self.pieces = pieces
        self.publicKey = publicKey
        self.secret = secret
        self.folder = folder
    }

    /// The next bytes, at most 64 KiB; nil at the end, once all was found to be as sent.
    public func next() throws -> [UInt8]? {
        try state.withLock { state in
            while !state.isEnded {
                if let bytes = try record(&state) {
                    bytes.withUnsafeBufferPointer { state.hash.read($0) }
                    let former = state.waiting
                    state.waiting = bytes
                    if let former, !former.isEmpty { return former }
                    continue
                }
                state.isEnded = true
                guard state.hash.digest() == file.digest, state.given == file.size else {
                    throw damaged
                }
            }
            defer { state.waiting = nil }
            return state.waiting?.isEmpty == false ? state.waiting : nil
        }
    }

    /// The next record of the file; nil after the last.
    private func record(_ state: inout State) throws -> [UInt8]? {
        while state.piece < pieces.count {
            let piece = pieces[state.piece]
            if state.segment == nil { try begin(piece, &state) }
            let left = piece.start + piece.length - state.given
            // An empty piece only bears the end of the file.
            let isEmptyEnd = piece.length == 0 && state.place == Int64(SealedSegment.headBytes)
            guard left > 0 || isEmptyEnd else {
                state.segment = nil
                state.reader = nil
                state.piece += 1
                continue
            }
            let length = Int(min(left, Int64(SealedSegment.recordBytes)))
            let sealed = try state.segment?.read(length + SealedSegment.extraBytes, at: state.place)
            guard let sealed, let plain = state.reader?.plain(sealed), plain.bytes.count == length
            else { throw damaged }
            state.place += Int64(sealed.count)
            state.given += Int64(length)
            let isLastOfAll = state.piece == pieces.count - 1 && left == Int64(length)
            guard !isLastOfAll || plain.isLast else { throw damaged }
            return plain.bytes
        }
        return nil
    }

    private func begin(_ piece: Piece, _ state: inout State) throws {
        guard piece.start == state.given,
            FileManager.default.fileExists(atPath: folder + "/" + piece.name)
        else { throw damaged }
        let segment = try SealedFile(folder + "/" + piece.name)
        let head = try segment.read(SealedSegment.headBytes, at: 0)
        guard
            let reader = SealedSegment.Reader(
                head: head, publicKey, secret,
                place: SealedSegment.place(
                    deposit: file.deposit, file: file.number, start: piece.start))
        else { throw damaged }
        state.segment = consume segment
        state.reader = reader
        state.place = Int64(SealedSegment.headBytes)
    }

    private var damaged: StoreFailure {
        StoreFailure(
            .broken,
            "Le fichier n° \(file.number) du dépôt \(file.deposit) n’est plus tel qu’il a été reçu."
        )
    }
}
