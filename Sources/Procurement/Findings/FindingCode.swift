/// The rules, as the program names them. The raw value is the index in the catalogue: append only
/// at the end of an edition's life; the stable public name is `FindingRule.code`.
public enum FindingCode: UInt8, CaseIterable, Sendable {
    // Encoding
    case replacementCharacter, lostLigature, htmlEntity, doubleEncoding, controlCharacter
    case invalidUTF8, windowsCharacter
    // Dates
    case notificationMissing, publicationMissing, dateWithTimeZone, impossibleYear, impossibleDay
    case unreadableDate, futureDate, frenchDate, ambiguousDate, publishedBeforeNotified
    case latePublication
    // Identifiers
    case buyerMissing, buyerSiretLength, buyerSiretCheck, identifierBlanks, sirenForSiret
    case lostLeadingZero, supplierIdMissing, supplierSiretLength, supplierSiretCheck
    case identifierTypeMissing, identifierTypeUnknown, identifierTypeOld, identifierTypeMismatch
    case placeholderIdentifier, contractIdMissing, contractIdTooLong, contractIdCharacters
    // CPV
    case cpvMissing, cpvCheckDigitCut, cpvCheckDigitWrong, cpvLeadingZeroRestored, cpvMalformed
    case cpvUnknown, cpvBlanks, cpvDivisionUnknown
    // Amounts
    case amountMissing, amountZero, amountOne, amountNegative, amountRepeatedDigit
    case amountSequence, amountHuge, amountUnreadable, amountDecimals, amountFrenchWriting
    case amountAsText
    // Durations
    case durationMissing, durationZero, durationLong, durationFraction, durationInDays
    case durationUnreadable
    // Codes
    case labelUnknown, labelOutsideList, labelOfOtherVintage, notCommunicated, noneWithOthers
    case labelRepeated, booleanAsText, booleanUnreadable, tableTag, placeCodeMismatch
    // Missing fields
    case objectMissing, mandatoryMissing, suppliersMissing, placeMissing
    // Schema
    case unknownKey, repeatedKey, illegalToken, unexpectedShape, tooLarge, raggedRow
    case objectTooLong, objectTooShort, concessionAmongContracts, contractAmongConcessions
    case frameworkIdTooLong, notAContract, unreadableRecord
    // Coherence
    case supplierIsBuyer, supplierRepeated, manySuppliers, franceAboveEurope, shareOutOfRange
    case shareUnreadable, advanceWithoutRate, rateWithoutAdvance, offersZero, offersMany
    case offersUnreadable, subsidyAboveValue, startBeforeSignature
    // Modifications
    case modificationWithoutDate, modificationNumber, modificationBeforeNotification
    case modificationRepeated, modificationEmpty, modificationLooksLikeDifference
    // Sub-contracting
    case actIncomplete, actAmountZero, actAboveContract, actNumber, subcontractorIsSupplier
    case actChangeWithoutAct
    // Duplicates and comparisons, fired by the consolidation
    case identifierRepeated, exactDuplicate, duplicateAcrossSources, contradictoryStates
    case modificationWithoutContract, subsequentWithoutFramework
}

/// The field a finding is about, under the regulation's name.
public enum FindingField: UInt8, CaseIterable, Sendable, Hashable {
    /// The record as a whole.
    case record
    case id, acheteurId, acheteurNom, nature, objet, codeCPV, procedure
    case lieuCode, lieuTypeCode, lieuNom, dureeMois, dateNotification, datePublicationDonnees
    case montant, formePrix, typesPrix, idAccordCadre, marcheInnovant, ccag, offresRecues
    case attributionAvance, tauxAvance, typeGroupementOperateurs, sousTraitanceDeclaree
    case origineUE, origineFrance, dateSignature, dateDebutExecution, valeurGlobale
    case montantSubventionPublique, techniques, modalitesExecution
    case considerationsSociales, considerationsEnvironnementales
    case titulaires, titulaireId, titulaireTypeIdentifiant, titulaireNom
    case modificationId, modificationObjet, modificationDate, modificationPublication
    case modificationMontant, modificationDuree, modificationTitulaireId
    case modificationTitulaireTypeIdentifiant, modificationTitulaireNom
    case acteId, acteDate, actePublication, acteMontant, acteDuree, acteVariationPrix
    case sousTraitantId, sousTraitantTypeIdentifiant, sousTraitantNom

    /// The regulation's name, as `montant` or `titulaires.id`; empty for the record as a whole.
    public var name: String { FindingField.names[Int(rawValue)] }

    /// Names by raw value.
    public static let names: [String] = [
        "",
        "id", "acheteur.id", "acheteur.nom", "nature", "objet", "codeCPV", "procedure",
        "lieuExecution.code", "lieuExecution.typeCode", "lieuExecution.nom", "dureeMois",
        "dateNotification", "datePublicationDonnees",
        "montant", "formePrix", "typesPrix", "idAccordCadre", "marcheInnovant", "ccag",
        "offresRecues",
        "attributionAvance", "tauxAvance", "typeGroupementOperateurs", "sousTraitanceDeclaree",
        "origineUE", "origineFrance", "dateSignature", "dateDebutExecution", "valeurGlobale",
        "montantSubventionPublique", "techniques", "modalitesExecution",
        "considerationsSociales", "considerationsEnvironnementales",
        "titulaires", "titulaires.id", "titulaires.typeIdentifiant",
        "titulaires.denominationSociale",
        "modifications.id", "modifications.objetModification",
        "modifications.dateNotificationModification",
        "modifications.datePublicationDonneesModification",
        "modifications.montant", "modifications.dureeMois", "modifications.titulaires.id",
        "modifications.titulaires.typeIdentifiant",
        "modifications.titulaires.denominationSociale",
        "actesSousTraitance.id", "actesSousTraitance.dateNotification",
        "actesSousTraitance.datePublicationDonnees", "actesSousTraitance.montant",
        "actesSousTraitance.dureeMois", "actesSousTraitance.variationPrix",
        "actesSousTraitance.sousTraitant.id",
        "actesSousTraitance.sousTraitant.typeIdentifiant",
        "actesSousTraitance.sousTraitant.denominationSociale",
    ]
}
