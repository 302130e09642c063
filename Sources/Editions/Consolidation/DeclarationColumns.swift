import Procurement

/// What one worker keeps of the declarations it reads: a pool of texts, and the batch under way.
///
/// - Complexity: adding a declaration is O(its bytes); nothing is allocated per record but the
///   growth of the batch's arrays.
struct DeclarationColumns {
    /// Texts seen by this worker.
    private(set) var pool = TextPool()
    private var batch = DeclarationBatch()
    private var keys: KeyMaker

    /// Nothing read yet.
    init(worker: Int) throws {
        keys = try KeyMaker()
        batch.worker = worker
    }

    /// Hands over the batch, and begins another.
    mutating func takeBatch() -> DeclarationBatch { batch.takeExactly() }

    /// Hands over the texts, and begins anew.
    mutating func takePool() -> TextPool {
        defer { pool = TextPool() }
        return pool
    }

    /// Adds a declaration.
    mutating func append(_ declaration: Declaration, address: RecordAddress) {
        declaration.bytes.withUnsafeBufferPointer { bytes in
            append(declaration, bytes, address: address)
        }
    }

    /// Adds a declaration set aside, with the text of its record.
    mutating func append(
        setAside declaration: Declaration, address: RecordAddress,
        verbatim: UnsafeBufferPointer<UInt8>
    ) {
        declaration.bytes.withUnsafeBufferPointer { bytes in
            var row = begin(declaration, bytes, address: address)
            row.objet = keep(verbatim)
            batch.rows.append(row)
        }
    }

    /// A row with the address and the findings of a declaration.
    private mutating func begin(
        _ declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>, address: RecordAddress
    ) -> DeclarationRow {
        var row = DeclarationRow()
        row.member = UInt32(address.member)
        row.offset = address.offset
        row.length = address.length
        row.setAside = declaration.setAside?.rawValue ?? CodeList.unknown
        row.vintage = declaration.vintage.rawValue
        row.findings = appendFindings(declaration.findings, bytes)
        return row
    }

    private mutating func append(
        _ declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>, address: RecordAddress
    ) {
        precondition(declaration.setAside == nil, "A record set aside is kept with its text.")
        var row = begin(declaration, bytes, address: address)
        row.isConcession = declaration.isConcession
        row.isModificationOnly = declaration.isModificationOnly
        row.acheteurIsValidSiret = declaration.acheteurIsValidSiret
        fillTexts(&row, declaration, bytes)
        fillNumbers(&row, declaration)
        row.parties = appendParties(declaration.parties[...], bytes)
        row.modifications = appendModifications(declaration, bytes)
        row.acts = appendActs(declaration.acts, bytes)
        row.completeness = row.knownFields
        row.content = content(row, declaration, bytes)
        let made = keys.key(of: declaration, bytes, content: row.content)
        row.key = made.key
        row.identifier = made.identifier
        row.framework = keys.framework(of: declaration, bytes)
        batch.rows.append(row)
    }

    @inline(__always)
    private func slice(
        _ text: Declaration.Text, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(text.start)..<Int(text.start) + Int(text.length)])
    }

    @inline(__always)
    private mutating func code(
        _ text: Declaration.Text, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UInt32 {
        text.isEmpty ? 0 : pool.code(of: slice(text, bytes))
    }

    private mutating func keep(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> DeclarationRow.Text {
        let start = UInt32(batch.text.count)
        batch.text.append(contentsOf: text)
        return .init(batch: 0, start: start, length: UInt32(text.count))
    }

    private mutating func fillTexts(
        _ row: inout DeclarationRow, _ declaration: Declaration,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        row.id = keep(KeyMaker.trimmed(slice(declaration.id, bytes)))
        row.objet = keep(slice(declaration.objet, bytes))
        row.acheteurId = code(declaration.acheteurId, bytes)
        row.acheteurNom = code(declaration.acheteurNom, bytes)
        row.codeCPV = code(declaration.codeCPV, bytes)
        row.idAccordCadre = code(declaration.idAccordCadre, bytes)
        row.lieuCode = code(declaration.lieuCode, bytes)
    }

    private func fillNumbers(_ row: inout DeclarationRow, _ declaration: Declaration) {
        row.nature = declaration.nature
        row.procedure = declaration.procedure
        row.formePrix = declaration.formePrix
        row.ccag = declaration.ccag
        row.groupement = declaration.typeGroupement
        row.lieuType = declaration.lieuType
        let none = CodeList.unknown
        row.bits = (
            declaration.techniques ?? none, declaration.modalites ?? none,
            declaration.typesPrix ?? none, declaration.sociales ?? none,
            declaration.environnementales ?? none
        )
        func answer(_ value: Bool?) -> UInt8 { value.map { $0 ? 1 : 0 } ?? none }
        row.answers = (
            answer(declaration.marcheInnovant), answer(declaration.attributionAvance),
            answer(declaration.sousTraitanceDeclaree)
        )
        row.tauxAvance = declaration.tauxAvance ?? .min
        row.origineUE = declaration.origineUE ?? .min
        row.origineFrance = declaration.origineFrance ?? .min
        row.offresRecues = declaration.offresRecues ?? .min
        row.dureeMois = declaration.dureeMois ?? .min
        row.montant = declaration.montant ?? .min
        row.dateNotification = declaration.dateNotification?.number ?? .min
        row.datePublication = declaration.datePublication?.number ?? .min
        row.dateDebutExecution = declaration.dateDebutExecution?.number ?? .min
    }

    private mutating func appendFindings(
        _ findings: [Finding], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> DeclarationRow.Span {
        let start = batch.findings.count
        let declaration = UInt32(batch.rows.count)
        for finding in findings {
            batch.findings.append(
                FindingRow(
                    rule: finding.rule, field: finding.field,
                    raw: code(Self.quoted(finding.raw, bytes), bytes), declaration: declaration))
        }
        return .init(start: UInt32(start), count: UInt32(batch.findings.count - start))
    }

    /// A published value cut to the longest quotation, on a character.
    private static func quoted(
        _ raw: Declaration.Text, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Declaration.Text {
        guard raw.length > Finding.longestRaw else { return raw }
        var length = UInt32(Finding.longestRaw)
        while length > 0, bytes[Int(raw.start + length)] & 0xC0 == 0x80 { length -= 1 }
        return .init(start: raw.start, length: length)
    }

    private mutating func party(
        _ party: Declaration.Party, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> PartyRow {
        PartyRow(
            id: code(party.id, bytes), nom: code(party.nom, bytes),
            departement: code(party.departement, bytes), type: party.type,
            isValidSiret: party.isValidSiret)
    }

    /// Appends suppliers, each identifier once.
    private mutating func appendParties(
        _ parties: ArraySlice<Declaration.Party>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> DeclarationRow.Span {
        let start = batch.parties.count
        for written in parties {
            let row = party(written, bytes)
            guard row.id != 0 || row.nom != 0 else { continue }
            // A supplier written twice is one supplier; lists are short.
            let isRepeated = batch.parties[start...].contains {
                $0.id == row.id && (row.id != 0 || $0.nom == row.nom)
            }
            if !isRepeated { batch.parties.append(row) }
        }
        return .init(start: UInt32(start), count: UInt32(batch.parties.count - start))
    }

    private mutating func appendModifications(
        _ declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> DeclarationRow.Span {
        let start = batch.modifications.count
        for written in declaration.modifications {
            var row = ModificationRow()
            row.id = written.id ?? .min
            row.objet = code(written.objet, bytes)
            row.date = written.date?.number ?? .min
            row.datePublication = written.datePublication?.number ?? .min
            row.montant = written.montant ?? .min
            row.dureeMois = written.dureeMois ?? .min
            var hash = StableHash.of(slice(written.objet, bytes))
            hash = StableHash.combine(hash, UInt64(bitPattern: Int64(row.date)))
            hash = StableHash.combine(hash, UInt64(bitPattern: row.montant))
            hash = StableHash.combine(hash, UInt64(bitPattern: Int64(row.dureeMois)))
            if let parties = written.parties {
                let named = declaration.modificationParties[parties]
                row.parties = appendParties(named, bytes)
                for party in named {
                    hash = StableHash.combine(hash, StableHash.of(slice(party.id, bytes)))
                }
            }
            row.content = hash
            batch.modifications.append(row)
        }
        return .init(start: UInt32(start), count: UInt32(batch.modifications.count - start))
    }

    private mutating func appendActs(
        _ acts: [Declaration.Act], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> DeclarationRow.Span {
        let start = batch.acts.count
        for written in acts {
            var row = ActRow()
            row.id = written.id ?? .min
            row.party = party(written.party, bytes)
            row.date = written.date?.number ?? .min
            row.datePublication = written.datePublication?.number ?? .min
            row.montant = written.montant ?? .min
            row.dureeMois = written.dureeMois ?? .min
            row.variationPrix = written.variationPrix
            row.isChange = written.isChange
            var hash = StableHash.of(slice(written.party.id, bytes))
            hash = StableHash.combine(hash, UInt64(bitPattern: Int64(row.id)))
            hash = StableHash.combine(hash, UInt64(bitPattern: Int64(row.date)))
            hash = StableHash.combine(hash, UInt64(bitPattern: row.montant))
            hash = StableHash.combine(hash, UInt64(bitPattern: Int64(row.dureeMois)))
            row.content = StableHash.combine(hash, row.isChange ? 1 : 0)
            batch.acts.append(row)
        }
        return .init(start: UInt32(start), count: UInt32(batch.acts.count - start))
    }

    /// Hash of all that the record says, wherever it was read.
    private func content(
        _ row: DeclarationRow, _ declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UInt64 {
        var hash = StableHash.of(slice(declaration.objet, bytes))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.id, bytes)))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.acheteurId, bytes)))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.acheteurNom, bytes)))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.codeCPV, bytes)))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.idAccordCadre, bytes)))
        hash = StableHash.combine(hash, StableHash.of(slice(declaration.lieuCode, bytes)))
        for party in declaration.parties {
            hash = StableHash.combine(hash, StableHash.of(slice(party.id, bytes)))
            hash = StableHash.combine(hash, StableHash.of(slice(party.nom, bytes)))
        }
        func add(_ left: Int64, _ right: Int64) {
            hash = StableHash.combine(hash, UInt64(bitPattern: left))
            hash = StableHash.combine(hash, UInt64(bitPattern: right))
        }
        add(row.montant, Int64(row.dateNotification))
        add(Int64(row.datePublication), Int64(row.dateDebutExecution))
        add(Int64(row.dureeMois), Int64(row.offresRecues))
        add(Int64(row.tauxAvance), Int64(row.origineUE))
        add(Int64(row.origineFrance), Int64(row.nature) << 8 | Int64(row.procedure))
        add(
            Int64(row.formePrix) << 8 | Int64(row.ccag),
            Int64(row.groupement) << 8 | Int64(row.lieuType))
        for index in 0..<5 { hash = StableHash.combine(hash, UInt64(row[bits: index])) }
        for index in 0..<3 { hash = StableHash.combine(hash, UInt64(row[answers: index])) }
        for modification in batch.modifications[row.modifications.range] {
            hash = StableHash.combine(hash, modification.content)
        }
        for act in batch.acts[row.acts.range] { hash = StableHash.combine(hash, act.content) }
        return hash
    }
}
