import ArgumentParser
import Foundation

/// The program: one command per file in `Commands/`.
@main
struct ORCP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orcp",
        abstract: "An observatory of public procurement.",
        discussion: """
            Exit codes: 0 done, 64 usage, 65 data, 69 unavailable, 70 our fault.
            The data folder is --data DIR, else ORCP_DATA, else ./donnees; the option may stand \
            before or after the command.
            """,
        version: programVersion,
        subcommands: [
            Import.self, SyncCommand.self, Reference.self, SampleCommand.self,
            Ask.self, Facets.self, Questions.self, Explain.self, Export.self,
            EditionsCommand.self, Verify.self, Diff.self, Serve.self,
            LawCommand.self, ToolCommand.self, ToolsServer.self, MeetingsCommand.self,
            EspdCommand.self,
            AdminCommand.self, PublicationsCommand.self, BackupCommand.self, RestoreCommand.self,
        ])

    /// Puts a `--data DIR` that stands before the command after it, then runs the command and turns
    /// what it throws into a sentence and an exit code.
    static func main() async {
        signal(SIGPIPE, SIG_DFL)
        var arguments = Array(CommandLine.arguments.dropFirst())
        if let first = arguments.first, first == "--data", arguments.count >= 3 {
            arguments = [arguments[2], "--data", arguments[1]] + arguments.dropFirst(3)
        } else if let first = arguments.first, first.hasPrefix("--data="), arguments.count >= 2 {
            arguments = [arguments[1], first] + arguments.dropFirst(2)
        }
        if arguments.count >= 4, arguments[1] == "--data",
            ["reference", "law", "admin", "publications", "meetings"].contains(arguments[0])
        {
            // These have commands of their own: the option goes after the second one.
            arguments =
                [arguments[0], arguments[3], "--data", arguments[2]] + arguments.dropFirst(4)
        }
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let problem as Problem {
            complain(problem.message)
            Foundation.exit(problem.outcome.rawValue)
        } catch {
            exit(withError: Problems.rendered(error))
        }
    }
}
