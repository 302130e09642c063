/// A solver of clauses, wherever it runs.
///
/// - Shape: one question, one answer; may be asked from any thread, waits for the answer.
public protocol SolverEngine: Sendable {
    /// Answers whether clauses in DIMACS form can all be true.
    ///
    /// - Parameters:
    ///   - formula: the bytes of a DIMACS CNF file.
    ///   - seconds: the time it may take.
    func solve(_ formula: [UInt8], seconds: Double) -> SolverAnswer
}

/// What a solver says.
public enum SolverAnswer: Hashable, Sendable {
    /// All can be true, as in this model: the value of variable v stands at v; 0 is unused.
    case satisfiable([Bool])
    /// Never.
    case unsatisfiable
    /// Time was over, or the answer could not be read.
    case unknown
    /// There is no solver here.
    case absent
}

/// Reads what solvers print in the form of the SAT competitions: `s …` and `v …` lines.
public enum SolverOutput {
    /// The answer in a solver's output.
    ///
    /// - Shape: a model without its end, or a statement that is not known, is `.unknown`.
    public static func answer(in output: [UInt8]) -> SolverAnswer {
        var values: [Int] = []
        var isSatisfiable = false
        var isWhole = false
        for line in output.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: "s UNSATISFIABLE".utf8) { return .unsatisfiable }
            if line.starts(with: "s SATISFIABLE".utf8) { isSatisfiable = true }
            guard line.starts(with: "v ".utf8) else { continue }
            for word in line.dropFirst(2).split(separator: UInt8(ascii: " ")) {
                guard let value = Int(String(decoding: word, as: UTF8.self)) else {
                    return .unknown
                }
                if value == 0 { isWhole = true } else { values.append(value) }
            }
        }
        guard isSatisfiable, isWhole, let most = values.map(\.magnitude).max(),
            most < 50_000_000
        else { return .unknown }
        var model = [Bool](repeating: false, count: Int(most) + 1)
        for value in values where value > 0 { model[value] = true }
        return .satisfiable(model)
    }
}
