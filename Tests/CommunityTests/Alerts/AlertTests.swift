import GRDB
import Procurement
import Synchronization
import Testing

@testable import Community

/// A source whose holdings and state tests change, and that counts how often it is asked.
private final class InventedSource: AlertSource {
    private struct State {
        var mark = "a"
        var ids: [String] = []
        var asked = 0
        var isBroken = false
    }
    private struct Broken: Error {}
    private let held = Mutex(State())
    let name = "essai"
    let label = "essais"

    func set(_ mark: String, _ ids: [String], isBroken: Bool = false) {
        held.withLock {
            $0.mark = mark
            $0.ids = ids
            $0.isBroken = isBroken
        }
    }
    var asked: Int { held.withLock { $0.asked } }

    func state() throws -> String? { held.withLock { $0.mark } }
    func canonical(_ query: String) throws -> String { query.lowercased() }
    func title(_ query: String) throws -> String { query }
    func path(_ query: String) -> String { "/essai?" + query }
    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        let ids = try held.withLock { state in
            state.asked += 1
            if state.isBroken { throw Broken() }
            return state.ids
        }
        return AlertHoldings(
            ids.map { AlertItem(id: $0, title: "Titre \($0)", path: "/essai/\($0)", day: "") })
    }
}

@Suite struct AlertTests {
    /// Paris in 2026, by hand: an hour ahead of UTC, two between 29 March and 25 October.
    private static let paris = DigestSchedule.LocalTime(
        day: { $0.adding(seconds: offset($0)).day },
        moment: { day, hour in
            let wall = Moment(day: day, hour: hour)
            let guess = wall.adding(seconds: -3_600)
            return wall.adding(seconds: -offset(guess))
        })

    private static func offset(_ moment: Moment) -> Int64 {
        (1_774_746_000..<1_792_890_000).contains(moment.seconds) ? 7_200 : 3_600
    }

    private static func moment(_ day: String, _ hour: Int, _ minute: Int = 0) throws -> Moment {
        Moment(day: try #require(Day(day)), hour: hour, minute: minute)
    }

    private let store: CommunityStore
    private let person: Int64
    private let source = InventedSource()

    init() throws {
        store = try CommunityStore()
        person = try store.accounts.invite(
            try EmailAddress("suit@exemple.fr"), name: "Suit", Invented.acting()
        ).id
        source.set("a", ["1", "2"])
    }

    private func acting(_ moment: Moment = Invented.now) -> Acting {
        Invented.acting(person, at: moment)
    }

    private func follow(
        _ rhythm: DigestSchedule.Rhythm = .daily, query: String = "q",
        at moment: Moment = Invented.now
    ) throws -> Int64 {
        try store.alerts.follow(
            query, of: source, named: "Essai", .init(rhythm: rhythm, hour: 8, weekday: 1),
            Self.paris, acting(moment))
    }

    /// One turn of the chore; the titles told in letters of that turn.
    private func turn(at moment: Moment) throws -> [[String]] {
        var told: [[String]] = []
        try store.alerts.lookAll(of: source, Invented.acting(at: moment)) { _ in }
        try store.alerts.sendDue(Self.paris, Invented.acting(at: moment)) { digest in
            told.append(digest.news.map(\.item.id).sorted())
            return MailMessage(to: digest.to, subject: "s", text: digest.stopToken)
        }
        return told
    }

    private func letters() throws -> Int {
        try store.outbox.pending(at: Moment(seconds: .max / 2), atMost: 1_000).count
    }

    @Test func `what a selection holds when it is followed is never sent`() throws {
        _ = try follow()

        #expect(try turn(at: Invented.now.adding(days: 2)) == [])
        #expect(try letters() == 0)
    }

    @Test func `a new item is told once, and an item that comes back is not new`() throws {
        _ = try follow()
        source.set("b", ["2", "3"])

        #expect(try turn(at: Invented.now.adding(days: 1)) == [["3"]])
        source.set("c", ["1", "2", "3"])
        #expect(try turn(at: Invented.now.adding(days: 2)) == [])
        source.set("b", ["2", "3"])
        #expect(try turn(at: Invented.now.adding(days: 3)) == [])
        source.set("d", ["4", "3", "5"])
        #expect(try turn(at: Invented.now.adding(days: 4)) == [["4", "5"]])
        #expect(try letters() == 2)
    }

    @Test func `a letter that was not written is written at the next turn, the items once`() throws
    {
        struct Stopped: Error {}
        _ = try follow()
        source.set("b", ["1", "2", "3"])
        let later = Invented.now.adding(days: 1)
        try store.alerts.lookAll(of: source, Invented.acting(at: later)) { _ in }
        #expect(throws: Stopped.self) {
            try store.alerts.sendDue(Self.paris, Invented.acting(at: later)) { _ in throw Stopped()
            }
        }
        #expect(try letters() == 0)

        #expect(try turn(at: later) == [["3"]])
        #expect(try turn(at: later) == [])
        #expect(try letters() == 1)
    }

    @Test func `letters and what they told are written together`() throws {
        _ = try follow()
        source.set("b", ["1", "2", "3"])
        let later = Invented.now.adding(days: 1)
        _ = try turn(at: later)
        // A note that would be lost, as after a power cut in between, is impossible: were it, the name
        // of the letter would still refuse the second one.
        try store.write(Invented.acting()) {
            try $0.execute(sql: "UPDATE alerte SET envoye = 0, prochain = 0")
        }
        _ = try turn(at: later)
        #expect(try letters() == 1)
    }

    @Test func `equal queries are asked once, whoever follows them`() throws {
        _ = try follow(query: "Même")
        let other = try store.accounts.invite(
            try EmailAddress("autre@exemple.fr"), name: "Autre", Invented.acting())
        _ = try store.alerts.follow(
            "même", of: source, named: "Autre", .init(rhythm: .daily, hour: 8, weekday: 1),
            Self.paris, Invented.acting(other.id))
        let before = source.asked
        source.set("b", ["1", "2", "3"])

        let told = try turn(at: Invented.now.adding(days: 1))

        #expect(source.asked == before + 1)
        #expect(told == [["3"], ["3"]])
        #expect(try turn(at: Invented.now.adding(days: 1).adding(minutes: 5)) == [])
    }

    @Test func `who follows later is not told what others were`() throws {
        _ = try follow()
        source.set("b", ["1", "2", "3"])
        let other = try store.accounts.invite(
            try EmailAddress("autre@exemple.fr"), name: "Autre", Invented.acting())
        // The edition is already another; nobody has looked yet.
        _ = try store.alerts.follow(
            "q", of: source, named: "Autre", .init(rhythm: .daily, hour: 8, weekday: 1),
            Self.paris, Invented.acting(other.id))

        #expect(try turn(at: Invented.now.adding(days: 1)) == [["3"]])
    }

    @Test func `a selection that cannot be read says so and keeps no other`() throws {
        let id = try follow()
        source.set("b", [], isBroken: true)

        #expect(try turn(at: Invented.now.adding(days: 1)) == [])
        #expect(try !store.alerts.alert(id, of: person).failure.isEmpty)
        source.set("c", ["1", "2", "3"])
        #expect(try turn(at: Invented.now.adding(days: 2)) == [["3"]])
        #expect(try store.alerts.alert(id, of: person).failure.isEmpty)
    }

    @Test func `the link of a letter stops one alert, once and for all, and no other`() throws {
        let id = try follow(query: "a")
        _ = try follow(query: "b")
        source.set("b", ["1", "2", "3"])
        var tokens: [String] = []
        try store.alerts.lookAll(of: source, Invented.acting()) { _ in }
        try store.alerts.sendDue(Self.paris, Invented.acting(at: Invented.now.adding(days: 1))) {
            tokens.append($0.stopToken)
            return MailMessage(to: $0.to, subject: "s", text: "t")
        }
        let token = try #require(tokens.first { $0.hasPrefix("\(id)-") })

        #expect(try store.alerts.stopping(token, Invented.acting()) == "Essai")
        try store.alerts.stop(token, Invented.acting())

        #expect(try store.alerts.of(person).map(\.query) == ["b"])
        #expect(try store.alerts.stopping(token, Invented.acting()) == nil)
        try store.alerts.stop(token, Invented.acting())
        #expect(try store.alerts.of(person).count == 1)
        #expect(throws: CommunityRefusal.self) {
            try store.alerts.stop(token + "x", Invented.acting())
        }
        // A number is never given again: an old link cannot stop a new alert.
        #expect(try follow(query: "c") > id + 1)
    }

    @Test func `a revoked feed answers no more and its new address does`() throws {
        let id = try follow(.feed)
        let alerts = store.alerts
        let former = try alerts.feedToken(of: alerts.alert(id, of: person), acting())
        source.set("b", ["1", "2", "3"])
        try alerts.lookAll(of: source, Invented.acting()) { _ in }
        #expect(try alerts.feed(former, acting()).news.map(\.item.id) == ["3"])

        try alerts.revokeFeed(id, acting())

        #expect(throws: CommunityRefusal.self) { try alerts.feed(former, acting()) }
        let latter = try alerts.feedToken(of: alerts.alert(id, of: person), acting())
        #expect(try alerts.feed(latter, acting()).news.map(\.item.id) == ["3"])
    }

    @Test func `the latest is told first, and all that is new is listed beyond letters and feeds`()
        throws
    {
        let id = try follow(.feed)
        let alerts = store.alerts
        source.set("b", ["1", "2"] + (3...152).map(String.init))

        try alerts.lookAll(of: source, Invented.acting()) { _ in }

        let token = try alerts.feedToken(of: alerts.alert(id, of: person), acting())
        let first = try alerts.feed(token, acting())
        let second = try alerts.feed(token, document: 2, acting())
        #expect(first.total == 150 && first.news.count == 100 && second.news.count == 50)
        #expect(first.news.first?.item.id == "152" && second.news.last?.item.id == "3")
        let listed = try alerts.news(id, of: person, from: 0, atMost: 1_000)
        #expect(listed.total == 150)
        #expect(listed.news.map(\.item.id) == (3...152).reversed().map(String.init))
        #expect(throws: CommunityRefusal.self) {
            try alerts.news(id, of: person + 1, from: 0, atMost: 10)
        }
    }

    @Test func `what is not told one by one is counted, never dropped in silence`() throws {
        let id = try follow(.feed)
        source.set("b", (3...(Alerts.mostTold + 7)).map(String.init))

        try store.alerts.lookAll(of: source, Invented.acting()) { _ in }

        let news = try store.alerts.news(id, of: person, from: 0, atMost: 10_000).news
        #expect(news.count == Alerts.mostTold + 1)
        #expect(news.first?.item.id == String(Alerts.mostTold + 7))
        #expect(news.last?.item.title.hasPrefix("5 autres nouveautés") == true)
        #expect(news.last?.item.path == "/essai?q")
    }

    @Test func `nobody reads, changes or ends another's alert`() throws {
        let id = try follow()
        let other = Invented.acting(
            try store.accounts.invite(
                try EmailAddress("autre@exemple.fr"), name: "Autre", Invented.acting()
            ).id)

        #expect(throws: CommunityRefusal.self) { try store.alerts.end(id, other) }
        #expect(throws: CommunityRefusal.self) { try store.alerts.renew(id, other) }
        #expect(throws: CommunityRefusal.self) { try store.alerts.revokeFeed(id, other) }
        #expect(try store.alerts.of(person).count == 1)
    }

    @Test func `erasing a person ends its alerts, and what only it followed is forgotten`() throws {
        _ = try follow()
        try store.accounts.erase(person, Invented.acting(person))
        try store.alerts.tidy(Invented.acting(at: Invented.now.adding(minutes: 11)))

        let left = try store.read {
            try Int.fetchOne(
                $0,
                sql: """
                    SELECT (SELECT count(*) FROM alerte) + (SELECT count(*) FROM selection_suivie)
                    """)
        }
        #expect(left == 0)
    }

    @Test func `the journal does not say who follows what`() throws {
        _ = try follow(query: "secret")
        #expect(
            try store.journal(atMost: 1_000).allSatisfy {
                !($0.after ?? "").contains("secret") && $0.object != "alerte"
            })
    }

    // MARK: Hours

    @Test func `daily letters keep their hour over both changes of time`() throws {
        let daily = DigestSchedule(rhythm: .daily, hour: 8, weekday: 1)
        var moment = try Self.moment("2026-03-27", 12)
        var hours: [Int64] = []
        for _ in 0..<4 {
            moment = try #require(daily.next(after: moment, Self.paris))
            hours.append(moment.seconds % 86_400 / 3_600)
        }
        #expect(hours == [7, 6, 6, 6])
        let autumn = try #require(
            daily.next(after: try Self.moment("2026-10-24", 12), Self.paris))
        #expect(autumn == (try Self.moment("2026-10-25", 7)))
    }

    @Test func `an hour that does not exist comes once, an hour that comes twice too`() throws {
        let night = DigestSchedule(rhythm: .daily, hour: 2, weekday: 1)
        let spring = try #require(night.next(after: try Self.moment("2026-03-28", 20), Self.paris))
        #expect(Self.paris.day(spring) == Day("2026-03-29"))
        let after = try #require(night.next(after: spring, Self.paris))
        #expect(Self.paris.day(after) == Day("2026-03-30"))
        let autumn = try #require(night.next(after: try Self.moment("2026-10-24", 20), Self.paris))
        let next = try #require(night.next(after: autumn, Self.paris))
        #expect(Self.paris.day(next) == Day("2026-10-26"))
    }

    @Test func `weekly letters leave on their day, this week or the next`() throws {
        let monday = DigestSchedule(rhythm: .weekly, hour: 8, weekday: 1)
        // 1 June 2026 is a Monday.
        #expect(DigestSchedule.weekday(of: try #require(Day("2026-06-01"))) == 1)
        #expect(
            monday.next(after: try Self.moment("2026-06-01", 5, 59), Self.paris)
                == (try Self.moment("2026-06-01", 6)))
        #expect(
            monday.next(after: try Self.moment("2026-06-01", 6), Self.paris)
                == (try Self.moment("2026-06-08", 6)))
        #expect(
            monday.next(after: try Self.moment("2026-05-31", 23), Self.paris)
                == (try Self.moment("2026-06-01", 6)))
    }

    @Test func `a weekly alert gathers the week in one letter`() throws {
        let start = try Self.moment("2026-06-01", 12)
        _ = try follow(.weekly, at: start)
        for day in 1...6 {
            source.set("d\(day)", ["1", "2"] + (1...day).map { "n\($0)" })
            #expect(try turn(at: start.adding(days: day)) == [])
        }
        #expect(
            try turn(at: try Self.moment("2026-06-08", 6))
                == [["n1", "n2", "n3", "n4", "n5", "n6"]])
    }

    @Test func `after a long stop one letter comes, not one a day`() throws {
        _ = try follow()
        source.set("b", ["1", "2", "3"])
        let later = Invented.now.adding(days: 9)

        #expect(try turn(at: later) == [["3"]])
        source.set("c", ["1", "2", "3", "4"])
        #expect(try turn(at: later.adding(minutes: 1)) == [])
    }

    // MARK: What was seen

    @Test func `what was seen is kept in eight bytes an item and read again`() {
        var seen = SeenItems()
        let ids = (0..<5_000).map { "contrat-\($0)" }
        #expect(seen.add(ids + ids) == Array(0..<5_000))
        var again = SeenItems(seen.data)
        #expect(seen.data.count == 40_000)
        #expect(again.digests == seen.digests)
        #expect(again.add(ids.reversed() + ["autre"]) == [5_000])
        #expect(again.digests == again.digests.sorted())
    }
}
