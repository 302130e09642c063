import Community
import Foundation
import Procurement
import Testing

@testable import Website

@Suite struct PublicationPageTests {
    private let community: InventedCommunity

    init() throws { community = try InventedCommunity() }

    /// A draft of the group's, begun by its lead.
    private func begin(_ title: String = "Le rapport") async throws -> String {
        let answer = try await community.post(
            "/publications/nouvelle",
            [("titre", title), ("genre", "rapport"), ("groupe", "delais")], as: .lead)
        #expect(answer.status == 303)
        let location = try #require(answer.location)
        return String(try #require(location.split(separator: "/").dropFirst().first))
    }

    private func fields(_ changes: [String: String] = [:]) -> [(String, String)] {
        var values = [
            "titre": "Le rapport", "genre": "rapport", "resume": "Un résumé.", "auteurs": "A, B",
            "institutions": "", "themes": "Délais", "date": "2026-05-01", "langue": "fr",
            "licence": "licence-ouverte-2.0", "texte": "Un texte.", "edition": "", "version": "1",
        ]
        values.merge(changes) { $1 }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// By the lead; a second person accepts.
    private func act(_ key: String, _ action: String, as kind: InventedCommunity.Kind? = nil)
        async throws -> Int
    {
        let kind = kind ?? (action == "accepter" ? .editor : .lead)
        return try await community.post(
            "/publications/\(key)/suivi", [("action", action)], as: kind
        )
        .status
    }

    @Test func `a lead writes for the group led and for no other`() async throws {
        let other = try community.store.groups.add(
            key: "autre", name: "Autre", mandate: "", community.acting(.editor))
        let foreign = try community.store.publications.draft(
            PublicationContent.titled("Ailleurs"), group: other, community.acting(.editor))
        let general = try community.store.publications.draft(
            PublicationContent.titled("Sans groupe"), community.acting(.editor))

        for key in [foreign, general] {
            for page in ["modifier", "fichiers", "suivi", "apercu"] {
                let read = try await community.get("/publications/\(key)/\(page)", as: .lead)
                #expect(read.status == 403, "\(page)")
                let asEditor = try await community.get("/publications/\(key)/\(page)", as: .editor)
                #expect(asEditor.status == 200, "\(page)")
            }
            #expect(try await act(key, "soumettre") == 403)
            let sent = try await community.post(
                "/publications/\(key)/modifier", fields(), as: .lead)
            #expect(sent.status == 403)
        }
        let begun = try await community.post(
            "/publications/nouvelle",
            [("titre", "Titre"), ("genre", "guide"), ("groupe", "autre")],
            as: .lead)
        #expect(begun.status == 403)
    }

    @Test func `a draft and its files are seen by those who write it only`() async throws {
        let key = try await begin()
        let sent = try await community.post(
            "/publications/\(key)/fichiers", [("libelle", "Annexe")],
            files: [("fichier", "Données.csv", Array("a;b\n1;2\n".utf8))], as: .lead)
        #expect(sent.status == 303)
        let file = "/publications/\(key)/versions/1/fichiers/donnees.csv"

        #expect(try await community.get(file).status == 404)
        #expect(try await community.get("/publications/\(key)", as: .member).status == 404)
        #expect(try await community.get("/publications/\(key)/versions/1").status == 404)
        let own = try await community.get(file, as: .lead)
        #expect(own.status == 200)
        #expect(own.type == "text/csv; charset=utf-8")
        let disposition = own.headers.first { $0.0 == "Content-Disposition" }?.1
        #expect(disposition == "attachment; filename=\"donnees.csv\"")
        #expect(
            own.headers.first { $0.0 == "Content-Security-Policy" }?.1.contains("sandbox") == true)
    }

    @Test func `what is sent is taken for what it holds, never for its name`() async throws {
        let key = try await begin()
        for (name, bytes) in [
            ("page.pdf", Array("<html><script>alert(1)</script>".utf8)),
            ("dessin.png", Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)),
            ("paquet.docx", [0x50, 0x4B, 3, 4, 0, 0]),
            ("programme.txt", [0x7F, 0x45, 0x4C, 0x46, 0]),
        ] as [(String, [UInt8])] {
            let answer = try await community.post(
                "/publications/\(key)/fichiers", [], files: [("fichier", name, bytes)], as: .lead)
            #expect(answer.status == 422, "\(name)")
            #expect(try answer.text.contains("champ-fichier-faute"), "\(name)")
        }
        let double = try await community.post(
            "/publications/\(key)/fichiers", [],
            files: [("fichier", "x.html", Array("%PDF-1.4 <html><script>".utf8))], as: .lead)
        #expect(double.status == 303)
        let served = try await community.get(
            "/publications/\(key)/versions/1/fichiers/x.pdf", as: .lead)
        #expect(served.type == "application/pdf")
    }

    @Test func `what was typed stays when something is wrong, and all of it is told`() async throws
    {
        let key = try await begin()

        let answer = try await community.post(
            "/publications/\(key)/modifier",
            fields(["titre": "", "date": "demain", "langue": "xx", "resume": "Gardé tel quel"]),
            as: .lead)

        let text = try answer.text
        #expect(answer.status == 422)
        for field in ["titre", "date", "langue"] {
            #expect(text.contains("href=\"#champ-\(field)\""), "\(field)")
        }
        #expect(text.contains("Gardé tel quel"))
    }

    @Test func `the second of two editors sees both texts, and nothing is overwritten`()
        async throws
    {
        let key = try await begin()
        let first = try await community.post(
            "/publications/\(key)/modifier", fields(["texte": "Texte du premier"]), as: .lead)
        #expect(first.status == 303)

        let second = try await community.post(
            "/publications/\(key)/modifier", fields(["texte": "Texte du second"]), as: .editor)

        let text = try second.text
        #expect(second.status == 409)
        #expect(text.contains("<pre>Texte du premier</pre>"))
        #expect(text.contains("Texte du second</textarea>"))
        #expect(text.contains("name=\"version\" value=\"2\""))
        let publication = try community.store.publications.publication(key)
        #expect(
            try community.store.publications.pending(publication.id)?.content.text
                == "Texte du premier")
    }

    @Test func `no field of a publication runs as markup anywhere`() async throws {
        let hostile = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
        let key = try await begin("Titre")
        let saved = try await community.post(
            "/publications/\(key)/modifier",
            fields([
                "titre": hostile, "resume": hostile, "auteurs": hostile, "institutions": hostile,
                "themes": hostile, "texte": hostile + "\n\n[a](javascript:alert(1))",
            ]), as: .lead)
        #expect(saved.status == 303)
        for action in ["soumettre", "accepter", "publier"] {
            #expect(try await act(key, action) == 303)
        }

        for (path, kind) in [
            ("/publications", .visitor), ("/publications?mots=script", .visitor),
            ("/publications/\(key)", .visitor), ("/publications/\(key)/suivi", .lead),
            ("/publications/atelier", .lead), ("/publications/flux.atom", .visitor),
            ("/oai?verb=ListRecords&metadataPrefix=oai_dc", .visitor),
        ] as [(String, InventedCommunity.Kind)] {
            let answer = try await community.get(path, as: kind)
            let text = try answer.text
            #expect(answer.status == 200, "\(path)")
            #expect(!text.contains("<script>alert"), "\(path)")
            #expect(!text.contains("<img src=x"), "\(path)")
            #expect(!text.contains("javascript:"), "\(path)")
        }
    }

    @Test func `members of a group draft and submit for it; its leads and the editors decide`()
        async throws
    {
        let outside = try await community.post(
            "/publications/nouvelle",
            [("titre", "Titre"), ("genre", "guide"), ("groupe", "delais")], as: .member)
        #expect(outside.status == 403)
        try community.store.groups.join(
            community.group, person: try #require(community.people[.member]), asLead: false,
            community.acting(.lead))
        let begun = try await community.post(
            "/publications/nouvelle",
            [("titre", "Fiche du membre"), ("genre", "guide"), ("groupe", "delais")], as: .member)
        let key = "fiche-du-membre"
        #expect(begun.location == "/publications/\(key)/modifier")
        let saved = try await community.post(
            "/publications/\(key)/modifier", fields(), as: .member)
        #expect(saved.status == 303)

        #expect(try await act(key, "soumettre", as: .member) == 303)
        let track = try await community.get("/publications/\(key)/suivi", as: .member)
        #expect(try !track.text.contains("value=\"accepter\""))
        for action in ["accepter", "renvoyer", "publier", "retirer"] {
            #expect(try await act(key, action, as: .member) == 403, "\(action)")
        }
        #expect(try await act(key, "accepter", as: .lead) == 303)
        #expect(try await act(key, "publier", as: .lead) == 303)
        let group = try await community.get("/groupes/delais")
        #expect(try group.text.contains("/publications/\(key)"))
        let page = try await community.get("/publications/\(key)")
        #expect(try page.text.contains("<a href=\"/groupes/delais\">"))
        #expect(try PageWalk(group.text).complaints == [])
    }

    @Test func `a draft's address says the same as one where there is nothing`() async throws {
        let key = try await begin("Brouillon secret")

        for rest in ["", "/versions/1", "/versions/1/fichiers/a.pdf", "/citation.bib"] {
            let draft = try await community.get("/publications/\(key)\(rest)")
            let nothing = try await community.get("/publications/rien-du-tout\(rest)")
            #expect(draft.status == 404)
            #expect(
                try draft.text.replacing(key, with: "X")
                    == nothing.text.replacing("rien-du-tout", with: "X"), "\(rest)")
        }
    }

    @Test func `a theme has its feed, linked and declared where it is shown`() async throws {
        let key = try await begin()
        _ = try await community.post("/publications/\(key)/modifier", fields(), as: .lead)
        for action in ["soumettre", "accepter", "publier"] { _ = try await act(key, action) }

        let page = try await community.get("/publications?theme=delais").text
        let whole = try await community.get("/publications").text

        #expect(
            page.contains(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Publications\u{202F}: Délais\""
            ))
        #expect(
            page.contains("<a href=\"/publications/flux.atom?theme=delais\">Flux Atom du thème"))
        #expect(whole.contains("<li><a href=\"/publications/flux.atom?theme=delais\">Délais</a>"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `live figures are fixed on an edition at submission, and refused when unreadable`()
        async throws
    {
        let editions = try InventedEditions()
        let community = try InventedCommunity(shelf: editions.shelf)
        let key = try community.store.publications.draft(
            PublicationContent.titled("Avec des chiffres"), group: community.group,
            community.acting(.lead))
        let track = "/publications/\(key)/suivi"
        func save(_ text: String, edition: String, version: Int) async throws -> Answer {
            try await community.post(
                "/publications/\(key)/modifier",
                fields(["texte": text, "edition": edition, "version": "\(version)"]), as: .lead)
        }
        let unknown = try await save("Part `figure CON-01`.", edition: "abc", version: 1)
        #expect(unknown.status == 422)
        #expect(try unknown.text.contains("id=\"champ-edition-faute\""))
        #expect(try unknown.text.contains("id=\"figures\""))
        #expect(try await save("Part `figure ZZZ-99`.", edition: "", version: 1).status == 303)

        let bad = try await community.post(track, [("action", "soumettre")], as: .lead)
        #expect(bad.status == 409)
        #expect(try bad.text.contains("Figure n°\u{A0}1\u{202F}: Il n’y a pas d’indicateur"))
        #expect(try await save("Part `figure CON-01`.", edition: "", version: 2).status == 303)
        let good = try await community.post(track, [("action", "soumettre")], as: .lead)

        #expect(good.status == 303)
        let publication = try community.store.publications.publication(key)
        let version = try #require(try community.store.publications.pending(publication.id))
        #expect(version.content.edition == editions.latter)
        let preview = try await community.get("/publications/\(key)/apercu", as: .lead)
        #expect(try preview.text.contains("Édition des chiffres"))
    }

    @Test func `a withdrawn publication says so at its address and its files are gone`()
        async throws
    {
        let key = try await begin()
        _ = try await community.post("/publications/\(key)/modifier", fields(), as: .lead)
        _ = try await community.post(
            "/publications/\(key)/fichiers", [],
            files: [("fichier", "a.txt", Array("Texte".utf8))], as: .lead)
        for action in ["soumettre", "accepter", "publier"] {
            #expect(try await act(key, action) == 303)
        }
        #expect(try await community.get("/publications/\(key)").status == 200)

        let bare = try await community.post(
            "/publications/\(key)/suivi", [("action", "retirer"), ("motif", "")], as: .lead)
        #expect(bare.status == 422)
        let done = try await community.post(
            "/publications/\(key)/suivi", [("action", "retirer"), ("motif", "Chiffres faux.")],
            as: .lead)
        #expect(done.status == 303)

        let page = try await community.get("/publications/\(key)")
        #expect(page.status == 410)
        #expect(try page.text.contains("Chiffres faux."))
        #expect(try await community.get("/publications/\(key)/versions/1").status == 410)
        #expect(
            try await community.get("/publications/\(key)/versions/1/fichiers/a.txt").status == 410)
        #expect(try await community.get("/publications/\(key)/citation.bib").status == 404)
        let record = try await community.get(
            "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:\(key)")
        #expect(try record.text.contains("<header status=\"deleted\">"))
        #expect(try await act(key, "retablir") == 303)
        #expect(try await community.get("/publications/\(key)").status == 200)
    }
}

extension PublicationContent {
    /// A content of this title, otherwise whole.
    fileprivate static func titled(_ title: String) -> PublicationContent {
        var content = PublicationContent(day: Day(number: 20_000))
        content.title = title
        content.summary = "Un résumé."
        content.text = "Un texte."
        return content
    }
}
