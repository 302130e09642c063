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

    @Test func `a form damaged anywhere is answered or refused, never a failure`() async throws {
        let site = try site()
        defer { workers.stop() }
        let whole = Array(
            """
            --x\r\nContent-Disposition: form-data; name="amount"\r\n\r\n12 000\r\n--x\r\n\
            Content-Disposition: form-data; name="received"; filename="a.csv"\r\n\
            Content-Type: text/csv\r\n\r\n2026-07-06\r\n--x\r\n\
            Content-Disposition: form-data; name="buyer"\r\n\r\nstate\r\n--x--\r\n
            """.utf8)
        var state: UInt64 = 20_261_124
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for round in 0..<600 {
            var body = whole
            for _ in 0...next(4) {
                switch next(3) {
                case 0: body[next(body.count)] = UInt8(next(256))
                case 1: body.remove(at: next(body.count))
                default: body.insert(UInt8(next(256)), at: next(body.count))
                }
            }
            var visit = try Visit(method: .post, target: "/outils/late-interest")
            visit.headers["content-type"] = "multipart/form-data; boundary=x"
            visit.body = body

            let answer = await site.answer(visit)

            #expect([200, 400].contains(answer.status), "round \(round)")
        }
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
