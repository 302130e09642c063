import GRDB
import Procurement
import Testing

@testable import Community
@testable import Website

@Suite struct InnovationPageTests {
    private typealias Kind = InventedCommunity.Kind
    private let base = InventedInnovation.base

    @Test func `every page reads well to whom it is open`() async throws {
        let invented = try InventedInnovation(to: .feedback)
        let organiser = [
            "", "/fiche", "/creneaux", "/programme", "/programme/retouche", "/jour", "/tableau",
            "/affiches", "/suites", "/agendas",
        ].map { (base + "/organisation" + $0, Kind.lead) }
        let token = try invented.meetings.agendaToken(invented.buyer, invented.community.acting())
        let pages =
            organiser + [
                ("/innovation", .visitor), ("/innovation/nouvelle", .lead), (base, .visitor),
                (base, .account), (base + "/inscription", .account), (base + "/voeux", .account),
                (base + "/voeux", .member), (base + "/retours", .account),
                (base + "/agenda", .member), (base + "/agenda/" + token, .visitor),
                (base + "/solutions", .member), (base + "/solutions/\(invented.solution)", .member),
                (base + "/besoins/\(invented.need)", .visitor),
                (base + "/besoins/\(invented.need)", .member),
            ]
        for (page, kind) in pages {
            let answer = try await invented.community.get(page, as: kind)
            #expect(answer.status == 200, "\(page) \(kind)")
            #expect(try PageWalk(answer.text).complaints == [], "\(page) \(kind)")
        }
    }

    @Test func `forms of needs and solutions read well while they are open`() async throws {
        let invented = try InventedInnovation(to: .needsOpen)
        let pages: [(String, Kind)] = [
            ("/besoins/nouveau", .member), ("/besoins/\(invented.need)/modifier", .member),
            ("/solutions/nouvelle", .account),
            ("/solutions/\(invented.solution)/modifier", .account),
        ]
        for (page, kind) in pages {
            let answer = try await invented.community.get(base + page, as: kind)
            #expect(answer.status == 200, "\(page)")
            #expect(try PageWalk(answer.text).complaints == [], "\(page)")
        }
    }

    @Test func `needs are hidden from others until all are public`() async throws {
        let early = try InventedInnovation(to: .needsOpen)
        let later = try InventedInnovation(to: .needsFrozen)
        let page = "\(base)/besoins/\(early.need)"

        #expect(try await early.community.get(page).status == 404)
        #expect(try await early.community.get(page, as: .account).status == 404)
        #expect(try await early.community.get(page, as: .member).status == 200)
        #expect(try await !early.community.get(base).text.contains("Chauffer une école"))
        #expect(try await later.community.get(page).status == 200)
        #expect(try await later.community.get(base).text.contains("Chauffer une école"))
        let edited = try await later.community.get(page + "/modifier", as: .member)
        let sent = try await later.community.post(
            page + "/modifier",
            [
                ("titre", "Autre titre"), ("texte", "Un texte bien assez long."),
                ("theme", "energie"), ("recherche", "Un essai"), ("horizon", "un_an"),
                ("version", "1"),
            ], as: .member)
        #expect(edited.status == 200)
        #expect(sent.status == 409)
        #expect(try await later.community.get(page).text.contains("Chauffer une école"))
    }

    @Test func `a company reads neither another's solutions nor its wishes`() async throws {
        let invented = try InventedInnovation()
        let why = "Parce que nous y croyons"
        _ = try await invented.community.post(
            base + "/voeux",
            [
                ("participant", "\(invented.buyer)"), ("affiches", "\(invented.company)"),
                ("voeu_\(invented.company)", "0"), ("motif_\(invented.company)", why),
            ], as: .member)

        let own = try await invented.community.get(base + "/voeux", as: .member)
        let others = try await invented.community.get(base + "/voeux", as: .account)
        let asked = try await invented.community.get(
            base + "/voeux?participant=\(invented.buyer)", as: .account)
        let solution = try await invented.community.get(
            "\(base)/solutions/\(invented.rivalSolution)", as: .account)
        let list = try await invented.community.get(base + "/solutions", as: .account)

        #expect(try own.text.contains(why))
        #expect(try !others.text.contains(why))
        #expect(asked.status == 403)
        #expect(solution.status == 404)
        #expect(try list.text.contains("Pompe à chaleur partagée"))
        #expect(try !list.text.contains("Chaudière de la rivale"))
    }

    @Test func `wishes are filtered, said, and taken back`() async throws {
        let invented = try InventedInnovation()
        let id = invented.buyer
        let fields = [("participant", "\(invented.company)"), ("affiches", "\(id)")]

        let said = try await invented.community.post(
            base + "/voeux", fields + [("voeu_\(id)", "5"), ("motif_\(id)", "École")], as: .account)
        let wishes = try invented.meetings.wishes(of: invented.company)
        let none = try await invented.community.get(base + "/voeux?mots=piscine", as: .account)
        let some = try await invented.community.get(
            base + "/voeux?mots=ecole&theme=energie&cpv=45", as: .account)
        _ = try await invented.community.post(base + "/voeux", fields, as: .account)

        #expect(said.status == 303)
        #expect(wishes == [id: .init(other: id, strength: 5, why: "École")])
        #expect(try !none.text.contains("champ-voeu_\(id)"))
        #expect(try some.text.contains("champ-voeu_\(id)"))
        #expect(try invented.meetings.wishes(of: invented.company).isEmpty)
    }

    @Test func `only who organises opens the organiser's pages and acts there`() async throws {
        let invented = try InventedInnovation(to: .wishesClosed)
        let page = base + "/organisation/jour"
        for kind in [Kind.visitor, .account, .member] {
            #expect(try await invented.community.get(page, as: kind).isTurnedAway)
            let sent = try await invented.community.post(
                page, [("action", "absent"), ("participant", "\(invented.buyer)")], as: kind)
            #expect(sent.isTurnedAway)
        }
        // A lead of another group is a lead, not the organiser.
        let other = try invented.community.store.groups.add(
            key: "autre", name: "Autre", mandate: "", invented.community.acting(.editor))
        try invented.community.store.groups.join(
            other, person: invented.community.people[.member] ?? 0, asLead: true,
            invented.community.acting(.editor))

        #expect(try await invented.community.get(page, as: .member).status == 403)
        #expect(try await invented.community.get(page, as: .lead).status == 200)
    }

    @Test func `a programme that nothing betters says so`() async throws {
        let invented = try InventedInnovation(to: .wishesClosed)
        let page = base + "/organisation/programme"

        let programme = try invented.meetings.propose(
            event: invented.event, seconds: 1, invented.community.acting(.lead))

        let text = try await invented.community.get(page, as: .lead).text
        #expect(programme.status == .optimal)
        #expect(programme.placed == 2)
        #expect(programme.bound == programme.weight)
        #expect(text.contains("optimal\u{202F}: aucun programme ne fait mieux"))
        #expect(!text.contains("écart de"))
        #expect(PageWalk(text).complaints == [])
    }

    @Test func `a programme that might be bettered tells the bound and how far from it at most`()
        async throws
    {
        let invented = try InventedInnovation(to: .wishesOpen)
        let (meetings, community) = (invented.meetings, invented.community)
        let page = base + "/organisation/programme"
        // Both companies can only meet the one buyer at the same hour: numbers allow two meetings.
        let first = try #require(try meetings.slots(of: invented.event).first?.id)
        for (siret, name, kind) in [
            (InventedInnovation.companySiret, "Soleil inventé", Kind.account),
            (InventedInnovation.rivalSiret, "Rivale inventée", .editor),
        ] {
            _ = try meetings.register(
                .init(siret: siret, side: .company, name: name),
                .init(name: name, size: .small, wanted: 4, free: [first]), event: invented.event,
                community.acting(kind))
        }
        let companies = [invented.company, invented.rival]
        let pairs =
            companies.map { (from: $0, to: [invented.buyer]) } + [
                (from: invented.buyer, to: companies)
            ]
        for (from, others) in pairs {
            var wishes: [Int64: Meetings.Wish?] = [:]
            for other in others { wishes[other] = Meetings.Wish(other: other, strength: 4) }
            try meetings.say(wishes, by: from, community.acting(.editor))
        }
        try meetings.move(invented.event, to: .wishesClosed, community.acting(.editor))

        let programme = try meetings.propose(
            event: invented.event, seconds: 1, community.acting(.lead))

        #expect(programme.status == .feasible)
        #expect(programme.placed == 1)
        #expect(programme.weight == 4 * Meetings.weightUnit)
        #expect(programme.bound == 8 * Meetings.weightUnit)
        let text = try await community.get(page, as: .lead).text
        #expect(
            text.contains(
                "aucun programme qui place autant de monde ne dépasse 8,0\u{202F}: écart de "
                    + "50,0\u{202F}% au plus"))
        #expect(!text.contains("optimal"))
        #expect(PageWalk(text).complaints == [])
        try community.store.write(community.acting()) {
            try $0.execute(sql: "UPDATE innovation_programme SET borne = NULL")
        }
        let unproven = try await community.get(page, as: .lead).text
        #expect(unproven.contains("rien n’est prouvé de mieux ni de pire"))
        #expect(!unproven.contains("au plus</") && !unproven.contains("écart de"))
    }

    @Test func `hours unticked when registering are kept as not free, and shown so again`()
        async throws
    {
        let invented = try InventedInnovation(to: .needsOpen)
        let (meetings, community) = (invented.meetings, invented.community)
        let day = try meetings.event(InventedInnovation.key).day
        let hours = [8, 9, 12, 13].map { Moment(day: day, hour: $0) }
        try meetings.lay(
            hours.flatMap { [($0, 20), ($0.adding(minutes: 25), 20)] }, event: invented.event,
            community.acting(.editor))
        let slots = try meetings.slots(of: invented.event)
        let all = Set(slots.map(\.id))
        let page = base + "/inscription"
        func ticked(_ text: String) -> [String: Set<Int64>] {
            var ticked: [String: Set<Int64>] = [:]
            let boxes = text.matches(of: #/name="(matin|apres_midi)" value="([0-9]+)" checked>/#)
            for box in boxes {
                ticked[String(box.output.1), default: []].insert(Int64(box.output.2) ?? 0)
            }
            return ticked
        }
        func send(_ free: Set<Int64>, name: String = "Soleil inventé") async throws -> Answer {
            try await community.post(
                page,
                [
                    ("organisme", "entreprise-" + InventedInnovation.companySiret), ("nom", name),
                    ("taille", DeclaredSize.small.rawValue), ("plafond", "4"),
                ]
                    + slots.filter { free.contains($0.id) }.map {
                        (MeetingText.isMorning($0) ? "matin" : "apres_midi", String($0.id))
                    }, as: .account)
        }
        let before = try await community.get(page, as: .account).text
        #expect(ticked(before)["matin"] == Set(slots.prefix(4).map(\.id)))
        #expect(ticked(before)["apres_midi"] == Set(slots.suffix(4).map(\.id)))
        let free = Set(slots.enumerated().filter { $0.offset % 2 == 0 }.map(\.element.id))

        let sent = try await send(free)

        #expect(sent.status == 303)
        #expect(try meetings.busySlots(of: invented.company) == all.subtracting(free))
        #expect(try meetings.busySlots(of: invented.rival) == [])
        let after = try await community.get(page, as: .account)
        let shown = try ticked(after.text)
        #expect(shown["matin"] == free.intersection(slots.prefix(4).map(\.id)))
        #expect(shown["apres_midi"] == free.intersection(slots.suffix(4).map(\.id)))
        #expect(try PageWalk(after.text).complaints == [])
        // A refused form shows what was ticked, and keeps nothing.
        let refused = try await send(all.subtracting(free), name: "")
        #expect(refused.status == 422)
        #expect(
            try ticked(refused.text).values.reduce(into: []) { $0.formUnion($1) }
                == all.subtracting(free))
        #expect(try meetings.busySlots(of: invented.company) == all.subtracting(free))
        // Free at every hour again.
        #expect(try await send(all).status == 303)
        #expect(try meetings.busySlots(of: invented.company) == [])
    }

    @Test func `a broken rule is told in a sentence before anything is confirmed`() async throws {
        let invented = try InventedInnovation(to: .wishesClosed)
        let programme = try invented.meetings.propose(
            event: invented.event, seconds: 1, invented.community.acting(.lead))
        let meetings = try invented.meetings.meetings(of: programme.id)
        let first = try #require(meetings.first)
        let other = try #require(meetings.first { !$0.isSamePair(first) })
        let page = base + "/organisation/programme/retouche"
        let fields = [
            ("action", "deplacer"), ("acheteur", "\(first.buyer)"),
            ("entreprise", "\(first.company)"), ("creneau", "\(other.slot)"),
            ("place", "\(other.table)"), ("version", "\(programme.number)"),
        ]

        let told = try await invented.community.post(page, fields, as: .lead)
        let forced = try await invented.community.post(
            page, fields + [("confirme", "oui")], as: .lead)

        #expect(told.status == 409)
        #expect(try told.text.contains("Ville inventée aurait deux rendez-vous à"))
        #expect(try told.text.contains("Ce changement n’est pas possible."))
        #expect(try PageWalk(told.text).complaints == [])
        #expect(forced.status == 409)
        #expect(try invented.meetings.programmes(of: invented.event).count == 1)
    }

    @Test func `publishing writes letters whose link opens the agenda and its calendar`()
        async throws
    {
        let invented = try InventedInnovation(to: .wishesClosed)
        _ = try invented.meetings.propose(
            event: invented.event, seconds: 1, invented.community.acting(.lead))

        let sent = try await invented.community.post(
            base + "/organisation/programme", [("action", "publier"), ("version", "1")], as: .lead)

        #expect(sent.status == 303)
        let letters = try invented.community.store.outbox.pending(
            at: invented.community.acting().now)
        #expect(letters.count == 3)
        let letter = try #require(letters.first { $0.message.to.text == "account@exemple.fr" })
        #expect(letter.message.text.contains("Ville inventée"))
        #expect(letter.message.attachments.map(\.name) == ["agenda.ics"])
        let link = try #require(letter.message.text.firstMatch(of: #/\/innovation\/\S+/#)?.output)
        let page = try await invented.community.get(String(link))
        #expect(try page.text.contains("Ville inventée"))
        let calendar = try await invented.community.get(link + "/agenda.ics")
        #expect(calendar.type.hasPrefix("text/calendar"))
        #expect(try calendar.text.contains("SUMMARY:Rendez-vous\u{202F}: Ville inventée"))
        #expect(try await invented.community.get(link + "x").status == 404)
    }

    @Test func `an absence repairs the programme and writes to those it touches`() async throws {
        let invented = try InventedInnovation(to: .theDay)

        let sent = try await invented.community.post(
            base + "/organisation/jour",
            [("action", "absent"), ("participant", "\(invented.rival)")], as: .lead)

        #expect(sent.status == 303)
        let letters = try invented.community.store.outbox.pending(
            at: invented.community.acting().now)
        #expect(letters.contains { $0.message.to.text == "member@exemple.fr" })
        #expect(!letters.contains { $0.message.to.text == "account@exemple.fr" })
        let agenda = try await invented.community.get(base + "/agenda", as: .member)
        #expect(try agenda.text.contains("Soleil inventé"))
        #expect(try !agenda.text.contains("Rivale inventée"))
    }

    @Test func `long lists of the day are folded, searched, and lead to each agenda`() async throws
    {
        let invented = try InventedInnovation(to: .theDay)
        let page = base + "/organisation/jour"

        let whole = try await invented.community.get(page, as: .lead).text
        let found = try await invented.community.get(page + "?mots=soleil", as: .lead).text
        let buyers = try await invented.community.get(page + "?cote=acheteur", as: .lead).text
        let programme = try await invented.community.get(
            base + "/organisation/programme?mots=rivale", as: .lead
        ).text
        let own = try await invented.community.get(
            base + "/organisation/agendas?participant=\(invented.rival)", as: .lead
        ).text
        let all = try await invented.community.get(base + "/organisation/agendas", as: .lead).text

        #expect(whole.contains("<summary>Entreprises (2)</summary>"))
        #expect(!whole.contains("name=\"autres\""))
        #expect(found.contains("Soleil inventé") && !found.contains("Rivale inventée"))
        #expect(buyers.contains("Ville inventée") && !buyers.contains("Rivale inventée"))
        #expect(programme.contains("Rivale inventée") && !programme.contains("Soleil inventé"))
        #expect(own.contains("Ville inventée") && !own.contains("Soleil inventé"))
        #expect(all.split(separator: "class=\"affiche\"").count == 4)
        for text in [whole, found, buyers, programme, own] {
            #expect(PageWalk(text).complaints == [])
        }
        for kind in [Kind.visitor, .account, .member] {
            #expect(
                try await invented.community.get(base + "/organisation/agendas", as: kind)
                    .isTurnedAway)
        }
    }

    @Test func `who comes unannounced chooses among the other side, and a buyer says its need`()
        async throws
    {
        let invented = try InventedInnovation(to: .theDay)
        let page = base + "/organisation/jour"
        let form = try await invented.community.get(page + "?venue=acheteur", as: .lead).text
        #expect(form.contains("value=\"\(invented.company)\""))
        #expect(!form.contains("name=\"autres\" value=\"\(invented.buyer)\""))
        #expect(PageWalk(form).complaints == [])
        let fields = [
            ("action", "venue"), ("cote", "acheteur"), ("nom", "Bourg venu"),
            ("siret", "90000004300019"), ("plafond", "2"), ("autres", "\(invented.company)"),
        ]

        let without = try await invented.community.post(page, fields, as: .lead)
        let with = try await invented.community.post(
            page,
            fields + [
                ("titre", "Éclairer un stade"), ("texte", "Un stade à éclairer sans gaspiller."),
                ("theme", "energie"), ("recherche", "Un essai"), ("horizon", "un_an"),
            ], as: .lead)

        #expect(without.status == 422)
        #expect(try without.text.contains("article R2111-2"))
        #expect(with.status == 303)
        let after = try await invented.community.get(try #require(with.location), as: .lead).text
        #expect(after.contains("rendez-vous pour la personne venue"))
        #expect(after.contains("Imprimer son agenda"))
        #expect(try await invented.community.get(base).text.contains("Éclairer un stade"))
    }

    @Test func `announced days are in the feeds of events, and tied to one`() async throws {
        let hidden = try InventedCommunity()
        _ = try hidden.store.meetings.add(
            key: "secret", .init(title: "Pas encore dit", place: "Lille", day: Day(number: 20_800)),
            group: nil, hidden.acting(.editor))
        #expect(try await !hidden.get("/rencontres/flux.ics").text.contains("Pas encore dit"))
        #expect(try await hidden.get("/innovation/secret/agenda.ics").status == 404)

        let invented = try InventedInnovation(to: .needsFrozen)
        let (store, acting) = (invented.community.store, invented.community.acting(.editor))
        var draft = Event.Draft()
        draft.key = "journee"
        draft.title = "Journée de l’achat"
        draft.begins = Moment(seconds: 1_790_000_000)
        draft.ends = draft.begins.adding(minutes: 60)
        draft.themes = ["Sourcing"]
        _ = try store.events.add(draft, acting)
        let around = try store.events.event("journee").id
        try store.events.move(around, to: .announced, acting) {
            MailMessage(to: $0.to, subject: "", text: "")
        }
        let day = try store.meetings.event(InventedInnovation.key)
        try store.meetings.describe(
            day,
            .init(title: day.title, place: day.place, day: day.day, within: around),
            version: day.version, acting)

        for address in [
            "/rencontres/flux.ics", "/rencontres/flux.atom",
            "/rencontres/flux.ics?theme=innovation",
            "/rencontres/flux.atom?theme=sourcing", base + "/agenda.ics", "/rencontres/journee",
            "/rencontres?theme=sourcing", "/groupes/delais",
        ] {
            let text = try await invented.community.get(address).text
            #expect(text.contains("Rencontres inventées"), "\(address)")
        }
        let other = try await invented.community.get("/rencontres/flux.atom?theme=autre").text
        #expect(!other.contains("Rencontres inventées"))
        #expect(
            try await invented.community.get(base).text.contains("href=\"/rencontres/journee\""))
    }

    @Test func `a text with markup stays text`() async throws {
        let invented = try InventedInnovation(to: .needsOpen)
        let attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        let sent = try await invented.community.post(
            base + "/besoins/nouveau",
            [
                ("titre", attack), ("texte", attack), ("theme", "energie"), ("recherche", attack),
                ("horizon", "un_an"), ("participant", "\(invented.buyer)"),
            ], as: .member)

        let page = try await invented.community.get(try #require(sent.location), as: .member)

        #expect(page.status == 200)
        #expect(try !page.text.contains("<script>alert"))
        #expect(try !page.text.contains("<img src=x"))
    }

    @Test func `fewer than ten meetings held say so and publish nothing`() async throws {
        let invented = try InventedInnovation(to: .feedback)

        let organiser = try await invented.community.get(
            base + "/organisation/suites", as: .lead)
        let everybody = try await invented.community.get(base)

        #expect(organiser.status == 200)
        #expect(try everybody.text.contains("pas assez de rencontres"))
        #expect(try !everybody.text.contains("Soleil inventé"))
    }

    @Test func `hours make slots around pauses`() {
        let starts = SlotPlan.starts(
            from: 9 * 60, to: 12 * 60, 20, 5, [(from: 10 * 60, to: 10 * 60 + 15)])

        // 9:00 and 9:25 fit; 9:50 would run into the pause, so that 10:15 follows it.
        #expect(starts == [540, 565, 615, 640, 665, 690])
        #expect(SlotPlan.clock("9h30") == 570)
        #expect(SlotPlan.clock("24:00") == nil)
        #expect(SlotPlan.clock("midi") == nil)
    }
}
