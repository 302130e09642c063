import Community
import Foundation
import Procurement
import Testing

@testable import Formats
@testable import Website

@Suite struct DossierPageTests {
    private static let siret = "73282932000074"
    private static let buyer = "21590350100017"
    private let community: InventedCommunity

    init() throws {
        community = try InventedCommunity(deciding: {
            $0.tokenKey = [UInt8](repeating: 7, count: 32)
            // Nothing listens there.
            $0.entrepriseAddress = "http://localhost:1"
        })
        try attach(.account, Self.siret, .company)
        try attach(.member, Self.buyer, .buyer)
        try attach(.lead, "13002526500013", .buyer)
    }

    private func attach(
        _ kind: InventedCommunity.Kind, _ siret: String, _ genre: Attachments.Kind
    ) throws {
        let person = community.people[kind] ?? 0
        try community.store.attachments.ask(
            person, siret: siret, kind: genre, reason: "Gérante, joignable au siège.",
            community.acting(kind))
        let asked = try #require(try community.store.attachments.of(person).first)
        try community.store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, community.acting(.administrator)
        ) { _, address in MailMessage(to: address, subject: "Confirmé", text: "Confirmé.") }
    }

    private static let fields = [
        ("version", "0"), ("identite_nom", "Toitures <b>Inventées</b>"),
        ("identite_forme", "SARL"), ("identite_adresse", "3 rue des Ardoises"),
        ("identite_code_postal", "62000"), ("identite_commune", "Arras"),
        ("identite_taille", "PME"), ("contact_courriel", "devis@toitures.exemple"),
        ("exercice_1000_annee", "2025"), ("exercice_1000_chiffre", "612 000"),
        ("exercice_1000_effectif", "6"), ("assurance_1000_nature", "Responsabilité décennale"),
        ("assurance_1000_assureur", "Assureur inventé"), ("assurance_1000_fin", "2026-06-20"),
        ("reference_1000_objet", "Toit d’une école"), ("reference_1000_client", "Ville"),
        ("reference_1000_annee", "2024"),
    ]

    private func fill() async throws {
        let saved = try await community.post("/dossier/\(Self.siret)", Self.fields, as: .account)
        #expect(saved.status == 303)
    }

    private func apply(_ fields: [(String, String)] = []) async throws -> String {
        let made = try await community.post(
            "/candidature",
            [
                ("siret", Self.siret), ("acheteur", "Ville inventée"), ("objet", "Une toiture"),
                ("lien", "https://profil.exemple.fr/7"), ("affirmation", "oui"),
            ] + fields, as: .account)
        #expect(made.status == 303)
        return try #require(made.location?.split(separator: "?").first.map(String.init))
    }

    @Test func `the form holds what the account and the dossier know, and is whole for everybody`()
        async throws
    {
        let empty = try await community.get("/dossier/\(Self.siret)", as: .account).text
        #expect(empty.contains("value=\"account@exemple.fr\""))
        #expect(empty.contains("value=\"2025\""))
        #expect(PageWalk(empty).complaints == [])

        try await fill()

        let filled = try await community.get("/dossier/\(Self.siret)", as: .account).text
        #expect(filled.contains("value=\"612000\""))
        #expect(filled.contains("Toitures &lt;b&gt;"))
        #expect(!filled.contains("Toitures <b>"))
        #expect(filled.contains("À renouveler"))
        #expect(PageWalk(filled).complaints == [])
        let history = try await community.get(
            "/dossier/\(Self.siret)/historique", as: .account
        ).text
        #expect(history.contains("Assureur inventé"))
        #expect(PageWalk(history).complaints == [])
    }

    @Test func `several faults are told at once, and what was typed stays`() async throws {
        var fields = Self.fields
        fields.append(("assurance_1000_fin", "bientôt"))
        fields.append(("contact_courriel", "sans arobase"))

        let answer = try await community.post("/dossier/\(Self.siret)", fields, as: .account)

        #expect(answer.status == 422)
        let text = try answer.text
        #expect(text.contains("id=\"champ-assurance_1000_fin-faute\""))
        #expect(text.contains("id=\"champ-contact_courriel-faute\""))
        #expect(text.contains("value=\"Assureur inventé\""))
    }

    @Test func `who does not act for the company is turned away from its pages and its files`()
        async throws
    {
        try await fill()
        let page = try await apply()
        for kind in [InventedCommunity.Kind.member, .editor, .administrator] {
            for target in [
                "/dossier/\(Self.siret)", "/dossier/\(Self.siret)/historique", page,
                page + "/DC1.odt", page + "/candidature.json",
            ] {
                #expect(try await community.get(target, as: kind).status == 403, "\(target)")
            }
            let sent = try await community.post(
                "/dossier/\(Self.siret)", Self.fields, as: kind)
            #expect(sent.status == 403)
        }
    }

    @Test func `a notice fills the call in, and signing in comes back to it`() async throws {
        let link = CandidaturePage.link(
            buyer: "Ville d’Arras", object: "Toiture & charpente",
            page: "https://profil.exemple.fr/7")
        let visitor = try await community.get(link.address)
        #expect(visitor.status == 303)
        #expect(visitor.location?.contains("candidature") == true)
        let empty = try await community.get(link.address, as: .account).text
        #expect(empty.contains("Remplir mon dossier"))
        #expect(empty.contains("suite=%2Fcandidature%3Facheteur"))
        try await fill()

        let text = try await community.get(link.address, as: .account).text

        #expect(text.contains("value=\"Ville d’Arras\""))
        #expect(text.contains("value=\"Toiture &amp; charpente\""))
        #expect(text.contains("value=\"https://profil.exemple.fr/7\""))
        #expect(!text.contains("name=\"affirmation\" required value=\"oui\" checked"))
        #expect(PageWalk(text).complaints == [])
    }

    @Test func `without the affirmation there is no application`() async throws {
        try await fill()

        let answer = try await community.post(
            "/candidature",
            [("siret", Self.siret), ("acheteur", "Ville"), ("objet", "Une toiture")], as: .account)

        #expect(answer.status == 422)
        #expect(try answer.text.contains("champ-affirmation-faute"))
    }

    @Test func `an application gives its forms, its structure and the way to the profile`()
        async throws
    {
        try await fill()
        let page = try await apply([
            ("groupement", "conjoint"), ("membre_1_siret", "552 081 317 66522"),
            ("membre_1_nom", "Charpentes Inventées"), ("membre_1_part", "La charpente"),
            ("sous_traitant_siret", "35600000000048"), ("sous_traitant_nom", "Zinc Inventé"),
            ("sous_traitant_prestations", "Zinguerie"), ("sous_traitant_montant", "12 000"),
        ])

        let shown = try await community.get(page, as: .account).text
        #expect(shown.contains("href=\"https://profil.exemple.fr/7\""))
        #expect(shown.contains("DC4.pdf"))
        #expect(
            PageWalk(shown).complaints == ["leads elsewhere: https://profil.exemple.fr/7"])
        for name in ["DC1.odt", "DC2.odt", "DC4.odt"] {
            let file = try await community.get("\(page)/\(name)", as: .account)
            #expect(file.status == 200)
            #expect(file.type == "application/vnd.oasis.opendocument.text")
        }
        let json = try await community.get("\(page)/candidature.json", as: .account).text
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect((object["entreprise"] as? [String: Any])?["pme"] as? Bool == true)
        #expect(
            (object["groupement"] as? [String: Any])?["forme"] as? String == "conjoint")
        #expect(
            ((object["exclusions"] as? [String: Any])?["articles"] as? [String])?.count
                == ExclusionGround.allCases.count)
        #expect(try await community.get("\(page)/DC9.odt", as: .account).status == 404)
    }

    @Test func `a following application takes the group over and asks for the affirmation again`()
        async throws
    {
        try await fill()
        let page = try await apply([
            ("groupement", "solidaire"), ("membre_1_siret", "55208131766522"),
            ("membre_1_nom", "Charpentes Inventées"),
        ])
        let id = try #require(page.split(separator: "/").last)

        let text = try await community.get(
            "/candidature?depuis=\(id)&acheteur=Autre+ville&objet=Un+hangar", as: .account
        ).text

        #expect(text.contains("value=\"Charpentes Inventées\""))
        #expect(text.contains("<option value=\"solidaire\" selected>"))
        #expect(text.contains("value=\"Autre ville\""))
        #expect(!text.contains(" checked> Je confirme"))
    }

    @Test func `a buyer sees what to verify without a token, and notes what it verified by hand`()
        async throws
    {
        let page = "/dossier/verification/\(Self.siret)"
        let before = try await community.get(page, as: .member).text
        #expect(before.contains("Aucun jeton"))
        #expect(before.contains("/v4/urssaf/unites_legales/{siren}/attestation_vigilance"))
        #expect(before.contains("R2143-13"))
        #expect(before.contains("à confirmer"))
        #expect(
            PageWalk(before).complaints.allSatisfy { $0.hasPrefix("leads elsewhere: https://") })

        let noted = try await community.post(
            page, [("action", "noter"), ("preuve", "qualibat")], as: .member)
        #expect(noted.status == 303)

        #expect(try await community.get(page, as: .member).text.contains("Vérifié à la main"))
        // Another buyer's agent has a page of their own, where nothing of it is seen.
        let other = try await community.get(page, as: .lead)
        #expect(other.status == 200)
        #expect(try !other.text.contains("Vérifié à la main"))
        let asked = try await community.get(page + "?acheteur=\(Self.buyer)", as: .lead)
        #expect(try !asked.text.contains("Vérifié à la main"))
        #expect(try await community.get(page, as: .account).status == 403)
    }

    @Test func `a service that does not answer is told calmly, and the token is never shown`()
        async throws
    {
        let token = "aaaaaaaaaa.bbbbbbbbbb.cccccccccc"
        let kept = try await community.post(
            "/dossier/verification", [("action", "jeton"), ("jeton_api", token)], as: .member)
        #expect(kept.status == 303)
        let page = "/dossier/verification/\(Self.siret)"

        let answer = try await community.post(
            page, [("action", "interroger"), ("preuve", "identite")], as: .member)

        #expect(answer.status == 409)
        #expect(try answer.text.contains("API Entreprise ne répond pas"))
        for target in ["/dossier/verification", page] {
            #expect(try await !community.get(target, as: .member).text.contains(token))
        }
        #expect(try await community.get(page, as: .lead).text.contains("Aucun jeton"))
    }

    @Test
    func `a buyer’s request is answered from the dossier, on a page, in XML and with its rest`()
        async throws
    {
        try await fill()
        let page = try await apply() + "/reponse/dume"
        var request = ESPDDocument(kind: .request, version: .fourth)
        request.buyer.names = ["Ville inventée"]
        request.criteria = ESPDCatalogue.entries.filter {
            ["crime-org", "gen-year-to", "indem-insu", "sme"].contains($0.code)
        }.compactMap { ESPDTaxonomy.criterion($0, in: .fourth) }
        request.markup = ESPDWriter(version: .fourth).markup(of: request)
        func send(_ action: String, _ bytes: [UInt8]) async throws -> Answer {
            try await community.post(
                page, [("action", action)], files: [("fichier", "demande.xml", bytes)],
                as: .account)
        }

        let shown = try await send("", request.bytes)
        let file = try await send("xml-4.1.0", request.bytes)

        let text = try shown.text
        #expect(shown.status == 200)
        #expect(text.contains("La réponse est remplie") && text.contains("Assureur inventé"))
        #expect(PageWalk(text).complaints == [])
        let read = try ESPDReader.read(file.bytes)
        #expect(read.kind == .response && read.criteria.count == 4)
        #expect(read.buyer.names == ["Ville inventée"])
        #expect(read.tenderers.first?.party.names == ["Toitures <b>Inventées</b>"])
        #expect(ESPDCheck.faults(read).filter { $0.severity == .error } == [])
        // A response is not a request, and another person has nothing to read here.
        #expect(try await send("", read.bytes).status == 422)
        #expect(try await community.get(page, as: .editor).status == 403)
    }
}
