import Procurement

/// The frame of every page: header, navigation, banners, footer with the source line.
struct Layout: Sendable {
    /// What is the same on every page of a site.
    struct Site: Sendable {
        var name: String
        var isUnconfigured: Bool
        var isDemonstration: Bool
        var hasLogo = false
        /// Address of the style sheet of the operator's colours.
        var coloursAddress: String
        /// Whether only the tools are served.
        var isToolsOnly = false
        /// Whether the community's pages are served.
        var hasCommunity = false
        /// Who is signed in, on pages that know.
        var visitorName: String?
    }

    /// What every page says of the edition it shows.
    struct SourceLine: Sendable {
        var edition: String
        var day: Day?
        var producers: [String]
        var licence: String
        /// Whether the edition's sources are the invented sample.
        var isInvented: Bool
        /// Whether the address pins this edition rather than the current one.
        var isPinned: Bool
    }

    let site: Site
    /// Nil when no edition could be opened.
    let source: SourceLine?

    /// A whole page.
    func page(_ document: Document) -> [UInt8] {
        var html = HTML(capacity: document.content.bytes.count + 8_000)
        html += head(document)
        html += "<body>\n<a class=\"evitement\" href=\"#contenu\">Aller au contenu</a>\n"
        html += header(document)
        html += "<main id=\"contenu\" tabindex=\"-1\">\n"
        if let trail = trail(document) { html += trail }
        if let kind = document.kind { html += "<p class=\"surtitre\">\(kind)</p>\n" }
        let hidden: HTML = document.isHeadingHidden ? " class=\"lecteur\"" : ""
        html += "<h1\(hidden)>\(document.title)</h1>\n"
        html += document.content
        html += "\n</main>\n"
        html += footer
        html += "</body>\n</html>\n"
        return html.bytes
    }

    private func head(_ document: Document) -> HTML {
        let robots: HTML? =
            document.isHiddenFromSearch
            ? "<meta name=\"robots\" content=\"noindex\">\n" : nil
        return """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(document.title) — \(site.name)</title>
            <meta name="description" content="\(document.summary)">
            \(robots)<link rel="stylesheet" href="\(Assets.style.address)">
            <link rel="stylesheet" href="\(site.coloursAddress)">
            <link rel="icon" href="\(Assets.icon.address)" type="image/svg+xml">
            <script src="\(Assets.script.address)" defer></script>
            \(document.head)</head>

            """
    }

    private func header(_ document: Document) -> HTML {
        var entries: [HTML] = []
        for section in Section.allCases
        where site.isToolsOnly ? section == .outils : site.hasCommunity || !section.isCommunity {
            let current: HTML? =
                section == document.section ? " aria-current=\"true\"" : nil
            entries.append("<li><a href=\"\(section.link)\"\(current)>\(section.label)</a></li>\n")
        }
        let unofficial: HTML? =
            site.isUnconfigured ? "<span class=\"mention\">Site non officiel</span>" : nil
        let logo: HTML? =
            site.hasLogo ? "<img class=\"logo\" src=\"/logo\" alt=\"\" height=\"40\">" : nil
        return """
            <header class="entete">
            <div class="bandeau"><a class="nom" href="\(site.isToolsOnly ? ToolListPage.link : HomePage.link)">\(logo)\(site.name)</a>\
            \(unofficial)\(account)</div>
            \(inventedBanner)\(pinnedBanner)<nav aria-label="Navigation principale"><ul>
            \(entries)</ul></nav>
            </header>

            """
    }

    private var account: HTML? {
        guard site.hasCommunity else { return nil }
        return """
            <a class="compte" href="\(AccountPage.link)">\(site.visitorName ?? "Espace membres")</a>
            """
    }

    private var inventedBanner: HTML? {
        guard source?.isInvented ?? site.isDemonstration else { return nil }
        return """
            <p class="invente"><strong>Données inventées</strong> pour la démonstration\u{202F}: \
            aucun acheteur, aucune entreprise ni aucun montant n’est réel.</p>

            """
    }

    private var pinnedBanner: HTML? {
        guard let source, source.isPinned else { return nil }
        return """
            <p class="epingle">Vous lisez l’édition <strong>\(source.edition)</strong>, fixée par \
            l’adresse\u{202F}; les liens de cette page la gardent. <a href="\(HomePage.link.free)">Lire \
            l’édition courante</a> ou <a href="\(EditionListPage.link.free)">voir toutes les \
            éditions</a>.</p>

            """
    }

    private func trail(_ document: Document) -> HTML? {
        guard !document.trail.isEmpty else { return nil }
        let items = document.trail.map { step -> HTML in
            "<li><a href=\"\(step.link)\">\(step.label)</a></li>\n"
        }
        return "<nav class=\"fil\" aria-label=\"Fil d’Ariane\"><ol>\n\(items)</ol></nav>\n"
    }

    private var footer: HTML {
        guard !site.isToolsOnly else {
            return """
                <footer class="pied">
                <p class="source">Servi par ce programme à ce seul ordinateur\u{202F}: rien ne passe par le \
                réseau, rien n’est écrit.</p>
                </footer>

                """
        }
        var links: [HTML] = []
        for page in LegalPage.Kind.allCases {
            links.append("<li><a href=\"\(LegalPage.link(page))\">\(page.label)</a></li>\n")
        }
        links.append("<li><a href=\"\(APIPage.link)\">API et données</a></li>\n")
        return """
            <footer class="pied">
            \(sourceLine)<ul class="liens">
            \(links)</ul>
            </footer>

            """
    }

    /// The first producers by name, and how many more the edition's page lists.
    private func producers(_ source: SourceLine) -> String {
        let shown = source.producers.prefix(4).joined(separator: ", ")
        let more = source.producers.count - 4
        return more > 0 ? "\(shown) et \(more) autres (liste sur la page de l’édition)" : shown
    }

    private var sourceLine: HTML? {
        guard let source else { return nil }
        let day: HTML? = source.day.map { ", au \(French.day($0))" }
        let producers = source.isInvented ? "échantillon inventé" : producers(source)
        return """
            <p class="source">Source\u{202F}: édition <a href="\
            \(EditionPage.link(to: source.edition))">\(source.edition)</a>\(day). \
            Données\u{202F}: \(producers). Licence\u{202F}: \(source.licence).</p>

            """
    }
}
