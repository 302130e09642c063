import Foundation
import GRDB
import Testing

@testable import Community
@testable import Website

@Suite struct PermissionTests {
    /// The table as the code has it: a line per address and action, a column per kind of person.
    private static var table: String {
        var lines = [
            "# Who may do what", "",
            "Made by the tests from the addresses of the community; `UPDATE_GOLDEN=1` writes it anew. The last "
                + "column says what else must hold, about the thing itself.", "",
            "| Address | Action | visitor | account | member | lead | editor | administrator | And |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for route in resources.sorted(by: { $0.path < $1.path }) {
            let actions: [(String, Access?)] = [("read", route.reading), ("send", route.writing)]
            for case (let action, let access?) in actions {
                let cells = InventedCommunity.Kind.allCases.map {
                    $0.access >= access ? "yes" : "—"
                }
                lines.append(
                    "| `\(route.path)` | \(action) | \(cells.joined(separator: " | ")) | \(route.condition) |"
                )
            }
        }
        lines += [
            "", "## Forms outside the community", "",
            "Anybody sends them, without an account: tools and DUME keep nothing, a report goes to the operator.",
            "",
        ]
        let open = Routes.all.filter { $0.takesForms && !($0 is any CommunityResource.Type) }
        lines += open.map { $0.path }.sorted().map { "- `\($0)`" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The addresses of the community: every one says who may open and send.
    private static var resources: [any CommunityResource.Type] {
        CommunityRoutes.all.compactMap { $0 as? any CommunityResource.Type }
    }

    @Test func `no address of the community escapes the table`() {
        #expect(Self.resources.count == CommunityRoutes.all.count)
        #expect(Set(CommunityRoutes.all.map { $0.path }).count == CommunityRoutes.all.count)
    }

    @Test func `every address has its line in the table of permissions`() throws {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        url.appendPathComponent("docs/permissions.md")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Self.table.write(to: url, atomically: true, encoding: .utf8)
        }

        let kept = try String(contentsOf: url, encoding: .utf8)
        #expect(kept == Self.table)
    }

    @Test func `every kind of person is let in or turned away as the table says`() async throws {
        let community = try InventedCommunity()
        for route in Self.resources {
            let target =
                "/"
                + route.path.split(separator: "/").map {
                    $0.hasPrefix(":") ? "0" : String($0)
                }.joined(separator: "/")
            for kind in InventedCommunity.Kind.allCases {
                let read = try await community.get(target, as: kind)
                let mayRead = kind.access >= route.reading
                #expect(read.status < 500, "\(target) \(kind)")
                #expect(mayRead || read.isTurnedAway, "\(target) \(kind) \(read.status)")
                if read.status == 200, read.type.hasPrefix("text/html") {
                    #expect(PageWalk(try read.text).complaints == [], "\(target) \(kind)")
                }
                if mayRead, route.condition.isEmpty {
                    #expect(!read.isTurnedAway, "\(target) \(kind)")
                }
                if let writing = route.writing, kind.access < writing {
                    let sent = try await community.post(target, as: kind)
                    #expect(sent.isTurnedAway, "POST \(target) \(kind) \(sent.status)")
                }
            }
        }
    }

    /// What sends its form and legitimately leads to the page to sign in, with the reason.
    private static let leadingToSignIn = [
        "/deconnexion": "the session has just ended: nothing is left but to sign in again"
    ]

    /// The beginnings of addresses that lead to something the sample holds, and where it is found.
    private static let things = [
        ("/actualites/redaction/:cle", "SELECT cle FROM actualite"),
        ("/administration/organisations/:id", "SELECT id FROM organisation"),
        ("/administration/personnes/:id", "SELECT id FROM personne"),
        ("/assemblee/resolutions/:id", "SELECT id FROM resolution"),
        ("/assemblee/seances/:id", "SELECT id FROM assemblee"),
        ("/consultations/:cle", "SELECT cle FROM consultation"),
        ("/groupes/:cle", "SELECT cle FROM groupe"),
        ("/observatoire/charte/redaction/engagements/:cle", "SELECT cle FROM engagement"),
        ("/projets/:cle", "SELECT cle FROM projet"),
        ("/rencontres/:cle", "SELECT cle FROM rencontre WHERE etat <> 'brouillon'"),
    ]

    @Test func `who may send a form without condition is not turned away, even with nothing in it`()
        async throws
    {
        let community = try InventedCommunity(withSample: true)
        let acting = community.acting(.editor)
        try community.store.write(acting) {
            try $0.execute(
                sql: """
                    INSERT INTO actualite (cle, genre, titre, chapo, texte, cree, modifiee)
                    VALUES ('essai', 'actualite', 'Essai', 'Un essai.', 'Un essai.', 0, 0)
                    """)
        }
        let found = try Self.things.map { beginning, sql in
            let key = try community.store.read { try String.fetchOne($0, sql: sql) }
            return (beginning, try #require(key, "\(beginning)"))
        }
        let open = Self.resources.filter { $0.writing != nil && $0.condition.isEmpty }
        let ending = open.filter { Self.leadingToSignIn[$0.path] != nil }
        #expect(ending.count == Self.leadingToSignIn.count)
        var asked = 0
        // Those that end a session come last.
        for route in open.filter({ Self.leadingToSignIn[$0.path] == nil }) + ending {
            guard let access = route.writing else { continue }
            var path = route.path
            for (beginning, key) in found where path.hasPrefix(beginning) {
                let name = try #require(beginning.split(separator: ":").last)
                path.replace(":" + name, with: key, maxReplacements: 1)
            }
            let isReal = path != route.path && !path.contains(":")
            let target =
                "/"
                + path.split(separator: "/").map { $0.hasPrefix(":") ? "0" : String($0) }
                .joined(separator: "/")
            for kind in InventedCommunity.Kind.allCases where kind.access >= access {
                let sent = try await community.post(target, as: kind)
                let told = "POST \(target) \(kind) \(sent.status) \(sent.location ?? "")"
                asked += 1
                #expect(sent.status != 401 && sent.status != 403 && sent.status < 500, "\(told)")
                #expect(!isReal || sent.status != 404, "\(told)")
                let isSignIn = sent.location?.hasPrefix("/connexion") == true
                if Self.leadingToSignIn[route.path] != nil {
                    #expect(isSignIn && sent.cookie("orcp_session") == "", "\(told)")
                } else {
                    #expect(kind == .visitor || !isSignIn, "\(told)")
                }
            }
        }
        #expect(asked > 150)
    }

    @Test func `no form is taken from elsewhere or without the session's token`() async throws {
        let community = try InventedCommunity()
        for route in Self.resources
        where route.writing != nil && !route.takesForeignForms {
            let target =
                "/"
                + route.path.split(separator: "/").map {
                    $0.hasPrefix(":") ? "0" : String($0)
                }.joined(separator: "/")

            let foreign = try await community.post(target, as: .administrator, fromElsewhere: true)
            let tokenless = try await community.post(target, as: .administrator, token: "")
            let others = try await community.post(target, as: .administrator, token: "AAAA")

            #expect([foreign, tokenless, others].allSatisfy { $0.status == 403 }, "\(target)")
        }
    }
}
