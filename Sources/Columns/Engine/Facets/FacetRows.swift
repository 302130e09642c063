/// The facts of a request as bits: those that meet every filter, and, for each group of filters,
/// those that fail it alone.
///
/// Workers fill parts of whole blocks side by side.
final class FacetRows: @unchecked Sendable {
    // @unchecked Sendable: workers write disjoint words and the masks of disjoint awards; the
    // lists are read after all workers have ended.
    private let plan: FacetPlan
    private let wordCount: Int
    /// Facts that meet every filter.
    let selected: UnsafeMutablePointer<UInt64>
    /// By group: facts that fail this group and no other. The last is of facts that meet every
    /// filter of facts, and have no award that meets those of awards.
    let near: [UnsafeMutablePointer<UInt64>]
    /// Bits of the filters each award fails; nil when there is none.
    let awardMask: UnsafeMutablePointer<UInt16>?

    init(_ plan: FacetPlan) {
        self.plan = plan
        let wordCount = (plan.rowCount + 63) / 64
        self.wordCount = wordCount
        selected = .allocate(capacity: wordCount)
        near = (0...plan.groups.count).map { _ in .allocate(capacity: wordCount) }
        awardMask =
            plan.awardFilters.isEmpty ? nil : .allocate(capacity: plan.awards?.table.rowCount ?? 0)
    }

    deinit {
        selected.deallocate()
        for bits in near { bits.deallocate() }
        awardMask?.deallocate()
    }

    /// Number of facts that meet every filter.
    var count: Int {
        (0..<wordCount).reduce(0) { $0 &+ selected[$1].nonzeroBitCount }
    }

    /// The facts that meet every filter, to keep.
    var selection: Bitmap {
        Bitmap(
            rowCount: plan.rowCount,
            words: [UInt64](UnsafeBufferPointer(start: selected, count: wordCount)))
    }

    /// Evaluates filters over rows; O(rows × filters).
    func fill(_ rows: Range<Int>) {
        let evaluator = BlockEvaluator()
        let met = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * blockLength)
        let failed = UnsafeMutablePointer<UInt64>.allocate(
            capacity: (plan.groups.count + 1) * blockLength / 64)
        defer {
            met.deallocate()
            failed.deallocate()
        }
        var start = rows.lowerBound
        while start < rows.upperBound {
            let block = start..<min(start + blockLength, rows.upperBound)
            fill(block, evaluator, met, failed)
            start = block.upperBound
        }
    }

    private func fill(
        _ block: Range<Int>, _ evaluator: BlockEvaluator, _ met: UnsafeMutablePointer<UInt8>,
        _ failed: UnsafeMutablePointer<UInt64>
    ) {
        let words = (block.count + 63) / 64
        let stride = blockLength / 64
        for (index, group) in plan.groups.enumerated() {
            let bits = failed + index * stride
            if group.isEmpty {
                bits.update(repeating: 0, count: words)
                continue
            }
            evaluator.evaluate(.all(group), block, into: met)
            pack(met, block.count, bits)
            for word in 0..<words { bits[word] = ~bits[word] }
        }
        let last = plan.groups.count
        let withoutAward = failed + last * stride
        if awardMask == nil {
            withoutAward.update(repeating: 0, count: words)
        } else {
            fillAwards(block, evaluator, met)
            pack(met, block.count, withoutAward)
            for word in 0..<words { withoutAward[word] = ~withoutAward[word] }
        }
        // Rows beyond the last fail everything, so that no list holds them.
        let beyond: UInt64 = block.count & 63 == 0 ? 0 : ~0 << UInt64(block.count & 63)
        let first = block.lowerBound / 64
        for word in 0..<words {
            var once: UInt64 = 0
            var twice: UInt64 = word == words - 1 ? beyond : 0
            for group in 0...last {
                let bits = failed[group &* stride &+ word]
                twice |= once & bits
                once |= bits
            }
            selected[first &+ word] = ~(once | twice)
            for group in 0...last {
                near[group][first &+ word] = failed[group &* stride &+ word] & ~twice
            }
        }
    }

    /// Masks of the awards of a block; `met` says which facts have one that meets all filters.
    private func fillAwards(
        _ block: Range<Int>, _ evaluator: BlockEvaluator, _ met: UnsafeMutablePointer<UInt8>
    ) {
        guard let awards = plan.awards, let mask = awardMask else { return }
        let first = Int(awards.offsets[block.lowerBound])
        let last = Int(awards.offsets[block.upperBound])
        (mask + first).update(repeating: 0, count: last - first)
        let one = met + blockLength
        for (bit, predicate) in plan.awardFilters {
            var start = first
            while start < last {
                let chunk = start..<min(start + blockLength, last)
                evaluator.evaluate(predicate, chunk, into: one)
                for k in 0..<chunk.count { mask[start &+ k] |= UInt16(one[k] ^ 1) &* bit }
                start = chunk.upperBound
            }
        }
        met.update(repeating: 0, count: block.count)
        for award in first..<last where mask[award] == 0 {
            met[Int(awards.parents[award]) &- block.lowerBound] = 1
        }
    }
}
