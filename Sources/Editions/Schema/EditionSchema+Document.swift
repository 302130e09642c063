import Procurement

extension EditionSchema {
    /// The page of the documentation that lists every column: `docs/colonnes.md`.
    public static var document: String {
        var page = """
            # Colonnes d'une édition

            Chaque table est un fichier Arrow IPC de l'édition (`contracts.arrow`…), lisible tel quel par Polars, \
            pyarrow, R ou DuckDB. Les exports en CSV et JSON Lines portent les mêmes noms ; les montants y sont en euros et perdent \
            `_centimes`, les taux y sont décimaux, et chaque ligne finit par `edition` et `selection`. Nul veut dire inconnu, jamais « non ».

            Cette page est engendrée depuis le schéma ; un test vérifie qu'elle est à jour.

            """
        for table in tables {
            page += "\n## \(table.name)\n\n| Colonne | Type | Unité | Définition |\n"
            page += "| --- | --- | --- | --- |\n"
            for column in table.columns {
                page +=
                    "| `\(column.name)` | \(column.storage.written) | \(column.unit) | "
                    + "\(column.definition) |\n"
            }
        }
        return page
    }
}

extension ColumnDefinition.Storage {
    /// How Arrow names it.
    fileprivate var written: String {
        switch self {
        case .bool: "Bool"
        case .uint8: "UInt8"
        case .uint16: "UInt16"
        case .uint32: "UInt32"
        case .int32: "Int32"
        case .int64: "Int64"
        case .date: "Date32"
        case .text: "Utf8"
        case .dictionary: "Dictionary de Utf8"
        case .bits(let list):
            "UInt8, bits : "
                + list.labels.enumerated().map { "\(1 << $0.offset) = \($0.element)" }
                .joined(separator: ", ")
        }
    }
}
