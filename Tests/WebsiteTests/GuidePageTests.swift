import Law
import Procurement
import Testing
import Tools

@testable import Website

/// Pages of the guide of obligations.
@Suite struct GuidePageTests {
    private let invented: InventedSite

    init() throws { invented = try InventedSite(contracts: 60) }

    @Test func `the guide lists every obligation under its moment, each with a link`() async throws
    {
        let page = try await invented.page("/guide")

        #expect(PageWalk(page).complaints == [])
        for phase in ContractPhase.allCases { #expect(page.contains("id=\"\(phase.rawValue)\"")) }
        for obligation in LawBook.shipped.obligations {
            #expect(page.contains("href=\"/guide/\(obligation.id)\""), "\(obligation.id)")
        }
        #expect(try await invented.page("/outils").contains("href=\"/guide\""))
        let sitemap = try await invented.page("/sitemap.xml")
        #expect(sitemap.contains("/guide/delai-paiement<"))
        #expect(!sitemap.contains("<loc>/"))
    }

    @Test(arguments: LawBook.shipped.obligations.map(\.id))
    func `each obligation has a page with its text, its article and no empty line`(
        id: String
    ) async throws {
        let obligation = try #require(LawBook.shipped.obligation(named: id))

        let page = try await invented.page("/guide/\(id)")

        #expect(PageWalk(page).complaints == [])
        #expect(page.contains(HTML(text: obligation.text).text))
        #expect(page.contains(HTML(text: obligation.article).text))
        #expect(page.contains("<dt>Sanction</dt>") == (obligation.sanction != nil))
        #expect(page.contains("id=\"lettre\"") == ObligationLetter.obligations.contains(id))
        #expect(page.contains("à confirmer</span>") == (obligation.confidence == .memory))
        #expect(!page.contains("<dd></dd>"))
    }

    @Test func `filters keep what concerns the case, and say what is set apart`() async throws {
        let page = try await invented.page(
            "/guide?moment=payment&acheteur=public-undertaking&montant=95000&date=2026-11-23")

        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("<option value=\"payment\" selected>"))
        #expect(page.contains("href=\"/guide/delai-paiement?acheteur=public-undertaking"))
        #expect(!page.contains("id=\"tendering\""))
        #expect(page.contains("Prévues pour d’autres acheteurs"))
        #expect(page.contains("value=\"95000\""))
    }

    @Test func `what changed since a visit is told, and the next address is given`() async throws {
        let page = try await invented.page("/guide?depuis=2026-01-01&date=2026-11-23")
        let plain = try await invented.page("/guide")

        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("Ce qui a changé depuis le 1er janvier 2026"))
        #expect(page.contains("1,5\u{202F}fois"))
        #expect(plain.contains("href=\"/guide?depuis="))
    }

    @Test(arguments: [
        ("/guide?montant=bleu", "montant"), ("/guide?date=2026-02-30", "date"),
        ("/guide?acheteur=roi", "acheteur"), ("/guide?depuis=2030-01-01&date=2026-01-01", "depuis"),
    ]) func `a wrong value is refused beside its field`(target: String, key: String) async throws {
        let answer = try await invented.get(target)

        let page = try answer.text
        #expect(answer.status == 400)
        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("id=\"champ-\(key)-faute\""))
        #expect(page.contains("href=\"#champ-\(key)\""))
    }

    @Test(arguments: [
        ("/guide/inconnue", 404), ("/guide/obligations%2Fdume", 404),
        ("/guide/cada?date=bleu", 400), ("/guide/livret?montant=bleu", 400),
    ]) func `an address that leads nowhere is answered calmly`(
        target: String, status: Int
    ) async throws {
        let answer = try await invented.get(target)

        #expect(answer.status == status)
        #expect(PageWalk(try answer.text).complaints == [])
    }

    @Test func `the booklet tells what was read in full, and the rest apart`() async throws {
        let page = try await invented.page("/guide/livret?acheteur=local-authority")

        #expect(PageWalk(page).complaints == [])
        #expect(page.contains("<h3>Allotir</h3>"))
        #expect(!page.contains("<h3>Accepter le DUME</h3>"))
        let apart = try #require(page.ranges(of: "<h2>À confirmer</h2>").first)
        #expect(page[apart.upperBound...].contains("Accepter le DUME"))
        #expect(page.contains("Collectivité territoriale ou groupement"))
    }

    @Test func `a page tells how its obligation stands in the case of its address`() async throws {
        let small = try await invented.page("/guide/publicite-90?montant=89999&acheteur=state")
        let early = try await invented.page("/guide/besoin-sobriete?date=2025-10-15")

        #expect(small.contains("Ne s’applique pas à ce montant"))
        #expect(early.contains("Pas en vigueur au 15 octobre 2025"))
    }
}
