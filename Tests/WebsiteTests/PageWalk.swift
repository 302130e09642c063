/// Reads a page's markup and complains about what keeps people from using it.
struct PageWalk {
    /// A tag with its attributes.
    struct Tag {
        var name: String
        var attributes: [String: String]
        var isEnd: Bool
    }

    let tags: [Tag]
    let html: String

    /// The tags of a page, in order.
    init(_ html: String) {
        self.html = html
        var tags: [Tag] = []
        for piece in html.split(separator: "<").dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { continue }
            let inside = piece[..<end]
            let isEnd = inside.hasPrefix("/")
            let words = inside.drop { $0 == "/" }.split(separator: " ", maxSplits: 1)
            guard let name = words.first else { continue }
            var attributes: [String: String] = [:]
            var rest = words.count > 1 ? words[1][...] : ""
            while let equals = rest.firstIndex(of: "=") {
                let key = rest[..<equals].split(separator: " ").last.map(String.init) ?? ""
                for bare in rest[..<equals].split(separator: " ").dropLast() {
                    attributes[String(bare)] = ""
                }
                let value = rest[rest.index(equals, offsetBy: 2)...]
                let close = value.firstIndex(of: "\"") ?? value.endIndex
                attributes[key] = String(value[..<close])
                rest = close < value.endIndex ? value[value.index(after: close)...] : ""
            }
            for bare in rest.split(separator: " ") { attributes[String(bare)] = "" }
            tags.append(Tag(name: name.lowercased(), attributes: attributes, isEnd: isEnd))
        }
        self.tags = tags
    }

    /// What is wrong, one sentence each.
    var complaints: [String] {
        var complaints: [String] = []
        let opened = tags.filter { !$0.isEnd }
        func count(_ name: String) -> Int { opened.filter { $0.name == name }.count }
        if opened.first(where: { $0.name == "html" })?.attributes["lang"] != "fr" {
            complaints.append("no lang")
        }
        for name in ["h1", "main", "title", "header", "footer"] where name != "title" {
            if count(name) != 1 { complaints.append("\(count(name)) \(name)") }
        }
        complaints += headings(opened) + labels(opened) + tables(opened) + identifiers(opened)
        for tag in opened {
            if tag.attributes["style"] != nil { complaints.append("inline style on \(tag.name)") }
            if tag.attributes.keys.contains(where: { $0.hasPrefix("on") }) {
                complaints.append("inline handler on \(tag.name)")
            }
            if tag.name == "script", tag.attributes["src"]?.hasPrefix("/fichiers/") != true {
                complaints.append("inline script")
            }
            if tag.name == "svg", tag.attributes["role"] == "img",
                tag.attributes["aria-labelledby"] == nil
            {
                complaints.append("a chart without name")
            }
            if tag.name == "img", tag.attributes["alt"] == nil { complaints.append("no alt") }
            for key in ["href", "src", "action"] {
                guard let address = tag.attributes[key] else { continue }
                let isOurs = address.hasPrefix("/") && !address.hasPrefix("//")
                // A file that the page itself holds: nothing is asked of anybody.
                let isHeld = address.hasPrefix("data:") && tag.attributes["download"] != nil
                if !isOurs, !isHeld, !address.hasPrefix("#"), !address.hasPrefix("mailto:") {
                    complaints.append("leads elsewhere: \(address)")
                }
            }
        }
        return complaints
    }

    private func headings(_ opened: [Tag]) -> [String] {
        var last = 0
        var complaints: [String] = []
        for tag in opened {
            guard tag.name.count == 2, tag.name.first == "h", let level = Int(tag.name.dropFirst())
            else { continue }
            if level > last + 1 { complaints.append("h\(level) after h\(last)") }
            last = level
        }
        return complaints
    }

    private func labels(_ opened: [Tag]) -> [String] {
        let named = Set(opened.filter { $0.name == "label" }.compactMap { $0.attributes["for"] })
        var isInLabel = false
        var complaints: [String] = []
        for tag in tags {
            if tag.name == "label" { isInLabel = !tag.isEnd }
            guard !tag.isEnd, ["input", "select", "textarea"].contains(tag.name),
                tag.attributes["type"] != "hidden"
            else { continue }
            let isNamed =
                tag.attributes["id"].map(named.contains) ?? false
                || tag.attributes["aria-label"]?.isEmpty == false
            if !isInLabel, !isNamed {
                complaints.append("no label: \(tag.attributes["name"] ?? tag.name)")
            }
        }
        return complaints
    }

    private func tables(_ opened: [Tag]) -> [String] {
        var complaints = opened.filter { $0.name == "th" && $0.attributes["scope"] == nil }
            .map { _ in "th without scope" }
        let tables = opened.filter { $0.name == "table" }.count
        if tables != opened.filter({ $0.name == "caption" }).count {
            complaints.append("a table without caption")
        }
        return complaints
    }

    private func identifiers(_ opened: [Tag]) -> [String] {
        var seen: Set<String> = []
        return opened.compactMap { $0.attributes["id"] }.filter { !seen.insert($0).inserted }
            .map { "id twice: \($0)" }
    }
}
