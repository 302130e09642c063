internal import Procurement

extension JSONRecordParser {
    /// The limits of a string's text, without its quotes, and what it has in it.
    struct StringSpan {
        var start: UnsafePointer<UInt8>
        var count: Int
        var hasEscape = false
        var isAscii = true
        var hasControl = false
    }

    @inline(__always)
    mutating func skipBlanks() {
        while p < end, p.pointee <= 0x20 { p += 1 }
    }

    /// Gives up on the record: every loop then ends.
    mutating func fail() {
        if failure == nil { failure = .malformed }
        p = end
    }

    @inline(__always)
    mutating func openObject() -> Bool {
        guard p < end, p.pointee == 0x7B else { return false }
        p += 1
        return true
    }

    @inline(__always)
    mutating func openArray() -> Bool {
        guard p < end, p.pointee == 0x5B else { return false }
        p += 1
        return true
    }

    /// Goes to the next element of a list; false past its end.
    mutating func nextElement() -> Bool {
        skipBlanks()
        while p < end, p.pointee == 0x2C {
            p += 1
            skipBlanks()
        }
        guard p < end else {
            fail()
            return false
        }
        if p.pointee == 0x5D {
            p += 1
            return false
        }
        if p.pointee == 0x7D {
            fail()
            return false
        }
        return true
    }

    /// Goes to the value of the next key of an object; nil past its end.
    @inline(__always)
    mutating func nextKey() -> Key? {
        skipBlanks()
        while p < end, p.pointee == 0x2C {
            p += 1
            skipBlanks()
        }
        guard p < end else {
            fail()
            return nil
        }
        if p.pointee == 0x7D {
            p += 1
            return nil
        }
        guard p.pointee == 0x22, let span = string() else {
            fail()
            return nil
        }
        skipBlanks()
        guard p < end, p.pointee == 0x3A else {
            fail()
            return nil
        }
        p += 1
        skipBlanks()
        keyStart = span.start
        keyCount = span.count
        return keys.key(span.start, span.count)
    }

    /// Reads a string; nil (and failure) when it has no end.
    @inline(__always)
    mutating func string() -> StringSpan? {
        p += 1
        var span = StringSpan(start: p, count: 0)
        var seen: UInt64 = 0
        var controls: UInt64 = 0
        while true {
            while end - p >= 8 {
                let word = UnsafeRawPointer(p).loadUnaligned(as: UInt64.self)
                let stop = WordScan.equal(word, 0x22) | WordScan.equal(word, 0x5C)
                if stop == 0 {
                    seen |= word
                    controls |= WordScan.controls(word)
                    p += 8
                    continue
                }
                let skipped = stop.trailingZeroBitCount >> 3
                let mask = (UInt64(1) << UInt64(skipped * 8)) &- 1
                seen |= word & mask
                controls |= WordScan.controls(word) & mask
                p += skipped
                break
            }
            while p < end, p.pointee != 0x22, p.pointee != 0x5C {
                seen |= UInt64(p.pointee)
                if p.pointee < 0x20 { controls = 1 }
                p += 1
            }
            guard p < end else {
                fail()
                return nil
            }
            if p.pointee == 0x22 { break }
            span.hasEscape = true
            guard end - p >= 2 else {
                fail()
                return nil
            }
            p += 2
        }
        span.count = p - span.start
        span.isAscii = seen & WordScan.highs == 0
        span.hasControl = controls != 0
        p += 1
        return span
    }

    /// Skips any value, however deep.
    mutating func skipValue() {
        skipBlanks()
        guard p < end else { return fail() }
        switch p.pointee {
        case 0x22: _ = string()
        case 0x7B, 0x5B:
            var depth = 0
            while p < end {
                switch p.pointee {
                case 0x22:
                    if string() == nil { return }
                    continue
                case 0x7B, 0x5B: depth += 1
                case 0x7D, 0x5D: depth -= 1
                default: break
                }
                p += 1
                if depth == 0 { return }
            }
            fail()
        default: skipToken()
        }
    }

    private mutating func skipToken() {
        while p < end {
            let byte = p.pointee
            if byte == 0x2C || byte == 0x7D || byte == 0x5D || byte <= 0x20 { return }
            p += 1
        }
    }

    /// Reads a single value into the arena; a list or an object is kept as raw text, and noted.
    @inline(__always)
    mutating func value(_ draft: inout DeclarationDraft) -> DeclarationDraft.Slice {
        guard p < end else {
            fail()
            return .absent
        }
        switch p.pointee {
        case 0x22:
            guard let span = string() else { return .absent }
            if span.isAscii, !span.hasEscape, !span.hasControl,
                span.count <= TextRepair.fieldBytes
            {
                return draft.keep(UnsafeBufferPointer(start: span.start, count: span.count))
            }
            return careful(span, &draft)
        case 0x7B, 0x5B:
            let start = p
            skipValue()
            draft.note(.unexpectedShape, keyText)
            return repaired(start, p - start, .nested, &draft)
        default: return token(&draft)
        }
    }

    /// A bare word: a number, `true`, `false`, `null`, or what JSON does not allow.
    private mutating func token(_ draft: inout DeclarationDraft) -> DeclarationDraft.Slice {
        let start = p
        skipToken()
        let text = UnsafeBufferPointer(start: start, count: p - start)
        guard let first = text.first else {
            fail()
            return .absent
        }
        if (first >= 0x30 && first <= 0x39) || first == 0x2D || first == 0x2B || first == 0x2E,
            text.count <= 400, text.allSatisfy(JSONRecordParser.isNumeric)
        {
            return draft.keep(text, as: .number)
        }
        func isWord(_ word: StaticString) -> Bool {
            word.utf8CodeUnitCount == text.count
                && text.elementsEqual(
                    UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
        let empty = DeclarationDraft.Slice(
            start: UInt32(draft.bytes.count), length: 0, writing: .null)
        if isWord("null") { return empty }
        if isWord("true") { return draft.keep(text, as: .yes) }
        if isWord("false") { return draft.keep(text, as: .no) }
        draft.note(.illegalToken, text)
        if isWord("True") { return draft.keep(text, as: .yes) }
        if isWord("False") { return draft.keep(text, as: .no) }
        return empty
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || byte == 0x2D || byte == 0x2B || byte == 0x2E
            || byte == 0x65 || byte == 0x45
    }

    /// Bytes kept as they are but for ill-formed UTF-8.
    private mutating func repaired(
        _ start: UnsafePointer<UInt8>, _ count: Int, _ writing: DeclarationDraft.Writing,
        _ draft: inout DeclarationDraft
    ) -> DeclarationDraft.Slice {
        let kept = TextRepair.prefix(start, count, limit: TextRepair.fieldBytes)
        if kept < count { draft.note(.tooLarge, keyText) }
        if TextRepair.isWellFormed(start, kept) {
            return draft.keep(UnsafeBufferPointer(start: start, count: kept), as: writing)
        }
        draft.note(.invalidUTF8, keyText)
        let first = draft.bytes.count
        TextRepair.append(start, kept, to: &draft.bytes)
        return DeclarationDraft.Slice(
            start: UInt32(first), length: UInt32(draft.bytes.count - first), writing: writing)
    }

    /// A string with escapes, accents, control characters or too many bytes.
    @inline(never)
    private mutating func careful(
        _ span: StringSpan, _ draft: inout DeclarationDraft
    ) -> DeclarationDraft.Slice {
        if span.hasControl { draft.note(.controlCharacter, keyText) }
        guard span.hasEscape else { return repaired(span.start, span.count, .text, &draft) }
        if span.count > TextRepair.fieldBytes { draft.note(.tooLarge, keyText) }
        if !span.isAscii, !TextRepair.isWellFormed(span.start, span.count) {
            draft.note(.invalidUTF8, keyText)
        }
        let first = draft.bytes.count
        var unescaper = JSONUnescaper(
            p: span.start, end: span.start + min(span.count, TextRepair.fieldBytes))
        unescaper.run(into: &draft.bytes)
        let slice = DeclarationDraft.Slice(
            start: UInt32(first), length: UInt32(draft.bytes.count - first), writing: .text)
        if unescaper.hasLoneSurrogate { draft.note(.invalidUTF8, keyText) }
        if unescaper.hasControl, !span.hasControl { draft.note(.controlCharacter, keyText) }
        return slice
    }
}
