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
