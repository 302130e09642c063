import Community
import Procurement

/// One commitment: what is promised, how it is measured, where each signatory stands.
enum CommitmentPage: CommunityPage {
    static let path = "/observatoire/charte/engagements/:cle"

    static func link(to key: String) -> Link {
        Link(["observatoire", "charte", "engagements", key])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let charter = members.store.charter
        let commitment = try charter.commitment(context.argument("cle"))
        let signatures = try charter.signatures(ofCommitment: commitment.id)
        let standings = try charter.standings(signatures.filter { $0.withdrawn == nil })
        var content: HTML = """
            <div class="texte-long">\(Markdown.html(commitment.text))</div>

            """
        if let closed = commitment.closed {
            content += """
                <p class="encart avis">Engagement clos le \(ParisTime.dayText(closed))\u{202F}: \
                \(commitment.closingReason)</p>

                """
        }
        content += measure(commitment)
        content += table(commitment, standings, on: context.today)
        content += withdrawn(signatures.filter { $0.withdrawn != nil })
        content += wordings(try charter.wordings(of: commitment.id))
        if members.visitor.isEditor, commitment.closed == nil {
            content += """
                <p class="agir"><a class="bouton second" href="\
                \(CommitmentFormPage.link(to: commitment.key))">Modifier l’engagement</a></p>

                """
        }
        return Document(
            title: commitment.title, summary: "Un engagement de la charte et ses signataires.",
            content: content, section: .observatoire, kind: commitment.theme.label,
            trail: CharterPage.trail + [("La charte", CharterPage.link)])
    }

    /// How it is measured, in a sheet.
    static func measure(_ commitment: Commitment) -> HTML {
        guard let tie = commitment.tie else {
            return """
                <p>Aucun indicateur des données publiées ne le dit\u{202F}: les signataires déposent leurs preuves.</p>

                """
        }
        return "<h2>Comment il est mesuré</h2>\n"
            + Blocks.sheet([
                (
                    "Indicateur", nil,
                    "<a href=\"\(IndicatorPage.link(to: tie.indicator))\">\(CharterText.indicator(tie))</a>"
                ),
                ("Cible", nil, HTML(text: CharterText.target(tie))),
                (
                    "Contrats regardés", nil,
                    "ceux du signataire comme \(tie.place.label)\(tie.filters.isEmpty ? "" : ", filtrés par ")\(filters(tie.filters))"
                ),
                (
                    "Départ", nil,
                    HTML(
                        text: tie.baseline.map { "édition \($0)" }
                            ?? "l’édition servie le jour de la signature")
                ),
            ])
    }

    private static func filters(_ filters: String) -> HTML? {
        filters.isEmpty ? nil : "<code>\(filters)</code>"
    }

    private static func table(_ commitment: Commitment, _ standings: [Standing], on day: Day)
        -> HTML
    {
        guard !standings.isEmpty else {
            return "<h2>Signataires</h2>\n<p>Personne ne l’a encore signé.</p>\n"
        }
        let rows = standings.map { standing -> [HTML] in
            let signature = standing.signature
            var who: HTML = """
                <a href="\(SignatoryPage.link(to: signature.organisation))">\(signature.organisationName)</a>\
                <br><small>signé le \(ParisTime.dayText(signature.signed))
                """
            if signature.commitment.number != commitment.number {
                who += ", rédaction n°\u{A0}\(signature.commitment.number)"
            }
            who += "</small>"
            let outcome = HTML(text: standing.outcome(on: day).label)
            guard signature.commitment.tie != nil else {
                return [
                    who,
                    HTML(
                        text: standing.evidence.isEmpty
                            ? "aucune preuve déposée"
                            : French.count(standing.evidence.count, "preuve")), outcome,
                ]
            }
            guard let baseline = standing.baseline, let latest = standing.latest else {
                let why =
                    signature.siret == nil
                    ? "le signataire n’a pas de SIRET" : "position pas encore calculée"
                return [
                    who, "<span class=\"inconnu\">\(why)</span>", HTML(), HTML(), HTML(), HTML(),
                ]
            }
            return [
                who, CharterText.position(baseline), CharterText.position(latest),
                CharterText.change(standing, at: latest),
                CharterText.distance(standing, at: latest),
                CharterText.comment(standing, at: latest),
            ]
        }
        let isTied = standings.contains { $0.signature.commitment.tie != nil }
        let heads =
            isTied
            ? [
                "Signataire", "Départ", "Dernière édition", "Depuis le départ", "Vers la cible",
                "Ce qu’en dit le signataire",
            ] : ["Signataire", "Preuves", "État"]
        return "<h2>Signataires</h2>\n"
            + Blocks.table(
                "Où en est chaque signataire, dans l’ordre alphabétique", heads: heads,
                rows: rows.map { row in
                    row.count < heads.count
                        ? row + Array(repeating: HTML(), count: heads.count - row.count)
                        : Array(row.prefix(heads.count))
                }, isCaptionHidden: true)
            + CharterText.reading
    }

    private static func withdrawn(_ signatures: [Signature]) -> HTML {
        guard !signatures.isEmpty else { return HTML() }
        return "<h2>Signatures retirées</h2>\n"
            + Blocks.table(
                "Signatures retirées",
                heads: ["Signataire", "Signée", "Retirée", "Motif"],
                rows: signatures.map { signature in
                    [
                        "<a href=\"\(SignatoryPage.link(to: signature.organisation))\">\(signature.organisationName)</a>",
                        HTML(text: ParisTime.dayText(signature.signed)),
                        HTML(text: signature.withdrawn.map { ParisTime.dayText($0) } ?? ""),
                        HTML(text: signature.withdrawalReason),
                    ]
                }, isCaptionHidden: true)
    }

    private static func wordings(_ wordings: [Commitment]) -> HTML {
        guard wordings.count > 1 else { return HTML() }
        var html: HTML = "<h2>Rédactions</h2>\n"
        for wording in wordings {
            let tie = wording.tie.map { tie -> HTML in
                "<p class=\"petit\">\(CharterText.indicator(tie))\u{202F}: \(CharterText.target(tie)).</p>\n"
            }
            html += """
                <details><summary>Rédaction n°\u{A0}\(wording.number), du \
                \(ParisTime.dayText(wording.worded))</summary>
                <p><strong>\(wording.title)</strong></p>
                <div class="texte-long">\(Markdown.html(wording.text, headings: 2))</div>
                \(tie)</details>

                """
        }
        return html
    }
}
