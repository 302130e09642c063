import Foundation

extension WordFolding {
    /// Folds one scalar that the table of Latin letters lacks; false when it ends a word.
    ///
    /// Letters and digits are taken apart, then lowered: `ẞ` gives `ss`, `ﬁ` gives `fi`, `Ά` gives
    /// `α`. Combining marks are dropped wherever they stand, so that composed and decomposed texts
    /// have the same words.
    func foldRare(
        _ scalar: Unicode.Scalar, _ scratch: UnsafeMutablePointer<UInt8>, _ length: inout Int
    ) -> Bool {
        let properties = scalar.properties
        if properties.canonicalCombiningClass != .notReordered { return true }
        // Joiners and other signs that are not seen; a space of no width is one still.
        if properties.isDefaultIgnorableCodePoint { return scalar != "\u{200B}" }
        guard Self.isOfWords(scalar) else { return false }
        let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { $0.properties.canonicalCombiningClass == .notReordered }
        // A fraction is made of two numbers, which it would join.
        guard parts.allSatisfy(Self.isOfWords) else { return false }
        for part in parts {
            for lower in part.properties.lowercaseMapping.unicodeScalars {
                // A sigma that ends a word is one that does not.
                append(lower == "ς" ? "σ" : lower, scratch, &length)
            }
        }
        return true
    }

    /// Letters and digits; modifier letters stand for apostrophes and accents: `lʼeau` is two words.
    private static func isOfWords(_ scalar: Unicode.Scalar) -> Bool {
        if ("\u{2B0}"..."\u{2FF}").contains(scalar) { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private func append(
        _ part: Unicode.Scalar, _ scratch: UnsafeMutablePointer<UInt8>, _ length: inout Int
    ) {
        switch part.value {
        case 0..<0x80: append(UInt16(part.value), scratch, &length)
        case 0x80..<0x250 where latinLetters(part) != 0:
            append(latinLetters(part), scratch, &length)
        default:
            let bytes = UTF8.encode(part)
            guard let bytes, length + bytes.count <= Self.longestWord else { return }
            for byte in bytes {
                scratch[length] = byte
                length += 1
            }
        }
    }
}
