import Community
import Testing

@Suite struct MeetingProposalTests {
    private let small = MeetingScheduler.Effort(placing: 3_000, mending: 6_000)

    private func propose(
        _ problem: MeetingProblem, solver: (any SolverEngine)? = nil, seed: UInt64 = 1
    ) throws -> MeetingProposal {
        try MeetingScheduler(problem).propose(
            seconds: 1_000, solver: solver, effort: small, seed: seed, stopwatch: { 0 })
    }

    @Test(arguments: 1...12) func `with a solver the fewest breaks are found and proven`(
        seed: Int
    ) throws {
        let problem = InventedMeetings.instance(
            seed: seed, people: 5, meetings: 5 + seed % 2, slots: 4, tables: 2,
            morning: seed % 3 == 0 ? 2 : nil, busy: 10)
        var fewest: Int?
        InventedMeetings.everySchedule(of: problem) { _, report in
            fewest = min(fewest ?? Int.max, report.breaks)
        }

        let proposal = try propose(problem, solver: TinySolver())

        #expect(proposal.status == (fewest == nil ? .infeasible : .optimal))
        #expect(proposal.report.holds == (fewest != nil))
        if let fewest {
            #expect(proposal.report.breaks == fewest)
            #expect(proposal.breakBound == fewest)
        }
    }

    @Test(arguments: 1...12)
    func `the plain method alone keeps the rules and claims no more than is true`(
        seed: Int
    ) throws {
        let problem = InventedMeetings.instance(
            seed: 100 + seed, people: 6, meetings: 6, slots: 4, tables: 2, busy: 8)
        var fewest: Int?
        InventedMeetings.everySchedule(of: problem) { _, report in
            fewest = min(fewest ?? Int.max, report.breaks)
        }

        let proposal = try propose(problem)

        #expect(proposal.method == .plainAlone)
        switch proposal.status {
        case .optimal: #expect(proposal.report.breaks == fewest)
        case .feasible: #expect(proposal.report.breaks >= fewest ?? Int.max)
        case .infeasible: #expect(fewest == nil)
        case .unknown: #expect(fewest == nil, "a tiny instance is always placed")
        }
        #expect(proposal.report.holds || proposal.schedule.meetings.isEmpty)
    }

    @Test func `what cannot be is told with its reasons`() throws {
        var problem = InventedMeetings.instance(
            seed: 1, people: 4, meetings: 4, slots: 3, tables: 2)
        problem.tables = 1
        #expect(try propose(problem).status == .infeasible)
        problem.tables = 2
        problem.participants[0].unavailable = [1, 2, 3]

        let proposal = try propose(problem)

        #expect(proposal.status == .infeasible)
        #expect(proposal.obstacles.contains { $0.contains("aucun créneau en commun") })
    }

    @Test func `an odd ring in two slots is shown impossible by the solver only`() throws {
        let problem = MeetingProblem(
            participants: (1...5).map { .init(id: $0) }, slots: [.init(), .init()], tables: 3,
            candidates: (1...5).map { .init(a: $0, b: $0 % 5 + 1) }, aim: .everything)
        var wide = problem
        wide.slots.append(.init())

        #expect(try propose(problem, solver: TinySolver()).status == .infeasible)
        #expect(try propose(problem).status != .feasible)
        #expect(try propose(wide, solver: TinySolver()).status == .optimal)
    }

    @Test(arguments: 1...10) func `granted wishes reach the best there is on tiny events`(
        seed: Int
    ) throws {
        var problem = InventedMeetings.event(
            seed: seed, buyers: 2, companies: 3, slots: 3, tables: 2, wishes: 90, busy: 15,
            equity: nil)
        problem.candidates = Array(problem.candidates.prefix(6))
        var most = 0
        InventedMeetings.everySchedule(of: problem) { _, report in most = max(most, report.weight) }

        let proposal = try propose(problem)

        #expect(proposal.report.holds)
        #expect(proposal.weightBound >= most)
        #expect(proposal.report.weight == most)
    }

    @Test(arguments: 1...8) func `everybody who can be has a meeting before anybody has many`(
        seed: Int
    ) throws {
        let problem = InventedMeetings.event(
            seed: seed, buyers: 6, companies: 14, slots: 8, tables: 5, wishes: 35)

        let proposal = try propose(problem, seed: UInt64(seed))

        #expect(proposal.report.holds)
        #expect(proposal.report.weight <= proposal.weightBound)
        #expect(proposal.report.weight * 100 >= proposal.weightBound * 97)
        #expect(proposal.report.without.isEmpty)
    }

    @Test(arguments: 1...3) func `wishes granted leave few gaps in anybody's day`(
        seed: Int
    ) throws {
        let problem = InventedMeetings.event(
            seed: seed, buyers: 12, companies: 30, slots: 12, tables: 8, wishes: 40)
        let scheduler = try MeetingScheduler(problem)
        func proposal(mending: Int) -> MeetingProposal {
            scheduler.propose(
                seconds: 1_000, effort: .init(placing: 3_000, mending: mending),
                seed: UInt64(seed), stopwatch: { 0 })
        }

        let unmended = proposal(mending: 0)
        let mended = proposal(mending: 30_000)

        // Without exchanges between slots, meetings stand where they first fitted.
        #expect(unmended.report.holds && mended.report.holds)
        #expect(unmended.report.breaks > Self.gapCeiling)
        #expect(mended.report.breaks <= Self.gapCeiling)
        #expect(mended.report.weight >= unmended.report.weight)
        #expect(mended.schedule.meetings.count == unmended.schedule.meetings.count)
    }

    /// Gaps at most of the 42 people of the event above.
    private static let gapCeiling = 24

    @Test func `when somebody must stay without, nobody beside has six`() throws {
        // Ten companies wish for one buyer of eight slots; one of them is wished for by all buyers.
        let people =
            (1...8).map { MeetingProblem.Participant(id: $0, side: .buyer) }
            + (9...18).map { MeetingProblem.Participant(id: $0, side: .company) }
        let wishes =
            (9...18).map { MeetingWishes.Wish(from: $0, to: 1, strength: 5) }
            + (1...8).map { MeetingWishes.Wish(from: $0, to: 9, strength: 5) }
        let problem = MeetingProblem(
            participants: people, slots: (1...8).map { _ in .init() }, tables: 8,
            candidates: MeetingWishes.candidates(of: people, wishes: wishes), aim: .wishes,
            equity: 6)
        var free = problem
        free.equity = nil

        let fair = try propose(problem)
        let plain = try propose(free)

        #expect(fair.report.holds)
        #expect(!fair.report.without.isEmpty)
        #expect((1...18).allSatisfy { fair.schedule.agenda(of: $0).count < 6 })
        #expect(plain.schedule.agenda(of: 9).count >= 6)
        #expect(plain.report.weight >= fair.report.weight)
    }

    @Test func `small firms come first between equals`() throws {
        let people =
            [MeetingProblem.Participant(id: 1, side: .buyer, limit: 2)]
            + (2...5).map {
                MeetingProblem.Participant(id: $0, side: .company, isSmall: $0 == 3 || $0 == 5)
            }
        let problem = MeetingProblem(
            participants: people, slots: [.init(), .init(), .init()], tables: 1,
            candidates: (2...5).map { .init(a: 1, b: $0, weight: 2_520) }, aim: .wishes)

        let proposal = try propose(problem)

        #expect(Set(proposal.schedule.meetings.map(\.b)) == [3, 5])
        #expect(proposal.status == .optimal)
    }

    @Test(arguments: 1...5) func `the order of participants changes nothing in the worth`(
        seed: Int
    ) throws {
        let problem = InventedMeetings.event(
            seed: seed, buyers: 4, companies: 8, slots: 6, tables: 4, busy: 0)
        var turned = problem
        turned.participants.reverse()
        turned.candidates.reverse()

        let (one, other) = (try propose(problem), try propose(turned))

        #expect(one.weightBound == other.weightBound)
        #expect(one.report.weight == other.report.weight)
        #expect(one.report.weight == one.weightBound)
    }

    @Test(arguments: 1...6) func `decided meetings, rows, blocks and closed tables are kept`(
        seed: Int
    ) throws {
        var problem = InventedMeetings.event(
            seed: seed, buyers: 5, companies: 9, slots: 8, tables: 4, wishes: 50, busy: 0,
            longestRun: 2)
        problem.slots = (0..<8).map { .init(session: $0 < 4 ? 1 : 2, block: $0 / 4) }
        problem.closedTables = [1: 5]
        let pair = problem.candidates[3]
        problem.fixed = [.init(a: pair.a, b: pair.b, slot: 6, table: 3)]

        let plain = try propose(problem)

        #expect(plain.report.violations == [])
        #expect(plain.schedule.meetings.contains(.init(a: pair.a, b: pair.b, slot: 6, table: 3)))
        #expect(plain.report.weight * 100 >= plain.weightBound * 90)
    }

    @Test func `the same seed gives the same schedule`() throws {
        let problem = InventedMeetings.event(
            seed: 3, buyers: 5, companies: 9, slots: 6, tables: 4)

        #expect(try propose(problem, seed: 7) == propose(problem, seed: 7))
    }

    @Test func `an event where nobody wishes anything is an empty schedule`() throws {
        let problem = InventedMeetings.event(
            seed: 3, buyers: 2, companies: 2, slots: 2, tables: 1, wishes: 0)

        let proposal = try propose(problem)

        #expect(proposal.status == .optimal)
        #expect(proposal.schedule.meetings == [])
    }
}
