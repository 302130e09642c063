import Procurement

extension EssentialContract {
    /// The contract as an object of the regulation's format.
    ///
    /// - Shape: schema 2.0.4, `marche`; no member beyond the schema's.
    /// - Throws: `ToolRefusal` for a cell that the format makes necessary or that contradicts another.
    func json() throws(ToolRefusal) -> String {
        typealias Fields = EssentialDataFields
        let suppliers = try row.required(Fields.suppliers).identifiers
        var members: [(String, String)] = [
            ("id", text(id)), ("acheteur", "{\"id\":\(text(buyer))}"),
            ("nature", text(row.optional(Fields.nature) ?? "Marché")), ("objet", text(object)),
            ("codeCPV", text(try row.required(Fields.code))),
            (
                "techniques",
                list("technique", row.optional(Fields.techniques) ?? ["Sans objet"])
            ),
            (
                "modalitesExecution",
                list("modaliteExecution", row.optional(Fields.performance) ?? ["Sans objet"])
            ),
        ]
        if let framework = row.optional(Fields.framework) {
            members.append(("idAccordCadre", text(framework)))
        }
        members.append(("marcheInnovant", flag(try row.required(Fields.isInnovative))))
        members.append(("ccag", text(try row.required(Fields.generalTerms))))
        members.append(("offresRecues", String(try row.required(Fields.tenders))))
        members += try advance()
        members.append(
            ("typeGroupementOperateurs", text(try group(count: suppliers.count))))
        members.append(("sousTraitanceDeclaree", flag(try row.required(Fields.isSubcontracted))))
        members.append(("procedure", text(try row.required(Fields.procedure))))
        members.append(("lieuExecution", try place()))
        members.append(("dureeMois", String(try row.required(Fields.months))))
        members.append(("dateNotification", text(notified.description)))
        members.append(("datePublicationDonnees", text(published.description)))
        members.append(("montant", amount.description))
        members.append(("typesPrix", list("typePrix", try row.required(Fields.priceTypes))))
        members.append(("formePrix", text(try row.required(Fields.priceForm))))
        members += try origins()
        let winners = suppliers.map {
            "{\"titulaire\":{\"typeIdentifiant\":\(text($0.type)),\"id\":\(text($0.id))}}"
        }
        members.append(("titulaires", "[\(winners.joined(separator: ","))]"))
        members.append(
            (
                "considerationsSociales",
                list("considerationSociale", try row.required(Fields.social))
            ))
        members.append(
            (
                "considerationsEnvironnementales",
                list("considerationEnvironnementale", try row.required(Fields.environmental))
            ))
        return "{" + members.map { "\(text($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private func advance() throws(ToolRefusal) -> [(String, String)] {
        typealias Fields = EssentialDataFields
        let hasAdvance = try row.required(Fields.hasAdvance)
        let rate = row.optional(Fields.advance)
        if hasAdvance {
            let rate = try row.required(Fields.advance)
            guard rate.tenThousandths > 0 else {
                throw row.contradiction(
                    Fields.advance, because: "une avance est accordée, son taux n’est pas nul")
            }
            return [("attributionAvance", "true"), ("tauxAvance", rate.json)]
        }
        guard (rate?.tenThousandths ?? 0) == 0 else {
            throw row.contradiction(
                Fields.advance, because: "aucune avance n’est accordée\u{202F}; laissez vide")
        }
        return [("attributionAvance", "false")]
    }

    private func group(count: Int) throws(ToolRefusal) -> String {
        typealias Fields = EssentialDataFields
        if count == 1, row.optional(Fields.group) == nil { return "Pas de groupement" }
        return try row.required(Fields.group)
    }

    private func place() throws(ToolRefusal) -> String {
        typealias Fields = EssentialDataFields
        let code = try row.required(Fields.place).uppercased()
        let type = try row.required(Fields.placeType)
        let length: ClosedRange<Int> =
            switch type {
            case "Code postal", "Code commune": 5...5
            case "Code département": 2...3
            case "Code région", "Code pays": 2...2
            default: 2...6
            }
        guard length.contains(code.count), code.utf8.allSatisfy({ $0 > 0x2F && $0 < 0x5B }) else {
            throw row.contradiction(Fields.place, because: "ce n’est pas un \(type.lowercased())")
        }
        return "{\"code\":\(text(code)),\"typeCode\":\(text(type))}"
    }

    private func origins() throws(ToolRefusal) -> [(String, String)] {
        typealias Fields = EssentialDataFields
        let european = row.optional(Fields.europeanShare)
        let french = row.optional(Fields.frenchShare)
        if let french, let european, french.tenThousandths > european.tenThousandths {
            throw row.contradiction(
                Fields.frenchShare, because: "la part française dépasse la part européenne")
        }
        return [("origineUE", european), ("origineFrance", french)].compactMap { name, share in
            share.map { (name, $0.json) }
        }
    }

    private func text(_ text: String) -> String { JSONText.string(text) }

    private func flag(_ flag: Bool) -> String { flag ? "true" : "false" }

    private func list(_ name: String, _ labels: [String]) -> String {
        "{\(text(name)):[\(labels.map { text($0) }.joined(separator: ","))]}"
    }
}
