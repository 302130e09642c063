/// Why a file is not deposited.
///
/// Each case is one sentence for the operator; the import goes on with the other files.
public enum DepositRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No such file or folder.
    case absent(path: String)
    /// Not a file that can be read: a device, a socket, a link out of the folder.
    case notAFile(path: String)
    /// No bytes at all.
    case empty(name: String)
    /// No reader recognises the content.
    case unrecognised(name: String)
    /// The licence would bind the whole edition, and the settings do not allow it.
    case shareAlike(name: String, licence: String)
    /// A series name that cannot be one.
    case series(String)

    /// One French sentence: what happened, to which file, what to do.
    public var description: String {
        switch self {
        case .absent(let path):
            "«\u{202F}\(path)\u{202F}» n’existe pas\u{202F}: vérifiez le chemin."
        case .notAFile(let path):
            "«\u{202F}\(path)\u{202F}» n’est ni un fichier ni un dossier lisible\u{202F}: il est ignoré."
        case .empty(let name):
            "«\u{202F}\(name)\u{202F}» est vide\u{202F}: il n’a pas été déposé."
        case .unrecognised(let name):
            """
            «\u{202F}\(name)\u{202F}» n’est dans aucun format reconnu (DECP en JSON, XML ou CSV, seul, en gzip \
            ou en zip)\u{202F}: il n’a pas été déposé.
            """
        case .shareAlike(let name, let licence):
            """
            «\u{202F}\(name)\u{202F}» est publié sous «\u{202F}\(licence)\u{202F}», qui s’imposerait à toute l’édition\u{202F}: \
            pour l’accepter, mettez «\u{202F}partageIdentiqueAutorise\u{202F}» à true dans les réglages.
            """
        case .series(let name):
            """
            «\u{202F}\(name)\u{202F}» ne peut pas nommer une série\u{202F}: donnez un nom d’une ligne, de 1 à \
            300 caractères.
            """
        }
    }
}
