import Community
import Procurement

/// One signatory: what it signed, when, and where it stands in each edition.
enum SignatoryPage: CommunityPage {
    static let path = "/observatoire/charte/signataires/:id"

    static func link(to organisation: Int64) -> Link {
        Link(["observatoire", "charte", "signataires", String(organisation)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let charter = members.store.charter
        let organisation = try members.store.organisations.organisation(
            Int64(context.argument("id")) ?? 0)
        let signatures = try charter.signatures(of: organisation.id)
        let standings = try charter.standings(signatures)
        let isOurs = members.represents(organisation.id)
        var content =
            context.notice([
                "commente": "Votre commentaire est à côté de la position.",
                "prouve": "Votre preuve est déposée.", "retire": "La signature est retirée.",
                "signe": "Vos signatures sont enregistrées.",
            ]).map { $0 } ?? HTML()
        content += Blocks.sheet([
            ("Collège", nil, HTML(text: organisation.college.label)),
            (
                "SIRET", nil,
                organisation.siret.map { siret -> HTML in
                    "<a href=\"\(BuyerPage.link(to: siret))\"><code>\(siret)</code></a>"
                } ?? Blocks.value(nil)
            ),
            (
                "Délais de paiement attestés", nil,
                HTML(
                    text: try members.store.attestations.quarters(of: organisation.id)
                        .map(\.label).joined(separator: ", ").nonEmpty ?? "aucun trimestre")
            ),
        ])
        if standings.isEmpty { content += "<p>Cet organisme n’a signé aucun engagement.</p>\n" }
        for standing in standings where standing.signature.withdrawn == nil {
            content += block(standing, isOurs: isOurs, on: context.today)
        }
        let withdrawn = standings.filter { $0.signature.withdrawn != nil }
        if !withdrawn.isEmpty {
            content += "<h2>Signatures retirées</h2>\n"
            for standing in withdrawn {
                content += block(standing, isOurs: false, on: context.today)
            }
        }
        content += CharterText.reading
        return Document(
            title: organisation.name, summary: "Les engagements de \(organisation.name).",
            content: content, section: .observatoire, kind: "Signataire de la charte",
            trail: CharterPage.trail + [("La charte", CharterPage.link)])
    }

    private static func block(_ standing: Standing, isOurs: Bool, on day: Day) -> HTML {
        let signature = standing.signature
        let commitment = signature.commitment
        let level: HTML = signature.withdrawn == nil ? "h2" : "h3"
        var html: HTML = """
            <\(level)><a href="\(CommitmentPage.link(to: commitment.key))">\(commitment.title)</a></\(level)>
            <p>Signé le \(ParisTime.dayText(signature.signed)) par \
            \(CharterText.signatory(signature.signatoryName, signature.signatoryFunction)), sous la \
            <a href="\(CharterTextPage.link(to: signature.charter))">version n°\u{A0}\(signature.charter)</a> de la \
            charte, rédaction n°\u{A0}\(commitment.number) de l’engagement.</p>

            """
        if let withdrawn = signature.withdrawn {
            html += """
                <p class="encart avis">Retirée le \(ParisTime.dayText(withdrawn))\u{202F}: \
                \(signature.withdrawalReason)</p>

                """
        }
        if let tie = commitment.tie {
            html += """
                <p>\(CharterText.indicator(tie))\u{202F}: \(CharterText.target(tie)). Contrats regardés\u{202F}: \
                \(signature.scope.label). État\u{202F}: \(standing.outcome(on: day).label).</p>

                """
            html += positions(standing)
        } else {
            html += "<p>État\u{202F}: \(standing.outcome(on: day).label).</p>\n"
        }
        html += evidence(standing)
        if isOurs {
            html += """
                <p class="agir"><a class="bouton second" href="\(SignaturePage.link(to: signature.id))">\
                Commenter, déposer une preuve ou retirer<span class="lecteur">\u{202F}: \(commitment.title)</span></a></p>

                """
        }
        return html
    }

    private static func positions(_ standing: Standing) -> HTML {
        guard !standing.positions.isEmpty else {
            return "<p class=\"inconnu\">Position pas encore calculée.</p>\n"
        }
        return Blocks.table(
            "Positions, de la plus récente à la plus ancienne\u{202F}: \(standing.signature.commitment.title)",
            heads: ["Édition du", "Position", "Depuis le départ", "Vers la cible", "Commentaire"],
            rows: standing.positions.reversed().map { position in
                [
                    HTML(text: French.day(position.day)), CharterText.position(position),
                    CharterText.change(standing, at: position),
                    CharterText.distance(standing, at: position),
                    CharterText.comment(standing, at: position),
                ]
            }, isCaptionHidden: true)
    }

    private static func evidence(_ standing: Standing) -> HTML {
        guard !standing.evidence.isEmpty else { return HTML() }
        let items = standing.evidence.map { evidence -> HTML in
            // The address is shown, not followed: pages of this site lead nowhere else.
            let address = evidence.address.nonEmpty.map { address -> HTML in
                " <code>\(address)</code>"
            }
            return """
                <li>Le \(ParisTime.dayText(evidence.filed))\u{202F}: \(evidence.text)\(address)</li>

                """
        }
        return "<h3>Preuves</h3>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }
}

extension String {
    /// The text, or nil when it is empty.
    var nonEmpty: String? { isEmpty ? nil : self }
}
