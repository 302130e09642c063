import Foundation
import GRDB
import Testing

@testable import Community
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

    @Test func `a person's role is read, changed and read again by the administration alone`()
        async throws
    {
        let accounts = community.store.accounts
        let id = try #require(community.people[.account])
        let target = "/administration/personnes/\(id)"
        let shown = try await community.get(target, as: .administrator)
        #expect(shown.status == 200)
        #expect(try PageWalk(shown.text).complaints == [])
        #expect(try shown.text.contains("account@exemple.fr"))
        #expect(try shown.text.contains("<option value=\"inscrit\" selected>"))

        for kind in InventedCommunity.Kind.allCases where kind != .administrator {
            let read = try await community.get(target, as: kind)
            let sent = try await community.post(target, [("role", "administrateur")], as: kind)
            #expect(read.isTurnedAway && sent.isTurnedAway, "\(kind)")
        }
        #expect(try accounts.person(id).role == .account)
        let sent = try await community.post(target, [("role", "redacteur")], as: .administrator)

        #expect(sent.status == 303)
        #expect(sent.location == target + "?fait=enregistre")
        #expect(try accounts.person(id).role == .editor)
        let again = try await community.get(
            try #require(sent.location), as: .administrator
        ).text
        #expect(again.contains("Le rôle est enregistré."))
        #expect(again.contains("<option value=\"redacteur\" selected>"))
        #expect(!again.contains("<option value=\"inscrit\" selected>"))
        #expect(PageWalk(again).complaints == [])
        // The role is the person's at once: the editors' pages open.
        #expect(try await community.get("/presse/reglages", as: .account).status == 200)
    }

    @Test func `a role that is none is refused, and so is somebody who is not there`()
        async throws
    {
        let id = try #require(community.people[.account])
        for role in ["", "roi", "Administration"] {
            let sent = try await community.post(
                "/administration/personnes/\(id)", [("role", role)], as: .administrator)
            #expect(sent.status == 422, "\(role)")
            #expect(try PageWalk(sent.text).complaints == [], "\(role)")
        }
        #expect(try community.store.accounts.person(id).role == .account)
        for other in ["0", "999999", "moi"] {
            let target = "/administration/personnes/" + other
            let read = try await community.get(target, as: .administrator)
            let sent = try await community.post(
                target, [("role", "redacteur")], as: .administrator)
            #expect(read.status == 404 && sent.status == 404, "\(other)")
        }
    }

    @Test func `the last of the administration cannot take the role from itself`() async throws {
        let accounts = community.store.accounts
        let own = try #require(community.people[.administrator])
        let target = "/administration/personnes/\(own)"

        let refused = try await community.post(target, [("role", "inscrit")], as: .administrator)

        #expect(refused.status == 409)
        #expect(try refused.text.contains("C’est la dernière personne de l’administration"))
        #expect(try PageWalk(refused.text).complaints == [])
        #expect(try accounts.person(own).role == .administrator)
        let other = try #require(community.people[.editor])
        try accounts.give(.administrator, to: other, community.acting(.administrator))
        let taken = try await community.post(target, [("role", "inscrit")], as: .administrator)
        #expect(taken.status == 303)
        #expect(try accounts.person(own).role == .account)
        #expect(try await community.get(target, as: .administrator).status == 403)
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

    @Test func `a full disk is a calm page, keeps nothing of the form, and passes`() async throws {
        let store = community.store
        func ask(_ number: Int) async throws -> Answer {
            try await community.post(
                "/groupes/delais/questions/nouvelle",
                [
                    ("titre", "Combien de retards, question \(number) ?"),
                    ("texte", String(repeating: "Un texte long. ", count: 60)),
                ], as: .account)
        }
        func kept() throws -> Int? {
            try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM question_ouverte") }
        }
        #expect(try await ask(0).status == 303)
        try store.bare { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        var taken = 1
        var refused = try await ask(taken)
        while refused.status == 303, taken < 200 {
            taken += 1
            refused = try await ask(taken)
        }

        #expect(refused.status == 503)
        #expect(try refused.text.contains("Enregistrement impossible"))
        #expect(try refused.text.contains("votre envoi n’a rien changé"))
        #expect(try PageWalk(refused.text).complaints == [])
        #expect(try kept() == taken)
        #expect(try await community.get("/groupes/delais").status == 200)
        try store.bare { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try await ask(taken).status == 303)
        #expect(try kept() == taken + 1)
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
