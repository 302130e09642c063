import Community

/// A SAT solver of the system, run with bytes in and out: cadical, else clasp.
struct ProgramSolver: SolverEngine {
    private let program: Program
    private let isClasp: Bool

    /// The one that is installed; nil leaves the plain method alone.
    static var found: ProgramSolver? {
        for name in ["cadical", "clasp"] where Program(name: name).path != nil {
            return ProgramSolver(program: Program(name: name), isClasp: name == "clasp")
        }
        return nil
    }

    func solve(_ formula: [UInt8], seconds: Double) -> SolverAnswer {
        var program = program
        // A little more than its own limit, so that its last answer is read.
        program.seconds = seconds + 1.5
        let limit = String(max(1, Int(seconds.rounded())))
        let arguments = isClasp ? ["--time-limit=\(limit)"] : ["-q", "-t", limit]
        do {
            // 10 and 20 are the statuses of the SAT competitions; 0, 1, 11 and 30: time was over or all
            // was searched.
            return SolverOutput.answer(
                in: try program.run(
                    arguments, input: formula, statuses: [0, 1, 10, 11, 20, 30]))
        } catch Program.Failure.absent {
            return .absent
        } catch {
            return .unknown
        }
    }
}
