import Community
import Foundation
import Testing

@testable import Website

@Suite struct AdministrationPageTests {
    private let community: InventedCommunity

    init() throws { community = try InventedCommunity() }

    private func letters() throws -> [MailMessage] {
        try community.store.outbox.pending(at: community.acting().now).map(\.message)
    }

    @Test func `who must answer is told of a request and of a question, and sees how many wait`()
        async throws
    {
        _ = try await community.post(
            "/compte/rattachements",
            [
                ("siret", "13002526500013"), ("genre", "acheteur"),
                ("motif", "Acheteuse inventée de la ville."),
            ], as: .account)
        _ = try await community.post("/groupes/delais/rejoindre", [("motif", "")], as: .account)
        _ = try await community.post(
            "/groupes/delais/questions/nouvelle",
            [("titre", "Combien de retards ?"), ("texte", "")],
            as: .account)

        let told = try letters().map { "\($0.to.text) \($0.subject)" }
        #expect(
            told == [
                "administrator@exemple.fr Demande de rattachement à traiter",
                "lead@exemple.fr Demande pour rejoindre «\u{202F}Délais de paiement\u{202F}»",
                "lead@exemple.fr Question au groupe «\u{202F}Délais de paiement\u{202F}»",
            ])
        let desk = try await community.get("/administration", as: .administrator).text
        #expect(desk.contains("Rattachements (1 en attente)"))
        let group = try await community.get("/groupes/delais", as: .lead).text
        #expect(group.contains("Membres et demandes (1 en attente)"))
    }

    @Test func `asking, withdrawing and asking again writes one letter a day`() async throws {
        let person = community.people[.account] ?? 0
        for _ in 0..<3 {
            _ = try await community.post(
                "/compte/rattachements",
                [
                    ("siret", "13002526500013"), ("genre", "acheteur"),
                    ("motif", "Acheteuse inventée de la ville."),
                ], as: .account)
            let asked = try #require(try community.store.attachments.of(person).first)
            try community.store.attachments.end(asked.id, of: person, community.acting(.account))
        }

        #expect(try letters().count == 1)
    }

    @Test func `a group without a lead is the administration's`() async throws {
        _ = try community.store.groups.add(
            key: "seul", name: "Seul", mandate: "", community.acting())

        _ = try await community.post("/groupes/seul/rejoindre", [("motif", "")], as: .account)

        #expect(try letters().map(\.to.text) == ["administrator@exemple.fr"])
    }

    @Test func `the journal speaks French, tells dates and is filtered by a form`() async throws {
        let page = try await community.get(
            "/administration/journal?objet=personne", as: .administrator
        )
        .text

        #expect(page.contains("<form method=\"get\" action=\"/administration/journal\">"))
        #expect(page.contains("<option value=\"personne\" selected>personnes</option>"))
        #expect(page.contains("Ajout, personnes n°"))
        #expect(page.contains("créé\u{202F}: <ins>"))
        #expect(page.contains(ParisTime.text(InventedCommunity.start)))
        #expect(!page.contains(String(InventedCommunity.start.seconds)))
        #expect(!page.contains("organismes n°"))
        #expect(JournalWords.moment("depuis", "20000") == nil)
        #expect(JournalWords.moment("nom", "1795730821") == nil)
    }

    @Test func `every table of the journal and every duration has its words`() throws {
        let followed = Set(community.store.followedTables())
        #expect(followed.subtracting(JournalWords.tables.keys).sorted() == [])
        #expect(Set(JournalWords.tables.keys).subtracting(followed).sorted() == [])
        let kept = try community.store.retentions()
        let labels = kept.map(\.kept.label)
        #expect(Set(labels).count == Set(kept.map(\.kept.setting)).count)
        #expect(labels.allSatisfy { $0.count > 10 && !$0.contains("_") })
    }

    @Test func `a letter given up is listed without its address and tried again`() async throws {
        let store = community.store
        let start = community.acting()
        try store.outbox.add(
            MailMessage(to: try EmailAddress("nina@exemple.fr"), subject: "Sujet", text: "Texte"),
            start)
        for _ in 0..<Outbox.mostTries {
            let letter = try #require(
                try store.outbox.pending(at: start.now.adding(days: 400)).first)
            try store.outbox.failed(letter, reason: "550 <nina@exemple.fr> inconnue", start)
        }

        let page = try await community.get("/administration/courriels", as: .administrator).text
        #expect(
            page.contains("n…@exemple.fr") && page.contains("550 &lt;n…@exemple.fr&gt; inconnue"))
        #expect(!page.contains("nina"))
        #expect(PageWalk(page).complaints == [])
        #expect(
            try await community.get("/administration", as: .administrator).text
                .contains("Courriels abandonnés (1 en attente)"))

        let id = try #require(try store.outbox.givenUp().first?.id)
        let sent = try await community.post(
            "/administration/courriels", [("courriel", String(id))], as: .administrator)
        #expect(sent.status == 303)
        #expect(try letters().map(\.to.text) == ["nina@exemple.fr"])
        #expect(try store.outbox.givenUp().isEmpty)
    }

    @Test(arguments: [
        "", "?categorie=alertes", "?categorie=alertes&courriel=a@exemple.fr",
        "?categorie=&courriel=a@exemple.fr&cle=x", "?categorie=alertes&courriel=a&cle=x",
    ])
    func `a cut link to refuse letters says so`(query: String) async throws {
        for answer in [
            try await community.get("/courriels/refus" + query),
            try await community.post("/courriels/refus" + query),
        ] {
            let page = try answer.text
            #expect(answer.status == 400)
            #expect(page.contains("Ce lien n’est pas entier"))
            #expect(!page.contains("<button type=\"submit\">Ne plus recevoir"))
        }
    }

    @Test func `all that is wrong with a session is told at once`() async throws {
        let answer = try await community.post(
            "/assemblee/preparer", [("titre", ""), ("debut", "hier"), ("lieu", "")], as: .editor)

        #expect(answer.status == 422)
        let page = try answer.text
        for field in ["titre", "debut", "lieu"] {
            #expect(page.contains("<a href=\"#champ-\(field)\">"), "\(field)")
        }
    }

    @Test func `a provider must say a level that is strong enough`() throws {
        func claims(_ acr: String) throws -> OpenIDClaims {
            try OpenIDClaims.read(Array("{\"sub\": \"s\"\(acr)}".utf8))
        }
        let none = try claims("")
        let second = try claims(", \"acr\": \"eidas2\"")
        #expect(none.reaches("") && !none.reaches("eidas1"))
        #expect(second.reaches("eidas1") && second.reaches("eidas2") && !second.reaches("eidas3"))
        #expect(second.reaches("eidas3 eidas2") && !second.reaches("autre"))
        #expect(try !claims(", \"acr\": 2").reaches("eidas1"))
    }
}
