extension ToolDocument {
    /// The document as an OpenDocument text (ODF 1.3, `.odt`): word processors open and change it.
    public var openDocument: [UInt8] {
        var archive = ZipArchive()
        // First and stored: how a reader recognises the format.
        archive.add("mimetype", Array("application/vnd.oasis.opendocument.text".utf8))
        archive.add("META-INF/manifest.xml", Array(OpenDocumentText.manifest.utf8))
        archive.add("meta.xml", Array(OpenDocumentText.meta(title: title).utf8))
        archive.add("styles.xml", Array(OpenDocumentText.styles.utf8))
        archive.add("content.xml", Array(OpenDocumentText.content(self).utf8))
        return archive.file
    }
}

/// The XML parts of an OpenDocument text.
private enum OpenDocumentText {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let names =
        ["office", "style", "text", "table", "meta"].map {
            "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
        }.joined(separator: " ")
        + " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\""

    static let manifest =
        head + """
            <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
            manifest:version="1.3">\
            <manifest:file-entry manifest:full-path="/" manifest:version="1.3" \
            manifest:media-type="application/vnd.oasis.opendocument.text"/>\
            <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>\
            <manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>\
            <manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>\
            </manifest:manifest>
            """

    static func meta(title: String) -> String {
        head + """
            <office:document-meta \(names)><office:meta><dc:title>\(escaped(title))</dc:title>\
            <dc:language>fr-FR</dc:language></office:meta></office:document-meta>
            """
    }

    static let styles =
        head + """
            <office:document-styles \(names)><office:styles>\
            <style:default-style style:family="paragraph">\
            <style:paragraph-properties fo:margin-bottom="0.25cm"/>\
            <style:text-properties fo:font-size="11pt" fo:language="fr" fo:country="FR"/>\
            </style:default-style>\
            <style:style style:name="Standard" style:family="paragraph"/>\
            <style:style style:name="Heading" style:family="paragraph" \
            style:parent-style-name="Standard">\
            <style:paragraph-properties fo:margin-top="0.4cm" fo:keep-with-next="always"/>\
            <style:text-properties fo:font-weight="bold"/></style:style>\
            <style:style style:name="Title" style:family="paragraph" \
            style:parent-style-name="Standard">\
            <style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>\
            <style:style style:name="Lines" style:family="paragraph" \
            style:parent-style-name="Standard">\
            <style:paragraph-properties fo:margin-bottom="0cm"/></style:style>\
            <style:style style:name="Cell" style:family="table-cell">\
            <style:table-cell-properties fo:border="0.05pt solid #808080" fo:padding="0.1cm"/>\
            </style:style></office:styles><office:automatic-styles>\
            <style:page-layout style:name="A4"><style:page-layout-properties \
            fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" \
            fo:margin-bottom="2cm" fo:margin-left="2.2cm" fo:margin-right="2.2cm"/>\
            </style:page-layout></office:automatic-styles><office:master-styles>\
            <style:master-page style:name="Standard" style:page-layout-name="A4"/>\
            </office:master-styles></office:document-styles>
            """

    static func content(_ document: ToolDocument) -> String {
        var tables = 0
        var body = paragraph(document.title, "Title")
        for block in document.blocks {
            switch block {
            case .heading(let text):
                body += """
                    <text:h text:style-name="Heading" text:outline-level="1">\(inline(text))</text:h>
                    """
            case .paragraph(let text): body += paragraph(text, "Standard")
            case .lines(let lines):
                body += lines.map { paragraph($0, "Lines") }.joined() + paragraph("", "Standard")
            case .list(let items):
                let list = items.map {
                    "<text:list-item>\(paragraph($0, "Standard"))</text:list-item>"
                }
                body += "<text:list>\(list.joined())</text:list>"
            case .table(let head, let rows):
                tables += 1
                body += table(head, rows, number: tables)
            }
        }
        return head + """
            <office:document-content \(names)><office:body><office:text>\(body)</office:text>\
            </office:body></office:document-content>
            """
    }

    private static func table(_ head: [String], _ rows: [[String]], number: Int) -> String {
        func row(_ cells: [String], _ style: String) -> String {
            let written = cells.map {
                """
                <table:table-cell table:style-name="Cell" office:value-type="string">\
                \(paragraph($0, style))</table:table-cell>
                """
            }
            return "<table:table-row>\(written.joined())</table:table-row>"
        }
        return """
            <table:table table:name="Tableau\(number)">\
            <table:table-column table:number-columns-repeated="\(max(1, head.count))"/>\
            <table:table-header-rows>\(row(head, "Heading"))</table:table-header-rows>\
            \(rows.map { row($0, "Lines") }.joined())</table:table>\(paragraph("", "Standard"))
            """
    }

    private static func paragraph(_ text: String, _ style: String) -> String {
        "<text:p text:style-name=\"\(style)\">\(inline(text))</text:p>"
    }

    /// Text with its line breaks.
    private static func inline(_ text: String) -> String {
        escaped(text).replacing("\r", with: "").replacing("\n", with: "<text:line-break/>")
            .replacing("\t", with: "<text:tab/>")
    }

    /// Text without signs of markup or characters that XML does not have.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\n", "\r", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
