import CTaxonomy

extension espd_file {
    /// The bytes of a table compiled in.
    var contents: [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: count)) }
}
