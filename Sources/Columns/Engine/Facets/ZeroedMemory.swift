import Synchronization

/// Zeroed memory that questions lend each other: fresh pages cost more than counting in them.
final class ZeroedMemory: Sendable {
    /// Zeroed bytes on loan.
    struct Block: @unchecked Sendable {
        // @unchecked Sendable: a block has one owner at a time, the scan that took it.
        let base: UnsafeMutableRawPointer
        let byteCount: Int

        /// Zeroes the cells of this size whose bits are set; O(marks / 64 + marked).
        func zero(cellsOf size: Int, markedIn marks: Block) {
            let words = marks.base.assumingMemoryBound(to: UInt64.self)
            for word in 0..<marks.byteCount / 8 {
                var rest = words[word]
                while rest != 0 {
                    let cell = word << 6 | rest.trailingZeroBitCount
                    (base + cell &* size).initializeMemory(
                        as: UInt8.self, repeating: 0, count: size)
                    rest &= rest &- 1
                }
            }
        }
    }

    /// Blocks that wait, by their size.
    private let free = Mutex<[Int: [Block]]>([:])
    /// Blocks of one size that are kept.
    private static let kept = 4

    deinit {
        free.withLock { free in
            for block in free.values.joined() { block.base.deallocate() }
        }
    }

    /// A zeroed block.
    func take(_ byteCount: Int) -> Block {
        if let block = free.withLock({ $0[byteCount]?.popLast() }) { return block }
        let base = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 16), alignment: 64)
        base.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 16))
        return Block(base: base, byteCount: byteCount)
    }

    /// Takes a block back; one that is not zero is zeroed.
    func giveBack(_ block: Block, isZero: Bool) {
        if !isZero {
            block.base.initializeMemory(as: UInt8.self, repeating: 0, count: block.byteCount)
        }
        let isKept = free.withLock { free in
            guard free[block.byteCount, default: []].count < Self.kept else { return false }
            free[block.byteCount, default: []].append(block)
            return true
        }
        if !isKept { block.base.deallocate() }
    }
}
