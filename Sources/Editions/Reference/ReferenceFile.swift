/// A reference list kept in the data folder, verbatim: `references/⟨sha256⟩`.
public struct ReferenceFile: Hashable, Sendable, Codable {
    /// SHA-256 of the file as received.
    public var sha256: String
    /// The file's name when it was added.
    public var name: String
    /// What it is.
    public var kind: ReferenceKind
    /// The day it was added, as `yyyy-mm-dd`.
    public var received: String
    /// Size as received, in bytes.
    public var size: Int
}

/// Why a file is not kept as a reference list.
public enum ReferenceRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No such file, or not a file.
    case absent(path: String)
    /// Its content is none of the lists we read.
    case unrecognised(name: String)
    /// It begins like a list and cannot be read to its end.
    case unreadable(name: String, reason: String)
    /// It is a list of that kind with nothing in it.
    case empty(name: String, kind: ReferenceKind)

    /// One French sentence.
    public var description: String {
        switch self {
        case .absent(let path):
            "«\u{202F}\(path)\u{202F}» n’existe pas ou n’est pas un fichier\u{202F}: vérifiez le chemin."
        case .unrecognised(let name):
            """
            «\u{202F}\(name)\u{202F}» n’est aucune des listes connues\u{202F}: \
            \(ReferenceKind.allCases.map(\.title).joined(separator: ", ")).
            """
        case .unreadable(let name, let reason):
            "«\u{202F}\(name)\u{202F}» ne peut pas être lu jusqu’au bout\u{202F}: \(reason)"
        case .empty(let name, let kind):
            "«\u{202F}\(name)\u{202F}» ressemble à une liste (\(kind.title)), mais ne contient aucune ligne."
        }
    }
}
