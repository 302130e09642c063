import Editions
import Foundation

/// Changes files and editions at random, by a seed, and gives them to what reads them.
///
///     mutations files|editions [--seed N] [--from N] [--seconds N] [--cases N]
///
/// Nothing may trap, hang or fill the memory. The case under way is in `orcp-mutations/cas` of the
/// temporary folder, so that it is there after a crash; its number is printed by the signal's handler.
@main
enum Mutations {
    nonisolated(unsafe) private static var running = 0

    static func main() throws {
        var options: [String: Int] = ["--seed": 1, "--from": 0, "--seconds": 20, "--cases": .max]
        var rest = CommandLine.arguments.dropFirst(2)
        while let name = rest.popFirst() {
            guard options[name] != nil, let value = rest.popFirst().flatMap({ Int($0) }) else {
                print("unknown option \(name)")
                exit(64)
            }
            options[name] = value
        }
        let folder = NSTemporaryDirectory() + "orcp-mutations-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGALRM, SIGFPE] {
            Foundation.signal(signal) { signal in Mutations.stopped(by: signal) }
        }
        var memory = rlimit(rlim_cur: 3 << 30, rlim_max: 3 << 30)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)

        let seed = UInt64(options["--seed"] ?? 1)
        let target: any MutationTarget
        switch CommandLine.arguments.dropFirst().first {
        case "editions": target = try EditionTarget(folder: folder)
        case "files":
            target = FileTarget(
                folder: folder, realData: ProcessInfo.processInfo.environment["ORCP_REAL_DATA"])
        default:
            print("files or editions")
            exit(64)
        }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(options["--seconds"] ?? 20)
        let first = options["--from"] ?? 0
        var number = first
        while clock.now < end, number - first < options["--cases"] ?? .max {
            running = number
            alarm(60)
            // Each case by its own seed: it is repeated alone with `--from N --cases 1`.
            try target.run(seed: seed &* 1_000_003 &+ UInt64(number), number: number)
            number += 1
        }
        alarm(0)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let peak = usage.ru_maxrss / 1_024
        print("seed \(seed): \(number - first) cases, peak \(peak) MB, \(target.summary)")
        try FileManager.default.removeItem(atPath: folder)
        if peak > 600 {
            print("memory grew beyond 600 MB")
            exit(1)
        }
    }

    private static func stopped(by signal: Int32) {
        // Only what a handler may do: no allocation.
        var digits: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) =
            (48, 48, 48, 48, 48, 48, 48, 48, 48, 10)
        var rest = running
        withUnsafeMutableBytes(of: &digits) { digits in
            for place in (0..<9).reversed() {
                digits[place] = 48 + UInt8(rest % 10)
                rest /= 10
            }
            _ = write(2, "stopped in case ", 16)
            _ = write(2, digits.baseAddress, 10)
        }
        _exit(128 + signal)
    }
}

/// Something that reads what was changed.
protocol MutationTarget {
    /// Runs a case; the same seed gives the same one.
    func run(seed: UInt64, number: Int) throws
    /// What came of the cases.
    var summary: String { get }
}
