final class DataFolderShelf: EditionShelf {
    init(folder: String) throws {}
    func current() throws -> Observation { throw Problem.noEdition }
    func edition(_ id: String) throws -> Observation { throw Problem.noEdition }
    func list() throws -> [EditionSummary] { [] }
    func difference(from former: String, to latter: String) throws -> EditionDifference {
        throw Problem.noEdition
    }
}
