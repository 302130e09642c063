#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The world broke while reading a file.
public struct ReadingFailure: Error, Sendable, CustomStringConvertible {
    /// What was attempted, in French.
    public let action: String
    /// The system's error number.
    public let code: Int32
    /// The failure in French, with the system's own words.
    public var description: String { "\(action)\u{202F}: \(String(cString: strerror(code)))" }
}

/// A file, or a range of one, read from the disk.
final class FileSource: ByteSource {
    let isDamaged = false
    private let descriptor: Int32
    private var position: UInt64
    private let end: UInt64

    /// Opens a file.
    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ReadingFailure(
                action: "Ouverture de «\u{202F}\(path)\u{202F}» impossible", code: errno)
        }
        // The system reads further ahead; that it may refuse changes nothing.
        _ = posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
        position = 0
        let size = lseek(descriptor, 0, SEEK_END)
        // A pipe has no size; it is read until it ends.
        end = size >= 0 ? UInt64(size) : .max
    }

    /// A range of an open file, with its own descriptor.
    init(of file: FileSource, range: Range<UInt64>) throws {
        descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            throw ReadingFailure(action: "Lecture de l’archive impossible", code: errno)
        }
        position = range.lowerBound
        end = range.upperBound
    }

    deinit { close(descriptor) }

    /// Size of the file, in bytes.
    var size: UInt64 { end }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try read(into: buffer, at: position)
        position += UInt64(count)
        return count
    }

    /// Reads at a place, without moving.
    func read(into buffer: UnsafeMutableRawBufferPointer, at place: UInt64) throws -> Int {
        guard place < end else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), end - place))
        while true {
            let count = pread(descriptor, buffer.baseAddress, wanted, off_t(place))
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw ReadingFailure(action: "Lecture du fichier impossible", code: errno)
            }
        }
    }

    /// Bytes of a place, fewer at the end of the file.
    func bytes(at place: UInt64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
            initialized = 0
            while initialized < count {
                let space = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(
                        room)[initialized...])
                let read = try read(into: space, at: place + UInt64(initialized))
                if read == 0 { break }
                initialized += read
            }
        }
    }
}
