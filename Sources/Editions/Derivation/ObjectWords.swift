/// The words of a contract's object that tell what is bought, for comparing two objects.
///
/// Articles, words that every object has and years are left out; the number that follows « lot » is
/// kept apart.
///
/// - Shape: hashes of distinct folded words, sorted.
struct ObjectWords: Sendable {
    private let words: [UInt32]
    /// Hash of the number of the lot; 0 when none is given.
    private let lot: UInt32

    /// The words of an object.
    ///
    /// - Complexity: O(bytes).
    init(_ text: UnsafeBufferPointer<UInt8>) {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.count)
        FoldedText.append(text, to: &folded)
        var words: [UInt32] = []
        var lot: UInt32 = 0
        var isAfterLot = false
        for word in folded.split(separator: 0x20) {
            let hash = Self.hash(word)
            if hash == Self.lotWord || hash == Self.lotsWord {
                isAfterLot = true
                continue
            }
            let isNumber = word.allSatisfy { $0 &- 0x30 < 10 }
            if isAfterLot, isNumber {
                if lot == 0 { lot = Self.hash(word.drop { $0 == 0x30 }) }
                isAfterLot = false
                continue
            }
            // « lot n° 2 » is folded to `lot n 2`.
            isAfterLot = isAfterLot && word.count <= 2
            if isNumber ? word.count <= 3 : word.count >= 3 && !Self.empty.contains(hash) {
                words.append(hash)
            }
        }
        words.sort()
        var distinct: [UInt32] = []
        distinct.reserveCapacity(words.count)
        for word in words where word != distinct.last { distinct.append(word) }
        self.words = distinct
        self.lot = lot
    }

    /// Words in common among all words of both, in hundredths rounded down; nil when they are of
    /// different lots, or when fewer than two words are in common though one has several.
    ///
    /// - Complexity: O(words of both).
    func likeness(to other: ObjectWords) -> Int? {
        if lot != 0, other.lot != 0, lot != other.lot { return nil }
        var (first, second, common) = (0, 0, 0)
        while first < words.count, second < other.words.count {
            if words[first] == other.words[second] {
                common += 1
                first += 1
                second += 1
            } else if words[first] < other.words[second] {
                first += 1
            } else {
                second += 1
            }
        }
        guard common >= min(2, words.count, other.words.count), common > 0 else { return nil }
        return common * 100 / (words.count + other.words.count - common)
    }

    private static func hash(_ word: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash == 0 ? 1 : hash
    }

    private static let lotWord = hash("lot".utf8)
    private static let lotsWord = hash("lots".utf8)

    /// Folded words that say nothing of what is bought.
    private static let empty: Set<UInt32> = Set(
        [
            "les", "des", "pour", "sur", "dans", "par", "une", "aux", "avec", "ses", "son", "leurs",
            "entre", "sous", "marche", "marches", "accord", "accords", "cadre", "public", "publics",
            "relatif", "relative", "relatifs", "relatives", "concernant", "objet", "consultation",
            "annee", "annees", "mapa",
        ].map { hash($0.utf8) })
}
