public import Community
import Foundation

/// A SAT solver of the system, run as a process: cadical, else clasp.
///
/// - Shape: the formula goes through a file of the temporary folder, which is deleted; the process is
///   ended when its time is over. With two cores two searches race and the first answer counts.
public struct SolverProcess: SolverEngine {
    /// What may be asked for.
    public enum Choice: String, CaseIterable {
        case auto, cadical, clasp, none
    }

    /// The command's name, shown to people.
    public let name: String
    private let path: String
    private let cores: Int
    private let say: @Sendable (String) -> Void

    /// The solver chosen, or nil when it is not installed.
    ///
    /// - Parameters:
    ///   - cores: searches that may run at the same time.
    ///   - say: told, in French, when it could not be run.
    public init?(_ choice: Choice, cores: Int, say: @escaping @Sendable (String) -> Void) {
        let names =
            switch choice {
            case .auto: ["cadical", "clasp"]
            case .cadical, .clasp: [choice.rawValue]
            case .none: [String]()
            }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            .split(separator: ":")
        for name in names {
            for folder in folders {
                let path = "\(folder)/\(name)"
                guard FileManager.default.isExecutableFile(atPath: path) else { continue }
                self.name = name
                self.path = path
                self.cores = cores
                self.say = say
                return
            }
        }
        return nil
    }

    /// Runs it over a formula; it is ended when its time is over.
    public func solve(_ formula: [UInt8], seconds: Double) -> SolverAnswer {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("orcp-\(UUID().uuidString)")
        // The folder is ours alone; what is left of it at the end is of no use.
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let file = folder.appendingPathComponent("formula.cnf")
            try Data(formula).write(to: file)
            return try race(on: file, in: folder, seconds: seconds)
        } catch {
            say("le solveur \(name) ne peut pas être lancé\u{202F}: \(error)")
            return .absent
        }
    }

    private func race(on file: URL, in folder: URL, seconds: Double) throws -> SolverAnswer {
        let end = ContinuousClock.now + .seconds(seconds)
        var runs: [(process: Process, output: URL)] = []
        defer { for run in runs where run.process.isRunning { kill(run.process) } }
        for (index, options) in searches(seconds: seconds).enumerated() {
            let output = folder.appendingPathComponent("output-\(index)")
            try Data().write(to: output)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = options + [file.path]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = FileHandle.nullDevice
            try process.run()
            runs.append((process, output))
        }
        while ContinuousClock.now < end {
            for index in runs.indices.reversed() where !runs[index].process.isRunning {
                let run = runs.remove(at: index)
                let answer = SolverOutput.answer(in: Array(try Data(contentsOf: run.output)))
                if answer != .unknown { return answer }
            }
            if runs.isEmpty { return .unknown }
            Thread.sleep(forTimeInterval: 0.004)
        }
        return .unknown
    }

    /// The options of each search; the limit is for a solver that outlives us.
    private func searches(seconds: Double) -> [[String]] {
        let limit = String(Int(seconds.rounded(.up)) + 1)
        if name == "clasp" {
            return [["--time-limit=\(limit)", "--parallel-mode=\(max(1, cores))"]]
        }
        let plain = ["-q", "-t", limit]
        return cores > 1 ? [plain, plain + ["--sat"]] : [plain]
    }

    private func kill(_ process: Process) {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
