import Columns
import Indicators
import Procurement

/// How values of keys are shown: a territory's name, a division's label, a buyer's name.
struct ValueLabels: Sendable {
    private let tables: EditionTables
    private let purchases: PurchaseLabels

    /// Labels from the facts that ship with the program, from an edition's own tables and from the
    /// list of CPV codes it was made with.
    init(_ tables: EditionTables, purchases: PurchaseLabels) {
        self.tables = tables
        self.purchases = purchases
    }

    /// The label of a value, or nil when the value says itself.
    ///
    /// - Complexity: O(log buyers or suppliers).
    @Sendable func label(_ key: SelectionKey, _ value: String) -> String? {
        guard value != SelectionKey.unknownValue else { return "Inconnu" }
        switch key.name {
        case "departement", "acheteur_departement", "titulaire_departement":
            return Territory.department(value).map { "\($0.name) (\($0.code))" }
        case "region", "acheteur_region", "titulaire_region":
            return Territory.region(value)?.name
        case "cpv":
            return purchases.label(value)
        case "acheteur_id":
            return tables.buyer(value).flatMap { named(tables.buyers["acheteur_nom"], $0) }
        case "titulaire_id":
            return tables.supplier(value).flatMap { named(tables.suppliers["titulaire_nom"], $0) }
        case "taille": return FirmText.category(value)
        case "effectif": return value + " salariés"
        case "constat":
            return value == SelectionKey.noRuleValue ? "Aucun" : FindingList.rule(value)?.title
        case "nouveau", "local", "local_region", "plafond", "subsequent", "concurrentielle",
            "offreUnique", "marcheInnovant", "pme":
            return value == "oui" ? "Oui" : value == "non" ? "Non" : nil
        case "mois":
            guard let month = Int(value), (1...12).contains(month) else { return nil }
            return FrenchNumber.month(month, year: 2000).split(separator: " ").first.map {
                String($0)
            }
        default:
            guard key.kind.isBitSet, value == SelectionKey.noneValue else { return nil }
            return "Aucune"
        }
    }

    private func named(_ column: Column?, _ row: Int) -> String? {
        guard let name = column?.text(row), !name.isEmpty else { return nil }
        return name
    }
}

extension SelectionKey.Kind {
    /// Whether values are labels of a bit set.
    var isBitSet: Bool { if case .bits = self { true } else { false } }
}
