import Columns
import Formats
import Procurement

extension DeclarationText {
    /// The text of a declaration, read again in its deposit; nil when it cannot be.
    ///
    /// Only what the regulation's schema names is taken: readers leave contacts out.
    static func read(_ row: Int, of tables: EditionTables, deposits: String) -> DeclarationText? {
        let table = tables.declarations
        guard let deposit = table["depot"]?.text(row), deposit.allSatisfy(\.isHexDigit),
            let member = table["membre"]?.integer(row),
            let offset = table["position"]?.integer(row),
            let length = table["longueur"]?.integer(row)
        else { return nil }
        // A deposit that is gone or damaged shows as unreadable, not as a broken page.
        let found = try? RecordLookup.draft(
            path: deposits + deposit, member: Int32(clamping: member),
            offset: UInt64(clamping: offset), length: UInt32(clamping: length))
        guard let draft = found else { return nil }
        return DeclarationText(draft) { id in
            tables.supplier(id).flatMap { tables.suppliers["titulaire_nom"]?.text($0) } != nil
        }
    }

    /// The regulation's names of fields that drafts name otherwise.
    private static let names: [DeclarationDraft.Field: String] = [
        .acheteurId: "acheteur.id", .acheteurNom: "acheteur.nom",
        .lieuCode: "lieuExecution.code", .lieuTypeCode: "lieuExecution.typeCode",
        .lieuNom: "lieuExecution.nom",
    ]

    /// The fields of a draft, as written.
    ///
    /// - Parameter isNamed: whether the edition shows the name of the supplier of this identifier;
    ///   a name it keeps back is kept back here too.
    init(_ draft: DeclarationDraft, isNamed: (String) -> Bool) {
        var fields: [(name: String, text: String)] = []
        func add(_ name: String, _ slice: DeclarationDraft.Slice) {
            guard slice.isPresent else { return }
            fields.append((name, String(draft.text(slice).prefix(2_000))))
        }
        for field in DeclarationDraft.Field.allCases {
            add(DeclarationText.names[field] ?? "\(field)", draft[field])
        }
        for list in DeclarationDraft.ListField.allCases {
            let items = draft[list].map { draft.text($0) }
            if !items.isEmpty { fields.append(("\(list)", items.joined(separator: ", "))) }
        }
        for (index, party) in draft.parties.enumerated() {
            add("titulaires[\(index + 1)].typeIdentifiant", party.typeIdentifiant)
            add("titulaires[\(index + 1)].id", party.id)
            if isNamed(draft.text(party.id)) {
                add("titulaires[\(index + 1)].denominationSociale", party.nom)
            }
        }
        for (index, change) in draft.modifications.enumerated() {
            let name = "modifications[\(index + 1)]."
            add(name + "id", change.id)
            add(name + "objetModification", change.objet)
            add(name + "dateNotificationModification", change.date)
            add(name + "datePublicationDonneesModification", change.datePublication)
            add(name + "montant", change.montant)
            add(name + "dureeMois", change.dureeMois)
        }
        for (index, act) in draft.acts.enumerated() {
            let name =
                (act.isChange ? "modificationsActesSousTraitance" : "actesSousTraitance")
                + "[\(index + 1)]."
            add(name + "id", act.id)
            add(name + "sousTraitant.id", act.party.id)
            add(name + "dateNotification", act.date)
            add(name + "montant", act.montant)
            add(name + "dureeMois", act.dureeMois)
            add(name + "variationPrix", act.variationPrix)
        }
        self.fields = fields
    }
}
