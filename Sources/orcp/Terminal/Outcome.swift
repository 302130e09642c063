import ArgumentParser
import Foundation

/// How a command ends, as the shell sees it.
enum Outcome: Int32 {
    /// What was asked is done.
    case done = 0
    /// The question cannot be answered as put.
    case usage = 64
    /// The data cannot be used.
    case data = 65
    /// The world did not answer: a missing edition, a source out of reach.
    case unavailable = 69
    /// Our fault.
    case bug = 70

    /// The exit code for ArgumentParser.
    var code: ExitCode { ExitCode(rawValue) }
}

/// An ending with a sentence for the person at the terminal.
struct Problem: Error {
    let outcome: Outcome
    /// French: what happened, to which thing, what to do.
    let message: String
}

/// Writes a line to the standard error.
func complain(_ message: String) {
    FileHandle.standardError.write(Data("orcp\u{202F}: \(message)\n".utf8))
}
