import Columns
import Community
import Editions
import Foundation
import Procurement
import Testing

@testable import Website

/// What alerts and the feed of the radar tell of two editions, beyond every cap.
@Suite struct RenewalAlertTests {
    /// Contracts of a buyer, notified on 1 January 2025, that end after so many months.
    private static func document(_ contracts: [(number: Int, months: Int)]) -> String {
        let records = contracts.map { number, months in
            """
            {"id": "A\(number)", "acheteur": {"id": "00000051300093"}, "nature": "Marché",
             "objet": "Nettoyage inventé, site \(number)", "codeCPV": "90910000",
             "procedure": "Appel d'offres ouvert",
             "lieuExecution": {"code": "59350", "typeCode": "Code commune"},
             "dureeMois": \(months), "dateNotification": "2025-01-01",
             "datePublicationDonnees": "2025-02-01", "montant": \(40_000 + number),
             "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "00100082700053"}}]}
            """
        }
        return "{\"marches\": {\"marche\": [\(records.joined(separator: ",\n"))]}}"
    }

    /// Twelve hundred contracts that all end as late as the window allows.
    private static let former = (1...1_200).map { ($0, 31) }
    /// Two hundred and fifty of the middle of the window, which only the second edition knows.
    private static let added = (1_201...1_450).map { ($0, 20) }

    private struct Fixture {
        let site: InventedSite
        let former: any EditionShelf
        let latter: any EditionShelf

        init() throws {
            site = try InventedSite(document: document(RenewalAlertTests.former))
            former = PinnedShelf(edition: try site.edition)
            latter = try site.rebuilt(
                document: document(RenewalAlertTests.former + added),
                on: try #require(Day("2026-02-07")))
        }
    }

    private func source(_ shelf: any EditionShelf) throws -> RenewalSource {
        RenewalSource(shelf: shelf, now: Moment(day: try #require(Day("2026-02-07")), hour: 9))
    }

    @Test func `every contract a new edition brings in mid-window is told, once`() throws {
        let fixture = try Fixture()
        let store = try CommunityStore()
        let nobody = Acting(
            person: nil, now: InventedCommunity.start, chance: SystemChance())
        let person = try store.accounts.invite(
            try EmailAddress("suit@exemple.fr"), name: "Suit", nobody
        ).id
        let acting = Acting(person: person, now: nobody.now, chance: SystemChance())
        let id = try store.alerts.follow(
            "cpv=9091", of: source(fixture.former),
            named: "Nettoyage", .init(rhythm: .feed, hour: 8, weekday: 1), AlertSources.time,
            acting)

        try store.alerts.lookAll(of: source(fixture.latter), nobody) { _ in }

        let told = try store.alerts.news(id, of: person, from: 0, atMost: 10_000)
        let edition = try fixture.latter.current()
        let expected = (0..<edition.tables.contracts.rowCount).filter {
            edition.tables.contracts["dureeMois"]?.integer($0) == 20
        }.compactMap { edition.tables.contracts["cle"]?.text($0) }
        #expect(told.total == 250)
        #expect(Set(told.news.map(\.item.id)) == Set(expected))
        // Nothing of it speaks of a day at which the contract was not there.
        #expect(told.news.allSatisfy { $0.item.day.hasPrefix("notifié le 1er janvier 2025") })
        let again = try store.alerts.lookAll(of: source(fixture.latter), nobody) { _ in }
        #expect(again == 0)
    }

    @Test
    func `the feed puts what an edition brought first, and goes on beyond its first document`()
        async throws
    {
        let fixture = try Fixture()
        let today = try #require(Day("2026-02-07"))
        let query = try RenewalQuery(
            Visit(target: "/renouvellements?cpv=9091"), edition: fixture.latter.current(),
            today: today)
        let all = try RenewalEntries(query, fixture.latter.current(), fixture.latter).all
        let site = Site(
            settings: fixture.site.site.settings, shelf: fixture.latter,
            reports: fixture.site.site.reports, workers: Workers(threads: 1, capacity: 16),
            today: { today }, log: { _ in })
        defer { site.workers.stop() }
        var ids: [String] = []
        for page in 1...15 {
            let target = "/renouvellements/fil.atom?cpv=9091&page=\(page)"
            let text = try await site.answer(try Visit(target: target)).text
            #expect(text.contains("rel=\"next\"") == (page < 15), "\(page)")
            ids += text.components(separatedBy: "<id>").dropFirst(2).map {
                String($0.prefix { $0 != "<" })
            }
        }

        #expect(all.count == 1_450)
        #expect(all.prefix(250).allSatisfy { $0.day == today })
        #expect(all.dropFirst(250).allSatisfy { $0.day < today })
        #expect(ids.count == 1_450 && Set(ids).count == 1_450)
    }

    @Test(arguments: [
        ("cpv=45&departement=59", "departement=59&cpv=45&tri=montant"),
        ("cpv=45&departement=59", "cpv=45&departement=59&debut=6&fin=18&renouveles=avec&tri=fin"),
        ("cpv=45", "cpv=45&autour=59&jour=2025-01-01"),
        ("cpv=45&debut=20", "debut=20&fin=20&cpv=45"),
        ("autour=2a&rayon=50", "rayon=50&autour=2A"),
    ])
    func `equal questions of the radar are one`(first: String, second: String) throws {
        let site = try InventedSite(document: Self.document([(1, 24)]))
        let source = try source(site.site.shelf)

        #expect(try source.canonical(first) == source.canonical(second))
        #expect(try source.canonical(first) != source.canonical("cpv=44"))
        // What it gives is read again as itself.
        #expect(try source.canonical(source.canonical(first)) == source.canonical(first))
    }

    @Test func `a followed radar is called by labels`() throws {
        let site = try InventedSite(document: Self.document([(1, 24)]))
        let source = try source(site.site.shelf)

        let title = try source.title(
            source.canonical("departement=59&autour=62&rayon=50&debut=0&fin=12&renouveles=sans"))

        #expect(
            title
                == "Renouvellements\u{202F}: Département d'exécution\u{202F}: Nord (59), à 50\u{202F}km au plus de "
                + "Pas-de-Calais, fin dans 0 à 12 mois, sans ceux déjà renouvelés")
        #expect(try source.title("") == "Renouvellements\u{202F}: tous les contrats")
    }
}

/// One edition, served for ever.
private struct PinnedShelf: EditionShelf {
    let edition: Observation

    func current() throws -> Observation { edition }
    func edition(_ id: String) throws -> Observation { edition }
    func list() throws -> [EditionSummary] { [] }
    func difference(from former: String, to latter: String) throws -> EditionChanges {
        throw Problem.noEdition
    }
}
