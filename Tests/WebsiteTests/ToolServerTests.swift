import Foundation
import Law
import Procurement
import Testing
import Tools

@testable import Website

/// The tools alone, the law over the API, and bodies on their way.
@Suite struct ToolServerTests {
    private let workers = Workers(threads: 1, capacity: 8)

    private func site() throws -> Site {
        let day = try #require(Day(year: 2026, month: 11, day: 24))
        return Website.toolSite(.shipped, workers, { day }, { _ in })
    }

    @Test func `on one's own computer the tools and the law are served, and nothing else`()
        async throws
    {
        let site = try site()
        defer { workers.stop() }
        for tool in Toolbox.tools.map(\.name) {
            let page = try await site.answer(Visit(target: "/outils/\(tool)")).text
            #expect(PageWalk(page).complaints == [])
            #expect(page.contains("Servi par ce programme à ce seul ordinateur"))
            #expect(!page.contains("href=\"/explorer\""))
        }
        for path in ["/outils", "/droit", "/droit/rates", "/api/v1/tools", "/api/v1/law"] {
            #expect(try await site.answer(Visit(target: path)).status == 200, "\(path)")
        }
        for path in ["/explorer", "/editions", "/signaler/acheteur/1", "/mentions-legales"] {
            #expect(try await site.answer(Visit(target: path)).status == 404, "\(path)")
        }
        #expect(try await site.answer(Visit(target: "/")).status == 303)
    }

    @Test(arguments: [
        ("dispensation?purchase=services&on=2026-03-31", "known", 40_000.0),
        ("dispensation?purchase=services&on=2026-04-01", "known", 60_000),
        ("late-interest?on=2026-09-30", "known", 10.4),
        ("dispensation?on=2026-04-01", "several", nil),
        ("dispensation?on=1998-01-01", "unknown", nil),
    ])
    func `a rule is asked for a day and a situation`(
        target: String, answer: String, value: Double?
    ) async throws {
        let site = try site()
        defer { workers.stop() }

        let text = try await site.answer(Visit(target: "/api/v1/law/" + target)).text

        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["answer"] as? String == answer)
        #expect((object?["fact"] as? [String: Any])?["value"] as? Double == value)
        #expect((object?["history"] as? [Any])?.isEmpty == false)
    }

    @Test(arguments: [
        ("/api/v1/law/aucune", 404), ("/api/v1/law/dispensation?on=hier", 400),
        ("/api/v1/law/dispensation?buyer=roi", 400), ("/outils/advance?modele=bleu", 400),
    ])
    func `a bad question about the law is refused`(target: String, status: Int) async throws {
        let site = try site()
        defer { workers.stop() }

        #expect(try await site.answer(Visit(target: target)).status == status)
    }

    @Test func `bodies share a budget; small ones are always taken`() {
        let budget = BodyBudget(bytes: 1 << 20)

        #expect(budget.take(700_000))
        #expect(!budget.take(700_000))
        #expect(budget.take(10_000))
        budget.give(10_000)
        budget.give(700_000)
        #expect(budget.take(1 << 20))
    }
}
