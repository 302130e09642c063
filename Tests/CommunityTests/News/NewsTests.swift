import Community
import Testing

@Suite struct NewsTests {
    private let store: CommunityStore
    private let person: Int64

    init() throws {
        store = try CommunityStore()
        person = try store.accounts.invite(
            try EmailAddress("anne@exemple.fr"), name: "Anne", Invented.acting()
        ).id
    }

    private static let draft = NewsDraft(
        kind: .release, title: "La charte paraît", summary: "Quatre acheteurs la signent.",
        text: "Le texte entier.")

    private func letter(_ email: EmailAddress, _ item: NewsItem) -> MailMessage {
        MailMessage(to: email, subject: item.title, text: item.summary)
    }

    private func letters() throws -> Int {
        try store.outbox.pending(at: Invented.now.adding(days: 1)).count
    }

    @Test func `a draft is seen by no list until it is published`() throws {
        let key = try store.news.add(Self.draft, Invented.acting())
        #expect(key == "la-charte-parait")
        #expect(try store.news.published().isEmpty)

        _ = try store.news.publish(key, version: 1, Invented.acting())

        #expect(try store.news.published(.release).map(\.key) == [key])
        #expect(try store.news.published(.news).isEmpty)
        #expect(throws: CommunityRefusal.self) {
            _ = try store.news.publish(key, version: 2, Invented.acting())
        }
    }

    @Test func `two titles alike have two addresses`() throws {
        let first = try store.news.add(Self.draft, Invented.acting())
        let second = try store.news.add(Self.draft, Invented.acting())
        var reserved = Self.draft
        reserved.title = "Rédaction"

        #expect([first, second] == ["la-charte-parait", "la-charte-parait-2"])
        #expect(try store.news.add(reserved, Invented.acting()) == "redaction-2")
    }

    @Test func `a withdrawn item keeps its reason and leaves the lists`() throws {
        let key = try store.news.add(Self.draft, Invented.acting())
        _ = try store.news.publish(key, version: 1, Invented.acting())

        try store.news.withdraw(key, reason: "Une erreur de date.", version: 2, Invented.acting())

        #expect(try store.news.published().isEmpty)
        #expect(try store.news.item(key).withdrawalReason == "Une erreur de date.")
        #expect(throws: CommunityRefusal.self) {
            try store.news.change(key, Self.draft, version: 3, Invented.acting())
        }
    }

    @Test func `only those who asked get a letter, once, until they refuse`() throws {
        _ = try store.accounts.invite(try EmailAddress("luc@exemple.fr"), Invented.acting())
        try store.news.subscribe(true, Invented.acting(person))
        let key = try store.news.add(Self.draft, Invented.acting())
        #expect(
            try store.news.publish(key, version: 1, Invented.acting(), letter: letter) == 1)
        #expect(try letters() == 1)

        let email = try EmailAddress("anne@exemple.fr")
        let token = try store.outbox.refusalToken(.news, email, Invented.acting())
        try store.outbox.refuse(.news, email, token: token, Invented.acting())
        #expect(try store.news.isSubscribed(person) == false)
        let second = try store.news.add(Self.draft, Invented.acting())
        _ = try store.news.publish(second, version: 1, Invented.acting(), letter: letter)
        #expect(try letters() == 1)

        try store.news.subscribe(true, Invented.acting(person))
        #expect(try store.news.isSubscribed(person))
        let third = try store.news.add(Self.draft, Invented.acting())
        _ = try store.news.publish(third, version: 1, Invented.acting(), letter: letter)
        #expect(try letters() == 2)
    }

    @Test func `the second of two editors of a text is told`() throws {
        let key = try store.news.add(Self.draft, Invented.acting())
        try store.news.change(key, Self.draft, version: 1, Invented.acting())

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce texte")) {
            try store.news.change(key, Self.draft, version: 1, Invented.acting())
        }
    }

    @Test func `the sample of the charter is invented, signed and published`() throws {
        let store = try CommunityStore()
        #expect(try CommunitySample.fill(store, Invented.acting()))

        #expect(try store.charter.text()?.text.contains("Exemple inventé") == true)
        #expect(Set(try store.charter.signatures().map(\.organisation)).count == 4)
        let quarter = try #require(try store.attestations.quarters().first)
        let board = try store.attestations.board(quarter)
        #expect(board.bands.count { $0.line != nil } == 1)
        #expect(try store.news.published().count == 2)
    }
}
