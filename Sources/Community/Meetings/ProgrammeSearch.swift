/// How a programme is found: the door between an event and the scheduler of meetings.
///
/// - Shape: the scheduler numbers slots and tables from 1, in the order of the event; participants
///   keep their numbers.
struct ProgrammeSearch: Sendable {
    let setting: Meetings.Setting
    /// Meetings that stay where they are.
    var fixed: [Meetings.Meeting] = []

    /// What a search found.
    struct Outcome: Sendable {
        var status: ProposalStatus
        var meetings: [Meetings.Meeting]
        /// In weight units; nil when nothing is proven.
        var bound: Int?
        /// Why there is no programme: French sentences.
        var obstacles: [String] = []
    }

    /// While somebody who could have a meeting has none, nobody on the same side has so many.
    private static let equity = 6
    /// Minutes between two slots from which waiting is a lunch, not a gap.
    private static let longPauseMinutes = 40

    /// A programme that keeps what is fixed.
    func propose(
        seconds: Double, solver: (any SolverEngine)?, effort: MeetingScheduler.Effort,
        stopwatch: @escaping () -> Double
    ) -> Outcome {
        let proposal: MeetingProposal
        do throws(CommunityRefusal) {
            proposal = try MeetingScheduler(problem(from: 0)).propose(
                seconds: seconds, solver: solver, effort: effort, stopwatch: stopwatch)
        } catch {
            return Outcome(status: .unknown, meetings: [], obstacles: [error.description])
        }
        let meetings = proposal.schedule.meetings.compactMap(meeting)
        let status = ProposalStatus(rawValue: proposal.status.rawValue) ?? .unknown
        return Outcome(
            status: status, meetings: meetings,
            bound: proposal.weightBound > 0 ? proposal.weightBound : nil,
            obstacles: proposal.obstacles)
    }

    /// The meetings of the past and those kept, with as many others as fit, moving as few as possible.
    ///
    /// - Parameter first: how many slots have begun.
    /// - Complexity: bounded by the scheduler, under two seconds.
    func repair(_ meetings: [Meetings.Meeting], slotsBegun first: Int) -> [Meetings.Meeting] {
        let left = Set(first + 1..<max(first + 1, setting.slots.count + 1))
        var away: [Int: Set<Int>] = [:]
        for participant in setting.participants where participant.absent != nil {
            away[Int(participant.id)] = left
        }
        let changes = MeetingDayChanges(firstSlot: first + 1, away: away)
        do throws(CommunityRefusal) {
            let repaired = try MeetingScheduler(problem(from: first)).repair(
                MeetingSchedule(meetings: meetings.compactMap(placed)), after: changes)
            let locked = meetings.filter(\.isLocked)
            return repaired.schedule.meetings.compactMap(meeting).map { one in
                var one = one
                one.isLocked = locked.contains { $0.isSamePair(one) }
                return one
            }
        } catch {
            // What cannot be searched is at least not left with somebody absent.
            let begun = Set(setting.slots.prefix(first).map(\.id))
            return meetings.filter { meeting in
                begun.contains(meeting.slot)
                    || [meeting.buyer, meeting.company].allSatisfy {
                        setting.participant($0)?.absent == nil
                    }
            }
        }
    }

    // MARK: To the scheduler and back

    /// - Parameter first: slots before this one count as they were planned, whoever left since.
    private func problem(from first: Int) -> MeetingProblem {
        let participants = setting.participants.map { participant in
            var busy: Set<Int> = []
            for (index, slot) in setting.slots.enumerated() {
                let isAway = participant.absent != nil && index >= first
                if isAway || setting.busy[participant.id]?.contains(slot.id) == true {
                    busy.insert(index + 1)
                }
            }
            return MeetingProblem.Participant(
                id: Int(participant.id), side: participant.side == .buyer ? .buyer : .company,
                isSmall: participant.isSmall, unavailable: busy,
                limit: participant.limit(in: setting.event))
        }
        var block = 0
        let slots = setting.slots.enumerated().map { index, slot in
            if index > 0 {
                let gap = slot.start.since(setting.slots[index - 1].end)
                if gap >= Int64(ProgrammeSearch.longPauseMinutes * 60) { block += 1 }
            }
            return MeetingProblem.Slot(session: block == 0 ? 1 : 2, block: block)
        }
        return MeetingProblem(
            participants: participants, slots: slots, tables: setting.tables.count,
            candidates: setting.pairs.map {
                .init(a: Int($0.buyer), b: Int($0.company), weight: $0.weight)
            },
            fixed: fixed.compactMap(placed).map {
                .init(a: $0.a, b: $0.b, slot: $0.slot, table: $0.table)
            },
            aim: .wishes, equity: ProgrammeSearch.equity)
    }

    private func placed(_ meeting: Meetings.Meeting) -> MeetingSchedule.Meeting? {
        guard let slot = setting.slots.firstIndex(where: { $0.id == meeting.slot }),
            let table = setting.tables.firstIndex(where: { $0.id == meeting.table })
        else { return nil }
        return MeetingSchedule.Meeting(
            a: Int(meeting.buyer), b: Int(meeting.company), slot: slot + 1, table: table + 1)
    }

    private func meeting(_ placed: MeetingSchedule.Meeting) -> Meetings.Meeting? {
        guard setting.slots.indices.contains(placed.slot - 1),
            setting.tables.indices.contains(placed.table - 1)
        else { return nil }
        var (buyer, company) = (Int64(placed.a), Int64(placed.b))
        if setting.participant(buyer)?.side == .company { swap(&buyer, &company) }
        return Meetings.Meeting(
            buyer: buyer, company: company, slot: setting.slots[placed.slot - 1].id,
            table: setting.tables[placed.table - 1].id,
            isLocked: fixed.contains { $0.buyer == buyer && $0.company == company })
    }
}
