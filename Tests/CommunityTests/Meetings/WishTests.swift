import GRDB
import Testing

@testable import Community

@Suite struct WishTests {
    private let acting = InventedInnovation.acting

    @Test func `a refusal forbids a meeting whatever the other side wishes`() {
        #expect(Meetings.weight(0, 5, grantsOneSided: true) == nil)
        #expect(Meetings.weight(5, 0, grantsOneSided: true) == nil)
        #expect(Meetings.weight(0, nil, grantsOneSided: true) == nil)
    }

    @Test func `a weak wish pulls the mean down and silence counts as one`() throws {
        let unit = Meetings.weightUnit
        #expect(Meetings.weight(5, 5, grantsOneSided: false) == 5 * unit)
        let weak = try #require(Meetings.weight(5, 1, grantsOneSided: false))
        #expect(weak == 5 * unit / 3)
        #expect(Meetings.weight(5, nil, grantsOneSided: true) == weak)
        #expect(Meetings.weight(5, nil, grantsOneSided: false) == nil)
        #expect(Meetings.weight(nil, nil, grantsOneSided: true) == nil)
    }

    @Test func `wishes are said only while they are open and only to the other side`() throws {
        let early = try InventedInnovation(to: .needsFrozen)
        let wish = Meetings.Wish(other: early.buyers[0], strength: 3)
        #expect(throws: CommunityRefusal.self) {
            try early.meetings.say([wish.other: wish], by: early.companies[0], acting)
        }
        let open = try InventedInnovation(to: .wishesOpen)
        let friend = Meetings.Wish(other: open.companies[1], strength: 3)
        #expect(throws: CommunityRefusal.self) {
            try open.meetings.say([friend.other: friend], by: open.companies[0], acting)
        }
        #expect(try open.meetings.wishes(of: open.companies[0]).isEmpty)
    }

    @Test func `a participant reads its own wishes and takes one back`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        let (one, other) = (invented.companies[0], invented.buyers[0])
        let wish = Meetings.Wish(other: other, strength: 0, why: "Pas notre métier")
        try invented.meetings.say([other: wish], by: one, acting)

        #expect(try invented.meetings.wishes(of: one) == [other: wish])
        #expect(try invented.meetings.wishes(of: other).isEmpty)
        let none: [Int64: Meetings.Wish?] = [other: nil]
        try invented.meetings.say(none, by: one, acting)
        #expect(try invented.meetings.wishes(of: one).isEmpty)
    }

    @Test func `the journal keeps no copy of wishes and meetings`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        try invented.publish()

        for table in ["innovation_voeu", "innovation_rendezvous", "innovation_retour"] {
            #expect(try invented.meetings.store.journal(object: table).isEmpty)
        }
        #expect(try !invented.meetings.store.journal(object: "innovation_programme").isEmpty)
    }

    @Test func `wishes and meetings are erased at their date`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let programme = try invented.publish()
        let day = Moment(day: InventedInnovation.day)

        let before = try invented.meetings.store.forgetOldRows(
            Invented.acting(at: day.adding(days: 364)))
        let later = try invented.meetings.store.forgetOldRows(
            Invented.acting(at: day.adding(days: 731)))

        #expect(before["innovation_voeu"] == nil)
        #expect(later["innovation_voeu"] == 30)
        #expect(later["innovation_rendezvous"] == programme.placed)
        #expect(try invented.meetings.meetings(of: programme.id).isEmpty)
    }
}
