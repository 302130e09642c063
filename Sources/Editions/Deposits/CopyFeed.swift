import Dispatch
import Formats
import Foundation

/// The pieces of a copy under way, offered in order to one reader, so that a file that enters is
/// read from the disk once: the same bytes are kept, digested and understood.
///
/// The copy waits for the reader before it uses a piece's memory again; the reader waits for the
/// next piece. A reader that stops early must `drain`.
final class CopyFeed: ByteStream, @unchecked Sendable {
    // @unchecked Sendable: `waiting` and `failure` are touched under the lock; `current` by the
    // reading side only, one thread at a time.
    private let free = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var waiting: [UnsafeRawBufferPointer?] = []
    private var failure: (any Error)?
    private var current = UnsafeRawBufferPointer(start: nil, count: 0)
    private var place = 0
    private var isAtEnd = false

    /// A feed of a copy that turns over as many pieces as `FileCopy.pieceCount`.
    init() {
        for _ in 0..<FileCopy.pieceCount { free.signal() }
    }

    // MARK: The copy's side

    /// Waits until the piece whose turn comes is no longer read.
    func waitForPiece() { free.wait() }

    /// Offers the next piece, which stays as it is until `waitForPiece` returns for it.
    func offer(_ piece: UnsafeRawBufferPointer) { push(piece) }

    /// Says that nothing follows; with an error when the copy broke off.
    func end(_ error: (any Error)? = nil) {
        lock.withLock { failure = error }
        push(nil)
    }

    /// Waits until the reader has come to the end, and no piece is read any more.
    func waitForReader() { finished.wait() }

    private func push(_ piece: UnsafeRawBufferPointer?) {
        nonisolated(unsafe) let piece = piece
        lock.withLock { waiting.append(piece) }
        ready.signal()
    }

    // MARK: The reader's side

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard try advance() else { return 0 }
        let count = min(buffer.count, current.count - place)
        buffer.copyMemory(from: .init(rebasing: current[place..<place + count]))
        place += count
        return count
    }

    /// Lets the copy go on to its end, without reading it.
    func drain() {
        do {
            while try advance() { place = current.count }
        } catch {
            // The copy tells its own failure.
        }
    }

    /// Moves on to the next piece when this one is read; false at the end.
    private func advance() throws -> Bool {
        while place == current.count, !isAtEnd {
            if current.baseAddress != nil { free.signal() }
            ready.wait()
            let (piece, failure) = lock.withLock { (waiting.removeFirst(), self.failure) }
            current = piece ?? UnsafeRawBufferPointer(start: nil, count: 0)
            place = 0
            isAtEnd = piece == nil
            if isAtEnd { finished.signal() }
            if let failure { throw failure }
        }
        return !isAtEnd
    }
}
