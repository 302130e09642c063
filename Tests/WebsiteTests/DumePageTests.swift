import Formats
import Foundation
import Law
import Procurement
import Testing

@testable import Website

/// The page that reads a DUME: told in French, given back, nothing kept.
@Suite struct DumePageTests {
    private func site(_ workers: Workers) throws -> Site {
        let day = try #require(Day(year: 2026, month: 11, day: 24))
        return Website.toolSite(.shipped, workers, { day }, { _ in })
    }

    private func post(_ fields: [(name: String, value: [UInt8], isFile: Bool)]) async throws
        -> Answer
    {
        let workers = Workers(threads: 1, capacity: 8)
        defer { workers.stop() }
        let site = try site(workers)
        var body: [UInt8] = []
        for field in fields {
            let file = field.isFile ? "; filename=\"d.xml\"" : ""
            body +=
                "--limite\r\nContent-Disposition: form-data; name=\"\(field.name)\"\(file)\r\n\r\n"
                .utf8
            body += field.value + "\r\n".utf8
        }
        body += "--limite--\r\n".utf8
        var visit = try Visit(method: .post, target: "/dume")
        visit.headers["content-type"] = "multipart/form-data; boundary=limite"
        visit.body = body
        return await site.answer(visit)
    }

    private func send(_ document: [UInt8], _ action: String) async throws -> Answer {
        try await post([
            ("fichier", document, true), ("action", Array(action.utf8), false),
        ])
    }

    private var response: [UInt8] {
        var application = ESPDApplication()
        application.party.names = ["Toitures <inventées> & fils"]
        application.party.size = "micro"
        application.denyAllGrounds()
        return ESPDResponder(
            application, to: nil, version: .fourth,
            .init(uuid: "11111111-2222-4333-8444-555555555555", day: "2026-03-02")
        ).document.bytes
    }

    @Test func `a response is told in French, escaped, and the page passes the walk`() async throws
    {
        let answer = try await send(response, "lire")

        #expect(answer.status == 200)
        #expect(answer.keeping == .none)
        let page = try answer.text
        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("Toitures &lt;inventées&gt; &amp; fils"))
        #expect(page.contains("Participation à une organisation criminelle"))
        #expect(page.contains("Réponse de version 4.1.0"))
    }

    @Test func `the page holds the file, so that its buttons need no second choice`() async throws {
        let page = try await send(response, "lire").text
        let mark = "name=\"contenu\" value=\""
        let start = try #require(page.firstRange(of: mark)?.upperBound)
        let held = Array(page[start...].prefix { $0 != "\"" }.utf8)

        let answer = try await post([
            ("contenu", held, false), ("action", Array("reponse-2.1.1".utf8), false),
        ])

        #expect(answer.type == "application/xml")
        let read = try ESPDReader.read(try answer.bytes)
        #expect(read.version.text == "2.1.1")
        #expect(read.tenderers.first?.party.names == ["Toitures <inventées> & fils"])
    }

    @Test(arguments: ["", "<html/>", "<!DOCTYPE a><a/>", "pas du XML", "<a>"])
    func `what is no DUME is refused with a sentence`(text: String) async throws {
        let answer = try await send(Array(text.utf8), "lire")

        #expect(answer.status == 400)
        let page = try answer.text
        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("Ce fichier n’est pas lu."))
    }

    @Test func `an unknown button is refused`() async throws {
        #expect(try await send(response, "effacer").status == 400)
    }

    @Test func `the PDF is made by WeasyPrint, or its absence is told calmly`() async throws {
        let answer = try await send(response, "pdf")

        if Program(name: "weasyprint").path == nil {
            #expect(answer.status == 503)
        } else {
            #expect(answer.type == "application/pdf")
            #expect(try answer.bytes.starts(with: Array("%PDF-".utf8)))
        }
    }
}
