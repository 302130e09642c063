import Community
import Procurement
import Testing

@testable import Website

@Suite struct AttestPageTests {
    private static let target = "/observatoire/delais-de-paiement/attester"

    /// A summary as the thermometer exports it, over a quarter.
    private static func summary(_ quarter: Quarter) -> String {
        let content =
            "{\"kind\":\"orcp-payment-summary\",\"version\":1,\"buyerName\":null,"
            + "\"from\":\"\(quarter.first)\",\"to\":\"\(quarter.last)\",\"on\":\"\(quarter.last)\","
            + "\"lines\":{\"read\":50,\"setAside\":0,\"outside\":0,\"payments\":47,\"unpaid\":3},"
            + "\"indicators\":[{\"name\":\"delayMean\",\"value\":27.43},"
            + "{\"name\":\"delayMedian\",\"value\":25.5},{\"name\":\"lateShare\",\"value\":12.77},"
            + "{\"name\":\"interestPaid\",\"value\":null},{\"name\":\"note\",\"value\":\"x\"},"
            + "{\"name\":\"stockLateCount\",\"value\":2},"
            + "{\"name\":\"stockLateAmount\",\"value\":1234.56}]}"
        return
            "{\"summary\":\n\(content)\n,\"sha256\":\"\(Fingerprint.hexadecimal(of: content))\"}\n"
    }

    private func fields(_ community: InventedCommunity, _ quarter: Quarter) -> [(String, String)] {
        [
            ("action", "deposer"), ("organisation", String(community.organisation)),
            ("trimestre", quarter.description), ("taille", "50-a-249"), ("nom", "Anne Fictive"),
            ("fonction", "Finances"), ("declaration", "oui"),
        ]
    }

    @Test func `a summary is shown, then signed, and its digest is verified both times`()
        async throws
    {
        let community = try InventedCommunity()
        let quarter = Quarter(of: community.acting().now.day).previous
        let text = Self.summary(quarter)

        let shown = try await community.post(
            Self.target, [("action", "lire")],
            files: [("fichier", "synthese.json", Array(text.utf8))], as: .member)
        #expect(shown.status == 200)
        #expect(try shown.text.contains("27,4"))
        #expect(try community.store.attestations.quarters().isEmpty)
        #expect(PageWalk(try shown.text).complaints == [])

        let forged = text.replacing("27.43", with: "17.43")
        let refused = try await community.post(
            Self.target, fields(community, quarter) + [("synthese", forged)], as: .member)
        #expect(refused.status == 422)
        let filed = try await community.post(
            Self.target,
            fields(community, quarter)
                + [("synthese", text.replacing("\n", with: "\r\n"))], as: .member)
        #expect(filed.status == 303)

        let filing = try #require(
            try community.store.attestations.filings(of: community.organisation).first)
        #expect(
            filing.figures
                == PaymentFigures(
                    invoices: 47, meanHundredths: 2_743, medianHundredths: 2_550,
                    lateTenThousandths: 1_277, interestPaidCents: nil, unpaidCount: 2,
                    unpaidCents: 123_456))
        #expect(filing.digest?.count == 64)
    }

    @Test func `a forged file and one of other days are refused with the reason`() async throws {
        let community = try InventedCommunity()
        let quarter = Quarter(of: community.acting().now.day).previous
        let forged = Self.summary(quarter).replacing("\"payments\":47", with: "\"payments\":48")
        let answer = try await community.post(
            Self.target, [("action", "lire")],
            files: [("fichier", "synthese.json", Array(forged.utf8))], as: .member)
        #expect(answer.status == 422)
        #expect(try answer.text.contains("a été modifié"))

        let other = try await community.post(
            Self.target,
            fields(community, quarter) + [("synthese", Self.summary(quarter.previous))],
            as: .member)
        #expect(other.status == 422)
        #expect(try community.store.attestations.quarters().isEmpty)
    }

    @Test func `figures typed by hand are kept, faults are told beside their fields`() async throws
    {
        let community = try InventedCommunity()
        let quarter = Quarter(of: community.acting().now.day).previous
        let wrong = try await community.post(
            Self.target,
            fields(community, quarter) + [
                ("factures", "12"), ("delai_moyen", "vingt"), ("part_retard", "120"),
            ], as: .member)
        #expect(wrong.status == 422)
        #expect(try wrong.text.contains("href=\"#champ-delai_moyen\""))
        #expect(try wrong.text.contains("value=\"vingt\""))

        let filed = try await community.post(
            Self.target,
            fields(community, quarter) + [
                ("factures", "120"), ("delai_moyen", "27,4"), ("part_retard", "12,5"),
                ("interets_verses", ""),
            ], as: .member)
        #expect(filed.status == 303)
        let figures = try #require(
            try community.store.attestations.filings(of: community.organisation).first?.figures)
        #expect((figures.meanHundredths, figures.lateTenThousandths) == (2_740, 1_250))
        #expect(figures.interestPaidCents == nil)
    }

    @Test func `the board and its file show no figure of a single filer`() async throws {
        let community = try InventedCommunity()
        let quarter = Quarter(of: community.acting().now.day).previous
        _ = try await community.post(
            Self.target,
            fields(community, quarter) + [
                ("factures", "120"), ("delai_moyen", "27,4"), ("part_retard", "12,5"),
            ], as: .member)

        let page = try await community.get(
            "/observatoire/delais-de-paiement?trimestre=\(quarter)"
        ).text
        let file = try await community.get("/observatoire/delais-de-paiement/\(quarter).csv")
        #expect(page.contains("masqué"))
        #expect(!page.contains("27,4"))
        #expect(page.contains("Ville inventée"))
        #expect(file.type.hasPrefix("text/csv"))
        #expect(try !file.text.contains("27.4"))
        #expect(try file.text.contains("\(quarter),ensemble,,"))
    }
}
