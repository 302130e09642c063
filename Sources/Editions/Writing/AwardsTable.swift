import Procurement

/// Draws the columns of `awards`, by name.
struct AwardsTable: Sendable {
    private let contents: EditionContents
    private let parties: [PartyRow]
    private let texts: TextRanking

    init(_ contents: EditionContents) {
        self.contents = contents
        parties = contents.awards.parties
        texts = contents.consolidation.table.texts
    }

    /// The values of a column.
    func draft(_ name: String) -> ColumnDraft {
        let awards = contents.awards
        switch name {
        case "contrat": return .uint32(awards.contracts)
        case "cle":
            var list = TextList()
            list.reserve(
                count: parties.count, bytes: parties.count * ContractKey.characterCount)
            for contract in awards.contracts {
                list.append {
                    contents.consolidation.contracts[Int(contract)].key.appendText(to: &$0)
                }
            }
            return .text(list)
        case "titulaire_typeIdentifiant":
            return .labels(parties.map(\.type), CodeList.typeIdentifiant.labels)
        case "titulaire_id": return .ranks(parties.map(\.id), texts)
        case "titulaire_siren":
            return facts { rank, _ in Self.siren(texts[rank], contents.isValidSiret(rank)) }
        case "titulaire_nom": return names()
        case "titulaire_departement": return facts { $1.departement }
        case "titulaire_region": return facts { $1.region }
        case "titulaire_naf": return facts { $1.activity }
        case "part_centimes": return .int64(awards.shares)
        case "part_initiale_centimes": return .int64(awards.initialShares)
        case "nouveau": return .bool(awards.isNew)
        case "local": return .bool(awards.isLocal)
        case "local_region": return .bool(awards.isLocalRegion)
        default:
            preconditionFailure("Column \(name) of awards has a definition and no values.")
        }
    }

    private static func siren(_ id: String, _ isValid: Bool) -> String? {
        isValid && id.utf8.count == 14 ? String(id.prefix(9)) : nil
    }

    /// Something about the supplier, worked out once per identifier.
    private func facts(_ fact: (UInt32, Identities.Facts) -> String?) -> ColumnDraft {
        var values: [String?] = []
        var numbers = [Int](repeating: -1, count: texts.count)
        for (rank, facts) in contents.identities.suppliers {
            numbers[Int(rank)] = values.count
            values.append(fact(rank, facts))
        }
        return .values(parties.map { numbers[Int($0.id)] }, values)
    }

    /// Names: that of the identifier, or the one declared where there is no identifier.
    private func names() -> ColumnDraft {
        var values: [String?] = []
        var numbers: [UInt64: Int] = [:]
        let rows = parties.map { party -> Int in
            let key = party.id == 0 ? UInt64(party.nom) << 32 : UInt64(party.id)
            if let number = numbers[key] { return number }
            numbers[key] = values.count
            values.append(
                party.id == 0
                    ? texts[party.nom] : contents.identities.suppliers[party.id]?.name)
            return values.count - 1
        }
        return .values(rows, values)
    }
}

extension EditionContents {
    /// Whether a supplier's identifier is a well-formed SIRET.
    func isValidSiret(_ rank: UInt32) -> Bool { awards.validSirets.contains(rank) }
}
