/// The course of one proposal: the plain method first, then questions to the solver.
struct MeetingProposing {
    let board: MeetingBoard
    let seconds: Double
    let solver: (any SolverEngine)?
    let effort: MeetingScheduler.Effort
    let seed: UInt64
    let stopwatch: () -> Double
    private var best: (schedule: MeetingSchedule, report: MeetingReport)?
    private var method = MeetingProposal.Method.plain
    private var breakBound = 0
    private var weightBound = 0

    init(
        board: MeetingBoard, seconds: Double, solver: (any SolverEngine)?,
        effort: MeetingScheduler.Effort, seed: UInt64, stopwatch: @escaping () -> Double
    ) {
        self.board = board
        self.seconds = seconds
        self.solver = solver
        self.effort = effort
        self.seed = seed
        self.stopwatch = stopwatch
        if solver == nil { method = .plainAlone }
    }

    private var left: Double { seconds - stopwatch() }

    private func search(share: Double) -> MeetingSearch {
        let (stopwatch, end) = (stopwatch, stopwatch() + max(0.2, left * share))
        return MeetingSearch(board, seed: seed) { stopwatch() > end }
    }

    // MARK: Everything is held

    /// All meetings, with few breaks.
    mutating func placeEverything() -> MeetingProposal {
        let obstacles = obstacles
        guard obstacles.isEmpty else { return proposal(.infeasible, obstacles) }
        let all = Array(board.pairs.indices)
        var search = search(share: solver == nil ? 1 : 0.2)
        if search.place(all, moves: effort.placing).isEmpty {
            // Alone, the method warms up and cools down several times.
            for _ in 0..<(solver == nil ? 6 : 1) where best?.report.breaks != 0 {
                // With a solver to come, a quarter of the effort gives a good start.
                search.mend(moves: effort.mending / (solver == nil ? 1 : 4), goal: 0)
                keep(search.placement.slotOf)
            }
        }
        if best?.report.breaks == 0 { return proposal(.optimal) }
        if best == nil {
            switch ask(all, breaks: nil, seconds: left * 0.5) {
            case .unsatisfiable:
                return proposal(
                    .infeasible, ["Aucun horaire ne place tous les rendez-vous demandés."])
            case .satisfiable, .unknown, .absent: break
            }
        }
        raiseBound(all)
        lowerBreaks(all, from: breakBound)
        guard let best else { return proposal(.unknown) }
        return proposal(best.report.breaks <= breakBound ? .optimal : .feasible)
    }

    /// Asks for no break, then one, and so on: each no is a proof.
    private mutating func raiseBound(_ pairs: [Int]) {
        while left > 0.5, breakBound < best?.report.breaks ?? Int.max {
            // The last third is kept for a better schedule, if there is something to better.
            let share = best == nil ? left : left * 0.67
            switch ask(pairs, breaks: breakBound, seconds: share) {
            case .unsatisfiable: breakBound += 1
            case .satisfiable, .unknown, .absent: return
            }
        }
    }

    /// Asks for fewer and fewer breaks than the best has, above those known to be too few.
    private mutating func lowerBreaks(_ pairs: [Int], from least: Int) {
        var floor = least
        while let breaks = best?.report.breaks, breaks > floor, left > 0.5 {
            let goal = max(floor, breaks - max(1, (breaks - floor) / 4))
            switch ask(pairs, breaks: goal, seconds: left) {
            case .satisfiable: continue
            case .unsatisfiable: floor = goal + 1
            case .unknown, .absent: return
            }
            // For wishes, other meetings of the same worth might have fewer: nothing is proven.
            if board.problem.aim == .everything { breakBound = max(breakBound, floor) }
        }
    }

    /// Reasons, seen at once, for which not all can be held.
    private var obstacles: [String] {
        var sentences: [String] = []
        for pair in board.pairs where pair.allowed == 0 {
            let (a, b) = (board.problem.participants[pair.a], board.problem.participants[pair.b])
            sentences.append(
                "Les participants \(a.id) et \(b.id) n’ont aucun créneau en commun.")
        }
        for (person, pairs) in board.pairsOf.enumerated() where pairs.count > board.limit[person] {
            sentences.append(
                "Le participant \(board.problem.participants[person].id) a \(pairs.count) rendez-vous "
                    + "demandés et ne peut en tenir que \(board.limit[person]).")
        }
        let places = board.capacity.reduce(0, +)
        if board.pairs.count > places {
            sentences.append(
                "\(board.pairs.count) rendez-vous sont demandés et les tables n’en permettent que "
                    + "\(places).")
        }
        return sentences
    }

    // MARK: Wishes

    /// The meetings worth most, with few breaks.
    mutating func grantWishes() -> MeetingProposal {
        let choice = MeetingChoice(board)
        grant(choice)
        if let report = best?.report, !report.holds {
            // Somebody could not be served for want of a time: its side keeps to fewer meetings.
            let people = board.problem.participants
            let sides = Set(report.without.compactMap { id in people.first { $0.id == id }?.side })
            best = nil
            grant(MeetingChoice(board, lowered: sides))
        }
        let isServed = (best?.report.without.count ?? 0) <= choice.without.count
        weightBound = isServed ? choice.weight : MeetingChoice.looseBound(of: board)
        guard let best, best.report.holds else { return proposal(.unknown) }
        let isBest = best.report.weight >= weightBound && best.report.breaks <= breakBound
        return proposal(isBest ? .optimal : .feasible)
    }

    private mutating func grant(_ choice: MeetingChoice) {
        var search = search(share: solver == nil ? 0.9 : 0.3)
        let left = search.place(choice.chosen, moves: effort.placing)
        if !left.isEmpty {
            let answer = ask(choice.chosen, breaks: nil, seconds: self.left * 0.3)
            if answer == .satisfiable, let slots = lastSlots {
                search.restore(slots)
                method = .solver
            } else {
                search.fill(with: others(choice), limit: choice.limit, tries: 40)
            }
        }
        search.mend(moves: effort.mending, goal: 0)
        let pairs = search.placement.slotOf.indices.filter { search.placement.slotOf[$0] >= 0 }
        let slots = search.placement.slotOf
        let schedule = MeetingTables.schedule(slots, on: board)
        best = (schedule, MeetingRules.report(on: schedule, of: board.problem))
        guard let report = best?.report, report.holds, report.breaks > 0 else { return }
        switch ask(pairs, breaks: 0, seconds: self.left * 0.4) {
        case .satisfiable, .absent: break
        case .unsatisfiable: lowerBreaks(pairs, from: 1)
        case .unknown: lowerBreaks(pairs, from: 0)
        }
    }

    /// Other meetings worth holding, those of people without any first.
    private func others(_ choice: MeetingChoice) -> [Int] {
        let chosen = Set(choice.chosen)
        let isWithout = Set(choice.without)
        func isFirst(_ pair: MeetingBoard.Pair) -> Int {
            isWithout.contains(pair.a) || isWithout.contains(pair.b) ? 1 : 0
        }
        func small(_ pair: MeetingBoard.Pair) -> Int {
            [pair.a, pair.b].count { board.problem.participants[$0].isSmall }
        }
        return board.pairs.indices.filter {
            board.pairs[$0].weight > 0 && !chosen.contains($0) && !board.pairs[$0].isFixed
        }.sorted { one, other in
            let (p, q) = (board.pairs[one], board.pairs[other])
            return (isFirst(p), p.weight, small(p), other) > (isFirst(q), q.weight, small(q), one)
        }
    }

    // MARK: The solver

    private enum Reply { case satisfiable, unsatisfiable, unknown, absent }

    /// The slots of the solver's last model.
    private var lastSlots: [Int]?

    /// Asks whether pairs can be placed; a schedule that is better is kept.
    private mutating func ask(_ pairs: [Int], breaks: Int?, seconds: Double) -> Reply {
        guard let solver, seconds > 0.2 else { return solver == nil ? .absent : .unknown }
        let formula = MeetingFormula(board, pairs: pairs, breaksAtMost: breaks)
        switch solver.solve(formula.text, seconds: seconds) {
        case .satisfiable(let model):
            var slots = [Int](repeating: -1, count: board.pairs.count)
            for (pair, slot) in formula.slots(in: model) { slots[pair] = slot }
            lastSlots = slots
            let former = best?.report.breaks
            keep(slots)
            if let now = best?.report.breaks, now != former { method = .solver }
            // A model that breaks a rule would be our fault in the formula: never believed.
            return best == nil || (breaks != nil && (best?.report.breaks ?? 0) > breaks ?? 0)
                ? .unknown : .satisfiable
        case .unsatisfiable: return .unsatisfiable
        case .unknown: return .unknown
        case .absent:
            method = .plainAlone
            return .absent
        }
    }

    /// Keeps a placement when it holds and is better than what there is.
    private mutating func keep(_ slots: [Int]) {
        let schedule = MeetingTables.schedule(slots, on: board)
        let report = MeetingRules.report(on: schedule, of: board.problem)
        guard report.holds else { return }
        if let best, best.report.holds, best.report.breaks <= report.breaks { return }
        best = (schedule, report)
    }

    private func proposal(
        _ status: MeetingProposal.Status, _ obstacles: [String] = []
    ) -> MeetingProposal {
        let schedule = best?.schedule ?? MeetingSchedule(meetings: [])
        return MeetingProposal(
            status: status, schedule: schedule,
            report: best?.report ?? MeetingRules.report(on: schedule, of: board.problem),
            breakBound: breakBound, weightBound: weightBound, method: method,
            obstacles: obstacles)
    }
}
