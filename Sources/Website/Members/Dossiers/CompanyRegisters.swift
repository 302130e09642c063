import Columns
import Editions
import Procurement

/// Registers of companies that fill in what is known of a SIRET, so that nobody types it.
///
/// - Shape: fields of `DossierPart.identity` by key; the first register that knows a field gives it; what
///   none knows stays for the person to say.
enum CompanyRegisters {
    /// What registers know of a SIRET, each value with who gives it.
    struct Card: Sendable {
        /// A value, and its source as it ends « D’après ».
        struct Known: Sendable, Hashable {
            let value: String
            let source: String
        }

        /// By key of field.
        private(set) var known: [String: Known] = [:]
        /// What the person is told, calmly: a register that does not answer, a closed establishment.
        fileprivate(set) var notes: [String] = []

        /// The value of a field; empty when unknown.
        func value(_ field: String) -> String { known[field]?.value ?? "" }

        /// Values by field.
        var values: [String: String] { known.mapValues(\.value) }

        /// Whether a field is still unknown, of those that a register may know.
        fileprivate var lacksSomething: Bool {
            ["nom", "forme", "adresse", "code_postal", "commune", "activite", "taille"]
                .contains { known[$0] == nil }
        }

        fileprivate mutating func add(_ field: String, _ value: String?, from source: String) {
            guard let value, !value.isEmpty, known[field] == nil else { return }
            known[field] = Known(value: value, source: source)
        }
    }

    /// Adds what a register knows of a SIRET.
    typealias Lookup = @Sendable (Context, Siret, inout Card) throws -> Void

    /// The one list, the surest first: a new register is added here.
    static let all: [Lookup] = [lists, online, suppliers]

    /// What is known of a SIRET. A register that fails is passed over.
    static func card(_ siret: String, _ context: Context) -> Card {
        var card = Card()
        // What is no SIRET has no card.
        guard let number = try? Siret(siret) else { return card }
        for lookup in all {
            // A register that is down must not keep anybody from their own dossier.
            try? lookup(context, number, &card)
        }
        if card.known.isEmpty, card.notes.isEmpty {
            card.notes.append("Aucun registre de ce site ne connaît ce SIRET.")
        }
        return card
    }

    /// SIRENE's lists, where the operator added them.
    private static let lists: Lookup = { context, siret, card in
        let found = try ReferenceLists(folder: context.settings.folder).card(of: siret)
        let places = found.places.map(source) ?? ""
        let units = found.units.map(source) ?? places
        card.add("nom", found.name, from: units)
        card.add("forme", found.legalForm, from: units)
        card.add("adresse", found.address, from: places)
        card.add("code_postal", found.postalCode, from: places)
        card.add("commune", found.town, from: places)
        card.add("activite", found.activity, from: found.places == nil ? units : places)
        card.add("taille", found.size.flatMap(size), from: units)
        if found.isClosed {
            card.notes.append("D’après \(places), cet établissement est fermé.")
        }
    }

    private static func source(_ file: ReferenceFile) -> String {
        let day = Day(file.received).map { ", reçue le \(French.day($0))" } ?? ""
        return "SIRENE (liste «\u{202F}\(file.name)\u{202F}»\(day))"
    }

    /// The State's public search of companies, where the operator switched it on; asked only for what
    /// the lists do not say.
    private static let online: Lookup = { context, siret, card in
        guard card.lacksSomething, let desk = context.register else { return }
        let source = "l’annuaire public des entreprises, interrogé à l’instant"
        do throws(RegisterTrouble) {
            guard let company = try desk.company(siret) else { return }
            card.add("nom", company.name, from: source)
            card.add("forme", company.legalForm, from: source)
            card.add("adresse", company.address, from: source)
            card.add("code_postal", company.postalCode, from: source)
            card.add("commune", company.town, from: source)
            card.add("activite", company.activity, from: source)
            card.add("taille", company.category.flatMap(size), from: source)
            if company.isClosed {
                card.notes.append("D’après \(source), cet établissement est fermé.")
            }
        } catch {
            card.notes.append(error.what)
        }
    }

    /// The suppliers of the edition: names of the newest declaration, places and sizes of SIRENE's lists
    /// where they were loaded.
    private static let suppliers: Lookup = { context, siret, card in
        guard let edition = context.edition,
            let row = edition.tables.supplier(siret.description)
        else { return }
        let table = edition.tables.suppliers
        func add(_ field: String, _ column: String, _ told: (String) -> String? = { $0 }) {
            let text = table[column].flatMap { CellText.shown($0, row) }
            card.add(field, text.flatMap(told), from: "les marchés publiés de cette édition")
        }
        add("nom", "titulaire_nom")
        add("commune", "titulaire_commune")
        add("activite", "titulaire_naf")
        add("taille", "titulaire_taille", size)
    }

    /// A size of INSEE's as the dossier says it.
    private static func size(_ category: String) -> String? {
        switch category {
        case "PME", "ETI": category
        case "GE": "Grande entreprise"
        default: nil
        }
    }
}
