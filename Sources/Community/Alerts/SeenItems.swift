import Foundation

/// The items a selection ever held, as 64-bit digests in ascending order: eight bytes each.
///
/// - Shape: only grows; an item that leaves a selection and comes back is not new.
/// - Choice: of 1.5 million items, two share a digest once in 16 million selections; the second would
///   then not be told.
struct SeenItems: Sendable {
    private(set) var digests: [UInt64]

    /// Nothing seen.
    init() { digests = [] }

    /// What `data` wrote.
    init(_ data: Data) {
        digests = []
        digests.reserveCapacity(data.count / 8)
        var value: UInt64 = 0
        for (index, byte) in data.enumerated() {
            value = value << 8 | UInt64(byte)
            if index % 8 == 7 {
                digests.append(value)
                value = 0
            }
        }
    }

    /// Eight bytes a digest, the most significant first.
    var data: Data {
        var data = Data(capacity: digests.count * 8)
        for digest in digests {
            for shift in stride(from: 56, through: 0, by: -8) {
                data.append(UInt8(truncatingIfNeeded: digest >> UInt64(shift)))
            }
        }
        return data
    }

    /// Notes items.
    ///
    /// - Returns: the places of those that were not known; of two of the same name, the first.
    /// - Complexity: O((seen + items) log items).
    mutating func add(_ ids: [String]) -> [Int] {
        let sorted = ids.enumerated().map {
            (digest: SeenItems.digest($0.element), place: $0.offset)
        }
        .sorted { ($0.digest, $0.place) < ($1.digest, $1.place) }
        var fresh: [Int] = []
        var merged: [UInt64] = []
        merged.reserveCapacity(digests.count + sorted.count)
        var known = 0
        for item in sorted {
            while known < digests.count, digests[known] < item.digest {
                merged.append(digests[known])
                known += 1
            }
            if known < digests.count, digests[known] == item.digest { continue }
            if merged.last == item.digest { continue }
            merged.append(item.digest)
            fresh.append(item.place)
        }
        merged += digests[known...]
        digests = merged
        return fresh.sorted()
    }

    /// FNV-1a over the bytes, then the finalizer of MurmurHash3 to spread them.
    private static func digest(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}
