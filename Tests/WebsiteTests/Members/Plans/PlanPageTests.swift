import Foundation
import Law
import Procurement
import Testing

@testable import Community
@testable import Website

@Suite struct PlanPageTests {
    private static let buyer = "00000001800028"
    private static let company = "00000002600013"
    private let community: InventedCommunity

    /// The member acts for a buyer; the account for a company.
    init() throws {
        community = try InventedCommunity()
        let agents: [(InventedCommunity.Kind, String, Attachments.Kind)] = [
            (.member, Self.buyer, .buyer), (.account, Self.company, .company),
        ]
        for (kind, siret, role) in agents {
            let person = try #require(community.people[kind])
            let attachments = community.store.attachments
            try attachments.ask(
                person, siret: siret, kind: role, reason: "Pour les essais", community.acting(kind))
            let asked = try #require(try attachments.of(person).first)
            try attachments.decide(
                asked.id, isConfirmed: true, askedAt: asked.asked, community.acting(.administrator)
            ) { MailMessage(to: $1, subject: "", text: "") }
        }
    }

    private static let fields: [(String, String)] = [
        ("acheteur", buyer), ("nom", "Ville inventée"), ("objet", "Réfection de la toiture"),
        ("cpv", "45261"), ("departement", "59"), ("tranche", "100-000-a-200-000"),
        ("annee", "2027"), ("trimestre", "2"), ("procedure", "adaptee"),
        ("allotissement", "en-lots"),
    ]

    private func posted(_ changes: [String: String] = [:]) async throws -> String {
        let fields = Self.fields.map { ($0.0, changes[$0.0] ?? $0.1) }
        let sent = try await community.post("/projets/nouveau", fields, as: .member)
        let location = try #require(sent.location, "\(sent.status)")
        return String(location.split(separator: "?")[0])
    }

    @Test func `a buyer posts a plan and all read it, with its history`() async throws {
        let path = try await posted()
        let page = try await community.get(path).text

        #expect(page.contains("Réfection de la toiture"))
        #expect(page.contains("2e trimestre 2027"))
        #expect(page.contains("projet annoncé"))
        for address in ["/projets", "/projets?mots=toiture", "/projets/acheteurs/\(Self.buyer)"] {
            #expect(try await community.get(address).text.contains("Réfection de la toiture"))
        }
        #expect(
            try await !community.get("/projets?mots=piscine").text.contains(
                "Réfection de la toiture"))
    }

    @Test func `pages of plans and alerts pass the accessibility walk for those who may open them`()
        async throws
    {
        let path = try await posted()
        _ = try await community.post(
            path + "/question", [("question", "L’école est-elle occupée ?")], as: .account)
        _ = try await community.post(
            "/alertes/nouvelle",
            [
                ("source", "projets"), ("requete", "mots=toiture"), ("nom", "Toitures"),
                ("rythme", "jour"), ("heure", "8"), ("jour", "1"),
            ], as: .account)
        let waiting = path + "/questions/1"
        let addresses: [(String, InventedCommunity.Kind)] = [
            (path, .visitor), (path, .member), ("/projets", .member), ("/projets/nouveau", .member),
            ("/projets/importer", .member), (path + "/modifier", .member),
            (path + "/etat", .member),
            (path + "/gestion", .member), (path + "/sourcing", .member), (waiting, .member),
            (path + "/question", .account), (path + "/se-proposer", .account),
            ("/alertes", .account), ("/alertes/1/modifier", .account),
            ("/alertes/nouvelle?source=projets&requete=cpv%3D45", .account),
            ("/projets/acheteurs/\(Self.buyer)", .visitor),
        ]
        for (address, kind) in addresses {
            let answer = try await community.get(address, as: kind)
            #expect(answer.status == 200, "\(address) \(answer.status)")
            #expect(PageWalk(try answer.text).complaints == [], "\(address)")
        }
    }

    @Test func `others than the buyer's agents open none of its desk`() async throws {
        let path = try await posted()
        for part in [
            "/modifier", "/etat", "/gestion", "/sourcing", "/sourcing.pdf", "/sourcing.odt",
        ] {
            for kind in [InventedCommunity.Kind.account, .lead, .editor, .administrator] {
                #expect(
                    try await community.get(path + part, as: kind).status == 403, "\(part) \(kind)")
            }
        }
        #expect(
            try await community.post("/projets/nouveau", Self.fields, as: .account).status == 403)
    }

    @Test
    func `a question that names its author is offered to its author first, then to the buyer`()
        async throws
    {
        let path = try await posted()
        let text = "Personne account demande si l’école est occupée."
        let first = try await community.post(path + "/question", [("question", text)], as: .account)
        #expect(first.status == 422)
        #expect(try first.text.contains("champ-ainsi"))
        let second = try await community.post(
            path + "/question", [("question", text), ("ainsi", "oui")], as: .account)
        #expect(second.status == 303)

        let desk = try await community.get(path + "/questions/1", as: .member).text
        #expect(desk.contains("Réécrivez-la sans"))
        func publish(_ question: String) async throws -> Answer {
            try await community.post(
                path + "/questions/1",
                [
                    ("question", question), ("reponse", "Oui, toute l’année."), ("secret", "oui"),
                    ("version", "1"), ("action", "publier"),
                ], as: .member)
        }
        #expect(try await publish(text).status == 422)
        #expect(try await publish("L’école est-elle occupée ?").status == 303)

        for address in [path, "/projets/flux.atom", "/api/v1/plans", "/api/v1/plans?format=csv"] {
            let shown = try await community.get(address).text
            #expect(!shown.contains("Personne account"), "\(address)")
            #expect(!shown.contains("account@exemple.fr"), "\(address)")
        }
        #expect(try await community.get(path).text.contains("L’école est-elle occupée"))
    }

    @Test func `a file is checked, shown, then posted whole`() async throws {
        let head = "objet;cpv;departement;tranche;annee;trimestre\n"
        let sound =
            head
            + "Voirie;45;59;non-communiquee;2027;1\nVélos de service;34;62;non-communiquee;2027;2\n"
        let fields = [("acheteur", Self.buyer), ("nom", "Ville inventée")]
        func send(_ text: String, _ more: [(String, String)] = []) async throws -> Answer {
            try await community.post(
                "/projets/importer", fields + more,
                files: [(field: "fichier", name: "projets.csv", bytes: Array(text.utf8))],
                as: .member)
        }

        let wrong = try await send(sound + "Piscine;zz;59;non-communiquee;2027;1\n")
        #expect(wrong.status == 422)
        #expect(try wrong.text.contains("«\u{202F}zz\u{202F}»"))
        let preview = try await send(sound)
        #expect(preview.status == 200)
        #expect(try preview.text.contains("Vélos de service"))
        #expect(try community.store.plans.all().isEmpty)
        let done = try await community.post(
            "/projets/importer", fields + [("action", "annoncer"), ("liste", sound)], as: .member)
        #expect(done.location == "/projets/acheteurs/\(Self.buyer)")
        #expect(try community.store.plans.all().count == 2)
    }

    @Test func `a long list goes on: pages for people, documents for readers of feeds`()
        async throws
    {
        let lines = (1...103).map { "Voirie numéro \($0);45;59;non-communiquee;2027;1\n" }
        let done = try await community.post(
            "/projets/importer",
            [
                ("acheteur", Self.buyer), ("nom", "Ville inventée"), ("action", "annoncer"),
                ("liste", "objet;cpv;departement;tranche;annee;trimestre\n" + lines.joined()),
            ], as: .member)
        #expect(done.status == 303)

        var titles: Set<String> = []
        for page in 1...2 {
            let feed = try await community.get("/projets/flux.atom?cpv=45&page=\(page)").text
            titles.formUnion(
                feed.matches(of: /<title>(Voirie numéro [0-9]+)</).map { String($0.1) })
            #expect(feed.contains(page == 1 ? "rel=\"next\"" : "rel=\"previous\""))
        }
        #expect(titles.count == 103)
        let first = try await community.get("/projets").text
        #expect(first.contains("rel=\"next\""))
        let next = try await community.get("/projets?page=2")
        #expect(try next.text.contains("rel=\"prev\""))
        #expect(try PageWalk(next.text).complaints == [])
    }

    @Test func `plans are exported as they are selected`() async throws {
        _ = try await posted()
        _ = try await posted(["objet": "=Formule piégée", "cpv": "50"])

        let json = try await community.get("/api/v1/plans?cpv=45")
        let csv = try await community.get("/api/v1/plans?format=csv").text

        #expect(json.type.hasPrefix("application/json"))
        #expect(try json.text.contains("\"total\":1"))
        #expect(csv.contains("'=Formule piégée"))
        let lines = csv.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1] == Substring(PlansEndpoint.names.joined(separator: ",")))
        #expect(try await community.get("/api/v1/plans?format=xml").status == 400)
        #expect(try await community.get("/api/v1/plans?etat=perdu").type.contains("problem+json"))
    }

    @Test func `the record holds companies, exchanges, questions and the articles, in ODT too`()
        async throws
    {
        let path = try await posted()
        _ = try await community.post(
            path + "/se-proposer",
            [
                ("siret", Self.company), ("entreprise", "Toitures inventées"),
                ("message", "Couvreurs depuis 1987."),
            ], as: .account)
        _ = try await community.post(
            path + "/gestion",
            [
                ("action", "echange"), ("jour", "2026-05-20"), ("entreprise", "Toitures inventées"),
                ("siret", ""), ("forme", "visite"), ("information", "Le calendrier des travaux."),
                ("documents", ""), ("suite", ""),
            ], as: .member)

        let page = try await community.get(path + "/sourcing", as: .member).text
        let file = try await community.get(path + "/sourcing.odt", as: .member)

        for piece in [
            "R2111-1", "R2111-2", "Toitures inventées", "Le calendrier des travaux.", "20 mai 2026",
        ] {
            #expect(page.replacing("\u{A0}", with: " ").contains(piece), "\(piece)")
        }
        #expect(file.status == 200)
        guard case .bytes(let bytes) = file.body else { return }
        #expect(Array(bytes.prefix(2)) == Array("PK".utf8))
        #expect(try await !community.get(path).text.contains("Toitures inventées"))
    }

    // MARK: The law's remarks

    private func remarks(_ changes: [String: String], on day: String = "2026-06-01") throws
        -> [String]
    {
        let words = Dictionary(uniqueKeysWithValues: Self.fields).merging(changes) { $1 }
        let text = try #require(
            PlanText.read(today: nil, knows: { _ in nil }) { words[$0] ?? "" }.text)
        return ProcedureRemark.all(text, today: try #require(Day(day)), law: .shipped)
            .map { $0.sentence + " " + $0.article }
    }

    @Test func `a band and a procedure that fit are left alone, others remarked with the article`()
        throws
    {
        #expect(try remarks([:]) == [])
        #expect(try remarks(["tranche": "non-communiquee", "procedure": "sans-publicite"]) == [])
        #expect(try remarks(["tranche": "60-000-a-100-000", "procedure": "sans-publicite"]) == [])
        let works = try remarks(["procedure": "sans-publicite"])
        #expect(works.count == 1 && works[0].contains("R2122-8"), "\(works)")
        let supplies = try remarks([
            "cpv": "34", "tranche": "60-000-a-100-000", "procedure": "sans-publicite",
        ])
        #expect(supplies.count == 1, "\(supplies)")
        #expect(
            try remarks(["cpv": "34", "tranche": "40-000-a-60-000", "procedure": "sans-publicite"])
                == [])
        let innovative = try remarks(["procedure": "achat-innovant"])
        #expect(innovative.count == 1 && innovative[0].contains("R2122-9-1"), "\(innovative)")
        #expect(try remarks(["cpv": "34", "tranche": "500-000-a-1-million"]).count == 1)
        #expect(
            try remarks(["cpv": "34", "tranche": "500-000-a-1-million", "procedure": "formalisee"])
                == [])
        #expect(try remarks(["cpv": "85", "tranche": "500-000-a-1-million"]) == [])
    }
}

@Suite struct AlertPageTests {
    private let community: InventedCommunity

    init() throws { community = try InventedCommunity() }

    private func follow(_ query: String = "cpv=45", rhythm: String = "jour") async throws -> Answer
    {
        try await community.post(
            "/alertes/nouvelle",
            [
                ("source", "projets"), ("requete", query), ("nom", "Mes toitures"),
                ("rythme", rhythm), ("heure", "8"), ("jour", "1"),
            ], as: .account)
    }

    @Test func `a selection is followed, listed to its owner only, changed and stopped`()
        async throws
    {
        #expect(try await follow().location?.hasPrefix("/alertes?") == true)
        #expect(try await follow().status == 409)
        let own = try await community.get("/alertes", as: .account).text
        #expect(own.contains("Mes toitures") && own.contains("/projets?cpv=45"))
        #expect(
            try await !community.get("/alertes", as: .administrator).text.contains("Mes toitures"))
        #expect(try await community.get("/alertes/1/modifier", as: .administrator).status == 404)

        let changed = try await community.post(
            "/alertes/1/modifier",
            [
                ("nom", "Couverture"), ("rythme", "semaine"), ("heure", "18"), ("jour", "5"),
                ("version", "1"),
            ], as: .account)
        #expect(changed.status == 303)
        #expect(
            try await community.get("/alertes", as: .account).text.contains("chaque vendredi à 18"))
        let ended = try await community.post(
            "/alertes", [("action", "arreter"), ("id", "1")], as: .account)
        #expect(ended.status == 303)
        #expect(try await !community.get("/alertes", as: .account).text.contains("Couverture"))
    }

    @Test func `what cannot be followed is said calmly`() async throws {
        #expect(
            try await community.get("/alertes/nouvelle?source=ailleurs&requete=a", as: .account)
                .status == 404)
        #expect(try await follow("etat=perdu").status == 422)
        #expect(try await follow("cpv=45", rhythm: "toujours").status == 422)
        // No edition: contracts cannot be followed yet.
        let contracts = try await community.get(
            "/alertes/nouvelle?source=explorateur&requete=annee%3D2026", as: .account)
        #expect(contracts.status < 500 || contracts.status == 503, "\(contracts.status)")
    }

    @Test func `the address of a feed is secret and a wrong one is nowhere`() async throws {
        _ = try await follow(rhythm: "flux")
        let page = try await community.get("/alertes", as: .account).text
        let token = try #require(page.firstMatch(of: #/\/alertes\/flux\/([^"]+)"/#)?.output.1)

        let feed = try await community.get("/alertes/flux/\(token)")

        #expect(feed.status == 200)
        #expect(feed.type.hasPrefix("application/atom+xml"))
        #expect(try await community.get("/alertes/flux/1-autre").status == 404)
        #expect(try await community.get("/alertes/flux/\(token)x").status == 404)
    }

    @Test func `a letter names what is new, the rest by number, and how to stop`() async throws {
        _ = try await follow()
        let person = try #require(community.people[.account])
        let alert = try #require(try community.store.alerts.of(person).first)
        let news = (1...3).map { number in
            AlertItem(
                id: "\(number)", title: "Projet \(number)", path: "/projets/\(number)",
                day: "prévu au 2e trimestre 2027")
        }
        let setting = Chore.Setting(
            store: community.store,
            mail: MailDelivery(
                store: community.store, carrier: FolderCarrier(folder: ""), sender: "a@b.fr",
                senderName: "O", siteAddress: "https://obs.exemple.fr"),
            siteName: "Observatoire inventé", siteAddress: "https://obs.exemple.fr/",
            acting: community.acting(), log: { _ in })
        let letter = AlertLetters(setting).message(
            .init(
                alert: alert, news: news.map { .init(id: 1, item: $0, seen: Moment(seconds: 0)) },
                total: 15, stopToken: "1-jeton", to: try EmailAddress("account@exemple.fr")))

        #expect(letter.category == .digests)
        #expect(letter.subject.contains("15\u{A0}nouveautés"))
        for piece in [
            "- Projet 2\n  prévu au 2e trimestre 2027\n  https://obs.exemple.fr/projets/2",
            "et 12\u{A0}autres", "https://obs.exemple.fr/projets?cpv=45",
            "https://obs.exemple.fr/alertes/arret/1-jeton", "chaque jour à 8\u{A0}h",
        ] {
            #expect(letter.text.contains(piece), "\(piece) in \(letter.text)")
        }
    }
}
