import Law
import Procurement
import Tools

/// One obligation of the guide, at a lasting address.
enum GuideObligationPage: Page {
    static let isTool = true
    static let path = "/guide/:obligation"
    static let isCacheable = false

    static func link(to id: String, _ items: [(String, String)] = []) -> Link {
        Link(["guide", id], query: items)
    }

    /// The label beside an obligation that is to be confirmed; nothing beside others.
    static func label(_ obligation: Obligation) -> HTML? {
        obligation.confidence.label.map { text -> HTML in
            "<span class=\"etiquette avertissement\">\(text)</span>"
        }
    }

    static func document(_ context: Context) throws -> Document {
        let name = context.argument("obligation")
        guard let obligation = context.law.obligation(named: name), obligation.id == name else {
            throw Problem.absent(
                "Aucune obligation ne s’appelle «\u{202F}\(Problem.shortened(name))\u{202F}».")
        }
        let query = GuideQuery(context)
        if let problem = query.problem { throw problem }
        var asked = query.asked
        asked.obligation = name
        guard let standing = asked.standings(context.law).first else {
            preconditionFailure("An obligation of the guide stands somehow in any case.")
        }
        var content: HTML = "<p class=\"chapo\">\(obligation.text) \(label(obligation))</p>\n"
        content += verdict(standing, asked)
        content += Blocks.sheet(
            ObligationText.facts(standing).filter { $0.term != "Ce qui est dû" }
                .map { (term: $0.term, note: nil, value: HTML(text: $0.text)) })
        content += rules(context, standing)
        content += letter(obligation, asked)
        content += neighbours(context, obligation)
        content += """
            <p class="petit">\(ToolAnswer.notice) Cette page a une adresse durable\u{202F}: \
            <code>\(link(to: name).address)</code>.</p>

            """
        return Document(
            title: obligation.title, summary: obligation.text, content: content, section: .outils,
            kind: "Guide des obligations, \(obligation.phase.label.lowercased())",
            trail: [
                ("Outils", ToolListPage.link), ("Guide des obligations", GuidePage.link()),
            ])
    }

    /// How it stands in the case of the address; nothing when it simply applies.
    private static func verdict(_ standing: ObligationStanding, _ asked: ObligationCase) -> HTML {
        let day = FrenchNumber.day(asked.day)
        let text: String
        switch standing.verdict {
        case .applies: return HTML()
        case .depends(let condition): text = "S’applique selon\u{202F}: \(condition)."
        case .otherBuyers:
            text = "La source nomme d’autres acheteurs que celui-ci\u{202F}; elle n’en dit rien."
        case .doesNotApply(let limit): text = "Ne s’applique pas à ce montant\u{202F}: \(limit)."
        case .notInForce(let when): text = "Pas en vigueur au \(day)\u{202F}: \(when)."
        }
        return "<p class=\"encart\">\(text)</p>\n"
    }

    /// The dated rules it rests on.
    private static func rules(_ context: Context, _ standing: ObligationStanding) -> HTML {
        guard !standing.values.isEmpty else { return HTML() }
        var html: HTML = "<h2>Ses règles, datées</h2>\n<ul class=\"liste\">\n"
        for value in standing.values {
            guard
                let family = context.law.families.first(where: { family in
                    family.rules.contains { $0.id == value.rule.id }
                })
            else { continue }
            html += """
                <li><a href="\(LawFamilyPage.link(to: family.id, value.rule.id))">\
                \(ObligationText.title(value.rule))</a></li>

                """
        }
        return html + "</ul>\n"
    }

    /// The model letter, as text to copy.
    private static func letter(_ obligation: Obligation, _ asked: ObligationCase) -> HTML {
        guard let letter = ObligationLetter.document(obligation, asked) else { return HTML() }
        return """
            <h2 id="lettre">Modèle de lettre</h2>
            <p>À copier et à compléter entre crochets. En fichier à modifier\u{202F}: \
            <a href="\(ToolPage.link(to: ObligationGuide().name))">l’outil du guide</a>, en choisissant cette \
            obligation.</p>
            <pre tabindex="0" role="region" aria-label="\(letter.title)">\(letter.plainText)</pre>

            """
    }

    private static func neighbours(_ context: Context, _ obligation: Obligation) -> HTML {
        let here = context.law.obligations.filter {
            $0.phase == obligation.phase && $0.id != obligation.id
        }
        var html: HTML = """
            <details><summary>Les autres obligations du même moment\u{202F}: \
            \(French.integer(here.count))</summary>
            <ul class="liste">

            """
        for other in here {
            html += "<li><a href=\"\(link(to: other.id))\">\(other.title)</a></li>\n"
        }
        return html + "</ul></details>\n"
    }
}
