/// Whether the words of a phrase follow each other in one text of a fact.
struct PhraseCheck {
    private let phrase: [[UInt8]]
    private let sources: [WordSource]
    private let folding = WordFolding()

    init(phrase: [String], sources: [WordSource]) {
        self.phrase = phrase.map { Array($0.utf8) }
        self.sources = sources
    }

    func holds(in fact: Int) -> Bool {
        sources.contains { source in
            source.rows(ofFacts: fact..<fact + 1).contains { row in
                guard let entry = source.entry(row), let texts = source.column.texts else {
                    return false
                }
                return holds(in: texts.bytes(at: entry))
            }
        }
    }

    private func holds(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var words: [[UInt8]] = []
        folding.withScratch { scratch in
            folding.forEachWord(in: text, scratch: scratch) { words.append(Array($0)) }
        }
        guard words.count >= phrase.count else { return false }
        return (0...words.count - phrase.count).contains { start in
            words[start..<start + phrase.count].elementsEqual(phrase)
        }
    }
}
