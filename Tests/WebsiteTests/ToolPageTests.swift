import Columns
import Foundation
import Law
import Procurement
import Testing
import Tools

@testable import Website

/// Pages, files and endpoint of the tools, and the pages of the law.
@Suite struct ToolPageTests {
    private let invented: InventedSite

    init() throws { invented = try InventedSite(contracts: 60) }

    private func post(_ target: String, _ body: String) async throws -> Answer {
        var visit = try Visit(method: .post, target: target)
        visit.body = Array(body.utf8)
        return await invented.site.answer(visit)
    }

    /// A tool's example; a buyer of this small edition stands for one of the great sample.
    private func example(of tool: any Tool) throws -> [(String, String)] {
        let edition = try invented.site.shelf.current()
        let buyer = edition.tables.contracts["acheteur_id"]?.text(0)
        return tool.example.map { ($0.field, $0.field == "siret" ? buyer ?? $0.value : $0.value) }
    }

    private let lateInterest =
        "amount=12+000%2C00+%E2%82%AC&received=06%2F07%2F2026&paid=2026-09-30&buyer=local-authority"

    @Test(arguments: Toolbox.tools.map(\.name))
    func `each tool has a page whose form asks its fields`(name: String) async throws {
        let tool = try #require(Toolbox.tool(named: name))

        let page = try await invented.page("/outils/\(name)")

        #expect(PageWalk(page).complaints == [])
        for field in tool.fields { #expect(page.contains("name=\"\(field.name)\"")) }
        #expect(page.contains(ToolAnswer.notice))
        #expect(try await invented.page("/outils").contains("href=\"/outils/\(name)\""))
    }

    @Test(arguments: Toolbox.tools.map(\.name))
    func `the example of each tool is answered on its page`(name: String) async throws {
        let tool = try #require(Toolbox.tool(named: name))
        let example = try example(of: tool)

        let answer = try await post("/outils/\(name)", Link.query(example))

        #expect(answer.status == 200)
        #expect(answer.keeping == .none)
        let page = try answer.text
        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("id=\"reponse\""))
        for field in tool.fields {
            guard let value = example.first(where: { $0.0 == field.name })?.1 else {
                continue
            }
            switch field.control {
            case .table: continue
            case .text:
                #expect(page.contains(String(decoding: HTML(text: value).bytes, as: UTF8.self)))
            default: #expect(page.contains("\"\(value)\""))
            }
        }
    }

    @Test func `late interest is answered with its amounts, steps and articles`() async throws {
        let page = try await post("/outils/late-interest", lateInterest).text

        #expect(page.contains("191,47\u{202F}€"))
        #expect(page.contains("40\u{202F}€ d’indemnité forfaitaire"))
        #expect(page.contains("CCP R2192-31"))
        #expect(page.contains("<span class=\"etiquette\">à confirmer</span>"))
        #expect(page.contains("value=\"12 000,00 €\""))
    }

    @Test func `a refusal names the field, quotes the value and keeps what was typed`()
        async throws
    {
        let answer = try await post(
            "/outils/late-interest", "amount=bleu&received=2026-07-06&buyer=state")

        #expect(answer.status == 400)
        let page = try answer.text
        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("href=\"#champ-amount\""))
        #expect(page.contains("«\u{202F}bleu\u{202F}»"))
        #expect(page.contains("aria-invalid=\"true\""))
        #expect(page.contains("value=\"2026-07-06\""))
        #expect(page.contains("<option value=\"state\" selected>"))
    }

    @Test func `typed markup never becomes markup`() async throws {
        let page = try await post(
            "/outils/due-date", "received=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&buyer=state"
        ).text

        #expect(!page.contains("<script>alert"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test(arguments: Toolbox.tools.map(\.name))
    func `a case is saved by the page and opened again from its file`(name: String) async throws {
        let tool = try #require(Toolbox.tool(named: name))
        let items = try example(of: tool)
        let example = Dictionary(uniqueKeysWithValues: items)
        let saved = ToolCase.json(example, of: tool)

        let first = try await post("/outils/\(name)", Link.query(items))
        let again = try await send("/outils/\(name)", [("cas", "cas.json", saved)])

        #expect(try first.text.contains(Base64.text(Array(saved.utf8))))
        #expect(again.status == 200)
        #expect(try summary(of: again) == summary(of: first))
        #expect(try ToolCase.values(saved.utf8).keys.sorted() == example.keys.sorted())
    }

    @Test func `a file that is no case is refused in a sentence`() async throws {
        for text in ["", "bleu", "[]", "{\"amount\": null", "{\"amount\": {}}"] {
            let answer = try await send("/outils/advance", [("cas", "cas.json", text)])

            #expect(answer.status == 400, "\(text)")
            #expect(PageWalk(try answer.text).complaints == [])
        }
    }

    /// A form sent as browsers send files.
    private func send(
        _ target: String, _ parts: [(name: String, file: String?, text: String)],
        encoding: String.Encoding = .utf8
    ) async throws -> Answer {
        var visit = try Visit(method: .post, target: target)
        visit.headers["content-type"] = "multipart/form-data; boundary=----limite"
        var body = Data()
        for part in parts {
            let file = part.file.map { "; filename=\"\($0)\"\r\nContent-Type: text/csv" } ?? ""
            body += Data(
                """
                ------limite\r\nContent-Disposition: form-data; name="\(part.name)"\(file)\r\n\r\n
                """.utf8)
            body += try #require(part.text.data(using: encoding)) + Data("\r\n".utf8)
        }
        visit.body = Array(body + Data("------limite--\r\n".utf8))
        return await invented.site.answer(visit)
    }

    private func summary(of answer: Answer) throws -> Substring {
        let page = try answer.text
        let start = try #require(page.range(of: "<p class=\"encart\"><strong>")?.upperBound)
        return page[start...].prefix { $0 != "<" }
    }

    @Test func `forms with files are read whatever they hold, and refused when they are cut`()
        async throws
    {
        let fields = [
            ("received", nil, "2026-07-06"), ("buyer", nil, "state"),
            ("performed", "", ""),
        ]
        #expect(
            try await send("/outils/due-date", fields.map { ($0.0, $0.1, $0.2) }).status == 200)
        let whole = """
            --x\r\nContent-Disposition: form-data; name="received"\r\n\r\n2026-07-06\r\n--x\r\n\
            Content-Disposition: form-data; name="buyer"\r\n\r\nstate\r\n--x--
            """
        for length in stride(from: 0, to: whole.utf8.count, by: 3) {
            var visit = try Visit(method: .post, target: "/outils/due-date")
            visit.headers["content-type"] = "multipart/form-data; boundary=x"
            visit.body = Array(whole.utf8.prefix(length))
            let answer = await invented.site.answer(visit)
            #expect([400, 200].contains(answer.status), "\(length)")
        }
    }

    @Test func `the endpoint answers objects and forms, and refuses the rest as a problem`()
        async throws
    {
        let case1 = """
             {"amount": 12000, "received": "2026-07-06", "paid": "2026-09-30",
             "buyer": "local-authority"}
            """
        for body in [case1, lateInterest] {
            let answer = try await post("/api/v1/tools/late-interest", body)
            let object = try JSONSerialization.jsonObject(with: Data(answer.bytes))
            let result = (object as? [String: Any])?["result"] as? [String: Any]
            #expect(answer.status == 200)
            #expect(result?["interest"] as? Double == 191.47)
            #expect(result?["flatFee"] as? Double == 40)
        }
        let refused = try await post("/api/v1/tools/late-interest", "{\"amount\": []}")
        #expect(refused.status == 400)
        #expect(refused.type.hasPrefix("application/problem+json"))
        let missing = try await post(
            "/api/v1/tools/late-interest", "{\"amount\": \"1\", \"buyer\": \"state\"}")
        let problem =
            try JSONSerialization.jsonObject(with: Data(missing.bytes)) as? [String: Any]
        #expect(problem?["field"] as? String == "received")
        #expect(try await post("/api/v1/tools/aucun", "{}").status == 404)
        #expect(try await invented.get("/api/v1/tools/advance").text.contains("\"months\""))
    }

    @Test func `nothing of a case stays on the disk`() async throws {
        let planted = "91827364.55"
        _ = try await post(
            "/outils/late-interest", "amount=\(planted)&received=2026-07-06&buyer=state")
        _ = try await send(
            "/outils/late-interest",
            [
                ("action", nil, "fichiers"), ("amount", nil, planted),
                ("received", nil, "2026-07-06"),
            ])
        _ = try await post("/outils/advance", "amount=\(planted)&on=bleu")

        let files = try #require(FileManager.default.enumerator(atPath: invented.folder))
        for case let name as String in files {
            let path = invented.folder + "/" + name
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            #expect(data.range(of: Data(planted.utf8)) == nil, "\(name)")
        }
    }

    @Test(arguments: LawBook.shipped.families.map(\.id))
    func `each family of rules has a page with its history`(id: String) async throws {
        let family = try #require(LawBook.shipped.families.first { $0.id == id })

        let page = try await invented.page("/droit/\(id)")

        #expect(PageWalk(page).complaints == [])
        for rule in family.rules { #expect(page.contains("id=\"\(rule.id)\"")) }
        #expect(try await invented.page("/droit").contains("href=\"/droit/\(id)\""))
    }

    @Test func `the feed of changes is well-formed and leads to the rules`() async throws {
        let answer = try await invented.get("/droit/changements.atom")

        let text = try answer.text
        #expect(answer.type.hasPrefix("application/atom+xml"))
        #expect(text.contains("/droit/rates#late-interest"))
        #expect(text.components(separatedBy: "<entry>").count > 20)
        #expect(!text.contains("<br"))
    }
}
