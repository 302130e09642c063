/// What is remembered of a file that is not whole yet, record by record, beside it.
///
/// - Shape: per record of 65 536 plain bytes, 48 bytes: the state of the SHA-256 after it (40), and a
///   check of the encrypted record and of that state (8). It lets a transmission go on after the
///   program was killed: a record whose check does not hold was not received. Removed once the file is
///   whole.
struct OfferProgress: ~Copyable {
    private static let entryBytes: Int64 = 48
    private let file: SealedFile

    init(_ path: String) throws { file = try SealedFile(path) }

    /// Notes a record.
    ///
    /// - Parameter number: its rank in the whole file, from 0.
    func note(_ record: [UInt8], _ saved: [UInt8], number: Int64) throws {
        try file.write(
            saved + OfferProgress.check(record, saved), at: number * OfferProgress.entryBytes)
    }

    /// The state of the hash after so many whole records; nil when it was not noted.
    func hash(after records: Int64) throws -> HashProgress? {
        guard records > 0 else { return HashProgress() }
        let entry = try file.read(48, at: (records - 1) * OfferProgress.entryBytes)
        return entry.count == 48 ? HashProgress(Array(entry[..<40])) : nil
    }

    /// Whether a record is the one that was noted.
    func holds(_ record: [UInt8], number: Int64) throws -> Bool {
        let entry = try file.read(48, at: number * OfferProgress.entryBytes)
        guard entry.count == 48 else { return false }
        return OfferProgress.check(record, Array(entry[..<40])) == Array(entry[40...])
    }

    func settle() throws { try file.settle() }

    private static func check(_ record: [UInt8], _ saved: [UInt8]) -> [UInt8] {
        (record + saved).withUnsafeBufferPointer { Sodium.digest($0, length: 8) }
    }
}
