import Columns
import Procurement

/// Renders conditions in DuckDB's dialect, over the tables of an edition.
///
/// Unknown is SQL's NULL, so that `AND`, `OR` and `NOT` follow the same logic as `Condition`.
/// Contracts are `c`, the award at hand `a`; texts are cast, since dictionaries may come as `ENUM`.
/// Words are semi-joins on the tables `words` and `word_texts`, made from the edition's word index.
struct SQLCondition {
    /// Whose columns are asked.
    enum Scope {
        /// Contracts.
        case facts
        /// The award at hand first, then its contract.
        case award
    }

    let scope: Scope
    /// The table whose row `anyAward` speaks of: awards themselves, or contracts.
    let population: Population

    /// Columns of `awards` that contracts lack.
    static let awardColumns: Set<String> = [
        "titulaire_typeIdentifiant", "titulaire_id", "titulaire_siren", "titulaire_nom",
        "titulaire_departement", "titulaire_region", "part_centimes", "part_initiale_centimes",
        "nouveau", "local", "local_region", "titulaire_taille", "titulaire_taille_annee",
        "titulaire_taille_choix", "titulaire_taille_liste", "titulaire_effectif",
        "titulaire_tranche_effectifs", "titulaire_effectif_annee", "titulaire_naf",
        "retour_24_mois", "retour_jours", "retour_suivi", "retour_poids",
    ]

    /// A column, qualified.
    static func column(_ name: String, in scope: Scope) -> String {
        let isOfAward = awardColumns.contains(name)
        return isOfAward && scope == .award ? "a.\(quoted(name))" : "c.\(quoted(name))"
    }

    private func column(_ name: String) -> String { Self.column(name, in: scope) }
    private func text(_ name: String) -> String { "CAST(\(column(name)) AS VARCHAR)" }

    /// A name between double quotes.
    static func quoted(_ name: String) -> String { "\"\(name)\"" }

    /// A text between single quotes.
    static func literal(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
    }

    /// The expression of a condition.
    func render(_ condition: Condition) -> String {
        switch condition {
        case .always: return "TRUE"
        case .isAny(let name, let values):
            return "\(text(name)) IN (\(values.map(Self.literal).joined(separator: ", ")))"
        case .isAnyNumber(let name, let values):
            return "CAST(\(column(name)) AS BIGINT) IN "
                + "(\(values.map(String.init).joined(separator: ", ")))"
        case .between(let name, let low, let high): return between(name, low, high)
        case .startsWith(let name, let prefixes):
            let tests = prefixes.map { "starts_with(\(text(name)), \(Self.literal($0)))" }
            return "(\(tests.joined(separator: " OR ")))"
        case .hasAnyBit(let name, let mask):
            return "(CAST(\(column(name)) AS INTEGER) & \(mask)) <> 0"
        case .hasNoBit(let name): return "\(column(name)) = 0"
        case .sameText(let left, let right): return "\(text(left)) = \(text(right))"
        case .isUnknown(let name): return "\(column(name)) IS NULL"
        case .isKnown(let name): return "\(column(name)) IS NOT NULL"
        case .words(let query): return words(query)
        case .anyAward(let inner): return anyAward(inner)
        case .all(let parts):
            return parts.isEmpty
                ? "TRUE" : "(\(parts.map(render).joined(separator: "\n        AND ")))"
        case .any(let parts):
            return parts.isEmpty ? "FALSE" : "(\(parts.map(render).joined(separator: " OR ")))"
        case .not(let inner): return "NOT (\(render(inner)))"
        }
    }

    private func between(_ name: String, _ low: Int64?, _ high: Int64?) -> String {
        func bound(_ value: Int64) -> String {
            name.hasPrefix("date")
                ? "DATE '\(Day(number: Int32(clamping: value)))'" : String(value)
        }
        var tests: [String] = []
        if let low { tests.append("\(column(name)) >= \(bound(low))") }
        if let high { tests.append("\(column(name)) <= \(bound(high))") }
        return tests.isEmpty
            ? "(CASE WHEN \(column(name)) IS NULL THEN NULL ELSE TRUE END)"
            : "(\(tests.joined(separator: " AND ")))"
    }

    private func anyAward(_ inner: Condition) -> String {
        let award = SQLCondition(scope: .award, population: population)
        let test = award.render(inner)
        if population == .awards { return test }
        let rows = "(SELECT 1 FROM awards AS a WHERE a.\"cle\" = c.\"cle\" AND "
        // True when one award meets it, unknown when none does but one is unknown, else false.
        return "(CASE WHEN EXISTS \(rows)(\(test))) THEN TRUE "
            + "WHEN EXISTS \(rows)(\(test)) IS NULL) THEN NULL ELSE FALSE END)"
    }

    /// Terms that the contract's words or folded texts hold, by its key.
    private func words(_ query: WordQuery) -> String {
        let terms = query.terms.map { term in
            switch term {
            case .word(let word):
                Self.key(in: "words", where: "CAST(\"mot\" AS VARCHAR) = \(Self.literal(word))")
            case .prefix(let prefix):
                Self.key(
                    in: "words",
                    where: "starts_with(CAST(\"mot\" AS VARCHAR), \(Self.literal(prefix)))")
            case .phrase(let words):
                // A text is its folded words separated by one space: a phrase is a piece of it.
                Self.key(
                    in: "word_texts",
                    where: "contains(' ' || \"mots\" || ' ', "
                        + "\(Self.literal(" " + words.joined(separator: " ") + " ")))")
            }
        }
        return "(\(terms.joined(separator: "\n        AND ")))"
    }

    private static func key(in table: String, where test: String) -> String {
        "c.\"cle\" IN (SELECT \"cle\" FROM \(table) WHERE \(test))"
    }
}
