import Community
import Testing

@Suite struct MeetingRepairTests {
    private func planned(_ problem: MeetingProblem) throws -> MeetingSchedule {
        try MeetingScheduler(problem).propose(
            seconds: 1_000, effort: .init(placing: 3_000, mending: 3_000), stopwatch: { 0 }
        ).schedule
    }

    @Test func `the meetings of the absent fall out and nobody else moves`() throws {
        let problem = InventedMeetings.event(
            seed: 5, buyers: 6, companies: 12, slots: 8, tables: 5)
        let schedule = try planned(problem)
        let changes = MeetingDayChanges(firstSlot: 3, away: [1: Set(3...8)], fillsGaps: false)

        let repair = try MeetingScheduler(problem).repair(schedule, after: changes)

        #expect(repair.moved == [])
        #expect(repair.reseated == [])
        #expect(repair.isFewest)
        #expect(repair.dropped == schedule.meetings.filter { $0.a == 1 && $0.slot >= 3 })
        #expect(MeetingRules.report(on: repair.schedule, of: repair.problem).holds)
    }

    @Test func `people freed meet others they wished for, when nobody moves`() throws {
        let problem = InventedMeetings.event(
            seed: 6, buyers: 6, companies: 12, slots: 8, tables: 3, wishes: 60)
        let schedule = try planned(problem)
        let changes = MeetingDayChanges(firstSlot: 3, away: [1: Set(3...8), 2: Set(3...8)])

        let repair = try MeetingScheduler(problem).repair(schedule, after: changes)

        #expect(repair.moved == [])
        #expect(!repair.added.isEmpty)
        #expect(repair.added.allSatisfy { $0.slot >= 3 })
        #expect(MeetingRules.report(on: repair.schedule, of: repair.problem).holds)
    }

    @Test(arguments: 1...6) func `what is past stays, whatever happens`(seed: Int) throws {
        let problem = InventedMeetings.event(
            seed: 20 + seed, buyers: 5, companies: 10, slots: 8, tables: 4)
        let schedule = try planned(problem)
        let newcomer = MeetingProblem.Participant(id: 99, side: .company, isSmall: true)
        let changes = MeetingDayChanges(
            firstSlot: 5, away: [6: Set(1...8), 2: [5, 6]], newcomers: [newcomer],
            candidates: (1...5).map { .init(a: $0, b: 99, weight: 2_520) },
            closedTables: [2: 1])

        let repair = try MeetingScheduler(problem).repair(schedule, after: changes)

        #expect(
            repair.schedule.meetings.filter { $0.slot < 5 }
                == schedule.meetings.filter { $0.slot < 5 })
        #expect(MeetingRules.report(on: repair.schedule, of: repair.problem).holds)
        #expect(!repair.schedule.agenda(of: 99).isEmpty)
        #expect(repair.schedule.agenda(of: 99).allSatisfy { $0.slot >= 5 })
    }

    /// The fewest moves with which the same meetings can be held, by trying everything.
    private func fewestMoves(
        _ repair: MeetingRepair, from schedule: MeetingSchedule, firstSlot: Int
    ) -> Int? {
        var problem = repair.problem
        problem.aim = .everything
        let held = Set(repair.schedule.meetings.map { Set([$0.a, $0.b]) })
        problem.candidates = repair.schedule.meetings.map { .init(a: $0.a, b: $0.b) }
        // The past is what it was; its rules are no more asked for.
        let past = repair.schedule.meetings.filter { $0.slot < firstSlot }
        let before = Dictionary(
            schedule.meetings.map { (Set([$0.a, $0.b]), $0.slot) },
            uniquingKeysWith: { first, _ in first })
        #expect(held.count == repair.schedule.meetings.count)
        var fewest: Int?
        InventedMeetings.everySchedule(of: problem) { other, _ in
            let isSamePast = past.allSatisfy { old in
                other.meetings.contains { $0.a == old.a && $0.b == old.b && $0.slot == old.slot }
            }
            guard isSamePast, other.meetings.filter({ $0.slot < firstSlot }).count == past.count
            else { return }
            let moves = other.meetings.count { meeting in
                before[[meeting.a, meeting.b]].map { $0 != meeting.slot } ?? false
            }
            fewest = min(fewest ?? Int.max, moves)
        }
        return fewest
    }

    @Test(arguments: 1...30) func `as few meetings move as can be`(seed: Int) throws {
        var problem = InventedMeetings.event(
            seed: 40 + seed, buyers: 3, companies: 3, slots: 4, tables: 3, wishes: 100, busy: 0,
            equity: nil)
        problem.candidates = Array(problem.candidates.prefix(7))
        let schedule = try planned(problem)
        let newcomer = MeetingProblem.Participant(id: 9, side: .company)
        let changes = MeetingDayChanges(
            firstSlot: 1 + seed % 2, away: seed % 3 == 0 ? [4: [2]] : [1: [1 + seed % 4]],
            newcomers: seed % 2 == 0 ? [newcomer] : [],
            candidates: seed % 2 == 0 ? [.init(a: 1, b: 9, weight: 2_520)] : [],
            closedTables: seed % 5 == 0 ? [3: 2] : [:], fillsGaps: false)

        let repair = try MeetingScheduler(problem).repair(schedule, after: changes)

        #expect(MeetingRules.report(on: repair.schedule, of: repair.problem).holds)
        #expect(repair.isFewest)
        let fewest = fewestMoves(repair, from: schedule, firstSlot: changes.firstSlot)
        #expect(repair.moved.count == fewest)
    }

    @Test(arguments: 1...10) func `no planned meeting is dropped that fits beside those kept`(
        seed: Int
    ) throws {
        var problem = InventedMeetings.event(
            seed: 80 + seed, buyers: 3, companies: 3, slots: 3, tables: 3, wishes: 100, busy: 0,
            equity: nil)
        problem.candidates = Array(problem.candidates.prefix(6))
        let schedule = try planned(problem)
        let changes = MeetingDayChanges(away: [1: [1], 5: [2]], fillsGaps: false)

        let repair = try MeetingScheduler(problem).repair(schedule, after: changes)

        for dropped in repair.dropped {
            var asked = repair.problem
            asked.aim = .everything
            asked.candidates = (repair.schedule.meetings + [dropped]).map {
                .init(a: $0.a, b: $0.b)
            }
            var ways = 0
            InventedMeetings.everySchedule(of: asked) { _, _ in ways += 1 }
            #expect(ways == 0)
        }
    }

    @Test func `a lost table sends its meetings to free tables before it moves any`() throws {
        let problem = MeetingProblem(
            participants: (1...3).map { .init(id: $0, side: .buyer) }
                + (4...6).map { .init(id: $0, side: .company) },
            slots: [.init(), .init()], tables: 3,
            candidates: [.init(a: 1, b: 4, weight: 10), .init(a: 2, b: 5, weight: 10)],
            aim: .wishes)
        let schedule = MeetingSchedule(meetings: [
            .init(a: 1, b: 4, slot: 2, table: 1), .init(a: 2, b: 5, slot: 2, table: 2),
        ])

        let repair = try MeetingScheduler(problem).repair(
            schedule, after: .init(firstSlot: 1, closedTables: [1: 1]))

        #expect(repair.moved == [])
        #expect(repair.reseated == [.init(a: 1, b: 4, slot: 2, table: 3)])
        #expect(repair.dropped == [])
    }
}
