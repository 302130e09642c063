import CCrypto
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
        var digest = try SHA256Stream()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 4096)
        defer { piece.deallocate() }
        var size = 0
        while true {
            let count = try fill(piece, from: input, path)
            if count == 0 { return (digest.finish(), size) }
            digest.update(UnsafeRawBufferPointer(rebasing: piece[0..<count]))
            size += count
        }
    }

    /// Reads until a piece is full or the file ends; gives the number of bytes.
    static func fill(
        _ piece: UnsafeMutableRawBufferPointer, from input: Int32, _ path: String
    ) throws -> Int {
        var done = 0
        while done < piece.count {
            guard let start = piece.baseAddress else { return done }
            let count = read(input, start + done, piece.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFailure.system("de lire", path)
            }
            if count == 0 { break }
            done += count
        }
        return done
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
