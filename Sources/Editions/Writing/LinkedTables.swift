import Procurement

/// Draws the columns of `amendments` and `subcontracts`, by name.
struct LinkedTables: Sendable {
    private let table: DeclarationTable
    private let amendments: [(contract: UInt32, rank: UInt16, row: ModificationRow)]
    private let acts: [(contract: UInt32, row: ActRow)]

    init(_ contents: EditionContents) {
        table = contents.consolidation.table
        var amendments: [(contract: UInt32, rank: UInt16, row: ModificationRow)] = []
        var acts: [(contract: UInt32, row: ActRow)] = []
        for (index, contract) in contents.consolidation.contracts.enumerated() {
            for (rank, row) in table.modifications[contract.modifications.range].enumerated() {
                amendments.append((UInt32(index), UInt16(clamping: rank + 1), row))
            }
            for row in table.acts[contract.acts.range] { acts.append((UInt32(index), row)) }
        }
        self.amendments = amendments
        self.acts = acts
    }

    /// The values of a column of `amendments`.
    func amendments(_ name: String) -> ColumnDraft {
        switch name {
        case "contrat": return .uint32(amendments.map(\.contract))
        case "rang": return .uint16(amendments.map(\.rank))
        case "modification_id": return .int32(amendments.map(\.row.id))
        case "objetModification": return .ranks(amendments.map(\.row.objet), table.texts)
        case "dateNotificationModification": return .date(amendments.map(\.row.date))
        case "datePublicationDonneesModification":
            return .date(amendments.map(\.row.datePublication))
        case "montant_centimes": return .int64(amendments.map(\.row.montant))
        case "dureeMois": return .int32(amendments.map(\.row.dureeMois))
        case "titulaires":
            let values = amendments.map { suppliers($0.row) }
            return .values(Array(values.indices), values)
        default:
            preconditionFailure("Column \(name) of amendments has a definition and no values.")
        }
    }

    private func suppliers(_ row: ModificationRow) -> String? {
        let ids = table.parties[row.parties.range].map(\.id).filter { $0 != 0 }
        return ids.isEmpty ? nil : ids.map { table.texts[$0] }.joined(separator: " ")
    }

    /// The values of a column of `subcontracts`.
    func subcontracts(_ name: String) -> ColumnDraft {
        switch name {
        case "contrat": .uint32(acts.map(\.contract))
        case "acte_id": .int32(acts.map(\.row.id))
        case "changement": .bool(acts.map { $0.row.isChange ? 1 : 0 })
        case "sousTraitant_id": .ranks(acts.map(\.row.party.id), table.texts)
        case "sousTraitant_typeIdentifiant":
            .labels(acts.map(\.row.party.type), CodeList.typeIdentifiant.labels)
        case "dateNotification": .date(acts.map(\.row.date))
        case "datePublicationDonnees": .date(acts.map(\.row.datePublication))
        case "montant_centimes": .int64(acts.map(\.row.montant))
        case "dureeMois": .int32(acts.map(\.row.dureeMois))
        case "variationPrix":
            .labels(acts.map(\.row.variationPrix), CodeList.variationPrix.labels)
        default:
            preconditionFailure("Column \(name) of subcontracts has a definition and no values.")
        }
    }
}
