import Foundation
import GRDB
import Testing

@testable import Community

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

    /// The columns, of any table, where one of these stands in clear: as text, or as a token's bytes.
    private func columns(holding secrets: [String]) throws -> Set<String> {
        let needles = secrets.map { Data($0.utf8) } + secrets.compactMap(Self.bytes)
        return try store.read { database in
            var found: Set<String> = []
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            for table in tables {
                for row in try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"") {
                    for (column, value) in row {
                        let held: Data
                        switch value.storage {
                        case .null: continue
                        case .int64(let number): held = Data(String(number).utf8)
                        case .double(let number): held = Data(String(number).utf8)
                        case .string(let text): held = Data(text.utf8)
                        case .blob(let data): held = data
                        }
                        if needles.contains(where: { held.range(of: $0) != nil }) {
                            found.insert("\(table).\(column)")
                        }
                    }
                }
            }
            return found
        }
    }

    /// What a token was written from; nil for a code.
    private static func bytes(of token: String) -> Data? {
        let text = token.replacing("-", with: "+").replacing("_", with: "/")
        let filled = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        return text.count < 16 ? nil : Data(base64Encoded: filled)
    }

    @Test func `no table holds a session, a link or a code in clear, once the letter is carried`()
        throws
    {
        let byLink = try ask()
        let first = try store.accounts.signIn(
            token: byLink.token, device: "Navigateur", Invented.acting(chance: chance))
        let byCode = try ask()
        let second = try store.accounts.signIn(
            code: byCode.code, browser: byCode.browser, device: "Navigateur",
            Invented.acting(chance: chance))
        let unused = try ask()
        let printed = try store.accounts.link(for: email, Invented.acting(chance: chance))
        let requests = [byLink, byCode, unused]
        let tokens = requests.flatMap { [$0.token, $0.browser] }
        let codes = requests.map(\.code)
        let secrets = tokens + codes + [first.token, second.token, printed]
        #expect(secrets.compactMap(Self.bytes).count == secrets.count - codes.count)
        // What looks finds: an address is kept, and a letter holds what it brings.
        #expect(try columns(holding: [email.text]).contains("personne.courriel"))
        #expect(try columns(holding: codes) == ["courriel.texte"])

        try store.write(Invented.acting()) { try $0.execute(sql: "DELETE FROM courriel") }

        #expect(try columns(holding: secrets) == [])
        #expect(try store.accounts.visitor(session: first.token, Invented.acting()).isSignedIn)
        #expect(try store.accounts.visitor(session: second.token, Invented.acting()).isSignedIn)
        #expect(try store.accounts.isUsable(token: unused.token, at: Invented.now))
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
