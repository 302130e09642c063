public import Columns

/// Names of buyers and suppliers by identifier, from the edition's own tables.
public struct PartyNames: Sendable {
    private let tables: [String: (identifiers: Column, names: Column)]

    /// Names from the tables `buyers` and `suppliers`, whose rows are in order of identifier.
    public init(buyers: Table, suppliers: Table) {
        var tables: [String: (identifiers: Column, names: Column)] = [:]
        for (table, key, name) in [
            (buyers, "acheteur_id", "acheteur_nom"), (suppliers, "titulaire_id", "titulaire_nom"),
        ] {
            if let identifiers = table[key], let names = table[name] {
                tables[key] = (identifiers, names)
            }
        }
        self.tables = tables
    }

    /// The name behind a value of a key that identifies a buyer or a supplier; nil for other keys, or
    /// when no name is known.
    ///
    /// - Complexity: O(log rows).
    public func name(_ key: SelectionKey, _ identifier: String) -> String? {
        guard let (identifiers, names) = tables[key.name], let texts = identifiers.texts else {
            return nil
        }
        let wanted = Array(identifier.utf8)
        var low = 0
        var high = identifiers.count
        while low < high {
            let middle = (low + high) / 2
            if texts.bytes(at: middle).lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < identifiers.count, texts.bytes(at: low).elementsEqual(wanted) else {
            return nil
        }
        return names.text(low)
    }
}
