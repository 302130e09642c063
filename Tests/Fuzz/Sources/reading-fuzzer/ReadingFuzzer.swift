import Formats
import Foundation
import Procurement

/// One input of libFuzzer, read as a published file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReading(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let path = "/tmp/orcp-fuzz-\(getpid())"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0, write(file, data, count) == count else { return -1 }
    close(file)
    var limits = ReadingLimits()
    limits.blockBytes = 4_096
    limits.totalBytes = 64 << 20
    do {
        var sink = Interpreting()
        try DeclarationReader(path: path, limits: limits).read(into: &sink)
    } catch {
        // A refusal is an answer.
    }
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// The name that the package manager gives to `main`; libFuzzer's own is then left out.
@_cdecl("reading_fuzzer_main")
public func fuzzMain(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, fuzzReading)
}

/// Interprets every record.
struct Interpreting: DraftSink {
    let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: nil)
    var declaration = Declaration()

    mutating func take(_ draft: inout DeclarationDraft, at address: RecordAddress) {
        interpreter.interpret(draft, vintage: nil, into: &declaration)
    }

    mutating func unreadable(
        _ reason: UnreadableReason, at address: RecordAddress, excerpt: String
    ) {}
}
