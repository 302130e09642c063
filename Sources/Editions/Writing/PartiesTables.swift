import Procurement

/// Draws the columns of `buyers` or `suppliers`, by name, in order of identifier.
struct PartiesTables: Sendable {
    /// Which of the two tables.
    enum Kind: Sendable { case buyers, suppliers }

    private struct Total: Sendable {
        var contracts: UInt32 = 0
        var cents: Int64 = 0
        var isValidSiret = false
        var type = CodeList.unknown
    }

    private let contents: EditionContents
    private let texts: TextRanking
    /// Ranks of the identifiers, which follow their bytes.
    private let ranks: [UInt32]
    /// By rank of the identifier.
    private let totals: [Total]

    init(_ contents: EditionContents, _ kind: Kind) {
        self.contents = contents
        texts = contents.consolidation.table.texts
        var totals = [Total](repeating: Total(), count: texts.count)
        switch kind {
        case .buyers:
            ranks = contents.identities.buyers.keys.filter { $0 != 0 }.sorted()
            Self.addContracts(contents, to: &totals)
        case .suppliers:
            ranks = contents.identities.suppliers.keys.filter { $0 != 0 }.sorted()
            Self.addAwards(contents, to: &totals)
        }
        self.totals = totals
    }

    private static func addContracts(_ contents: EditionContents, to totals: inout [Total]) {
        let contracts = contents.consolidation.contracts
        for index in contracts.indices {
            let buyer = Int(contracts[index].acheteurId)
            totals[buyer].contracts += 1
            if contracts[index].acheteurIsValidSiret { totals[buyer].isValidSiret = true }
            let cents = contents.contracts.usableAmounts[index]
            if cents != .min, contents.contracts.isCeiling[index] != 1,
                !contracts[index].isConcession
            {
                totals[buyer].cents += cents
            }
        }
    }

    private static func addAwards(_ contents: EditionContents, to totals: inout [Total]) {
        let contracts = contents.consolidation.contracts
        for (index, party) in contents.awards.parties.enumerated() {
            let supplier = Int(party.id)
            totals[supplier].contracts += 1
            if party.isValidSiret { totals[supplier].isValidSiret = true }
            totals[supplier].type = min(totals[supplier].type, party.type)
            let contract = Int(contents.awards.contracts[index])
            let share = contents.awards.shares[index]
            if share != .min, contents.contracts.isCeiling[contract] != 1,
                !contracts[contract].isConcession
            {
                totals[supplier].cents += share
            }
        }
    }

    /// The values of a column of `buyers`.
    func buyers(_ name: String) -> ColumnDraft {
        let facts = contents.identities.buyers
        switch name {
        case "acheteur_id": return .text(TextList(ranks.map { texts[$0] }))
        case "acheteur_nom": return .text(TextList(ranks.map { facts[$0]?.name ?? "" }))
        case "acheteur_categorie": return values(ranks.map { facts[$0]?.category })
        case "acheteur_departement": return values(ranks.map { facts[$0]?.departement })
        case "acheteur_region": return values(ranks.map { facts[$0]?.region })
        case "siret_valide": return .bool(ranks.map { totals[Int($0)].isValidSiret ? 1 : 0 })
        case "contrats": return .uint32(ranks.map { totals[Int($0)].contracts })
        case "montant_centimes": return .int64(ranks.map { totals[Int($0)].cents })
        default:
            preconditionFailure("Column \(name) of buyers has a definition and no values.")
        }
    }

    /// The values of a column of `suppliers`.
    func suppliers(_ name: String) -> ColumnDraft {
        let facts = contents.identities.suppliers
        switch name {
        case "titulaire_id": return .text(TextList(ranks.map { texts[$0] }))
        case "titulaire_typeIdentifiant":
            return .labels(
                ranks.map { totals[Int($0)].type },
                CodeList.typeIdentifiant.labels)
        case "titulaire_nom": return .text(TextList(ranks.map { facts[$0]?.name ?? "" }))
        case "titulaire_departement": return values(ranks.map { facts[$0]?.departement })
        case "titulaire_region": return values(ranks.map { facts[$0]?.region })
        case "titulaire_naf": return values(ranks.map { facts[$0]?.activity })
        case "siret_valide":
            return .bool(ranks.map { totals[Int($0)].isValidSiret ? 1 : 0 })
        case "contrats": return .uint32(ranks.map { totals[Int($0)].contracts })
        case "part_centimes": return .int64(ranks.map { totals[Int($0)].cents })
        case "premiere_attribution":
            return .date(ranks.map { contents.awards.firstDay(of: $0) ?? .min })
        default:
            preconditionFailure("Column \(name) of suppliers has a definition and no values.")
        }
    }

    private func values(_ values: [String?]) -> ColumnDraft {
        .values(Array(values.indices), values)
    }
}
