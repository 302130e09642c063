import Community
import Testing

@Suite struct SignInTests {
    private let store: CommunityStore
    private let chance = InventedChance()
    private let email: EmailAddress

    init() throws {
        store = try CommunityStore()
        email = try EmailAddress("claire@exemple.fr")
    }

    private func ask(at moment: Moment = Invented.now, next: String = "") throws
        -> Accounts.SignInRequest
    {
        try store.accounts.requestSignIn(
            email, next: next, Invented.acting(at: moment, chance: chance)
        ) { token, code in
            MailMessage(to: email, subject: "Connexion", text: token + "\n" + code)
        }
    }

    @Test func `a link signs in once and makes the account`() throws {
        let request = try ask(next: "/groupes")

        let signedIn = try store.accounts.signIn(
            token: request.token, device: "Navigateur", Invented.acting(chance: chance))

        #expect(signedIn.isNew)
        #expect(signedIn.next == "/groupes")
        #expect(signedIn.person.email == "claire@exemple.fr")
        #expect(throws: CommunityRefusal.self) {
            try store.accounts.signIn(
                token: request.token, device: "", Invented.acting(chance: chance))
        }
        let visitor = try store.accounts.visitor(session: signedIn.token, Invented.acting())
        #expect(visitor.person?.id == signedIn.person.id)
    }

    @Test func `looking at a link does not use it`() throws {
        let request = try ask()

        for _ in 0..<3 {
            #expect(try store.accounts.isUsable(token: request.token, at: Invented.now))
        }
        let late = Invented.now.adding(minutes: 15)
        #expect(try !store.accounts.isUsable(token: request.token, at: late))
        #expect(throws: CommunityRefusal.self) {
            try store.accounts.signIn(token: request.token, device: "", Invented.acting(at: late))
        }
    }

    @Test func `a code serves in the browser that asked and nowhere else`() throws {
        let request = try ask()

        #expect(throws: CommunityRefusal.self) {
            try store.accounts.signIn(
                code: request.code, browser: "autre", device: "", Invented.acting(chance: chance))
        }
        let signedIn = try store.accounts.signIn(
            code: request.code.prefix(4) + " " + request.code.suffix(4), browser: request.browser,
            device: "", Invented.acting(chance: chance))
        #expect(signedIn.person.email == "claire@exemple.fr")
    }

    @Test func `after five wrong codes the right one is refused too`() throws {
        let request = try ask()
        let wrong = request.code == "00000000" ? "11111111" : "00000000"

        for _ in 0..<Accounts.mostTries {
            #expect(throws: CommunityRefusal.self) {
                try store.accounts.signIn(
                    code: wrong, browser: request.browser, device: "", Invented.acting())
            }
        }

        #expect(throws: CommunityRefusal.self) {
            try store.accounts.signIn(
                code: request.code, browser: request.browser, device: "", Invented.acting())
        }
    }

    @Test func `a sixth letter in a quarter of an hour does not leave`() throws {
        for number in 0..<7 {
            let request = try ask()
            #expect(request.isSent == (number < Accounts.mostLetters))
        }
        #expect(try store.outbox.pending(at: Invented.now).count == Accounts.mostLetters)
    }

    @Test func `signing out everywhere ends every session`() throws {
        var tokens: [String] = []
        for _ in 0..<3 {
            let request = try ask()
            tokens.append(
                try store.accounts.signIn(
                    token: request.token, device: "", Invented.acting(chance: chance)
                ).token)
        }
        let person = try #require(try store.accounts.person(email: email))
        try store.accounts.signOut(token: tokens[0], Invented.acting())
        #expect(
            try !store.accounts.visitor(session: tokens[0], Invented.acting()).isSignedIn)
        #expect(try store.accounts.visitor(session: tokens[1], Invented.acting()).isSignedIn)

        try store.accounts.signOutEverywhere(person.id, Invented.acting())

        #expect(
            try !store.accounts.visitor(session: tokens[1], Invented.acting()).isSignedIn)
        #expect(
            try !store.accounts.visitor(session: tokens[2], Invented.acting()).isSignedIn)
    }

    @Test func `a session dies when it is not used and lives when it is`() throws {
        let request = try ask()
        let token = try store.accounts.signIn(
            token: request.token, device: "", Invented.acting(chance: chance)
        ).token
        let later = Invented.now.adding(days: 29)

        #expect(
            try store.accounts.visitor(session: token, Invented.acting(at: later)).isSignedIn)
        #expect(
            try store.accounts.visitor(
                session: token, Invented.acting(at: later.adding(days: 29))
            ).isSignedIn)
        #expect(
            try !store.accounts.visitor(
                session: token, Invented.acting(at: later.adding(days: 60))
            ).isSignedIn)
    }

    @Test func `the last administrator keeps the role`() throws {
        let person = try store.accounts.invite(email, Invented.acting())
        try store.accounts.give(.administrator, to: person.id, Invented.acting())

        #expect(throws: CommunityRefusal.self) {
            try store.accounts.give(.account, to: person.id, Invented.acting())
        }
        let other = try store.accounts.invite(
            try EmailAddress("paul@exemple.fr"), Invented.acting())
        try store.accounts.give(.administrator, to: other.id, Invented.acting())
        try store.accounts.give(.account, to: person.id, Invented.acting())
        #expect(try store.accounts.person(person.id).role == .account)
    }
}
