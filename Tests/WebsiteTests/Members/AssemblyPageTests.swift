import Community
import Testing

@testable import Website

@Suite struct AssemblyPageTests {
    private let community: InventedCommunity

    init() throws {
        community = try InventedCommunity()
        var rules = AssemblyRules.usual
        rules.noticeDays = 0
        try community.store.assembly.decide(rules, community.acting(.administrator))
    }

    private func text(_ target: String, as kind: InventedCommunity.Kind = .visitor) async throws
        -> String
    {
        let answer = try await community.get(target, as: kind)
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func send(
        _ target: String, _ fields: [(String, String)] = [], as kind: InventedCommunity.Kind,
        status: Int = 303, _ place: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let answer = try await community.post(target, fields, as: kind)
        #expect(answer.status == status, "\(target)", sourceLocation: place)
        return answer
    }

    /// A session convoked for half an hour from now, with one resolution; its address.
    private func convoked(_ kind: Assembly.VoteKind) async throws -> String {
        let begins = ParisTime.typed(community.acting().now.adding(minutes: 60))
        let prepared = try await send(
            "/assemblee/preparer",
            [
                ("titre", "Séance & essai"), ("genre", "ordinaire"), ("debut", begins),
                ("lieu", "Lille"), ("president", String(community.people[.member] ?? 0)),
            ], as: .editor)
        let agenda = try #require(prepared.location)
        let session = String(agenda.dropLast("/ordre-du-jour".count))
        _ = try await send(agenda, [("titre", "Premier point")], as: .editor)
        _ = try await send(agenda, [("titre", "Second point")], as: .editor)
        _ = try await send(
            session + "/resolutions",
            [
                ("titre", "Décider"), ("texte", "L’assemblée **décide**."),
                ("mode", kind.rawValue), ("majorite", "simple"), ("abstentions", "exclues"),
            ], as: .editor)
        #expect(try await community.get(session, as: .member).status == 404)
        _ = try await send(session + "/convoquer", as: .editor)
        return session
    }

    @Test func `a session enters the calendar of those convoked, and leaves it when given up`()
        async throws
    {
        let session = try await convoked(.byOrganisation)
        let number = session.split(separator: "/").last ?? ""
        func calendar(_ subject: String) throws -> String {
            let letters = try community.store.outbox.pending(at: community.acting().now)
            let letter = try #require(letters.last { $0.message.subject.hasPrefix(subject) })
            let file = try #require(letter.message.attachments.first)
            #expect(file.name == "seance.ics")
            return String(decoding: file.bytes, as: UTF8.self)
        }
        let invitation = try calendar("Convocation")
        _ = try await send(session + "/modifier", [("action", "annuler")], as: .editor)
        let farewell = try calendar("Séance annulée")

        let name = "UID:seance-\(number)@"
        #expect(invitation.contains(name) && invitation.contains("METHOD:REQUEST\r\n"))
        #expect(farewell.contains(name) && farewell.contains("METHOD:CANCEL\r\n"))
        #expect(farewell.contains("STATUS:CANCELLED\r\n"))
    }

    @Test func `an assembly goes from its convocation to signed minutes`() async throws {
        let session = try await convoked(.byOrganisation)
        let letters = try community.store.outbox.pending(at: community.acting().now)
        #expect(letters.count { $0.message.subject.hasPrefix("Convocation") } == 2)
        #expect(letters.last?.message.text.contains("1. Premier point\n2. Second point") == true)
        let organisation = String(community.organisation)
        let conduct = session + "/conduire"
        _ = try await send(conduct, [("action", "ouvrir")], as: .editor)
        let resolution = try #require(
            try community.store.assembly.resolutions(
                of: Int64(session.split(separator: "/").last ?? "") ?? 0
            )
            .first?.id)
        let open = [("action", "ouvrir-vote"), ("resolution", String(resolution))]
        _ = try await send(conduct, open, as: .editor, status: 409)
        _ = try await send(
            session + "/participer", [("action", "venir"), ("organisme", organisation)], as: .member
        )
        _ = try await send(conduct, open, as: .editor)

        let vote = "/assemblee/resolutions/\(resolution)/voter"
        _ = try await send(vote, as: .member, status: 422)
        _ = try await send(vote, [("voix-\(organisation)", "pour")], as: .member)
        _ = try await send(vote, [("voix-\(organisation)", "contre")], as: .lead, status: 409)
        _ = try await send(
            conduct, [("action", "clore-vote"), ("resolution", String(resolution))], as: .editor)
        _ = try await send(conduct, [("action", "clore")], as: .editor)

        #expect(try await text("/assemblee").contains("Décider</a>"))
        let page = try await text("/assemblee/resolutions/\(resolution)")
        #expect(page.contains("Adoptée") && page.contains("100,00\u{202F}%"))
        let write = session + "/proces-verbal/rediger"
        let draft = try await text(write, as: .editor)
        let mention = Assembly.Minutes.mention(community.people[.member] ?? 0)
        #expect(draft.contains("- Ville inventée, \(mention)"))
        _ = try await send(
            write, [("texte", "Présidée par \(mention). **Adoptée.**"), ("version", "0")],
            as: .editor)
        let minutes = session + "/proces-verbal"
        let agreed = [("accord", "oui"), ("version", "1")]
        _ = try await send(minutes, agreed, as: .lead, status: 403)
        _ = try await send(minutes, [("version", "1")], as: .member, status: 422)
        _ = try await send(minutes, agreed, as: .member)
        #expect(try await text(minutes, as: .member).contains("Signé par Personne member"))
        _ = try await send(
            write, [("texte", "Un autre texte, après."), ("version", "2")], as: .editor,
            status: 409)
    }

    @Test func `every page of the assembly can be used by everybody who opens it`() async throws {
        let others = try ["Ville deux", "Ville trois"].map {
            try community.store.organisations.add(
                name: $0, siret: nil, college: .buyers, territory: "", community.acting())
        }
        let session = try await convoked(.secret)
        _ = try await send(session + "/conduire", [("action", "ouvrir")], as: .editor)
        for organisation in [community.organisation] + others {
            try community.store.assembly.checkIn(
                organisation, at: 1, person: nil, isBySelf: false, community.acting())
        }
        try community.store.assembly.openVote(1, acceptsSmallColleges: true, community.acting())
        try community.store.assembly.appoint(
            community.people[.member] ?? 0, office: .president,
            organisation: community.organisation, since: community.acting().now.day,
            community.acting())
        let pages: [(String, InventedCommunity.Kind)] = [
            ("/organisations", .visitor), ("/organisations/1", .visitor), ("/assemblee", .visitor),
            ("/assemblee/bureau", .visitor), (session, .visitor), (session, .editor),
            (session + "/modifier", .editor), (session + "/ordre-du-jour", .editor),
            (session + "/convoquer", .editor), (session + "/feuille", .editor),
            (session + "/conduire", .editor), (session + "/participer", .member),
            ("/assemblee/resolutions/1", .member), ("/assemblee/resolutions/1/voter", .member),
            ("/assemblee/resolutions/1/compter", .editor), (session + "/resolutions", .editor),
            ("/assemblee/preparer", .editor), ("/administration/organisations", .administrator),
            ("/administration/organisations/1", .administrator),
            ("/administration/organisations/1/representants", .administrator),
            ("/administration/organisations/importer", .administrator),
            ("/administration/assemblee", .administrator),
            ("/administration/bureau", .administrator), ("/compte/nom-affiche", .member),
            ("/observatoire", .visitor),
        ]
        for (target, kind) in pages {
            let answer = try await community.get(target, as: kind)
            let html = try await text(target, as: kind)

            #expect(answer.status == 200, "\(target)")
            #expect(PageWalk(html).complaints == [], "\(target)")
        }
    }

    @Test func `a name stays hidden until its person shows it`() async throws {
        let page = "/organisations/\(community.organisation)"
        #expect(try await !text(page).contains("Personne member"))
        let one = try #require(
            try community.store.organisations.representations(
                by: community.people[.member] ?? 0
            ).first)

        _ = try await send(
            "/compte/nom-affiche", [("noms", "representation-\(one.id)")], as: .member)

        #expect(try await text(page).contains("Personne member"))
        #expect(try await !text(page).contains("Personne lead"))
        _ = try await send("/compte/nom-affiche", as: .member)
        #expect(try await !text(page).contains("Personne member"))
    }

    @Test func `nobody acts for an organisation they do not represent`() async throws {
        let session = try await convoked(.byOrganisation)
        let other = try community.store.organisations.add(
            name: "Ville voisine", siret: nil, college: .buyers, territory: "",
            community.acting(.administrator))
        let target = session + "/participer"

        for action in ["venir", "donner", "revoquer"] {
            _ = try await send(
                target,
                [
                    ("action", action), ("organisme", String(other)),
                    ("mandataire", String(community.organisation)),
                ], as: .member, status: 403)
        }
        _ = try await send(target, [("action", "venir")], as: .editor, status: 403)
    }

    @Test func `a list of organisations is checked, then written`() async throws {
        let list = "nom;college\n<script>alert(1)</script>;acheteurs\nSans;mairie\n"
        let target = "/administration/organisations/importer"

        let trial = try await community.post(target, [("liste", list)], as: .administrator)
        #expect(trial.status == 200)
        #expect(try community.store.organisations.current().count == 1)
        let done = try await community.post(
            target, [("ecrire", "oui")],
            files: [(field: "fichier", name: "liste.csv", bytes: Array(list.utf8))],
            as: .administrator)

        #expect(done.status == 200)
        #expect(try community.store.organisations.current().count == 2)
        #expect(try await !text("/organisations").contains("<script>alert"))
    }

    @Test func `no image of minutes reaches the maker of PDF files`() {
        let html = Markdown.html(
            "![a>b](file:///etc/passwd \"x>y\") <img src=\"file:///etc/shadow\"> texte")

        let left = MinutesPDF.withoutImages(html).text
        #expect(!left.contains("<img") && !left.contains("passwd") && !left.contains("shadow"))
        #expect(left.contains("texte"))
        #expect(MinutesDraft.escaped("A*b_[c]<d>") == "A\\*b\\_\\[c\\]\\<d\\>")
        #expect(MinutesDraft.escaped("2. Ville (Nord)") == "2\\. Ville (Nord)")
        #expect(MinutesDraft.escaped("- {personne:3}") == "\\- \\{personne:3\\}")
    }
}
