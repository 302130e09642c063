/// The texts that words come from, folded: their words separated by one space, so that a phrase is a
/// piece of text.
///
/// - Shape: a row for each known text that has a word, in order of facts, then of sources.
/// - Complexity: O(bytes of the texts read); memory of the rows asked for.
public struct FoldedTexts {
    /// Rows one after another.
    public struct Rows {
        /// The fact of each row.
        public fileprivate(set) var facts: [UInt32] = []
        /// The place, in the list of sources, of each row's source.
        public fileprivate(set) var sources: [UInt32] = []
        /// The texts, folded.
        public fileprivate(set) var bytes: [UInt8] = []
        /// `count + 1` offsets into `bytes`.
        public fileprivate(set) var offsets: [Int32] = [0]

        /// No rows.
        public init() {}
    }

    /// A batch of rows ends after the fact that reaches so many bytes, whatever was asked for.
    private static let mostBytes = 64 << 20

    private let sources: [WordSource]
    private let factCount: Int
    private var fact = 0
    private let folding = WordFolding()

    /// The texts of these sources.
    public init(_ sources: [WordSource], facts: Int) {
        self.sources = sources
        factCount = facts
    }

    /// The rows of the next facts, so many at most, or nil at the end.
    ///
    /// - Parameter selected: only these facts; all of them when nil.
    public mutating func next(facts count: Int, selected: Bitmap? = nil) -> Rows? {
        guard fact < factCount else { return nil }
        let end = min(fact + count, factCount)
        var rows = Rows()
        folding.withScratch { scratch in
            while fact < end, rows.bytes.count < Self.mostBytes {
                defer { fact += 1 }
                guard selected?[fact] ?? true else { continue }
                for (number, source) in sources.enumerated() {
                    for row in source.rows(ofFacts: fact..<fact + 1) {
                        add(source, row, number, fact, scratch, &rows)
                    }
                }
            }
        }
        return rows
    }

    private func add(
        _ source: WordSource, _ row: Int, _ number: Int, _ fact: Int,
        _ scratch: UnsafeMutablePointer<UInt8>, _ rows: inout Rows
    ) {
        guard let entry = source.entry(row), let texts = source.column.texts else { return }
        let start = rows.bytes.count
        folding.forEachWord(in: texts.bytes(at: entry), scratch: scratch) { word in
            if rows.bytes.count > start { rows.bytes.append(0x20) }
            rows.bytes.append(contentsOf: word)
        }
        guard rows.bytes.count > start else { return }
        rows.facts.append(UInt32(fact))
        rows.sources.append(UInt32(number))
        rows.offsets.append(Int32(rows.bytes.count))
    }
}
