extension Dataset {
    /// The facts that meet a condition.
    ///
    /// - Throws: `unknownColumn`, `wrongType`, `unknownDetail` or `noWordIndex`, before any scan.
    /// - Complexity: O(facts × leaves), shared by the workers.
    public func select(
        _ condition: Condition, workers: Int = 1
    ) throws(EngineRefusal) -> Bitmap {
        try select(condition, population: .facts, workers: workers)
    }

    /// The rows of a population that a selection keeps: facts that meet the condition, or details
    /// whose fact does; for awards, `anyAward(c)` keeps the awards that meet `c` themselves.
    public func select(
        _ condition: Condition, population: Population, workers: Int = 1
    ) throws(EngineRefusal) -> Bitmap {
        let compiler = PredicateCompiler(
            dataset: self, population: population, ownColumns: false)
        let predicate = try compiler.compile(condition)
        return select(predicate, rowCount: try rowCount(population), workers: workers)
    }

    /// The rows that meet a predicate; O(rows × leaves), shared by the workers.
    func select(_ predicate: Predicate, rowCount: Int, workers: Int) -> Bitmap {
        var selection = Bitmap(rowCount: rowCount)
        selection.words.withUnsafeMutableBufferPointer { words in
            guard let base = words.baseAddress else { return }
            let target = SharedWords(base)
            forEachPart(of: rowCount, workers: workers) { _, stretches in
                let evaluator = BlockEvaluator()
                for rows in stretches {
                    var start = rows.lowerBound
                    while start < rows.upperBound {
                        let block = start..<min(start + blockLength, rows.upperBound)
                        evaluator.withBlock { met in
                            evaluator.evaluate(predicate, block, into: met)
                            pack(met, block.count, target.base + start / 64)
                        }
                        start = block.upperBound
                    }
                }
            }
        }
        return selection
    }
}

/// Packs bytes of 0 and 1 into words of 64 bits.
func pack(
    _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ words: UnsafeMutablePointer<UInt64>
) {
    // Eight bytes at once: the product brings their low bits together in its highest byte.
    let raw = UnsafeRawPointer(bytes)
    var start = 0
    while start < count {
        var bits: UInt64 = 0
        let length = min(64, count &- start)
        var k = 0
        while k &+ 8 <= length {
            let eight = raw.loadUnaligned(fromByteOffset: start &+ k, as: UInt64.self).littleEndian
            bits |= ((eight &* 0x0102_0408_1020_4080) >> 56) << UInt64(k)
            k &+= 8
        }
        while k < length {
            bits |= UInt64(bytes[start &+ k]) << UInt64(k)
            k &+= 1
        }
        words[start >> 6] = bits
        start &+= 64
    }
}
