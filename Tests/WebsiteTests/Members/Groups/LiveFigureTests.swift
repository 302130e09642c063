import Community
import Foundation
import Testing

@testable import Website

@Suite struct LiveFigureTests {
    private let editions: InventedEditions
    private let community: InventedCommunity

    init() throws {
        editions = try InventedEditions()
        community = try InventedCommunity(shelf: editions.shelf)
    }

    /// The rows the API gives.
    private func api(_ target: String) async throws -> [[String: Any]] {
        let answer = try await community.get(target)
        let json = try JSONSerialization.jsonObject(with: Data(try answer.bytes))
        return try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
    }

    private func study(_ text: String, isPublished: Bool = true) throws -> Int64 {
        let acting = community.acting(.lead)
        let id = try community.store.studies.open(
            in: community.group, from: nil,
            .init(title: "Une étude", authors: "A.", text: text, edition: editions.former), acting)
        if isPublished { try community.store.studies.publish(id, version: 1, acting) }
        return id
    }

    @Test func `a figure says exactly what the API says for the same code and query`() async throws
    {
        let cases: [(written: String, target: String)] = [
            ("CON-01", "CON-01?"), ("CON-01 annee=2024", "CON-01?annee=2024&"),
            ("ECO-01 type=Travaux par=annee", "ECO-01?type=Travaux&by=annee&"),
            ("CON-01 par=departement", "CON-01?by=departement&"),
        ]
        let edition = try editions.shelf.edition(editions.former)
        for (written, target) in cases {
            let reference = try FigureReference(written)
            let figure = try LiveFigure.ask(reference, of: edition).get()
            let name = try #require(figure.card.measures.first?.name)

            let rows = try await api(
                "/api/v1/indicators/\(target)edition=\(editions.former)"
            ).filter { $0["measure"] as? String == name }

            #expect(!rows.isEmpty)
            #expect(figure.rows.map(\.group) == rows.map { $0["group"] as? String }, "\(written)")
            // JSON is read back to the last digit but one.
            let values = (
                figure.rows.map { $0.value.map { ($0 * 1e12).rounded() } },
                rows.map { ($0["value"] as? Double).map { ($0 * 1e12).rounded() } }
            )
            #expect(values.0 == values.1, "\(written)")
            #expect(figure.rows.map(\.unknown) == rows.map { $0["unknown"] as? Int }, "\(written)")
        }
    }

    @Test
    func `a study shows its figures as its edition says them, with their basis and contracts`()
        async throws
    {
        let id = try study(
            "Part : `figure CON-01`.\n\n```figure\nCON-01\npar=annee\ntitre=\"Par an\"\n```\n")
        let edition = try editions.shelf.edition(editions.former)
        let row = try #require(try edition.answers.ask("CON-01", [], by: nil).first)

        let page = try await community.get("/etudes/\(id)")
        let html = try page.text

        #expect(page.status == 200)
        #expect(html.contains("<a class=\"figure\" href=\"#chiffre-1\">\(row.text)</a>"))
        #expect(html.contains(HTML(text: IndicatorText.basis(row)).text))
        #expect(html.contains("edition=\(editions.former)\">contrats comptés</a>"))
        #expect(html.contains("<figcaption>Par an</figcaption>"))
        #expect(PageWalk(html).complaints.isEmpty)
    }

    @Test func `a reference at fault is told in its place and breaks nothing`() async throws {
        let id = try study(
            """
            Un : `figure XXX-99`. Deux : `figure CON-01 couleur=bleu`. Trois : `figure CON-01 annee=x`.
            Quatre : `figure CON-01 par=titulaire_nom`. Cinq : `figure CON-01 mesure=rien`.
            Six : `figure <script>alert(1)</script>`. Sept : `let x = 1`.

            ```figure
            CON-01
            par=acheteur_nom
            ```
            """)

        let page = try await community.get("/etudes/\(id)")
        let html = try page.text

        #expect(page.status == 200)
        #expect(html.ranges(of: "class=\"figure-fautive\"").count == 6)
        #expect(html.contains("Il n’y a pas d’indicateur"))
        #expect(html.contains("ne classe pas"))
        #expect(!html.contains("<script>alert"))
        #expect(html.contains("<code>let x = 1</code>"))
    }

    @Test func `replaying shows each figure then and now, and the text does not change`()
        async throws
    {
        let id = try study("Total : `figure ECO-02`. Part : `figure CON-01`.")
        let (former, latter) = (
            try editions.shelf.edition(editions.former), try editions.shelf.edition(editions.latter)
        )
        let then = try #require(try former.answers.ask("ECO-02", [], by: nil).first)
        let now = try #require(try latter.answers.ask("ECO-02", [], by: nil).first)
        #expect(then.value != now.value)

        let html = try await community.get("/etudes/\(id)/rejouer").text
        #expect(html.contains(then.text))
        #expect(html.contains(now.text))
        let replay = Replay(
            try community.store.studies.study(id).text, then: former, now: latter)
        #expect(replay.lines.count == 2)
        #expect(html.contains(HTML(text: replay.lines[0].difference).text))
        let pinned = try await community.get("/etudes/\(id)/rejouer?edition=\(editions.former)")
            .text
        #expect(pinned.contains("inchangé"))
        #expect(try await community.get("/etudes/\(id)").text.contains(then.text))
    }

    @Test func `a study becomes a draft of the library, whose figures live too`() async throws {
        let id = try study("Part : `figure CON-01`.")
        let edition = try editions.shelf.edition(editions.former)
        let row = try #require(try edition.answers.ask("CON-01", [], by: nil).first)

        let sent = try await community.post("/etudes/\(id)/publication", as: .lead)

        #expect(sent.status == 303)
        let draft = try #require(sent.location)
        #expect(draft.hasPrefix("/publications/"))
        let preview = try await community.get(
            draft.replacing("/modifier", with: "/apercu"), as: .lead)
        #expect(preview.status == 200)
        #expect(try preview.text.contains(">\(row.text)</a>"))
    }

    @Test func `a draft is for its group`() async throws {
        let id = try study("Secret.", isPublished: false)
        for target in ["/etudes/\(id)", "/etudes/\(id)/versions", "/etudes/\(id)/rejouer"] {
            #expect(try await community.get(target).isTurnedAway)
            #expect(try await community.get(target, as: .member).isTurnedAway)
            #expect(try await community.get(target, as: .lead).status == 200)
            #expect(try await community.get(target, as: .editor).status == 200)
        }
        #expect(try await !community.get("/etudes").text.contains("Une étude</a>"))
        #expect(try await community.get("/etudes", as: .lead).text.contains("brouillon"))
    }

    @Test func `a study whose edition is gone stays readable`() async throws {
        let acting = community.acting(.lead)
        let id = try community.store.studies.open(
            in: community.group, from: nil,
            .init(
                title: "Ancienne", text: "Part : `figure CON-01`.", edition: "2020-01-01-disparue"),
            acting)

        let page = try await community.get("/etudes/\(id)", as: .lead)

        #expect(page.status == 200)
        #expect(try page.text.contains("n’est pas gardée ici"))
    }
}
