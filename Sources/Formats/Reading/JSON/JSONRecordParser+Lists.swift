internal import Procurement

extension JSONRecordParser {
    /// Suppliers in any wrapping, of the record or of a modification.
    mutating func parties(_ draft: inout DeclarationDraft, modification: Bool, depth: Int) {
        let count = modification ? draft.modificationParties.count : draft.parties.count
        guard enter(depth, count, &draft) else { return }
        if openArray() {
            while nextElement() {
                parties(&draft, modification: modification, depth: depth + 1)
            }
            return
        }
        guard openObject() else { return shapeless(&draft) }
        var party = DeclarationDraft.Party()
        var isWritten = false
        while let key = nextKey() {
            if key == .titulaires {
                parties(&draft, modification: modification, depth: depth + 1)
            } else if partyField(key, &party, &draft) {
                isWritten = true
            }
        }
        guard isWritten else { return }
        if modification {
            draft.modificationParties.append(party)
        } else {
            draft.parties.append(party)
        }
    }

    /// Reads one key of a supplier; false when it is none.
    private mutating func partyField(
        _ key: Key, _ party: inout DeclarationDraft.Party, _ draft: inout DeclarationDraft
    ) -> Bool {
        switch key {
        case .id: fill(&party.id, &draft)
        case .nom: fill(&party.nom, &draft)
        case .typeIdentifiant: fill(&party.typeIdentifiant, &draft)
        default:
            unknown(&draft)
            return false
        }
        return true
    }

    /// Reads a value into a place that is still free, else notes the key as repeated.
    @inline(__always)
    private mutating func fill(
        _ slice: inout DeclarationDraft.Slice, _ draft: inout DeclarationDraft
    ) {
        if slice.writing == .absent {
            slice = value(&draft)
        } else {
            draft.note(.repeatedKey, keyText)
            skipValue()
        }
    }

    /// Something that is neither a list nor an object, where one was expected.
    private mutating func shapeless(_ draft: inout DeclarationDraft) {
        let slice = value(&draft)
        if slice.isPresent, slice.length > 0 { draft.note(.unexpectedShape, keyText) }
    }

    /// Modifications in any wrapping.
    mutating func modifications(_ draft: inout DeclarationDraft, depth: Int) {
        guard enter(depth, draft.modifications.count, &draft) else { return }
        if openArray() {
            while nextElement() { modifications(&draft, depth: depth + 1) }
            return
        }
        guard openObject() else { return shapeless(&draft) }
        var modification = DeclarationDraft.Modification()
        var isWritten = false
        while let key = nextKey() {
            if key == .modifications {
                modifications(&draft, depth: depth + 1)
            } else if modificationField(key, &modification, &draft) {
                isWritten = true
            }
        }
        if isWritten { draft.modifications.append(modification) }
    }

    private mutating func modificationField(
        _ key: Key, _ modification: inout DeclarationDraft.Modification,
        _ draft: inout DeclarationDraft
    ) -> Bool {
        switch key {
        case .id: fill(&modification.id, &draft)
        case .objetModification, .objet: fill(&modification.objet, &draft)
        case .dateModification, .dateNotification:
            // Takes precedence over the date of signature, whichever comes first.
            modification.date = value(&draft)
        case .dateSignatureModification, .dateSignature:
            let slice = value(&draft)
            if !modification.date.isPresent { modification.date = slice }
        case .publicationModification, .datePublicationDonnees:
            fill(&modification.datePublication, &draft)
        case .montant, .valeurGlobale: fill(&modification.montant, &draft)
        case .dureeMois: fill(&modification.dureeMois, &draft)
        case .titulaires:
            let first = modification.parties?.lowerBound ?? draft.modificationParties.count
            parties(&draft, modification: true, depth: 0)
            let last = draft.modificationParties.count
            if last > first { modification.parties = first..<last }
        default:
            unknown(&draft)
            return false
        }
        return true
    }

    /// Sub-contracting acts or their changes, in any wrapping.
    mutating func acts(_ draft: inout DeclarationDraft, change: Bool, depth: Int) {
        guard enter(depth, draft.acts.count, &draft) else { return }
        if openArray() {
            while nextElement() { acts(&draft, change: change, depth: depth + 1) }
            return
        }
        guard openObject() else { return shapeless(&draft) }
        var act = DeclarationDraft.Act()
        act.isChange = change
        var isWritten = false
        while let key = nextKey() {
            if key == .acts || key == .actChanges {
                acts(&draft, change: change, depth: depth + 1)
            } else if actField(key, &act, &draft) {
                isWritten = true
            }
        }
        if isWritten { draft.acts.append(act) }
    }

    private mutating func actField(
        _ key: Key, _ act: inout DeclarationDraft.Act, _ draft: inout DeclarationDraft
    ) -> Bool {
        switch key {
        case .id: fill(&act.id, &draft)
        case .sousTraitant:
            guard openObject() else {
                shapeless(&draft)
                return true
            }
            while let key = nextKey() { _ = partyField(key, &act.party, &draft) }
        case .dateNotification, .dateChange, .dateModification: fill(&act.date, &draft)
        case .datePublicationDonnees, .publicationModification:
            fill(&act.datePublication, &draft)
        case .montant: fill(&act.montant, &draft)
        case .dureeMois: fill(&act.dureeMois, &draft)
        case .variationPrix: fill(&act.variationPrix, &draft)
        default:
            unknown(&draft)
            return false
        }
        return true
    }

    /// Execution data of a concession, in any wrapping.
    mutating func executions(_ draft: inout DeclarationDraft, depth: Int) {
        guard enter(depth, draft.executions.count, &draft) else { return }
        if openArray() {
            while nextElement() { executions(&draft, depth: depth + 1) }
            return
        }
        guard openObject() else { return shapeless(&draft) }
        var execution = DeclarationDraft.Execution()
        var isWritten = false
        while let key = nextKey() {
            switch key {
            case .executions: executions(&draft, depth: depth + 1)
            case .publicationExecution, .datePublicationDonnees:
                fill(&execution.datePublication, &draft)
                isWritten = true
            case .depenses:
                fill(&execution.depensesInvestissement, &draft)
                isWritten = true
            case .tarifs:
                execution.tarifs &+= tarifs(depth: 0)
                isWritten = true
            default: unknown(&draft)
            }
        }
        if isWritten { draft.executions.append(execution) }
    }

    /// Counts the tariffs of a list in any wrapping: objects with a title.
    private mutating func tarifs(depth: Int) -> UInt32 {
        guard depth < JSONRecordParser.depthLimit else {
            skipValue()
            return 0
        }
        var count: UInt32 = 0
        if openArray() {
            while nextElement() { count &+= tarifs(depth: depth + 1) }
        } else if openObject() {
            while let key = nextKey() {
                if key == .intituleTarif { count &+= 1 }
                if key == .tarif || key == .tarifs {
                    count &+= tarifs(depth: depth + 1)
                } else {
                    skipValue()
                }
            }
        } else {
            skipValue()
        }
        return count
    }
}
