/// The first line of a register.
struct RegisterHeader {
    /// The column of each cell; nil where it is not read.
    let places: [RegisterColumn?]
    /// Names of the columns that are not read.
    let ignored: [String]

    /// Whether a column is there.
    func has(_ column: RegisterColumn) -> Bool { places.contains(column) }
}
