import Dispatch
import Synchronization

/// Builds the word index of a table: sorted words, and for each the facts that hold it.
///
/// File, little-endian: `ORCPMOTS`, version (u32), facts (u32), words (u32), zero (u32), bytes of words
/// (u64), bytes of postings (u64); then word offsets (u32 × words + 1), fact counts (u32 × words),
/// posting offsets (u64 × words + 1), the words, the postings. A posting list is the first fact
/// then differences, each as a LEB128 number. Sections start on 8 bytes.
///
/// - Complexity: O(bytes of text + words log words); memory about 8 bytes per word of a fact.
public enum WordIndexBuilder {
    static let magic = Array("ORCPMOTS".utf8)
    static let version: UInt32 = 1

    /// The bytes of the index.
    ///
    /// The number of workers changes the time, never the bytes.
    public static func build(facts: Int, sources: [WordSource], workers: Int) -> [UInt8] {
        let parts = max(1, min(workers, facts / 4_096 + 1))
        let collected = Mutex<[WordCollector?]>(Array(repeating: nil, count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = facts * part / parts..<facts * (part + 1) / parts
            let collector = WordCollector(sources, facts: range)
            collected.withLock { $0[part] = collector }
        }
        let collectors = collected.withLock { parts in parts.compactMap { $0 } }
        return merge(collectors, facts: facts)
    }

    private static func merge(_ collectors: [WordCollector], facts: Int) -> [UInt8] {
        var all = WordPool()
        let toAll = collectors.map { collector in
            collector.pool.bytes.withUnsafeBufferPointer { bytes in
                (0..<collector.pool.count).map { number in
                    let start = Int(collector.pool.offsets[number])
                    let end = Int(collector.pool.offsets[number + 1])
                    return all.number(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                }
            }
        }
        let order = (0..<all.count).sorted {
            all.word($0).lexicographicallyPrecedes(all.word($1))
        }
        var rank = [UInt32](repeating: 0, count: all.count)
        for (position, number) in order.enumerated() { rank[number] = UInt32(position) }
        let toRank = toAll.map { numbers in numbers.map { rank[Int($0)] } }
        var counts = [UInt32](repeating: 0, count: all.count)
        for (collector, ranks) in zip(collectors, toRank) {
            for word in collector.words { counts[Int(ranks[Int(word)])] &+= 1 }
        }
        let rows = postings(collectors, toRank, counts)
        return encode(all, order, counts, rows, facts: facts)
    }

    /// Facts by word: a counting sort, which keeps the order of facts.
    private static func postings(
        _ collectors: [WordCollector], _ toRank: [[UInt32]], _ counts: [UInt32]
    ) -> [UInt32] {
        var next = [Int](repeating: 0, count: counts.count)
        var total = 0
        for word in counts.indices {
            next[word] = total
            total += Int(counts[word])
        }
        var rows = [UInt32](repeating: 0, count: total)
        var fact: UInt32 = 0
        for (collector, ranks) in zip(collectors, toRank) {
            var start = 0
            for end in collector.ends {
                for index in start..<Int(end) {
                    let word = Int(ranks[Int(collector.words[index])])
                    rows[next[word]] = fact
                    next[word] += 1
                }
                start = Int(end)
                fact += 1
            }
        }
        return rows
    }

    private static func encode(
        _ pool: WordPool, _ order: [Int], _ counts: [UInt32], _ rows: [UInt32], facts: Int
    ) -> [UInt8] {
        var postings: [UInt8] = []
        postings.reserveCapacity(rows.count + rows.count / 4)
        var postingOffsets: [UInt64] = [0]
        postingOffsets.reserveCapacity(counts.count + 1)
        var position = 0
        for count in counts {
            var previous: UInt32 = 0
            for index in position..<position + Int(count) {
                var difference = rows[index] &- previous
                previous = rows[index]
                while difference >= 0x80 {
                    postings.append(UInt8(truncatingIfNeeded: difference) | 0x80)
                    difference >>= 7
                }
                postings.append(UInt8(difference))
            }
            position += Int(count)
            postingOffsets.append(UInt64(postings.count))
        }
        var words: [UInt8] = []
        var wordOffsets: [UInt32] = [0]
        for number in order {
            words += pool.word(number)
            wordOffsets.append(UInt32(words.count))
        }
        var file = magic
        append(version, to: &file)
        append(UInt32(facts), to: &file)
        append(UInt32(counts.count), to: &file)
        append(UInt32(0), to: &file)
        append(UInt64(words.count), to: &file)
        append(UInt64(postings.count), to: &file)
        file.reserveCapacity(file.count + words.count + postings.count + counts.count * 16 + 64)
        appendSection(wordOffsets, to: &file)
        appendSection(counts, to: &file)
        appendSection(postingOffsets, to: &file)
        appendSection(words, to: &file)
        appendSection(postings, to: &file)
        return file
    }

    private static func append<T: FixedWidthInteger>(_ value: T, to file: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) }
    }

    private static func appendSection<T: FixedWidthInteger>(_ values: [T], to file: inout [UInt8]) {
        // The machines this runs on are little-endian, as the file is.
        values.withUnsafeBytes { file.append(contentsOf: $0) }
        while file.count % 8 != 0 { file.append(0) }
    }
}
