import Columns
import Procurement

/// A value of a column, as a reader sees it and as an export writes it.
enum CellText {
    /// For a page: `1 234,56 €`, `3 juillet 2024`, `Oui`; nil when unknown.
    static func shown(_ column: Column, _ row: Int) -> String? {
        guard column.isKnown(row) else { return nil }
        if case .text = column.type { return filled(column.text(row)) }
        if case .dictionary = column.type { return filled(column.text(row)) }
        guard let value = column.integer(row) else { return nil }
        switch column.type {
        case .bool: return value == 1 ? "Oui" : "Non"
        case .date: return French.day(Day(number: Int32(clamping: value)))
        default: break
        }
        let legend = column.legend
        if !legend.isEmpty {
            let labels = labels(value, legend)
            return labels.isEmpty ? "Aucune" : labels.joined(separator: ", ")
        }
        switch column.metadata["unit"] ?? "" {
        case "centimes": return French.euros(cents: value)
        case "dix-millièmes": return French.fixed(value, decimals: 2) + French.narrowSpace + "%"
        case "mois": return French.integer(value) + French.noBreakSpace + "mois"
        case "jours": return French.integer(value) + French.noBreakSpace + "jours"
        default: return column.name.hasSuffix("annee") ? String(value) : French.integer(value)
        }
    }

    /// For a file: euros with two decimals, `yyyy-mm-dd`, `true`; nil when unknown.
    static func exported(_ column: Column, _ row: Int) -> JSON {
        guard column.isKnown(row) else { return .null }
        switch column.type {
        case .text, .dictionary: return .text(column.text(row))
        case .bool: return .bool(column.integer(row) == 1)
        case .date:
            return column.integer(row).map {
                .text(Day(number: Int32(clamping: $0)).description)
            } ?? .null
        default: break
        }
        guard let value = column.integer(row) else { return .null }
        let legend = column.legend
        if !legend.isEmpty { return .list(labels(value, legend).map { .text($0) }) }
        switch column.metadata["unit"] ?? "" {
        case "centimes": return .euros(cents: value)
        case "dix-millièmes": return .tenThousandths(value)
        default: return .integer(value)
        }
    }

    /// The name of a column in exports, where amounts are in euros.
    static func exportedName(_ name: String) -> String {
        name.hasSuffix("_centimes") ? String(name.dropLast("_centimes".count)) : name
    }

    private static func filled(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return text
    }

    private static func labels(_ bits: Int64, _ legend: [String]) -> [String] {
        legend.indices.filter { bits & (1 << Int64($0)) != 0 }.map { legend[$0] }
    }
}
