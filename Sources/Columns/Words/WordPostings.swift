/// Every word of an index with every fact that holds it, in order of words then facts, for those who
/// read the index with other programs.
///
/// - Complexity: O(1) memory; O(facts of the words read) time.
public struct WordPostings {
    /// The words, in order of their bytes; codes are places in it.
    public let words: TextValues
    private let index: WordIndex
    private var word = 0
    private var fact: UInt32 = 0
    /// Facts of the word still to read.
    private var left = 0
    /// Where the next number is, and where the word's list ends.
    private var place = 0
    private var end = 0

    /// The postings of an index.
    ///
    /// - Throws: `ArrowFailure` when words lie outside the file.
    /// - Complexity: O(words).
    public init(_ index: WordIndex) throws {
        self.index = index
        let bytes = index.file.bytes
        guard let base = bytes.baseAddress else { throw index.damaged("fichier vide") }
        let offsets = (base + index.wordOffsets).assumingMemoryBound(to: Int32.self)
        var isSound = offsets[0] == 0
        for word in 0..<index.wordCount {
            isSound = isSound && offsets[word] <= offsets[word + 1]
        }
        guard isSound, index.words + Int(offsets[index.wordCount]) <= index.postings else {
            throw index.damaged("mots hors du fichier")
        }
        words = TextValues(
            count: index.wordCount, offsets: offsets,
            bytes: (base + index.words).assumingMemoryBound(to: UInt8.self),
            byteCount: Int(offsets[index.wordCount]))
        if index.wordCount > 0 { try open(0) }
    }

    /// Fills both buffers, of one length, with the next pairs of word and fact, and gives how many
    /// there are; 0 at the end.
    ///
    /// - Parameter selected: only these facts; all of them when nil.
    /// - Throws: `ArrowFailure` when a list is damaged.
    public mutating func fill(
        words: UnsafeMutableBufferPointer<UInt32>, facts: UnsafeMutableBufferPointer<UInt32>,
        selected: Bitmap? = nil
    ) throws -> Int {
        var filled = 0
        while word < index.wordCount {
            while left > 0 {
                if filled == words.count { return filled }
                let fact = try next()
                if let selected, !selected[Int(fact)] { continue }
                words[filled] = UInt32(word)
                facts[filled] = fact
                filled += 1
            }
            guard place == end else { throw index.damaged("liste plus longue que son compte") }
            word += 1
            if word < index.wordCount { try open(word) }
        }
        return filled
    }

    private mutating func open(_ word: Int) throws {
        let bytes = index.file.bytes
        func offset(_ word: Int) -> UInt64 {
            bytes.load(fromByteOffset: index.postingOffsets + word * 8, as: UInt64.self)
        }
        guard offset(word) <= offset(word + 1), offset(word + 1) <= UInt64(index.postingBytes)
        else { throw index.damaged("listes hors du fichier") }
        place = index.postings + Int(offset(word))
        end = index.postings + Int(offset(word + 1))
        left = Int(bytes.load(fromByteOffset: index.counts + word * 4, as: UInt32.self))
        fact = 0
    }

    private mutating func next() throws -> UInt32 {
        let bytes = index.file.bytes
        var difference: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            guard place < end, shift <= 28 else { throw index.damaged("liste coupée") }
            let byte = bytes[place]
            place += 1
            difference |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        fact &+= difference
        left -= 1
        guard Int(fact) < index.factCount else { throw index.damaged("contrat inconnu") }
        return fact
    }
}
