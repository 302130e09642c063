import Procurement

extension EditionSchema {
    /// The page of the documentation that lists every column: `docs/colonnes.md`.
    public static var document: String {
        var page = """
            # Colonnes d'une édition

            Chaque table est un fichier Arrow IPC de l'édition (`contracts.arrow`…), lisible tel quel par Polars, \
            pyarrow, R ou DuckDB. Les exports en CSV et JSON Lines portent les mêmes noms\u{202F}; les montants y sont en euros et perdent \
            `_centimes`, les taux y sont décimaux, et chaque ligne finit par `edition` et `selection`. Nul veut dire inconnu, jamais «\u{202F}non\u{202F}».

            Cette page est engendrée depuis le schéma\u{202F}; un test vérifie qu'elle est à jour.

            """
        for table in tables { page += section(table) }
        page += """

            ## Tables des mots

            L'index des mots de l'édition (`words.index`) est un fichier binaire. `orcp export words --format arrow` et \
            `orcp export word_texts --format arrow` en font des tables pour les autres programmes, et `--format csv` pour ceux qui ne \
            lisent pas Arrow (lisez alors toute colonne comme du texte\u{202F}: `01` est un mot). Le SQL d'une sélection par mots les joint par \
            `cle`. Les mots sont ceux de l'objet, du nom de l'acheteur et des noms des titulaires, repliés\u{202F}: minuscules, sans accents, \
            `œ` en `oe`, coupés à tout ce qui n'est ni lettre ni chiffre et après 64 octets.

            """
        for table in WordTables.definitions { page += section(table) }
        return page
    }

    private static func section(_ table: TableDefinition) -> String {
        var text = "\n## \(table.name)\n\n| Colonne | Type | Unité | Définition |\n"
        text += "| --- | --- | --- | --- |\n"
        for column in table.columns {
            text +=
                "| `\(column.name)` | \(column.storage.written) | \(column.unit) | "
                + "\(column.definition) |\n"
        }
        return text
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
            "UInt8, bits\u{202F}: "
                + list.labels.enumerated().map { "\(1 << $0.offset) = \($0.element)" }
                .joined(separator: ", ")
        }
    }
}
