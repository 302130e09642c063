import Community
import Foundation
import Testing

@testable import Website

@Suite struct NewsPageTests {
    private let community: InventedCommunity

    init() throws { community = try InventedCommunity() }

    private static let fields = [
        ("genre", "communique"), ("titre", "Un <script>titre</script>"),
        ("chapo", "Les premières lignes & la suite."),
        ("texte", "Du **texte** <script>alert(1)</script>"),
    ]

    @Test
    func `a release is written, published, read in both feeds, and withdrawn with its reason`()
        async throws
    {
        let added = try await community.post("/actualites/redaction", Self.fields, as: .editor)
        let desk = try #require(added.location?.split(separator: "?").first.map(String.init))
        let page = desk.replacing("/redaction", with: "")
        #expect(try await community.get(page).status == 404)
        #expect(try await community.get(page, as: .editor).status == 200)

        let published = try await community.post(
            desk, [("action", "publier"), ("version", "1")], as: .editor)
        #expect(published.status == 303)
        let shown = try await community.get(page)
        #expect(PageWalk(try shown.text).complaints == [])
        #expect(try shown.text.contains("<strong>texte</strong>"))
        #expect(try !shown.text.contains("<script>alert"))
        for feed in ["/actualites.atom", "/presse.atom"] {
            let answer = try await community.get(feed)
            #expect(answer.type.hasPrefix("application/atom+xml"))
            #expect(try answer.text.contains("&amp;lt;script") == false)
            #expect(try answer.text.contains("Un &lt;script&gt;titre"))
        }

        _ = try await community.post(
            desk, [("action", "retirer"), ("version", "2"), ("motif", "Une erreur de date.")],
            as: .editor)
        let after = try await community.get(page).text
        #expect(after.contains("Une erreur de date."))
        #expect(!after.contains("<strong>texte</strong>"))
        #expect(try await !community.get("/actualites.atom").text.contains("<entry>"))
    }

    @Test func `a subscriber gets the letter, the others none`() async throws {
        _ = try await community.post(
            "/compte/actualites", [("recevoir", "oui")], as: .account)
        let added = try await community.post("/actualites/redaction", Self.fields, as: .editor)
        let desk = try #require(added.location?.split(separator: "?").first.map(String.init))
        _ = try await community.post(
            desk, [("action", "publier"), ("version", "1"), ("envoyer", "oui")], as: .editor)

        let letters = try community.store.outbox.pending(at: community.acting().now)
        #expect(letters.map(\.message.to.text) == ["account@exemple.fr"])
        #expect(letters.first?.message.category == .news)
        #expect(letters.first?.message.text.contains("/actualites/") == true)
    }

    @Test func `the press page tells whom to call`() async throws {
        let form = try await community.get("/presse/reglages", as: .editor).text
        let version = try #require(form.firstMatch(of: #/name="version" value="(\d+)"/#)?.output.1)
        let saved = try await community.post(
            "/presse/reglages",
            [
                ("nom", "Service <b>presse</b>"), ("courriel", "presse@exemple.fr"),
                ("version", String(version)),
            ], as: .editor)
        #expect(saved.status == 303)
        let page = try await community.get("/presse").text
        #expect(page.contains("mailto:presse@exemple.fr"))
        #expect(page.contains("Service &lt;b&gt;presse"))
        let refused = try await community.post(
            "/presse/reglages", [("courriel", "nulle part")], as: .editor)
        #expect(refused.status == 422)
    }

    @Test func `a refused publication keeps what is written in the text's own form`() async throws {
        let added = try await community.post("/actualites/redaction", Self.fields, as: .editor)
        let desk = try #require(added.location?.split(separator: "?").first.map(String.init))

        let refused = try await community.post(
            desk, [("action", "publier"), ("version", "9")], as: .editor)

        #expect(refused.status == 409)
        #expect(try refused.text.contains("Les premières lignes &amp; la suite."))
    }
}
