/// All declarations of an edition, in order of deposit and position, with their texts ranked.
struct DeclarationTable: Sendable {
    /// One row per record read; consolidation adds those of contracts made of several.
    var rows: [DeclarationRow] = []
    var parties: [PartyRow] = []
    var modifications: [ModificationRow] = []
    var acts: [ActRow] = []
    var findings: [FindingRow] = []
    /// Short texts.
    let texts: TextRanking
    /// Identifiers and objects, by batch.
    let arenas: [[UInt8]]

    /// Unites the batches, which come in order of deposit and position, at most
    /// `EditionBuilder.mostDeposits` of these, and gives back their
    /// memory as it goes.
    ///
    /// - Complexity: O(declarations), plus sorting the distinct texts.
    init(batches: consuming [DeclarationBatch], pools: consuming [TextPool]) {
        texts = TextRanking(pools)
        var batches = batches
        rows.reserveCapacity(batches.reduce(0) { $0 + $1.rows.count })
        parties.reserveCapacity(batches.reduce(0) { $0 + $1.parties.count })
        modifications.reserveCapacity(batches.reduce(0) { $0 + $1.modifications.count })
        acts.reserveCapacity(batches.reduce(0) { $0 + $1.acts.count })
        findings.reserveCapacity(batches.reduce(0) { $0 + $1.findings.count })
        var arenas: [[UInt8]] = []
        for number in batches.indices {
            var batch = DeclarationBatch()
            swap(&batch, &batches[number])
            arenas.append(batch.text)
            let ranks = texts.ranks.isEmpty ? [0] : texts.ranks[batch.worker]
            let shift = Shift(
                batch: UInt32(number), deposit: UInt16(batch.deposit), rows: UInt32(rows.count),
                parties: UInt32(parties.count),
                modifications: UInt32(modifications.count), acts: UInt32(acts.count),
                findings: UInt32(findings.count))
            for row in batch.rows { rows.append(shift.moved(row, ranks)) }
            for party in batch.parties { parties.append(shift.moved(party, ranks)) }
            for row in batch.modifications { modifications.append(shift.moved(row, ranks)) }
            for row in batch.acts { acts.append(shift.moved(row, ranks)) }
            for row in batch.findings { findings.append(shift.moved(row, ranks)) }
        }
        self.arenas = arenas
    }

    /// The bytes of an identifier or an object.
    @inline(__always)
    func withBytes<Result>(
        of text: DeclarationRow.Text, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        arenas[Int(text.batch)].withUnsafeBufferPointer {
            body(.init(rebasing: $0[Int(text.start)..<Int(text.start) + Int(text.length)]))
        }
    }

    /// How far the rows of a batch move when it joins the table.
    private struct Shift {
        let batch: UInt32
        let deposit: UInt16
        let rows: UInt32
        let parties: UInt32
        let modifications: UInt32
        let acts: UInt32
        let findings: UInt32

        func moved(_ row: DeclarationRow, _ ranks: [UInt32]) -> DeclarationRow {
            var row = row
            row.deposit = deposit
            row.id.batch = batch
            row.objet.batch = batch
            row.acheteurId = ranks[Int(row.acheteurId)]
            row.acheteurNom = ranks[Int(row.acheteurNom)]
            row.codeCPV = ranks[Int(row.codeCPV)]
            row.idAccordCadre = ranks[Int(row.idAccordCadre)]
            row.lieuCode = ranks[Int(row.lieuCode)]
            row.parties.start += parties
            row.modifications.start += modifications
            row.acts.start += acts
            row.findings.start += findings
            return row
        }

        func moved(_ row: PartyRow, _ ranks: [UInt32]) -> PartyRow {
            var row = row
            row.id = ranks[Int(row.id)]
            row.nom = ranks[Int(row.nom)]
            row.departement = ranks[Int(row.departement)]
            return row
        }

        func moved(_ row: ModificationRow, _ ranks: [UInt32]) -> ModificationRow {
            var row = row
            row.objet = ranks[Int(row.objet)]
            row.parties.start += parties
            return row
        }

        func moved(_ row: ActRow, _ ranks: [UInt32]) -> ActRow {
            var row = row
            row.party = moved(row.party, ranks)
            return row
        }

        func moved(_ row: FindingRow, _ ranks: [UInt32]) -> FindingRow {
            var row = row
            row.raw = ranks[Int(row.raw)]
            row.declaration += rows
            return row
        }
    }
}
