import GRDB
import Testing

@testable import Community
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

    @Test
    func `the public address is not offered to be changed, and stays when a form leaves it out`()
        async throws
    {
        let community = try await Self.opened()
        let page = "/rencontres/essai/gestion/description"
        let form = Self.text(try await community.get(page, as: .editor))
        let fields = [
            ("titre", "Un tout autre titre"), ("debut", "2026-07-10T09:00"),
            ("fin", "2026-07-10T17:00"), ("version", "2"),
        ]

        let renamed = try await community.post(page, fields + [("cle", "autre")], as: .editor)
        let changed = try await community.post(page, fields, as: .editor)

        #expect(!form.contains("name=\"cle\""))
        #expect(renamed.status == 422)
        #expect(changed.status == 303)
        #expect(
            Self.text(try await community.get("/rencontres/essai")).contains("Un tout autre titre"))
        community.wait(minutes: 60 * 24 * 60)
        let past = Self.text(try await community.get("/rencontres/essai/gestion", as: .editor))
        #expect(!past.contains("name=\"etat\""))
    }

    @Test func `a file handed out is checked, served safely, and goes when it is replaced`()
        async throws
    {
        let community = try await Self.opened()
        let page = "/rencontres/essai/gestion/supports/"
        let nothing = try await community.post(
            page + "ajout", [("titre", "Diaporama")], files: [], as: .editor)
        let hostile = try await community.post(
            page + "ajout", [("titre", "Diaporama")],
            files: [("fichier", "a.pdf", Array("<html><script>".utf8))], as: .editor)
        let sent = try await community.post(
            page + "ajout", [("titre", "Diaporama")],
            files: [("fichier", "../Le Diaporama.html", Array("%PDF-1.4 x".utf8))], as: .editor)
        #expect(nothing.status == 422)
        #expect(hostile.status == 422)
        #expect(sent.status == 303)

        let address = "/rencontres/essai/supports/1/le-diaporama.pdf"
        let file = try await community.get(address)
        #expect(Self.text(try await community.get("/rencontres/essai")).contains(address))
        #expect(file.type == "application/pdf")
        #expect(
            file.headers.first { $0.0 == "Content-Security-Policy" }?.1.contains(
                "default-src 'none'")
                == true)
        #expect(try await community.get("/rencontres/essai/supports/1/autre.pdf").status == 404)
        let kept = try await community.post(
            page + "1", [("titre", "Titre changé"), ("version", "1")], files: [], as: .editor)
        #expect(kept.status == 303)
        #expect(try await community.get(address).status == 200)
        let replaced = try await community.post(
            page + "1",
            [("titre", "Titre changé"), ("adresse", "/guide"), ("version", "2")], files: [],
            as: .editor)
        #expect(replaced.status == 303)
        #expect(try await community.get(address).status == 404)
        #expect(
            try community.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM fichier") }
                == 0)
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
