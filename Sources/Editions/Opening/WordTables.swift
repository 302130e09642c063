public import Columns

/// The word index of an edition as tables that any program reads: they are made from it when asked
/// for, and stored nowhere.
///
/// - Shape: tables of a bounded number of rows, one after another, that share their dictionaries: the
///   batches of one file.
public struct WordTables {
    /// Which table.
    public enum Kind: String, CaseIterable, Sendable {
        /// A row for each word of each contract.
        case words
        /// A row for each text, folded.
        case texts = "word_texts"
    }

    private var source: Source
    private var isStarted = false
    private let keys: Column
    private let selected: Bitmap?
    private let rowsAtOnce: Int
    private let factsAtOnce: Int
    private let edition: Edition

    private enum Source {
        case words(WordPostings)
        case texts(FoldedTexts, names: TextValues, owner: AnyObject)
    }

    /// A table of an edition, for the selected contracts only when some are given.
    ///
    /// - Parameter rowsAtOnce: rows of a batch of words; a batch of texts has those of a sixteenth as
    ///   many contracts.
    /// - Throws: `ArrowFailure` when the index is damaged.
    public init(
        _ kind: Kind, of edition: Edition, selected: Bitmap? = nil, rowsAtOnce: Int = 1 << 22
    ) throws {
        guard let keys = edition.contracts["cle"] else {
            throw StorageFailure(
                "La table «\u{202F}contracts\u{202F}» n’a pas de colonne «\u{202F}cle\u{202F}».")
        }
        self.keys = keys
        self.edition = edition
        self.selected = selected
        self.rowsAtOnce = rowsAtOnce
        factsAtOnce = max(1, rowsAtOnce / 16)
        switch kind {
        case .words: source = .words(try WordPostings(edition.words))
        case .texts:
            let names = Self.texts(edition.words.sources.map(\.column.name))
            source = .texts(
                FoldedTexts(edition.words.sources, facts: edition.contracts.rowCount),
                names: names.values, owner: names.owner)
        }
    }

    /// The columns of both tables.
    public static let definitions: [TableDefinition] = [
        .init(
            name: Kind.words.rawValue,
            columns: [
                .init("mot", .dictionary, "Mot replié de l'objet ou d'un nom."),
                .init("cle", .dictionary, "Clé d'un contrat qui le porte, une fois par mot."),
            ]),
        .init(
            name: Kind.texts.rawValue,
            columns: [
                .init("cle", .dictionary, "Clé du contrat."),
                .init("champ", .dictionary, "Colonne d'où vient le texte."),
                .init("mots", .text, "Mots repliés du texte, dans l'ordre, séparés d'un espace."),
            ]),
    ]

    /// The next rows, or nil at the end; the first table may be empty.
    ///
    /// - Throws: `ArrowFailure` when the index is damaged.
    public mutating func next() throws -> Table? {
        defer { isStarted = true }
        switch source {
        case .words(var postings):
            let table = try nextWords(&postings)
            source = .words(postings)
            return table
        case .texts(var texts, let names, let owner):
            let rows =
                texts.next(facts: factsAtOnce, selected: selected)
                ?? (isStarted ? nil : FoldedTexts.Rows())
            source = .texts(texts, names: names, owner: owner)
            return rows.map { table(of: $0, names: names, owner: owner) }
        }
    }

    private func nextWords(_ postings: inout WordPostings) throws -> Table? {
        let memory = ColumnMemory()
        let words = memory.allocate(UInt32.self, count: rowsAtOnce)
        let facts = memory.allocate(UInt32.self, count: rowsAtOnce)
        let count = try postings.fill(
            words: UnsafeMutableBufferPointer(start: words, count: rowsAtOnce),
            facts: UnsafeMutableBufferPointer(start: facts, count: rowsAtOnce),
            selected: selected)
        guard count > 0 || !isStarted else { return nil }
        return Table(
            name: Kind.words.rawValue, rowCount: count,
            columns: [
                column(.words, 0, count, words, postings.words, memory),
                column(.words, 1, count, facts, keys.texts, memory),
            ])
    }

    private func table(
        of rows: FoldedTexts.Rows, names: TextValues, owner: AnyObject
    ) -> Table {
        let memory = ColumnMemory()
        func codes(_ values: [UInt32]) -> UnsafeMutablePointer<UInt32> {
            let copy = memory.allocate(UInt32.self, count: values.count)
            values.withUnsafeBufferPointer { source in
                if let base = source.baseAddress { copy.update(from: base, count: source.count) }
            }
            return copy
        }
        let definition = Self.definitions[1].columns[2]
        return Table(
            name: Kind.texts.rawValue, rowCount: rows.facts.count,
            columns: [
                column(.texts, 0, rows.facts.count, codes(rows.facts), keys.texts, memory),
                column(.texts, 1, rows.facts.count, codes(rows.sources), names, memory, owner),
                .texts(
                    definition.name, bytes: rows.bytes, offsets: rows.offsets,
                    metadata: ["definition": definition.definition]),
            ])
    }

    /// A dictionary column whose entries are those of the index or of the contracts, where they lie.
    private func column(
        _ kind: Kind, _ place: Int, _ count: Int, _ codes: UnsafeMutablePointer<UInt32>,
        _ entries: TextValues?, _ memory: ColumnMemory, _ owner: AnyObject? = nil
    ) -> Column {
        let definition = Self.definitions[kind == .words ? 0 : 1].columns[place]
        return Column(
            name: definition.name, type: .dictionary(indexBytes: 4), count: count, nullCount: 0,
            validity: nil, values: UnsafeRawPointer(codes), texts: entries,
            metadata: ["definition": definition.definition],
            owner: Kept(memory: memory, edition: edition, names: owner))
    }

    /// What the columns of a batch lie in.
    private final class Kept {
        let memory: ColumnMemory
        let edition: Edition
        let names: AnyObject?

        init(memory: ColumnMemory, edition: Edition, names: AnyObject?) {
            self.memory = memory
            self.edition = edition
            self.names = names
        }
    }

    private static func texts(_ names: [String]) -> (values: TextValues, owner: AnyObject) {
        var bytes: [UInt8] = []
        var offsets: [Int32] = [0]
        for name in names {
            bytes += Array(name.utf8)
            offsets.append(Int32(bytes.count))
        }
        let column = Column.texts("champ", bytes: bytes, offsets: offsets)
        guard let values = column.texts else { preconditionFailure("A text column has texts.") }
        return (values, column)
    }
}
