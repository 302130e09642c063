/// Checks a document against the rules of its version.
///
/// - Shape: what is looked at is said in `docs/espd.md`; no fault found does not mean that a platform
///   takes the document, which may ask more.
/// - Source: UBL schemas for the order; ESPD-EDM's Schematron for rules named `BR-…`; the code lists
///   of 4.1.0 for codes.
public enum ESPDCheck {
    /// What is wrong, gravest first, in the order of the document.
    ///
    /// - Complexity: O(elements).
    public static func faults(_ document: ESPDDocument) -> [ESPDFault] {
        let markup = document.markup ?? ESPDWriter(version: document.version).markup(of: document)
        var faults: [ESPDFault] = []
        if document.version.family == .first {
            faults += first(document, markup.root)
        } else {
            faults += ESPDStructure.faults(markup.root)
            faults += head(document, markup.root)
            faults += criteria(document)
            faults += codes(document)
            faults += attributes(markup.root, document.version)
            if document.kind == .response {
                faults += response(document)
                faults += company(document)
                faults += answers(document)
                faults += completeness(document)
            }
        }
        return faults.filter { $0.severity == .error } + faults.filter { $0.severity == .warning }
    }

    static func fault(
        _ severity: ESPDFault.Severity, _ rule: String, _ place: String, _ message: String
    ) -> ESPDFault {
        ESPDFault(severity: severity, rule: rule, place: place, message: message)
    }

    private static func head(_ document: ESPDDocument, _ root: MarkupElement) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        func require(_ name: String, _ rule: String) {
            if root.text(name) == nil {
                faults.append(
                    fault(
                        .error, rule, String(root.local), "«\u{202F}\(name)\u{202F}» manque."))
            }
        }
        require("UBLVersionID", "BR-OTH-04-01")
        require("ID", "BR-OTH-04-03")
        require("UUID", "BR-OTH-04-04")
        require("ContractFolderID", "ABSENT")
        if document.version.family == .second {
            require("CustomizationID", "BR-OTH-04-02")
            require("QualificationApplicationTypeCode", "BR-OTH-04-05")
        } else {
            require("ProfileExecutionID", "PROFIL")
        }
        if document.criteria.isEmpty {
            faults.append(
                fault(.error, "BR-OTH-04-06", String(root.local), "Aucun critère n’est demandé."))
        }
        if !isDay(document.issueDay) {
            faults.append(
                fault(
                    .error, "DATE", "IssueDate",
                    "La date «\u{202F}\(document.issueDay)\u{202F}» n’est pas de la forme AAAA-MM-JJ."
                ))
        }
        return faults
    }

    /// Whether a text begins as `YYYY-MM-DD`, an offset may follow.
    static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let month = Int(text.dropFirst(5).prefix(2)),
            let day = Int(text.dropFirst(8).prefix(2)),
            Int(text.prefix(4)) != nil
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    private static func criteria(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        var seen: Set<String> = []
        for criterion in document.criteria {
            let name = criterion.frenchName
            for (part, text) in [
                ("identifiant", criterion.identifier), ("code", criterion.code),
                ("nom", criterion.name),
            ] where text.isEmpty {
                faults.append(fault(.error, "CRITERE", name, "Le critère n’a pas de \(part)."))
            }
            if criterion.entry == nil {
                faults.append(
                    fault(
                        .warning, "CRITERE-INCONNU", name,
                        "Le critère «\u{202F}\(criterion.identifier)\u{202F}» n’est pas de la "
                            + "taxonomie européenne."))
            }
            if criterion.groups.isEmpty, criterion.parts.isEmpty {
                faults.append(fault(.error, "CRITERE", name, "Le critère ne demande rien."))
            }
            criterion.forEachProperty { property in
                if property.identifier.isEmpty {
                    faults.append(fault(.error, "LIGNE", name, "Une ligne n’a pas d’identifiant."))
                } else if !seen.insert(property.identifier).inserted {
                    faults.append(
                        fault(
                            .error, "LIGNE", property.identifier,
                            "Deux lignes ont cet identifiant."))
                }
                if property.role == .question, property.typeCode.isEmpty || property.type == .none {
                    faults.append(
                        fault(
                            .error, "LIGNE", property.identifier,
                            "La question ne dit pas le type de sa réponse."))
                }
            }
        }
        return faults
    }

    private static func codes(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        let types =
            document.version.family == .fourth
            ? ESPDCodes.fourthTypes : ESPDCodes.fourthTypes.union(ESPDCodes.secondTypes)
        for criterion in document.criteria {
            if document.version.family != .second, let entry = criterion.entry,
                !entry.code.isEmpty, criterion.code != entry.code,
                document.version.family == .fourth
            {
                faults.append(
                    fault(
                        .error, "CODE", criterion.frenchName,
                        "Le code «\u{202F}\(criterion.code)\u{202F}» n’est pas de la liste «\u{202F}criterion\u{202F}»\u{202F}; "
                            + "«\u{202F}\(entry.code)\u{202F}» est attendu."))
            }
            criterion.forEachProperty { property in
                guard !property.typeCode.isEmpty, !types.contains(property.typeCode) else { return }
                faults.append(
                    fault(
                        .error, "CODE", property.identifier,
                        "Le type «\u{202F}\(property.typeCode)\u{202F}» n’est pas de la liste des types."
                    ))
            }
        }
        return faults
    }

    private static func company(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        let roles: Set<String> = ["group-mem", "oeron", "subcont", "sole-tenderer", "group-lead"]
        let sizes: Set<String> = ["micro", "small", "medium", "sme", "large"]
        for tenderer in document.tenderers {
            let party = tenderer.party
            func require(_ isThere: Bool, _ rule: String, _ what: String) {
                if !isThere {
                    faults.append(fault(.error, rule, "EconomicOperatorParty", "\(what) manque."))
                }
            }
            require(!tenderer.role.isEmpty, "BR-RESP-10-03", "Le rôle de l’entreprise")
            require(!party.identifiers.isEmpty, "BR-RESP-10-04", "L’identifiant de l’entreprise")
            require(!party.names.isEmpty, "BR-RESP-10-05", "Le nom de l’entreprise")
            require(!party.size.isEmpty, "BR-RESP-10-06", "La taille de l’entreprise")
            require(!party.country.isEmpty, "BR-RESP-10-07", "Le pays de l’entreprise")
            for (rule, code, list) in [
                ("CODE", tenderer.role, roles), ("CODE", party.size, sizes),
            ] where !code.isEmpty && !list.contains(code) {
                faults.append(
                    fault(
                        .error, rule, "EconomicOperatorParty",
                        "Le code «\u{202F}\(code)\u{202F}» n’est pas de sa liste."))
            }
            for person in party.representatives {
                for (rule, text, what) in [
                    ("BR-RESP-20-01", person.firstName, "Le prénom"),
                    ("BR-RESP-20-02", person.familyName, "Le nom"),
                    ("BR-RESP-20-03", person.country, "Le pays de résidence"),
                ] where text.isEmpty {
                    faults.append(
                        fault(
                            .warning, rule, "PowerOfAttorney",
                            "\(what) d’un représentant manque."))
                }
            }
        }
        return faults
    }
}
