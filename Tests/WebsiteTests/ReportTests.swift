import Columns
import Foundation
import Procurement
import Testing

@testable import Website

@Suite struct ReportTests {
    private func form(
        _ invented: InventedSite, _ body: String, headers: [String: String]
    ) async throws -> Answer {
        let buyer = try #require(try invented.edition.tables.buyers["acheteur_id"]?.text(0))
        var visit = try Visit(method: .post, target: "/signaler/acheteur/\(buyer)")
        visit.body = Array(body.utf8)
        visit.headers = headers
        visit.address = "192.0.2.1"
        return await invented.site.answer(visit)
    }

    private let good = "nature=Erreur&message=Le+montant+est+faux+de+beaucoup&nom=A&courriel="
    private let here = ["host": "exemple.fr", "origin": "https://exemple.fr"]

    @Test func `a report is kept for the operator and shown once published`() async throws {
        let invented = try InventedSite(contracts: 60)

        let answer = try await form(invented, good, headers: here)

        #expect(answer.status == 303)
        let folder = invented.folder + "/signalements"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let name = try #require(names.first)
        let buyer = try #require(try invented.edition.tables.buyers["acheteur_id"]?.text(0))
        #expect(!(try await invented.page("/acheteurs/\(buyer)")).contains("faux de beaucoup"))

        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        try text.replacing("\"publie\" : false", with: "\"publie\" : true")
            .write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        #expect(try await invented.page("/acheteurs/\(buyer)").contains("faux de beaucoup"))
    }

    @Test(arguments: [
        ["host": "exemple.fr", "origin": "https://ailleurs.fr"], ["host": "exemple.fr"],
        ["sec-fetch-site": "cross-site"],
    ]) func `a form sent from another site is refused`(headers: [String: String]) async throws {
        let invented = try InventedSite(contracts: 60)

        #expect(try await form(invented, good, headers: headers).status == 403)
    }

    @Test(arguments: [
        "nature=Rien&message=assez+long+pour+passer", "nature=Erreur&message=court",
        "nature=Erreur&message=assez+long+pour+passer&courriel=pas-une-adresse",
        "nature=Erreur&message=assez+long+pour+passer&site=piege",
    ]) func `a bad form names its field`(body: String) async throws {
        let invented = try InventedSite(contracts: 60)

        let answer = try await form(invented, body, headers: here)

        #expect(answer.status == 400)
        #expect(try answer.text.contains("<dt>Champ</dt>"))
    }

    @Test func `many reports from one address have to wait`() throws {
        let box = ReportBox(folder: "/nulle-part")
        for second in 0..<ReportBox.perAddress { try box.admit("a", at: Double(second)) }

        #expect(throws: Problem.self) { try box.admit("a", at: 10) }
        try box.admit("b", at: 10)
        try box.admit("a", at: 700)
    }
}
