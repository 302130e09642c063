/// A shelf without editions: the tools need none.
struct EmptyShelf: EditionShelf {
    func current() throws -> Observation { throw Problem.noEdition }

    func edition(_ id: String) throws -> Observation { throw Problem.noEdition }

    func list() throws -> [EditionSummary] { [] }

    func difference(from former: String, to latter: String) throws -> EditionChanges {
        throw Problem.noEdition
    }
}
