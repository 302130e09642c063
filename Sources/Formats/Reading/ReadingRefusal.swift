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
            "Format non reconnu : le fichier commence par « \(head) ». "
                + "Fournissez des données essentielles (DECP) en JSON, XML ou CSV."
        case .nothingReadable(let members):
            "L’archive ne contient aucun fichier reconnu (« "
                + members.prefix(5).joined(separator: " », « ")
                + " »). Fournissez des données essentielles (DECP) en JSON, XML ou CSV."
        case .nestedArchive(let name):
            "L’archive contient une autre archive (« \(name) »). "
                + "Décompressez-la d’abord, puis recommencez."
        case .encrypted(let name):
            "Le fichier « \(name) » de l’archive est chiffré. "
                + "Fournissez une archive sans mot de passe."
        case .unknownCompression(let name, let method):
            "Le fichier « \(name) » de l’archive est compressé par la méthode « \(method) », "
                + "inconnue ici. Recréez l’archive en ZIP ordinaire (deflate)."
        case .damagedArchive(let detail):
            "Archive endommagée : \(detail). Téléchargez-la de nouveau."
        case .tooLarge(let name, let limit):
            "« \(name) » dépasse la limite de \(limit) octets une fois décompressé. "
                + "Découpez le fichier ou relevez la limite dans les réglages."
        case .tooCompressed(let name, let ratio):
            "« \(name) » se décompresse en plus de \(ratio) fois sa taille, "
                + "ce qu’aucun fichier réel ne fait : lecture refusée."
        case .tooManyMembers(let count, let limit):
            "L’archive contient \(count) fichiers ; la limite est de \(limit). Découpez-la."
        case .entityDeclaration(let name):
            "Le document XML déclare l’entité « \(name) » : lecture refusée par sécurité. "
                + "Publiez le document sans DTD."
        case .unknownEncoding(let name):
            "Encodage XML inconnu : « \(name) ». Publiez le document en UTF-8."
        }
    }
}
