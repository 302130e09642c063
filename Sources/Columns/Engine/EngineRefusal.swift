/// Why the engine cannot answer a question.
public enum EngineRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No table of the question has this column.
    case unknownColumn(String)
    /// The column exists, but its type does not allow what is asked.
    case wrongType(column: String, expected: String)
    /// The dataset has no detail table of this name.
    case unknownDetail(String)
    /// Words were asked of a dataset without a word index.
    case noWordIndex
    /// The keys of a measure have too many combinations to be numbered.
    case tooManyGroups(String)
    /// The edition's file is damaged: a code of this column is in no dictionary.
    case damaged(table: String, column: String)
    /// The question is malformed, for the reason given.
    case malformed(String)

    /// A French sentence for the person who asked.
    public var description: String {
        switch self {
        case .unknownColumn(let name):
            "La colonne «\u{202F}\(name)\u{202F}» n’existe pas\u{202F}; choisissez une colonne "
                + "du dictionnaire de l’édition."
        case .wrongType(let column, let expected):
            "La colonne «\u{202F}\(column)\u{202F}» ne convient pas\u{202F}: il faut \(expected)."
        case .unknownDetail(let name):
            "La table «\u{202F}\(name)\u{202F}» n’existe pas dans cette édition."
        case .noWordIndex:
            "Cette édition n’a pas d’index des mots\u{202F}; retirez les mots de la question."
        case .tooManyGroups(let key):
            "Le regroupement «\u{202F}\(key)\u{202F}» a trop de valeurs\u{202F}; choisissez-en "
                + "un moins fin."
        case .damaged(let table, let column):
            "La colonne «\u{202F}\(column)\u{202F}» de la table «\u{202F}\(table)\u{202F}» est "
                + "endommagée\u{202F}: vérifiez l’édition avec «\u{202F}orcp verify\u{202F}», puis "
                + "reconstruisez-la avec «\u{202F}orcp import\u{202F}»."
        case .malformed(let reason):
            "La question est mal formée\u{202F}: \(reason)."
        }
    }
}
