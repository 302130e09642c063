import ArgumentParser
import Community
import Foundation
import Website

/// Meetings of buyers and companies.
struct MeetingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meetings",
        abstract: "Place the meetings of an event.",
        subcommands: [MeetingsSolve.self])
}

/// Places the meetings that a file asks for.
struct MeetingsSolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Place the meetings that a JSON file asks for.",
        discussion: """
            FILE (or - for the standard input) is a public instance or an event of wishes: docs/meetings.md \
            has both forms. The answer tells what is proven. Ends with 69 when no schedule was found \
            in time and none is known not to exist.
            """)

    @Argument(help: "The problem, as JSON.") var file: String
    @Option(help: "Seconds it may take; 60 for a public instance, 25 for an event of wishes.")
    var seconds: Double?
    @Option(help: "The solver: auto, cadical, clasp, none.") var solver = "auto"
    @Option(help: "Searches the solver may run at the same time, 1 or 2.") var cores = 2
    @Option(help: "The seed of the plain method.") var seed: UInt64 = 1
    @Flag(help: "Print the answer as JSON.") var json = false

    func validate() throws {
        guard (seconds ?? 1) > 0, (seconds ?? 1) <= 86_400 else {
            throw ValidationError("--seconds va de plus de 0 à 86400.")
        }
        guard (1...2).contains(cores) else { throw ValidationError("--cores est 1 ou 2.") }
        guard SolverProcess.Choice(rawValue: solver) != nil else {
            throw ValidationError("--solver est auto, cadical, clasp ou none.")
        }
    }

    func run() throws {
        let start = ContinuousClock.now
        let choice = SolverProcess.Choice(rawValue: solver) ?? .auto
        let engine = SolverProcess(choice, cores: cores) { complain($0) }
        if engine == nil, choice != .none {
            let asked = choice == .auto ? "cadical ni clasp" : choice.rawValue
            complain(
                "pas de \(asked) sur cette machine\u{202F}: la méthode simple répond seule "
                    + "(apt install cadical).")
        }
        do {
            let problem = try MeetingFile.problem(from: Data(try CaseFile.bytes(at: file)))
            let scheduler = try MeetingScheduler(problem)
            let proposal = scheduler.propose(
                seconds: seconds ?? (problem.aim == .wishes ? 25 : 60), solver: engine, seed: seed,
                stopwatch: { (ContinuousClock.now - start) / .seconds(1) })
            print(
                json
                    ? MeetingFile.json(of: proposal, for: problem)
                    : MeetingText.answer(proposal, for: problem, solver: engine?.name))
            if proposal.status == .unknown { throw Outcome.unavailable.code }
        } catch let refusal as CommunityRefusal {
            throw Problem(outcome: .data, message: refusal.description)
        }
    }
}
