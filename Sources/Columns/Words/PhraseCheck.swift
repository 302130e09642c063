/// Whether the words of a phrase follow each other in one text of a fact.
///
/// - Complexity: O(bytes of the fact's texts); nothing is allocated per text.
struct PhraseCheck {
    private let phrase: [[UInt8]]
    private let sources: [WordSource]
    private let folding = WordFolding()

    init(phrase: [String], sources: [WordSource]) {
        self.phrase = phrase.map { Array($0.utf8) }
        self.sources = sources
    }

    /// Those of these facts, given in order, of which a text holds the phrase.
    func holding(_ facts: [UInt32]) -> [UInt32] {
        folding.withScratch { scratch in
            var places = sources.map { _ in 0 }
            return facts.filter { fact in
                for (index, source) in sources.enumerated() {
                    let rows = source.rows(ofFact: Int(fact), from: &places[index])
                    for row in rows {
                        guard let entry = source.entry(row), let texts = source.column.texts
                        else { continue }
                        if holds(in: texts.bytes(at: entry), scratch) { return true }
                    }
                }
                return false
            }
        }
    }

    /// Reads the words of a text once. Bit `j` of `begun` says that the first `j + 1` words of the
    /// phrase end at the current word; phrases are checked 64 words at most at a time.
    private func holds(
        in text: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard phrase.count <= 64 else { return holdsLong(in: text, scratch) }
        let last: UInt64 = 1 << UInt64(phrase.count - 1)
        var begun: UInt64 = 0
        var isFound = false
        folding.forEachWord(in: text, scratch: scratch) { word in
            let open = begun << 1 | 1
            begun = 0
            var rest = open
            while rest != 0 {
                let place = rest.trailingZeroBitCount
                if place >= phrase.count { break }
                if isWord(place, word) { begun |= 1 << UInt64(place) }
                rest &= rest &- 1
            }
            if begun & last != 0 { isFound = true }
        }
        return isFound
    }

    @inline(__always)
    private func isWord(_ place: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        phrase[place].withUnsafeBufferPointer { wanted in
            guard wanted.count == word.count else { return false }
            for index in 0..<word.count where wanted[index] != word[index] { return false }
            return true
        }
    }

    /// A phrase of more than 64 words, compared with all words of the text.
    private func holdsLong(
        in text: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        var words: [[UInt8]] = []
        folding.forEachWord(in: text, scratch: scratch) { words.append(Array($0)) }
        guard words.count >= phrase.count else { return false }
        return (0...words.count - phrase.count).contains { start in
            words[start..<start + phrase.count].elementsEqual(phrase)
        }
    }
}
