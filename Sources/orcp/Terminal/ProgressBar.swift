import Foundation

/// A bar on the standard error when it is a terminal; nothing otherwise.
///
/// Sendable by a lock: builders report from their worker threads.
final class ProgressBar: @unchecked Sendable {
    // @unchecked Sendable: `shown` is only touched under `lock`.
    private let lock = NSLock()
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var shown = ""

    /// Shows a phase and its part done, from 0 to 1.
    func show(_ phase: String, _ part: Double) {
        guard isTerminal else { return }
        let width = 30
        let filled = Int((min(max(part, 0), 1) * Double(width)).rounded())
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let percent = Int((min(max(part, 0), 1) * 100).rounded(.down))
        let line = "\(bar) \(percent)\u{202F}% \(phase)"
        lock.withLock {
            guard line != shown else { return }
            shown = line
            FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
        }
    }

    /// Clears the line.
    func finish() {
        guard isTerminal else { return }
        lock.withLock {
            shown = ""
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}
