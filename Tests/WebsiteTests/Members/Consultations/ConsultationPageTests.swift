import Community
import Foundation
import Procurement
import Testing

@testable import Website

/// A site where a member acts for a buyer, and a lead for another one.
struct InventedConsultationSite {
    static let buyer = "00000033100017"
    static let otherBuyer = "00100133800035"
    let community: InventedCommunity

    init(allowsConsultations: Bool = true) throws {
        community = try InventedCommunity { $0.allowsConsultations = allowsConsultations }
        for (kind, siret) in [
            (InventedCommunity.Kind.member, Self.buyer), (.lead, Self.otherBuyer),
        ] {
            let person = community.people[kind] ?? 0
            try community.store.attachments.ask(
                person, siret: siret, kind: .buyer, reason: "Acheteuse inventée.",
                community.acting(kind))
            let asked = try #require(community.store.attachments.of(person).first)
            try community.store.attachments.decide(
                asked.id, isConfirmed: true, askedAt: asked.asked, community.acting()
            ) { MailMessage(to: $1, subject: "Confirmé", text: "", once: "c\($0.id)") }
        }
    }

    /// What a buyer types; days and values of the invented community's time.
    static func fields(_ changes: [String: String] = [:]) -> [(String, String)] {
        var fields = [
            "acheteur": buyer, "acheteur_nom": "Commune inventée",
            "acheteur_genre": "local-authority", "objet": "Toiture de l’école inventée",
            "description": "Zinc, deux pentes.", "cpv": "45261210", "lieu": "59000", "mois": "4",
            "achat": "works", "procedure": "devis", "estimation": "45 000", "poids_prix": "60",
            "criteres": "Valeur technique ; 30\nEnvironnement ; 10", "formule": "inverse",
            "reception": "ailleurs",
            "preuves": "references", "version": "0", "lots": "",
            "cloture": ParisTime.typed(InventedCommunity.start.adding(days: 20)),
        ]
        fields["achat"] = "travaux"
        for (key, value) in changes { fields[key] = value }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A draft, by its key.
    func draft(_ changes: [String: String] = [:]) async throws -> String {
        let sent = try await community.post(
            "/consultations/nouvelle", Self.fields(changes), as: .member)
        let text = try sent.text
        let location = try #require(sent.location, "\(text)")
        return String(location.split(separator: "/")[1].prefix { $0 != "?" })
    }

    /// A consultation that is published, by its key.
    func published(_ changes: [String: String] = [:]) async throws -> String {
        let key = try await draft(changes)
        let version = try community.store.consultations.consultation(key).version
        let sent = try await community.post(
            "/consultations/\(key)/publier", [("version", String(version))], as: .member)
        #expect(sent.status == 303)
        return key
    }
}

@Suite struct ConsultationPageTests {
    @Test func `where the operator did not open them, nobody writes a consultation`() async throws {
        let site = try InventedConsultationSite(allowsConsultations: false)

        let page = try await site.community.get("/consultations/nouvelle", as: .member)
        let sent = try await site.community.post(
            "/consultations/nouvelle", InventedConsultationSite.fields(), as: .member)
        let list = try await site.community.get("/consultations")

        #expect(page.status == 404)
        #expect(sent.status == 404)
        #expect(try list.text.contains("ne reçoit pas d’offres"))
    }

    @Test
    func `an amount too high and an unlawful proof are refused together, with their articles`()
        async throws
    {
        let site = try InventedConsultationSite()

        let sent = try await site.community.post(
            "/consultations/nouvelle",
            InventedConsultationSite.fields([
                "estimation": "60 000", "achat": "services", "preuves": "attestation-fiscale",
            ]), as: .member)

        let text = try sent.text
        #expect(sent.status == 422)
        #expect(text.contains("href=\"#champ-estimation\""))
        #expect(text.contains("R2122-8"))
        #expect(text.contains("href=\"#champ-preuves\""))
        #expect(text.contains("R2144-4"))
        #expect(PageWalk(text).complaints == [])
        #expect(try site.community.store.consultations.of([InventedConsultationSite.buyer]).isEmpty)
    }

    @Test func `nobody writes for a buyer that is not theirs`() async throws {
        let site = try InventedConsultationSite()

        let account = try await site.community.get("/consultations/nouvelle", as: .account)
        let other = try await site.community.post(
            "/consultations/nouvelle", InventedConsultationSite.fields(), as: .lead)

        #expect(account.status == 403)
        #expect(other.status == 422)
        #expect(try other.text.contains("pour lequel vous agissez"))
    }

    @Test func `a draft is for its buyer's agents alone`() async throws {
        let site = try InventedConsultationSite()
        let key = try await site.draft()

        for kind in InventedCommunity.Kind.allCases where kind != .member {
            for end in ["", "/modifier", "/publier", "/pieces", "/analyse", "/attribution"] {
                let answer = try await site.community.get("/consultations/\(key)\(end)", as: kind)
                #expect(answer.status == 404 || answer.isTurnedAway, "\(kind) \(end)")
                #expect(try !answer.text.contains("Toiture"))
            }
        }
        let own = try await site.community.get("/consultations/\(key)", as: .member)
        #expect(own.status == 200)
        let list = try await site.community.get("/consultations", as: .lead)
        #expect(try !list.text.contains("Toiture"))
    }

    @Test func `what is public never tells the estimate`() async throws {
        let site = try InventedConsultationSite()
        let key = try await site.published()

        for end in ["", "/flux.atom"] {
            let answer = try await site.community.get("/consultations/\(key)\(end)")
            #expect(answer.status == 200)
            let text = try answer.text
            #expect(!text.contains("45\u{202F}000"))
            #expect(!text.contains("45 000"))
            #expect(text.contains("Toiture"))
        }
    }

    @Test func `agents of another buyer see nothing of the analysis nor of the award`() async throws
    {
        let site = try InventedConsultationSite()
        let key = try await site.published()
        site.community.wait(minutes: 21 * 1_440)
        _ = try await site.community.post(
            "/consultations/\(key)/analyse", [("geste", "ouvrir")], as: .member)

        for end in [
            "/analyse", "/analyse/1", "/attribution", "/donnees", "/lettres/x.odt", "/questions",
            "/arreter", "/reporter",
        ] {
            for kind in [InventedCommunity.Kind.lead, .editor, .administrator] {
                let answer = try await site.community.get("/consultations/\(key)\(end)", as: kind)
                #expect(answer.isTurnedAway, "\(kind) \(end) \(answer.status)")
            }
        }
    }

    @Test func `who asks is shown to nobody, the buyer included`() async throws {
        let site = try InventedConsultationSite()
        let key = try await site.published()

        let asked = try await site.community.post(
            "/consultations/\(key)/question", [("question", "Le zinc est-il admis ici ?")],
            as: .account)
        let page = try await site.community.get("/consultations/\(key)/questions", as: .member)

        #expect(asked.location == "/consultations/\(key)?fait=demande")
        let text = try page.text
        #expect(text.contains("Le zinc est-il admis ici"))
        #expect(!text.contains("Personne account"))
        #expect(!text.contains("account@exemple.fr"))
        #expect(PageWalk(text).complaints == [])
    }

    @Test func `of eleven offers the first is proposed, then the others in their order`()
        async throws
    {
        let site = try InventedConsultationSite()
        let key = try await site.published()
        let store = site.community.store.consultations
        let id = try store.consultation(key).id
        site.community.wait(minutes: 21 * 1_440)
        let agent = site.community.acting(.member)
        try store.open(id, agent)
        let criteria = try store.criteria(id).filter { !$0.isPrice }
        // As texts, `10e` and `11e` come before `1re`; the best one is neither the first nor the last.
        for (place, siret) in Self.elevenFirms.enumerated() {
            try store.addOffer(
                id, lot: 1, siret: siret, name: "Firme \(place)", isLate: false, agent)
        }
        let offers = try store.analysed(id)
        let prices = offers.indices.map { Int64(1_000_000 + ($0 + 6) % 11 * 10_000) }
        for (offer, price) in zip(offers, prices) {
            try store.mark(
                id, offer: offer.id, priceCents: price,
                marks: Dictionary(
                    uniqueKeysWithValues: criteria.map {
                        ($0.id, Consultation.Mark(hundredths: 1_000, reason: ""))
                    }), agent)
        }

        let page = try await site.community.get("/consultations/\(key)/attribution", as: .member)

        let text = try page.text
        let shown = try text.matches(of: Regex("<option value=\"([0-9]+)\"[^>]*>Firme"))
            .compactMap { $0[1].substring.flatMap { Int64($0) } }
        let ranked = zip(offers, prices).sorted { $0.1 < $1.1 }.map(\.0.id)
        #expect(shown == ranked)
        let selected = try text.firstMatch(
            of: Regex("<option value=\"([0-9]+)\" selected[^>]*>Firme"))
        #expect(selected?[1].substring.flatMap { Int64($0) } == ranked[0])
    }

    private static let elevenFirms = [
        "00000100800010", "00000101600013", "00000102400017", "00000103200010", "00000104000013",
        "00000105700017", "00000106500010", "00000107300014", "00000108100017", "00000109900019",
        "00000110700010",
    ]

    @Test func `each page can be used by all, from the draft to the essential data`() async throws {
        let site = try InventedConsultationSite()
        let key = try await site.published()
        var seen: [String] = []
        func walk(_ end: String, as kind: InventedCommunity.Kind = .member) async throws {
            let answer = try await site.community.get("/consultations/\(key)\(end)", as: kind)
            #expect(answer.status == 200, "\(end) \(answer.status)")
            let text = try answer.text
            #expect(PageWalk(text).complaints == [], "\(end)")
            seen.append(text)
        }
        func send(_ end: String, _ fields: [(String, String)]) async throws {
            let sent = try await site.community.post(
                "/consultations/\(key)\(end)", fields, as: .member)
            let text = try sent.text
            #expect(sent.status == 303, "\(end) \(text)")
        }
        for end in ["/modifier", "/publier", "/pieces", "/reporter", "/arreter", "/questions", ""] {
            try await walk(end)
        }
        try await walk("/question", as: .account)
        try await walk("/suivre", as: .account)
        site.community.wait(minutes: 21 * 1_440)
        try await walk("/analyse")
        try await send("/analyse", [("geste", "ouvrir")])
        for (name, siret) in [
            ("Toits du Nord", "00100133800035"), ("Zinc et Cie", "00000033100017"),
        ] {
            try await send(
                "/analyse", [("geste", "ajouter"), ("lot", "1"), ("siret", siret), ("nom", name)])
        }
        try await walk("/analyse")
        let store = site.community.store.consultations
        let id = try store.consultation(key).id
        let criteria = try store.criteria(id).filter { !$0.isPrice }
        let offers = try store.analysed(id)
        var fields: [(String, String)] = []
        for (place, offer) in offers.enumerated() {
            fields.append(("prix-\(offer.id)", place == 0 ? "42 000" : "41 000,50"))
            for criterion in criteria {
                fields.append(("note-\(offer.id)-\(criterion.id)", place == 0 ? "16" : "7,5"))
                fields.append(("motif-\(offer.id)-\(criterion.id)", "Motif; \"précis\"."))
            }
        }
        try await walk("/analyse/1")
        try await send("/analyse/1", fields)
        try await walk("/analyse/1")
        #expect(seen.last?.contains("Toits du Nord est première") == true)
        try await walk("/attribution")
        try await send(
            "/attribution",
            [("lot", "1"), ("offre-1", String(offers[0].id)), ("attente-1", "0")])
        try await walk("/attribution")
        let letter = try await site.community.get(
            "/consultations/\(key)/lettres/lot-1-rejet-00000033100017.odt", as: .member)
        #expect(letter.status == 200)
        #expect(try letter.bytes.starts(with: [0x50, 0x4B]))
        try await send("/attribution", [("geste", "publier")])
        try await walk("", as: .visitor)
        #expect(seen.last?.contains("Toits du Nord") == true)
        try await walk("/donnees")
        try await send(
            "/donnees",
            [
                ("lot", "1"), ("identifiant-1", "2026-T1"),
                ("notification-1", ParisTime.day(site.community.acting().now).description),
            ]
                + ConsultationData.choices.map { ("\($0.column)-1", $0.values[0]) })
        try await walk("/donnees")
        let data = try await site.community.get("/consultations/\(key)/donnees.json")
        #expect(data.status == 200)
        let text = try data.text
        #expect(text.contains("\"id\":\"2026-T1\""))
        #expect(text.contains("\"montant\":42000"))
    }
}
