import Columns
import Foundation

/// A file of an edition being written: digested as it goes, so that it is not read again.
final class EditionFile {
    private let name: String
    private let path: String
    private let file: Int32
    private var digest: SHA256Stream
    private var size = 0

    /// Begins a file in a folder.
    init(_ name: String, in folder: String) throws {
        self.name = name
        path = folder + "/" + name
        digest = try SHA256Stream()
        file = try DurableFile.open(path, O_WRONLY | O_CREAT | O_TRUNC, "d’écrire")
    }

    deinit { close(file) }

    /// Adds bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try DurableFile.write(bytes, to: file, path)
        digest.update(bytes)
        size += bytes.count
    }

    /// Ends the file, which is on the disk only after `FileSyncing`. Nothing may be written after.
    func finish() -> Manifest.File {
        Manifest.File(name: name, sizeBytes: size, sha256: digest.finish())
    }

    /// Writes a table as an Arrow file.
    static func write(_ table: Table, in folder: String) throws -> Manifest.File {
        let file = try EditionFile(table.name + ".arrow", in: folder)
        try ArrowWriter.write(table) { try file.write($0) }
        return file.finish()
    }

    /// Writes bytes as a file.
    static func write(_ name: String, _ bytes: [UInt8], in folder: String) throws -> Manifest.File {
        let file = try EditionFile(name, in: folder)
        try bytes.withUnsafeBytes { try file.write($0) }
        return file.finish()
    }
}
