import Law
import Procurement

/// The families of rules, and what changed lately.
enum LawListPage: Page {
    static let isTool = true
    static let path = "/droit"
    static let isCacheable = false
    static let link = Link(["droit"])

    static func document(_ context: Context) throws -> Document {
        var content: HTML = """
            <p class="chapo">Les règles de la commande publique, telles qu’elles étaient, sont et seront\u{202F}: \
            chaque valeur avec ses dates, son article, et ce qui reste à confirmer.</p>
            <ul class="cartes">

            """
        for family in context.law.families {
            content += """
                <li><a href="\(LawFamilyPage.link(to: family.id))">\(family.title)</a>\
                <p>\(family.about)</p></li>

                """
        }
        content += "</ul>\n<h2>Ce qui a changé depuis un an</h2>\n"
        let changes = context.law.changes(
            from: context.today.adding(months: -12), to: context.today)
        content += Blocks.table(
            "Changements depuis un an", heads: ["Depuis le", "Règle", "Avant", "Désormais"],
            rows: changes.map { change in
                [
                    HTML(text: FrenchNumber.day(change.day)),
                    "<a href=\"\(LawFamilyPage.link(to: change.family.id, change.rule.id))\">\(change.rule.title)</a>",
                    HTML(text: change.former.map { change.rule.phrase($0.value) } ?? "—"),
                    HTML(text: change.rule.phrase(change.fact.value)),
                ]
            }, isCaptionHidden: true)
        content += """
            <p><a href="\(LawFeed.link)">Suivre les changements (flux Atom)</a></p>
            <p class="petit">Information, pas conseil juridique. Une valeur «\u{202F}à confirmer\u{202F}» est \
            connue de mémoire et n’a pas encore été relue dans son article.</p>

            """
        return Document(
            title: "Le droit, règle par règle",
            summary: "Seuils, délais, taux et obligations de la commande publique, datés.",
            content: content, section: .outils, trail: [("Outils", ToolListPage.link)])
    }
}

/// A family of rules with their history.
enum LawFamilyPage: Page {
    static let isTool = true
    static let path = "/droit/:famille"
    static let isCacheable = false

    static func link(to family: String, _ rule: String? = nil) -> Link {
        Link(["droit", family], fragment: rule)
    }

    static func document(_ context: Context) throws -> Document {
        let name = context.argument("famille")
        guard let family = context.law.families.first(where: { $0.id == name }) else {
            throw Problem.absent(
                "Aucune famille de règles ne s’appelle «\u{202F}\(Problem.shortened(name))\u{202F}»."
            )
        }
        var content: HTML = "<p class=\"chapo\">\(family.about)</p>\n"
        for rule in family.rules { content += block(rule, context.today) }
        content += "<p class=\"petit\">Information, pas conseil juridique.</p>\n"
        return Document(
            title: family.title, summary: family.about, content: content, section: .outils,
            kind: "Le droit, règle par règle",
            trail: [("Outils", ToolListPage.link), ("Droit", LawListPage.link)])
    }

    private static func block(_ rule: LegalRule, _ today: Day) -> HTML {
        var html: HTML = "<section id=\"\(rule.id)\"><h2>\(rule.title)</h2>\n"
        if let ended = rule.ended {
            html += "<p class=\"petit\">Règle éteinte\u{202F}: \(ended)</p>\n"
        }
        if let test = rule.test, rule.unit != .rule {
            html +=
                "<p class=\"petit\">S’applique \(test.words.replacing("au plus", with: "jusqu’à"))\u{202F}:</p>\n"
        }
        if let timeline = timeline(rule, today) {
            html += "<div class=\"carte\">\(timeline.figure("frise-" + rule.id))</div>\n"
        }
        html += Blocks.table(
            rule.title, heads: ["Valeur", "Pour", "Depuis le", "Jusqu’au", "Article"],
            rows: rule.cases.flatMap { item in
                item.values.reversed().map { row(rule, item, $0, today) }
            }, isCaptionHidden: true)
        return html + "</section>\n"
    }

    private static func day(_ day: Day?) -> HTML {
        "<span class=\"serre\">\(day.map { FrenchNumber.day($0) } ?? "—")</span>"
    }

    private static func row(
        _ rule: LegalRule, _ item: LegalCase, _ fact: DatedFact, _ today: Day
    ) -> [HTML] {
        var value = HTML(text: rule.phrase(fact.value))
        if fact.isInForce(on: today) {
            value += " <span class=\"etiquette\">en vigueur</span>"
        }
        if let label = fact.confidence.label {
            value += " <span class=\"etiquette avertissement\">\(label)</span>"
        }
        var article = HTML(text: fact.article)
        if let note = fact.note { article += "<br><small class=\"petit\">\(note)</small>" }
        if let confirmation = fact.confirmation {
            article += """
                <br><small class="petit">Relu le \(FrenchNumber.day(confirmation.day))\u{202F}: \
                \(confirmation.source)</small>
                """
        }
        let scope = item.scope.french
        return [
            value, HTML(text: scope.isEmpty ? "tous" : scope),
            day(fact.from), day(fact.to), article,
        ]
    }

    /// The drawing of a rule whose numbers changed; nil for others.
    private static func timeline(_ rule: LegalRule, _ today: Day) -> Timeline? {
        let cases = rule.cases.filter { $0.values.contains { $0.number != nil } }
        guard cases.contains(where: { $0.values.count > 1 }),
            let first = Day(year: 2016, month: 1, day: 1),
            let last = Day(year: today.year + 1, month: 12, day: 31)
        else { return nil }
        let tracks = cases.map { item in
            (
                label: item.scope.french.isEmpty ? "Tous" : item.scope.french,
                spans: item.values.map {
                    Timeline.Span(
                        from: $0.from, to: $0.to,
                        text: $0.number?.french(decimals: rule.unit == .percent ? 2 : 0)
                            ?? rule.phrase($0.value))
                }
            )
        }
        let rows = cases.flatMap { item in
            item.values.map { fact in
                (
                    cells: [
                        FrenchNumber.day(fact.from ?? first), rule.phrase(fact.value),
                    ], link: Link?.none
                )
            }
        }
        return Timeline(
            title: "Depuis 2016", summary: "\(rule.title)\u{202F}: les valeurs successives.",
            heads: ["Depuis le", "Valeur"], range: first...last, tracks: tracks, rows: rows)
    }
}

/// What changed, for feed readers.
enum LawFeed: Resource {
    static let isTool = true
    static let path = "/droit/changements.atom"
    static let isCacheable = false
    static let link = Link(["droit", "changements.atom"])

    static func answer(_ context: Context) throws -> Answer {
        var base = context.settings.address
        while base.hasSuffix("/") { base.removeLast() }
        let changes = context.law.changes(
            from: context.today.adding(months: -36), to: context.today)
        let updated = changes.first?.day ?? context.today
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <title>\(escaped("Le droit de la commande publique\u{202F}: ce qui change"))</title>
            <id>\(escaped(base + link.address))</id>
            <updated>\(updated)T00:00:00Z</updated>
            <author><name>\(escaped(context.settings.name))</name></author>
            <link rel="self" href="\(escaped(base + link.address))"/>

            """
        for change in changes.prefix(100) {
            let address = base + LawFamilyPage.link(to: change.family.id, change.rule.id).address
            let former = change.former.map { change.rule.phrase($0.value) + " → " } ?? ""
            let scope = change.scope.french
            text += """
                <entry>
                <title>\(escaped(change.rule.title))</title>
                <id>\(escaped(base + "/droit/faits/" + change.fact.id))</id>
                <updated>\(change.day)T00:00:00Z</updated>
                <link href="\(escaped(address))"/>
                <summary>\(escaped(former + change.rule.phrase(change.fact.value)
                    + (scope.isEmpty ? "" : " (" + scope + ")") + ". " + change.fact.article))</summary>
                </entry>

                """
        }
        return Answer(
            type: "application/atom+xml; charset=utf-8",
            body: .bytes(Array((text + "</feed>\n").utf8)))
    }

    /// Atom takes the same five entities as HTML.
    private static func escaped(_ text: String) -> String { HTML(text: text).text }
}
