import Procurement

/// Draws the columns of `findings`, `declarations` and `sources`, by name.
struct RecordTables: Sendable {
    /// A finding of a declaration or of the whole edition.
    private struct Row: Sendable {
        var rule: UInt8
        var field: FindingField
        var declaration: UInt32
        /// Rank of the published value, or `.max` when it is `identifier`.
        var raw: UInt32
        var identifier: DeclarationRow.Text
    }

    private let contents: EditionContents
    private let consolidation: Consolidation
    private let findings: [Row]
    private let tallies: [DepositTally]

    init(_ contents: EditionContents, tallies: [DepositTally]) {
        self.contents = contents
        self.tallies = tallies
        consolidation = contents.consolidation
        // Both lists are in order of declaration: merge them.
        var rows: [Row] = []
        rows.reserveCapacity(consolidation.table.findings.count + consolidation.findings.count)
        var next = consolidation.findings[...]
        func appendEdition(before declaration: UInt32) {
            while let finding = next.first, finding.declaration < declaration {
                rows.append(
                    Row(
                        rule: finding.rule.rawValue, field: finding.field,
                        declaration: finding.declaration, raw: .max, identifier: finding.raw))
                next = next.dropFirst()
            }
        }
        for finding in consolidation.table.findings {
            appendEdition(before: finding.declaration)
            rows.append(
                Row(
                    rule: finding.rule, field: finding.field, declaration: finding.declaration,
                    raw: finding.raw, identifier: .init()))
        }
        appendEdition(before: .max)
        findings = rows
    }

    /// The values of a column of `findings`.
    func findings(_ name: String) -> ColumnDraft {
        let papers = FindingRule.catalogue
        switch name {
        case "code": return .labels(findings.map(\.rule), papers.map(\.code))
        case "gravite":
            return .labels(
                findings.map { papers[Int($0.rule)].severity.rawValue },
                ["Note", "Avertissement", "Erreur"])
        case "champ":
            return .values(
                findings.map { Int($0.field.rawValue) },
                FindingField.names.map { $0.isEmpty ? nil : $0 })
        case "valeur": return rawValues()
        case "declaration": return .uint32(findings.map(\.declaration))
        case "contrat": return .uint32(findings.map { contract($0.declaration) })
        case "cle":
            var list = TextList()
            list.reserve(
                count: findings.count, bytes: findings.count * ContractKey.characterCount)
            for finding in findings {
                let contract = contract(finding.declaration)
                list.append {
                    guard contract != Consolidation.none else { return }
                    consolidation.contracts[Int(contract)].key.appendText(to: &$0)
                }
            }
            return .text(list)
        case "source":
            return .values(
                findings.map { Int(consolidation.records[Int($0.declaration)].deposit) },
                contents.deposits.map(\.source))
        default:
            preconditionFailure("Column \(name) of findings has a definition and no values.")
        }
    }

    private func contract(_ declaration: UInt32) -> UInt32 {
        consolidation.contractOf[Int(declaration)]
    }

    /// Published values, of which identifiers are kept row by row and the others ranked.
    private func rawValues() -> ColumnDraft {
        let texts = consolidation.table.texts
        var pool = TextPool()
        let codes = findings.map { finding in
            finding.raw == .max
                ? consolidation.table.withBytes(of: finding.identifier) { pool.code(of: $0) }
                : texts.withBytes(of: finding.raw) { pool.code(of: $0) }
        }
        let ranking = TextRanking([pool])
        return .ranks(codes.map { ranking.ranks[0][Int($0)] }, ranking)
    }

    /// The values of a column of `declarations`.
    func declarations(_ name: String) -> ColumnDraft {
        let rows = consolidation.records
        switch name {
        case "depot":
            return .values(rows.map { Int($0.deposit) }, contents.deposits.map(\.sha256))
        case "membre": return .uint32(rows.map(\.member))
        case "position": return .int64(rows.map { Int64($0.offset) })
        case "longueur": return .uint32(rows.map(\.length))
        case "sort":
            return .labels(
                consolidation.fates.map(\.rawValue),
                (0...2).map { Fate(rawValue: $0)?.label ?? "" })
        case "motif":
            let reasons = (0...4).map { MergeReason(rawValue: $0)?.label }
            let setAside = Declaration.SetAside.allCases.map(\.label)
            return .values(
                rows.indices.map {
                    consolidation.fates[$0] == .setAside
                        ? reasons.count + Int(rows[$0].setAside)
                        : Int(consolidation.reasons[$0].rawValue)
                }, reasons + setAside)
        case "contrat": return .uint32(consolidation.contractOf)
        default:
            preconditionFailure("Column \(name) of declarations has a definition and no values.")
        }
    }

    /// The values of a column of `sources`.
    func sources(_ name: String) -> ColumnDraft {
        let deposits = contents.deposits
        switch name {
        case "source": return .text(TextList(deposits.map(\.source)))
        case "serie": return .text(TextList(deposits.map(\.series)))
        case "depot": return .text(TextList(deposits.map(\.sha256)))
        case "licence":
            return .values(Array(deposits.indices), deposits.map(\.licence.name))
        case "lues": return .uint32(tallies.map { UInt32(clamping: $0.read) })
        case "gardees": return .uint32(tallies.map { UInt32(clamping: $0.kept) })
        case "reunies": return .uint32(tallies.map { UInt32(clamping: $0.merged) })
        case "ecartees": return .uint32(tallies.map { UInt32(clamping: $0.setAside) })
        default:
            preconditionFailure("Column \(name) of sources has a definition and no values.")
        }
    }
}

extension Declaration.SetAside {
    /// As the column `motif` says it.
    var label: String {
        switch self {
        case .unreadable: "illisible"
        case .notAContract: "n’est pas un contrat"
        case .withoutBuyerAndObject: "ni acheteur ni objet"
        }
    }
}
