public import Columns

/// Why a question about an indicator cannot be answered.
public enum AskRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No indicator has this code.
    case unknownIndicator(String)
    /// The selection or the key of grouping cannot be read.
    case selection(SelectionRefusal)
    /// This indicator is not shown by named buyer or firm in public.
    case nominative(code: String, key: String)
    /// Contracts chosen by this filter are not counted by named buyer or firm in public.
    case sensitive(filter: String, key: String)
    /// The engine cannot answer on this edition.
    case engine(EngineRefusal)

    /// A French sentence for the person who asked.
    public var description: String {
        switch self {
        case .unknownIndicator(let code):
            "L'indicateur \(French.quoted(code)) n'existe pas. Indicateurs connus\(French.colon)"
                + Indicator.all.map(\.code).joined(separator: ", ") + "."
        case .selection(let refusal): refusal.description
        case .nominative(let code, let key):
            "L'indicateur \(code) ne se compare pas par \(French.quoted(key))\(French.semicolon)"
                + "choisissez un territoire, une année ou une catégorie d'acheteur."
        case .sensitive(let filter, let key):
            "Sous le filtre \(French.quoted(filter)), rien ne se compare par \(French.quoted(key))"
                + "\(French.colon)ce serait classer des acheteurs ou des entreprises nommés. "
                + "Choisissez un territoire, une année ou une catégorie d'acheteur."
        case .engine(let refusal): refusal.description
        }
    }
}
