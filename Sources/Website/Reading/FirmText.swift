import Columns

/// A firm's size, headcount and activity as people read them.
enum FirmText {
    /// `PME (petite ou moyenne entreprise)`; nil when the value says itself.
    static func category(_ value: String) -> String? {
        switch value {
        case "PME": "PME (petite ou moyenne)"
        case "ETI": "ETI (de taille intermédiaire)"
        case "GE": "GE (grande)"
        default: nil
        }
    }

    /// The rows of a supplier's sheet: what SIRENE's lists say last.
    static func sheet(_ suppliers: Table, _ row: Int) -> [(String, String?, HTML)] {
        func text(_ name: String) -> String? {
            suppliers[name].flatMap { CellText.shown($0, row) }
        }
        func dated(_ value: String?, _ year: String) -> String? {
            value.map { value in
                value + (text(year).map { ", en \($0)" } ?? ", d’une liste sans année")
            }
        }
        let size = text("titulaire_taille").map { category($0) ?? $0 }
        let staff = text("titulaire_effectif").map { $0 + " salariés" }
        return [
            (
                "Taille", "catégorie de l’INSEE, groupe compris, la dernière connue",
                Blocks.value(dated(size, "titulaire_taille_annee"))
            ),
            (
                "Effectif", "de l’unité légale seule",
                Blocks.value(dated(staff, "titulaire_effectif_annee"))
            ),
            (
                "Activité principale (NAF)", nil,
                text("titulaire_naf").map { "<code>\($0)</code>" as HTML } ?? Blocks.value(nil)
            ),
        ]
    }

    /// The size of an award's firm, at the contract's year or as near as is known.
    static func tag(_ awards: Table, _ row: Int) -> HTML {
        guard let size = awards["titulaire_taille"].flatMap({ CellText.shown($0, row) }) else {
            return " <span class=\"petit\">taille inconnue</span>"
        }
        let year = awards["titulaire_taille_annee"].flatMap { CellText.shown($0, row) }
        return """
             <span class="etiquette">\(size)</span> <span class="petit">\
            \(year.map { "en \($0)" } ?? "d’une liste sans année")</span>
            """
    }
}
