public import Procurement

/// Reads a draft into a declaration and its findings.
///
/// Repairs only what is certain, and says so; what is not certain is unknown.
///
/// - Complexity: O(bytes of the record); no allocation but the growth of the declaration's arrays.
public struct Interpreter: Sendable {
    /// Dates after this day are refused.
    public let referenceDay: Day
    /// The vocabulary; without it, unknown codes and check digits are not tested.
    public let cpvCodes: CPVList?
    private let labels = Labels()

    /// An interpreter for an edition of a day.
    public init(referenceDay: Day, cpvCodes: CPVList?) {
        self.referenceDay = referenceDay
        self.cpvCodes = cpvCodes
    }

    /// Interprets a draft into a declaration, which is reset and reused.
    ///
    /// - Parameter vintage: the version of the format where the reader knows it; nil to tell by the
    ///   fields present.
    public func interpret(
        _ draft: DeclarationDraft, vintage: Declaration.Vintage?,
        into declaration: inout Declaration
    ) {
        guard WellFormedness.isWellFormed(draft.bytes) else {
            var repaired = draft
            WellFormedness.repair(&repaired.bytes)
            read(repaired, vintage, &declaration)
            declaration.findings.append(Finding(.invalidUTF8, field: .record))
            return
        }
        read(draft, vintage, &declaration)
    }

    private func read(
        _ draft: DeclarationDraft, _ vintage: Declaration.Vintage?,
        _ declaration: inout Declaration
    ) {
        draft.bytes.withUnsafeBufferPointer { bytes in
            var reading = Reading(
                bytes: bytes, labels: labels, cpv: cpvCodes, referenceDay: referenceDay,
                out: Declaration())
            swap(&reading.out, &declaration)
            reading.out.reset()
            reading.out.bytes.append(contentsOf: bytes)
            reading.readAll(draft, vintage)
            swap(&reading.out, &declaration)
        }
    }
}

extension Reading {
    /// The whole record, in the order its parts depend on each other.
    mutating func readAll(_ draft: DeclarationDraft, _ vintage: Declaration.Vintage?) {
        out.vintage = vintage ?? Reading.vintage(of: draft)
        isNew = out.vintage == .format2022 || (out.vintage == .table && Reading.isNew(draft))
        isTyped = out.vintage != .table && Reading.isTyped(draft)
        readOddities(draft)
        readKind(draft)
        readBuyer(draft)
        readObjectAndPlace(draft)
        readCPV(draft)
        readLabels(draft)
        readDates(draft)
        readFigures(draft)
        readNested(draft)
        readMissing(draft)
        setAside(draft)
        forgiveAbsentColumns(draft)
    }

    /// The version a record follows, by the fields only 2022 has.
    static func vintage(of draft: DeclarationDraft) -> Declaration.Vintage {
        isNew(draft) ? .format2022 : .format2019
    }

    /// Whether the record has a field only 2022 has.
    static func isNew(_ draft: DeclarationDraft) -> Bool {
        for list in draft.lists where list.writing != .absent { return true }
        return draft[.ccag].writing != .absent || draft[.offresRecues].writing != .absent
            || draft[.marcheInnovant].writing != .absent
            || draft[.attributionAvance].writing != .absent
            || draft[.sousTraitanceDeclaree].writing != .absent
            || draft[.typeGroupementOperateurs].writing != .absent
    }

    /// Whether any value is written as a number or a boolean.
    static func isTyped(_ draft: DeclarationDraft) -> Bool {
        for slice in draft.fields
        where slice.writing == .number || slice.writing == .yes || slice.writing == .no {
            return true
        }
        return false
    }

    /// What the reader found odd.
    private mutating func readOddities(_ draft: DeclarationDraft) {
        for oddity in draft.oddities.prefix(50) {
            let rule: FindingCode =
                switch oddity.kind {
                case .unknownKey: .unknownKey
                case .repeatedKey: .repeatedKey
                case .controlCharacter: .controlCharacter
                case .invalidUTF8: .invalidUTF8
                case .illegalToken: .illegalToken
                case .unexpectedShape: .unexpectedShape
                case .tooLarge: .tooLarge
                case .raggedRow: .raggedRow
                }
            note(rule, .record, oddity.detail)
        }
    }

    /// Nature, and whether the record is a concession.
    private mutating func readKind(_ draft: DeclarationDraft) {
        out.nature = label(draft[.nature], .nature, labels.nature)
        let hasValue = trimmed(draft[.valeurGlobale]).length > 0
        let hasAmount = trimmed(draft[.montant]).length > 0
        let isConcessionNature = (5...8).contains(out.nature)
        switch draft.place {
        case .concession: out.isConcession = !(out.nature <= 4 && hasAmount && !hasValue)
        case .marche: out.isConcession = isConcessionNature || (hasValue && !hasAmount)
        case .unknown:
            let kind = trimmed(draft[.declaredKind])
            let declared = kind.length > 0 ? labels.kind.match(buffer(kind))?.code : nil
            out.isConcession =
                isConcessionNature || declared == 1
                || (declared == nil && hasValue && !hasAmount)
        }
        if draft.place == .marche, out.isConcession {
            note(.concessionAmongContracts, .nature, draft[.nature])
        } else if draft.place == .concession, !out.isConcession {
            note(.contractAmongConcessions, .nature, draft[.nature])
        }
        out.isModificationOnly =
            !draft.modifications.isEmpty && trimmed(draft[.objet]).length == 0
            && !hasAmount && !hasValue && draft.parties.isEmpty
            && trimmed(draft[.id]).length > 0
    }

    /// Amounts, duration, shares, counts and booleans.
    private mutating func readFigures(_ draft: DeclarationDraft) {
        let usesValue = out.isConcession && trimmed(draft[.valeurGlobale]).length > 0
        let slice = usesValue ? draft[.valeurGlobale] : draft[.montant]
        let field: FindingField = usesValue ? .valeurGlobale : .montant
        out.montant = amount(slice, field)
        if let cents = out.montant {
            judgeAmount(cents, field, slice)
        } else if trimmed(slice).length == 0, !out.isModificationOnly {
            note(.amountMissing, out.isConcession ? .valeurGlobale : .montant)
        }
        out.subventionPublique = amount(
            draft[.montantSubventionPublique], .montantSubventionPublique)
        if let subsidy = out.subventionPublique, let value = out.montant, subsidy > value {
            note(.subsidyAboveValue, .montantSubventionPublique, draft[.montantSubventionPublique])
        }
        out.dureeMois = duration(draft[.dureeMois], .dureeMois)
        if trimmed(draft[.dureeMois]).length == 0, !out.isModificationOnly {
            note(.durationMissing, .dureeMois)
        }
        out.offresRecues = whole(draft[.offresRecues], .offresRecues, .offersUnreadable)
        if let offers = out.offresRecues {
            if offers <= 0 {
                note(.offersZero, .offresRecues, draft[.offresRecues])
                out.offresRecues = nil
            } else if offers > 200 {
                note(.offersMany, .offresRecues, draft[.offresRecues])
            }
        }
        out.marcheInnovant = boolean(draft[.marcheInnovant], .marcheInnovant)
        out.sousTraitanceDeclaree = boolean(
            draft[.sousTraitanceDeclaree], .sousTraitanceDeclaree)
        out.attributionAvance = boolean(draft[.attributionAvance], .attributionAvance)
        readShares(draft)
    }

    private mutating func readShares(_ draft: DeclarationDraft) {
        out.tauxAvance = share(draft[.tauxAvance], .tauxAvance)
        if out.attributionAvance == true, out.tauxAvance == 0 {
            note(.advanceWithoutRate, .tauxAvance, draft[.tauxAvance])
        } else if out.attributionAvance == true, trimmed(draft[.tauxAvance]).length == 0 {
            note(.advanceWithoutRate, .tauxAvance)
        } else if out.attributionAvance == false, let rate = out.tauxAvance, rate > 0 {
            note(.rateWithoutAdvance, .tauxAvance, draft[.tauxAvance])
        }
        out.origineUE = share(draft[.origineUE], .origineUE)
        out.origineFrance = share(draft[.origineFrance], .origineFrance)
        if let france = out.origineFrance, let europe = out.origineUE, france > europe {
            note(.franceAboveEurope, .origineFrance, draft[.origineFrance])
        }
    }

    /// Sets aside what is not a contract, or has neither buyer nor object.
    private mutating func setAside(_ draft: DeclarationDraft) {
        guard !out.isModificationOnly else { return }
        let kind = trimmed(draft[.declaredKind])
        if kind.length > 0, labels.kind.match(buffer(kind)) == nil, out.montant == nil,
            out.parties.isEmpty, out.dateNotification == nil, out.nature == CodeList.unknown
        {
            out.setAside = .notAContract
            note(.notAContract, .record, kind)
        } else if out.objet.isEmpty, out.acheteurId.isEmpty, out.acheteurNom.isEmpty {
            out.setAside = .withoutBuyerAndObject
        }
    }
}
