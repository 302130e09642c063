import CCrypto
import CLinux
import Dispatch
import Foundation

/// The SHA-256 of a whole file, in memory that does not grow with it.
public enum FileDigest {
    /// Bytes read at a time: large enough that calls cost nothing, small enough for the cache.
    static let pieceBytes = 1 << 20

    /// The SHA-256 and size of a file.
    ///
    /// - Complexity: O(bytes of the file).
    public static func sha256(of path: String) throws -> (sha256: String, size: Int) {
        let input = try DurableFile.open(path, O_RDONLY, "de lire")
        defer { close(input) }
        _ = posix_fadvise(input, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
        let follower = try DigestFollower(file: input, path: path)
        var size = 0
        while true {
            let count = try follower.digest(from: size, atMost: pieceBytes)
            if count == 0 { return (follower.finish(), size) }
            size += count
        }
    }

    /// Copies a file, and computes the SHA-256 of the copy while it grows.
    ///
    /// The copy is whole, not yet on the disk: `DurableFile.sync` waits for that.
    /// - Complexity: O(bytes of the file).
    static func copying(_ path: String, to copy: String) throws -> (sha256: String, size: Int) {
        let input = try DurableFile.open(path, O_RDONLY, "de lire")
        defer { close(input) }
        let output = try DurableFile.open(copy, O_RDWR | O_CREAT | O_TRUNC, "d’écrire")
        defer { close(output) }
        _ = posix_fadvise(input, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
        let follower = try DigestFollower(file: output, path: copy)
        let queue = DispatchQueue(label: "orcp.empreinte")
        var size = 0
        while true {
            let count = try copyPiece(input, path, output, copy)
            if count == 0 { break }
            let start = size
            size += count
            queue.async { follower.follow(start..<start + count) }
        }
        queue.sync {}
        if let failure = follower.failure { throw failure }
        return (follower.finish(), size)
    }

    /// Copies the next bytes, inside the kernel where it can; gives their number, 0 at the end.
    private static func copyPiece(
        _ input: Int32, _ path: String, _ output: Int32, _ copy: String
    ) throws -> Int {
        while true {
            let count = copy_file_range(input, nil, output, nil, 16 * pieceBytes, 0)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EXDEV, ENOSYS, EINVAL, EOPNOTSUPP, EPERM: break
            default: throw StorageFailure.system("d’écrire dans", copy)
            }
            break
        }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 4096)
        defer { piece.deallocate() }
        while true {
            let count = read(input, piece.baseAddress, pieceBytes)
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFailure.system("de lire", path)
            }
            let bytes = UnsafeRawBufferPointer(rebasing: piece[0..<count])
            try DurableFile.write(bytes, to: output, copy)
            return count
        }
    }

    /// The SHA-256 of a short text.
    static func sha256(text: String) -> String {
        do {
            var digest = try SHA256Stream()
            Array(text.utf8).withUnsafeBytes { digest.update($0) }
            return digest.finish()
        } catch {
            preconditionFailure("a digest of a short text needs no more than a little memory")
        }
    }

    /// A file's digest by the algorithms publishers announce (sha1, sha256, sha512, md5), in
    /// lowercase hexadecimal digits; nil for another algorithm.
    static func hexadecimal(of path: String, algorithm: String) throws -> String? {
        let names = ["sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512", "md5": "MD5"]
        guard let name = names[algorithm], let kind = EVP_get_digestbyname(name) else { return nil }
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        var digest = [UInt8](repeating: 0, count: 64)
        var length: UInt32 = 0
        let done = data.withUnsafeBytes {
            EVP_Digest($0.baseAddress, $0.count, &digest, &length, kind, nil)
        }
        guard done == 1 else { return nil }
        return digest.prefix(Int(length)).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }
}
