import GRDB

/// The world broke under the store: a full disk, a damaged file, a lock that never opened.
public struct StoreFailure: Error, Sendable, CustomStringConvertible {
    /// What broke.
    public enum Kind: Sendable, Hashable {
        /// The disk takes nothing more.
        case full
        /// Somebody else held the file for too long.
        case busy
        /// The file is not a store of this program, or comes from a later one.
        case foreign
        /// The file cannot be read or written, or is damaged.
        case broken
    }

    /// What broke.
    public let kind: Kind
    /// French, one sentence, for the operator.
    public let description: String

    /// A failure in a sentence.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What an error of SQLite is for people; nil for a fault of ours, such as a broken constraint.
    init?(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.full, "Le disque est plein\u{202F}: rien n’a été écrit.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "Le fichier de la communauté est resté occupé trop longtemps.")
        case .SQLITE_NOTADB:
            self.init(.foreign, "Ce fichier n’est pas une communauté d’orcp.")
        case .SQLITE_CORRUPT:
            self.init(
                .broken, "Le fichier de la communauté est abîmé\u{202F}: restaurez une sauvegarde.")
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_NOMEM:
            self.init(
                .broken,
                "Le fichier de la communauté ne peut pas être lu ou écrit (SQLite "
                    + "\(error.extendedResultCode.rawValue)).")
        default: return nil
        }
    }

    /// Runs a body and turns what SQLite says of the world into a `StoreFailure`.
    static func told<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreFailure(error) ?? error as any Error
        }
    }
}
