import Community
import Procurement

/// « La charte »: what was promised, by whom, and what became of it.
enum CharterPage: CommunityPage {
    static let path = "/observatoire/charte"
    static let link = Link(["observatoire", "charte"])
    static let trail: [(label: String, link: Link)] = [("L’observatoire", ObservatoryPage.link)]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let charter = members.store.charter
        var content: HTML = """
            <p class="chapo">Ce que les membres ont promis, qui l’a signé et quand, et où chacun en est à chaque \
            édition des données.</p>
            \(context.notice(["signe": "Vos signatures sont enregistrées. Vos positions se calculent sur l’édition courante.", "publie": "La charte est publiée."]))
            """
        let text = try charter.text()
        let standings = try charter.standings(try charter.signatures())
        content += actions(members, isPublished: text != nil)
        if !standings.isEmpty { content += figures(standings, on: context.today) }
        content += try commitments(charter, standings)
        content += signatories(standings)
        if let text {
            content += try self.text(text, charter)
        } else {
            content += "<p>Le texte de la charte n’est pas encore publié.</p>\n"
        }
        return Document(
            title: "La charte", summary: "Engagements, signataires et positions mesurées.",
            content: content, section: .observatoire, trail: trail)
    }

    private static func actions(_ members: Members, isPublished: Bool) -> HTML {
        var links: [HTML] = []
        if isPublished, !members.visitor.memberships.isEmpty {
            links.append(
                "<a class=\"bouton\" href=\"\(SignPage.link)\">Signer des engagements</a>\n")
        }
        if members.visitor.isEditor {
            links.append(
                "<a class=\"bouton second\" href=\"\(CharterDraftPage.link)\">Rédiger la charte</a>\n"
            )
        }
        return links.isEmpty ? HTML() : "<p class=\"boutons agir\">\(links)</p>\n"
    }

    /// RSE-01 with its parts.
    static func figures(_ standings: [Standing], on day: Day) -> HTML {
        let kept = KeptCount(standings, on: day)
        let signatories = Set(standings.map(\.signature.organisation)).count
        func count(_ outcome: Standing.Outcome) -> Int { kept.counts[outcome] ?? 0 }
        return Blocks.figures([
            Blocks.figure(
                HTML(text: French.integer(signatories)), "Signataires",
                French.count(kept.total, "signature") + " en vigueur", link: nil, label: ""),
            Blocks.figure(
                HTML(text: "\(French.integer(kept.kept)) sur \(French.integer(kept.total))"),
                "Engagements tenus",
                "cible atteinte, ou preuve déposée, à temps\u{202F}; \(French.integer(count(.underWay))) en cours, "
                    + "\(French.integer(count(.notKept))) non tenus à l’échéance, "
                    + "\(French.integer(kept.unknown)) dont on ne sait rien", link: nil, label: ""),
        ])
    }

    private static func commitments(_ charter: Charter, _ standings: [Standing]) throws -> HTML {
        let all = try charter.commitments()
        guard !all.isEmpty else { return "<p>Aucun engagement n’est encore écrit.</p>\n" }
        let counts = Dictionary(grouping: standings) { $0.signature.commitment.id }
        var html: HTML = "<h2>Les engagements</h2>\n"
        for theme in CharterTheme.allCases {
            let here = all.filter { $0.theme == theme && $0.closed == nil }
            guard !here.isEmpty else { continue }
            html += "<h3>\(theme.label)</h3>\n<ul class=\"cartes\">\n"
            for commitment in here {
                let tie: HTML =
                    commitment.tie.map { tie -> HTML in
                        "<p class=\"petit\">\(CharterText.indicator(tie))\u{202F}: \(CharterText.target(tie)).</p>"
                    }
                    ?? "<p class=\"petit\">Suivi par les preuves que déposent les signataires.</p>"
                let count = counts[commitment.id]?.count ?? 0
                html += """
                    <li><a href="\(CommitmentPage.link(to: commitment.key))">\(commitment.title)</a>\(tie)\
                    <p class="petit">\(count == 0 ? "Pas encore de signataire" : French.count(count, "signataire"))</p></li>

                    """
            }
            html += "</ul>\n"
        }
        let closed = all.filter { $0.closed != nil }
        guard !closed.isEmpty else { return html }
        let items = closed.map { commitment -> HTML in
            "<li><a href=\"\(CommitmentPage.link(to: commitment.key))\">\(commitment.title)</a></li>\n"
        }
        return html + "<h3>Engagements clos</h3>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static func signatories(_ standings: [Standing]) -> HTML {
        guard !standings.isEmpty else { return HTML() }
        var names: [(id: Int64, name: String, college: College, count: Int)] = []
        for signature in standings.map(\.signature) {
            if names.last?.id == signature.organisation {
                names[names.count - 1].count += 1
            } else {
                names.append(
                    (signature.organisation, signature.organisationName, signature.college, 1))
            }
        }
        let rows = names.map { name -> [HTML] in
            [
                "<a href=\"\(SignatoryPage.link(to: name.id))\">\(name.name)</a>",
                HTML(text: name.college.label), HTML(text: French.integer(name.count)),
            ]
        }
        return "<h2>Les signataires</h2>\n"
            + Blocks.table(
                "Signataires, dans l’ordre alphabétique",
                heads: ["Signataire", "Collège", "Engagements"], rows: rows, numbers: [2],
                isCaptionHidden: true)
    }

    private static func text(_ text: Charter.Text, _ charter: Charter) throws -> HTML {
        let versions = try charter.texts().filter { $0.published != nil }.map { text -> HTML in
            let changes = text.changes.isEmpty ? "" : "\u{202F}: " + text.changes
            return """
                <li><a href="\(CharterTextPage.link(to: text.number))">Version n°\u{A0}\(text.number)</a>, \
                publiée le \(text.published.map { ParisTime.dayText($0) })\(changes)</li>

                """
        }
        return """
            <h2>Le texte</h2>
            <p class="petit">Version n°\u{A0}\(text.number), publiée le \
            \(text.published.map { ParisTime.dayText($0) }).</p>
            <div class="texte-long">\(Markdown.html(text.text, headings: 2))</div>
            <h3>Toutes les versions</h3>
            <ul class="liste">
            \(versions)</ul>

            """
    }

    /// What stands on the page of the observatory.
    @Sendable static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let charter = members.store.charter
        let commitments = try charter.commitments().filter { $0.closed == nil }
        let signatories = Set(try charter.signatures().map(\.organisation)).count
        return """
            <h2>La charte</h2>
            <p>\(commitments.isEmpty ? "Les engagements se préparent." : "\(French.count(commitments.count, "engagement")), \(signatories == 0 ? "pas encore de signataire" : French.count(signatories, "signataire")), et où chacun en est à chaque édition.")</p>
            <ul class="liste">
            <li><a href="\(link)">Les engagements et leurs signataires</a></li>
            <li><a href="\(PaymentBoardPage.link())">Délais de paiement attestés, chaque trimestre</a></li>
            <li><a href="\(CharterReportPage.link(to: context.today.year))">Rapport annuel de la charte</a></li>
            </ul>

            """
    }
}

/// A published text of the charter.
enum CharterTextPage: CommunityPage {
    static let path = "/observatoire/charte/versions/:numero"

    static func link(to number: Int) -> Link {
        Link(["observatoire", "charte", "versions", String(number)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let text = try members.store.charter.text(number: Int(context.argument("numero")) ?? 0)
        return Document(
            title: "La charte, version n°\u{A0}\(text.number)",
            summary:
                "Texte de la charte publié le \(text.published.map { ParisTime.dayText($0) } ?? "").",
            content: """
                <p class="chapo">Publiée le \(text.published.map { ParisTime.dayText($0) }). \(text.changes)</p>
                <div class="texte-long">\(Markdown.html(text.text))</div>

                """, section: .observatoire,
            trail: CharterPage.trail + [("La charte", CharterPage.link)])
    }
}
