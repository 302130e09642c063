import Foundation
import Procurement

/// Fills drafts from JSON objects, for tests only: the simplest reading of both vintages.
struct DraftFromJSON {
    var draft = DeclarationDraft()

    /// A draft of a JSON text.
    static func draft(_ json: String) throws -> DeclarationDraft {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return draft(value as? [String: Any] ?? [:])
    }

    /// A draft of a record.
    static func draft(_ record: [String: Any], place: DeclarationDraft.Place = .unknown)
        -> DeclarationDraft
    {
        var filler = DraftFromJSON()
        filler.draft.place = place
        filler.fill(record)
        return filler.draft
    }

    private mutating func slice(_ value: Any?) -> DeclarationDraft.Slice {
        guard let value else { return .absent }
        if value is NSNull { return .init(start: 0, length: 0, writing: .null) }
        if let number = value as? NSNumber {
            if String(cString: number.objCType) == "c" {
                return .init(start: 0, length: 0, writing: number.boolValue ? .yes : .no)
            }
            return keep("\(number)", .number)
        }
        if let text = value as? String { return keep(text, .text) }
        return keep("{}", .nested)
    }

    private mutating func keep(
        _ text: String, _ writing: DeclarationDraft.Writing
    ) -> DeclarationDraft.Slice {
        let start = UInt32(draft.bytes.count)
        draft.bytes.append(contentsOf: text.utf8)
        return .init(
            start: start, length: UInt32(draft.bytes.count) - start, writing: writing)
    }

    private mutating func fill(_ record: [String: Any]) {
        let names: [(DeclarationDraft.Field, String)] = [
            (.id, "id"), (.nature, "nature"), (.objet, "objet"), (.codeCPV, "codeCPV"),
            (.procedure, "procedure"), (.dureeMois, "dureeMois"),
            (.dateNotification, "dateNotification"),
            (.datePublicationDonnees, "datePublicationDonnees"), (.montant, "montant"),
            (.formePrix, "formePrix"), (.idAccordCadre, "idAccordCadre"),
            (.marcheInnovant, "marcheInnovant"), (.ccag, "ccag"),
            (.offresRecues, "offresRecues"), (.attributionAvance, "attributionAvance"),
            (.tauxAvance, "tauxAvance"), (.typeGroupementOperateurs, "typeGroupementOperateurs"),
            (.sousTraitanceDeclaree, "sousTraitanceDeclaree"), (.origineUE, "origineUE"),
            (.origineFrance, "origineFrance"), (.dateSignature, "dateSignature"),
            (.dateDebutExecution, "dateDebutExecution"), (.valeurGlobale, "valeurGlobale"),
            (.montantSubventionPublique, "montantSubventionPublique"), (.declaredKind, "_type"),
        ]
        for (field, name) in names { draft[field] = slice(record[name]) }
        let buyer = (record["acheteur"] ?? record["autoriteConcedante"]) as? [String: Any]
        draft[.acheteurId] = slice(buyer?["id"])
        draft[.acheteurNom] = slice(buyer?["nom"])
        let place = record["lieuExecution"] as? [String: Any]
        draft[.lieuCode] = slice(place?["code"])
        draft[.lieuTypeCode] = slice(place?["typeCode"])
        draft[.lieuNom] = slice(place?["nom"])
        list(.techniques, record["techniques"], "technique")
        list(.modalitesExecution, record["modalitesExecution"], "modaliteExecution")
        list(.typesPrix, record["typesPrix"], "typePrix")
        list(.considerationsSociales, record["considerationsSociales"], "considerationSociale")
        list(
            .considerationsEnvironnementales, record["considerationsEnvironnementales"],
            "considerationEnvironnementale")
        draft.parties = parties(record["titulaires"] ?? record["concessionnaires"])
        fillModifications(record)
        fillActs(record)
    }

    private func objects(_ value: Any?, _ inner: String) -> [[String: Any]] {
        if let list = value as? [Any] { return list.flatMap { objects($0, inner) } }
        guard let object = value as? [String: Any] else { return [] }
        if let nested = object[inner] { return objects(nested, inner) }
        return object.isEmpty ? [] : [object]
    }

    private mutating func parties(_ value: Any?) -> [DeclarationDraft.Party] {
        var found: [DeclarationDraft.Party] = []
        for object in objects(value, "titulaire").flatMap({ objects($0, "concessionnaire") }) {
            var party = DeclarationDraft.Party()
            party.id = slice(object["id"])
            party.typeIdentifiant = slice(object["typeIdentifiant"])
            party.nom = slice(object["denominationSociale"])
            found.append(party)
        }
        return found
    }

    private mutating func list(
        _ field: DeclarationDraft.ListField, _ value: Any?, _ inner: String
    ) {
        guard let value else { return }
        let items = (value as? [String: Any])?[inner] ?? value
        let start = draft.listItems.count
        for item in items as? [Any] ?? [items] { draft.listItems.append(slice(item)) }
        draft.lists[Int(field.rawValue)] = (.filled, start..<draft.listItems.count)
    }

    private mutating func fillModifications(_ record: [String: Any]) {
        for object in objects(record["modifications"], "modification") {
            var modification = DeclarationDraft.Modification()
            modification.id = slice(object["id"])
            modification.objet = slice(object["objetModification"])
            modification.date = slice(
                object["dateNotificationModification"] ?? object["dateSignatureModification"])
            modification.datePublication = slice(object["datePublicationDonneesModification"])
            modification.montant = slice(object["montant"])
            modification.dureeMois = slice(object["dureeMois"])
            if let new = object["titulaires"] {
                let start = draft.modificationParties.count
                draft.modificationParties += parties(new)
                modification.parties = start..<draft.modificationParties.count
            }
            draft.modifications.append(modification)
        }
    }

    private mutating func fillActs(_ record: [String: Any]) {
        let acts = objects(record["actesSousTraitance"], "acteSousTraitance").map { ($0, false) }
        let changes = objects(
            record["modificationsActesSousTraitance"], "modificationActeSousTraitance")
        for (object, isChange) in acts + changes.map({ ($0, true) }) {
            var act = DeclarationDraft.Act()
            act.isChange = isChange
            act.id = slice(object["id"])
            let party = object["sousTraitant"] as? [String: Any]
            act.party.id = slice(party?["id"])
            act.party.typeIdentifiant = slice(party?["typeIdentifiant"])
            act.date = slice(
                object["dateNotification"] ?? object["dateNotificationModificationSousTraitance"])
            act.datePublication = slice(object["datePublicationDonnees"])
            act.montant = slice(object["montant"])
            act.dureeMois = slice(object["dureeMois"])
            act.variationPrix = slice(object["variationPrix"])
            draft.acts.append(act)
        }
    }
}
