import Community
import Foundation
import Testing

@Suite struct MeetingFileTests {
    private func problem(_ text: String) throws -> MeetingProblem {
        try MeetingFile.problem(from: Data(text.utf8))
    }

    @Test func `a public instance is read as it is written`() throws {
        let problem = try problem(
            """
            {"id": "x", "participants": 3, "meetings": 2, "slots": 4, "locations": 2,
             "morning_slots": 3, "requested": [[1, 2, 1], [2, 3, 3]], "forbidden": [[], [4], []]}
            """)

        #expect(problem.participants.map(\.id) == [1, 2, 3])
        #expect(problem.participants[1].unavailable == [4])
        #expect(problem.slots.map(\.session) == [1, 1, 1, 2])
        #expect(problem.candidates.map(\.session) == [1, nil])
        #expect(problem.breakSpread == 2)
        #expect(problem.tables == 2)
        #expect(problem.aim == .everything)
    }

    @Test func `an event of wishes is read with its weights`() throws {
        let problem = try problem(
            """
            {"slots": 6, "tables": 2, "blocks": [4, 2], "silence": 2,
             "buyers": [{"id": 1, "limit": 4, "unavailable": [2]}],
             "companies": [{"id": 7, "small": true}, {"id": 8, "longest_run": 3}],
             "wishes": [[1, 7, 5], [7, 1, 3], [8, 1, 4], [1, 8, 0]],
             "fixed": [[1, 7, 3, 2]]}
            """)

        #expect(
            problem.candidates == [
                .init(a: 1, b: 7, weight: MeetingWishes.weight(5, 3, silence: 2))
            ])
        #expect(problem.slots.map(\.block) == [0, 0, 0, 0, 1, 1])
        #expect(problem.participants.map(\.isSmall) == [false, true, false])
        #expect(problem.participants[2].longestRun == 3)
        #expect(problem.fixed == [.init(a: 1, b: 7, slot: 3, table: 2)])
        #expect(problem.equity == 6)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"slots": 3}"#, #"{"requested": [], "participants": 2, "slots": 0}"#,
        #"{"requested": [[1, 2, 4]], "participants": 2, "slots": 2, "locations": 1}"#,
        #"{"requested": [[1, 3, 3]], "participants": 2, "slots": 2, "locations": 1}"#,
        #"{"requested": [[1, 2, 3], [2, 1, 3]], "participants": 2, "slots": 2, "locations": 1}"#,
        #"{"requested": [[1, 2, 3]], "participants": -1, "slots": 2, "locations": 1}"#,
        #"{"requested": [[1, 2, 3]], "participants": 2, "slots": 65, "locations": 1}"#,
        #"{"requested": [[1, 2, 3]], "participants": 2, "slots": 2, "locations": 0}"#,
        #"{"slots": 2, "tables": 1, "buyers": [{"id": 1}], "companies": [{"id": 1}], "wishes": []}"#,
        #"{"slots": 2, "tables": 1, "buyers": [], "companies": [], "wishes": [[1, 2, 3]]}"#,
        #"{"slots": 2, "tables": 1, "buyers": "a", "companies": [], "wishes": []}"#,
    ]) func `what cannot be read is refused with a sentence`(text: String) {
        #expect(throws: CommunityRefusal.self) { try problem(text) }
    }

    @Test func `an answer has the keys scripts wait for`() throws {
        let problem = try problem(
            #"{"requested": [[1, 2, 3]], "participants": 2, "slots": 2, "locations": 1}"#)
        let proposal = try MeetingScheduler(problem).propose(seconds: 10, stopwatch: { 0 })

        let json = MeetingFile.json(of: proposal, for: problem)

        let slot = proposal.schedule.meetings[0].slot
        #expect(
            json == #"{"status": "optimal", "breaks": 0, "bound": 0, "#
                + #""meetings": [{"a": 1, "b": 2, "slot": \#(slot), "table": 1}]}"#)
    }

    @Test func `a solver's words are read with care`() {
        func answer(_ text: String) -> SolverAnswer { SolverOutput.answer(in: Array(text.utf8)) }

        #expect(
            answer("c x\ns SATISFIABLE\nv 1 -2\nv 3 0\n")
                == .satisfiable([false, true, false, true]))
        #expect(answer("s UNSATISFIABLE\n") == .unsatisfiable)
        #expect(answer("s SATISFIABLE\nv 1 -2\n") == .unknown)
        #expect(answer("c UNKNOWN\n") == .unknown)
        #expect(answer("") == .unknown)
        #expect(answer("s SATISFIABLE\nv 1 x 0\n") == .unknown)
    }
}
