import Foundation

/// The disk, or another process, did not let us do what was asked.
///
/// - Shape: what was being done, to which path, and the system's own words.
public struct StorageFailure: Error, Sendable, CustomStringConvertible {
    /// One French sentence for the operator.
    public let description: String

    /// A failure told in one sentence.
    public init(_ description: String) { self.description = description }

    /// The failure of a system call, read from `errno`.
    static func system(_ action: String, _ path: String) -> StorageFailure {
        let code = errno
        return StorageFailure(
            "Impossible \(action) «\u{202F}\(path)\u{202F}»\u{202F}: \(String(cString: strerror(code)))."
        )
    }
}
