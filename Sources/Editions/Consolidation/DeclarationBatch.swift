/// The declarations of one batch of records, in the order of the file.
///
/// - Shape: rows, and the lists their spans lead into; text numbers are those of the pool of the
///   worker that read the batch.
struct DeclarationBatch: Sendable {
    var rows: [DeclarationRow] = []
    var parties: [PartyRow] = []
    var modifications: [ModificationRow] = []
    var acts: [ActRow] = []
    var findings: [FindingRow] = []
    /// Identifiers and objects, one after another.
    var text: [UInt8] = []
    /// Which worker's pool the text numbers are of.
    var worker = 0
}
