import Testing

@testable import Community

@Suite struct IdentityTests {
    private let store: CommunityStore
    private let chance = InventedChance()
    private var acting: Acting { Invented.acting(chance: chance) }

    init() throws { store = try CommunityStore() }

    private func identity(_ subject: String, _ email: String?) throws -> ExternalIdentity {
        ExternalIdentity(
            issuer: "https://fournisseur.exemple", subject: subject,
            email: try email.map { try EmailAddress($0) }, name: "Anne Exemple")
    }

    private func signIn(_ subject: String, _ email: String?) throws -> Accounts.SignedIn {
        try store.accounts.signIn(try identity(subject, email), next: "", device: "", acting)
    }

    @Test func `a verified address joins its account and the identity alone suffices afterwards`()
        throws
    {
        let person = try store.accounts.invite(try EmailAddress("a@exemple.fr"), acting)

        let first = try signIn("s1", "A@exemple.fr")
        let second = try signIn("s1", nil)

        #expect(first.person.id == person.id)
        #expect(second.person.id == person.id)
        #expect(second.person.name == "Anne Exemple")
    }

    @Test func `an address nobody vouches for joins nothing and makes nothing`() throws {
        _ = try store.accounts.invite(try EmailAddress("a@exemple.fr"), acting)

        #expect(throws: CommunityRefusal.self) { try signIn("s1", nil) }
        #expect(try store.accounts.people().count == 1)
    }

    @Test func `a second identity does not take an account that another holds`() throws {
        let first = try signIn("s1", "a@exemple.fr")

        #expect(throws: CommunityRefusal.self) { try signIn("s2", "a@exemple.fr") }
        #expect(try signIn("s1", nil).person.id == first.person.id)
    }

    @Test func `an attachment is asked, confirmed and revoked, with a letter each way`() throws {
        let person = try store.accounts.invite(try EmailAddress("a@exemple.fr"), acting)
        let boss = try store.accounts.invite(try EmailAddress("b@exemple.fr"), acting)
        let mine = store.attachments
        #expect(throws: CommunityRefusal.self) {
            try mine.ask(
                person.id, siret: "12345678901234", kind: .buyer, reason: "Parce que je", acting)
        }
        try mine.ask(
            person.id, siret: "130 025 265 00013", kind: .buyer, reason: "Acheteuse de la ville.",
            acting)
        let asked = try #require(try mine.of(person.id).first)
        let decider = Invented.acting(boss.id, at: Invented.now.adding(minutes: 1))
        func decide(_ isConfirmed: Bool, askedAt: Moment) throws {
            try mine.decide(asked.id, isConfirmed: isConfirmed, askedAt: askedAt, decider) {
                _, to in
                MailMessage(to: to, subject: isConfirmed ? "oui" : "non", text: "")
            }
        }

        #expect(throws: CommunityRefusal.self) { try decide(true, askedAt: Moment(seconds: 0)) }
        try decide(true, askedAt: asked.asked)
        #expect(throws: CommunityRefusal.self) { try decide(true, askedAt: asked.asked) }
        try decide(false, askedAt: asked.asked)

        #expect(try store.outbox.pending(at: decider.now).map(\.message.subject) == ["oui", "non"])
        #expect(try mine.of(person.id).map(\.state) == [.refused])
        #expect(throws: CommunityRefusal.self) { try mine.end(asked.id, of: boss.id, acting) }
    }

    @Test func `a request whose letter does not leave gives no try at a code`() throws {
        let email = try EmailAddress("a@exemple.fr")
        var last: Accounts.SignInRequest?
        for _ in 0...Accounts.mostLetters {
            last = try store.accounts.requestSignIn(email, next: "", acting) { _, _ in
                MailMessage(to: email, subject: "", text: "")
            }
        }
        let request = try #require(last)

        #expect(!request.isSent)
        #expect(throws: CommunityRefusal.self) {
            try store.accounts.signIn(
                code: request.code, browser: request.browser, device: "", acting)
        }
    }

    @Test func `a letter is taken once and put off before it leaves`() throws {
        try store.outbox.add(
            MailMessage(to: try EmailAddress("a@exemple.fr"), subject: "un", text: "t"), acting)
        let letter = try #require(try store.outbox.pending(at: Invented.now).first)

        #expect(try store.outbox.take(letter, acting))
        #expect(try !store.outbox.take(letter, acting))
        #expect(try store.outbox.pending(at: Invented.now).isEmpty)
        try store.outbox.failed(letter, reason: "non", acting)
        let again = try #require(
            try store.outbox.pending(at: Invented.now.adding(minutes: 2)).first)
        #expect(again.tries == 1)
    }

    @Test func `what turns or hides text is taken out of entries`() throws {
        #expect(try Entry.line("nom", "a\u{202E}b\u{0}c\u{85}d\u{FEFF}", 1...20) == "a b c d")
        #expect(throws: CommunityRefusal.self) {
            try Entry.line("nom", "a" + String(repeating: "\u{301}", count: 500), 1...20)
        }
        #expect(throws: CommunityRefusal.self) { try EmailAddress("аnne@exemple.fr") }
        #expect(throws: CommunityRefusal.self) { try EmailAddress("a@exem\u{202E}ple.fr") }
    }
}
