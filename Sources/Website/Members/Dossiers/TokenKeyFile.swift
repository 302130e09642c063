import Community
import Foundation

/// The key under which buyers' tokens are sealed: a file of the data folder, beside the database and in
/// no backup of it, readable by its owner only.
enum TokenKeyFile {
    /// The file's name.
    static let name = "jetons.cle"
    private static let length = 32

    /// The key, made at its first use.
    ///
    /// - Throws: when the file can be neither read nor made.
    static func key(folder: String, _ chance: any Chance) throws -> [UInt8] {
        let path = folder + "/" + name
        if let kept = FileManager.default.contents(atPath: path), kept.count == length {
            return Array(kept)
        }
        let key = chance.bytes(length)
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(key), attributes: [.posixPermissions: 0o600])
        else {
            throw CocoaError(.fileWriteUnknown)
        }
        return key
    }
}
