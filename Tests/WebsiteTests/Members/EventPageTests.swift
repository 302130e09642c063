import Community
import Testing

@testable import Website

@Suite struct EventPageTests {
    /// A community with an open event.
    private static func opened(places: String = "2") async throws -> InventedCommunity {
        let community = try InventedCommunity()
        let sent = try await community.post(
            "/rencontres/nouvelle",
            [
                ("titre", "Rencontre d’essai"), ("cle", "essai"), ("debut", "2026-07-10T09:00"),
                ("fin", "2026-07-10T17:00"), ("places", places), ("themes", "Paiement, Sourcing"),
                ("contact", "contact@exemple.fr"), ("resume", "<script>alert(1)</script>"),
            ], as: .editor)
        #expect(sent.location == "/rencontres/essai/gestion?fait=enregistre")
        let state = try await community.post(
            "/rencontres/essai/gestion", [("etat", "ouverte")], as: .editor)
        #expect(state.status == 303)
        return community
    }

    private static let fields = [("nom", "Anne Exemple"), ("college", "acheteurs")]

    private static func letters(_ community: InventedCommunity, _ name: String) throws
        -> [MailMessage]
    {
        try community.store.outbox.pending(at: community.acting().now, atMost: 500)
            .filter { $0.message.to.text == "\(name)@exemple.fr" }.map(\.message)
    }

    /// The path of the first link of a letter that holds a word.
    private static func link(_ letter: MailMessage, _ word: String) -> String? {
        letter.text.split(whereSeparator: \.isWhitespace).first { $0.contains(word) }
            .map { String($0.replacing("http://localhost:8080", with: "")) }
    }

    private static func text(_ answer: Answer) -> String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a draft is not there for the public, an open event is, its texts escaped`()
        async throws
    {
        let community = try await Self.opened()
        let page = try await community.get("/rencontres/essai")
        #expect(page.status == 200)
        #expect(!Self.text(page).contains("<script>alert"))
        _ = try await community.post(
            "/rencontres/nouvelle",
            [("titre", "Cachée"), ("debut", "2026-07-10T09:00"), ("fin", "2026-07-10T10:00")],
            as: .editor)
        #expect(try await community.get("/rencontres/cachee").status == 404)
        #expect(try await community.get("/rencontres/cachee", as: .account).status == 404)
        #expect(try await community.get("/rencontres/cachee", as: .editor).status == 200)
        #expect(!Self.text(try await community.get("/rencontres")).contains("Cachée"))
    }

    @Test func `an address is confirmed by its letter, then changes and cancels by its link`()
        async throws
    {
        let community = try await Self.opened()
        let asked = try await community.post(
            "/rencontres/essai/inscription", Self.fields + [("courriel", "anne@exemple.fr")])
        #expect(asked.location == "/rencontres/essai/inscription?fait=demande")
        let letter = try #require(try Self.letters(community, "anne").first)
        let link = try #require(Self.link(letter, "confirmer"))
        #expect(Self.text(try await community.get(link)).contains("Confirmer mon inscription"))
        #expect(try community.store.events.counts(of: 1).isEmpty)
        let token = String(link.split(separator: "=").last ?? "")

        let confirmed = try await community.post(
            "/rencontres/essai/inscription/confirmer", [("jeton_lien", token)])

        let own = try #require(confirmed.location?.split(separator: "?").first.map(String.init))
        #expect(Self.text(try await community.get(own)).contains("Inscription confirmée"))
        #expect(Self.text(try await community.get(own + "/badge")).contains("<svg class=\"qr\""))
        let again = try await community.post(
            "/rencontres/essai/inscription/confirmer", [("jeton_lien", token)])
        #expect(again.status == 409)
        let invitation = try #require(try Self.letters(community, "anne").last?.attachments.first)
        let calendar = String(decoding: invitation.bytes, as: UTF8.self)
        #expect(calendar.contains("METHOD:REQUEST"))
        #expect(
            calendar.contains("ORGANIZER;CN=\"Observatoire inventé\":mailto:contact@exemple.fr"))
        _ = try await community.post(own + "/annuler")
        let end = try #require(try Self.letters(community, "anne").last?.attachments.first)
        #expect(String(decoding: end.bytes, as: UTF8.self).contains("METHOD:CANCEL"))
        #expect(try community.store.events.counts(of: 1).isEmpty)
    }

    @Test func `the answer does not tell who is registered`() async throws {
        let community = try await Self.opened()
        _ = try await community.post(
            "/rencontres/essai/inscription", Self.fields, as: .account)

        let known = try await community.post(
            "/rencontres/essai/inscription", Self.fields + [("courriel", "account@exemple.fr")])
        let unknown = try await community.post(
            "/rencontres/essai/inscription", Self.fields + [("courriel", "nouveau@exemple.fr")])

        #expect(known.status == unknown.status)
        #expect(known.location == unknown.location)
    }

    @Test func `the door is for editors and those they name`() async throws {
        let community = try await Self.opened()
        let registered = try await community.post(
            "/rencontres/essai/inscription", Self.fields, as: .account)
        #expect(registered.status == 303)
        let token = try community.store.events.token(.badge, of: 1, community.acting())
        let door = "/rencontres/essai/accueil/\(token)"
        #expect(try await community.get(door).isTurnedAway)
        #expect(try await community.get(door, as: .member).isTurnedAway)
        #expect(try await community.post(door, [("action", "noter")], as: .member).isTurnedAway)
        _ = try await community.post(
            "/rencontres/essai/gestion/accueil", [("courriel", "member@exemple.fr")], as: .editor)
        #expect(Self.text(try await community.get(door, as: .member)).contains("Noter présent"))

        let noted = try await community.post(door, [("action", "noter")], as: .member)

        #expect(noted.location == door + "?fait=note")
        #expect(Self.text(try await community.get(door, as: .member)).contains("Déjà noté présent"))
        let found = try await community.get("/rencontres/essai/accueil?mots=anne", as: .member)
        #expect(Self.text(found).contains("Anne Exemple"))
        #expect(
            try await community.get("/rencontres/essai/gestion/inscrits.csv", as: .member)
                .isTurnedAway)
    }

    @Test func `feeds hold the public events of a theme`() async throws {
        let community = try await Self.opened()
        let atom = Self.text(try await community.get("/rencontres/flux.atom?theme=paiement"))
        let other = Self.text(try await community.get("/rencontres/flux.atom?theme=autre"))
        let calendar = Self.text(try await community.get("/rencontres/flux.ics"))

        #expect(atom.contains("<title>Rencontre d’essai</title>"))
        #expect(!other.contains("<entry>"))
        #expect(calendar.contains("DTSTART:20260710T070000Z"))
    }

    @Test func `a cell that a spreadsheet would run begins with an apostrophe`() {
        #expect(RegistrationFile.cell("=1+1") == "\"'=1+1\"")
        #expect(RegistrationFile.cell("l’\"été\"") == "\"l’\"\"été\"\"\"")
    }

    @Test func `a room holds one session at a time, and the second editor is told`() async throws {
        let community = try await Self.opened()
        let base = "/rencontres/essai/gestion"
        _ = try await community.post(
            base + "/salles/ajout", [("nom", "Grande salle"), ("rang", "1")], as: .editor)
        let session = [
            ("titre", "Plénière"), ("genre", "pleniere"), ("debut", "2026-07-10T09:00"),
            ("fin", "2026-07-10T10:00"), ("salle", "1"),
        ]
        #expect(
            try await community.post(base + "/seances/ajout", session, as: .editor).status == 303)
        #expect(
            try await community.post(base + "/seances/ajout", session, as: .editor).status == 422)
        let change = [("nom", "Salle"), ("rang", "1"), ("version", "1")]
        #expect(try await community.post(base + "/salles/1", change, as: .editor).status == 303)
        #expect(try await community.post(base + "/salles/1", change, as: .editor).status == 409)
        #expect(try await community.get(base + "/salles/99", as: .editor).status == 404)
    }
}
