/// Why a file is not read as an ESPD at all.
public enum ESPDRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing in it.
    case empty
    /// More bytes than the limit.
    case tooLarge(limitBytes: Int)
    /// Elements nested deeper than any ESPD.
    case tooDeep(limit: Int)
    /// More elements and texts than any ESPD.
    case tooMany(limit: Int)
    /// A document type is declared: entities could hide in it.
    case documentType
    /// An encoding that is not read here.
    case encoding
    /// Not well-formed, from this line.
    case malformed(line: Int)
    /// XML, but another document; the name of its root.
    case otherDocument(root: String)

    /// The refusal in French, with what to do.
    public var description: String {
        switch self {
        case .empty: "Le fichier est vide. Choisissez un DUME au format XML."
        case .tooLarge(let limit):
            "Le fichier dépasse \(limit / 1_048_576) mégaoctets, ce qu’aucun DUME ne fait."
        case .tooDeep(let limit):
            "Le fichier imbrique plus de \(limit) éléments, ce qu’aucun DUME ne fait."
        case .tooMany(let limit):
            "Le fichier compte plus de \(limit) éléments, ce qu’aucun DUME ne fait."
        case .documentType:
            "Le fichier déclare un type de document (DTD)\u{202F}: lecture refusée par sécurité. "
                + "Enregistrez-le sans DTD."
        case .encoding: "L’encodage du fichier est inconnu. Enregistrez-le en UTF-8."
        case .malformed(let line):
            "Le fichier n’est pas un XML bien formé (ligne \(line)). Demandez-le de nouveau à qui "
                + "l’a produit."
        case .otherDocument(let root):
            "Le fichier est un XML «\u{202F}\(root.prefix(60))\u{202F}», pas un DUME. Un DUME est une "
                + "demande ou une réponse ESPD, de la version 1 à la version 4."
        }
    }
}
