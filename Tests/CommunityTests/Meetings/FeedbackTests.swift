import GRDB
import Procurement
import Testing

@testable import Community

@Suite struct FeedbackTests {
    private let acting = InventedInnovation.acting

    /// One contract between any two, as an edition would say; or the same one, held by all together.
    private struct OneContract: ContractsBetween {
        var isShared = false
        var edition: String { "edition-inventee" }
        func contracts(buyer siren: String, company: String, from: Day, through: Day) throws
            -> Set<Int>
        {
            let isAsked =
                from == InventedInnovation.day
                && through == (Day(year: 2028, month: 3, day: 15) ?? from)
            guard isAsked else { return [] }
            return isShared ? [7] : [Int(siren + company.suffix(5)) ?? 0]
        }
    }

    /// An event whose meetings were held, as both sides say, but for the last ones.
    private func held(_ count: Int) throws -> InventedInnovation {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll()
        let programme = try invented.publish()
        for stage in [MeetingStage.theDay, .feedback] {
            try invented.meetings.move(invented.event, to: stage, acting)
        }
        let people = try invented.meetings.participants(of: invented.event)
        for (index, meeting) in try invented.meetings.meetings(of: programme.id).enumerated() {
            let buyer = try #require(people.first { $0.id == meeting.buyer })
            try invented.meetings.say(
                .init(isHeld: index < count, use: 4, wantsMore: true), by: buyer,
                about: meeting.company, acting)
        }
        return invented
    }

    @Test func `fewer than ten meetings held publish nothing`() throws {
        let few = try held(9)
        let enough = try held(10)
        let event = try few.meetings.event("innovation-2026")

        let nine = try few.meetings.followUp(of: event, OneContract(), at: acting.now)
        let ten = try enough.meetings.followUp(
            of: try enough.meetings.event("innovation-2026"), OneContract(), at: acting.now)

        #expect(nine.held == 9)
        #expect(!nine.isPublishable)
        #expect(throws: CommunityRefusal.self) { try few.meetings.keep(nine, event: event, acting) }
        #expect(try few.meetings.followUps(of: event.id).isEmpty)
        #expect(
            ten
                == .init(
                    edition: "edition-inventee", held: 10, followed: 10, contracts: 10,
                    counted: acting.now))
        try enough.meetings.keep(
            ten, event: try enough.meetings.event("innovation-2026"), acting)
        #expect(try enough.meetings.followUps(of: enough.event) == [ten])
    }

    @Test func `pairs are counted by SIREN, and a contract held together once`() throws {
        let invented = try held(15)
        let (first, second) = (invented.buyers[0], invented.buyers[1])
        // Two establishments of one buyer.
        try invented.meetings.store.write(acting) {
            try $0.execute(
                sql: """
                    UPDATE innovation_participant SET siret =
                      (SELECT substr(siret, 1, 9) FROM innovation_participant WHERE id = ?)
                      || '00099' WHERE id = ?
                    """, arguments: [first, second])
        }
        let event = try invented.meetings.event("innovation-2026")

        let each = try invented.meetings.followUp(of: event, OneContract(), at: acting.now)
        let shared = try invented.meetings.followUp(
            of: event, OneContract(isShared: true), at: acting.now)

        #expect(each.held == 10)
        #expect(each.followed == 10)
        #expect(each.contracts == 10)
        #expect(shared.followed == 10)
        #expect(shared.contracts == 1)
    }

    @Test func `a kept count outlives the pairs it was made from`() throws {
        let invented = try held(12)
        let event = try invented.meetings.event("innovation-2026")
        let found = try invented.meetings.followUp(of: event, OneContract(), at: acting.now)
        try invented.meetings.keep(found, event: event, acting)

        _ = try invented.meetings.store.forgetOldRows(
            Invented.acting(at: Moment(day: InventedInnovation.day).adding(days: 800)))

        #expect(try invented.meetings.reviews(of: event.id).isEmpty)
        #expect(try invented.meetings.followUps(of: event.id) == [found])
    }

    @Test func `a meeting that both sides tell differently is neither held nor not`() throws {
        let invented = try held(15)
        let review = try #require(try invented.meetings.reviews(of: invented.event).first)
        let company = try #require(
            try invented.meetings.participants(of: invented.event)
                .first { $0.id == review.meeting.company })

        try invented.meetings.say(
            .init(isHeld: false, use: 5, wantsMore: false), by: company,
            about: review.meeting.buyer, acting)

        let after = try #require(try invented.meetings.reviews(of: invented.event).first)
        #expect(review.isHeld == true)
        #expect(after.isHeld == nil)
        #expect(after.company?.use == nil)
    }

    @Test func `nobody says anything of a meeting that was not theirs or is still to come`() throws
    {
        let invented = try InventedInnovation(to: .wishesOpen)
        try invented.wishAll(refusals: [(invented.buyers[0], invented.companies[0])])
        let programme = try invented.publish()
        let buyer = try #require(
            try invented.meetings.participants(of: invented.event)
                .first { $0.id == invented.buyers[0] })
        let own = try #require(
            try invented.meetings.meetings(of: programme.id).first { $0.has(buyer.id) })
        let said = Meetings.Feedback(isHeld: true, use: 3, wantsMore: false)

        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.say(said, by: buyer, about: own.company, acting)
        }
        for stage in [MeetingStage.theDay, .feedback] {
            try invented.meetings.move(invented.event, to: stage, acting)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.say(said, by: buyer, about: invented.companies[0], acting)
        }
        try invented.meetings.say(said, by: buyer, about: own.company, acting)
        #expect(try invented.meetings.feedback(by: buyer) == [own.company: said])
    }
}
