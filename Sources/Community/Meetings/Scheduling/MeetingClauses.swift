/// Clauses over numbered variables, and the counters made of them.
struct MeetingClauses {
    private(set) var variableCount: Int32 = 0
    private(set) var clauseCount = 0
    /// Literals, each clause ended by 0.
    private var literals: [Int32] = []

    /// A new variable.
    mutating func variable() -> Int32 {
        variableCount += 1
        return variableCount
    }

    /// One of these literals is true.
    mutating func add(_ clause: [Int32]) {
        literals += clause
        literals.append(0)
        clauseCount += 1
    }

    /// At most one of these literals is true: pairwise below six, else split by new variables.
    mutating func addAtMostOne(_ choices: [Int32]) {
        if choices.count <= 5 {
            for (index, choice) in choices.enumerated() {
                for other in choices[..<index] { add([-choice, -other]) }
            }
        } else {
            let inRest = variable()
            addAtMostOne(Array(choices[..<4]) + [inRest])
            addAtMostOne(Array(choices[4...]) + [-inRest])
        }
    }

    /// Counts true literals: output k says that k + 1 are true, up to `most` + 1 outputs.
    ///
    /// - Shape: outputs follow inputs; `isExact` adds the converse.
    mutating func addTotal(_ inputs: [Int32], upTo most: Int, isExact: Bool) -> [Int32] {
        guard inputs.count > 1 else { return inputs }
        let half = inputs.count / 2
        let left = addTotal(Array(inputs[..<half]), upTo: most, isExact: isExact)
        let right = addTotal(Array(inputs[half...]), upTo: most, isExact: isExact)
        let outputs = (0..<min(left.count + right.count, most + 1)).map { _ in variable() }
        for i in 0...left.count {
            for j in 0...right.count {
                if i + j > 0 {
                    var clause = [outputs[min(i + j, outputs.count) - 1]]
                    if i > 0 { clause.append(-left[i - 1]) }
                    if j > 0 { clause.append(-right[j - 1]) }
                    add(clause)
                }
                if isExact, i + j < outputs.count {
                    var clause = [-outputs[i + j]]
                    if i < left.count { clause.append(left[i]) }
                    if j < right.count { clause.append(right[j]) }
                    add(clause)
                }
            }
        }
        return outputs
    }

    /// The clauses in DIMACS form.
    var text: [UInt8] {
        var text = Array("p cnf \(variableCount) \(clauseCount)\n".utf8)
        text.reserveCapacity(literals.count * 7)
        for literal in literals {
            append(literal, to: &text)
            text.append(literal == 0 ? UInt8(ascii: "\n") : UInt8(ascii: " "))
        }
        return text
    }

    private func append(_ literal: Int32, to text: inout [UInt8]) {
        if literal < 0 { text.append(UInt8(ascii: "-")) }
        var rest = literal.magnitude
        let start = text.count
        repeat {
            text.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        text[start...].reverse()
    }
}
