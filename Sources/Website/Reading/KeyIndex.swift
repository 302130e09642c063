import Columns

/// Rows of a column of distinct texts, by text.
///
/// - Shape: open addressing, half full at most; 4 bytes a slot, so 16 MiB for 1.5 million rows.
/// - Complexity: O(bytes) to make; O(1) to find.
struct KeyIndex: Sendable {
    private let column: Column?
    /// Row + 1, or 0 for none.
    private var slots: [UInt32]
    private let mask: Int

    /// The index of a column.
    init(_ column: Column?) {
        self.column = column
        let count = column?.count ?? 0
        var size = 16
        while size < count * 2 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: 0, count: size)
        guard let column, let texts = column.texts else { return }
        for row in 0..<count {
            var slot = KeyIndex.hash(texts.bytes(at: row)) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(row + 1)
        }
    }

    /// The row that holds this text.
    func row(of text: String) -> Int? {
        guard let texts = column?.texts else { return nil }
        var text = text
        return text.withUTF8 { wanted in
            var slot = KeyIndex.hash(wanted) & mask
            while slots[slot] != 0 {
                let row = Int(slots[slot]) - 1
                if texts.bytes(at: row).elementsEqual(wanted) { return row }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7FFF_FFFF)
    }
}
