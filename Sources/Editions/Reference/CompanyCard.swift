public import Procurement

/// What SIRENE's lists say of an establishment and of its legal unit, for the company itself.
///
/// - Shape: nil where no list says it. Never the name of a natural person; nothing of a place that
///   SIRENE hides.
public struct CompanyCard: Hashable, Sendable {
    /// The name of a legal person.
    public internal(set) var name: String?
    /// What the legal category is called.
    public internal(set) var legalForm: String?
    /// Number, kind and name of the way, as SIRENE writes them.
    public internal(set) var address: String?
    public internal(set) var postalCode: String?
    public internal(set) var town: String?
    /// NAF rév. 2, as `43.91B`.
    public internal(set) var activity: String?
    /// `PME`, `ETI` or `GE`.
    public internal(set) var size: String?
    /// Whether the establishment is closed.
    public internal(set) var isClosed = false
    /// The list of establishments, then that of units, that say something.
    public internal(set) var places: ReferenceFile?
    public internal(set) var units: ReferenceFile?
    /// Whether a list was too long to be read to its end.
    public internal(set) var isPartial = false
}

extension ReferenceLists {
    /// What the lists of SIRENE say of one SIRET.
    ///
    /// - Parameter most: longest list read to its end, in bytes. A longer one is searched by halves,
    ///   which finds the company where the list is not compressed and is sorted, as INSEE publishes it.
    /// - Complexity: O(bytes of the shorter lists), O(log bytes) of the longer.
    public func card(of siret: Siret, inListsOfAtMost most: Int = 64 << 20) throws -> CompanyCard {
        var card = CompanyCard()
        var category = ""
        for file in files {
            switch file.kind {
            case .etablissements:
                try search(file, siret, most, &card) { list, form, card in
                    guard list.number(form.column("siret", "siretEtablissement")) == siret.number
                    else { return false }
                    Self.place(list, form, file, &card)
                    return true
                }
            case .unitesLegales, .taillesEntreprises:
                try search(file, siret, most, &card) { list, form, card in
                    category = Self.unit(list, form, file, &card) ?? category
                    return true
                }
            default: continue
            }
        }
        guard !category.isEmpty else { return card }
        let labels = try tables(sirens: [], sirets: [], of: [.naturesJuridiques])
        card.legalForm = labels.legalCategoryLabel(category) ?? LegalForm.label(of: category)
        return card
    }

    /// Gives the rows of the company to a body, which says whether each was the one looked for.
    ///
    /// - Parameter card: told when the list could not be searched to its end.
    func search(
        _ file: ReferenceFile, _ siret: Siret, _ most: Int, _ card: inout CompanyCard,
        _ body: (borrowing DelimitedFile, ReferenceRecogniser.Form, inout CompanyCard) -> Bool
    ) throws {
        let path = path(of: file)
        // Answers of INSEE's interface hold 1 000 companies at most: they are for editions.
        guard let form = try ReferenceRecogniser.form(of: path), form.separator != 0 else { return }
        let siren = siret.number / 100_000
        let key = form.column("siren", "SIREN", "siret", "siretEtablissement")
        guard key >= 0 else { return }
        let isUnit = form.header[key].lowercased() == "siren"
        let range = isUnit ? siren...siren : siren * 100_000...siren * 100_000 + 99_999
        var list = try DelimitedFile(path, separator: form.separator)
        if file.size > most {
            guard key == 0, list.isPlain else {
                card.isPartial = true
                return
            }
            try list.approach(range.lowerBound, size: file.size)
            var isFound = false
            while try list.next(), let value = list.number(0), value <= range.upperBound {
                if range.contains(value), body(list, form, &card) { isFound = true }
            }
            // A list that is not sorted may hold it elsewhere.
            if !isFound { card.isPartial = true }
            return
        }
        _ = try list.next()
        if key == 0 {
            while try list.next(among: { range.contains($0) }) { _ = body(list, form, &card) }
        } else {
            while try list.next() {
                if let value = list.number(key), range.contains(value) {
                    _ = body(list, form, &card)
                }
            }
        }
    }

    private static func place(
        _ list: borrowing DelimitedFile, _ form: ReferenceRecogniser.Form, _ file: ReferenceFile,
        _ card: inout CompanyCard
    ) {
        func cell(_ name: String) -> String? {
            let text = list.cell(form.column(name + "Etablissement"))
            return text.isEmpty || text.contains("[ND]") ? nil : text
        }
        let status = form.column("statutDiffusionEtablissement")
        card.places = file
        card.activity =
            RowReader.activity(
                cell("activitePrincipale") ?? "", cell("nomenclatureActivitePrincipale") ?? "")
            ?? card.activity
        card.isClosed = cell("etatAdministratif") == "F"
        guard status < 0 || list.cell(status) == "O" else { return }
        let way = [
            cell("numeroVoie"), cell("indiceRepetition"), cell("typeVoie"), cell("libelleVoie"),
        ].compactMap(\.self).joined(separator: " ")
        let lines = [cell("complementAdresse") ?? "", way].filter { !$0.isEmpty }
        if !lines.isEmpty { card.address = lines.joined(separator: ", ") }
        card.postalCode = cell("codePostal").map(fiveDigits) ?? card.postalCode
        card.town = cell("libelleCommune") ?? card.town
    }

    /// `1143` and `1143.0`, as programs write numbers, are 01143.
    private static func fiveDigits(_ text: String) -> String {
        let digits = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }

    /// Gives the legal category.
    private static func unit(
        _ list: borrowing DelimitedFile, _ form: ReferenceRecogniser.Form, _ file: ReferenceFile,
        _ card: inout CompanyCard
    ) -> String? {
        card.units = file
        let size = list.cell(form.column("categorieEntreprise"))
        if !size.isEmpty { card.size = size }
        let category = list.cell(form.column("categorieJuridiqueUniteLegale"))
        if card.activity == nil {
            card.activity = RowReader.activity(
                list.cell(form.column("activitePrincipaleUniteLegale")),
                list.cell(form.column("nomenclatureActivitePrincipaleUniteLegale")))
        }
        guard !category.isEmpty else { return nil }
        let status = form.column("statutDiffusionUniteLegale")
        let name = list.cell(form.column("denominationUniteLegale"))
        if !name.isEmpty, name != "[ND]", !LegalForm.isPerson(category),
            status < 0 || list.cell(status) == "O"
        {
            card.name = name
        }
        return category
    }
}
