import Procurement

/// Draws the columns of `contracts`, by name.
///
/// - Complexity: each column is one pass over the contracts.
struct ContractsTable: Sendable {
    private let contents: EditionContents
    private let rows: [DeclarationRow]
    private let texts: TextRanking

    init(_ contents: EditionContents) {
        self.contents = contents
        rows = contents.consolidation.contracts
        texts = contents.consolidation.table.texts
    }

    /// The values of a column.
    func draft(_ name: String) -> ColumnDraft {
        identity(name) ?? terms(name) ?? dates(name) ?? amounts(name) ?? signs(name)
            ?? quality(name) ?? unknown(name)
    }

    private func unknown(_ name: String) -> ColumnDraft {
        preconditionFailure("Column \(name) of contracts has a definition and no values.")
    }

    private func identity(_ name: String) -> ColumnDraft? {
        switch name {
        case "cle": return .text(keys())
        case "genre":
            return .labels(rows.map { $0.isConcession ? 1 : 0 }, CodeList.genre.labels)
        case "id": return .text(list { $0.id })
        case "objet": return .text(list { $0.objet })
        case "successeur": return .text(successors())
        case "acheteur_id": return .ranks(rows.map(\.acheteurId), texts)
        case "acheteur_nom": return buyer(\.name)
        case "acheteur_categorie": return buyer(\.category)
        case "acheteur_departement": return buyer(\.departement)
        case "acheteur_region": return buyer(\.region)
        case "codeCPV": return .ranks(rows.map(\.codeCPV), texts)
        case "cpv_division":
            let labels = (0..<100).map { $0 == 0 ? nil : $0 < 10 ? "0\($0)" : "\($0)" }
            return .values(contents.contracts.divisions.map { Int($0) }, labels)
        case "idAccordCadre": return .ranks(rows.map(\.idAccordCadre), texts)
        case "lieuExecution_code": return .ranks(rows.map(\.lieuCode), texts)
        case "departement": return place(\.departement)
        case "region": return place(\.region)
        case "source":
            return .values(rows.map { Int($0.deposit) }, contents.deposits.map(\.source))
        default: return nil
        }
    }

    private func terms(_ name: String) -> ColumnDraft? {
        switch name {
        case "nature": .labels(rows.map(\.nature), CodeList.nature.labels)
        case "type": .labels(contents.contracts.types, CodeList.type.labels)
        case "procedure": .labels(rows.map(\.procedure), CodeList.procedure.labels)
        case "formePrix": .labels(rows.map(\.formePrix), CodeList.formePrix.labels)
        case "ccag": .labels(rows.map(\.ccag), CodeList.ccag.labels)
        case "typeGroupementOperateurs":
            .labels(rows.map(\.groupement), CodeList.typeGroupementOperateurs.labels)
        case "lieuExecution_typeCode": .labels(rows.map(\.lieuType), CodeList.lieuTypeCode.labels)
        case "techniques": .uint8(rows.map { $0[bits: 0] })
        case "modalitesExecution": .uint8(rows.map { $0[bits: 1] })
        case "typesPrix": .uint8(rows.map { $0[bits: 2] })
        case "considerationsSociales": .uint8(rows.map { $0[bits: 3] })
        case "considerationsEnvironnementales": .uint8(rows.map { $0[bits: 4] })
        case "marcheInnovant": .bool(rows.map { $0[answers: 0] })
        case "attributionAvance": .bool(rows.map { $0[answers: 1] })
        case "sousTraitanceDeclaree": .bool(rows.map { $0[answers: 2] })
        case "tauxAvance": .int32(rows.map(\.tauxAvance))
        case "offresRecues": .int32(rows.map(\.offresRecues))
        case "origineUE": .int32(rows.map(\.origineUE))
        case "origineFrance": .int32(rows.map(\.origineFrance))
        default: nil
        }
    }

    private func dates(_ name: String) -> ColumnDraft? {
        switch name {
        case "dureeMois": .int32(contents.contracts.currentDurations)
        case "dureeMois_initiale": .int32(rows.map(\.dureeMois))
        case "dateNotification": .date(rows.map(\.dateNotification))
        case "datePublicationDonnees": .date(rows.map(\.datePublication))
        case "dateDebutExecution": .date(rows.map(\.dateDebutExecution))
        case "annee":
            .uint16(
                byDay { UInt16(clamping: $0?.year ?? Int(UInt16.max)) })
        case "mois": .uint8(byDay { UInt8(clamping: $0?.month ?? 255) })
        case "delaiPublication":
            .int32(
                rows.map {
                    $0.dateNotification == .min || $0.datePublication == .min
                        ? .min : $0.datePublication - $0.dateNotification
                })
        case "dateFin": .date(contents.contracts.ends)
        case "successeur_ecart": .int32(contents.successors.gaps)
        default: nil
        }
    }

    private func amounts(_ name: String) -> ColumnDraft? {
        let derived = contents.contracts
        switch name {
        case "montant_initial_centimes": return .int64(rows.map(\.montant))
        case "montant_courant_centimes": return .int64(derived.currentAmounts)
        case "montant_centimes": return .int64(derived.usableAmounts)
        case "montant_motif":
            let labels = (0...4).map { AmountReason(rawValue: $0)?.label }
            return .values(derived.reasons.map { Int($0.rawValue) }, labels)
        case "montant_epreuve":
            let labels = (0...3).map { AnomalyOutcome(rawValue: $0)?.label }
            return .values(derived.outcomes.map { Int($0.rawValue) }, labels)
        case "montant_ecart": return .int32(derived.deviations)
        case "montant_tranche":
            return .values(
                derived.usableAmounts.map { $0 == .min ? -1 : AmountRules.band($0) },
                AmountRules.bands.map(\.label))
        case "derive_montant":
            return .int32(
                rows.indices.map {
                    derived.isCeiling[$0] == 1
                        ? .min
                        : DerivedContracts.drift(
                            from: rows[$0].montant, to: derived.currentAmounts[$0])
                })
        case "derive_duree":
            return .int32(
                rows.indices.map {
                    derived.isCeiling[$0] == 1 || derived.currentDurations[$0] == .min
                        ? .min
                        : DerivedContracts.drift(
                            from: Int64(rows[$0].dureeMois),
                            to: Int64(derived.currentDurations[$0]))
                })
        case "ordre_montant": return .uint32(derived.amountOrder)
        default: return nil
        }
    }

    private func signs(_ name: String) -> ColumnDraft? {
        switch name {
        case "plafond": .bool(contents.contracts.isCeiling)
        case "subsequent": .bool(contents.contracts.isSubsequent)
        case "concurrentielle":
            .bool(
                rows.map {
                    $0.procedure == CodeList.unknown
                        ? CodeList.unknown : $0.procedure == Self.withoutCompetition ? 0 : 1
                })
        case "offreUnique":
            .bool(
                rows.map { $0.offresRecues < 1 ? CodeList.unknown : $0.offresRecues == 1 ? 1 : 0 })
        case "pme": .bool(contents.firms.isSME)
        case "titulaires": .uint16(rows.map { Self.known($0.parties.count) })
        case "modifications": .uint16(rows.map { Self.known($0.modifications.count) })
        case "successeur_ressemblance": .uint8(contents.successors.likeness)
        case "soustraitances": .uint16(rows.map { Self.known($0.acts.count) })
        default: nil
        }
    }

    private func quality(_ name: String) -> ColumnDraft? {
        switch name {
        case "identifiant_repete": .bool(contents.consolidation.isRepeated.map { $0 ? 1 : 0 })
        case "champs_manquants": .uint8(rows.map { MandatoryFields.missing($0) })
        case "code_invalide": .bool(contents.findings.hasInvalidCode.map { $0 ? 1 : 0 })
        case "segment_hhi": .int32(contents.segments.concentrations)
        case "segment_premiere": .int32(contents.segments.firstShares)
        case "segment_trois_premieres": .int32(contents.segments.topShares)
        case "constats": .uint16(contents.findings.counts.map { min($0, .max - 1) })
        case "constat_grave": .bool(contents.findings.isGrave.map { $0 ? 1 : 0 })
        case "declarations":
            .uint16(contents.consolidation.declarationCounts.map { min($0, .max - 1) })
        default:
            FindingRule.sets.firstIndex { $0.name == name }.map {
                .uint8(contents.findings.sets[$0])
            }
        }
    }

    // MARK: - Pieces

    /// Number in `CodeList.procedure` of the one procedure without competition.
    private static let withoutCompetition: UInt8 = 5

    /// A count that is never mistaken for unknown.
    private static func known(_ count: UInt32) -> UInt16 { UInt16(clamping: min(count, 65_534)) }

    private func keys() -> TextList {
        var list = TextList()
        list.reserve(count: rows.count, bytes: rows.count * ContractKey.characterCount)
        for row in rows { list.append { row.key.appendText(to: &$0) } }
        return list
    }

    /// Keys of the successors; empty where none was recognised.
    private func successors() -> TextList {
        var list = TextList()
        list.reserve(count: rows.count, bytes: rows.count)
        for row in contents.successors.rows {
            if row == Successors.none {
                list.append("")
            } else {
                list.append { rows[Int(row)].key.appendText(to: &$0) }
            }
        }
        return list
    }

    private func list(_ text: (DeclarationRow) -> DeclarationRow.Text) -> TextList {
        var list = TextList()
        list.reserve(count: rows.count, bytes: rows.reduce(0) { $0 + Int(text($1).length) })
        for row in rows {
            contents.consolidation.table.withBytes(of: text(row)) { list.append($0) }
        }
        return list
    }

    /// A fact about the buyer, worked out once per buyer.
    private func buyer(_ fact: KeyPath<Identities.Facts, String?>) -> ColumnDraft {
        var values: [String?] = []
        var numbers = [Int](repeating: -1, count: texts.count)
        for (rank, facts) in contents.identities.buyers {
            numbers[Int(rank)] = values.count
            values.append(facts[keyPath: fact])
        }
        return .values(rows.map { numbers[Int($0.acheteurId)] }, values)
    }

    private func place(_ part: KeyPath<PerformancePlace, String?>) -> ColumnDraft {
        .values(
            contents.places.ofContract.map { Int($0) },
            contents.places.known.map { $0[keyPath: part] })
    }

    /// A part of the notification day, worked out once per day since rows follow days.
    private func byDay<Part>(_ part: ((year: Int, month: Int, day: Int)?) -> Part) -> [Part] {
        var former = Int32.min
        var value = part(nil)
        return rows.map { row in
            if row.dateNotification != former {
                former = row.dateNotification
                value = part(former == .min ? nil : Day(number: former).parts)
            }
            return value
        }
    }
}
