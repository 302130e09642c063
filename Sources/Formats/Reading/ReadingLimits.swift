/// How much a reader accepts, so that hostile input cannot exhaust memory or time.
///
/// - Unit: bytes, unless the name says otherwise.
public struct ReadingLimits: Sendable {
    /// Bytes asked of a file at a time; memory is a small multiple of it.
    public var blockBytes = 2 << 20
    /// A record longer than this is unreadable, and skipped without being kept.
    public var recordBytes = 16 << 20
    /// Decompressed bytes of one file, all members together.
    public var totalBytes: UInt64 = 64 << 30
    /// Decompressed over compressed, once `ratioFloorBytes` came out. Real files stay below 60;
    /// deflate can reach 1 030.
    public var ratio: UInt64 = 300
    /// Below this many decompressed bytes the ratio is not looked at.
    public var ratioFloorBytes: UInt64 = 32 << 20
    /// Members of an archive.
    public var members = 100_000
    /// The default limits.
    public init() {}
}
