import Community
import Testing

@testable import Website

@Suite struct SignInPageTests {
    private let community: InventedCommunity

    init() throws { community = try InventedCommunity() }

    /// The token and the code of the last letter.
    private func letter() throws -> (link: String, code: String) {
        let text = try #require(
            try community.store.outbox.pending(at: community.acting().now).last?.message.text)
        let link = try #require(
            text.firstMatch(of: #/http[^ ]*?(\/connexion\/lien\?[^\s]+)/#)?.output.1)
        let code = try #require(text.firstMatch(of: #/[0-9]{4} [0-9]{4}/#)?.output)
        return (String(link), String(code))
    }

    @Test func `the link shows a button and only the button signs in`() async throws {
        let asked = try await community.post("/connexion", [("courriel", "neuf@exemple.fr")])
        #expect(asked.status == 303)
        let link = try letter().link
        let token = try #require(link.split(separator: "=").last)

        for _ in 0..<3 {
            let shown = try await community.get(link)
            #expect(shown.status == 200)
            #expect(shown.cookie("orcp_session") == nil)
        }
        let signedIn = try await community.post(
            "/connexion/lien", [("jeton_lien", String(token))])

        #expect(signedIn.status == 303)
        #expect(signedIn.location == "/compte")
        let cookie = try #require(signedIn.cookie("orcp_session"))
        #expect(cookie.utf8.count == 43)
        let again = try await community.post("/connexion/lien", [("jeton_lien", String(token))])
        #expect(again.status == 409)
    }

    @Test func `the code signs in the browser that asked`() async throws {
        let asked = try await community.post("/connexion", [("courriel", "neuf@exemple.fr")])
        let browser = try #require(asked.cookie("orcp_demande"))
        let code = try letter().code

        let elsewhere = try await community.post("/connexion/code", [("code", code)])
        let here = try await community.post(
            "/connexion/code", [("code", code)], cookies: "orcp_demande=\(browser)")

        #expect(elsewhere.status == 409)
        #expect(here.cookie("orcp_session") != nil)
    }

    @Test func `known and unknown addresses get the same answer`() async throws {
        let known = try await community.post("/connexion", [("courriel", "member@exemple.fr")])
        let unknown = try await community.post("/connexion", [("courriel", "qui@exemple.fr")])

        #expect(known.status == unknown.status)
        #expect(known.location == unknown.location)
        #expect(try community.store.outbox.pending(at: community.acting().now).count == 2)
    }

    @Test func `a session given beforehand is not the one that begins`() async throws {
        let fixed = String(repeating: "A", count: 43)
        _ = try await community.post("/connexion", [("courriel", "neuf@exemple.fr")])
        let token = try #require(try letter().link.split(separator: "=").last)

        let signedIn = try await community.post(
            "/connexion/lien", [("jeton_lien", String(token))], cookies: "orcp_session=\(fixed)")

        let cookie = try #require(signedIn.cookie("orcp_session"))
        #expect(cookie != fixed)
        var visit = try Visit(target: "/compte")
        visit.headers["cookie"] = "orcp_session=\(fixed)"
        #expect(await community.site.answer(visit).status == 303)
    }

    @Test func `a redirection never leaves the site`() {
        for bad in ["https://x.fr", "//x.fr", "/\\x.fr", "javascript:alert(1)", "/a b", "x"] {
            #expect(SignInPage.localPath(bad) == "")
        }
        #expect(SignInPage.localPath("/groupes?a=b") == "/groupes?a=b")
    }

    @Test func `a wrong address keeps what was typed and says why`() async throws {
        let answer = try await community.post("/connexion", [("courriel", "pas une adresse")])

        let text = try answer.text
        #expect(answer.status == 422)
        #expect(text.contains("value=\"pas une adresse\""))
        #expect(text.contains("href=\"#champ-courriel\""))
        #expect(text.contains("aria-invalid=\"true\""))
    }
}
