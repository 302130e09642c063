import Community
import Foundation
import Procurement
import Testing

@testable import Website

/// The members of a group in the essential data of a consultation.
@Suite struct ConsultationHoldersTests {
    private static let winner = "00100133800035"
    private static let first = "55208131766522"
    private static let second = "73282932000074"

    @Test(arguments: [
        "55208131766522\n73282932000074", "55208131766522, 73282932000074",
        "552 081 317 66522 732 829 320 00074", "  55208131766522   73282932000074 ",
        "552 081 317 66522;\n732 829 320 00074",
    ])
    func `members are read one a line or between commas or blanks`(text: String) throws {
        let read = try ConsultationHolders.read(text, besides: Self.winner, group: "Conjoint")

        #expect(read == [Self.first, Self.second])
    }

    @Test(arguments: [
        ("5520813176652", "Conjoint", "«\u{202F}5520813176652\u{202F}»"),
        ("55208131766522 73282932000075", "Solidaire", "«\u{202F}73282932000075\u{202F}»"),
        ("552 081 317 6652X", "Solidaire", "«\u{202F}552 081 317 6652X\u{202F}»"),
        ("55208131766522,55208131766522", "Conjoint", "deux fois"),
        ("00100133800035", "Conjoint", "mandataire"), ("", "Conjoint", "au moins un autre membre"),
        ("55208131766522", "Pas de groupement", "«\u{202F}55208131766522\u{202F}»"),
    ])
    func `what is wrong is refused with its value`(text: String, group: String, said: String) {
        let refusal = #expect(throws: ConsultationHolders.Refusal.self) {
            try ConsultationHolders.read(text, besides: Self.winner, group: group)
        }

        #expect(refusal?.sentence.contains(said) == true)
    }

    @Test func `too many holders are refused, with how many the page takes`() throws {
        let sirets = (1...9_999).lazy.compactMap { number in
            try? Siret("732829320" + String(100_000 + number).dropFirst()).description
        }
        let list = Array(sirets.prefix(ConsultationHolders.most))
        let text = list.joined(separator: "\n")

        #expect(list.count == ConsultationHolders.most)
        let refusal = #expect(throws: ConsultationHolders.Refusal.self) {
            try ConsultationHolders.read(text, besides: Self.winner, group: "Conjoint")
        }

        #expect(refusal?.sentence.contains("51") == true)
        let taken = try ConsultationHolders.read(
            list.dropLast().joined(separator: " "), besides: Self.winner, group: "Conjoint")
        #expect(taken.count == ConsultationHolders.most - 1)
    }

    /// Marks the only offer of a consultation that is past its closing, and publishes the award.
    private func award(_ key: String, _ community: InventedCommunity) async throws {
        let store = community.store.consultations
        let id = try store.consultation(key).id
        let offer = try #require(try store.analysed(id).first)
        try store.mark(
            id, offer: offer.id, priceCents: 4_200_000,
            marks: Dictionary(
                uniqueKeysWithValues: try store.criteria(id).filter { !$0.isPrice }.map {
                    ($0.id, Consultation.Mark(hundredths: 1_600, reason: "Zinc épais."))
                }), community.acting(.member))
        for fields in [
            [("lot", "1"), ("offre-1", String(offer.id)), ("attente-1", "0")],
            [("geste", "publier")],
        ] {
            let sent = try await community.post(
                "/consultations/\(key)/attribution", fields, as: .member)
            #expect(sent.status == 303)
        }
    }

    private func notify(
        _ key: String, _ community: InventedCommunity, group: String, others: String
    ) async throws -> Answer {
        let choices = ConsultationData.choices.map { choice in
            (
                "\(choice.column)-1",
                choice.column == ConsultationHolders.choice ? group : choice.values[0]
            )
        }
        return try await community.post(
            "/consultations/\(key)/donnees",
            [
                ("lot", "1"), ("identifiant-1", "2026-T1"), ("titulaires-1", others),
                ("notification-1", ParisTime.day(community.acting().now).description),
            ] + choices, as: .member)
    }

    @Test func `each member of a group is a holder in the file that is downloaded`() async throws {
        let site = try InventedConsultationSite()
        let key = try await site.published()
        site.community.wait(minutes: 21 * 1_440)
        let store = site.community.store.consultations
        let id = try store.consultation(key).id
        let agent = site.community.acting(.member)
        try store.open(id, agent)
        try store.addOffer(
            id, lot: 1, siret: Self.winner, name: "Toits du Nord", isLate: false, agent)
        try await award(key, site.community)

        let refused = try await notify(
            key, site.community, group: "Conjoint", others: "55208131766523")
        #expect(refused.status == 422)
        let text = try refused.text
        #expect(text.contains("champ-titulaires-1-faute"))
        #expect(text.contains("«\u{202F}55208131766523\u{202F}»"))
        #expect(PageWalk(text).complaints == [])
        let sent = try await notify(
            key, site.community, group: "Conjoint",
            others: "552 081 317 66522\n732 829 320 00074")
        #expect(sent.status == 303)

        let data = try await site.community.get("/consultations/\(key)/donnees.json").text
        let holders = [Self.winner, Self.first, Self.second].map {
            "{\"titulaire\":{\"typeIdentifiant\":\"SIRET\",\"id\":\"\($0)\"}}"
        }
        #expect(data.contains("\"titulaires\":[\(holders.joined(separator: ","))]"))
        #expect(data.contains("\"typeGroupementOperateurs\":\"Conjoint\""))
        let page = try await site.community.get("/consultations/\(key)/donnees", as: .member).text
        #expect(page.contains("\(Self.first)\n\(Self.second)</textarea>"))
    }

    @Test func `an application that came out of its seal gives the group and its members`()
        async throws
    {
        let application = """
            {"format":"orcp-candidature-1","groupement":{"forme":"solidaire",
            "mandataire":"\(InventedOfferSite.company)","mandataireSolidaire":true,
            "membres":[{"nom":"Charpentes","siret":"\(Self.first)","prestations":""}]}}
            """
        let invented = try await InventedOfferSite(
            joined: [("candidature.json", Array(application.utf8))])
        try await invented.open()
        _ = try await invented.community.post(
            "/consultations/\(invented.key)/analyse", [("geste", "ouvrir")], as: .member)
        try await award(invented.key, invented.community)

        let page = try await invented.page("/donnees")

        #expect(page.contains("<option value=\"Solidaire\" selected>"))
        #expect(page.contains("\(Self.first)</textarea>"))
    }
}
