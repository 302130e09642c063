/// Rules of answers, and of version 1.
extension ESPDCheck {
    /// What a response says at all, of one lot, and of the group that its company leads.
    static func response(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        let isAnswered = document.criteria.contains { criterion in
            criterion.properties.contains { !$0.answers.isEmpty }
        }
        if !isAnswered, document.orphans.isEmpty {
            faults.append(
                fault(
                    .error, "BR-OTH-04-07", "QualificationApplicationResponse",
                    "Aucune réponse n’est donnée."))
        }
        if document.version.family != .second, document.procedure.lots.count != 1 {
            faults.append(
                fault(
                    .error, "BR-LOT-10", "ProcurementProjectLot",
                    "Le document est à faire pour un lot\u{202F}; il en nomme "
                        + "\(document.procedure.lots.count)."))
        }
        guard document.tenderers.contains(where: { $0.role == "group-lead" }) else { return faults }
        if document.groupName.isEmpty {
            faults.append(
                fault(
                    .warning, "BR-LEAD-10-S10", "EconomicOperatorGroupName",
                    "Le nom du groupement manque."))
        }
        for (code, rule) in [
            ("eo-group", "BR-LAED-10"), ("relied", "BR-LEAD-10-S20"),
            ("subco-ent", "BR-LEAD-10-S30"),
        ] {
            for criterion in document.criteria where criterion.entry?.code == code {
                // Its first group asks; the next ones are about proofs.
                let lines = criterion.groups.first?.properties ?? []
                guard lines.allSatisfy({ $0.answers.isEmpty }) else { continue }
                faults.append(
                    fault(
                        .error, rule, criterion.frenchName,
                        "Le mandataire du groupement n’y répond pas."))
            }
        }
        return faults
    }

    static func answers(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        for orphan in document.orphans {
            faults.append(
                fault(
                    .error, "BR-TCR-01-02", orphan.question,
                    "Une réponse ne renvoie à aucune question du document."))
        }
        let proofs = Set(document.evidences.map(\.identifier))
        for criterion in document.criteria {
            criterion.forEachProperty { property in
                if property.answers.count > 1, document.version.family != .fourth {
                    faults.append(
                        fault(
                            .error, "BR-TCR-01-03", property.identifier,
                            "La question a \(property.answers.count) réponses, une seule est permise."
                        ))
                }
                for answer in property.answers {
                    faults += check(answer, property, proofs)
                }
            }
        }
        return faults
    }

    private static func check(
        _ answer: ESPDProperty.Answer, _ property: ESPDProperty, _ proofs: Set<String>
    ) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        if answer.values.isEmpty {
            faults.append(
                fault(.error, "BR-TCR-03", property.identifier, "La réponse est vide."))
        }
        if answer.values.count > 1 {
            faults.append(
                fault(
                    .error, "BR-TCR-04", property.identifier,
                    "La réponse a \(answer.values.count) valeurs, une seule est permise."))
        }
        for value in answer.values {
            if !fits(value, property.type) {
                faults.append(
                    fault(
                        .error, "BR-TCR-08", property.identifier,
                        "La réponse n’est pas du type demandé («\u{202F}\(property.typeCode)\u{202F}»)."
                    ))
            }
            if case .evidence(let names) = value {
                for name in names where !proofs.contains(name) {
                    faults.append(
                        fault(
                            .error, "BR-TCR-09", property.identifier,
                            "Le document «\u{202F}\(name)\u{202F}» n’est pas joint."))
                }
            }
        }
        return faults
    }

    /// Whether a value is of the type that a question wants.
    static func fits(_ value: ESPDValue, _ type: ESPDDataType) -> Bool {
        switch (type, value) {
        case (.indicator, .indicator), (.text, .text), (.amount, .amount),
            (.quantity, .quantity), (.integer, .quantity), (.year, .quantity),
            (.percentage, .percentage), (.percentage, .quantity), (.code, .code),
            (.country, .code), (.time, .time), (.identifier, .identifier), (.lot, .identifier),
            (.address, .address), (.evidence, .evidence), (.period, .period):
            true
        case (.date, .date(let day)): isDay(day)
        case (.other, _): true
        default: false
        }
    }

    /// Criteria that ask and are not answered at all, and groups that a yes or a no calls for.
    static func completeness(_ document: ESPDDocument) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        for criterion in document.criteria {
            let properties = criterion.properties.filter { $0.role == .question }
            if !properties.isEmpty, properties.allSatisfy({ $0.answers.isEmpty }) {
                let isGround = criterion.kind == .exclusion
                guard isGround || criterion.kind == .selection else { continue }
                faults.append(
                    fault(
                        isGround ? .error : .warning, isGround ? "BR-RESP-30" : "BR-RESP-40",
                        criterion.frenchName, "Le critère n’est pas répondu."))
            } else {
                for group in criterion.groups { faults += called(group) }
            }
        }
        return faults
    }

    private static func called(_ group: ESPDGroup) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        // Several, where a line of version 4 is answered several times.
        var indicators: Set<Bool> = []
        for property in group.properties where property.type == .indicator {
            for case .indicator(let isTrue) in property.answers.flatMap(\.values) {
                indicators.insert(isTrue)
            }
        }
        for inner in group.groups {
            let isCalled =
                (inner.condition == .onTrue && indicators.contains(true))
                || (inner.condition == .onFalse && indicators.contains(false))
            // What the indicator says not to answer is answered all the same.
            if inner.condition != .always, !indicators.isEmpty, !isCalled {
                let rule = inner.condition == .onTrue ? "BR-TCR-06-02" : "BR-TCR-07-02"
                for property in inner.properties where !property.answers.isEmpty {
                    let question = ESPDQuestion.french(property.description)
                    faults.append(
                        fault(
                            .error, rule, property.identifier,
                            "La réponse d’avant exclut celle-ci\u{202F}: «\u{202F}\(question)\u{202F}»."
                        ))
                }
            }
            if isCalled {
                for property in inner.properties
                where property.role == .question && property.answers.isEmpty {
                    faults.append(
                        fault(
                            .warning, inner.condition == .onTrue ? "BR-TCR-06" : "BR-TCR-07",
                            property.identifier,
                            "La réponse d’avant appelle celle-ci\u{202F}: "
                                + "«\u{202F}\(ESPDQuestion.french(property.description))\u{202F}».")
                    )
                }
            }
            faults += called(inner)
        }
        return faults
    }

    // MARK: Version 1

    static func first(_ document: ESPDDocument, _ root: MarkupElement) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        for name in ["ID", "IssueDate"] where root.text(name) == nil {
            faults.append(
                fault(.error, "ABSENT", String(root.local), "«\u{202F}\(name)\u{202F}» manque."))
        }
        if document.kind == .response, document.tenderers.isEmpty {
            faults.append(
                fault(.warning, "ABSENT", String(root.local), "L’entreprise n’est pas nommée."))
        }
        for criterion in document.criteria {
            let name = criterion.frenchName
            for (part, text) in [
                ("identifiant", criterion.identifier), ("code", criterion.code),
                ("nom", criterion.name), ("description", criterion.description),
            ] where text.isEmpty {
                faults.append(fault(.error, "CRITERE", name, "Le critère n’a pas de \(part)."))
            }
            if criterion.kind == .exclusion, criterion.legislation.isEmpty {
                faults.append(
                    fault(.warning, "CRITERE", name, "Le motif d’exclusion ne cite aucun texte."))
            }
            criterion.forEachProperty { property in
                if property.typeCode.isEmpty {
                    faults.append(
                        fault(
                            .error, "LIGNE", property.identifier,
                            "La question ne dit pas le type de sa réponse."))
                }
                if property.answers.count > 1 {
                    faults.append(
                        fault(
                            .error, "BR-TCR-01-03", property.identifier,
                            "La question a plusieurs réponses."))
                }
                for value in property.answers.flatMap(\.values)
                where !fits(value, property.type) && property.type != .none {
                    faults.append(
                        fault(
                            .warning, "BR-TCR-08", property.identifier,
                            "La réponse n’est pas du type demandé («\u{202F}\(property.typeCode)\u{202F}»)."
                        ))
                }
            }
        }
        return faults
    }
}
