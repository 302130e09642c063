import Columns
import Community
import Foundation
import Procurement
import Testing

@testable import Website

/// « Du métier au marché » where there are accounts too: plans are public, whoever asks.
@Suite struct MarketWithPlansTests {
    /// Calls of the same trade in the Nord and in Guadeloupe.
    private static let notices: String = {
        let calls = [("1", "Toiture proche", "59"), ("2", "Toiture lointaine", "971")].map {
            #"""
            {"idweb":"26-\#($0.0)","objet":"\#($0.1)","nomacheteur":"Ville","nature":"APPEL_OFFRE",
            "dateparution":"2026-05-20","datelimitereponse":"2026-07-01T12:00:00+02:00",
            "code_departement":["\#($0.2)"],
            "donnees":"{\"MAPA\":{\"initial\":{\"description\":{\"cpv\":{\"objetPrincipal\":\"45261000\"}}}}}"}
            """#
        }
        return "[\(calls.joined(separator: ","))]"
    }()

    /// A community where two plans are posted, and an activity that its edition knows.
    private func community() throws -> (community: MeasuredCommunity, activity: String) {
        let community = try MeasuredCommunity(notices: Self.notices)
        let person = try #require(community.acting.person)
        let attachments = community.store.attachments
        try attachments.ask(
            person, siret: community.siret, kind: .buyer, reason: "Pour les essais",
            community.acting)
        let asked = try #require(try attachments.of(person).first)
        try attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, community.acting
        ) { MailMessage(to: $1, subject: "", text: "") }
        let texts = try [("Charpente proche", "59"), ("Charpente lointaine", "971")].map {
            object, department in
            let words = [
                "objet": object, "cpv": "45261210", "departement": department,
                "tranche": "100-000-a-200-000", "annee": "2031", "trimestre": "1",
            ]
            return try #require(
                PlanText.read(today: nil, knows: { _ in nil }) { words[$0] ?? "" }.text)
        }
        _ = try community.store.plans.post(
            texts, for: community.siret, named: "Ville mesurée", community.acting)
        let awards = try community.invented.edition.tables.awards
        let column = try #require(awards["titulaire_naf"])
        let activity = (0..<awards.rowCount).compactMap { column.text($0) }.first
        return (community, try #require(activity))
    }

    private func times(_ piece: String, in page: String) -> Int {
        page.components(separatedBy: piece).count - 1
    }

    @Test func `plans and calls are those within the radius, each once`() async throws {
        let (community, activity) = try community()
        // Both beginnings match each of them.
        let classes = "&cpv=45&cpv=4526"

        let everywhere = try await community.get("/mon-marche?naf=\(activity)\(classes)").text
        let near = try await community.get(
            "/mon-marche?naf=\(activity)\(classes)&autour=59&rayon=50"
        ).text
        let far = try await community.get(
            "/mon-marche?naf=\(activity)\(classes)&autour=971&rayon=20"
        ).text

        for (page, close, distant) in [(everywhere, 1, 1), (near, 1, 0), (far, 0, 1)] {
            #expect(times(">Toiture proche</a>", in: page) == close)
            #expect(times(">Charpente proche</a>", in: page) == close)
            #expect(times(">Toiture lointaine</a>", in: page) == distant)
            #expect(times(">Charpente lointaine</a>", in: page) == distant)
        }
        #expect(near.contains("/marches-ouverts?cpv=45%204526&amp;autour=59&amp;rayon=50"))
        #expect(near.contains("/projets?cpv=45%204526&amp;departement=59"))
    }

    @Test func `all of them are behind the links, with the same filters`() async throws {
        let (community, _) = try community()

        let calls = try await community.get(
            "/marches-ouverts?cpv=45%204526&autour=59&rayon=50"
        ).text
        let plans = try await community.get("/projets?cpv=45%204526&departement=59").text

        #expect(calls.contains(">Toiture proche</a>") && !calls.contains("lointaine"))
        #expect(plans.contains(">Charpente proche</a>") && !plans.contains("lointaine"))
        // Sending the forms keeps every value.
        #expect(calls.contains("<option value=\"45 4526\" selected>"))
        #expect(plans.contains("name=\"cpv\" value=\"45 4526\""))
    }

    @Test
    func `a buyer's page leads to its plans, and a notice and an empty radar can be followed`()
        async throws
    {
        let (community, _) = try community()

        let buyer = try await community.get("/acheteurs/\(community.siret)").text
        let notice = try await community.get("/marches-ouverts/26-1").text
        let radar = try await community.get("/renouvellements?cpv=45999").text
        let own = try await community.get("/renouvellements/acheteur/\(community.siret)").text
        let plans = try await community.get("/projets", as: "redaction").text

        #expect(buyer.contains("/projets/acheteurs/\(community.siret)"))
        #expect(notice.contains("source=marches-ouverts&amp;requete=numero%3D26-1"))
        #expect(radar.contains("Aucun contrat ne prend fin"))
        #expect(radar.contains("source=renouvellements&amp;requete=cpv%3D45999"))
        #expect(own.contains("source=renouvellements&amp;requete=acheteur_id%3D\(community.siret)"))
        // Who acts for no buyer is told how to.
        #expect(plans.contains("/compte/rattachements"))
    }

    @Test func `an alert's page lists what is new, to its owner only`() async throws {
        let (community, _) = try community()
        let sent = try await community.post(
            "/alertes/nouvelle",
            [
                ("source", "marches-ouverts"), ("requete", "cpv=45"), ("nom", "Travaux"),
                ("rythme", "jour"), ("heure", "8"), ("jour", "1"),
            ], as: "membre")

        #expect(sent.status == 303)
        let page = try await community.get("/alertes/1", as: "membre").text
        #expect(page.contains("Rien de nouveau") && PageWalk(page).complaints == [])
        #expect(try await community.get("/alertes/1", as: "redaction").status == 404)
        let list = try await community.get("/alertes", as: "membre").text
        #expect(list.contains("href=\"/alertes/1\""))
    }
}
