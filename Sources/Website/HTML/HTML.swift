/// HTML under construction: what is written in a literal is markup, what is interpolated is escaped.
///
/// ```swift
/// let row: HTML = "<td class=\"nombre\">\(amount)</td>"
/// ```
///
/// - Shape: UTF-8 bytes in one buffer. A literal must be well-formed on its own, with attribute
///   values between double quotes; then any text is safe in it, as content or as attribute.
/// - Complexity: O(bytes written); inserting HTML in HTML copies it once.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// UTF-8.
    private(set) var bytes: [UInt8]

    /// Nothing.
    init() { bytes = [] }

    /// Nothing yet, with room for a page.
    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    init(stringLiteral literal: String) { bytes = Array(literal.utf8) }

    init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Text, escaped.
    init(text: String) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    /// Markup made elsewhere that is known to be safe: the only way around escaping.
    init(trusted markup: TrustedMarkup) { bytes = Array(markup.markup.utf8) }

    /// Whether nothing was written.
    var isEmpty: Bool { bytes.isEmpty }

    /// What was written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds markup at the end.
    mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    /// Adds text at the end, escaped.
    mutating func append(text: String) { HTML.escape(text, into: &bytes) }

    static func += (left: inout HTML, right: HTML) { left.append(right) }

    static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Writes text with the five characters of markup as entities; control characters and
    /// noncharacters that HTML forbids, and signs that turn the direction of what follows (a name could
    /// pass for another), become U+FFFD.
    ///
    /// - Complexity: O(bytes of the text); runs without markup are copied whole.
    static func escape(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            var start = 0
            var index = 0
            while index < source.count {
                let byte = source[index]
                if needsEscape(byte) {
                    bytes.append(contentsOf: source[start..<index])
                    append(entity: byte, into: &bytes)
                    start = index + 1
                } else if byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
                    let length = forbidden(source, at: index)
                    if length > 0 {
                        bytes.append(contentsOf: source[start..<index])
                        append(entity: 0, into: &bytes)
                        start = index + length
                        index = start - 1
                    }
                }
                index += 1
            }
            bytes.append(contentsOf: source[start..<source.count])
        }
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0x7F: true
        case 0x09, 0x0A, 0x0D: false
        default: byte < 0x20
        }
    }

    /// Length of the forbidden character that begins here (U+0080 to U+009F, U+202A to U+202E, U+2066
    /// to U+2069, U+FDD0 to U+FDEF, U+FFFE, U+FFFF), or 0.
    private static func forbidden(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index + 1 < source.count else { return 0 }
        let next = source[index + 1]
        if source[index] == 0xC2 { return next < 0xA0 ? 2 : 0 }
        guard index + 2 < source.count else { return 0 }
        let third = source[index + 2]
        if source[index] == 0xE2 {
            let isTurning =
                (next == 0x80 && third >= 0xAA && third <= 0xAE)
                || (next == 0x81 && third >= 0xA6 && third <= 0xA9)
            return isTurning ? 3 : 0
        }
        let isNoncharacter =
            (next == 0xBF && third >= 0xBE) || (next == 0xB7 && third >= 0x90 && third < 0xB0)
        return isNoncharacter ? 3 : 0
    }

    private static func append(entity byte: UInt8, into bytes: inout [UInt8]) {
        let entity: StaticString =
            switch byte {
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            case 0x22: "&quot;"
            case 0x27: "&#39;"
            default: "\u{FFFD}"
            }
        entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

/// Markup that skips escaping: our own assets, never anything read from data, settings or requests.
struct TrustedMarkup: Sendable {
    let markup: String
}

extension HTML {
    /// The pieces of a literal, on their way to one buffer.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var bytes: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        mutating func appendLiteral(_ literal: String) {
            bytes.append(contentsOf: literal.utf8)
        }

        /// Text, escaped.
        mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &bytes) }

        /// Text, escaped, or nothing.
        mutating func appendInterpolation(_ text: String?) {
            if let text { HTML.escape(text, into: &bytes) }
        }

        /// A number as a machine reads it.
        mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// An address made by the page it leads to.
        mutating func appendInterpolation(_ link: Link) { HTML.escape(link.kept, into: &bytes) }

        /// Markup.
        mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }

        /// Markup or nothing.
        mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes.append(contentsOf: html.bytes) }
        }

        /// Pieces of markup one after another.
        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// An attribute without value, when true.
        mutating func appendInterpolation(_ name: StaticString, if condition: Bool) {
            if condition {
                bytes.append(0x20)
                name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            }
        }
    }
}
