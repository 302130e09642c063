/// Chance that a seed repeats (SplitMix64).
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

    mutating func range(in count: Int, longest: Int) -> Range<Int> {
        let start = below(count + 1)
        return start..<min(count, start + below(longest) + 1)
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}

/// Changes files a little, as damage and hostility do.
struct Mutator {
    var chance: Chance
    /// Whole files to take pieces from.
    let corpus: [[UInt8]]

    private static let words: [[UInt8]] =
        [
            "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800", "\\u", "null", "NaN",
            "-", "-0",
            "1e309", "0.1e-400", "99999999999999999999999999", "-9223372036854775808", "2147483648",
            "<",
            "</marche>", "<marche>", "<![CDATA[", "]]>", "<!--", "&#0;", "&amp;", "&x;", "<?xml?>",
            "\n",
            "\r", ";", "\"\"", "\u{FEFF}", "\u{0}", "œ", "\u{1F600}", "\"acheteur\":",
            "\"modifications\":[{",
            "\"titulaires\":[{\"titulaire\":{", "\"montant\":",
            "\"dateNotification\":\"0218-02-30\"",
            "\"dateNotification\":\"9999-12-31T23:59:60+99:99\"", "\"dureeMois\":-1", "+02:00",
            "\"id\":[]",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80], [0xF4, 0x90],
        ]

    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...chance.below(chance.below(4) == 0 ? 40 : 4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = chance.one(of: Self.words)
            return
        }
        let at = chance.below(bytes.count)
        switch chance.below(12) {
        case 0, 1: bytes[at] = UInt8(truncatingIfNeeded: chance.next())
        case 2: bytes[at] ^= 1 << UInt8(chance.below(8))
        case 3: bytes.removeSubrange(chance.range(in: bytes.count, longest: 64))
        case 4: bytes.removeSubrange(chance.range(in: bytes.count, longest: bytes.count))
        case 5, 6: bytes.insert(contentsOf: chance.one(of: Self.words), at: at)
        case 7:
            let word = chance.one(of: Self.words)
            bytes.replaceSubrange(at..<min(bytes.count, at + word.count), with: word)
        case 8:
            let piece = Array(bytes[chance.range(in: bytes.count, longest: 400)])
            bytes.insert(contentsOf: piece, at: at)
        case 9:
            let other = chance.one(of: corpus)
            bytes.insert(contentsOf: other[chance.range(in: other.count, longest: 2_000)], at: at)
        case 10:
            let piece = Array(bytes[chance.range(in: bytes.count, longest: 12)])
            for _ in 0..<chance.below(600) { bytes.insert(contentsOf: piece, at: at) }
        default: bytes.removeLast(bytes.count - at)
        }
        // Lengths of archives and of column files, where numbers take four or eight bytes.
        if chance.below(8) == 0, bytes.count > 8 {
            let extremes: [UInt64] = [
                0, 1, 0x7F, 0xFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, .max, .max >> 1,
            ]
            let value = chance.one(of: extremes)
            let place = chance.below(bytes.count - 8)
            for index in 0..<(chance.below(2) == 0 ? 4 : 8) {
                bytes[place + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
            }
        }
    }
}
