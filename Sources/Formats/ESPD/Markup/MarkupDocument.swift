/// An XML document without a document type: its root, and what stands before and after it.
struct MarkupDocument: Sendable, Equatable {
    var before: [MarkupNode] = []
    var root: MarkupElement
    var after: [MarkupNode] = []

    /// UTF-8, canonically equal to what was read.
    ///
    /// - Parameter isIndented: adds line breaks where an element holds elements only.
    /// - Complexity: O(size).
    func bytes(isIndented: Bool = false) -> [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        for node in before {
            MarkupDocument.write(node, 0, isIndented, into: &bytes)
            bytes.append(0x0A)
        }
        MarkupDocument.write(root, 0, isIndented, into: &bytes)
        bytes.append(0x0A)
        for node in after {
            MarkupDocument.write(node, 0, isIndented, into: &bytes)
            bytes.append(0x0A)
        }
        return bytes
    }

    private static func write(
        _ node: MarkupNode, _ depth: Int, _ isIndented: Bool, into bytes: inout [UInt8]
    ) {
        switch node {
        case .element(let element): write(element, depth, isIndented, into: &bytes)
        case .text(let text): escape(text, isAttribute: false, into: &bytes)
        case .comment(let text): bytes += "<!--\(text)-->".utf8
        case .instruction(let target, let data):
            bytes += (data.isEmpty ? "<?\(target)?>" : "<?\(target) \(data)?>").utf8
        }
    }

    private static func write(
        _ element: MarkupElement, _ depth: Int, _ isIndented: Bool, into bytes: inout [UInt8]
    ) {
        bytes.append(0x3C)
        bytes += element.name.utf8
        for attribute in element.attributes {
            bytes.append(0x20)
            bytes += attribute.name.utf8
            bytes += "=\"".utf8
            escape(attribute.value, isAttribute: true, into: &bytes)
            bytes.append(0x22)
        }
        guard !element.children.isEmpty else {
            bytes += "/>".utf8
            return
        }
        bytes.append(0x3E)
        let breaks =
            isIndented
            && !element.children.contains { if case .text = $0 { true } else { false } }
        for child in element.children {
            if breaks { lineBreak(depth + 1, into: &bytes) }
            write(child, depth + 1, isIndented, into: &bytes)
        }
        if breaks { lineBreak(depth, into: &bytes) }
        bytes += "</".utf8
        bytes += element.name.utf8
        bytes.append(0x3E)
    }

    private static func lineBreak(_ depth: Int, into bytes: inout [UInt8]) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    /// Writes text; what XML 1.0 cannot hold becomes U+FFFD.
    private static func escape(_ text: String, isAttribute: Bool, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x0D: bytes += "&#xD;".utf8
            case 0x22 where isAttribute: bytes += "&quot;".utf8
            case 0x09 where isAttribute: bytes += "&#x9;".utf8
            case 0x0A where isAttribute: bytes += "&#xA;".utf8
            case 0x09, 0x0A: bytes.append(UInt8(scalar.value))
            case 0..<0x20, 0xFFFE, 0xFFFF: bytes += "\u{FFFD}".utf8
            default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}
