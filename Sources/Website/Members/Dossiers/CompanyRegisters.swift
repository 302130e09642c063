import Columns
import Procurement

/// Registers of companies that fill in what is known of a SIRET, so that nobody types it.
///
/// - Shape: fields of `DossierPart.identity` by key; the first register that knows a field gives it; what
///   none knows stays for the person to say.
enum CompanyRegisters {
    /// What a register knows of a SIRET; nil when it does not know it.
    typealias Lookup = @Sendable (Context, Siret) throws -> [String: String]?

    /// The one list, the surest first: a new register is added here.
    static let all: [Lookup] = [suppliers]

    /// What is known of a SIRET. A register that fails is passed over.
    static func card(_ siret: String, _ context: Context) -> [String: String] {
        // What is no SIRET has no card.
        guard let number = try? Siret(siret) else { return [:] }
        var card: [String: String] = [:]
        for lookup in all {
            // A register that is down must not keep anybody from their own dossier.
            guard let known = try? lookup(context, number) else { continue }
            card.merge(known.filter { !$0.value.isEmpty }) { former, _ in former }
        }
        return card
    }

    /// The suppliers of the edition: names of the newest declaration, places and sizes of SIRENE's lists
    /// where they were loaded.
    private static let suppliers: Lookup = { context, siret in
        guard let edition = context.edition,
            let row = edition.tables.supplier(siret.description)
        else { return nil }
        let table = edition.tables.suppliers
        func text(_ name: String) -> String? { table[name].flatMap { CellText.shown($0, row) } }
        var card: [String: String] = [:]
        card["nom"] = text("titulaire_nom")
        card["commune"] = text("titulaire_commune")
        card["activite"] = text("titulaire_naf")
        switch text("titulaire_taille") {
        case "PME": card["taille"] = "PME"
        case "ETI": card["taille"] = "ETI"
        case "GE": card["taille"] = "Grande entreprise"
        default: break
        }
        return card
    }
}
