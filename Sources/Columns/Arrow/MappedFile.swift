import Foundation

/// Why a file of columns cannot be opened.
public struct ArrowFailure: Error, Sendable, CustomStringConvertible {
    /// One French sentence: what happened, to which file, what to do.
    public let description: String
    /// A failure and its sentence.
    public init(_ description: String) { self.description = description }
}

/// A file mapped read-only; unmapped with the last that uses it.
///
/// - Safety: editions are immutable; a file that another program truncates while mapped breaks the
///   process, as any mapped file does.
public final class MappedFile: @unchecked Sendable {
    // @unchecked Sendable: the mapping is read-only and both properties are `let`.
    /// The bytes of the file.
    public let bytes: UnsafeRawBufferPointer

    /// Maps a file.
    public init(path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw ArrowFailure(
                "Impossible d’ouvrir «\u{202F}\(path)\u{202F}»\u{202F}: \(String(cString: strerror(errno)))."
            )
        }
        defer { close(file) }
        var information = stat()
        guard fstat(file, &information) == 0 else {
            throw ArrowFailure(
                "Impossible de lire «\u{202F}\(path)\u{202F}»\u{202F}: \(String(cString: strerror(errno)))."
            )
        }
        let size = Int(information.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let base = mmap(nil, size, PROT_READ, MAP_SHARED, file, 0), base != MAP_FAILED
        else {
            throw ArrowFailure(
                "Impossible de projeter «\u{202F}\(path)\u{202F}»\u{202F}: \(String(cString: strerror(errno)))."
            )
        }
        bytes = UnsafeRawBufferPointer(start: base, count: size)
    }

    deinit {
        if let base = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
        }
    }
}
