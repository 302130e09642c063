import Foundation
import Testing

@testable import Community

@Suite struct OutboxTests {
    private let store: CommunityStore
    private let email: EmailAddress

    init() throws {
        store = try CommunityStore()
        email = try EmailAddress("paul@exemple.fr")
    }

    private func letter(
        _ subject: String, _ category: MailMessage.Category = .owed, once: String? = nil
    ) -> MailMessage {
        MailMessage(to: email, subject: subject, text: "Bonjour", category: category, once: once)
    }

    @Test func `a letter of the same name leaves once`() throws {
        try store.outbox.add(letter("un", once: "rappel/1/2"), Invented.acting())
        try store.outbox.add(letter("deux", once: "rappel/1/2"), Invented.acting())

        #expect(try store.outbox.pending(at: Invented.now).map(\.message.subject) == ["un"])
    }

    @Test func `a letter that failed is tried again later and given up in the end`() throws {
        try store.outbox.add(letter("un"), Invented.acting())
        var now = Invented.now
        for _ in 0..<Outbox.mostTries {
            let pending = try #require(try store.outbox.pending(at: now).first)
            try store.outbox.failed(pending, reason: "refusé", Invented.acting(at: now))
            #expect(try store.outbox.pending(at: now).isEmpty)
            now = now.adding(days: 1)
        }

        #expect(try store.outbox.pending(at: now.adding(days: 30)).isEmpty)
        #expect(try store.outbox.counts() == (waiting: 0, givenUp: 1))
    }

    @Test func `a refused category is not sent and owed letters are`() throws {
        let token = try store.outbox.refusalToken(.news, email, Invented.acting())
        #expect(throws: CommunityRefusal.self) {
            try store.outbox.refuse(.reminders, email, token: token, Invented.acting())
        }
        try store.outbox.refuse(.news, email, token: token, Invented.acting())

        try store.outbox.add(letter("nouvelle", .news), Invented.acting())
        try store.outbox.add(letter("rappel", .reminders), Invented.acting())
        try store.outbox.add(letter("convocation"), Invented.acting())

        #expect(
            try store.outbox.pending(at: Invented.now).map(\.message.subject)
                == ["rappel", "convocation"])
    }

    @Test func `headers cannot be broken by a line end`() {
        let text = MailMessage.header("Bonjour\r\nBcc: x@exemple.fr")

        #expect(!text.contains("\r"))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("Bcc") })
    }

    @Test func `long subjects with accents are whole once decoded`() throws {
        let subject = String(repeating: "Délais de paiement\u{202F}: œuvre ", count: 5)

        let words = MailMessage.header(subject).split(separator: "\n ").map(String.init)

        var decoded = ""
        for word in words {
            #expect(word.utf8.count <= 75)
            let digits = word.dropFirst("=?utf-8?B?".count).dropLast(2)
            decoded += String(
                decoding: try #require(Data(base64Encoded: String(digits))), as: UTF8.self)
        }
        #expect(decoded == subject)
    }
}
