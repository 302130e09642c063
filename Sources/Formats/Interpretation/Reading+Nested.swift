import Procurement

extension Reading {
    /// More suppliers than this make equal shares meaningless.
    static let manySuppliers = 50

    /// Suppliers, modifications and sub-contracting acts.
    mutating func readNested(_ draft: DeclarationDraft) {
        for written in draft.parties { out.parties.append(party(written, .titulaire)) }
        if out.parties.isEmpty, !out.isModificationOnly { note(.suppliersMissing, .titulaires) }
        if out.parties.count > Reading.manySuppliers { note(.manySuppliers, .titulaires) }
        judgeParties(draft)
        for index in draft.modifications.indices {
            readModification(draft.modifications[index], draft, index)
        }
        for index in draft.acts.indices { readAct(draft.acts[index], index) }
    }

    /// Suppliers that repeat, or that are the buyer. Lists beyond 200 are not compared.
    private mutating func judgeParties(_ draft: DeclarationDraft) {
        let count = min(out.parties.count, 200)
        for index in 0..<count {
            let id = out.parties[index].id
            guard !id.isEmpty else { continue }
            let slice = draft.parties[index].id
            if out.parties[index].isValidSiret, areEqual(id, out.acheteurId) {
                note(.supplierIsBuyer, .titulaireId, slice)
            }
            for other in 0..<index where areEqual(id, out.parties[other].id) {
                note(.supplierRepeated, .titulaireId, slice)
                break
            }
        }
    }

    /// Whether two texts of the declaration are the same bytes.
    func areEqual(_ left: Text, _ right: Text) -> Bool {
        guard left.length == right.length else { return false }
        return out.bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<Int(left.length)
            where bytes[Int(left.start) + index] != bytes[Int(right.start) + index] {
                return false
            }
            return true
        }
    }

    private mutating func readModification(
        _ written: DeclarationDraft.Modification, _ draft: DeclarationDraft, _ rank: Int
    ) {
        var modification = Declaration.Modification()
        modification.id = whole(written.id, .modificationId, .modificationNumber)
        if let id = modification.id {
            if id <= 0 { note(.modificationNumber, .modificationId, written.id) }
            for other in out.modifications.suffix(200) where other.id == id {
                note(.modificationRepeated, .modificationId, written.id)
                break
            }
        } else if isNew, trimmed(written.id).length == 0 {
            note(.modificationNumber, .modificationId)
        }
        modification.objet = prose(written.objet, .modificationObjet)
        modification.date = day(written.date, .modificationDate)
        modification.datePublication = day(written.datePublication, .modificationPublication)
        if trimmed(written.date).length == 0 {
            note(.modificationWithoutDate, .modificationDate)
        } else if let date = modification.date, let notified = out.dateNotification,
            date < notified
        {
            note(.modificationBeforeNotification, .modificationDate, written.date)
        }
        modification.montant = amount(written.montant, .modificationMontant)
        modification.dureeMois = duration(written.dureeMois, .modificationDuree)
        if let parties = written.parties, !parties.isEmpty {
            let start = out.modificationParties.count
            for index in parties {
                out.modificationParties.append(
                    party(draft.modificationParties[index], .modification))
            }
            modification.parties = start..<out.modificationParties.count
        }
        judgeModification(modification, written)
        out.modifications.append(modification)
    }

    private mutating func judgeModification(
        _ modification: Declaration.Modification, _ written: DeclarationDraft.Modification
    ) {
        if let cents = modification.montant {
            judgeAmount(cents, .modificationMontant, written.montant)
            if let initial = out.montant, initial > 100, cents > 100, cents < initial / 5 {
                note(.modificationLooksLikeDifference, .modificationMontant, written.montant)
            }
        } else if modification.dureeMois == nil, modification.parties == nil,
            trimmed(written.montant).length == 0, trimmed(written.dureeMois).length == 0
        {
            note(.modificationEmpty, .modificationId, written.id)
        }
    }

    private mutating func readAct(_ written: DeclarationDraft.Act, _ rank: Int) {
        var act = Declaration.Act()
        act.isChange = written.isChange
        act.id = whole(written.id, .acteId, .actNumber)
        judgeActNumber(act, written)
        let hasParty = trimmed(written.party.id).length > 0
        if hasParty || trimmed(written.party.nom).length > 0 {
            act.party = party(written.party, .sousTraitant)
        }
        act.date = day(written.date, .acteDate)
        act.datePublication = day(written.datePublication, .actePublication)
        act.montant = amount(written.montant, .acteMontant)
        act.dureeMois = duration(written.dureeMois, .acteDuree)
        act.variationPrix = label(
            written.variationPrix, .acteVariationPrix, labels.variationPrix)
        if !act.isChange {
            if !hasParty { note(.actIncomplete, .sousTraitantId) }
            if trimmed(written.date).length == 0 { note(.actIncomplete, .acteDate) }
            if trimmed(written.montant).length == 0 { note(.actIncomplete, .acteMontant) }
        }
        if let cents = act.montant {
            if cents <= 0 {
                note(.actAmountZero, .acteMontant, written.montant)
            } else if let total = out.montant, total > 100, cents > total, !act.isChange {
                note(.actAboveContract, .acteMontant, written.montant)
            }
        }
        if act.party.isValidSiret {
            for supplier in out.parties.prefix(200) where areEqual(supplier.id, act.party.id) {
                note(.subcontractorIsSupplier, .sousTraitantId, written.party.id)
                break
            }
        }
        out.acts.append(act)
    }

    private mutating func judgeActNumber(
        _ act: Declaration.Act, _ written: DeclarationDraft.Act
    ) {
        guard let id = act.id else {
            if trimmed(written.id).length == 0 { note(.actNumber, .acteId) }
            return
        }
        if id <= 0 { note(.actNumber, .acteId, written.id) }
        var isKnown = false
        for other in out.acts.suffix(500) where other.id == id && !other.isChange {
            isKnown = true
            break
        }
        if act.isChange, !isKnown {
            note(.actChangeWithoutAct, .acteId, written.id)
        } else if !act.isChange, isKnown {
            note(.actNumber, .acteId, written.id)
        }
    }
}
