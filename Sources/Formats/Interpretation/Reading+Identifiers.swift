import Procurement

extension Reading {
    /// An identifier without blanks; blanks inside are removed by writing it again at the end of
    /// the declaration's bytes.
    mutating func identifier(_ slice: Slice, _ field: FindingField) -> (text: Text, slice: Slice) {
        let trim = value(slice, field)
        guard trim.length > 0 else { return (.unknown, .absent) }
        let raw = buffer(trim)
        var hasBlanks = trim.length != slice.length
        if !hasBlanks || raw.count > 14 {
            for byte in raw where byte == 0x20 || byte == 0xC2 { hasBlanks = true }
        }
        guard hasBlanks else { return (text(trim), trim) }
        note(.identifierBlanks, field, slice)
        let start = out.bytes.count
        var index = 0
        while index < raw.count {
            if raw[index] <= 0x20 {
                index += 1
            } else if raw[index] == 0xC2, index + 1 < raw.count, raw[index + 1] == 0xA0 {
                index += 2
            } else {
                out.bytes.append(raw[index])
                index += 1
            }
        }
        return (Text(start: UInt32(start), length: UInt32(out.bytes.count - start)), trim)
    }

    /// Runs a body on the bytes of a text of the declaration.
    func withBytes<Result>(_ text: Text, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        out.bytes.withUnsafeBufferPointer {
            body(
                UnsafeBufferPointer(
                    rebasing: $0[Int(text.start)..<Int(text.start + text.length)]))
        }
    }

    /// Whether the bytes are digits alone.
    static func isDigits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte < 0x30 || byte > 0x39 { return false }
        return true
    }

    /// Judges a SIRET; true when valid. The rules of length and check depend on whose it is.
    mutating func judgeSiret(
        _ id: Text, _ slice: Slice, _ field: FindingField, length: FindingCode, check: FindingCode
    ) -> Bool {
        let (isValid, isAllDigits, isOneDigit) = withBytes(id) { bytes in
            var same = true
            for byte in bytes where byte != bytes[0] { same = false }
            return (Siret.isValid(bytes), Reading.isDigits(bytes), same)
        }
        if isValid { return true }
        if isAllDigits, isOneDigit, id.length >= 5 {
            note(.placeholderIdentifier, field, slice)
        } else if isAllDigits, id.length == 9 {
            note(.sirenForSiret, field, slice)
        } else if isAllDigits, id.length == 13 {
            note(.lostLeadingZero, field, slice)
        } else if !isAllDigits || id.length != 14 {
            note(length, field, slice)
        } else {
            note(check, field, slice)
        }
        return false
    }

    /// The buyer and the identifier of the contract.
    mutating func readBuyer(_ draft: DeclarationDraft) {
        let (id, slice) = identifier(draft[.acheteurId], .acheteurId)
        out.acheteurId = id
        if id.isEmpty {
            if !out.isModificationOnly { note(.buyerMissing, .acheteurId) }
        } else {
            out.acheteurIsValidSiret = judgeSiret(
                id, slice, .acheteurId, length: .buyerSiretLength, check: .buyerSiretCheck)
        }
        out.acheteurNom = prose(draft[.acheteurNom], .acheteurNom)

        let contract = value(draft[.id], .id)
        out.id = text(contract)
        if contract.length == 0 {
            note(.contractIdMissing, .id)
        } else {
            if contract.length > 16 { note(.contractIdTooLong, .id, contract) }
            for byte in buffer(contract) where !Reading.isIdentifierByte(byte) {
                note(.contractIdCharacters, .id, contract)
                break
            }
        }
        let framework = value(draft[.idAccordCadre], .idAccordCadre)
        out.idAccordCadre = text(framework)
        if framework.length > 16 { note(.frameworkIdTooLong, .idAccordCadre, framework) }
    }

    /// What the ministry accepts in a contract's identifier.
    static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x2F, 0x2D, 0x5F, 0x20, 0x2E, 0x23: true
        default: false
        }
    }

    /// The fields under which a party's findings are filed.
    struct PartyFields {
        let id: FindingField
        let type: FindingField
        let nom: FindingField
        static let titulaire = PartyFields(
            id: .titulaireId, type: .titulaireTypeIdentifiant, nom: .titulaireNom)
        static let modification = PartyFields(
            id: .modificationTitulaireId, type: .modificationTitulaireTypeIdentifiant,
            nom: .modificationTitulaireNom)
        static let sousTraitant = PartyFields(
            id: .sousTraitantId, type: .sousTraitantTypeIdentifiant, nom: .sousTraitantNom)
    }

    /// A supplier, concessionaire or sub-contractor.
    mutating func party(
        _ written: DeclarationDraft.Party, _ fields: PartyFields
    ) -> Declaration.Party {
        var party = Declaration.Party()
        let (id, slice) = identifier(written.id, fields.id)
        party.id = id
        party.nom = prose(written.nom, fields.nom)
        party.departement = text(trimmed(written.departement))
        let type = value(written.typeIdentifiant, fields.type)
        if type.length > 0 {
            if let match = labels.typeIdentifiant.match(buffer(type)) {
                party.type = match.code
                if !match.isExact { note(.identifierTypeOld, fields.type, type) }
            } else {
                note(.identifierTypeUnknown, fields.type, type)
            }
        } else if !id.isEmpty {
            note(.identifierTypeMissing, fields.type, slice)
            if id.length == 14, withBytes(id, { Siret.isValid($0) }) { party.type = 0 }
        }
        if id.isEmpty {
            note(.supplierIdMissing, fields.id)
        } else if party.type == 0 {
            party.isValidSiret = judgeSiret(
                id, slice, fields.id, length: .supplierSiretLength, check: .supplierSiretCheck)
        } else if party.type != CodeList.unknown,
            !withBytes(id, { Reading.fits($0, type: party.type) })
        {
            note(.identifierTypeMismatch, fields.id, slice)
        }
        return party
    }

    /// Whether a foreign or overseas identifier has the form of its type.
    static func fits(_ id: UnsafeBufferPointer<UInt8>, type: UInt8) -> Bool {
        func isLetter(_ index: Int) -> Bool {
            index < id.count && id[index] | 0x20 >= 0x61 && id[index] | 0x20 <= 0x7A
        }
        switch type {
        case 1: return id.count >= 4 && isLetter(0) && isLetter(1)
        case 2: return id.count == 9
        case 3: return id.count == 10
        case 4:
            return id.count > 4 && id.count <= 18 && id[0] | 0x20 == 0x66
                && id[1] | 0x20 == 0x72 && id[2] | 0x20 == 0x77 && id[3] | 0x20 == 0x66
        case 5: return id.count >= 5
        case 6: return id.count >= 3 && id.count <= 18 && isLetter(0) && isLetter(1)
        default: return true
        }
    }

    /// The CPV code.
    mutating func readCPV(_ draft: DeclarationDraft) {
        let trim = value(draft[.codeCPV], .codeCPV)
        guard trim.length > 0 else {
            if !out.isModificationOnly { note(.cpvMissing, .codeCPV) }
            return
        }
        var digits: UInt64 = 0
        var count = 0
        var check: UInt8 = 255
        var hasBlanks = false
        var isMalformed = false
        var afterDash = false
        for byte in buffer(trim) {
            switch byte {
            case 0x30...0x39 where afterDash:
                if check == 255 { check = byte - 0x30 } else { isMalformed = true }
            case 0x30...0x39 where count < 9:
                digits = digits * 10 + UInt64(byte - 0x30)
                count += 1
            case 0x2D where !afterDash: afterDash = true
            case 0x20, 0x2E: hasBlanks = true
            default: isMalformed = true
            }
        }
        let code = UInt32(truncatingIfNeeded: digits)
        let isRestored = count == 7 && !isMalformed && isLeadingZeroCertain(code, check)
        guard !isMalformed, count == 8 || isRestored else {
            note(.cpvMalformed, .codeCPV, trim)
            return
        }
        guard CPVDivision.exists(UInt8(code / 1_000_000)) else {
            note(.cpvDivisionUnknown, .codeCPV, trim)
            return
        }
        if isRestored { note(.cpvLeadingZeroRestored, .codeCPV, trim) }
        if hasBlanks { note(.cpvBlanks, .codeCPV, trim) }
        if let cpv, !cpv.contains(code) {
            note(.cpvUnknown, .codeCPV, trim)
        } else if check != 255, let right = cpv?.checkDigit(of: code), right != check {
            note(.cpvCheckDigitWrong, .codeCPV, trim)
        } else if afterDash {
            note(.cpvCheckDigitCut, .codeCPV, trim)
        }
        keepCPV(code, trim, isPlain: count == 8 && !hasBlanks)
    }

    /// The eight digits as a text of the declaration.
    private mutating func keepCPV(_ code: UInt32, _ slice: Slice, isPlain: Bool) {
        if isPlain {
            out.codeCPV = Text(start: slice.start, length: 8)
            return
        }
        out.codeCPV = Text(start: UInt32(out.bytes.count), length: 8)
        var divisor: UInt32 = 10_000_000
        while divisor > 0 {
            out.bytes.append(UInt8(code / divisor % 10) + 0x30)
            divisor /= 10
        }
    }

    /// Whether seven digits can only be a code whose leading zero was lost: the list holds that
    /// code (with this check digit, when one is given) and no code beginning with the seven digits.
    private func isLeadingZeroCertain(_ code: UInt32, _ check: UInt8) -> Bool {
        guard let cpv, cpv.contains(code) else { return false }
        if check != 255 { return cpv.checkDigit(of: code) == check }
        return !cpv.containsAny(in: code * 10..<code * 10 + 10)
    }
}
