import Dispatch
import Formats
import Foundation
public import Procurement

/// Deposits read while they come in, so that a national file is read from the disk once: the same
/// bytes are kept, digested and understood.
///
/// What is read depends on the day the edition takes for today and on the reference lists; when the
/// edition turns out to be another, or not to read one of these deposits, nothing of it is used.
///
/// - Shape: one for one import; used by one thread at a time.
public final class ReadAhead {
    /// The kinds of lists that reading needs.
    public static let kinds: Set<ReferenceKind> = [.cpv]

    private let day: Day
    private let codes: [UInt32]
    private let reading: DeclarationReading
    private let progress: @Sendable (Int) -> Void
    /// Number of each deposit read, by SHA-256.
    private var numbers: [String: Int] = [:]
    private var count = 0
    private var doneBytes = 0
    /// Whether something was read that is no deposit.
    private var isSpoilt = false

    /// Nothing read yet.
    ///
    /// - Parameters:
    ///   - day: the day the edition will take for today.
    ///   - references: the lists it will use.
    ///   - workers: number of threads.
    ///   - progress: called with bytes read so far; from any thread, one call at a time.
    public init(
        day: Day, references: ReferenceTables, workers: Int,
        progress: @escaping @Sendable (Int) -> Void
    ) throws {
        FreeMemory.keep()
        self.day = day
        self.progress = progress
        let codes = references.cpvCodes.map(\.code)
        self.codes = codes
        reading = try DeclarationReading(
            interpreter: Interpreter(
                referenceDay: day, cpvCodes: codes.isEmpty ? nil : CPVList(codes.map { ($0, 255) })),
            workers: workers)
    }

    /// Copies a file, and reads what is copied.
    func copy(_ path: String, to copy: String, size: Int) throws -> (sha256: String, size: Int) {
        let number = count
        count += 1
        let feed = CopyFeed()
        let copying = Copying(path, to: copy, feed: feed)
        let (progress, doneBytes) = (progress, doneBytes)
        let unread = Result {
            try reading.read([FileToRead(number: number, bytes: .feed(feed), size: size)]) {
                progress(doneBytes + $0)
            }
        }
        feed.drain()
        do {
            let (sha256, size) = try copying.finish()
            if try unread.get().isEmpty {
                self.doneBytes += size
                // The same content twice would count its records twice.
                isSpoilt = isSpoilt || numbers.updateValue(number, forKey: sha256) != nil
            }
            return (sha256, size)
        } catch {
            isSpoilt = true
            throw error
        }
    }

    /// Itself when what was read is what an edition wants, else nil.
    func fitting(_ inputs: EditionInputs, _ references: ReferenceTables) -> ReadAhead? {
        let wanted = Set(inputs.deposits.map(\.sha256))
        guard !isSpoilt, day == inputs.day, codes == references.cpvCodes.map(\.code),
            numbers.keys.allSatisfy(wanted.contains)
        else { return nil }
        return self
    }

    /// Reads the deposits not read yet, and hands over all of them in the order of the edition.
    ///
    /// - Parameter progress: called with bytes read so far; from any thread, one call at a time.
    func finish(
        _ deposits: [Deposit], in store: DepositStore,
        progress: @escaping @Sendable (Int) -> Void
    ) throws -> DeclarationReading.Outcome {
        var places: [Int: Int] = [:]
        var rest: [FileToRead] = []
        for (place, deposit) in deposits.enumerated() {
            let number = numbers[deposit.sha256] ?? count + rest.count
            places[number] = place
            if number >= count {
                rest.append(
                    FileToRead(
                        number: number, bytes: .file(path: store.path(of: deposit)),
                        size: deposit.size))
            }
        }
        let doneBytes = doneBytes
        let unread = try reading.read(rest) { progress(doneBytes + $0) }
        precondition(unread.isEmpty, "a file on the disk can always be read")
        return reading.finish(places: places)
    }

    /// A copy on a thread of its own.
    private final class Copying: @unchecked Sendable {
        // @unchecked Sendable: `result` is written on the serial queue, and read once it is empty.
        private let queue = DispatchQueue(label: "orcp.copie")
        private var result: Result<(sha256: String, size: Int), any Error>?

        init(_ path: String, to copy: String, feed: CopyFeed) {
            queue.async { [self] in
                result = Result { try FileCopy.copy(path, to: copy, syncs: false, feed: feed) }
            }
        }

        func finish() throws -> (sha256: String, size: Int) {
            queue.sync {}
            guard let result else { preconditionFailure("the queue is serial") }
            return try result.get()
        }
    }
}
