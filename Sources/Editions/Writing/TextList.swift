/// Texts one after another.
struct TextList: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each text begins, and where the last one ends.
    private(set) var starts: [Int32] = [0]

    /// Number of texts.
    var count: Int { starts.count - 1 }

    /// No text.
    init() {}

    /// These texts.
    init(_ texts: some Sequence<String>) {
        for text in texts { append(text) }
    }

    mutating func reserve(count: Int, bytes byteCount: Int) {
        starts.reserveCapacity(count + 1)
        bytes.reserveCapacity(byteCount)
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        close()
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        close()
    }

    /// Appends a text written byte by byte.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        write(&bytes)
        close()
    }

    private mutating func close() {
        precondition(bytes.count <= Int(Int32.max), "The texts of a column must fit in 2 GiB.")
        starts.append(Int32(bytes.count))
    }

    /// The length of a text in bytes.
    func length(_ index: Int) -> Int { Int(starts[index + 1] - starts[index]) }
}
