import Editions
public import Tools

extension Website {
    /// The contracts of a data folder's current edition, for tools; nil when none was built.
    ///
    /// - Throws: what opening the edition throws.
    public static func market(data folder: String) throws -> (any Market)? {
        do {
            return EditionMarket(observation: try DataFolderShelf(folder: folder).current())
        } catch let problem as Problem where problem == .noEdition {
            return nil
        }
    }
}
