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
    /// Number of the deposit its records are in.
    var deposit = 0
    /// Which worker's pool the text numbers are of.
    var worker = 0

    /// Gives a copy without spare room, and forgets the declarations but not the memory.
    mutating func takeExactly() -> DeclarationBatch {
        func exact<Value>(_ values: [Value]) -> [Value] {
            values.withUnsafeBufferPointer { Array($0) }
        }
        let taken = DeclarationBatch(
            rows: exact(rows), parties: exact(parties), modifications: exact(modifications),
            acts: exact(acts), findings: exact(findings), text: exact(text), deposit: deposit,
            worker: worker)
        rows.removeAll(keepingCapacity: true)
        parties.removeAll(keepingCapacity: true)
        modifications.removeAll(keepingCapacity: true)
        acts.removeAll(keepingCapacity: true)
        findings.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        return taken
    }
}
