/// Finds the facts that hold words, in a mapped index file.
///
/// - Complexity: a word O(log words + its facts); a prefix O(log words + facts of all its words);
///   several terms O(facts of the rarest + …); a phrase reads the texts of the facts that hold all its
///   words.
public final class WordIndex: WordLookup {
    /// Number of distinct words.
    public let wordCount: Int
    let file: MappedFile
    /// What the index was built from.
    public let sources: [WordSource]
    /// Number of facts.
    public let factCount: Int
    // Where the sections of the file start.
    let wordOffsets: Int
    let counts: Int
    let postingOffsets: Int
    let words: Int
    let postings: Int
    let postingBytes: Int
    private let path: String

    /// Opens an index over the sources it was built from, which phrases are checked in.
    ///
    /// - Throws: `ArrowFailure` when the file is missing, damaged or of other facts.
    /// - Complexity: O(1); lists are checked as they are read.
    public init(path: String, facts: Int, sources: [WordSource]) throws {
        file = try MappedFile(path: path)
        self.path = path
        let bytes = file.bytes
        func failure(_ what: String) -> ArrowFailure { Self.damaged(path, what) }
        guard bytes.count >= 40, bytes.prefix(8).elementsEqual(WordIndexBuilder.magic),
            bytes.load(fromByteOffset: 8, as: UInt32.self) == WordIndexBuilder.version
        else { throw failure("en-tête") }
        guard Int(bytes.load(fromByteOffset: 12, as: UInt32.self)) == facts else {
            throw failure("autre nombre de contrats")
        }
        let number = Int(bytes.load(fromByteOffset: 16, as: UInt32.self))
        let wordBytes = bytes.load(fromByteOffset: 24, as: UInt64.self)
        let postingSize = bytes.load(fromByteOffset: 32, as: UInt64.self)
        guard wordBytes <= UInt64(bytes.count), postingSize <= UInt64(bytes.count) else {
            throw failure("longueurs")
        }
        func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
        wordOffsets = 40
        counts = wordOffsets + padded((number + 1) * 4)
        postingOffsets = counts + padded(number * 4)
        words = postingOffsets + (number + 1) * 8
        postings = words + padded(Int(wordBytes))
        postingBytes = Int(postingSize)
        guard padded(postings + postingBytes) == bytes.count else { throw failure("longueur") }
        wordCount = number
        factCount = facts
        self.sources = sources
    }

    private static func damaged(_ path: String, _ what: String) -> ArrowFailure {
        ArrowFailure(
            """
            L'index des mots «\u{202F}\(path)\u{202F}» est endommagé (\(what))\u{202F}: reconstruisez l'édition \
            avec «\u{202F}orcp import\u{202F}».
            """)
    }

    /// A failure that names the file and what is wrong with it.
    func damaged(_ what: String) -> ArrowFailure { Self.damaged(path, what) }

    /// The facts that match every term of a query, in order.
    public func rows(_ query: WordQuery) -> [UInt32] {
        var lists = query.terms.map { facts(of: $0) }
        guard !lists.isEmpty else { return [] }
        lists.sort { $0.count < $1.count }
        var found = lists[0]
        for list in lists.dropFirst() where !found.isEmpty {
            found = Self.intersection(found, list)
        }
        return found
    }

    /// The facts that match every term of a query, as bits.
    ///
    /// - Complexity: that of `rows`; one word or prefix is decoded without a list.
    public func bitmap(_ query: WordQuery, of rowCount: Int) -> Bitmap {
        precondition(rowCount == factCount, "The index is of \(factCount) facts.")
        var found = Bitmap(rowCount: factCount)
        switch query.terms.count == 1 ? query.terms[0] : nil {
        case .word(let word):
            if let position = position(of: Array(word.utf8)) { mark(position, &found) }
        case .prefix(let prefix):
            for position in positions(startingWith: Array(prefix.utf8)) { mark(position, &found) }
        case .phrase, nil:
            for fact in rows(query) { found[Int(fact)] = true }
        }
        return found
    }

    private func mark(_ position: Int, _ found: inout Bitmap) {
        found.words.withUnsafeMutableBufferPointer { words in
            decode(position) { words[Int($0 >> 6)] |= 1 << UInt64($0 & 63) }
        }
    }

    private func facts(of term: WordQuery.Term) -> [UInt32] {
        switch term {
        case .word(let word):
            guard let position = position(of: Array(word.utf8)) else { return [] }
            return posting(position)
        case .prefix(let prefix): return facts(startingWith: Array(prefix.utf8))
        case .phrase(let phrase):
            let all = rows(WordQuery(terms: Set(phrase).map { .word($0) }))
            guard phrase.count > 1 else { return all }
            let check = PhraseCheck(phrase: phrase, sources: sources)
            return check.holding(all)
        }
    }

    private func facts(startingWith prefix: [UInt8]) -> [UInt32] {
        let positions = positions(startingWith: prefix)
        if positions.count == 1 { return posting(positions.lowerBound) }
        var found = Bitmap(rowCount: factCount)
        for position in positions { mark(position, &found) }
        var rows: [UInt32] = []
        rows.reserveCapacity(found.count)
        found.forEachRow { rows.append(UInt32(truncatingIfNeeded: $0)) }
        return rows
    }

    private func positions(startingWith prefix: [UInt8]) -> Range<Int> {
        let first = firstPosition(notBefore: prefix)
        var last = first
        while last < wordCount, word(last).starts(with: prefix) { last += 1 }
        return first..<last
    }

    private func word(_ position: Int) -> UnsafeRawBufferPointer {
        let bytes = file.bytes
        let start = Int(bytes.load(fromByteOffset: wordOffsets + position * 4, as: UInt32.self))
        let end = Int(bytes.load(fromByteOffset: wordOffsets + position * 4 + 4, as: UInt32.self))
        guard start <= end, words + end <= postings else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(rebasing: bytes[words + start..<words + end])
    }

    private func firstPosition(notBefore word: [UInt8]) -> Int {
        var low = 0
        var high = wordCount
        while low < high {
            let middle = (low + high) / 2
            if self.word(middle).lexicographicallyPrecedes(word) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private func position(of word: [UInt8]) -> Int? {
        let position = firstPosition(notBefore: word)
        guard position < wordCount, self.word(position).elementsEqual(word) else { return nil }
        return position
    }

    private func posting(_ position: Int) -> [UInt32] {
        let count = Int(file.bytes.load(fromByteOffset: counts + position * 4, as: UInt32.self))
        var facts: [UInt32] = []
        facts.reserveCapacity(min(count, factCount))
        decode(position) { facts.append($0) }
        return facts
    }

    /// Calls with each fact of a word, in order; a damaged list ends early, never outside.
    @inline(__always)
    private func decode(_ position: Int, _ body: (UInt32) -> Void) {
        let bytes = file.bytes
        let place = postingOffsets + position * 8
        let start = Int(clamping: bytes.load(fromByteOffset: place, as: UInt64.self))
        let end = Int(clamping: bytes.load(fromByteOffset: place + 8, as: UInt64.self))
        guard start <= end, end <= postingBytes else { return }
        var index = postings + start
        let limit = postings + end
        var fact: UInt32 = 0
        while index < limit {
            var difference: UInt32 = 0
            var shift: UInt32 = 0
            while index < limit {
                let byte = bytes[index]
                index += 1
                difference |= UInt32(byte & 0x7F) << shift
                if byte < 0x80 { break }
                shift += 7
                if shift > 28 { return }
            }
            fact &+= difference
            guard Int(fact) < factCount else { return }
            body(fact)
        }
    }

    private static func intersection(_ small: [UInt32], _ large: [UInt32]) -> [UInt32] {
        var found: [UInt32] = []
        found.reserveCapacity(small.count)
        var low = 0
        for fact in small {
            // Gallop, then search: O(small × log(large / small)).
            var step = 1
            var high = low
            while high < large.count, large[high] < fact {
                low = high + 1
                high += step
                step *= 2
            }
            high = min(high, large.count)
            while low < high {
                let middle = (low + high) / 2
                if large[middle] < fact { low = middle + 1 } else { high = middle }
            }
            guard low < large.count else { break }
            if large[low] == fact { found.append(fact) }
        }
        return found
    }
}
