import GRDB
import Procurement
import Synchronization
import Testing

@testable import Community

@Suite struct ProgrammeTests {
    private let acting = InventedInnovation.acting

    @Test func `a proposal breaks no rule and leaves nobody out`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()

        let programme = try invented.meetings.propose(event: invented.event, seconds: 1, acting)

        let meetings = try invented.meetings.meetings(of: programme.id)
        let setting = try invented.meetings.setting(of: invented.event)
        #expect(Meetings.faults(of: meetings, setting) == [])
        #expect(programme.placed == meetings.count)
        #expect(programme.placed == 15)
        #expect(programme.withoutMeeting == 0)
        #expect(programme.state == .ready)
    }

    @Test func `who refused and who is not free is respected`() throws {
        var invented = try InventedInnovation(to: .wishesOpen)
        let slots = try invented.meetings.slots(of: invented.event)
        let late = try invented.register(150, .company, without: Set(slots.dropLast().map(\.id)))
        invented.companies.append(late)
        let refusal = (from: invented.buyers[0], to: invented.companies[0])
        try invented.wishAll(refusals: [refusal])

        let programme = try invented.publish()

        let meetings = try invented.meetings.meetings(of: programme.id)
        #expect(!meetings.contains { $0.has(refusal.from) && $0.has(refusal.to) })
        #expect(meetings.filter { $0.has(late) }.allSatisfy { $0.slot == slots.last?.id })
        #expect(meetings.contains { $0.has(late) })
    }

    @Test func `a locked meeting stays where it is in the next proposal`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let first = try invented.meetings.propose(event: invented.event, seconds: 1, acting)
        let wanted = try #require(try invented.meetings.meetings(of: first.id).last)
        try invented.meetings.lock(
            true, buyer: wanted.buyer, company: wanted.company, programme: first.id, acting)

        let second = try invented.meetings.propose(event: invented.event, seconds: 1, acting)

        let kept = try invented.meetings.meetings(of: second.id).first { $0.isSamePair(wanted) }
        #expect(kept?.isSameAs(wanted) == true)
        #expect(kept?.isLocked == true)
        #expect(second.number == first.number + 1)
    }

    @Test func `a change is checked, told, and confirmed only when it is possible`() throws {
        let invented = try InventedInnovation(tables: 5, limit: 4, to: .wishesOpen)
        let refusal = (from: invented.companies[0], to: invented.buyers[0])
        try invented.wishAll(refusals: [refusal])
        let base = try invented.meetings.propose(event: invented.event, seconds: 1, acting)
        let meetings = try invented.meetings.meetings(of: base.id)
        let taken = try #require(meetings.first)
        let clash = Meetings.Change.add(
            .init(buyer: refusal.to, company: refusal.from, slot: taken.slot, table: taken.table))
        let told = try invented.meetings.faults(of: clash, programme: base)

        #expect(told.contains(.tableTaken(table: taken.table, slot: taken.slot)))
        #expect(told.contains(.unwanted(buyer: refusal.to, company: refusal.from)))
        #expect(throws: CommunityRefusal.self) {
            _ = try invented.meetings.change(
                clash, base: base, reason: "", isConfirmed: true, acting)
        }
        let removal = Meetings.Change.remove(buyer: taken.buyer, company: taken.company)
        let next = try invented.meetings.change(
            removal, base: base, reason: "Retrait", isConfirmed: false, acting)
        #expect(next.placed == base.placed - 1)
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce programme")) {
            _ = try invented.meetings.change(
                removal, base: base, reason: "Retrait", isConfirmed: false, acting)
        }
    }

    @Test func `publishing writes to each, and again only to those whose agenda changed`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let person = try invented.meetings.store.accounts.invite(
            try EmailAddress("a@exemple.fr"), name: "Anne", acting)
        try invented.meetings.store.write(acting) {
            try $0.execute(
                sql: "UPDATE innovation_participant SET personne = ?", arguments: [person.id])
        }
        let told = Mutex<[Int64]>([])
        let letter: Meetings.AgendaLetter = { participant, _, _, _ in
            told.withLock { $0.append(participant.id) }
            return nil
        }
        let first = try invented.meetings.propose(event: invented.event, seconds: 1, acting)

        try invented.meetings.publish(first, acting, letter: letter)
        let all = told.withLock { ids in
            defer { ids = [] }; return Set(ids)
        }
        let gone = try #require(try invented.meetings.meetings(of: first.id).first)
        let second = try invented.meetings.change(
            .remove(buyer: gone.buyer, company: gone.company), base: first, reason: "",
            isConfirmed: false, acting)
        try invented.meetings.publish(second, acting, letter: letter)

        #expect(all == Set(invented.buyers + invented.companies))
        #expect(told.withLock { Set($0) } == [gone.buyer, gone.company])
        #expect(try invented.meetings.event("innovation-2026").stage == .published)
    }

    @Test func `an absence calls off its own meetings and moves as few others as possible`() throws
    {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let programme = try invented.publish()
        let absent = invented.companies[0]
        let before = try invented.meetings.meetings(of: programme.id)
        let own = before.count { $0.has(absent) }

        let repair = try invented.meetings.missing(absent, acting) { _, _, _, _ in nil }

        let after = try invented.meetings.meetings(of: repair.programme.id)
        let setting = try invented.meetings.setting(of: invented.event)
        #expect(own > 0)
        #expect(repair.cancelled == own)
        #expect(repair.moved == 0)
        #expect(!after.contains { $0.has(absent) })
        let impossible = Meetings.faults(of: after, setting).filter(\.isImpossible)
        #expect(impossible.isEmpty)
        #expect(repair.programme.published != nil)
    }

    @Test func `what has begun stays as it was when somebody leaves`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let programme = try invented.publish()
        let slots = try invented.meetings.slots(of: invented.event)
        let noon = Invented.acting(at: slots[3].start.adding(minutes: -1))
        let past = Set(slots.prefix(3).map(\.id))
        let before = try invented.meetings.meetings(of: programme.id)
            .filter { past.contains($0.slot) }

        let repair = try invented.meetings.missing(invented.buyers[0], noon) { _, _, _, _ in nil }

        let after = try invented.meetings.meetings(of: repair.programme.id)
        #expect(after.filter { past.contains($0.slot) } == before)
        #expect(!after.contains { $0.has(invented.buyers[0]) && !past.contains($0.slot) })
    }

    @Test func `who comes unannounced meets whom it asked for`() throws {
        let invented = try InventedInnovation(slots: 8, tables: 5, to: .wishesOpen)
        try invented.wishAll()
        try invented.publish()
        let slots = Set(try invented.meetings.slots(of: invented.event).map(\.id))

        let repair = try invented.meetings.walkIn(
            InventedInnovation.party(180, .company),
            .init(name: "Venue", size: .micro, wanted: 3, free: slots), others: invented.buyers,
            event: invented.event, acting
        ) { _, _, _, _ in nil }

        let venue = try #require(
            try invented.meetings.participants(of: invented.event).first { $0.isWalkIn })
        let after = try invented.meetings.meetings(of: repair.programme.id)
        #expect(after.count { $0.has(venue.id) } == 3)
        #expect(repair.cancelled == 0)
    }

    @Test
    func `who comes unannounced is placed even where silence is not granted, or told not to be`()
        throws
    {
        let invented = try InventedInnovation(slots: 8, tables: 5, to: .wishesOpen)
        let meetings = invented.meetings
        let event = try meetings.event("innovation-2026")
        try meetings.describe(
            event,
            .init(
                title: event.title, place: event.place, day: event.day, limit: event.limit,
                grantsOneSided: false), version: event.version, acting)
        try invented.wishAll()
        try invented.publish()
        let slots = Set(try meetings.slots(of: invented.event).map(\.id))
        func come(_ number: Int, meeting others: [Int64]) throws -> Meetings.Repair {
            try meetings.walkIn(
                InventedInnovation.party(number, .company),
                .init(name: "Venue \(number)", wanted: 2, free: slots), others: others,
                event: invented.event, acting
            ) { _, _, _, _ in nil }
        }

        let placed = try come(180, meeting: invented.buyers)
        let alone = try come(181, meeting: [])

        #expect(placed.newcomer?.meetings == 2)
        #expect(placed.added == 2)
        #expect(
            placed.programme.reason
                == "Venue de Venue 180 sans inscription\u{202F}: 2\u{A0}rendez-vous pour "
                + "la personne venue\u{202F}; 2\u{A0}rendez-vous ajoutés, 0\u{A0}déplacé, 0\u{A0}annulé"
        )
        #expect(alone.newcomer?.meetings == 0)
        #expect(alone.programme.reason.contains("aucun rendez-vous n’a pu lui être donné"))
    }

    @Test func `a buyer who comes unannounced meets nobody on a need that nobody could read`()
        throws
    {
        let invented = try InventedInnovation(slots: 8, tables: 5, to: .wishesOpen)
        try invented.wishAll()
        try invented.publish()
        let slots = Set(try invented.meetings.slots(of: invented.event).map(\.id))
        func come(_ need: Meetings.NeedText?) throws -> Meetings.Repair {
            try invented.meetings.walkIn(
                InventedInnovation.party(182, .buyer),
                .init(name: "Acheteur venu", wanted: 2, free: slots),
                others: invented.companies, need: need, event: invented.event, acting
            ) { _, _, _, _ in nil }
        }

        #expect(throws: CommunityRefusal.self) { try come(nil) }
        #expect(
            try invented.meetings.participants(of: invented.event).allSatisfy { !$0.isWalkIn })
        let repair = try come(InventedInnovation.text("Besoin du jour même"))

        #expect(repair.newcomer?.meetings == 2)
        #expect(
            try invented.meetings.needs(of: invented.event).map(\.title)
                .contains("Besoin du jour même"))
    }

    @Test func `figures of a programme outlive the wishes it was made from`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let made = try invented.publish()
        let later = Invented.acting(at: Moment(day: InventedInnovation.day).adding(days: 400))

        _ = try invented.meetings.store.forgetOldRows(later)

        let kept = try invented.meetings.programme(made.number, of: invented.event)
        #expect(try invented.meetings.setting(of: invented.event).pairs.isEmpty)
        #expect(kept.withoutMeeting == made.withoutMeeting)
        #expect((kept.fewest, kept.most) == (3, 5))
        #expect((kept.medianOfBuyers, kept.medianOfCompanies) == (5, 3))
    }

    @Test func `an agenda opens by its own link only`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        let token = try invented.meetings.agendaToken(invented.buyers[0], acting)
        let other = try invented.meetings.agendaToken(invented.buyers[1], acting)
        let digest = try #require(other.split(separator: "-", maxSplits: 1).last)
        let forged = "\(invented.buyers[0])-\(digest)"

        let found = try invented.meetings.participant(agenda: token, acting)

        #expect(found.id == invented.buyers[0])
        for bad in [forged, "", "0-", token + "x"] {
            #expect(throws: CommunityRefusal.self) {
                try invented.meetings.participant(agenda: bad, acting)
            }
        }
    }
}
