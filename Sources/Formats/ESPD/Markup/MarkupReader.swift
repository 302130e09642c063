internal import CExpat

/// Reads an XML document whole, keeping everything that canonical XML compares.
///
/// Document types are refused, so no entity besides XML's own five exists and nothing outside the
/// document is ever loaded.
///
/// - Complexity: O(bytes), within the limits below.
enum MarkupReader {
    /// Longest document, in bytes; the longest published sample has 1.3 million.
    static let longest = 24 << 20
    /// Deepest nesting; the deepest published sample has 13.
    static let deepest = 80
    /// Most elements, texts, comments and attributes; the largest published sample has 150 000.
    static let most = 2_000_000

    /// The document.
    ///
    /// - Throws: `ESPDRefusal` for what is hostile, too large or not well-formed.
    static func read(_ bytes: [UInt8]) throws(ESPDRefusal) -> MarkupDocument {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= longest else { throw .tooLarge(limitBytes: longest) }
        guard let parser = XML_ParserCreate(nil) else {
            preconditionFailure("expat refuses to start: not enough memory")
        }
        defer { XML_ParserFree(parser) }
        let builder = MarkupBuilder(parser)
        let status = withExtendedLifetime(builder) {
            builder.attach()
            return bytes.withUnsafeBytes { bytes in
                XML_Parse(
                    parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(clamping: bytes.count), 1)
            }
        }
        if let refusal = builder.refusal { throw refusal }
        guard status != XML_STATUS_ERROR, let root = builder.root else {
            if XML_GetErrorCode(parser) == XML_ERROR_UNKNOWN_ENCODING { throw .encoding }
            throw .malformed(line: Int(clamping: XML_GetCurrentLineNumber(parser)))
        }
        return MarkupDocument(before: builder.before, root: root, after: builder.after)
    }
}

/// Takes expat's events; lives as long as one parse.
private final class MarkupBuilder {
    private let parser: OpaquePointer
    private var stack: [MarkupElement] = []
    /// What prefixes stand for, per open element.
    private var scopes: [[String: String]] = [
        ["xml": "http://www.w3.org/XML/1998/namespace", "": ""]
    ]
    private var text: [UInt8] = []
    private var count = 0
    private(set) var before: [MarkupNode] = []
    private(set) var after: [MarkupNode] = []
    private(set) var root: MarkupElement?
    private(set) var refusal: ESPDRefusal?

    init(_ parser: OpaquePointer) { self.parser = parser }

    /// Connects the events; the builder must outlive the parse.
    func attach() {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { MarkupBuilder.of($0)?.start($1, $2) },
            { data, _ in MarkupBuilder.of(data)?.end() })
        XML_SetCharacterDataHandler(parser) { MarkupBuilder.of($0)?.characters($1, $2) }
        XML_SetCommentHandler(parser) { data, text in
            guard let text else { return }
            MarkupBuilder.of(data)?.add(.comment(String(cString: text)))
        }
        XML_SetProcessingInstructionHandler(parser) { data, target, text in
            guard let target, let text else { return }
            MarkupBuilder.of(data)?.add(
                .instruction(target: String(cString: target), data: String(cString: text)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            MarkupBuilder.of(data)?.refuse(.documentType)
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> MarkupBuilder? {
        data.map { Unmanaged<MarkupBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse(_ reason: ESPDRefusal) {
        if refusal == nil { refusal = reason }
        XML_StopParser(parser, 0)
    }

    private func tally(_ more: Int) {
        count += more
        if count > MarkupReader.most { refuse(.tooMany(limit: MarkupReader.most)) }
    }

    private func start(
        _ name: UnsafePointer<CChar>?, _ written: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard refusal == nil, let name else { return }
        flush()
        guard stack.count < MarkupReader.deepest else {
            refuse(.tooDeep(limit: MarkupReader.deepest))
            return
        }
        var attributes: [MarkupElement.Attribute] = []
        var scope = scopes[scopes.count - 1]
        var index = 0
        while let key = written?[index], let value = written?[index + 1] {
            let attribute = MarkupElement.Attribute(
                name: String(cString: key), value: String(cString: value))
            if attribute.name == "xmlns" {
                scope[""] = attribute.value
            } else if attribute.name.hasPrefix("xmlns:") {
                scope[String(attribute.name.dropFirst(6))] = attribute.value
            }
            attributes.append(attribute)
            index += 2
        }
        tally(1 + attributes.count)
        let qualified = String(cString: name)
        guard let space = MarkupBuilder.space(of: qualified, scope),
            attributes.allSatisfy({ MarkupBuilder.isDeclared($0.name, scope) })
        else {
            refuse(.malformed(line: Int(clamping: XML_GetCurrentLineNumber(parser))))
            return
        }
        scopes.append(scope)
        stack.append(MarkupElement(name: qualified, space: space, attributes: attributes))
    }

    /// The namespace of an element's name; nil when its prefix is not declared.
    private static func space(of name: String, _ scope: [String: String]) -> String? {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return scope[""]
        case 2 where !parts[0].isEmpty && !parts[1].isEmpty:
            let space = scope[String(parts[0])]
            return space?.isEmpty == true ? nil : space
        default: return nil
        }
    }

    private static func isDeclared(_ name: String, _ scope: [String: String]) -> Bool {
        if name == "xmlns" || name.hasPrefix("xmlns:") { return true }
        return !name.utf8.contains(0x3A) || space(of: name, scope) != nil
    }

    private func end() {
        guard refusal == nil else { return }
        flush()
        guard let element = stack.popLast() else { return }
        scopes.removeLast()
        if stack.isEmpty {
            root = element
        } else {
            stack[stack.count - 1].children.append(.element(element))
        }
    }

    private func characters(_ start: UnsafePointer<CChar>?, _ count: Int32) {
        guard refusal == nil, !stack.isEmpty, let start else { return }
        start.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
            text.append(contentsOf: UnsafeBufferPointer(start: $0, count: Int(count)))
        }
    }

    private func flush() {
        guard !text.isEmpty, !stack.isEmpty else { return }
        let piece = String(decoding: text, as: UTF8.self)
        text.removeAll(keepingCapacity: true)
        stack[stack.count - 1].children.append(.text(piece))
        tally(1)
    }

    private func add(_ node: MarkupNode) {
        guard refusal == nil else { return }
        flush()
        tally(1)
        if !stack.isEmpty {
            stack[stack.count - 1].children.append(node)
        } else if root == nil {
            before.append(node)
        } else {
            after.append(node)
        }
    }
}
