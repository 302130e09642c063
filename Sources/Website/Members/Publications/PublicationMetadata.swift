import Community
import Procurement

/// Whole addresses of the library, as others write them down.
struct PublicationAddress: Sendable {
    /// As `https://observatoire.exemple.fr`, without a slash at the end.
    let base: String
    let siteName: String

    init(_ context: Context) {
        var base = context.settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        siteName = context.settings.name
    }

    init(base: String, siteName: String) {
        self.base = base
        self.siteName = siteName
    }

    /// The whole address of a link.
    func whole(_ link: Link) -> String { base + link.address }

    /// The host, as in `oai:HOST:key`.
    var host: String {
        let rest = base.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return String((rest ?? "localhost").split(separator: ":").first ?? "localhost")
    }
}

/// What machines are told of a publication: citations, Dublin Core, schema.org.
struct PublicationMetadata {
    let address: PublicationAddress
    let publication: Publication
    let version: PublicationVersion

    init(
        _ address: PublicationAddress, _ publication: Publication, _ version: PublicationVersion
    ) {
        self.address = address
        self.publication = publication
        self.version = version
    }

    private var content: PublicationContent { version.content }

    /// The lasting address of the version.
    var lasting: String {
        address.whole(PublicationVersionPage.link(to: publication.key, version.number))
    }

    /// The address of the publication.
    var url: String { address.whole(PublicationPage.link(to: publication.key)) }

    /// Whole addresses of the files for readers.
    private var files: [(address: String, kind: FileKind)] {
        version.files.filter { !$0.file.kind.isImage }.map { file in
            (
                address.whole(
                    PublicationFile.link(to: publication.key, version.number, file.name)),
                file.file.kind
            )
        }
    }

    private var publisher: String { content.institutions.first ?? address.siteName }

    /// The citation in words.
    var sentence: String {
        let names = content.authors.isEmpty ? content.institutions : content.authors
        let authors = names.map { PublicationNames.shown($0) }.joined(separator: ", ")
        let opening = authors.isEmpty ? "" : authors + ". "
        return opening + "«\u{202F}\(content.title)\u{202F}», \(publisher), "
            + "\(French.day(content.day)), version \(version.number). \(lasting)"
    }

    /// The record in BibTeX.
    var bibtex: String {
        let kind =
            switch content.kind {
            case .report, .study, .barometer: "techreport"
            case .guide, .sheet, .minutes: "manual"
            case .pressRelease, .talk, .other: "misc"
            }
        let holder =
            switch kind {
            case "techreport": "institution"
            case "manual": "organization"
            default: "publisher"
            }
        let months = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        let names = content.authors.isEmpty ? content.institutions : content.authors
        // A name in braces is taken whole: a body is not a first name and a last name.
        let authors = names.map { name in
            let parts = name.split(separator: ",", maxSplits: 1)
            let text = PublicationMetadata.tex(name)
            return parts.count == 2 ? text : "{\(text)}"
        }
        var fields = [("title", "{\(PublicationMetadata.tex(content.title))}")]
        if !authors.isEmpty { fields.append(("author", authors.joined(separator: " and "))) }
        fields += [
            (holder, PublicationMetadata.tex(publisher)), ("year", String(content.day.year)),
        ]
        let lines = fields.map { "  \($0.0) = {\($0.1)},\n" }.joined()
        let summary =
            content.summary.isEmpty
            ? "" : "  abstract = {\(PublicationMetadata.tex(content.summary))},\n"
        let themes =
            content.themes.isEmpty
            ? ""
            : "  keywords = {\(PublicationMetadata.tex(content.themes.joined(separator: ", ")))},\n"
        return """
            @\(kind){\(publication.key)-\(content.day.year),
            \(lines)  month = \(months[content.day.parts.month - 1]),
            \(summary)\(themes)  language = {\(content.language.rawValue)},
              note = {Version \(version.number)},
              url = {\(lasting)}
            }

            """
    }

    /// Text as BibTeX reads it: the ten special characters of TeX written out, one line, UTF-8.
    static func tex(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\textbackslash{}"
            case "{", "}", "$", "&", "#", "%", "_": escaped += "\\\(character)"
            case "~": escaped += "\\textasciitilde{}"
            case "^": escaped += "\\textasciicircum{}"
            case let blank where blank.isNewline: escaped += " "
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// The record in RIS.
    var ris: String {
        let kind =
            switch content.kind {
            case .report, .study, .barometer, .guide, .minutes: "RPRT"
            case .sheet, .talk, .other: "GEN"
            case .pressRelease: "PRESS"
            }
        let parts = content.day.parts
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        var lines = [("TY", kind == "PRESS" ? "GEN" : kind), ("TI", content.title)]
        lines += content.authors.map { ("AU", $0) }
        if content.authors.isEmpty { lines += content.institutions.map { ("AU", $0) } }
        lines += [
            ("PB", publisher), ("PY", String(parts.year)),
            ("DA", "\(parts.year)/\(two(parts.month))/\(two(parts.day))"),
        ]
        if !content.summary.isEmpty { lines.append(("AB", content.summary)) }
        lines += content.themes.map { ("KW", $0) }
        lines += [
            ("LA", content.language.rawValue), ("ET", String(version.number)), ("UR", lasting),
        ]
        lines += files.filter { $0.kind == .pdf }.map { ("L1", $0.address) }
        lines.append(("ER", ""))
        // A line of RIS ends at its first line break: none may come from a text.
        return lines.map { tag, value in
            let line = String(value.map { $0.isNewline ? " " : $0 })
            return "\(tag)  - \(line)\r\n"
        }.joined()
    }

    /// The fifteen elements of Dublin Core that are known, in order.
    var dublinCore: [(name: String, value: String)] {
        var elements = [("title", content.title)]
        elements += content.authors.map { ("creator", $0) }
        if content.authors.isEmpty { elements += content.institutions.map { ("creator", $0) } }
        elements += content.themes.map { ("subject", $0) }
        if !content.summary.isEmpty { elements.append(("description", content.summary)) }
        elements.append(("publisher", address.siteName))
        if !content.authors.isEmpty {
            elements += content.institutions.map { ("contributor", $0) }
        }
        elements += [
            ("date", content.day.description), ("type", content.kind.label), ("type", "Text"),
        ]
        let formats = Set(files.map { $0.kind.mediaType.split(separator: ";").first ?? "" })
        elements += (["text/html"] + formats.sorted().map { String($0) }).map { ("format", $0) }
        elements.append(("identifier", url))
        elements.append(("language", content.language.rawValue))
        elements += files.map { ("relation", $0.address) }
        elements.append(("rights", content.licence.address ?? content.licence.label))
        return elements
    }

    /// What stands in the head of its page.
    var head: HTML {
        let metas = dublinCore.map { element -> HTML in
            "<meta name=\"DC.\(element.name)\" content=\"\(element.value)\">\n"
        }
        let citations =
            content.authors.map { ("citation_author", $0) }
            + [
                ("citation_title", content.title),
                ("citation_publication_date", content.day.description.replacing("-", with: "/")),
                ("citation_language", content.language.rawValue),
            ] + files.filter { $0.kind == .pdf }.prefix(1).map { ("citation_pdf_url", $0.address) }
        let scholar = citations.map { item -> HTML in
            "<meta name=\"\(item.0)\" content=\"\(item.1)\">\n"
        }
        return """
            <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">
            <link rel="canonical" href="\(url)">
            \(metas)\(scholar)\(schema)
            """
    }

    /// The data block of schema.org: browsers do not run it, so that the policy on scripts stands.
    private var schema: HTML {
        let kind =
            switch content.kind {
            case .report, .study, .barometer: "Report"
            case .guide, .sheet: "LearningResource"
            case .minutes, .pressRelease, .talk, .other: "CreativeWork"
            }
        func body(_ name: String) -> JSON {
            .object([("@type", .text("Organization")), ("name", .text(name))])
        }
        let people = content.authors.map { name -> JSON in
            name.contains(",")
                ? .object([
                    ("@type", .text("Person")), ("name", .text(PublicationNames.shown(name))),
                ]) : body(name)
        }
        let value = JSON.object([
            ("@context", .text("https://schema.org")), ("@type", .text(kind)),
            ("@id", .text(url)), ("url", .text(url)), ("name", .text(content.title)),
            ("description", .text(content.summary)),
            ("author", .list(people.isEmpty ? content.institutions.map(body) : people)),
            ("publisher", body(address.siteName)),
            ("datePublished", .text(content.day.description)),
            ("inLanguage", .text(content.language.rawValue)),
            ("license", .text(content.licence.address)),
            ("keywords", .list(content.themes.map { .text($0) })),
            ("version", .text(String(version.number))),
            (
                "encoding",
                .list(
                    files.map { file in
                        .object([
                            ("@type", .text("MediaObject")), ("contentUrl", .text(file.address)),
                            ("encodingFormat", .text(file.kind.mediaType)),
                        ])
                    })
            ),
        ])
        // Inside a script element, the only dangers are `</` and `<!--`: no `<` is left.
        let json = String(decoding: value.bytes, as: UTF8.self)
            .replacing("<", with: "\\u003C").replacing(">", with: "\\u003E")
            .replacing("&", with: "\\u0026")
        return HTML(
            trusted: TrustedMarkup(
                markup: "<script type=\"application/ld+json\">\(json)</script>\n"))
    }
}
