import Procurement
import Testing

@testable import Formats

@Suite struct TableInterpretationTests {
    @Test func `a table without a column is silent, a record without a value is at fault`() {
        let record = sound(without: ["ccag", "formePrix", "techniques", "objet"])

        let asTable = interpreted(record, vintage: .table)
        let asRecord = interpreted(record, vintage: .format2022)

        #expect(asTable.findings.allSatisfy { $0.definition.effect != .missing })
        #expect(asRecord.findings.count { $0.definition.effect == .missing } == 4)
    }

    @Test func `an empty cell of a table stays a finding`() {
        let found = interpreted(sound(["montant": ""]), vintage: .table).findings

        #expect(found.contains { $0.rule == FindingCode.amountMissing.rawValue })
    }
}
