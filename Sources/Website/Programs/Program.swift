import Foundation

/// A program of the system, run with bytes in and bytes out.
///
/// - Shape: no shell; arguments are passed as they are. What it reads and writes goes through
///   temporary files, so that no pipe fills.
struct Program: Sendable {
    /// Why a program gave no answer.
    enum Failure: Error, CustomStringConvertible {
        /// Not installed.
        case absent(String)
        /// It ended with this status, and said so.
        case failed(name: String, status: Int32, said: String)
        /// It took longer than allowed, and was ended.
        case tooSlow(name: String, seconds: Double)
        /// It wrote more than allowed.
        case tooMuch(name: String, bytes: Int)

        var description: String {
            switch self {
            case .absent(let name):
                "Le programme «\u{202F}\(name)\u{202F}» n’est pas installé."
            case .failed(let name, let status, let said):
                "«\u{202F}\(name)\u{202F}» s’est arrêté avec le code \(status)\u{202F}: \(said.prefix(400))"
            case .tooSlow(let name, let seconds):
                "«\u{202F}\(name)\u{202F}» n’a pas fini en \(Int(seconds)) secondes."
            case .tooMuch(let name, let bytes):
                "«\u{202F}\(name)\u{202F}» a écrit plus de \(bytes) octets."
            }
        }
    }

    /// Its name, or its path.
    let name: String
    /// How long it may take, in seconds.
    var seconds = 30.0
    /// How much it may write, in bytes.
    var mostOutput = 64 << 20

    /// Where it is, or nil when it is not installed.
    var path: String? {
        if name.contains("/") {
            return FileManager.default.isExecutableFile(atPath: name) ? name : nil
        }
        for folder in ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"] {
            let path = folder + "/" + name
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        return nil
    }

    /// Runs it.
    ///
    /// - Parameter statuses: statuses that are an answer.
    /// - Returns: what it wrote on its standard output.
    func run(_ arguments: [String], input: [UInt8] = [], statuses: Set<Int32> = [0]) throws
        -> [UInt8]
    {
        guard let path else { throw Failure.absent(name) }
        let folder = FileManager.default.temporaryDirectory.path + "/orcp-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        // A temporary folder that cannot be removed is left to the system.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (inPath, outPath, saidPath) = (folder + "/in", folder + "/out", folder + "/err")
        try Data(input).write(to: URL(fileURLWithPath: inPath))
        for file in [outPath, saidPath] {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder,
        ]
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inPath))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outPath))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: saidPath))
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            process.terminate()
            if ended.wait(timeout: .now() + 2) == .timedOut {
                kill(process.processIdentifier, SIGKILL)
                ended.wait()
            }
            throw Failure.tooSlow(name: name, seconds: seconds)
        }
        guard statuses.contains(process.terminationStatus) else {
            let said = try Data(contentsOf: URL(fileURLWithPath: saidPath)).prefix(2_000)
            throw Failure.failed(
                name: name, status: process.terminationStatus,
                said: String(decoding: said, as: UTF8.self))
        }
        let size = try FileManager.default.attributesOfItem(atPath: outPath)[.size] as? Int ?? 0
        guard size <= mostOutput else { throw Failure.tooMuch(name: name, bytes: mostOutput) }
        return Array(try Data(contentsOf: URL(fileURLWithPath: outPath)))
    }
}
