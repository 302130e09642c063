/// What a file is, by its content.
///
/// - Shape: only kinds that a library needs. Anything that a browser could run (HTML, SVG, scripts) has no
///   kind; archives have none either.
public enum FileKind: String, Sendable, CaseIterable {
    case pdf, odt, ods, odp, docx, xlsx, pptx, csv, txt, png, jpeg, webp

    /// Its media type, as `application/pdf`.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .csv: "text/csv; charset=utf-8"
        case .txt: "text/plain; charset=utf-8"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        }
    }

    /// The end of its name, without the dot.
    public var suffix: String { self == .jpeg ? "jpg" : rawValue }

    /// French, as shown: `PDF`, `texte OpenDocument`.
    public var label: String {
        switch self {
        case .pdf: "PDF"
        case .odt: "texte OpenDocument"
        case .ods: "classeur OpenDocument"
        case .odp: "diaporama OpenDocument"
        case .docx: "texte Word"
        case .xlsx: "classeur Excel"
        case .pptx: "diaporama PowerPoint"
        case .csv: "tableau CSV"
        case .txt: "texte"
        case .png, .jpeg, .webp: "image"
        }
    }

    /// Whether it is an image.
    public var isImage: Bool { self == .png || self == .jpeg || self == .webp }

    /// Whether browsers may show it; others are only kept by whoever opens them.
    public var isShown: Bool { self == .pdf || isImage }

    /// Whether words can be drawn from it, so that search finds them.
    public var holdsText: Bool { self == .pdf || self == .txt || self == .csv }

    /// What the controls of forms accept, as `.pdf,.odt`.
    public static let accepted =
        (allCases.map { "." + $0.suffix } + [".jpeg"]).joined(separator: ",")

    /// What these bytes are: their name only tells a table from a plain text.
    ///
    /// - Parameter field: the form's field, named by the refusal.
    /// - Throws: `.invalid` for anything that is not surely one of the kinds.
    /// - Complexity: O(bytes) for texts, O(names inside) for office files.
    public static func recognise(_ bytes: [UInt8], name: String, field: String = "fichier")
        throws(CommunityRefusal) -> FileKind
    {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: field, value: String(name.prefix(80)), sentence: sentence)
        }
        guard !bytes.isEmpty else { throw refusal("Le fichier est vide.") }
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)),
            bytes[8..<12].elementsEqual("WEBP".utf8)
        {
            return .webp
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            guard let kind = PackagedNames(bytes).flatMap({ office($0) }) else {
                throw refusal(
                    "Une archive n’est pas prise\u{202F}: envoyez chaque fichier. Les documents de bureau "
                        + "le sont sans macro ni mot de passe.")
            }
            return kind
        }
        guard isText(bytes) else {
            throw refusal(
                "Ce genre de fichier n’est pas pris. Envoyez un PDF, un document OpenDocument, Word, "
                    + "Excel ou PowerPoint, un tableau CSV, un texte UTF-8, ou une image PNG, JPEG ou "
                    + "WebP.")
        }
        guard !isMarkup(bytes) else {
            throw refusal("Les pages HTML, les dessins SVG et les scripts ne sont pas pris.")
        }
        let lower = name.lowercased()
        return lower.hasSuffix(".csv") || lower.hasSuffix(".tsv") ? .csv : .txt
    }

    /// The office format whose parts these are, without macros; nil for any other archive.
    private static func office(_ package: PackagedNames) -> FileKind? {
        guard !package.isEncrypted,
            !package.names.contains(where: {
                let name = $0.lowercased()
                return name.contains("vbaproject") || name.hasPrefix("basic/")
                    || name.contains("..") || name.hasPrefix("/")
            })
        else { return nil }
        let open: [FileKind] = [.odt, .ods, .odp]
        if let type = package.declaredType {
            return open.first { $0.mediaType == type }
        }
        let names = Set(package.names)
        guard names.contains("[Content_Types].xml") else { return nil }
        if names.contains("word/document.xml") { return .docx }
        if names.contains("xl/workbook.xml") { return .xlsx }
        if names.contains("ppt/presentation.xml") { return .pptx }
        return nil
    }

    /// Whether the bytes are UTF-8 without control characters.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        for byte in bytes where byte < 0x20 || byte == 0x7F {
            guard byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C else { return false }
        }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    /// Whether a text begins as something that a browser would draw or a system would run.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        var start = bytes[...]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        start = start.drop { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        let head = String(decoding: start.prefix(512), as: UTF8.self).lowercased()
        if head.hasPrefix("#!") || head.hasPrefix("<?") || head.hasPrefix("<!") { return true }
        return ["<html", "<svg", "<script", "<body", "<head", "<iframe", "<x:", "<math"].contains {
            head.contains($0)
        }
    }
}

/// The names of the parts of a ZIP package, read from its central directory; nothing is unpacked.
struct PackagedNames {
    let names: [String]
    let isEncrypted: Bool
    /// What an OpenDocument package says it is, in its first part; nil for others.
    let declaredType: String?

    /// Most parts of a package.
    private static let most = 20_000

    /// Nil when it is not a well-formed package that ends where its directory says.
    init?(_ bytes: [UInt8]) {
        func number(_ at: Int, _ size: Int) -> Int? {
            guard at >= 0, at + size <= bytes.count else { return nil }
            return (0..<size).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
        }
        // The end record is the last thing, but for a comment of at most 65 535 bytes.
        let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        var end = bytes.count - 22
        let least = max(0, bytes.count - 22 - 65_535)
        while end >= least, !bytes[end..<(end + 4)].elementsEqual(mark) { end -= 1 }
        guard end >= least, let count = number(end + 10, 2), let start = number(end + 16, 4),
            let comment = number(end + 20, 2), end + 22 + comment == bytes.count,
            count <= PackagedNames.most
        else { return nil }
        var names: [String] = []
        var isEncrypted = false
        var at = start
        for _ in 0..<count {
            guard number(at, 4) == 0x0201_4B50, let flags = number(at + 8, 2),
                let length = number(at + 28, 2), let extra = number(at + 30, 2),
                let note = number(at + 32, 2), at + 46 + length <= bytes.count
            else { return nil }
            if flags & 1 == 1 { isEncrypted = true }
            names.append(String(decoding: bytes[(at + 46)..<(at + 46 + length)], as: UTF8.self))
            at += 46 + length + extra + note
        }
        self.names = names
        self.isEncrypted = isEncrypted
        // OpenDocument 1.2, part 3, §3.3: the first part is « mimetype », stored as it is.
        if names.first == "mimetype", number(8, 2) == 0, let size = number(22, 4), size < 100,
            let length = number(26, 2), let extra = number(28, 2),
            30 + length + extra + size <= bytes.count
        {
            let first = 30 + length + extra
            declaredType = String(decoding: bytes[first..<(first + size)], as: UTF8.self)
        } else {
            declaredType = nil
        }
    }
}
