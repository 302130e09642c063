import Community
import Testing

@Suite struct MeetingRulesTests {
    /// Two buyers, two companies, three slots, two tables.
    private static let problem = MeetingProblem(
        participants: [
            .init(id: 1, side: .buyer), .init(id: 2, side: .buyer, limit: 1),
            .init(id: 3, side: .company, unavailable: [1]), .init(id: 4, side: .company),
        ],
        slots: [.init(), .init(), .init(session: 2)], tables: 2,
        candidates: [
            .init(a: 1, b: 3, weight: 2_520), .init(a: 1, b: 4, weight: 5_040),
            .init(a: 2, b: 3, weight: 2_520, session: 1), .init(a: 2, b: 4, weight: 1_260),
        ], aim: .wishes)

    private func broken(
        _ meetings: [MeetingSchedule.Meeting], of problem: MeetingProblem = Self.problem
    ) -> [MeetingReport.Violation.Rule] {
        MeetingRules.report(on: MeetingSchedule(meetings: meetings), of: problem).violations
            .map(\.rule)
    }

    @Test func `a schedule that keeps the rules is worth its meetings`() {
        let schedule = MeetingSchedule(meetings: [
            .init(a: 1, b: 4, slot: 1, table: 1), .init(a: 1, b: 3, slot: 3, table: 1),
        ])

        let report = MeetingRules.report(on: schedule, of: Self.problem)

        #expect(report.violations == [])
        #expect(report.weight == 7_560)
        #expect(report.breaks == 1)
        #expect(report.breakSpread == 1)
        #expect(report.without == [2])
        #expect(report.most == 2)
    }

    @Test func `each rule that is broken is named once`() {
        #expect(broken([.init(a: 1, b: 9, slot: 1, table: 1)]) == [.unknown, .notAsked])
        #expect(broken([.init(a: 1, b: 2, slot: 1, table: 1)]) == [.notAsked])
        #expect(broken([.init(a: 1, b: 4, slot: 4, table: 1)]).contains(.place))
        #expect(broken([.init(a: 1, b: 4, slot: 1, table: 3)]) == [.place])
        #expect(broken([.init(a: 1, b: 3, slot: 1, table: 1)]) == [.unavailable])
        #expect(broken([.init(a: 2, b: 3, slot: 3, table: 1)]) == [.session])
        #expect(
            broken([
                .init(a: 1, b: 3, slot: 2, table: 1), .init(a: 1, b: 4, slot: 2, table: 2),
            ]) == [.twoPlaces])
        #expect(
            broken([
                .init(a: 1, b: 3, slot: 2, table: 1), .init(a: 2, b: 4, slot: 2, table: 1),
            ]) == [.table])
        #expect(
            broken([
                .init(a: 1, b: 4, slot: 1, table: 1), .init(a: 4, b: 1, slot: 2, table: 1),
            ]) == [.twice])
        #expect(
            broken([
                .init(a: 2, b: 3, slot: 2, table: 1), .init(a: 2, b: 4, slot: 3, table: 1),
            ]) == [.limit])
    }

    @Test func `what was decided, what must be held, rows and fairness are rules too`() {
        var problem = Self.problem
        problem.fixed = [.init(a: 1, b: 4, slot: 2, table: 2)]
        #expect(broken([.init(a: 1, b: 4, slot: 2, table: 1)], of: problem) == [.fixed])
        #expect(broken([.init(a: 1, b: 4, slot: 2, table: 2)], of: problem) == [])
        problem.fixed = []
        problem.aim = .everything
        problem.candidates = [.init(a: 1, b: 3)]
        #expect(broken([], of: problem) == [.missing])
        problem = Self.problem
        problem.participants[0].longestRun = 1
        let row: [MeetingSchedule.Meeting] = [
            .init(a: 1, b: 4, slot: 1, table: 1), .init(a: 1, b: 3, slot: 2, table: 1),
        ]
        #expect(broken(row, of: problem) == [.run])
        problem = Self.problem
        problem.equity = 2
        #expect(broken(row, of: problem) == [.equity])
        problem = Self.problem
        problem.breakSpread = 0
        let apart: [MeetingSchedule.Meeting] = [
            .init(a: 1, b: 4, slot: 1, table: 1), .init(a: 1, b: 3, slot: 3, table: 1),
        ]
        #expect(broken(apart, of: problem) == [.spread])
    }

    @Test func `idle time between two blocks is no break`() {
        var problem = Self.problem
        #expect(MeetingRules.breaks(at: [1, 3], of: problem) == 1)
        problem.slots[2].block = 1
        #expect(MeetingRules.breaks(at: [1, 3], of: problem) == 0)
        #expect(MeetingRules.breaks(at: [], of: problem) == 0)
    }

    @Test func `a change by hand tells only what it breaks`() throws {
        let scheduler = try MeetingScheduler(Self.problem)
        let schedule = MeetingSchedule(meetings: [
            .init(a: 1, b: 4, slot: 1, table: 1), .init(a: 2, b: 4, slot: 1, table: 2),
        ])

        let moved = scheduler.check(.move(a: 1, b: 4, slot: 2, table: 1), in: schedule)
        let added = scheduler.check(.add(.init(a: 2, b: 3, slot: 1, table: 2)), in: schedule)
        let removed = scheduler.check(.remove(a: 4, b: 1), in: schedule)

        #expect(moved.broken == [])
        #expect(moved.schedule.meetings.map(\.slot) == [1, 2])
        #expect(Set(added.broken.map(\.rule)) == [.table, .unavailable, .twoPlaces, .limit])
        #expect(removed.broken == [])
        #expect(removed.schedule.meetings.count == 1)
    }

    @Test(arguments: [
        (5, 5, 5.0), (5, 1, 5.0 / 3), (3, 2, 2.4), (0, 5, 0.0), (4, 0, 0.0),
    ]) func `a meeting is worth the harmonic mean of both wishes`(
        one: Int, other: Int, points: Double
    ) {
        let weight = MeetingWishes.weight(one, other, silence: 1)

        #expect(abs(Double(weight) / Double(MeetingProblem.weightUnit) - points) < 1e-9)
        #expect(weight == MeetingWishes.weight(other, one, silence: 1))
    }

    @Test func `silence counts as said, and nothing wished is nothing worth`() {
        #expect(MeetingWishes.weight(5, nil, silence: 1) == MeetingWishes.weight(5, 1, silence: 0))
        #expect(MeetingWishes.weight(5, nil, silence: 0) == 0)
        #expect(MeetingWishes.weight(nil, nil, silence: 5) == 0)
    }

    @Test func `a problem that makes no sense is refused with a sentence`() {
        var problem = Self.problem
        problem.candidates.append(.init(a: 3, b: 1))

        #expect(throws: CommunityRefusal.self) { try MeetingScheduler(problem) }
    }
}
