import Procurement

extension DeclarationRow {
    /// Fills what is unknown from another version of the same contract.
    mutating func complete(from other: DeclarationRow) {
        func fill(_ value: inout UInt32, _ other: UInt32) { if value == 0 { value = other } }
        func fill(_ value: inout UInt8, _ other: UInt8) { if value == 255 { value = other } }
        func fill(_ value: inout Int32, _ other: Int32) { if value == .min { value = other } }
        if id.length == 0 { id = other.id }
        if objet.length == 0 { objet = other.objet }
        if acheteurId == 0 {
            acheteurId = other.acheteurId
            acheteurIsValidSiret = other.acheteurIsValidSiret
        }
        fill(&acheteurNom, other.acheteurNom)
        fill(&codeCPV, other.codeCPV)
        fill(&idAccordCadre, other.idAccordCadre)
        // A place is a code and its kind: one without the other would mean another place.
        if lieuCode == 0 {
            lieuCode = other.lieuCode
            lieuType = other.lieuType
        }
        fill(&nature, other.nature)
        fill(&procedure, other.procedure)
        fill(&formePrix, other.formePrix)
        fill(&ccag, other.ccag)
        fill(&groupement, other.groupement)
        for index in 0..<5 where self[bits: index] == 255 { self[bits: index] = other[bits: index] }
        for index in 0..<3 where self[answers: index] == 255 {
            self[answers: index] = other[answers: index]
        }
        fill(&tauxAvance, other.tauxAvance)
        fill(&origineUE, other.origineUE)
        fill(&origineFrance, other.origineFrance)
        fill(&offresRecues, other.offresRecues)
        fill(&dureeMois, other.dureeMois)
        if montant == .min { montant = other.montant }
        fill(&dateNotification, other.dateNotification)
        fill(&datePublication, other.datePublication)
        fill(&dateDebutExecution, other.dateDebutExecution)
        if parties.count == 0 { parties = other.parties }
    }

    /// Number of known fields, which tells the more complete of two versions.
    var knownFields: UInt8 {
        var count = 0
        count += id.length > 0 ? 1 : 0
        count += objet.length > 0 ? 1 : 0
        count += acheteurId != 0 ? 1 : 0
        count += acheteurNom != 0 ? 1 : 0
        count += codeCPV != 0 ? 1 : 0
        count += idAccordCadre != 0 ? 1 : 0
        count += lieuCode != 0 ? 1 : 0
        count += nature != CodeList.unknown ? 1 : 0
        count += procedure != CodeList.unknown ? 1 : 0
        count += formePrix != CodeList.unknown ? 1 : 0
        count += ccag != CodeList.unknown ? 1 : 0
        count += groupement != CodeList.unknown ? 1 : 0
        count += lieuType != CodeList.unknown ? 1 : 0
        for index in 0..<5 where self[bits: index] != CodeList.unknown { count += 1 }
        for index in 0..<3 where self[answers: index] != CodeList.unknown { count += 1 }
        count += tauxAvance != .min ? 1 : 0
        count += origineUE != .min ? 1 : 0
        count += origineFrance != .min ? 1 : 0
        count += offresRecues != .min ? 1 : 0
        count += dureeMois != .min ? 1 : 0
        count += montant != .min ? 1 : 0
        count += dateNotification != .min ? 1 : 0
        count += datePublication != .min ? 1 : 0
        count += dateDebutExecution != .min ? 1 : 0
        count += Int(parties.count) + Int(modifications.count) + Int(acts.count)
        return UInt8(clamping: count)
    }
}
