import Community
import Foundation
import Testing

@testable import Website

@Suite struct GroupPageTests {
    private let community: InventedCommunity
    private var store: CommunityStore { community.store }

    init() throws { community = try InventedCommunity() }

    private func version(_ html: String) throws -> String {
        String(try #require(html.firstMatch(of: #/name="version" value="(\d+)"/#)?.output.1))
    }

    @Test func `an editor creates a group, and its word comes from its name`() async throws {
        let sent = try await community.post(
            "/groupes/nouveau",
            [("nom", "Accès des TPE & PME"), ("theme", "Petites"), ("mandat", "M")],
            as: .editor)

        #expect(sent.location == "/groupes/acces-des-tpe-pme?fait=cree")
        let page = try await community.get("/groupes/acces-des-tpe-pme")
        #expect(page.status == 200)
        #expect(try PageWalk(page.text).complaints.isEmpty)
        #expect(try await community.get("/observatoire").text.contains("Accès des TPE &amp; PME"))
    }

    @Test func `the second editor of a mandate sees both texts and may then save`() async throws {
        let form = try await community.get("/groupes/delais/modifier", as: .lead).text
        let opened = try version(form)
        func save(_ text: String, _ version: String) async throws -> Answer {
            try await community.post(
                "/groupes/delais/modifier",
                [("nom", "Délais"), ("theme", ""), ("mandat", text), ("version", version)],
                as: .lead)
        }
        #expect(try await save("Ligne une\nCelle du premier", opened).status == 303)

        let refused = try await save("Ligne une\nCelle du second", opened)
        let html = try refused.text

        #expect(refused.status == 409)
        #expect(html.contains("<del>− Celle du premier\n</del>"))
        #expect(html.contains("<ins>+ Celle du second\n</ins>"))
        #expect(html.contains("Celle du second</textarea>"))
        #expect(try store.groups.group("delais").mandate == "Ligne une\nCelle du premier")
        #expect(PageWalk(html).complaints.isEmpty)
        #expect(try await save("Les deux", try version(html)).status == 303)
    }

    @Test func `the lead of another group may not touch this one`() async throws {
        let other = try store.groups.add(
            key: "autre", name: "Autre", mandate: "", community.acting())
        let meeting = try store.groupMeetings.add(
            to: other,
            .init(
                title: "Réunion", start: InventedCommunity.start.adding(days: 1), minutesLong: 60,
                place: "", link: "", agenda: ""), community.acting())
        let targets = [
            "modifier", "membres", "partenaires", "reunions/nouvelle", "livrables/nouveau",
            "reunions/\(meeting)/convoquer", "reunions/\(meeting)/annuler",
        ].map { "/groupes/autre/" + $0 }
        for target in targets {
            #expect(try await community.get(target, as: .lead).status == 403, "\(target)")
            let sent = try await community.post(
                target, [("motif", "Non"), ("nom", "X")], as: .lead)
            #expect(sent.status == 403, "POST \(target)")
            #expect(try await community.get(target, as: .editor).status == 200, "\(target)")
        }
        // A meeting of one group is not reached through another that one leads.
        #expect(
            try await community.post(
                "/groupes/delais/reunions/\(meeting)/annuler", [("motif", "Non")], as: .lead
            )
            .status == 404)
    }

    @Test func `a meeting is planned, convoked with its calendar, and its link stays with members`()
        async throws
    {
        let sent = try await community.post(
            "/groupes/delais/reunions/nouvelle",
            [
                ("titre", "Première"), ("debut", "2026-07-01T09:30"), ("duree", "90"),
                ("lieu", "Lille"), ("lien", "https://visio.example/abc"),
                ("ordre_du_jour", "1. Accueil"),
            ], as: .lead)
        let path = try #require(sent.location?.split(separator: "?").first.map(String.init))
        #expect(try await community.post(path + "/convoquer", as: .lead).status == 303)

        let letters = try store.outbox.pending(at: community.acting().now)
        let file = try #require(letters.last?.message.attachments.first)
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(file.type.contains("method=REQUEST"))
        #expect(text.contains("DTSTART:20260701T073000Z"))
        let page = try await community.get(path).text
        #expect(page.contains("1 juillet 2026") || page.contains("1er juillet 2026"))
        #expect(!page.contains("visio.example"))
        #expect(try await community.get(path, as: .lead).text.contains("visio.example"))
        for feed in ["/groupes/delais/agenda.ics", "/groupes/agenda.ics", path + "/reunion.ics"] {
            let answer = try await community.get(feed)
            #expect(answer.type.hasPrefix("text/calendar"))
            #expect(try answer.text.contains("SUMMARY:Délais de paiement"))
            #expect(try !answer.text.contains("visio.example"))
        }
    }

    @Test func `minutes in draft are for the group, approved ones for all, names for members`()
        async throws
    {
        let id = try store.groupMeetings.add(
            to: community.group,
            .init(
                title: "Passée", start: InventedCommunity.start.adding(days: -2), minutesLong: 60,
                place: "", link: "", agenda: ""), community.acting(.lead))
        let path = "/groupes/delais/reunions/\(id)"
        let lead = try #require(community.people[.lead])
        let sent = try await community.post(
            path + "/compte-rendu",
            [
                ("compte_rendu", "Décision secrète"), ("presence-\(lead)", "present"),
                ("version", "1"),
            ],
            as: .lead)
        #expect(sent.status == 303)
        #expect(try await !community.get(path).text.contains("Décision secrète"))

        let approval = try await community.get(path + "/approuver", as: .lead).text
        let approved = try await community.post(
            path + "/approuver", [("version", try version(approval))], as: .lead)

        #expect(approved.status == 303)
        let seen = try await community.get(path).text
        #expect(seen.contains("Décision secrète"))
        #expect(!seen.contains("Personne lead"))
        #expect(try await community.get(path, as: .member).text.contains("Personne lead"))
        #expect(try await community.get("/groupes/delais/fil.atom").text.contains("Passée"))
    }

    @Test func `somebody asks to join and the lead accepts`() async throws {
        _ = try await community.post(
            "/groupes/delais/rejoindre", [("motif", "Je paie <b>à l’heure</b>")], as: .account)
        let page = try await community.get("/groupes/delais/membres", as: .lead).text
        #expect(page.contains("Je paie &lt;b&gt;à l’heure&lt;/b&gt;"))
        let link = try #require(
            page.firstMatch(of: #/action="(\/groupes\/delais\/demandes\/\d+)"/#)?.output.1)

        #expect(
            try await community.post(String(link), [("reponse", "oui")], as: .lead).status == 303)

        let account = try #require(community.people[.account])
        #expect(try store.groups.members(of: community.group).map(\.id).contains(account))
    }

    @Test func `a visitor reads the published version of a study and no other`() async throws {
        let acting = community.acting(.lead)
        func draft(_ text: String) -> Studies.Draft {
            .init(title: "Étude", authors: "A", text: text, edition: "e", note: "Note interne")
        }
        let id = try store.studies.open(
            in: community.group, from: nil, draft("Brouillon secret"), acting)
        try store.studies.save(id, draft("Texte relu"), version: 1, acting)
        let study = "/etudes/\(id)"
        #expect(try await community.get(study).status != 200)
        _ = try await community.post(
            study + "/publier", [("etat", "publiee"), ("version", "2")], as: .lead)
        try store.studies.save(id, draft("Ajout non relu"), version: 2, acting)

        let seen = try await community.get(study).text
        #expect(seen.contains("Texte relu") && !seen.contains("Ajout non relu"))
        let versions = try await community.get(study + "/versions").text
        #expect(versions.contains("Version 2") && !versions.contains("Note interne"))
        #expect(!versions.contains("Version 1") && !versions.contains("Version 3"))
        #expect(try await community.get(study + "/versions/2").status == 200)
        for hidden in ["/versions/1", "/versions/3", "/versions?de=1&a=2"] {
            #expect(try await community.get(study + hidden).isTurnedAway, "\(hidden)")
        }
        let lead = try await community.get(study, as: .lead).text
        #expect(lead.contains("Ajout non relu") && lead.contains("la version 2</a>"))
        #expect(try await community.get(study + "/versions/1", as: .lead).status == 200)
        let late = try await community.post(
            study + "/publier", [("etat", "publiee"), ("version", "2")], as: .lead)
        #expect(late.status == 409)
    }

    @Test func `every page of a group walks well`() async throws {
        let acting = community.acting(.lead)
        let meeting = try store.groupMeetings.add(
            to: community.group,
            .init(
                title: "Réunion", start: InventedCommunity.start.adding(days: -1), minutesLong: 60,
                place: "Lille", link: "", agenda: "# Titre\n\ntexte"), acting)
        let deliverable = try store.workPlan.add(
            to: community.group, .init(title: "Guide", responsible: community.people[.lead]), acting
        )
        let question = try store.questions.ask(
            community.group, title: "Combien ?", text: "x", community.acting(.account))
        let study = try store.studies.open(
            in: community.group, from: question,
            .init(title: "Étude", text: "# T\n\nx", edition: ""),
            acting)
        try store.studies.save(
            study, .init(title: "Étude", text: "# T\n\ny", edition: ""), version: 1, acting)
        try store.studies.comment(on: study, text: "Bien.", acting)
        let group = "/groupes/delais"
        let targets = [
            "/groupes", "/groupes/nouveau", "/groupes/ordre", group, group + "/modifier",
            group + "/clore", group + "/membres", group + "/partenaires", group + "/rejoindre",
            group + "/quitter", group + "/membres/\(community.people[.lead] ?? 0)",
            group + "/reunions/nouvelle", group + "/reunions/\(meeting)",
            group + "/reunions/\(meeting)/modifier", group + "/reunions/\(meeting)/annuler",
            group + "/reunions/\(meeting)/compte-rendu", group + "/livrables/nouveau",
            group + "/livrables/\(deliverable)", group + "/livrables/\(deliverable)/modifier",
            "/questions", group + "/questions/nouvelle", "/questions/\(question)",
            "/questions/\(question)/repondre", "/questions/\(question)/etude", "/etudes",
            group + "/etudes/nouvelle", "/etudes/\(study)", "/etudes/\(study)/modifier",
            "/etudes/\(study)/publier", "/etudes/\(study)/versions",
            "/etudes/\(study)/versions?de=1&a=2", "/etudes/\(study)/versions/1",
            "/etudes/\(study)/commentaires", "/etudes/\(study)/commentaires/1",
        ]
        for target in targets {
            let page = try await community.get(target, as: .editor)
            #expect(page.status == 200, "\(target) \(page.status)")
            let complaints = try PageWalk(page.text).complaints
            #expect(complaints.isEmpty, "\(target) \(complaints)")
        }
    }
}
