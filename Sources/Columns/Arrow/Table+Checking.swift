extension Table {
    /// What is wrong with the values of a table: codes beyond their dictionary, offsets that go
    /// back, texts that are not UTF-8, null slots without their fixed value. French; empty when
    /// all is well.
    ///
    /// - Complexity: O(rows × columns).
    public var faults: [String] {
        columns.compactMap { column in
            column.fault.map {
                "table «\u{202F}\(name)\u{202F}», colonne «\u{202F}\(column.name)\u{202F}»\u{202F}: \($0)"
            }
        }
    }
}

extension Column {
    fileprivate var fault: String? {
        var known = count
        if validity != nil {
            known = 0
            for row in 0..<count where isKnown(row) { known += 1 }
        }
        guard known == count - nullCount else { return "nombre de valeurs nulles inexact" }
        switch type {
        case .dictionary: return dictionaryFault
        case .text: return texts.flatMap { Self.fault(of: $0) }
        default: return nullSlotFault
        }
    }

    /// Null slots must hold the value that scans take for unknown.
    private var nullSlotFault: String? {
        guard nullCount > 0 else { return nil }
        for row in 0..<count where !isKnown(row) {
            let holds =
                switch type {
                case .uint8: values.load(fromByteOffset: row, as: UInt8.self) == .max
                case .uint16: values.load(fromByteOffset: row * 2, as: UInt16.self) == .max
                case .uint32: values.load(fromByteOffset: row * 4, as: UInt32.self) == .max
                case .int32, .date: values.load(fromByteOffset: row * 4, as: Int32.self) == .min
                case .int64: values.load(fromByteOffset: row * 8, as: Int64.self) == .min
                case .bool, .text, .dictionary: true
                }
            if !holds { return "valeur nulle mal codée à la ligne \(row)" }
        }
        return nil
    }

    private var dictionaryFault: String? {
        guard let texts else { return "dictionnaire absent" }
        for row in 0..<count where code(row) >= texts.count {
            return "code hors du dictionnaire à la ligne \(row)"
        }
        for row in 0..<count where !isKnown(row) && code(row) != 0 {
            return "valeur nulle mal codée à la ligne \(row)"
        }
        if let fault = Self.fault(of: texts) { return fault }
        for entry in 1..<max(texts.count, 1)
        where !texts.bytes(at: entry - 1).lexicographicallyPrecedes(texts.bytes(at: entry)) {
            return "dictionnaire non trié à l’entrée \(entry)"
        }
        return nil
    }

    /// Offsets are all checked before any text is read, so that a damaged one leads nowhere.
    private static func fault(of texts: TextValues) -> String? {
        for entry in 0..<texts.count where texts.offsets[entry] > texts.offsets[entry + 1] {
            return "décalages décroissants à \(entry)"
        }
        for entry in 0..<texts.count
        where String(validating: texts.bytes(at: entry), as: UTF8.self) == nil {
            return "texte qui n’est pas de l’UTF-8 à \(entry)"
        }
        return nil
    }
}
