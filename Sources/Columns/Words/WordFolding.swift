/// Splits text into folded words: lower case, without accents, `œ` as `oe` and `æ` as `ae`; a word is
/// a run of letters and digits.
///
/// Texts that Unicode holds for the same (`é` in one scalar or two) have the same words; so have
/// those that differ by marks or signs that are not seen, as the soft hyphen.
///
/// - Complexity: O(bytes); nothing is allocated per word, rare letters apart.
public struct WordFolding: Sendable {
    /// Words are cut after this many bytes, in the index and in questions alike.
    public static let longestWord = 64

    /// For scalars U+0080 to U+024F: one or two ASCII letters, packed; 0 where it is no letter.
    private static let latin: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 0x250 - 0x80)
        let groups: [(String, String)] = [
            ("a", "àáâãäåāăąǎǟǡǻȁȃȧÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦªⱥ"), ("b", "ƀ"), ("c", "çćĉċčÇĆĈĊČƈƇ"),
            ("d", "ďđðĎĐÐ"), ("e", "èéêëēĕėęěȅȇȩÈÉÊËĒĔĖĘĚȄȆȨǝƎ"), ("f", "ƒƑ"),
            ("g", "ĝğġģǧǵĜĞĠĢǦǴ"), ("h", "ĥħȟĤĦȞ"), ("i", "ìíîïĩīĭįıǐȉȋÌÍÎÏĨĪĬĮİǏȈȊ"),
            ("j", "ĵǰĴ"), ("k", "ķǩĸĶǨƙƘ"), ("l", "ĺļľŀłĹĻĽĿŁ"), ("n", "ñńņňŉǹÑŃŅŇǸŋŊ"),
            ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱºÒÓÔÕÖØŌŎŐƠǑǪǬǾȌȎȪȬȮȰ"), ("p", "ƥƤ"),
            ("r", "ŕŗřȑȓŔŖŘȐȒ"), ("s", "śŝşšșŚŜŞŠȘſ"), ("t", "ţťŧțŢŤŦȚ"),
            ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖ"), ("w", "ŵŴ"),
            ("y", "ýÿŷȳÝŸŶȲ"), ("z", "źżžŹŻŽ"), ("oe", "œŒ"), ("ae", "æÆǽǼ"), ("ss", "ß"),
            ("ij", "ĳĲ"), ("th", "þÞ"), ("1", "¹"), ("2", "²"), ("3", "³"), ("u", "µ"),
            // Windows-1252 bytes that a publisher took for Latin-1: `\u{9C}uvre`.
            ("oe", "\u{8C}\u{9C}"), ("s", "\u{8A}\u{9A}"), ("z", "\u{8E}\u{9E}"), ("y", "\u{9F}"),
        ]
        for (letters, scalars) in groups {
            let bytes = Array(letters.utf8)
            let packed = UInt16(bytes[0]) | (bytes.count > 1 ? UInt16(bytes[1]) << 8 : 0)
            for scalar in scalars.unicodeScalars
            where scalar.value >= 0x80 && scalar.value < 0x250 {
                table[Int(scalar.value) - 0x80] = packed
            }
        }
        return table
    }()

    private let latin = Self.latin

    /// A folding.
    public init() {}

    /// Calls with each word of a text, in order; the bytes are valid during the call only.
    @inline(__always)
    func forEachWord(
        in text: UnsafeBufferPointer<UInt8>, scratch: UnsafeMutablePointer<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var length = 0
        var index = 0
        let count = text.count
        let limit = Self.longestWord
        while index < count {
            let byte = text[index]
            if byte < 0x80 {
                index += 1
                let lower = byte | 0x20
                if (lower >= 0x61 && lower <= 0x7A) || (byte >= 0x30 && byte <= 0x39) {
                    if length < limit {
                        scratch[length] = byte >= 0x41 ? lower : byte
                        length += 1
                    }
                } else if length > 0 {
                    body(UnsafeBufferPointer(start: scratch, count: length))
                    length = 0
                }
                continue
            }
            if !foldWide(text, &index, scratch, &length), length > 0 {
                body(UnsafeBufferPointer(start: scratch, count: length))
                length = 0
            }
        }
        if length > 0 { body(UnsafeBufferPointer(start: scratch, count: length)) }
    }

    /// Folds one scalar beyond ASCII; false when it ends a word.
    private func foldWide(
        _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int,
        _ scratch: UnsafeMutablePointer<UInt8>, _ length: inout Int
    ) -> Bool {
        let first = text[index]
        let size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        // Ill-formed bytes end a word, each by itself; a damaged file may hold them.
        guard first >= 0xC2, index + size <= text.count else {
            index += 1
            return false
        }
        var value = UInt32(first) & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07)
        for offset in 1..<size {
            let byte = text[index + offset]
            guard byte & 0xC0 == 0x80 else {
                index += 1
                return false
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        index += size
        if value >= 0x80 && value < 0x250 {
            let packed = latin[Int(value) - 0x80]
            if packed != 0 {
                append(packed, scratch, &length)
                return true
            }
            // A soft hyphen is not seen; no other sign up to here is of a word.
            if value < 0xC0 { return value == 0xAD }
        }
        // Combining accents belong to the letter before.
        if value >= 0x300 && value <= 0x36F { return true }
        // Dashes, quotation marks and other signs, which are common.
        if value >= 0x2010 && value <= 0x205F { return false }
        guard let scalar = Unicode.Scalar(value) else { return false }
        return foldRare(scalar, scratch, &length)
    }

    /// Appends one or two packed letters, as far as the longest word goes.
    @inline(__always)
    func append(
        _ packed: UInt16, _ scratch: UnsafeMutablePointer<UInt8>, _ length: inout Int
    ) {
        if length < Self.longestWord {
            scratch[length] = UInt8(packed & 0xFF)
            length += 1
        }
        if packed > 0xFF, length < Self.longestWord {
            scratch[length] = UInt8(packed >> 8)
            length += 1
        }
    }

    /// The letters of a scalar from U+0080 to U+024F, packed; 0 where it is none.
    func latinLetters(_ scalar: Unicode.Scalar) -> UInt16 { latin[Int(scalar.value) - 0x80] }

    /// The words of a text, in order.
    public func words(of text: String) -> [String] {
        var words: [String] = []
        var text = text
        withScratch { scratch in
            text.withUTF8 { bytes in
                forEachWord(in: bytes, scratch: scratch) {
                    words.append(String(decoding: $0, as: UTF8.self))
                }
            }
        }
        return words
    }

    /// Room for one word.
    func withScratch<T>(_ body: (UnsafeMutablePointer<UInt8>) throws -> T) rethrows -> T {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestWord + 8) {
            // A temporary allocation that is not empty has a base address.
            guard let base = $0.baseAddress else { preconditionFailure("Allocation without base.") }
            return try body(base)
        }
    }
}
