/// A published form of the essential data, recognised by content, never by name.
public enum SourceFormat: String, Sendable, CaseIterable {
    case decp2019JSON = "decp-2019-json"
    case decp2022JSON = "decp-2022-json"
    case decp2019XML = "decp-2019-xml"
    case decp2022XML = "decp-2022-xml"
    /// One line per contract × supplier × state, as decp.info publishes.
    case decpInfoCSV = "decp-info-csv"
    /// One line per contract, numbered supplier columns, as data.economie.gouv.fr publishes.
    case economieCSV = "economie-csv"
    /// Notices of the present API of BOAMP (Opendatasoft): a list, a page, or one record a line.
    case boampJSON = "boamp-json"
    /// One notice of the former API of DILA.
    case boampFormerJSON = "boamp-ancien-json"
    /// A search page of the former API: numbers and objects.
    case boampSearchJSON = "boamp-recherche-json"
    /// One rubric of notices, one line per notice: the gazette flattened.
    case boampTableCSV = "boamp-tables-csv"

    /// Name of the format in French.
    public var title: String {
        switch self {
        case .decp2019JSON: "DECP 2019 (JSON)"
        case .decp2022JSON: "DECP 2022 (JSON)"
        case .decp2019XML: "DECP 2019 (XML)"
        case .decp2022XML: "DECP 2022 (XML)"
        case .decpInfoCSV: "Tableau decp.info (CSV)"
        case .economieCSV: "Tableau data.economie.gouv.fr (CSV)"
        case .boampJSON: "Avis du BOAMP (JSON)"
        case .boampFormerJSON: "Avis du BOAMP, ancienne API (JSON)"
        case .boampSearchJSON: "Recherche du BOAMP, ancienne API (JSON)"
        case .boampTableCSV: "Rubrique d’avis du BOAMP (CSV)"
        }
    }
}

/// What the head of a member says it is.
enum Recognition {
    case json(SourceFormat, isLines: Bool)
    case notices(SourceFormat)
    case xml(SourceFormat, encoding: String?)
    case table(SourceFormat, TableLayout)

    /// Bytes of a member looked at to recognise it.
    static let headBytes = 1 << 18

    /// Recognises decompressed UTF-8 (or Windows-1252) bytes, byte order mark left out.
    static func recognise(_ head: [UInt8]) -> Recognition? {
        guard let first = head.first(where: { $0 > 0x20 }) else { return nil }
        switch first {
        case 0x7B, 0x5B:
            return notices(head, isList: first == 0x5B) ?? json(head, isList: first == 0x5B)
        case 0x3C: return xml(head)
        default: return TableLayout.recognise(head)
        }
    }

    private static let newKeys = [
        "offresRecues", "marcheInnovant", "considerationsSociales", "typesPrix",
        "attributionAvance", "modalitesExecution",
    ]
    private static let evidence: Set<String> = [
        "acheteur", "titulaires", "codecpv", "autoriteconcedante", "concessionnaires",
        "acheteur.id", "acheteurid", "datenotification",
    ]

    /// Notices by the names that no contract has.
    private static func notices(_ head: [UInt8], isList: Bool) -> Recognition? {
        let keys = keys(of: head, depth: isList ? 2 : 1)
        if !isList, keys.contains("annonce") { return .notices(.boampFormerJSON) }
        if !isList, keys.contains("nbitemsretournes") { return .notices(.boampSearchJSON) }
        let isNotice = keys.contains("idweb") || keys.contains("rawfields")
        let isPage =
            !isList && !keys.isDisjoint(with: ["results", "records"])
            && (contains(head, "\"idweb\"") || contains(head, "\"nomacheteur\""))
        let isRecord =
            !keys.isDisjoint(with: ["fields", "record"]) && contains(head, "\"idweb\"")
        return isNotice || isPage || isRecord ? .notices(.boampJSON) : nil
    }

    private static func json(_ head: [UInt8], isList: Bool) -> Recognition? {
        let isNew = newKeys.contains { contains(head, $0) }
        let keys = keys(of: head, depth: isList ? 2 : 1)
        if isList {
            guard keys.contains(where: evidence.contains) else { return nil }
            return .json(isNew ? .decp2022JSON : .decp2019JSON, isLines: false)
        }
        if keys.contains("marches") || keys.contains("marche")
            || keys.contains("contrat-concession")
        {
            let isNewRoot = contains(head, "\"contrat-concession\"")
            return .json(isNew || isNewRoot ? .decp2022JSON : .decp2019JSON, isLines: false)
        }
        guard keys.contains(where: evidence.contains) else { return nil }
        return .json(isNew ? .decp2022JSON : .decp2019JSON, isLines: true)
    }

    /// The keys of the objects at a depth, in lower case, as far as the head goes.
    private static func keys(of head: [UInt8], depth wanted: Int) -> Set<String> {
        var keys: Set<String> = []
        var depth = 0
        var index = 0
        while index < head.count, keys.count < 200 {
            switch head[index] {
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            case 0x22:
                let start = index + 1
                index = start
                while index < head.count, head[index] != 0x22 {
                    index += head[index] == 0x5C ? 2 : 1
                }
                guard index < head.count else { return keys }
                var colon = index + 1
                while colon < head.count, head[colon] <= 0x20 { colon += 1 }
                if depth == wanted, index - start < 64, colon < head.count, head[colon] == 0x3A {
                    keys.insert(JSONOutline.name(head[start..<index]))
                }
            default: break
            }
            index += 1
        }
        return keys
    }

    private static func xml(_ head: [UInt8]) -> Recognition? {
        let text = String(decoding: head, as: UTF8.self)
        guard let root = rootName(text) else { return nil }
        guard root == "marches" || root == "marche" || root == "contrat-concession" else {
            return nil
        }
        let isNew = newKeys.contains { contains(head, "<" + $0) }
        return .xml(isNew ? .decp2022XML : .decp2019XML, encoding: declaredEncoding(text))
    }

    /// Local name of the root element, after declarations and comments.
    private static func rootName(_ text: String) -> String? {
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.hasPrefix("!--") {
                guard let close = range(of: "-->", in: rest) else { return nil }
                rest = rest[close...]
            } else if rest.hasPrefix("!DOCTYPE") {
                // The root's name stands in the declaration; entities are refused while parsing.
                let words = rest.dropFirst(8).split(maxSplits: 1) { $0.isWhitespace || $0 == ">" }
                return words.first.map { local(String($0.prefix { $0 != "[" })) }
            } else if rest.hasPrefix("?") {
                guard let close = range(of: "?>", in: rest) else { return nil }
                rest = rest[close...]
            } else {
                let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
                return local(String(name))
            }
        }
        return nil
    }

    private static func range(of mark: String, in text: Substring) -> Substring.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].hasPrefix(mark) { return text.index(index, offsetBy: mark.count) }
            index = text.index(after: index)
        }
        return nil
    }

    private static func local(_ name: String) -> String {
        String(name.split(separator: ":").last ?? "")
    }

    private static func declaredEncoding(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "<"), text[open...].hasPrefix("<?xml") else {
            return nil
        }
        let declaration = text[open...].prefix { $0 != ">" }
        let parts = declaration.split(whereSeparator: { $0.isWhitespace || $0 == "=" })
        guard let at = parts.firstIndex(of: "encoding"), at + 1 < parts.count else { return nil }
        return parts[at + 1].filter { $0 != "\"" && $0 != "'" && $0 != "?" }.lowercased()
    }

    /// Whether bytes hold a word.
    private static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard let first = word.first, bytes.count >= word.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in 0...(bytes.count - word.count)
            where bytes[index] == first && bytes[index..<index + word.count].elementsEqual(word) {
                return true
            }
            return false
        }
    }
}
