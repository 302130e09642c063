public import Procurement

/// Why a record could not be parsed.
public enum UnreadableReason: UInt8, Sendable, CaseIterable {
    /// The file ends in the middle of it.
    case truncated
    /// Its syntax is broken.
    case malformed
    /// It stands among contracts but is no object.
    case notAnObject
    /// Longer or nested deeper than the limits accept.
    case tooLarge
    /// The compressed data is damaged from here on.
    case damagedCompression

    /// The reason in French, a noun phrase.
    public var title: String {
        switch self {
        case .truncated: "fichier coupé au milieu d’un enregistrement"
        case .malformed: "syntaxe invalide"
        case .notAnObject: "élément qui n’est pas un enregistrement"
        case .tooLarge: "enregistrement trop long ou trop imbriqué"
        case .damagedCompression: "données compressées endommagées"
        }
    }
}

/// Someone who takes records as they are read, in the order of the file.
public protocol DraftSink {
    /// Takes one record. The draft is reused: copy what must outlive the call.
    mutating func take(_ draft: inout DeclarationDraft, at address: RecordAddress) throws
    /// Takes note of a stretch of the file that could not be parsed.
    ///
    /// - Parameter excerpt: how it begins, at most 200 bytes, ill-formed bytes as U+FFFD.
    mutating func unreadable(
        _ reason: UnreadableReason, at address: RecordAddress, excerpt: String) throws
}
