import Foundation
import Synchronization

/// What of offers lives in memory only: contributions of agents to an opening, transmissions under way.
///
/// Nothing of it is written; it is forgotten when the program ends, and contributions after a quarter
/// of an hour.
final class OfferDesk: Sendable {
    /// What contributions are given for.
    enum Purpose: String, Sendable, Hashable { case rehearsal, opening }

    /// An agent's part of the consultation's key.
    private struct Contribution: Sendable {
        let person: Int64
        let part: SecretSharing.Part
        let given: Moment
    }

    private struct Ceremony: Hashable {
        let consultation: Int64
        let purpose: Purpose
    }

    private struct State {
        var contributions: [Ceremony: [Contribution]] = [:]
        var receptions: [String: OfferReception] = [:]
        var ending: [Int64: Int] = [:]
        var temporaryFolder: String?
    }

    /// How long a contribution waits for the others, in seconds.
    static let patienceSeconds: Int64 = 900

    private let state = Mutex(State())
    private let turn = Mutex(())

    /// One at a time: beginnings and ends of transmissions.
    func serially<Value>(_ body: () throws -> Value) throws -> Value {
        // Not sendable values stay within the caller's thread, which alone runs the body.
        nonisolated(unsafe) var result: Result<Value, any Error>?
        turn.withLock { _ in result = Result { try body() } }
        guard let result else { preconditionFailure("The body ran.") }
        return try result.get()
    }

    /// Adds a contribution; a second one of the same person replaces the first.
    ///
    /// - Returns: all that wait, with whose they are.
    func add(
        _ part: SecretSharing.Part, of person: Int64, to consultation: Int64, _ purpose: Purpose,
        at now: Moment
    ) -> [(person: Int64, part: SecretSharing.Part)] {
        state.withLock { state in
            let ceremony = Ceremony(consultation: consultation, purpose: purpose)
            var waiting = OfferDesk.fresh(state.contributions[ceremony] ?? [], at: now)
            waiting.removeAll { $0.person == person }
            waiting.append(Contribution(person: person, part: part, given: now))
            state.contributions[ceremony] = waiting
            return waiting.map { ($0.person, $0.part) }
        }
    }

    /// Who contributed and when, not older than the patience.
    func contributors(_ consultation: Int64, _ purpose: Purpose, at now: Moment) -> [(
        person: Int64, given: Moment
    )] {
        state.withLock { state in
            OfferDesk.fresh(
                state.contributions[Ceremony(consultation: consultation, purpose: purpose)] ?? [],
                at: now
            ).map { ($0.person, $0.given) }
        }
    }

    /// Forgets the contributions of a ceremony.
    func forget(_ consultation: Int64, _ purpose: Purpose) {
        state.withLock {
            $0.contributions[Ceremony(consultation: consultation, purpose: purpose)] = nil
        }
    }

    /// Forgets what waited too long.
    func forgetOld(at now: Moment) {
        state.withLock { state in
            state.contributions = state.contributions.mapValues { OfferDesk.fresh($0, at: now) }
                .filter { !$0.value.isEmpty }
        }
    }

    private static func fresh(_ contributions: [Contribution], at now: Moment) -> [Contribution] {
        contributions.filter { (0..<patienceSeconds).contains(now.since($0.given)) }
    }

    // MARK: Transmissions

    /// Puts a transmission in charge of its file; the one it replaces.
    func take(_ reception: OfferReception?, deposit: String, file: Int) -> OfferReception? {
        state.withLock { state in
            let key = "\(deposit) \(file)"
            let former = state.receptions[key]
            state.receptions[key] = reception
            return former
        }
    }

    /// Takes a transmission off, when it is still in charge.
    func leave(_ reception: OfferReception) {
        state.withLock { state in
            let key = "\(reception.deposit) \(reception.file)"
            if state.receptions[key] === reception { state.receptions[key] = nil }
        }
    }

    /// The transmission in charge of a file.
    func reception(deposit: String, file: Int) -> OfferReception? {
        state.withLock { $0.receptions["\(deposit) \(file)"] }
    }

    /// Runs the end of a deposit: an opening waits until it is noted.
    func ending<Value>(_ consultation: Int64, _ body: () throws -> Value) throws -> Value {
        state.withLock { $0.ending[consultation, default: 0] += 1 }
        defer { state.withLock { $0.ending[consultation, default: 1] -= 1 } }
        return try body()
    }

    /// Whether a deposit is ending.
    func isEnding(_ consultation: Int64) -> Bool {
        state.withLock { ($0.ending[consultation] ?? 0) > 0 }
    }

    /// A folder of a store in memory, made at its first use and removed with it.
    func temporaryFolder() throws -> String {
        try state.withLock { state in
            if let folder = state.temporaryFolder { return folder }
            var path = Array(
                (NSTemporaryDirectory() + "/orcp-memoire-" + String(repeating: "X", count: 6))
                    .utf8CString)
            guard mkdtemp(&path) != nil else { throw OfferVault.failure("créer un dossier") }
            let folder = String(
                decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            state.temporaryFolder = folder
            return folder
        }
    }

    deinit {
        let folder = state.withLock { $0.temporaryFolder }
        // A temporary folder that cannot be removed is left to the system.
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }
}
