/// Why a whole file cannot be read: the question was bad, not a row.
///
/// Rows never refuse; they end in `UnreadableReason`.
public enum ReadingRefusal: Error, Sendable, Equatable {
    /// Nothing in it.
    case empty
    /// None of the known formats; `head` shows how it begins.
    case unrecognised(head: String)
    /// An archive with nothing readable in it; names of members, in order.
    case nothingReadable(members: [String])
    /// An archive or a compressed member inside an archive.
    case nestedArchive(name: String)
    /// A member that needs a password.
    case encrypted(name: String)
    /// A member compressed by a method other than stored or deflate.
    case unknownCompression(name: String, method: Int)
    /// A damaged archive: no directory, or one that contradicts itself.
    case damagedArchive(detail: String)
    /// Decompression gives more than the limits allow.
    case tooLarge(name: String, limitBytes: UInt64)
    /// Decompression gives suspiciously much more than it reads.
    case tooCompressed(name: String, ratio: UInt64)
    /// More members than the limits allow.
    case tooManyMembers(count: UInt64, limit: Int)
    /// An XML document that declares entities.
    case entityDeclaration(name: String)
    /// An XML document in an encoding nobody here reads.
    case unknownEncoding(name: String)

    /// The refusal in French, quoting the value and saying what to do.
    public var message: String {
        switch self {
        case .empty:
            "Le fichier est vide. Vérifiez le téléchargement, puis recommencez."
        case .unrecognised(let head):
            "Format non reconnu\u{202F}: le fichier commence par «\u{202F}\(head)\u{202F}». "
                + "Fournissez des données essentielles (DECP) en JSON, XML ou CSV."
        case .nothingReadable(let members):
            "L’archive ne contient aucun fichier reconnu («\u{202F}"
                + members.prefix(5).joined(separator: "\u{202F}», «\u{202F}")
                + "\u{202F}»). Fournissez des données essentielles (DECP) en JSON, XML ou CSV."
        case .nestedArchive(let name):
            "L’archive contient une autre archive («\u{202F}\(name)\u{202F}»). "
                + "Décompressez-la d’abord, puis recommencez."
        case .encrypted(let name):
            "Le fichier «\u{202F}\(name)\u{202F}» de l’archive est chiffré. "
                + "Fournissez une archive sans mot de passe."
        case .unknownCompression(let name, let method):
            "Le fichier «\u{202F}\(name)\u{202F}» de l’archive est compressé par la méthode «\u{202F}\(method)\u{202F}», "
                + "inconnue ici. Recréez l’archive en ZIP ordinaire (deflate)."
        case .damagedArchive(let detail):
            "Archive endommagée\u{202F}: \(detail). Téléchargez-la de nouveau."
        case .tooLarge(let name, let limit):
            "«\u{202F}\(name)\u{202F}» dépasse la limite de \(limit) octets une fois décompressé. "
                + "Découpez le fichier ou relevez la limite dans les réglages."
        case .tooCompressed(let name, let ratio):
            "«\u{202F}\(name)\u{202F}» se décompresse en plus de \(ratio) fois sa taille, "
                + "ce qu’aucun fichier réel ne fait\u{202F}: lecture refusée."
        case .tooManyMembers(let count, let limit):
            "L’archive contient \(count) fichiers\u{202F}; la limite est de \(limit). Découpez-la."
        case .entityDeclaration(let name):
            "Le document XML déclare l’entité «\u{202F}\(name)\u{202F}»\u{202F}: lecture refusée par sécurité. "
                + "Publiez le document sans DTD."
        case .unknownEncoding(let name):
            "Encodage XML inconnu\u{202F}: «\u{202F}\(name)\u{202F}». Publiez le document en UTF-8."
        }
    }
}
