import Procurement

extension Reading {
    /// The number of a label; findings tell what was not written as the schema has it.
    mutating func label(
        _ slice: Slice, _ field: FindingField, _ table: LabelTable
    ) -> UInt8 {
        let trim = value(slice, field)
        guard trim.length > 0 else { return CodeList.unknown }
        guard let match = table.match(buffer(trim)) else {
            note(.labelUnknown, field, trim)
            return CodeList.unknown
        }
        if !match.isExact { note(.labelOutsideList, field, trim) }
        return match.code
    }

    /// The bit set of a many-valued field; nil when nothing is known.
    mutating func bits(
        _ draft: DeclarationDraft, _ list: DeclarationDraft.ListField, _ field: FindingField,
        _ table: LabelTable
    ) -> UInt8? {
        let items = draft.lists[Int(list.rawValue)].items
        var set: UInt8 = 0
        var hasNone = false
        var isKnown = false
        var isRepeated = false
        for index in items {
            let code = label(draft.listItems[index], field, table)
            if code == CodeList.unknown { continue }
            isKnown = true
            if code == LabelTable.none {
                hasNone = true
            } else {
                if set & (1 << code) != 0 { isRepeated = true }
                set |= 1 << code
            }
        }
        if isRepeated { note(.labelRepeated, field, draft.listItems[items.lowerBound]) }
        if hasNone, set != 0 { note(.noneWithOthers, field, draft.listItems[items.lowerBound]) }
        return isKnown ? set : nil
    }

    /// All labelled fields, single and many-valued.
    mutating func readLabels(_ draft: DeclarationDraft) {
        out.procedure = label(draft[.procedure], .procedure, labels.procedure)
        out.ccag = label(draft[.ccag], .ccag, labels.ccag)
        out.typeGroupement = label(
            draft[.typeGroupementOperateurs], .typeGroupementOperateurs, labels.groupement)
        out.techniques = bits(draft, .techniques, .techniques, labels.techniques)
        out.modalites = bits(draft, .modalitesExecution, .modalitesExecution, labels.modalites)
        out.typesPrix = bits(draft, .typesPrix, .typesPrix, labels.typesPrix)
        out.sociales = bits(
            draft, .considerationsSociales, .considerationsSociales, labels.sociales)
        out.environnementales = bits(
            draft, .considerationsEnvironnementales, .considerationsEnvironnementales,
            labels.environnementales)
        readPriceForm(draft)
        if out.nature == 3 {
            if isNew { note(.labelOfOtherVintage, .nature, draft[.nature]) }
            out.techniques = (out.techniques ?? 0) | 1
        } else if out.nature == 4, isNew {
            note(.labelOfOtherVintage, .nature, draft[.nature])
        }
    }

    /// `formePrix`, which in 2019 holds what 2022 calls `typesPrix`.
    private mutating func readPriceForm(_ draft: DeclarationDraft) {
        let trim = value(draft[.formePrix], .formePrix)
        guard trim.length > 0 else { return }
        if let match = labels.formePrix2019.match(buffer(trim)) {
            out.typesPrix = (out.typesPrix ?? 0) | (1 << match.code)
            if isNew {
                note(.labelOfOtherVintage, .formePrix, trim)
            } else if !match.isExact {
                note(.labelOutsideList, .formePrix, trim)
            }
        } else if let match = labels.formePrix.match(buffer(trim)) {
            out.formePrix = match.code
            if !isNew {
                note(.labelOfOtherVintage, .formePrix, trim)
            } else if !match.isExact {
                note(.labelOutsideList, .formePrix, trim)
            }
        } else {
            note(.labelUnknown, .formePrix, trim)
        }
    }

    /// The fields the vintage requires and the record does not have.
    mutating func readMissing(_ draft: DeclarationDraft) {
        guard !out.isModificationOnly else { return }
        require(draft, .nature, .nature)
        require(draft, .procedure, .procedure)
        guard !out.isConcession else {
            if isNew {
                require(draft, .considerationsSociales, .considerationsSociales)
                require(
                    draft, .considerationsEnvironnementales, .considerationsEnvironnementales)
            }
            return
        }
        require(draft, .formePrix, .formePrix)
        guard isNew else { return }
        require(draft, .marcheInnovant, .marcheInnovant)
        require(draft, .ccag, .ccag)
        require(draft, .offresRecues, .offresRecues)
        require(draft, .attributionAvance, .attributionAvance)
        require(draft, .typeGroupementOperateurs, .typeGroupementOperateurs)
        require(draft, .sousTraitanceDeclaree, .sousTraitanceDeclaree)
        require(draft, .techniques, .techniques)
        require(draft, .modalitesExecution, .modalitesExecution)
        require(draft, .typesPrix, .typesPrix)
        require(draft, .considerationsSociales, .considerationsSociales)
        require(draft, .considerationsEnvironnementales, .considerationsEnvironnementales)
    }

    private mutating func require(
        _ draft: DeclarationDraft, _ field: DeclarationDraft.Field, _ name: FindingField
    ) {
        let slice = draft[field]
        switch slice.writing {
        case .yes, .no, .nested: return
        default: if trimmed(slice).length == 0 { note(.mandatoryMissing, name) }
        }
    }

    private mutating func require(
        _ draft: DeclarationDraft, _ list: DeclarationDraft.ListField, _ name: FindingField
    ) {
        if draft.lists[Int(list.rawValue)].items.isEmpty { note(.mandatoryMissing, name) }
    }
}
