import Procurement

/// A line of a register set aside: where, what was read, what was expected.
struct RegisterFault: Error, Hashable {
    /// Number of the line, the names of the columns being line 1.
    var row = 0
    /// French label of the column; empty for the whole line.
    let column: String
    let value: String
    /// French, after « il y faut ».
    let expected: String

    /// A fault of a column; the value shortened, its control characters made blanks.
    init(_ column: RegisterColumn?, _ value: String, _ expected: String) {
        self.column = column?.field.label ?? ""
        var text = ""
        for scalar in value.unicodeScalars.prefix(60) {
            text.unicodeScalars.append(
                scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
        }
        self.value = value.unicodeScalars.count > 60 ? text + "…" : text
        self.expected = expected
    }
}
