internal import Procurement

/// Follows the outline of a JSON document block by block and finds where its records stand.
///
/// Knows only lists, objects and strings: what is inside a record is not looked at. Accepts
/// `[…]`, `{"marches": […]}`, `{"marches": {"marche": […], "contrat-concession": […]}}`, a single
/// object where a list was expected, and records one after another (JSON Lines).
///
/// - Complexity: O(bytes), eight at a time inside strings; depth of records is a counter.
final class JSONOutline {
    /// What a value at this point is.
    enum Target {
        case top, marches, list(DeclarationDraft.Place), record(DeclarationDraft.Place), skip
    }
    /// A container that is open around the point reached.
    enum Frame { case root, marches, list(DeclarationDraft.Place) }
    /// What must come next.
    enum Expectation { case value(Target), key, separator }
    /// A value being crossed, which may continue in the next block.
    struct Crossing {
        var target: Target
        var start: Int
        var depth = 0
        var isInString = false
        var isRecord: Bool
        var place: DeclarationDraft.Place
    }

    /// Whether records follow one another without a list around them.
    let isLines: Bool
    private(set) var frames: [Frame] = []
    private(set) var expectation = Expectation.value(.top)
    var crossing: Crossing?
    /// Where the scan stands in the block.
    var position = 0
    /// Records, or stretches that are none, found in this block: start, end, place, reason.
    var found: [(start: Int, end: Int, place: DeclarationDraft.Place, reason: UnreadableReason?)] =
        []

    init(isLines: Bool) { self.isLines = isLines }

    /// Whether the document may end here.
    var isComplete: Bool { frames.isEmpty && crossing == nil }

    /// Scans as far as the bytes go; what must be kept for the next block starts at the result.
    func scan(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let count = bytes.count
        while true {
            if crossing != nil {
                guard cross(base, count) else {
                    if let state = crossing, state.isRecord { return state.start }
                    return position
                }
                continue
            }
            while position < count, base[position] <= 0x20 { position += 1 }
            guard position < count else { return position }
            switch expectation {
            case .value(let target): value(target, base[position])
            case .key:
                guard key(base, count, atEnd) else { return position }
            case .separator: separator(base[position])
            }
        }
    }

    /// Shifts positions when the block loses its first bytes.
    func drop(_ count: Int) {
        position -= count
        crossing?.start -= count
    }

    private func value(_ target: Target, _ byte: UInt8) {
        switch (target, byte) {
        case (.top, 0x5B): push(.list(.unknown), .value(.record(.unknown)))
        case (.top, 0x7B):
            if isLines { begin(target, .unknown) } else { push(.root, .key) }
        case (.top, 0x2C) where isLines: position += 1
        case (.marches, 0x5B): push(.list(.unknown), .value(.record(.unknown)))
        case (.marches, 0x7B): push(.marches, .key)
        case (.list(let place), 0x5B): push(.list(place), .value(.record(place)))
        case (.list(let place), 0x7B): begin(target, place)
        case (.record(let place), 0x5B) where frames.count < 16:
            push(.list(place), .value(.record(place)))
        case (.record, 0x5D): pop()
        case (.record, 0x2C): position += 1
        case (.record(let place), 0x7B): begin(target, place)
        case (_, 0x5D), (_, 0x7D): stray()
        default: begin(target, .unknown, isRecord: isRecordTarget(target))
        }
    }

    private func isRecordTarget(_ target: Target) -> Bool {
        switch target {
        case .record, .top: true
        default: false
        }
    }

    private func begin(
        _ target: Target, _ place: DeclarationDraft.Place, isRecord: Bool = true
    ) {
        if case .skip = target {
            crossing = Crossing(target: target, start: position, isRecord: false, place: place)
        } else {
            crossing = Crossing(target: target, start: position, isRecord: isRecord, place: place)
        }
    }

    private func push(_ frame: Frame, _ next: Expectation) {
        frames.append(frame)
        expectation = next
        position += 1
    }

    private func pop() {
        frames.removeLast()
        position += 1
        expectation = frames.isEmpty ? .value(.top) : .separator
    }

    /// A closing bracket that closes nothing.
    private func stray() {
        found.append((position, position + 1, .unknown, .malformed))
        position += 1
    }

    private func separator(_ byte: UInt8) {
        guard let frame = frames.last else {
            expectation = .value(.top)
            return
        }
        switch (frame, byte) {
        case (.list, 0x5D), (.root, 0x7D), (.marches, 0x7D): pop()
        case (.list(let place), 0x2C):
            position += 1
            expectation = .value(.record(place))
        case (.root, 0x2C), (.marches, 0x2C):
            position += 1
            expectation = .key
        case (.list(let place), 0x7B): expectation = .value(.record(place))
        case (.root, 0x22), (.marches, 0x22): expectation = .key
        default: stray()
        }
    }

    /// Reads a key and its colon; false when the block ends before.
    private func key(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ atEnd: Bool
    ) -> Bool {
        switch base[position] {
        case 0x22: break
        case 0x7D:
            pop()
            return true
        case 0x2C:
            position += 1
            return true
        default:
            stray()
            return true
        }
        var end = position + 1
        while end < count, base[end] != 0x22 { end += base[end] == 0x5C ? 2 : 1 }
        var colon = end + 1
        while colon < count, base[colon] <= 0x20 { colon += 1 }
        guard colon < count else { return false }
        guard base[colon] == 0x3A else {
            found.append((position, min(end + 1, count), .unknown, .malformed))
            position = min(end + 1, count)
            expectation = .separator
            return true
        }
        let text = UnsafeBufferPointer(start: base + position + 1, count: end - position - 1)
        expectation = .value(target(of: text))
        position = colon + 1
        return true
    }

    private func target(of key: UnsafeBufferPointer<UInt8>) -> Target {
        guard key.count < 64 else { return .skip }
        switch (JSONOutline.name(key), frames.last) {
        case ("marches", .root): return .marches
        case ("marche", _): return .list(.marche)
        case ("contrat-concession", _), ("contratconcession", _), ("contrats-concession", _):
            return .list(.concession)
        default: return .skip
        }
    }

    /// A key as it is compared: without blanks around, in lower case.
    static func name(_ key: some Collection<UInt8>) -> String {
        String(decoding: key.filter { $0 > 0x20 && $0 != 0x5F }, as: UTF8.self).lowercased()
    }

    /// Goes to the end of the value being crossed; false when the block ends before.
    private func cross(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard var state = crossing else { return true }
        var index = position
        while index < count {
            if state.isInString {
                index = JSONOutline.stringEnd(base, index, count)
                guard index < count else { break }
                if base[index] == 0x5C {
                    // An escape cut by the block's end is taken up again from its backslash.
                    guard index + 1 < count else { break }
                    index += 2
                    continue
                }
                state.isInString = false
                index += 1
                if state.depth == 0 { return finish(state, index) }
                continue
            }
            let byte = base[index]
            switch byte {
            case 0x22: state.isInString = true
            case 0x7B, 0x5B: state.depth += 1
            case 0x7D, 0x5D:
                if state.depth == 0 { return finish(state, index) }
                state.depth -= 1
                if state.depth == 0 { return finish(state, index + 1) }
            case 0x2C where state.depth == 0: return finish(state, index)
            default:
                if byte <= 0x20, state.depth == 0 { return finish(state, index) }
            }
            index += 1
        }
        position = index
        crossing = state
        return false
    }

    private func finish(_ state: Crossing, _ end: Int) -> Bool {
        position = end
        crossing = nil
        if end == state.start {
            // A comma or a bracket where a value was due: stepped over, so that the scan goes on.
            if frames.isEmpty { stray() }
        } else if state.isRecord {
            found.append((state.start, end, state.place, nil))
        }
        expectation = frames.isEmpty ? .value(.top) : .separator
        return true
    }

    /// The next quote or backslash.
    @inline(__always)
    private static func stringEnd(
        _ base: UnsafePointer<UInt8>, _ from: Int, _ count: Int
    ) -> Int {
        var index = from
        while index + 8 <= count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            let stop = WordScan.equal(word, 0x22) | WordScan.equal(word, 0x5C)
            if stop != 0 { return index + (stop.trailingZeroBitCount >> 3) }
            index += 8
        }
        while index < count, base[index] != 0x22, base[index] != 0x5C { index += 1 }
        return index
    }
}
