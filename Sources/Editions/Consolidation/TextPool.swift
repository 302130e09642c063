import Foundation

/// Texts, each kept once and numbered in order of first sight; 0 is the empty text.
///
/// - Complexity: giving a text its number is O(its bytes), without allocation for one already seen.
struct TextPool {
    /// All texts one after another.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins, and a last one where they end.
    private(set) var starts: [Int] = [0, 0]
    private var hashes: [UInt32] = [0]
    /// Numbers by hash, open addressing; 0 is a free slot, since the empty text is never looked up.
    private var slots: [UInt32] = Array(repeating: 0, count: 1024)

    /// Number of texts, the empty one included.
    var count: Int { starts.count - 1 }

    /// The number of a text.
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let address = text.baseAddress, text.count > 0 else { return 0 }
        let hash = StableHash.of(text)
        let high = UInt32(truncatingIfNeeded: hash >> 32)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let code = Int(slots[slot])
            if hashes[code] == high, isEqual(code, address, text.count) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let code = UInt32(count)
        slots[slot] = code
        hashes.append(high)
        bytes.append(contentsOf: text)
        starts.append(bytes.count)
        if count * 2 > slots.count { grow() }
        return code
    }

    /// The number of a string.
    mutating func code(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { code(of: $0) }
    }

    /// The bytes of a text.
    func withBytes<Result>(
        of code: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let start = starts[Int(code)]
        let end = starts[Int(code) + 1]
        return bytes.withUnsafeBufferPointer { body(.init(rebasing: $0[start..<end])) }
    }

    private func isEqual(_ code: Int, _ address: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let start = starts[code]
        guard starts[code + 1] - start == length else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return memcmp(base + start, address, length) == 0
        }
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 4)
        let mask = larger.count - 1
        for code in 1..<count {
            let hash = withBytes(of: UInt32(code)) { StableHash.of($0) }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = UInt32(code)
        }
        slots = larger
    }
}

/// A fast hash that is the same in every process, on every machine.
///
/// Not for adversaries: identity uses SHA-256.
enum StableHash {
    /// The hash of bytes.
    ///
    /// - Complexity: O(bytes), eight at a time.
    @inline(__always)
    static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
        guard let base = text.baseAddress else { return hash }
        let raw = UnsafeRawPointer(base)
        var offset = 0
        while offset + 8 <= text.count {
            hash = combine(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < text.count {
            rest = rest << 8 | UInt64(text[offset])
            offset += 1
        }
        return combine(hash, rest)
    }

    /// A hash continued with one more word.
    @inline(__always)
    static func combine(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low &+ 0xE703_7ED1_A0B4_28DB
    }
}
