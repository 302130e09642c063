/// Memory of a column built in this process; freed with its last column.
///
/// - Safety: written only by the builder that allocates it, before any column shares it.
public final class ColumnMemory: @unchecked Sendable {
    // @unchecked Sendable: the builder fills the buffers before a column is made of them; nobody
    // writes afterwards.
    private var buffers: [UnsafeMutableRawBufferPointer] = []

    /// No memory yet.
    public init() {}

    /// Zeroed memory aligned to 64 bytes; at least one byte, so that pointers are real.
    public func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(bytes, 1), alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        buffers.append(buffer)
        // An allocation of at least one byte has a base address.
        guard let base = buffer.baseAddress else { preconditionFailure("Allocation without base.") }
        return base
    }

    /// Zeroed memory for values of a type.
    public func allocate<T>(_ type: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        allocate(count * MemoryLayout<T>.stride).bindMemory(to: T.self, capacity: max(count, 1))
    }

    deinit {
        for buffer in buffers { buffer.deallocate() }
    }
}
