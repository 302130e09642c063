/// The words of a range of facts, numbered in order of arrival, each once per fact.
///
/// - Complexity: O(bytes of text); names that repeat are split once per dictionary entry.
struct WordCollector {
    private(set) var pool = WordPool()
    /// Words of each fact, one after another.
    private(set) var words: [UInt32] = []
    /// Words of the `i`-th fact of the range end at `ends[i]`.
    private(set) var ends: [UInt32] = []
    private var lastFact: [UInt32] = []

    /// Collects the words of facts from all sources.
    init(_ sources: [WordSource], facts: Range<Int>) {
        ends.reserveCapacity(facts.count)
        words.reserveCapacity(facts.count * 12)
        let folding = WordFolding()
        folding.withScratch { scratch in
            var names = sources.map { _ in EntryWords() }
            var cursors = sources.map { $0.rows(ofFacts: facts) }
            for fact in facts {
                for index in sources.indices {
                    let source = sources[index]
                    while let row = cursors[index].first, source.fact(row) == fact {
                        cursors[index] = row + 1..<cursors[index].upperBound
                        guard let entry = source.entry(row) else { continue }
                        collect(
                            source, entry, fact: UInt32(fact), folding, scratch, &names[index])
                    }
                }
                ends.append(UInt32(words.count))
            }
        }
        lastFact = []
    }

    /// Word numbers of dictionary entries already split.
    private struct EntryWords {
        var ranges: [UInt32: Range<Int>] = [:]
        var words: [UInt32] = []
    }

    private mutating func collect(
        _ source: WordSource, _ entry: Int, fact: UInt32, _ folding: WordFolding,
        _ scratch: UnsafeMutablePointer<UInt8>, _ names: inout EntryWords
    ) {
        guard let texts = source.column.texts else { return }
        if case .text = source.column.type {
            folding.forEachWord(in: texts.bytes(at: entry), scratch: scratch) { word in
                add(pool.number(word), fact)
            }
            return
        }
        if let range = names.ranges[UInt32(entry)] {
            for index in range { add(names.words[index], fact) }
            return
        }
        let start = names.words.count
        folding.forEachWord(in: texts.bytes(at: entry), scratch: scratch) { word in
            let number = pool.number(word)
            names.words.append(number)
            add(number, fact)
        }
        names.ranges[UInt32(entry)] = start..<names.words.count
    }

    @inline(__always)
    private mutating func add(_ number: UInt32, _ fact: UInt32) {
        while lastFact.count <= Int(number) { lastFact.append(.max) }
        if lastFact[Int(number)] != fact {
            lastFact[Int(number)] = fact
            words.append(number)
        }
    }
}
