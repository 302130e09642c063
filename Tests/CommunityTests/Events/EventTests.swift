import GRDB
import Testing

@testable import Community

@Suite struct EventTests {
    private func ask(_ invented: InventedEvent, _ name: String) throws {
        try invented.store.events.ask(
            try EmailAddress("\(name)@exemple.fr"), at: invented.id,
            InventedEvent.draft(.buyers, name: "Mme Essai"),
            Invented.acting(chance: InventedChance(seed: UInt64(name.count + 77))),
            letter: InventedEvent.letter)
    }

    private func token(_ invented: InventedEvent, _ name: String) throws -> String {
        let subject = try #require(
            try invented.letters(to: name).last { $0.hasPrefix("toConfirm") })
        return String(subject.dropFirst("toConfirm ".count))
    }

    @Test func `an address alone holds nothing until its link confirms, once`() throws {
        let invented = try InventedEvent(places: 1)
        try ask(invented, "visiteur")
        #expect(try invented.registrations.isEmpty)
        let token = try token(invented, "visiteur")

        let registration = try invented.store.events.confirm(
            token: token, Invented.acting(), letter: InventedEvent.letter)

        #expect(registration.state == .confirmed)
        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.confirm(
                token: token, Invented.acting(), letter: InventedEvent.letter)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.confirm(
                token: token + "A", Invented.acting(), letter: InventedEvent.letter)
        }
    }

    @Test func `a link older than two days serves no more`() throws {
        let invented = try InventedEvent()
        try ask(invented, "lent")
        let token = try token(invented, "lent")

        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.confirm(
                token: token, Invented.acting(at: Invented.now.adding(days: 3)),
                letter: InventedEvent.letter)
        }
    }

    @Test func `who is registered already learns it by mail alone`() throws {
        let invented = try InventedEvent()
        try invented.register("connue")
        try ask(invented, "connue")

        #expect(try invented.letters(to: "connue") == ["confirmed", "confirmed"])
        #expect(try invented.registrations.count == 1)
    }

    @Test func `a token serves one purpose, one registration, one event`() throws {
        let invented = try InventedEvent()
        let one = try invented.register("un")
        let two = try invented.register("deux")
        let events = invented.store.events
        let acting = Invented.acting()
        let token = try events.token(.registration, of: one.id, acting)

        #expect(
            try events.registration(.registration, token, at: invented.id, acting).id == one.id)
        let forged = token.replacing("\(one.id).", with: "\(two.id).")
        for (purpose, text, event) in [
            (EventToken.registration, forged, invented.id), (.badge, token, invented.id),
            (.registration, token, invented.id + 1), (.registration, "", invented.id),
            (.registration, "-1.x", invented.id), (.registration, token + "=", invented.id),
        ] {
            #expect(throws: CommunityRefusal.self) {
                try events.registration(purpose, text, at: event, acting)
            }
        }
    }

    @Test func `reminders leave once on their day, and not to who came later`() throws {
        let invented = try InventedEvent()
        try invented.register("tot")
        let day = InventedEvent.begins.adding(days: -7)
        for moment in [day.adding(minutes: -1), day, day.adding(minutes: 60), day.adding(days: 2)] {
            try invented.store.events.remind(
                Invented.acting(at: moment), letter: InventedEvent.letter)
        }
        #expect(try invented.letters(to: "tot") == ["confirmed", "reminder 7"])
    }

    @Test func `a change of day and a cancellation are told to all`() throws {
        let invented = try InventedEvent(places: 1)
        try invented.register("un")
        try invented.register("deux")
        var draft = try invented.event.draft
        draft.place = "Autre salle inventée"
        try invented.store.events.change(
            invented.id, to: draft, version: try invented.event.version, Invented.acting(),
            letter: InventedEvent.letter)
        let sequence = try invented.event.sequence
        try invented.store.events.move(
            invented.id, to: .cancelled, reason: "Grève inventée", Invented.acting(),
            letter: InventedEvent.letter)

        #expect(try invented.letters(to: "un") == ["confirmed", "moved", "eventCancelled"])
        #expect(try invented.letters(to: "deux") == ["waiting", "moved", "eventCancelled"])
        #expect(try invented.event.sequence == sequence + 1)
        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.move(
                invented.id, to: .open, Invented.acting(), letter: InventedEvent.letter)
        }
        #expect(throws: CommunityRefusal.self) { try invented.register("trois") }
    }

    @Test func `a public address no longer changes`() throws {
        let invented = try InventedEvent()
        var draft = try invented.event.draft
        draft.key = "autre-adresse"
        let version = try invented.event.version

        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.change(
                invented.id, to: draft, version: version, Invented.acting(),
                letter: InventedEvent.letter)
        }
        #expect(try invented.event.key == "essai")
        try invented.store.events.move(
            invented.id, to: .draft, Invented.acting(), letter: InventedEvent.letter)
        try invented.store.events.change(
            invented.id, to: draft, version: try invented.event.version, Invented.acting(),
            letter: InventedEvent.letter)
        #expect(try invented.store.events.event("autre-adresse").id == invented.id)
    }

    @Test func `once over, an event changes its state no more and nobody gets a letter`() throws {
        let invented = try InventedEvent()
        try invented.register("un")
        let after = Invented.acting(at: InventedEvent.begins.adding(days: 2))

        for state in Event.State.allCases {
            #expect(throws: CommunityRefusal.self) {
                try invented.store.events.move(
                    invented.id, to: state, reason: "Motif inventé", after,
                    letter: InventedEvent.letter)
            }
        }
        #expect(try invented.event.state == .open)
        #expect(try invented.letters(to: "un") == ["confirmed"])
    }

    @Test func `a draft of a past event joins the archive, and opens no more`() throws {
        let invented = try InventedEvent()
        let (events, id) = (invented.store.events, invented.id)
        try events.move(id, to: .draft, Invented.acting(), letter: InventedEvent.letter)
        let after = Invented.acting(at: InventedEvent.begins.adding(days: 2))

        #expect(throws: CommunityRefusal.self) {
            try events.move(id, to: .open, after, letter: InventedEvent.letter)
        }
        try events.move(id, to: .announced, after, letter: InventedEvent.letter)
        #expect(try invented.event.isPublic)
        #expect(throws: CommunityRefusal.self) {
            try events.move(id, to: .draft, after, letter: InventedEvent.letter)
        }
    }

    @Test func `the second of two editors is told`() throws {
        let invented = try InventedEvent()
        let version = try invented.event.version
        var draft = try invented.event.draft
        draft.title = "Premier titre"
        try invented.store.events.change(
            invented.id, to: draft, version: version, Invented.acting(),
            letter: InventedEvent.letter)

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "La rencontre")) {
            try invented.store.events.change(
                invented.id, to: draft, version: version, Invented.acting(),
                letter: InventedEvent.letter)
        }
    }

    @Test func `answers are read from five people on, and nothing joins them to who gave them`()
        throws
    {
        let invented = try InventedEvent()
        let events = invented.store.events
        let question = try events.question(
            nil, of: invented.id, kind: .scale, wording: "Utile\u{202F}?", choices: "", rank: 1,
            Invented.acting())
        for number in 1...5 {
            #expect(try events.opinions(of: invented.id).answers == nil)
            let registration = try invented.register("p\(number)")
            try events.answer(
                registration, [question: "4"],
                Invented.acting(chance: InventedChance(seed: UInt64(number))))
            #expect(throws: CommunityRefusal.self) {
                try events.answer(registration, [question: "1"], Invented.acting())
            }
        }

        let answers = try #require(try events.opinions(of: invented.id).answers)
        #expect(answers.first?.counts.map(\.count) == [0, 0, 0, 5, 0])
        let columns = try invented.store.read { try $0.columns(in: "avis").map(\.name) }
        #expect(columns == ["cle", "question", "reponse"])
        #expect(try invented.store.journal(object: "avis").isEmpty)
        #expect(try invented.store.journal(object: "avis_donne").isEmpty)
    }

    @Test func `erasing frees the place and leaves a number`() throws {
        let invented = try InventedEvent(places: 1)
        let one = try invented.register("un")
        let two = try invented.register("deux")
        try invented.store.events.erase(one.id, Invented.acting(), letter: InventedEvent.letter)

        let all = try invented.registrations
        #expect(all[0].name.isEmpty)
        #expect(all[0].email == nil)
        #expect(all.first { $0.id == two.id }?.state == .confirmed)
        // The journal never held the name.
        let told = try invented.store.journal(object: "inscription", atMost: 500)
        #expect(
            !told.contains {
                ($0.before ?? "").contains("Mme un") || ($0.after ?? "").contains("Mme un")
            })
    }

    @Test func `needs are forgotten a week after, registrations after three years, counts never`()
        throws
    {
        let invented = try InventedEvent()
        var draft = InventedEvent.draft(.buyers, name: "Mme Essai")
        draft.accessNeeds = "Place pour un fauteuil"
        let person = try invented.store.accounts.invite(
            try EmailAddress("a@exemple.fr"), Invented.acting())
        let registration = try invented.store.events.register(
            person, at: invented.id, draft, Invented.acting(person.id),
            letter: InventedEvent.letter)
        _ = try invented.store.events.checkIn(registration.id, at: invented.id, Invented.acting())
        let after = InventedEvent.begins.adding(days: 1)
        try invented.store.events.tidy(
            Invented.acting(at: after), letter: InventedEvent.letter)
        _ = try invented.store.forgetOldRows(Invented.acting(at: after.adding(days: 9)))
        #expect(try invented.registrations.first?.accessNeeds == "")
        #expect(try invented.registrations.first?.name == "Mme Essai")

        _ = try invented.store.forgetOldRows(Invented.acting(at: after.adding(days: 1_100)))
        #expect(try invented.registrations.isEmpty)
        #expect(try invented.store.events.statistics(of: invented.id).present == 1)
    }
}
