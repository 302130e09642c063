import Procurement

extension Reading {
    /// Takes back what a record of a table is said to lack when the whole table has no such column:
    /// the table is silent, the record is not at fault. An empty cell stays a finding.
    mutating func forgiveAbsentColumns(_ draft: DeclarationDraft) {
        guard out.vintage == .table else { return }
        out.findings.removeAll { finding in
            if finding.rule == FindingCode.identifierTypeMissing.rawValue {
                return draft.parties.allSatisfy { $0.typeIdentifiant.writing == .absent }
            }
            guard finding.definition.effect == .missing else { return false }
            if let field = Reading.columns[finding.field] {
                return draft[field].writing == .absent
            }
            if let list = Reading.listColumns[finding.field] {
                return draft.lists[Int(list.rawValue)].writing == .absent
            }
            return false
        }
    }

    /// Fields of a record by the findings' names for them, which are the same.
    private static let columns: [FindingField: DeclarationDraft.Field] = {
        let named = Dictionary(
            uniqueKeysWithValues: DeclarationDraft.Field.allCases.map { ("\($0)", $0) })
        return Dictionary(
            uniqueKeysWithValues: FindingField.allCases.compactMap { field in
                named["\(field)"].map { (field, $0) }
            })
    }()

    private static let listColumns: [FindingField: DeclarationDraft.ListField] = {
        let named = Dictionary(
            uniqueKeysWithValues: DeclarationDraft.ListField.allCases.map { ("\($0)", $0) })
        return Dictionary(
            uniqueKeysWithValues: FindingField.allCases.compactMap { field in
                named["\(field)"].map { (field, $0) }
            })
    }()
}
