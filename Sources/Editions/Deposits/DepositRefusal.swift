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
            "« \(path) » n’existe pas : vérifiez le chemin."
        case .notAFile(let path):
            "« \(path) » n’est ni un fichier ni un dossier lisible : il est ignoré."
        case .empty(let name):
            "« \(name) » est vide : il n’a pas été déposé."
        case .unrecognised(let name):
            """
            « \(name) » n’est dans aucun format reconnu (DECP en JSON, XML ou CSV, seul, en gzip \
            ou en zip) : il n’a pas été déposé.
            """
        case .shareAlike(let name, let licence):
            """
            « \(name) » est publié sous « \(licence) », qui s’imposerait à toute l’édition : \
            pour l’accepter, mettez « partageIdentiqueAutorise » à true dans les réglages.
            """
        case .series(let name):
            """
            « \(name) » ne peut pas nommer une série : donnez un nom d’une ligne, de 1 à \
            300 caractères.
            """
        }
    }
}
