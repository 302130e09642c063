import Formats

/// Documents told in French, and as JSON.
enum EspdText {
    /// What the document is, in one line.
    static func head(_ document: ESPDDocument) -> String {
        let what = document.kind == .request ? "Demande de DUME" : "Réponse DUME (ESPD)"
        return "\(what), version \(document.version.text)\u{202F}: "
            + "\(document.criteria.count) critères, \(document.answerCount) réponses."
    }

    /// How many faults, of which errors.
    static func count(_ faults: [ESPDFault]) -> String {
        let errors = faults.filter { $0.severity == .error }.count
        return "\(errors) erreurs, \(faults.count - errors) remarques."
    }

    /// The document, criterion by criterion.
    static func whole(_ document: ESPDDocument) -> String {
        var lines = [head(document)]
        func add(_ label: String, _ text: String) {
            if !text.isEmpty { lines.append("\(label)\u{202F}: \(text)") }
        }
        add("Acheteur", document.buyer.names.joined(separator: ", "))
        add("Procédure", document.procedure.number)
        add("Objet", document.procedure.title)
        add("", document.procedure.description)
        add("Lots", document.procedure.lots.joined(separator: ", "))
        for tenderer in document.tenderers {
            add("Entreprise", tenderer.party.names.joined(separator: ", "))
            add("Identifiants", tenderer.party.identifiers.map(\.value).joined(separator: ", "))
        }
        let outline = ESPDOutline(document)
        for (kind, title) in [
            (ESPDCriterion.Kind.exclusion, "Motifs d’exclusion"),
            (.selection, "Critères de sélection"), (.other, "Informations sur l’entreprise"),
        ] {
            let items = outline.items(of: kind)
            guard !items.isEmpty else { continue }
            lines += ["", "\(title) (\(items.count))"]
            for item in items {
                lines.append("- \(item.name)")
                if document.kind == .request { lines.append("    \(item.asks)") }
                lines += item.requirements.filter { !$0.value.isEmpty }.map {
                    "    exigé — \($0.label)\u{202F}: \($0.value)"
                }
                guard document.kind == .response else { continue }
                lines += item.questions.filter { !$0.value.isEmpty }.map {
                    "    \($0.label)\u{202F}: \($0.value)"
                }
                if !item.isAnswered { lines.append("    (sans réponse)") }
            }
        }
        return lines.joined(separator: "\n")
    }

    private struct Line: Encodable { let libelle, valeur: String }

    private struct Item: Encodable {
        let genre, code, nom, demande: String
        let texte: String
        let exigences, questions: [Line]
    }

    private struct Party: Encodable {
        let nom: String
        let identifiants: [String]
        let pays, taille, role: String
    }

    private struct Sheet: Encodable {
        let genre, version, numero, uuid, jour: String
        let acheteur: Party
        let procedure, objet: String
        let lots: [String]
        let entreprises: [Party]
        let reponses, preuves: Int
        let criteres: [Item]
    }

    /// The document as JSON.
    static func json(_ document: ESPDDocument) throws -> String {
        func party(_ party: ESPDParty, _ role: String) -> Party {
            Party(
                nom: party.names.joined(separator: ", "),
                identifiants: party.identifiers.map(\.value), pays: party.country,
                taille: party.size, role: role)
        }
        let items = ESPDOutline(document).items.map { item in
            Item(
                genre: item.kind.rawValue, code: item.code, nom: item.name, demande: item.asks,
                texte: item.law,
                exigences: item.requirements.map { Line(libelle: $0.label, valeur: $0.value) },
                questions: item.questions.map { Line(libelle: $0.label, valeur: $0.value) })
        }
        return try JSONOutput.line(
            Sheet(
                genre: document.kind.rawValue, version: document.version.text,
                numero: document.identifier, uuid: document.uuid, jour: document.issueDay,
                acheteur: party(document.buyer, ""), procedure: document.procedure.number,
                objet: document.procedure.title, lots: document.procedure.lots,
                entreprises: document.tenderers.map { party($0.party, $0.role) },
                reponses: document.answerCount, preuves: document.evidences.count,
                criteres: items))
    }
}
