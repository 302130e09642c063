/// One edition, opened: its tables, its answers, what it says of itself. A request holds it to its
/// end, so that the files are unmapped last.
final class Observation: Sendable {
    let facts: EditionFacts
    let tables: EditionTables
    let answers: any Answering
    /// Contracts that end, trades, places.
    let opportunities: Opportunities
    /// Outlines for maps, when the operator added them.
    let shapes: MapShapes?
    /// The tables that other programs open.
    let files: TableFiles
    /// The published text of a declaration, the schema's fields only; nil when its deposit is gone.
    let declarationText: @Sendable (_ row: Int) -> DeclarationText?

    /// An edition.
    init(
        facts: EditionFacts, tables: EditionTables, answers: any Answering,
        opportunities: Opportunities, shapes: MapShapes?, files: TableFiles,
        declarationText: @escaping @Sendable (_ row: Int) -> DeclarationText?
    ) {
        self.facts = facts
        self.tables = tables
        self.answers = answers
        self.opportunities = opportunities
        self.shapes = shapes
        self.files = files
        self.declarationText = declarationText
    }
}

/// What a deposit holds at a declaration's address: fields of the schema with their text as
/// published.
struct DeclarationText: Sendable {
    var fields: [(name: String, text: String)]
}
