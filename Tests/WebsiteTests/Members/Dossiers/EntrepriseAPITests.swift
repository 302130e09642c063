import Community
import Foundation
import Procurement
import Synchronization
import Testing

@testable import Website

@Suite struct EntrepriseAPITests {
    /// Answers in place of the service, and keeps what was asked.
    private final class Recorded: OpenIDCaller {
        let status: Int
        let body: String
        private let calls = Mutex<[OpenIDCall]>([])
        var asked: [OpenIDCall] { calls.withLock { $0 } }

        init(_ status: Int, _ body: String) {
            self.status = status
            self.body = body
        }

        func call(_ call: OpenIDCall) throws -> OpenIDReply {
            calls.withLock { $0.append(call) }
            return OpenIDReply(
                status: status, type: "application/json", bytes: Array(body.utf8))
        }
    }

    private func ask(_ code: String, _ recorded: Recorded) throws -> EntrepriseAPI.Reply? {
        try EntrepriseAPI(base: "https://service.exemple.fr", caller: recorded).ask(
            try #require(AdministrationProof.of(code)), of: try Siret("73282932000074"),
            for: try Siret("21590350100017"), token: "un.jeton.secret",
            on: try #require(Day("2026-11-26")))
    }

    @Test func `a question names the company, who asks, why, and bears the buyer's token`() throws {
        let recorded = Recorded(200, "{\"data\":{\"annee\":\"2025\"}}")

        _ = try ask("effectifs", recorded)

        let call = try #require(recorded.asked.first)
        #expect(
            call.address.hasPrefix(
                "https://service.exemple.fr/v3/gip_mds/unites_legales/732829320/effectifs_annuels/2025?"
            ))
        #expect(call.address.contains("recipient=21590350100017"))
        #expect(call.address.contains("context=March%C3%A9s%20publics"))
        #expect(call.address.contains("object=Candidature%2073282932000074"))
        #expect(
            call.headers.contains {
                $0.name == "Authorization" && $0.value == "Bearer un.jeton.secret"
            })
        #expect(!call.address.contains("jeton"))
    }

    @Test func `an attestation that is delivered gives its dates, its code and its document`()
        throws
    {
        let reply = try #require(
            try ask(
                "attestation-sociale",
                Recorded(
                    200,
                    """
                    {"data":{"document_url":"https://exemple.fr/a.pdf","document_url_expires_in":86400,
                    "date_debut_validite":"2026-01-31","date_fin_validite":"2026-07-31",
                    "code_securite":"ABC","entity_status":{"code":"ok","libelle":"Attestation délivrée",
                    "description":"…"}},"links":{},"meta":{}}
                    """)))

        #expect(reply.answer.verdict == .delivered)
        #expect(reply.answer.document == "https://exemple.fr/a.pdf")
        #expect(
            reply.answer.facts.contains {
                $0.label == "Valable jusqu’au" && $0.value == "31 juillet 2026"
            })
        #expect(reply.answer.facts.contains { $0.label == "Code de sécurité" && $0.value == "ABC" })
    }

    @Test func `an attestation that is refused says so, and not that it was obtained`() throws {
        let reply = try ask(
            "attestation-sociale",
            Recorded(
                200,
                """
                {"data":{"document_url":null,"date_fin_validite":null,"entity_status":
                {"code":"refus_de_delivrance","libelle":"Refusée","description":"Pas à jour."}}}
                """))

        #expect(reply?.answer.verdict == .refused)
        #expect(reply?.answer.sentence == "Pas à jour.")
        #expect(reply?.answer.document == nil)
    }

    @Test func `turnovers come as a collection`() throws {
        let reply = try #require(
            try ask(
                "chiffre-affaires",
                Recorded(
                    200,
                    """
                    {"data":[{"data":{"chiffre_affaires":900001,"date_fin_exercice":"2025-12-31"},
                    "links":{},"meta":{}}],"meta":{},"links":{}}
                    """)))

        #expect(
            reply.answer.facts.map(\.label) == ["Chiffre d’affaires (€)", "Exercice clos le"])
        #expect(reply.answer.facts.map(\.value) == [French.integer(900_001), "31 décembre 2025"])
    }

    @Test func `names of natural persons are not kept`() throws {
        let reply = try #require(
            try ask(
                "identite",
                Recorded(
                    200,
                    """
                    {"data":{"siren":"732829320","personne_physique_attributs":{"nom_usage":"Secretnom"},
                    "personne_morale_attributs":{"raison_sociale":"TOITURES"},"diffusable":true}}
                    """)))

        let kept = String(decoding: try JSONEncoder().encode(reply.answer), as: UTF8.self)
        #expect(!kept.contains("Secretnom"))
        #expect(kept.contains("TOITURES"))
        #expect(reply.answer.facts.contains { $0.value == "oui" })
    }

    @Test(arguments: [
        (404, EntrepriseAnswer.Verdict.absent), (401, EntrepriseAnswer.Verdict.failed),
        (403, EntrepriseAnswer.Verdict.failed), (422, EntrepriseAnswer.Verdict.failed),
        (429, EntrepriseAnswer.Verdict.failed), (451, EntrepriseAnswer.Verdict.failed),
        (502, EntrepriseAnswer.Verdict.failed), (504, EntrepriseAnswer.Verdict.failed),
    ])
    func `a fault is told in a French sentence, and concludes nothing`(
        _ status: Int, _ verdict: EntrepriseAnswer.Verdict
    ) throws {
        let reply = try ask(
            "qualibat",
            Recorded(
                status, "{\"errors\":[{\"code\":\"1\",\"title\":\"T\",\"detail\":\"Détail.\"}]}"))

        #expect(reply?.answer.verdict == verdict)
        #expect(reply?.answer.sentence.isEmpty == false)
        #expect(reply?.answer.facts.map(\.value) == ["Détail."])
    }

    @Test(arguments: [
        "", "non", "[]", "{\"data\":null}", "{\"data\":{\"document_url\":\"javascript:x\"}}",
    ])
    func `an answer that is none gives no document and does not crash`(_ body: String) throws {
        let reply = try ask("carte-travaux-publics", Recorded(200, body))

        #expect(reply?.answer.document == nil)
    }

    @Test func `every proof has a code of its own, an article, and a way without a token`() {
        let codes = AdministrationProof.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for proof in AdministrationProof.all {
            #expect(proof.basis.contains("R2") || proof.basis.contains("L2"))
            #expect(!proof.byHand.isEmpty)
            #expect(proof.path.map { $0.hasPrefix("/v") && $0.contains("{sire") } ?? true)
        }
    }
}
