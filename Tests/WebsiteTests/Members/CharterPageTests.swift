import Community
import Indicators
import Procurement
import Testing

@testable import Website

@Suite struct CharterPageTests {
    private static func commitment(_ indicator: String, filters: String = "") -> [(String, String)]
    {
        [
            ("action", "enregistrer"), ("cle", "offre-unique"),
            ("titre", "Moins d’offres uniques"), ("texte", "Faire venir plus d’une offre."),
            ("theme", "concurrence"), ("indicateur", indicator), ("sens", "au_plus"),
            ("cible", "12,5"), ("place", "acheteur"), ("filtres", filters),
            ("echeance", "2028-12-31"), ("version", "0"),
        ]
    }
    private static let form = "/observatoire/charte/redaction/engagements/nouveau"

    @Test func `no territorial code of the catalogue is taken by the form or the domain`()
        async throws
    {
        let measured = try MeasuredCommunity()
        let figures = EditionFigures(shelf: measured.site.shelf)
        var territorial: [String] = []
        for indicator in Indicator.all {
            let known = try #require(
                figures.indicators.first { $0.code == indicator.code }, "\(indicator.code)")
            let measure = try #require(known.measures.first)
            let draft = CommitmentDraft(
                title: "Un engagement", text: "Une promesse de plus.", theme: .data,
                tie: CommitmentTie(
                    indicator: indicator.code, measure: measure.name,
                    sense: known.better == .higher ? .atLeast : .atMost, targetMillionths: 1))
            let key = indicator.code.lowercased()
            guard indicator.theme == .territory else {
                _ = try measured.store.charter.add(
                    key: key, draft, figures: figures, measured.acting)
                // What it counts looks at no place of a firm either.
                let sql = try measured.invented.edition.answers.sql(indicator.code, [], by: nil)
                #expect(!sql.contains(#/\blocal(_region)?\b/#), "\(indicator.code)")
                #expect(!sql.contains("titulaire_departement"), "\(indicator.code)")
                continue
            }
            territorial.append(indicator.code)
            #expect(throws: CommunityRefusal.self, "\(indicator.code)") {
                _ = try measured.store.charter.add(
                    key: key, draft, figures: figures, measured.acting)
            }
            let sent = try await measured.post(
                Self.form, Self.commitment("\(indicator.code)/\(measure.name)"), as: "redaction")
            #expect(sent.status == 422)
            #expect(try sent.text.contains("préférence locale"))
            #expect(try sent.text.contains("href=\"#champ-indicateur\""))
        }
        #expect(territorial == ["TER-01", "TER-10"])
        let shown = try await measured.get(Self.form, as: "redaction").text
        #expect(!shown.contains("value=\"TER-"))
        #expect(shown.contains("value=\"CON-01/part\""))
    }

    @Test func `filters that name somebody or a place of firms cover every such key`() {
        for key in SelectionKey.all where key.isNominative {
            #expect(CommitmentTie.namingFilters.contains(key.name), "\(key.name)")
        }
        for key in SelectionKey.all
        where key.name.hasPrefix("local") || key.name == "titulaire_departement"
            || key.name == "titulaire_region"
        {
            #expect(CommitmentTie.territorialFilters.contains(key.name), "\(key.name)")
        }
    }

    @Test func `an editor writes, a representative signs, the position is shown with its papers`()
        async throws
    {
        let measured = try MeasuredCommunity()
        let written = try await measured.post(
            Self.form, Self.commitment("CON-01/part"), as: "redaction")
        #expect(written.status == 303)
        let signed = try await measured.post(
            "/observatoire/charte/signer",
            [
                ("organisation", String(measured.organisation)), ("engagements", "offre-unique"),
                ("perimetre", "siren"), ("nom", "Anne <i>Fictive</i>"), ("fonction", "Achats"),
                ("declaration", "oui"),
            ], as: "membre")
        #expect(signed.status == 303)

        let page = try await measured.get("/observatoire/charte/engagements/offre-unique").text
        let edition = try measured.invented.edition
        let row = try #require(
            try edition.answers.ask("CON-01", [("acheteur_id", measured.siret)], by: nil).first)
        #expect(row.state == .measured)
        #expect(page.contains(row.text))
        let numerator = try #require(row.writtenNumerator)
        #expect(page.contains("\(numerator) sur"))
        #expect(page.contains("/editions/\(edition.facts.id)"))
        #expect(page.contains("offresRecues=1"))
        #expect(page.contains("les contrats comptés"))
        #expect(page.contains("acheteur_id=\(measured.siret)"))

        let signatory = try await measured.get(
            "/observatoire/charte/signataires/\(measured.organisation)"
        ).text
        #expect(signatory.contains("Anne &lt;i&gt;Fictive&lt;/i&gt;, Achats"))
        #expect(!signatory.contains("<i>"))
    }

    @Test func `the link of a position leads to exactly the contracts counted`() async throws {
        let measured = try MeasuredCommunity()
        let figures = EditionFigures(shelf: measured.site.shelf)
        let edition = try measured.invented.edition
        let figure = try figures.figure(
            FigureQuestion(
                indicator: "CON-01", measure: "part", filters: "", place: .buyer,
                siret: try Siret(measured.siret), scope: .unit), edition: edition.facts.id)

        let counted = try #require(figure.counted)
        let rows = try edition.answers.rows(try Visit.items(counted))
        #expect(String(rows.count) == figure.numerator)
    }

    @Test func `a stranger neither signs, nor comments, nor withdraws for others`() async throws {
        let measured = try MeasuredCommunity()
        _ = try await measured.post(
            Self.form, Self.commitment("CON-01/part"), as: "redaction")
        let id = try measured.store.charter.sign(
            ["offre-unique"], for: measured.organisation,
            by: Signatory(name: "Anne", function: "Achats", isDeclared: true), scope: .unit,
            edition: nil, measured.acting)[0]

        let target = "/observatoire/charte/signatures/\(id)"
        #expect(try await measured.get(target, as: "redaction").status == 403)
        let sent = try await measured.post(
            target, [("action", "retirer"), ("motif", "Par jeu seulement.")], as: "redaction")
        #expect(sent.status == 403)
        #expect(try measured.store.charter.signature(id).withdrawn == nil)
    }

    @Test func `every page of the charter passes the accessibility walk`() async throws {
        let measured = try MeasuredCommunity()
        _ = try await measured.post(
            Self.form, Self.commitment("CON-01/part", filters: "/explorer?type=Travaux"),
            as: "redaction")
        #expect(
            try measured.store.charter.commitment("offre-unique").tie?.filters == "type=Travaux")
        let id = try measured.store.charter.sign(
            ["offre-unique"], for: measured.organisation,
            by: Signatory(name: "Anne", function: "Achats", isDeclared: true), scope: .unit,
            edition: nil, measured.acting)[0]
        _ = try measured.store.charter.measure(
            EditionFigures(shelf: measured.site.shelf), measured.acting)
        let year = measured.acting.now.day.year
        for (target, role) in [
            ("/observatoire", ""), ("/observatoire/charte", ""), ("/observatoire/charte", "membre"),
            ("/observatoire/charte/versions/1", ""), ("/observatoire/charte/signer", "membre"),
            ("/observatoire/charte/signer", "redaction"),
            ("/observatoire/charte/engagements/offre-unique", "redaction"),
            ("/observatoire/charte/signataires/\(measured.organisation)", "membre"),
            ("/observatoire/charte/signatures/\(id)", "membre"),
            ("/observatoire/charte/redaction", "redaction"), (Self.form, "redaction"),
            ("/observatoire/charte/redaction/engagements/offre-unique", "redaction"),
            ("/observatoire/charte/rapport/\(year)", ""),
            ("/observatoire/delais-de-paiement", "membre"),
            ("/observatoire/delais-de-paiement/attester", "membre"),
            ("/actualites", "redaction"), ("/actualites/redaction", "redaction"),
            ("/presse", "redaction"), ("/presse/reglages", "redaction"),
            ("/compte/actualites", "membre"), ("/compte", "membre"),
        ] {
            let answer = try await measured.get(target, as: role)
            #expect(answer.status == 200, "\(target)")
            #expect(PageWalk(try answer.text).complaints == [], "\(target) \(role)")
        }
        let charter = try await measured.get("/observatoire/charte").text
        #expect(!charter.contains("<b>Oui"))
    }

    @Test func `numbers are typed as people write them and kept exact`() {
        #expect(TypedDecimal.scaled("12,5", decimals: 4) == 125_000)
        #expect(TypedDecimal.scaled("1\u{202F}234.50 €", decimals: 2) == 123_450)
        #expect(TypedDecimal.scaled("10 %", decimals: 4) == 100_000)
        for bad in ["", "-1", "1,2,3", "douze", "1,", ",5", "1,23456"] {
            #expect(TypedDecimal.scaled(bad, decimals: 4) == nil, "\(bad)")
        }
        #expect(TypedDecimal.typed(125_000, decimals: 4) == "12,5")
        #expect(TypedDecimal.typed(100_000, decimals: 4) == "10")
    }
}
