import Procurement

extension DeclarationTable {
    /// Makes one contract of the lines that a table gives for its successive states.
    ///
    /// A flattened table repeats a contract for each of its changes. When it does not number them,
    /// records of one buyer, identifier, object and CPV at different days are states: the first day
    /// is the contract as awarded, and each later one becomes a modification of that day with what
    /// changed since the state before. Records of one day that differ are lots, and then nothing is
    /// united: no order is invented.
    ///
    /// - Complexity: O(n log n) for the n records of tables.
    mutating func uniteTableStates() {
        let table = Declaration.Vintage.table.rawValue
        var states = rows.indices.filter {
            rows[$0].vintage == table && rows[$0].setAside == CodeList.unknown
                && rows[$0].identifier != 0 && rows[$0].dateNotification != .min
        }
        guard states.count > 1 else { return }
        let objects = objectHashes(states)
        func place(_ index: Int) -> (UInt64, UInt64, UInt32) {
            (rows[index].identifier, objects[index] ?? 0, rows[index].codeCPV)
        }
        states.sort { left, right in
            place(left) != place(right)
                ? place(left) < place(right)
                : (rows[left].dateNotification, left) < (rows[right].dateNotification, right)
        }
        var start = 0
        while start < states.count {
            var end = start + 1
            while end < states.count, place(states[end]) == place(states[start]) { end += 1 }
            if end - start > 1 { unite(Array(states[start..<end])) }
            start = end
        }
    }

    private func objectHashes(_ indices: [Int]) -> [Int: UInt64] {
        var hashes: [Int: UInt64] = [:]
        var folded: [UInt8] = []
        for index in indices where rows[index].objet.length > 0 {
            folded.removeAll(keepingCapacity: true)
            withBytes(of: rows[index].objet) { FoldedText.append($0, to: &folded) }
            hashes[index] = folded.withUnsafeBufferPointer { StableHash.of($0) }
        }
        return hashes
    }

    /// Turns the later of these states, in order of day, into modifications of the first.
    private mutating func unite(_ states: [Int]) {
        let days = states.map { rows[$0].dateNotification }
        guard Set(days).count == days.count else { return }
        let key = rows[states[0]].key
        for (former, state) in zip(states, states.dropFirst()) {
            var change = ModificationRow()
            change.date = rows[state].dateNotification
            change.datePublication = rows[state].datePublication
            if rows[former].montant != rows[state].montant { change.montant = rows[state].montant }
            if rows[former].dureeMois != rows[state].dureeMois {
                change.dureeMois = rows[state].dureeMois
            }
            if suppliers(rows[former].parties) != suppliers(rows[state].parties) {
                change.parties = rows[state].parties
            }
            change.content = hash(change)
            let start = modifications.count
            let own = modifications[rows[state].modifications.range]
            modifications.append(change)
            modifications.append(contentsOf: own)
            rows[state].modifications = .init(
                start: UInt32(start), count: UInt32(modifications.count - start))
            rows[state].key = key
            rows[state].isLaterState = true
        }
    }

    private func suppliers(_ span: DeclarationRow.Span) -> Set<UInt32> {
        Set(parties[span.range].map(\.id))
    }

    private func hash(_ change: ModificationRow) -> UInt64 {
        var hash = StableHash.combine(0, UInt64(bitPattern: change.montant))
        hash = StableHash.combine(hash, UInt64(UInt32(bitPattern: change.date)))
        hash = StableHash.combine(hash, UInt64(UInt32(bitPattern: change.dureeMois)))
        for supplier in suppliers(change.parties).sorted() {
            hash = StableHash.combine(hash, UInt64(supplier))
        }
        return hash
    }
}
