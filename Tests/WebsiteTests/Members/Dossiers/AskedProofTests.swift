import Community
import Foundation
import Law
import Procurement
import Testing

@testable import Website

/// Each proof that a consultation asks is shown with who gives it.
@Suite struct AskedProofTests {
    private static let siret = "73282932000074"

    private func consultation() async throws -> (InventedConsultationSite, String) {
        let site = try InventedConsultationSite()
        let community = site.community
        let person = community.people[.account] ?? 0
        try community.store.attachments.ask(
            person, siret: Self.siret, kind: .company, reason: "Gérante, joignable au siège.",
            community.acting(.account))
        let asked = try #require(try community.store.attachments.of(person).first)
        try community.store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, community.acting(.administrator)
        ) { _, address in MailMessage(to: address, subject: "Confirmé", text: "Confirmé.") }
        let proofs = ["references", "chiffre-affaires", "effectifs", "declaration-exclusions"]
        let sent = try await community.post(
            "/consultations/nouvelle",
            InventedConsultationSite.fields(["preuves": "assurance"])
                + proofs.map { ("preuves", $0) }, as: .member)
        let key = try #require(sent.location?.split(separator: "/")[1].prefix { $0 != "?" })
        let version = try community.store.consultations.consultation(String(key)).version
        let published = try await community.post(
            "/consultations/\(key)/publier", [("version", String(version))], as: .member)
        #expect(published.status == 303)
        return (site, String(key))
    }

    @Test
    func `the application shows who verifies, what the dossier holds until when, what to join`()
        async throws
    {
        let (site, key) = try await consultation()
        let saved = try await site.community.post(
            "/dossier/\(Self.siret)",
            [
                ("version", "0"), ("identite_nom", "Toitures Inventées"),
                ("contact_courriel", "devis@toitures.exemple"),
                ("exercice_1000_annee", "2025"), ("exercice_1000_chiffre", "612 000"),
                ("assurance_1000_nature", "Responsabilité décennale"),
                ("assurance_1000_assureur", "Assureur inventé"),
                ("assurance_1000_fin", "2027-06-20"),
            ], as: .account)
        #expect(saved.status == 303)

        let page = try await site.community.get(
            "/candidature?consultation=\(key)", as: .account
        ).text

        func cell(_ label: String) -> Substring {
            guard let place = page.range(of: ">" + label) else { return "" }
            return page[place.upperBound...].prefix(600)
                .split(separator: "</tr>", maxSplits: 1)[0]
        }
        #expect(page.contains("Ce que cette consultation demande"))
        #expect(
            cell(ConsultationProof.insurance.label).contains(
                "<strong>Déjà dans votre dossier</strong>, joint à la candidature, valable jusqu’au 20 juin 2027"
            ))
        #expect(cell(ConsultationProof.turnover.label).contains("Déjà dans votre dossier"))
        let staff = cell(ConsultationProof.staff.label)
        #expect(staff.contains("Vérifié par l’acheteur") && staff.contains("R2143-13"))
        #expect(staff.contains("/v3/gip_mds/unites_legales/{siren}/effectifs_annuels"))
        #expect(cell(ConsultationProof.references.label).contains("<strong>À joindre</strong>"))
        #expect(cell("Déclaration sur l’honneur").contains("Dans la candidature"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `an insurance that is over is to be given, and its end is told`() async throws {
        let (site, key) = try await consultation()
        _ = try await site.community.post(
            "/dossier/\(Self.siret)",
            [
                ("version", "0"), ("identite_nom", "Toitures Inventées"),
                ("contact_courriel", "devis@toitures.exemple"),
                ("assurance_1000_nature", "Responsabilité décennale"),
                ("assurance_1000_assureur", "Assureur inventé"),
                ("assurance_1000_fin", "2026-05-01"),
            ], as: .account)

        let page = try await site.community.get(
            "/candidature?consultation=\(key)", as: .account
        ).text

        #expect(page.contains("n’est plus valable depuis le 1er mai 2026"))
    }

    @Test func `a deposit is rehearsed: a receipt comes back, and nothing is deposited`()
        async throws
    {
        let (site, key) = try await consultation()
        let page = "/consultations/\(key)/essai"

        let sent = try await site.community.post(
            page, [], files: [("fichiers", "offre.xml", Array("<a/>".utf8))], as: .account)
        let none = try await site.community.post(page, [], files: [], as: .account)

        let text = try sent.text
        #expect(sent.status == 200 && none.status == 422)
        #expect(text.contains("ESSAI") && text.contains("offre.xml"))
        #expect(text.contains("Commune inventée") && text.contains("Toiture de l’école inventée"))
        #expect(text.contains(Fingerprint.hexadecimal(Fingerprint.of(Array("<a/>".utf8)))))
        #expect(PageWalk(text).complaints == [])
        #expect(try site.community.store.offers.deposits(of: [Self.siret]).isEmpty)
    }

    @Test func `one list of codes: what an administration holds bears the code of what is asked`() {
        let asked = Set(ConsultationProof.allCases.map(\.rawValue))
        let shared = AdministrationProof.all.map(\.code).filter { asked.contains($0) }

        #expect(
            Set(shared) == [
                "chiffre-affaires", "effectifs", "attestation-fiscale", "attestation-sociale",
                "extrait-kbis",
            ])
        #expect(Set(AdministrationProof.all.map(\.code)).count == AdministrationProof.all.count)
        #expect(AdministrationProof.byTrade.allSatisfy { AdministrationProof.of($0) != nil })
    }
}
