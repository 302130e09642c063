import Columns
public import Procurement

/// The documents made from the catalogues: `docs/selections.md` and `docs/indicators.md`.
public enum Documentation {
    /// The table of the keys of selections.
    public static func selections() -> String {
        var lines = [
            "# Selections", "",
            """
            A selection is written the same way in addresses, in the programming interface and in \
            `--where`: `annee=2021&departement=59&cpv=45&mots=toiture`. A repeated key means *or*; \
            different keys mean *and*. Keys marked **award** are all asked of one and the same \
            award. `=inconnu` asks for unknown; an empty value is ignored; an unknown key or a bad \
            value is refused. Keys marked **groups** can be given to `--by`. Amounts of facets are \
            sums of usable amounts, ceilings and concessions included.
            """, "",
            "This file is generated from the catalogue of keys; a test keeps it current.", "",
            "| Key | Label | Meaning | Expects | |", "| --- | --- | --- | --- | --- |",
        ]
        for key in SelectionKey.all {
            var marks: [String] = []
            if key.group != nil { marks.append("groups") }
            if key.isOfAwards { marks.append("award") }
            lines.append(
                "| `\(key.name)` | \(key.label) | \(key.definition) | \(key.expected) | "
                    + "\(marks.joined(separator: ", ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The cards of all indicators.
    public static func indicators(on day: Day) -> String {
        var lines = [
            "# Indicateurs", "",
            "Ce fichier est tiré du catalogue des indicateurs ; un essai vérifie qu'il est à jour."
                .typesetInFrench, "",
        ]
        for card in Indicator.all {
            lines += ["## \(card.code) \(card.title)", "", card.question, ""]
            lines.append("- Thème\(French.colon)\(card.theme.title)")
            lines.append("- Population\(French.colon)\(card.population)")
            lines.append("- Formule\(French.colon)\(card.formula)")
            if let amount = card.amount { lines.append("- Montant\(French.colon)\(amount)") }
            if let reason = card.unavailable {
                lines.append("- Sans objet\(French.colon)\(reason)")
            }
            let measures = card.measures(on: day).map { "\($0.title) (`\($0.name)`)" }
            lines.append(
                "- Mesures\(French.colon)\(measures.joined(separator: "\(French.semicolon)"))")
            lines.append(
                "- Sources\(French.colon)\(card.sources.joined(separator: French.semicolon))")
            lines.append("- Ce que cet indicateur ne dit pas\u{202F}:")
            lines += card.caveats.map { "  - \($0)" }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }
}
