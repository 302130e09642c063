/// A figure named in a text, to be asked of an edition when the text is shown.
///
/// Within a sentence it is a code span; on its own, a fenced block whose word is `figure`:
///
/// ~~~markdown
/// Un contrat sur cinq reçoit une seule offre : `figure CON-01 annee=2024 departement=59`.
///
/// ```figure
/// CON-01
/// departement=59
/// par=annee
/// titre="Offre unique dans le Nord"
/// ```
/// ~~~
///
/// - Shape: the indicator's code, then items `key=value` apart by blanks, line ends or `&`, as in the
///   addresses of the site: an address copied from the explorer may stand for them. A value with
///   blanks stands between double quotes, or has `+` for its blanks. Keys that are not of selections:
///   `par` (group by), `mesure` (another measure of the indicator), `titre` (a caption).
/// - Errors: `Fault`, a French sentence shown in the place of the figure.
public struct FigureReference: Sendable, Hashable {
    /// Why a reference cannot be read.
    public struct Fault: Error, Sendable, Hashable {
        /// French, complete.
        public let sentence: String

        /// A fault.
        public init(_ sentence: String) { self.sentence = sentence }
    }

    /// An item of the selection.
    public struct Item: Sendable, Hashable {
        public let key: String
        public let value: String
    }

    /// The indicator's code, in upper case.
    public let code: String
    public let selection: [Item]
    /// The key to group by; nil for one value.
    public let by: String?
    /// The measure; nil for the indicator's main one.
    public let measure: String?
    public let title: String?

    /// The word that begins a code span and names a block.
    public static let word = "figure"

    /// Items a reference may hold.
    static let mostItems = 40

    /// What a code span says of a figure; nil when it is any other code.
    public static func span(_ text: String) -> Result<FigureReference, Fault>? {
        guard text.hasPrefix(word), let next = text.dropFirst(word.count).first,
            next.isWhitespace || next == ":"
        else { return nil }
        return read(String(text.dropFirst(word.count + 1)))
    }

    /// What a fenced block says of a figure; nil when its word is another.
    public static func block(info: String, _ text: String) -> Result<FigureReference, Fault>? {
        guard info.split(separator: " ").first.map(String.init) == word else { return nil }
        return read(text)
    }

    private static func read(_ text: String) -> Result<FigureReference, Fault> {
        do throws(Fault) {
            return .success(try FigureReference(text))
        } catch { return .failure(error) }
    }

    /// Reads a reference, its word left out.
    public init(_ text: String) throws(Fault) {
        var words = try FigureReference.words(text)
        guard let first = words.first else {
            throw Fault("Il manque le code d’un indicateur, comme CON-01.")
        }
        words.removeFirst()
        let code =
            (first.hasPrefix("indicateur=") ? first.dropFirst(11) : first[...]).uppercased()
        guard
            !code.isEmpty, code.utf8.count <= 20,
            code.utf8.allSatisfy({
                (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else {
            throw Fault(
                "«\u{202F}\(first.prefix(40))\u{202F}» n’est pas le code d’un indicateur, comme CON-01."
            )
        }
        self.code = code
        var (selection, by, measure, title): ([Item], String?, String?, String?) = (
            [], nil, nil, nil
        )
        for word in words {
            guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
                throw Fault(
                    "«\u{202F}\(word.prefix(40))\u{202F}» n’a pas la forme clé=valeur, comme annee=2024."
                )
            }
            let key = String(word[..<equals])
            let value = String(word[word.index(after: equals)...])
            guard !value.isEmpty else { continue }
            switch key {
            case "par", "by": by = value
            case "mesure": measure = value
            case "titre": title = value
            // What an address of the explorer holds besides its selection.
            case "edition", "tri", "page", "colonne", "format", "limite", "toutes": continue
            default: selection.append(Item(key: key, value: value))
            }
        }
        guard selection.count <= FigureReference.mostItems else {
            throw Fault("Cette figure a trop de filtres\u{202F}: \(selection.count).")
        }
        (self.selection, self.by, self.measure, self.title) = (selection, by, measure, title)
    }

    /// The words of a reference: quotes hold blanks together, an address gives its items.
    private static func words(_ text: String) throws(Fault) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        func end(_ word: inout String) throws(Fault) {
            if !word.isEmpty { words += try items(word) }
            word = ""
        }
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                // Not to be taken for what separates or encodes.
                word += encoded(character)
            } else if character.isWhitespace || character.isNewline {
                try end(&word)
            } else {
                word.append(character)
            }
        }
        guard !isQuoted else { throw Fault("Il manque un guillemet fermant.") }
        try end(&word)
        return words
    }

    /// The items of a word, which may be an address with its query.
    private static func items(_ word: String) throws(Fault) -> [String] {
        var query = word[...]
        if let mark = word.firstIndex(of: "?") {
            query = word[word.index(after: mark)...]
        }
        if let hash = query.firstIndex(of: "#") { query = query[..<hash] }
        var items: [String] = []
        for item in query.split(separator: "&") {
            guard let text = decoded(item) else {
                throw Fault("«\u{202F}\(item.prefix(40))\u{202F}» n’est pas bien encodé.")
            }
            items.append(text)
        }
        return items
    }

    private static func encoded(_ character: Character) -> String {
        guard "&+%?# ".contains(character) || character.isWhitespace else {
            return String(character)
        }
        return character.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }

    /// Percent-encoding and `+` undone; nil when it is not well-formed UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case 0x25:
                guard let high = digit(iterator.next()), let low = digit(iterator.next()) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case 0x2B: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let value) where (0x30...0x39).contains(value): value - 0x30
        case .some(let value) where (0x41...0x46).contains(value): value - 0x37
        case .some(let value) where (0x61...0x66).contains(value): value - 0x57
        default: nil
        }
    }
}
