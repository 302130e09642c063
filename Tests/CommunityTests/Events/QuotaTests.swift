import Testing

@testable import Community

@Suite struct QuotaTests {
    /// Numbers that are the same at each run.
    private struct Dice {
        let chance: InventedChance
        init(_ seed: UInt64) { chance = InventedChance(seed: seed) }
        func roll(_ sides: Int) -> Int {
            Int(chance.bytes(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % UInt64(sides))
        }
    }

    /// What must hold after each act.
    private func check(_ invented: InventedEvent, _ seats: [Int64: Int?], seed: UInt64) throws {
        let event = try invented.event
        let all = try invented.registrations
        let held = all.filter { $0.state == .confirmed }
        let waiting = all.filter { $0.state == .waiting }
        let places = event.places ?? .max

        #expect(held.count <= places, "seed \(seed)")
        for college in College.allCases {
            let quota = event.quotas[college] ?? .max
            let taken = held.count { $0.college == college }
            #expect(taken <= quota, "seed \(seed)")
            let someoneWaits = waiting.contains { $0.college == college }
            let isFree = held.count < places && taken < quota
            #expect(!(someoneWaits && isFree), "a free place is not given, seed \(seed)")
        }
        for (session, limit) in seats {
            let takers = held.filter { $0.choices.contains { $0.session == session } }
            let seated = takers.count { $0.choices.contains { $0.session == session && $0.isHeld } }
            #expect(seated <= limit ?? .max, "seed \(seed)")
            #expect(!(seated < takers.count && seated < limit ?? .max), "seed \(seed)")
            let unheld = waiting.allSatisfy { $0.choices.allSatisfy { !$0.isHeld } }
            #expect(unheld, "who waits for the event holds no session, seed \(seed)")
        }
    }

    @Test(arguments: [1, 2, 3, 2017, 9973] as [UInt64])
    func `whoever comes and goes, quotas hold and no free place waits`(seed: UInt64) throws {
        let dice = Dice(seed)
        let invented = try InventedEvent(
            places: 12, quotas: [.buyers: 5, .companies: 4, .academics: 1])
        let sessions = [try invented.session(3, hour: 1), try invented.session(nil, hour: 3)]
        let seats: [Int64: Int?] = [sessions[0]: 3, sessions[1]: nil]
        for number in 0..<60 {
            let active = try invented.registrations.filter { $0.state != .cancelled }
            if dice.roll(3) > 0 || active.isEmpty {
                let college = College.allCases[dice.roll(4)]
                try invented.register(
                    "p\(number)", college, sessions: dice.roll(2) == 0 ? [] : sessions)
            } else {
                let leaving = active[dice.roll(active.count)]
                try invented.store.events.cancel(
                    leaving.id, Invented.acting(), letter: InventedEvent.letter)
            }
            try check(invented, seats, seed: seed)
        }
    }

    @Test func `the waiting list keeps its order, but for full colleges`() throws {
        let invented = try InventedEvent(places: 2, quotas: [.companies: 1])
        let first = try invented.register("un", .companies)
        let second = try invented.register("deux", .buyers)
        let third = try invented.register("trois", .companies)
        let fourth = try invented.register("quatre", .buyers)

        try invented.store.events.cancel(
            second.id, Invented.acting(), letter: InventedEvent.letter)

        let states = Dictionary(
            uniqueKeysWithValues: try invented.registrations.map { ($0.id, $0.state) })
        #expect(states[first.id] == .confirmed)
        #expect(states[third.id] == .waiting)
        #expect(states[fourth.id] == .confirmed)
        #expect(try invented.letters(to: "quatre") == ["waiting", "promoted"])
        #expect(try invented.letters(to: "trois") == ["waiting"])
    }

    @Test func `more places are given at once, fewer than are taken are refused`() throws {
        let invented = try InventedEvent(places: 1)
        try invented.register("un")
        try invented.register("deux")
        try invented.register("trois")
        var draft = try invented.event.draft
        draft.places = 2
        try invented.store.events.change(
            invented.id, to: draft, version: try invented.event.version, Invented.acting(),
            letter: InventedEvent.letter)
        #expect(try invented.registrations.map(\.state) == [.confirmed, .confirmed, .waiting])

        draft.places = 1
        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.change(
                invented.id, to: draft, version: try invented.event.version, Invented.acting(),
                letter: InventedEvent.letter)
        }
        #expect(try invented.event.places == 2)
    }

    @Test func `nobody holds two sessions of one hour, nor moves to a full college`() throws {
        let invented = try InventedEvent(places: 9, quotas: [.companies: 0])
        let sessions = [try invented.session(5), try invented.session(5)]
        #expect(throws: CommunityRefusal.self) {
            try invented.register("un", sessions: sessions)
        }
        let held = try invented.register("deux", sessions: [sessions[0]])

        #expect(throws: CommunityRefusal.self) {
            try invented.store.events.change(
                held.id, InventedEvent.draft(.companies), version: held.version,
                Invented.acting(), letter: InventedEvent.letter)
        }
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "L’inscription")) {
            try invented.store.events.change(
                held.id, InventedEvent.draft(.buyers), version: held.version + 7,
                Invented.acting(), letter: InventedEvent.letter)
        }
    }

    @Test func `walk-ins fill the room, not the list`() throws {
        let invented = try InventedEvent(places: 2)
        let first = try invented.register("un")
        let second = try invented.register("deux")
        let waits = try invented.register("trois")
        let events = invented.store.events
        let acting = Invented.acting()

        #expect(try events.checkIn(first.id, at: invented.id, acting) == .noted)
        #expect(
            try events.checkIn(first.id, at: invented.id, acting)
                == .alreadyNoted(Invented.now))
        _ = try events.walkIn(
            at: invented.id, name: "Venue sans prévenir", organisation: "", college: .partners,
            acting)
        #expect(throws: CommunityRefusal.self) {
            try events.checkIn(waits.id, at: invented.id, acting)
        }
        #expect(try events.checkIn(second.id, at: invented.id, acting) == .noted)
        let counts = try events.counts(of: invented.id)
        #expect(counts.taken == 2)
        #expect(counts.walkIns == 1)
    }
}
