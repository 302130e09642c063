import Community
import Foundation
import Testing

@testable import Website

/// Two editors on one page: every form over something that exists says which version it was opened on.
@Suite struct EditFormTests {
    /// Forms that come filled in and carry no version, by the address they are sent to, and why.
    private static let without: [String: String] = [
        "/administration/bureau": "gives a charge, from today unless said otherwise",
        "/administration/organisations/:id/representants": "adds a representative",
        "/groupes/:cle/membres/:id": "one choice, about one member",
        "/groupes/:cle/reunions/nouvelle": "a new meeting",
        "/innovation/nouvelle": "a new event",
        "/observatoire/charte/signer": "a signature, of one's own body",
        "/observatoire/delais-de-paiement/attester": "a filing; corrections leave the former one",
        "/questions/:id/etude": "a new study",
        "/rencontres/:cle/inscription": "one's own registration",
    ]

    /// The forms sent by POST in a page that come filled in: where they go, and whether they say a version.
    private static func filledForms(_ html: String) -> [(action: String, isVersioned: Bool)] {
        html.components(separatedBy: "<form ").dropFirst().compactMap { piece in
            let form = piece.components(separatedBy: "</form>")[0]
            guard form.hasPrefix("method=\"post\""),
                let action = form.firstMatch(of: #/action="([^"?]*)/#)?.output.1
            else { return nil }
            let typed = form.matches(
                of: #/<input type="(text|email|tel|number|date|datetime-local)"[^>]*>/#
            )
            .contains { !$0.output.0.contains("value=\"\"") }
            let written = form.matches(of: #/<textarea[^>]*>\n?([^<]*)</#)
                .contains { !$0.output.1.allSatisfy(\.isWhitespace) }
            let chosen = form.matches(
                of: #/(<select[^>]*>|<\/option>)<option value="([^"]+)" selected/#
            )
            .contains { $0.output.1.hasPrefix("</option") }
            let ticked = form.contains(" checked")
            guard typed || written || chosen || ticked else { return nil }
            return (String(action), form.contains("name=\"version\""))
        }
    }

    /// The address as routes write it: `/groupes/:cle/modifier`.
    private static func route(_ path: String) -> String? {
        let segments = path.split(separator: "/")
        let found = CommunityRoutes.all.map { $0.path }.filter { route in
            let parts = route.split(separator: "/")
            return parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
        return found.min { left, right in
            left.count(where: { $0 == ":" }) < right.count(where: { $0 == ":" })
        }
    }

    @Test func `every form over what exists says the version it was opened on`() async throws {
        let community = try InventedCommunity(withSample: true)
        var versioned: Set<String> = []
        var bare: Set<String> = []
        for kind in [InventedCommunity.Kind.administrator, .lead, .member] {
            var queue = ["/compte", "/administration", "/observatoire", "/presse/reglages"]
            queue += CommunityRoutes.all.map { $0.path }.filter { !$0.contains(":") }
            var asked: Set<String> = []
            var perRoute: [String: Int] = [:]
            while let target = queue.popLast() {
                guard asked.insert(target).inserted, let route = Self.route(target),
                    perRoute[route, default: 0] < 3, !route.hasSuffix("deconnexion")
                else { continue }
                perRoute[route, default: 0] += 1
                let answer = try await community.get(target, as: kind)
                guard answer.status == 200, answer.type.hasPrefix("text/html") else { continue }
                let html = try answer.text
                for form in Self.filledForms(html) {
                    let sentTo = Self.route(form.action) ?? form.action
                    if form.isVersioned { versioned.insert(sentTo) } else { bare.insert(sentTo) }
                }
                queue += html.matches(of: #/href="(\/[^"#?]*)"/#).map { String($0.output.1) }
            }
        }

        #expect(bare.subtracting(Self.without.keys).sorted() == [])
        #expect(Set(Self.without.keys).subtracting(bare).sorted() == [], "listed, and not found")
        #expect(versioned.count >= 15, "\(versioned.sorted())")
        for settings in [
            "/administration/assemblee", "/administration/conservation", "/presse/reglages",
            "/administration/fichiers",
        ] { #expect(versioned.contains(settings), "\(settings)") }
    }

    @Test func `the second of two administrators over settings is told, and nothing is lost`()
        async throws
    {
        let community = try InventedCommunity()
        let store = community.store
        let opened = try store.assembly.rulesVersion()
        var rules = try store.assembly.rules()
        rules.noticeDays = 21
        let second = rules
        rules.quorum = 61
        try store.assembly.decide(rules, version: opened, community.acting())

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Cette page de réglages")) {
            try store.assembly.decide(second, version: opened, community.acting())
        }
        #expect(try store.assembly.rules().quorum == 61)

        let page = try await community.get("/presse/reglages", as: .editor).text
        let version = try #require(page.firstMatch(of: #/name="version" value="(\d+)"/#)?.output.1)
        func send(_ name: String) async throws -> Answer {
            try await community.post(
                "/presse/reglages", [("nom", name), ("version", String(version))], as: .editor)
        }
        #expect(try await send("Première").status == 303)
        let told = try await send("Seconde")
        #expect(told.status == 409)
        #expect(try told.text.contains("Enregistré entre-temps"))
        #expect(try await community.get("/presse").text.contains("Première"))

        let kept = try store.retentions()
        let keys = kept.map(\.kept.setting)
        let former = try store.version(ofSettings: keys)
        try store.decide("conservation.journal_jours", "1900", community.acting())
        #expect(throws: CommunityRefusal.self) {
            try store.decide(keys.map { ($0, nil) }, version: former, community.acting())
        }
    }
}
