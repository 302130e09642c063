import Procurement

/// Draws the columns of `notices`, by name.
struct NoticesTable: Sendable {
    private let rows: [NoticeConsolidation.Row]
    private let deposits: [Deposit]

    init(_ contents: EditionContents) {
        rows = contents.notices.rows
        deposits = contents.deposits
    }

    /// The values of a column.
    func draft(_ name: String) -> ColumnDraft {
        switch name {
        case "avis": return .text(TextList(rows.map(\.notice.id)))
        case "nature": return words { $0.nature?.label }
        case "etat": return words { $0.state?.label }
        case "famille": return words(\.family)
        case "objet": return .text(TextList(rows.map { $0.notice.object ?? "" }))
        case "procedure": return words(\.procedure)
        case "type":
            return words { joined($0.types.sorted().map { CodeList.type.labels[Int($0)] }) }
        case "lots": return .uint16(rows.map { UInt16(clamping: $0.notice.lots.count) })
        case "lots_intitules": return .text(TextList(rows.map { lots($0.notice) }))
        case "criteres": return .text(TextList(rows.map { criteria($0.notice) }))
        case "considerations": return words { joined($0.considerations) }
        case "valeurEstimee_centimes": return .int64(rows.map { $0.notice.estimateCents ?? .min })
        case "profilAcheteur": return words(\.profile)
        case "adresseAvis": return .text(TextList(rows.map { address($0.notice) }))
        case "constats":
            return words { joined($0.findings.rules.map(\.code)) }
        case "depot":
            return .values(rows.map(\.deposit), deposits.map(\.sha256))
        case "membre":
            return .uint32(rows.map { $0.address.map { UInt32(max(0, $0.member)) } ?? .max })
        case "position":
            return .int64(rows.map { $0.address.map { Int64(clamping: $0.offset) } ?? .min })
        case "longueur": return .uint32(rows.map { $0.address?.length ?? .max })
        default: return buyer(name) ?? what(name) ?? moments(name) ?? history(name)
        }
    }

    private func buyer(_ name: String) -> ColumnDraft? {
        switch name {
        case "acheteur_nom": words(\.buyerName)
        case "acheteur_id": words(\.buyerSiret)
        case "acheteur_siren": words(\.buyerSiren)
        case "acheteur_codePostal": words(\.buyerPostalCode)
        case "acheteur_commune": words(\.buyerTown)
        case "acheteur_nuts": words(\.buyerNUTS)
        case "departements": words { joined($0.departments) }
        case "lieu_nuts": words(\.placeNUTS)
        default: nil
        }
    }

    private func what(_ name: String) -> ColumnDraft? {
        switch name {
        case "codeCPV": words { $0.cpvs.first }
        case "cpv_division": words { $0.cpvs.first.map { String($0.prefix(2)) } }
        case "codesCPV": words { joined($0.cpvs) }
        case "descripteurs_codes": words { joined($0.descriptorCodes) }
        case "descripteurs":
            words { $0.descriptors.isEmpty ? nil : $0.descriptors.joined(separator: " ; ") }
        default: nil
        }
    }

    private func moments(_ name: String) -> ColumnDraft? {
        switch name {
        case "dateParution": .date(rows.map { $0.notice.published?.number ?? .min })
        case "dateFinDiffusion": .date(rows.map { $0.notice.shownUntil?.number ?? .min })
        case "dateLimite": .date(rows.map { $0.deadline?.day.number ?? .min })
        case "limite_secondes": .int64(rows.map { $0.deadline?.seconds ?? .min })
        case "limite_initiale_secondes":
            .int64(rows.map { $0.notice.deadline?.seconds ?? .min })
        case "heureLimiteConnue":
            .bool(rows.map { $0.deadline.map { $0.hasHour ? 1 : 0 } ?? 255 })
        default: nil
        }
    }

    private func history(_ name: String) -> ColumnDraft {
        switch name {
        case "dossier": return words(\.folder)
        case "avisLies": return words { joined($0.links) }
        case "appel": return .uint32(rows.map { UInt32($0.call) })
        case "rectificatifs": return .uint16(rows.map(\.corrections))
        case "cloture":
            return .labels(
                rows.map { $0.closing?.rawValue ?? .max },
                NoticeConsolidation.Closing.allCases.map(\.label))
        case "cloture_avis": return .uint32(rows.map { $0.closedBy.map { UInt32($0) } ?? .max })
        default:
            preconditionFailure("Column \(name) of notices has a definition and no values.")
        }
    }

    private func words(_ value: (Notice) -> String?) -> ColumnDraft {
        .values(Array(rows.indices), rows.map { value($0.notice) })
    }

    private func joined(_ words: [String]) -> String? {
        words.isEmpty ? nil : words.joined(separator: " ")
    }

    private func lots(_ notice: Notice) -> String {
        notice.lots.map { lot in
            [lot.number, lot.title].compactMap { $0 }.joined(separator: " : ")
        }.joined(separator: " ; ")
    }

    private func criteria(_ notice: Notice) -> String {
        notice.criteria.map { criterion in
            guard let weight = criterion.weightHundredths else { return criterion.name }
            let (whole, rest) = weight.quotientAndRemainder(dividingBy: 100)
            let decimals = rest == 0 ? "" : "," + (rest < 10 ? "0" : "") + String(rest)
            return "\(criterion.name) : \(whole)\(decimals)"
        }.joined(separator: " ; ")
    }

    private func address(_ notice: Notice) -> String {
        notice.address ?? "https://www.boamp.fr/pages/avis/?q=idweb:" + notice.id
    }
}
