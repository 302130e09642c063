import Community
import Editions
import Formats
import Foundation
import Procurement
import Testing

@testable import Website

/// The pages of open calls, over invented notices of 31 January 2026.
@Suite struct OpenCallsTests {
    /// A site over the sample and invented notices, at a moment.
    final class Fixture: Sendable {
        let folder: String
        let site: Site

        init(
            now: String = "2026-01-31T11:00", extra: String? = nil, hasCommunity: Bool = false
        ) throws {
            folder = FileManager.default.temporaryDirectory.path + "/avis-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let day = try #require(Day("2026-01-31"))
            let lock = try DataFolderLock(folder: folder)
            var store = try DepositStore(folder: folder)
            try SampleNotices(day: day).write(toFile: folder + "/avis.json")
            var files = [("avis.json", "echantillon-invente-avis")]
            if let extra {
                try extra.write(
                    toFile: folder + "/autres.json", atomically: true, encoding: .utf8)
                files.append(("autres.json", "autres"))
            }
            for (name, series) in files {
                _ = try store.add(
                    path: folder + "/" + name, arrival: .init(name: name, series: series), on: day,
                    settings: Settings(), lock: lock
                ) { try DeclarationReader(path: $0).format?.rawValue }
            }
            _ = try EditionBuilder(
                store: store, references: try ReferenceLists(folder: folder), day: day
            ).build(lock: lock)
            let parts = now.split(separator: "T")
            let clock = parts[1].split(separator: ":").compactMap { Int($0) }
            let moment = Moment(
                day: try #require(Day(parts[0])), hour: clock[0], minute: clock[1])
            site = Site(
                settings: SiteSettings(Settings(), folder: folder),
                shelf: try DataFolderShelf(folder: folder), reports: ReportBox(folder: folder),
                workers: Workers(threads: 1, capacity: 16), today: { day }, now: { moment },
                community: hasCommunity
                    ? CommunitySetting(
                        store: try CommunityStore(), now: { moment }, chance: SystemChance())
                    : nil,
                log: { _ in })
        }

        deinit {
            site.workers.stop()
            // The folder is temporary: what cannot be removed is left to the system.
            try? FileManager.default.removeItem(atPath: folder)
        }

        func get(_ target: String) async throws -> Answer {
            await site.answer(try Visit(target: target))
        }

        func page(_ target: String) async throws -> String { try await get(target).text }

        var edition: Observation { get throws { try site.shelf.current() } }
        var now: Moment { site.now() }

        /// Numbers of the open calls of a query.
        func numbers(_ query: String) throws -> [String] {
            try items(query).filter { $0.kind == .call }.map(\.id).sorted()
        }

        /// All there is to tell of a query.
        func items(_ query: String) throws -> [NoticeItems.Item] {
            let items = try Visit(target: "/x?" + query).query
            return try NoticeItems(items, in: try edition, now: now).all
        }

        /// The calls that the page of a query shows.
        func shown(_ query: String) async throws -> [String] {
            let html = try await page("/marches-ouverts?" + query)
            return html.components(separatedBy: "href=\"/marches-ouverts/26-").dropFirst()
                .map { "26-" + $0.prefix { $0 != "\"" } }.sorted()
        }
    }

    @Test func `open calls are those after the moment, corrected, neither cancelled nor awarded`()
        throws
    {
        let fixture = try Fixture()

        #expect(
            try fixture.numbers("") == ["26-900001", "26-900002", "26-900003", "26-900004"])
        // 900002 closed on the ninth day; its correction gave it ten more.
        let later = try Fixture(now: "2026-02-12T11:00")
        #expect(try later.numbers("").contains("26-900002"))
        #expect(try Fixture(now: "2026-02-19T11:00").numbers("").contains("26-900002") == false)
    }

    @Test(arguments: [
        ("departement=59", ["26-900001"]), ("type=Services", ["26-900002", "26-900004"]),
        ("cpv=45", ["26-900001"]), ("cpv=452619", ["26-900001"]),
        ("descripteur=133", ["26-900002"]),
        ("mots=TOITURE%20ecole", ["26-900001"]), ("mots=fauch", ["26-900002"]),
        ("mots=zingu", ["26-900001"]), ("limite_avant=2026-02-20", ["26-900002", "26-900003"]),
        ("departement=59&departement=62", ["26-900001", "26-900002"]), ("mots=introuvable", []),
        ("departement=59%2062", ["26-900001", "26-900002"]),
        ("cpv=45%2077", ["26-900001", "26-900002"]),
        ("autour=59&rayon=80", ["26-900001", "26-900002"]), ("autour=971&rayon=20", []),
    ])
    func `filters keep what they say`(query: String, numbers: [String]) throws {
        #expect(try Fixture().numbers(query) == numbers)
    }

    @Test(arguments: [
        "cpv=4", "cpv=abc", "departement=999", "type=Autre", "limite_avant=demain", "etat=x",
        "acheteur=12", "moment=hier", "descripteur=x", "page=0", "autour=Lille",
        "rayon=0&autour=59",
    ])
    func `a value that cannot be read is refused by name`(query: String) async throws {
        let answer = try await Fixture().get("/marches-ouverts?" + query)

        #expect(answer.status == 400)
        #expect(try answer.text.contains(query.split(separator: "=")[0]))
    }

    @Test func `pages pass the accessibility walk, and lead only where they say`() async throws {
        let fixture = try Fixture()
        for target in [
            "/marches-ouverts", "/marches-ouverts?departement=59&type=Travaux&cpv=45&etat=tous",
            "/marches-ouverts?mots=introuvable", "/marches-ouverts/26-900001",
            "/marches-ouverts/26-900002", "/marches-ouverts/26-900005",
            "/marches-ouverts/26-900010",
        ] {
            let html = try await fixture.page(target)
            let complaints = PageWalk(html).complaints.filter { !$0.contains("example.org") }
            #expect(complaints.isEmpty, "\(target): \(complaints)")
        }
    }

    @Test func `a call tells its history, its deadline and where to answer`() async throws {
        let fixture = try Fixture()

        let corrected = try await fixture.page("/marches-ouverts/26-900002")
        #expect(corrected.contains("<h2>Histoire</h2>") && corrected.contains("26-900010"))
        #expect(corrected.contains("19 février 2026 à 12"))
        #expect(corrected.contains("https://marches.example.org/inventes/900002"))
        #expect(try await fixture.page("/marches-ouverts/26-900005").contains("Annulé"))
        #expect(try await fixture.page("/marches-ouverts/26-900007").contains("Attribué"))
        #expect(try await fixture.get("/marches-ouverts/26-1").status == 404)
        // This site has no accounts, so no application is prepared on it.
        #expect(!corrected.contains("/candidature"))
    }

    @Test func `a call leads to an application that knows its buyer, object, number and address`()
        async throws
    {
        let fixture = try Fixture(hasCommunity: true)
        let html = try await fixture.page("/marches-ouverts/26-900001")

        let start = try #require(html.range(of: "/candidature?"))
        let address = html[start.lowerBound...].prefix { $0 != "\"" }.replacing("&amp;", with: "&")
        let visit = try Visit(target: String(address))

        let edition = try fixture.edition
        let rows = NoticeRows(edition)
        let row = try #require(rows.row(of: "26-900001"))
        let name = try #require(rows.text("acheteur_nom", row))
        // The invented notices give no SIRET.
        #expect(visit.value("acheteur") == name)
        let whole = CandidaturePage.link(
            buyer: name, siret: "21590350100017", object: "Toiture", lots: "2")
        #expect(
            try Visit(target: whole.address).value("acheteur") == "\(name) (SIRET 21590350100017)")
        #expect(visit.value("objet") == rows.title(row))
        #expect(visit.value("reference") == "BOAMP 26-900001")
        #expect(visit.value("lien") == rows.text("profilAcheteur", row))
        // What is over leads to no application.
        #expect(try await !fixture.page("/marches-ouverts/26-900005").contains("/candidature?"))
    }

    @Test func `what is old says so, what is fresh does not`() async throws {
        let stale = "Ces avis datent de plus de"

        #expect(try await Fixture().page("/marches-ouverts").contains(stale) == false)
        #expect(try await Fixture(now: "2026-02-05T11:00").page("/marches-ouverts").contains(stale))
        // A fetch of this morning does not make notices of weeks ago fresh, nor new notices an old fetch.
        let overtaken = try fetched("2026-02-06T11:00", days: 0)
        #expect(try await overtaken.page("/marches-ouverts").contains(stale))
        #expect(try await overtaken.page("/api/v1/notices").contains(#""stale":true"#))
        let late = try fetched("2026-02-02T11:00", days: 3)
        #expect(try await late.page("/marches-ouverts").contains(stale))
        // A weekend without a journal is no fault while fetches succeed.
        let weekend = try fetched("2026-02-03T11:00", days: 0)
        let page = try await weekend.page("/marches-ouverts")
        #expect(!page.contains(stale) && page.contains("3 février 2026 à 12"))
    }

    /// A site at a moment, whose last fetch was so many days before.
    private func fetched(_ now: String, days: Int64) throws -> Fixture {
        let fixture = try Fixture(now: now)
        try FileManager.default.createDirectory(
            atPath: fixture.folder + "/sync", withIntermediateDirectories: true)
        try #"{"days":{},"lastSuccess":\#(fixture.now.seconds - days * 86_400)}"#.write(
            toFile: fixture.folder + "/sync/boamp.json", atomically: true, encoding: .utf8)
        return fixture
    }

    @Test func `corrections and cancellations are told to who follows a selection or a notice`()
        throws
    {
        let fixture = try Fixture()

        let all = try fixture.items("")
        let texts = try NoticeItems([], in: try fixture.edition, now: fixture.now)
        // 900005 was cancelled before its deadline, 900007 awarded after its own.
        #expect(
            all.map(\.id).sorted() == [
                "26-900001", "26-900002", "26-900002:rectif:26-900010", "26-900003", "26-900004",
                "26-900005:annule",
            ])
        #expect(try fixture.items("departement=59").map(\.id) == ["26-900001"])
        #expect(try fixture.items("departement=02").map(\.id) == ["26-900005:annule"])
        #expect(
            try fixture.items("numero=26-900007").map(\.id)
                == ["26-900007", "26-900007:attribue"])
        let told = texts.all.map { texts.told($0) }
        let titles = told.map(\.title)
        #expect(titles.contains { $0.hasPrefix("Annulé\u{202F}: Nettoyage des locaux") })
        #expect(titles.contains { $0.hasPrefix("Rectifié\u{202F}: Entretien") })
        // The oldest first: what is noted last is told first.
        #expect(told.last?.day.hasPrefix("publié le 31 janvier 2026") == true)
    }

    @Test func `a notice is followed by its call's number, whichever of its notices is shown`()
        throws
    {
        let fixture = try Fixture()
        let source = NoticeSource(shelf: fixture.site.shelf, now: fixture.now)

        #expect(try source.canonical("numero=26-900010") == "numero=26-900002")
        #expect(source.path("numero=26-900002") == "/marches-ouverts/26-900002")
        #expect(try source.title("numero=26-900002").hasPrefix("Avis 26-900002\u{202F}: Entretien"))
        #expect(throws: Problem.self) { try source.canonical("numero=26-1") }
        let held = try source.holdings("numero=26-900002", since: nil)
        #expect(held.ids == ["26-900002", "26-900002:rectif:26-900010"])
    }

    @Test(arguments: [
        ("departement=59", "departement=59&etat=ouverts"), ("", "etat=ouverts&mots="),
        ("cpv=45&departement=59", "departement=59&cpv=45&cpv=45&moment=2026-01-01"),
        ("mots=toiture%20ecole", "mots=%20toiture%20%20ecole"), ("cpv=45", "cpv=45&autour=59"),
    ])
    func `equal selections of calls are one`(first: String, second: String) throws {
        let fixture = try Fixture()
        let source = NoticeSource(shelf: fixture.site.shelf, now: fixture.now)

        #expect(try source.canonical(first) == source.canonical(second))
        #expect(try source.canonical(first) != source.canonical("departement=80"))
    }

    @Test func `a followed selection of calls is called by labels`() throws {
        let fixture = try Fixture()
        let source = NoticeSource(shelf: fixture.site.shelf, now: fixture.now)

        let title = try source.title(
            "cpv=45&departement=59&descripteur=79&autour=62&rayon=50&limite_avant=2026-12-31")

        #expect(title.hasPrefix("Marchés ouverts\u{202F}: Travaux de construction"))
        #expect(title.contains(", Nord, Couverture, à 50\u{202F}km au plus de Pas-de-Calais, "))
        #expect(title.hasSuffix("date limite au plus tard le 31 décembre 2026"))
    }

    @Test func `trades are found by descriptor, and what has no CPV or no deadline is counted`()
        async throws
    {
        let bare = #"""
            [{"idweb":"26-1","objet":"Toiture sans code","nomacheteur":"Ville","nature":"APPEL_OFFRE",
            "dateparution":"2026-01-30","datelimitereponse":"2026-03-01T12:00:00+01:00",
            "descripteur_code":["79"],"descripteur_libelle":["Couverture"]},
            {"idweb":"26-2","objet":"Sans date","nomacheteur":"Ville","nature":"APPEL_OFFRE",
            "dateparution":"2026-01-30","descripteur_code":["79"],"descripteur_libelle":["Couverture"]}]
            """#
        let fixture = try Fixture(extra: bare)

        let trade = try await fixture.page("/marches-ouverts?cpv=45")
        #expect(trade.contains("1\u{A0}appel de plus sans code CPV publié"))
        #expect(trade.contains("<option value=\"79\">Couverture (79)</option>"))
        let all = try await fixture.page("/marches-ouverts")
        #expect(all.contains("1\u{A0}appel des 90 derniers jours sans date limite connue"))
        #expect(!all.contains("sans code CPV publié"))
        #expect(try await fixture.shown("descripteur=79") == ["26-1", "26-900001"])
        #expect(
            try await fixture.page("/marches-ouverts?autour=59&rayon=50").contains("lieu inconnu"))
        let far = try await fixture.page("/marches-ouverts?autour=59&rayon=80")
        #expect(far.contains("même département") && far.contains("environ 66\u{202F}km"))
        #expect(PageWalk(far).complaints.filter { !$0.contains("example.org") } == [])
    }

    @Test func `the feed goes on beyond its first document and says so`() async throws {
        let records = (1...130).map {
            #"""
            {"idweb":"26-\#($0)","objet":"Appel \#($0)","nomacheteur":"Ville","nature":"APPEL_OFFRE",
            "dateparution":"2026-01-30","datelimitereponse":"2026-03-01T12:00:00+01:00"}
            """#
        }
        let fixture = try Fixture(extra: "[\(records.joined(separator: ","))]")

        let first = try await fixture.page("/marches-ouverts/flux.atom?mots=appel")
        let second = try await fixture.page("/marches-ouverts/flux.atom?mots=appel&page=2")

        #expect(first.components(separatedBy: "<entry>").count == 101)
        #expect(first.contains("Document 1 sur 2") && first.contains("rel=\"next\""))
        #expect(second.components(separatedBy: "<entry>").count == 31)
        #expect(!second.contains("rel=\"next\"") && second.contains("rel=\"previous\""))
    }

    @Test func `feed, CSV and JSON give exactly what is shown`() async throws {
        let fixture = try Fixture()
        let csv = try await fixture.page("/api/v1/notices?departement=59&format=csv")
        let json = try await fixture.page("/api/v1/notices?departement=59")
        let feed = try await fixture.page("/marches-ouverts/flux.atom?departement=59")

        #expect(csv.split(separator: "\r\n").count == 2 && csv.contains("26-900001"))
        #expect(csv.contains("departement=59"))
        #expect(json.contains(#""total":1"#) && json.contains(#""stale":false"#))
        #expect(feed.contains("26-900001") && !feed.contains("26-900002"))
    }

    @Test func `hostile and personal texts do not reach pages, exports or files`() async throws {
        let planted = #"""
            [{"idweb":"26-1","objet":"<script>alert(1)</script> voir jean.plante@exemple.fr ou 03 20 99 88 77",
            "nomacheteur":"Ville \"<b>\"","nature":"APPEL_OFFRE","dateparution":"2026-01-30",
            "datelimitereponse":"2026-03-01T12:00:00+01:00","donnees":
            "{\"MAPA\":{\"organisme\":{\"correspondantPRM\":{\"nom\":\"Plantu\",\"tel\":\"0320998877\"},\"urlProfilAcheteur\":\"javascript:alert(1)\"}}}"}]
            """#
        let fixture = try Fixture(extra: planted)

        var all = ""
        for target in [
            "/marches-ouverts", "/marches-ouverts/26-1", "/marches-ouverts/flux.atom",
            "/api/v1/notices", "/api/v1/notices?format=csv",
        ] { all += try await fixture.page(target) }
        #expect(all.contains("26-1"))
        // As data, the text is what was published; as a page or a feed, it is never markup.
        for target in ["/marches-ouverts", "/marches-ouverts/26-1", "/marches-ouverts/flux.atom"] {
            #expect(try await !fixture.page(target).contains("<script>alert"), "\(target)")
        }
        #expect(!all.contains("javascript:"))
        let folder = fixture.folder + "/editions/" + (try fixture.edition.facts.id)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
            all += String(decoding: data, as: UTF8.self)
        }
        for word in ["jean.plante", "Plantu", "99 88 77", "0320998877"] {
            #expect(!all.contains(word), "\(word)")
        }
    }
}
