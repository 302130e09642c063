import Foundation

/// The publisher of `Tests/Loopback`, running for one test.
final class LoopbackServer {
    let address: String
    private let process = Process()
    private let input = Pipe()

    init() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Loopback/loopback_server.py").path
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            line += piece
        }
        let port = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        address = "http://127.0.0.1:" + port
    }

    deinit {
        // SIGTERM may be blocked in a test's threads, and the server inherits that.
        kill(process.processIdentifier, SIGKILL)
    }
}
