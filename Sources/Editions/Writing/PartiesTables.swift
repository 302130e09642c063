import Procurement

/// Draws the columns of `buyers` and `suppliers`, by name, in order of identifier.
struct PartiesTables: Sendable {
    private struct Total: Sendable {
        var contracts: UInt32 = 0
        var cents: Int64 = 0
        var isValidSiret = false
        var type = CodeList.unknown
    }

    private let contents: EditionContents
    private let texts: TextRanking
    private let buyers: [UInt32]
    private let suppliers: [UInt32]
    /// By rank of the identifier.
    private let totals: [Total]
    private let supplierTotals: [Total]

    init(_ contents: EditionContents) {
        self.contents = contents
        texts = contents.consolidation.table.texts
        // Ranks follow the bytes of the identifiers.
        buyers = contents.identities.buyers.keys.filter { $0 != 0 }.sorted()
        suppliers = contents.identities.suppliers.keys.filter { $0 != 0 }.sorted()
        var totals = [Total](repeating: Total(), count: texts.count)
        var supplierTotals = totals
        for (index, contract) in contents.consolidation.contracts.enumerated() {
            var total = totals[Int(contract.acheteurId)]
            total.contracts += 1
            total.isValidSiret = total.isValidSiret || contract.acheteurIsValidSiret
            let cents = contents.contracts.usableAmounts[index]
            if cents != .min, contents.contracts.isCeiling[index] != 1, !contract.isConcession {
                total.cents += cents
            }
            totals[Int(contract.acheteurId)] = total
        }
        for (index, party) in contents.awards.parties.enumerated() {
            var total = supplierTotals[Int(party.id)]
            total.contracts += 1
            total.isValidSiret = total.isValidSiret || party.isValidSiret
            total.type = min(total.type, party.type)
            let contract = Int(contents.awards.contracts[index])
            let share = contents.awards.shares[index]
            if share != .min, contents.contracts.isCeiling[contract] != 1,
                !contents.consolidation.contracts[contract].isConcession
            {
                total.cents += share
            }
            supplierTotals[Int(party.id)] = total
        }
        self.totals = totals
        self.supplierTotals = supplierTotals
    }

    /// The values of a column of `buyers`.
    func buyers(_ name: String) -> ColumnDraft {
        let facts = contents.identities.buyers
        switch name {
        case "acheteur_id": return .text(TextList(buyers.map { texts[$0] }))
        case "acheteur_nom": return .text(TextList(buyers.map { facts[$0]?.name ?? "" }))
        case "acheteur_categorie": return values(buyers.map { facts[$0]?.category })
        case "acheteur_departement": return values(buyers.map { facts[$0]?.departement })
        case "acheteur_region": return values(buyers.map { facts[$0]?.region })
        case "siret_valide": return .bool(buyers.map { totals[Int($0)].isValidSiret ? 1 : 0 })
        case "contrats": return .uint32(buyers.map { totals[Int($0)].contracts })
        case "montant_centimes": return .int64(buyers.map { totals[Int($0)].cents })
        default:
            preconditionFailure("Column \(name) of buyers has a definition and no values.")
        }
    }

    /// The values of a column of `suppliers`.
    func suppliers(_ name: String) -> ColumnDraft {
        let facts = contents.identities.suppliers
        switch name {
        case "titulaire_id": return .text(TextList(suppliers.map { texts[$0] }))
        case "titulaire_typeIdentifiant":
            return .labels(
                suppliers.map { supplierTotals[Int($0)].type },
                CodeList.typeIdentifiant.labels)
        case "titulaire_nom": return .text(TextList(suppliers.map { facts[$0]?.name ?? "" }))
        case "titulaire_departement": return values(suppliers.map { facts[$0]?.departement })
        case "titulaire_region": return values(suppliers.map { facts[$0]?.region })
        case "siret_valide":
            return .bool(suppliers.map { supplierTotals[Int($0)].isValidSiret ? 1 : 0 })
        case "contrats": return .uint32(suppliers.map { supplierTotals[Int($0)].contracts })
        case "part_centimes": return .int64(suppliers.map { supplierTotals[Int($0)].cents })
        case "premiere_attribution":
            return .date(suppliers.map { contents.awards.firstDay(of: $0) ?? .min })
        default:
            preconditionFailure("Column \(name) of suppliers has a definition and no values.")
        }
    }

    private func values(_ values: [String?]) -> ColumnDraft {
        .values(Array(values.indices), values)
    }
}
