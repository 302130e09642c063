import Procurement

/// Finds the number of a label whatever its case, accents, blanks and apostrophes.
///
/// Labels are folded while hashing, so that a look-up copies nothing. Two 64-bit hashes are kept
/// per label: folded, which recognises, and exact, which tells a label written as in the schema.
///
/// A class, so that taking one from the tables costs at most one reference count.
///
/// - Complexity: O(bytes of the label), no allocation.
final class LabelTable: Sendable {
    /// What a look-up gives: the number, and whether the label is written as the schema has it.
    typealias Match = (code: UInt8, isExact: Bool)

    private let keys: [UInt64]
    private let values: [UInt8]
    private let exact: [UInt64]
    private static let mask = 255

    /// The code of labels that mean « aucune », such as « Sans objet ».
    static let none: UInt8 = 254

    /// A table of the labels of a list, of labels that mean none, and of older writings.
    init(
        _ list: CodeList, none: [String] = [], exact: [String: UInt8] = [:],
        older: [String: UInt8] = [:]
    ) {
        var keys = [UInt64](repeating: 0, count: Self.mask + 1)
        var values = [UInt8](repeating: CodeList.unknown, count: Self.mask + 1)
        var written: [UInt64] = []
        func insert(_ label: String, _ code: UInt8, isExact: Bool) {
            let (folded, raw) = Array(label.utf8).withUnsafeBufferPointer {
                LabelTable.hashes(of: $0)
            }
            if isExact { written.append(raw) }
            var place = Int(truncatingIfNeeded: folded) & Self.mask
            while keys[place] != 0, keys[place] != folded { place = (place + 1) & Self.mask }
            guard keys[place] == 0 else { return }
            keys[place] = folded
            values[place] = code
        }
        for (index, label) in list.labels.enumerated() {
            insert(label, UInt8(index), isExact: true)
        }
        for label in none { insert(label, LabelTable.none, isExact: true) }
        for (label, code) in exact { insert(label, code, isExact: true) }
        for (label, code) in older { insert(label, code, isExact: false) }
        self.keys = keys
        self.values = values
        self.exact = written.sorted()
    }

    /// The number of a label, or nil when the table does not know it.
    func match(_ text: UnsafeBufferPointer<UInt8>) -> Match? {
        let (folded, raw) = LabelTable.hashes(of: text)
        var place = Int(truncatingIfNeeded: folded) & Self.mask
        while keys[place] != 0 {
            if keys[place] == folded { return (values[place], exact.contains(raw)) }
            place = (place + 1) & Self.mask
        }
        return nil
    }

    /// FNV-1a of the folded text and of the text itself; the folded hash is never 0.
    static func hashes(of text: UnsafeBufferPointer<UInt8>) -> (folded: UInt64, raw: UInt64) {
        let prime: UInt64 = 0x100_0000_01B3
        var folded: UInt64 = 0xCBF2_9CE4_8422_2325
        var raw = folded
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            raw = (raw ^ UInt64(byte)) &* prime
            var letter: UInt8 = 0
            if byte < 0x80 {
                letter = LabelTable.foldedASCII(byte)
            } else if index < text.count {
                let next = text[index]
                if byte == 0xC3 {
                    letter = LabelTable.foldedLatin(next)
                } else if byte == 0xC5, next == 0x93 || next == 0x92 {
                    folded = (folded ^ 0x6F) &* prime
                    letter = 0x65
                }
            }
            if letter != 0 { folded = (folded ^ UInt64(letter)) &* prime }
        }
        return (folded == 0 ? 1 : folded, raw)
    }

    /// A small letter or a digit, or 0 for what is passed over.
    @inline(__always) static func foldedASCII(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: byte
        case 0x41...0x5A: byte | 0x20
        default: 0
        }
    }

    /// The base letter of `C3 xx`, or 0.
    @inline(__always) static func foldedLatin(_ byte: UInt8) -> UInt8 {
        switch byte | 0x20 {
        case 0xA0...0xA5: 0x61
        case 0xA7: 0x63
        case 0xA8...0xAB: 0x65
        case 0xAC...0xAF: 0x69
        case 0xB1: 0x6E
        case 0xB2...0xB6: 0x6F
        case 0xB9...0xBC: 0x75
        default: 0
        }
    }
}
