import Foundation
import Testing

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
        let routes = CommunityRoutes.all.compactMap { $0 as? any CommunityResource.Type }
        for route in routes.sorted(by: { $0.path < $1.path }) {
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
        return lines.joined(separator: "\n") + "\n"
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
        for route in CommunityRoutes.all.compactMap({ $0 as? any CommunityResource.Type }) {
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

    @Test func `no form is taken from elsewhere or without the session's token`() async throws {
        let community = try InventedCommunity()
        for route in CommunityRoutes.all.compactMap({ $0 as? any CommunityResource.Type })
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
