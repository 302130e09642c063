import Procurement

/// Pieces that several pages show alike.
enum Blocks {
    /// A value or « inconnu ».
    static func value(_ text: String?) -> HTML {
        text.map { HTML(text: $0) } ?? "<span class=\"inconnu\">inconnu</span>"
    }

    /// An amount rounded for reading, the exact one in its title.
    static func amount(_ cents: Int64) -> HTML {
        "<span title=\"\(French.euros(cents: cents))\">\(French.roundedEuros(cents: cents))</span>"
    }

    /// Terms and what is said of them.
    static func sheet(_ items: [(term: String, note: String?, value: HTML)]) -> HTML {
        var html: HTML = "<dl class=\"fiche\">\n"
        for item in items {
            let note = item.note.map { note -> HTML in "<small>\(note)</small>" }
            html += "<div><dt>\(item.term)\(note)</dt><dd>\(item.value)</dd></div>\n"
        }
        html += "</dl>\n"
        return html
    }

    /// A figure with what it is, its small print and where it opens.
    static func figure(
        _ value: HTML, _ what: String, _ note: String, link: Link?, label: String
    ) -> HTML {
        let opening = link.map { link -> HTML in "<a href=\"\(link)\">\(label)</a>" }
        return """
            <li class="chiffre"><span class="quoi">\(what)</span>\
            <span class="valeur">\(value)</span><p class="petit">\(note)</p>\(opening)</li>

            """
    }

    /// Figures side by side.
    static func figures(_ figures: [HTML]) -> HTML {
        "<ul class=\"chiffres\">\n\(figures)</ul>\n"
    }

    /// A table whose first cell names the row.
    ///
    /// - Parameter numbers: columns of numbers, from 0.
    static func table(
        _ caption: String, heads: [String], rows: [[HTML]], numbers: Set<Int> = [],
        isCaptionHidden: Bool = false
    ) -> HTML {
        let hidden: HTML? = isCaptionHidden ? " class=\"lecteur\"" : nil
        // Two or three narrow columns fit a phone; more, or sentences, are piled up there.
        let words = heads.count - 1 - numbers.subtracting([0]).count
        let piled: HTML? =
            heads.count > 4 || words > 1 || (words == 1 && heads.count > 2)
            ? " class=\"pile\"" : nil
        var html: HTML = """
            <div class="cadre" tabindex="0" role="region" aria-label="\(caption)"><table\(piled)>
            <caption\(hidden)>\(caption)</caption>
            <thead><tr>
            """
        for (index, head) in heads.enumerated() {
            let side: HTML? = numbers.contains(index) ? " class=\"nombre\"" : nil
            html += "<th scope=\"col\"\(side)>\(head)</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in rows {
            html += "<tr>"
            for (index, cell) in row.enumerated() {
                let side: HTML? = numbers.contains(index) ? " class=\"nombre\"" : nil
                let name: HTML? = piled == nil ? nil : " data-nom=\"\(heads[index])\""
                html +=
                    index == 0
                    ? "<th scope=\"row\"\(side)>\(cell)</th>" : "<td\(side)\(name)>\(cell)</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody></table></div>\n"
        return html
    }

    /// The search box of the home page and of the problem pages.
    static func search(_ words: String = "") -> HTML {
        """
        <form class="chercher" role="search" action="\(ExplorerPage.link())" method="get">
        <label for="mots">Chercher dans les objets, les acheteurs et les titulaires</label>
        <input type="search" id="mots" name="mots" value="\(words)" placeholder="toiture école" \
        autocomplete="off">
        \(keptEdition)<button type="submit">Chercher</button>
        </form>

        """
    }

    /// What a form sent by GET must hold to keep the edition pinned by the address.
    static var keptEdition: HTML? {
        Link.pinned.map { "<input type=\"hidden\" name=\"edition\" value=\"\($0)\">\n" }
    }

    /// The count of contracts, in words.
    static func contracts(_ count: Int) -> String { French.count(count, "contrat") }

    /// The head of a column of facets' amounts, which leave nothing out.
    static let facetAmountHead = "Montant, plafonds et concessions compris"

    /// What the amounts of facets add up.
    static let facetAmountNote: HTML = """
        <p class="petit">Dans les listes par valeur, le montant est la somme des montants \
        utilisables de tous les contrats, plafonds d’accords-cadres et concessions compris. Le \
        montant affiché en tête les laisse de côté\u{202F}: un plafond n’est pas une dépense, et la \
        valeur d’une concession est celle que l’exploitant en attend.</p>

        """

    /// What a sum leaves out, in one sentence.
    static func sumNote(_ totals: Totals) -> String {
        var parts = ["hors plafonds d’accords-cadres"]
        if totals.ceilingCents > 0 {
            parts[0] += " (\(French.roundedEuros(cents: totals.ceilingCents)))"
        }
        parts.append("hors concessions")
        if totals.withoutAmount > 0 {
            parts.append(
                "\(Blocks.contracts(totals.withoutAmount)) sans montant utilisable")
        }
        return parts.joined(separator: "\u{202F}; ")
    }
}
