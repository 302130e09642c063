import Procurement

/// The state of one record's interpretation: the draft's bytes, what is being filled, and the
/// settings.
///
/// The arena is copied whole into the declaration before anything else, so that a slice of the
/// draft and a text of the declaration have the same offsets.
struct Reading {
    typealias Slice = DeclarationDraft.Slice
    typealias Text = Declaration.Text

    let bytes: UnsafeBufferPointer<UInt8>
    let labels: Labels
    let cpv: CPVList?
    let referenceDay: Day
    var out: Declaration
    /// Whether the record follows the schema of 2022.
    var isNew = false
    /// Whether numbers and booleans are written as such somewhere in the record, as in JSON.
    var isTyped = false

    // MARK: Findings

    /// Adds a finding on a published value.
    @inline(__always) mutating func note(
        _ rule: FindingCode, _ field: FindingField, _ slice: Slice = .absent
    ) {
        out.findings.append(
            Finding(rule, field: field, raw: Text(start: slice.start, length: slice.length)))
    }

    // MARK: Slices

    /// The bytes of a slice.
    @inline(__always) func buffer(_ slice: Slice) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(slice.start)..<Int(slice.start + slice.length)])
    }

    /// The slice without blanks around; absent when nothing is left.
    func trimmed(_ slice: Slice) -> Slice {
        guard slice.isPresent, slice.writing != .nested else { return .absent }
        var start = Int(slice.start)
        var end = start + Int(slice.length)
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if end - 1 > start, bytes[end - 1] == 0xA0, bytes[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        // A slice that cuts a character would not be well-formed alone.
        let cutsStart = start < end && bytes[start] & 0xC0 == 0x80
        let cutsEnd = end < bytes.count && bytes[end] & 0xC0 == 0x80
        guard start < end, !cutsStart, !cutsEnd else {
            return slice.writing == .yes || slice.writing == .no ? slice : .absent
        }
        return Slice(
            start: UInt32(start), length: UInt32(end - start), writing: slice.writing)
    }

    /// The trimmed slice of a field, absent (with a finding) when it holds a mark for « unknown ».
    mutating func value(_ slice: Slice, _ field: FindingField) -> Slice {
        let trim = trimmed(slice)
        if slice.writing == .nested { note(.unexpectedShape, field, slice) }
        guard trim.length >= 2, trim.writing == .text else { return trim }
        let first = bytes[Int(trim.start)] & 0xDF
        // N, M, C or I: the marks NC, MQ, CDL, INX, and « Non communiqué ».
        guard first == 0x4E || first == 0x4D || first == 0x43 || first == 0x49 else { return trim }
        if trim.length <= 3 || (first == 0x4E && trim.length < 18) {
            if let mark = labels.marks.match(buffer(trim)) {
                note(mark.code == 0 ? .notCommunicated : .tableTag, field, trim)
                return .absent
            }
        }
        if first == 0x49, trim.length >= 3, bytes[Int(trim.start) + 1] == 0x4E,
            bytes[Int(trim.start) + 2] == 0x58,
            trim.length == 3 || bytes[Int(trim.start) + 3] == 0x20
        {
            note(.tableTag, field, trim)
            return .absent
        }
        return trim
    }

    /// The text of a slice.
    @inline(__always) func text(_ slice: Slice) -> Text {
        slice.length == 0 ? .unknown : Text(start: slice.start, length: slice.length)
    }
}
