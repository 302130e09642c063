import CLawFacts

extension law_file {
    /// The bytes of a file compiled in.
    var contents: [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: count)) }
}
