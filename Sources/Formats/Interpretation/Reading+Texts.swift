import Procurement

extension Reading {
    /// A text for people: damage is reported, HTML entities are decoded, signs of Windows-1252
    /// that were published under their number (U+009C for `œ`) are put back, all else is kept.
    ///
    /// In a text encoded twice the same numbers are halves of letters: it is left as it is.
    ///
    /// - Complexity: O(length); one pass; writes again only when something is repaired.
    mutating func prose(_ slice: Slice, _ field: FindingField) -> Text {
        let trim = value(slice, field)
        guard trim.length > 0 else { return .unknown }
        let raw = buffer(trim)
        var seen = Damage()
        var index = 0
        while index < raw.count {
            // Eight plain bytes at once: neither accents, controls, « ? » nor « & ».
            while index + 8 <= raw.count {
                let word = UnsafeRawBufferPointer(raw)
                    .loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let special =
                    word & WordScan.highs | WordScan.controls(word) | WordScan.equal(word, 0x3F)
                    | WordScan.equal(word, 0x26) | WordScan.equal(word, 0x7F)
                if special != 0 { break }
                index += 8
            }
            guard index < raw.count else { break }
            let byte = raw[index]
            if byte < 0x80 {
                if byte < 0x20 || byte == 0x7F {
                    if byte != 0x0A, byte != 0x0D, byte != 0x09 { seen.hasControl = true }
                } else if byte == 0x3F {
                    if Reading.isInsideWord(raw, index) { seen.hasLostLetter = true }
                } else if byte == 0x26 {
                    if entity(raw, index) != nil { seen.hasEntity = true }
                }
                index += 1
                continue
            }
            let next = index + 1 < raw.count ? raw[index + 1] : 0
            let third = index + 2 < raw.count ? raw[index + 2] : 0
            if byte == 0xEF, next == 0xBF, third == 0xBD {
                seen.hasReplacement = true
            } else if byte == 0xC3, next == 0x83 || next == 0x82 || next == 0xAF, third == 0xC2 {
                // « Ã » or « Â » followed by a Latin-1 sign, or « ï¿ ».
                seen.hasDouble = true
            } else if byte == 0xC3, next == 0x85, third == 0xE2 || third == 0xC5 {
                seen.hasDouble = true
            } else if byte == 0xC3, next == 0xA2,
                third == 0xE2 || (third == 0xC2 && index + 3 < raw.count && raw[index + 3] == 0x80)
            {
                // « â€ », or « â » and U+0080: the head of a dash or a quotation mark.
                seen.hasDouble = true
            } else if byte == 0xC2, next < 0xA0 {
                if Windows1252.isSign(next) { seen.hasSign = true } else { seen.hasControl = true }
            }
            index += byte >= 0xF0 ? 4 : (byte >= 0xE0 ? 3 : 2)
        }
        if seen.hasSign, seen.hasDouble {
            seen.hasSign = false
            seen.hasControl = true
        }
        report(seen, field, trim)
        guard seen.hasEntity || seen.hasSign else { return text(trim) }
        return repaired(trim, signs: seen.hasSign)
    }

    /// What was seen in a text.
    private struct Damage {
        var hasReplacement = false
        var hasLostLetter = false
        var hasEntity = false
        var hasDouble = false
        var hasControl = false
        var hasSign = false
    }

    private mutating func report(_ seen: Damage, _ field: FindingField, _ slice: Slice) {
        if seen.hasReplacement { note(.replacementCharacter, field, slice) }
        if seen.hasLostLetter { note(.lostLigature, field, slice) }
        if seen.hasEntity { note(.htmlEntity, field, slice) }
        if seen.hasDouble { note(.doubleEncoding, field, slice) }
        if seen.hasControl { note(.controlCharacter, field, slice) }
        if seen.hasSign { note(.windowsCharacter, field, slice) }
    }

    /// Whether the « ? » at a position is followed by a letter and stands in or before a word, as
    /// in `l?air` or `?uvre`; a question mark of French ends a word.
    static func isInsideWord(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + 1 < text.count else { return false }
        let next = text[index + 1]
        return (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) || next == 0xC3
    }

    /// The scalar and the length of the HTML entity at a position, or nil.
    private func entity(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> (scalar: UInt32, length: Int)? {
        var end = start + 1
        while end < text.count, end - start <= 9, text[end] != 0x3B { end += 1 }
        guard end < text.count, text[end] == 0x3B, end - start >= 3 else { return nil }
        let length = end - start + 1
        let name = UnsafeBufferPointer(rebasing: text[(start + 1)..<end])
        guard name[0] == 0x23 else {
            return Reading.namedEntity(name).map { ($0, length) }
        }
        var value: UInt32 = 0
        let isHex = name[1] | 0x20 == 0x78
        guard name.count > (isHex ? 2 : 1) else { return nil }
        for byte in name[(isHex ? 2 : 1)...] {
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte - 0x30)
            case 0x41...0x46 where isHex: digit = UInt32(byte - 0x37)
            case 0x61...0x66 where isHex: digit = UInt32(byte - 0x57)
            default: return nil
            }
            value = value * (isHex ? 16 : 10) + digit
        }
        // As web pages are read: `&#156;` is the sign of that number in Windows-1252.
        if let byte = UInt8(exactly: value) { value = Windows1252.scalar(byte) }
        guard value >= 0x20, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar.value, length)
    }

    /// The named entities seen in French texts.
    static func namedEntity(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var key: UInt64 = 0
        guard name.count <= 8 else { return nil }
        for byte in name { key = key << 8 | UInt64(byte) }
        return entities[key]
    }

    private static let entities: [UInt64: UInt32] = {
        let names: [(StaticString, UInt32)] = [
            ("amp", 0x26), ("quot", 0x22), ("apos", 0x27), ("lt", 0x3C), ("gt", 0x3E),
            ("nbsp", 0xA0), ("eacute", 0xE9), ("egrave", 0xE8), ("ecirc", 0xEA), ("euml", 0xEB),
            ("agrave", 0xE0), ("acirc", 0xE2), ("ccedil", 0xE7), ("icirc", 0xEE),
            ("iuml", 0xEF), ("ocirc", 0xF4), ("ugrave", 0xF9), ("ucirc", 0xFB),
            ("Eacute", 0xC9), ("Egrave", 0xC8), ("Agrave", 0xC0), ("oelig", 0x153),
            ("OElig", 0x152), ("rsquo", 0x2019), ("lsquo", 0x2018), ("ldquo", 0x201C),
            ("rdquo", 0x201D), ("laquo", 0xAB), ("raquo", 0xBB), ("ndash", 0x2013),
            ("mdash", 0x2014), ("hellip", 0x2026), ("euro", 0x20AC), ("deg", 0xB0),
        ]
        var table: [UInt64: UInt32] = [:]
        for (name, scalar) in names {
            var key: UInt64 = 0
            name.withUTF8Buffer { for byte in $0 { key = key << 8 | UInt64(byte) } }
            table[key] = scalar
        }
        return table
    }()

    /// The text with its entities decoded and, if asked, the signs of Windows-1252 put back, written
    /// at the end of the declaration's bytes.
    private mutating func repaired(_ slice: Slice, signs: Bool) -> Text {
        let raw = buffer(slice)
        let start = out.bytes.count
        var index = 0
        while index < raw.count {
            if raw[index] == 0x26, let found = entity(raw, index),
                let scalar = Unicode.Scalar(found.scalar)
            {
                out.bytes.append(
                    contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index += found.length
            } else if signs, raw[index] == 0xC2, index + 1 < raw.count, raw[index + 1] < 0xA0,
                let scalar = Unicode.Scalar(Windows1252.scalar(raw[index + 1]))
            {
                out.bytes.append(
                    contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index += 2
            } else {
                out.bytes.append(raw[index])
                index += 1
            }
        }
        return Text(start: UInt32(start), length: UInt32(out.bytes.count - start))
    }

    /// The object and the place.
    mutating func readObjectAndPlace(_ draft: DeclarationDraft) {
        let object = draft[.objet]
        out.objet = prose(object, .objet)
        if out.objet.isEmpty {
            if !out.isModificationOnly { note(.objectMissing, .objet, object) }
        } else if out.objet.length < 5 {
            note(.objectTooShort, .objet, object)
        } else if out.objet.length > (isNew ? 1000 : 256) {
            var characters = 0
            for byte in buffer(object) where byte & 0xC0 != 0x80 { characters += 1 }
            if characters > (isNew ? 1000 : 256) { note(.objectTooLong, .objet, object) }
        }
        let code = value(draft[.lieuCode], .lieuCode)
        out.lieuCode = text(code)
        out.lieuNom = prose(draft[.lieuNom], .lieuNom)
        out.lieuType = label(draft[.lieuTypeCode], .lieuTypeCode, labels.lieuType)
        guard !out.isModificationOnly else { return }
        if code.length == 0 {
            note(.placeMissing, .lieuCode)
        } else if out.lieuType == CodeList.unknown {
            if trimmed(draft[.lieuTypeCode]).length == 0 { note(.mandatoryMissing, .lieuTypeCode) }
        } else if !Reading.placeFits(buffer(code), type: out.lieuType) {
            note(.placeCodeMismatch, .lieuCode, code)
        }
    }

    /// Whether a place code has the form of its type.
    static func placeFits(_ code: UnsafeBufferPointer<UInt8>, type: UInt8) -> Bool {
        switch type {
        case 0: code.count == 5 && isDigits(code)
        case 1: code.count == 5
        case 4: code.count == 2 || code.count == 3
        case 5: code.count == 2 || code.count == 1
        // ISO letters, or INSEE's five digits beginning with 99.
        case 6: code.count == 2 || code.count == 3 || (code.count == 5 && isDigits(code))
        default: true
        }
    }
}
