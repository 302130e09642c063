import Columns

/// Numbers that depend only on their seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A small observatory: facts, their awards, and one word.
struct RandomDataset {
    static let texts = ["cpv", "lieu", "siege", "cle"]
    static let numbers = ["jour", "offres", "montant", "derive"]
    static let wordRow: @Sendable (Int) -> Bool = { $0 % 3 == 1 }
    let dataset: Dataset

    struct Words: WordLookup {
        let count: Int

        func rows(_ query: WordQuery) -> [UInt32] {
            (0..<count).filter(RandomDataset.wordRow).map { UInt32($0) }
        }
    }

    init(rows: Int, seed: UInt64, nulls: Double = 0.15) {
        var random = Seeded(state: seed)
        func make<Value>(_ count: Int, _ value: (inout Seeded) -> Value) -> [Value?] {
            (0..<count).map { _ in
                Double.random(in: 0..<1, using: &random) < nulls ? nil : value(&random)
            }
        }
        let places = ["02", "59", "60", "62", "80"]
        let days = make(rows) { Int32.random(in: 18_000...18_400, using: &$0) }
            .sorted { ($0 ?? .min) < ($1 ?? .min) }
        let columns = [
            MemoryColumns.integers("jour", .date, days),
            MemoryColumns.dictionary(
                "cpv", make(rows) { "45\(Int.random(in: 100...140, using: &$0))" }, bytes: 2),
            MemoryColumns.dictionary(
                "lieu", make(rows) { places[Int.random(in: 0..<5, using: &$0)] }, bytes: 1),
            MemoryColumns.dictionary(
                "siege", make(rows) { places[Int.random(in: 1..<5, using: &$0)] }, bytes: 4),
            MemoryColumns.texts("cle", make(rows) { "k\(Int.random(in: 0..<90, using: &$0))" }),
            MemoryColumns.integers(
                "offres", .int32, make(rows) { Int32.random(in: 0...6, using: &$0) }),
            MemoryColumns.integers(
                "montant", .int64, make(rows) { Int64.random(in: 1...90_000_000, using: &$0) }),
            MemoryColumns.integers(
                "derive", .int32, make(rows) { Int32.random(in: -500...3_000, using: &$0) }),
            MemoryColumns.integers(
                "social", .uint8, make(rows) { UInt8.random(in: 0...7, using: &$0) },
                legend: "a|b|c"),
            MemoryColumns.flags("innovant", make(rows) { Bool.random(using: &$0) }),
        ]
        let parents = (0..<rows).flatMap { row in
            [UInt32](repeating: UInt32(row), count: Int.random(in: 0...3, using: &random))
        }
        let awards = [
            MemoryColumns.integers("contrat", .uint32, parents.map { Optional($0) }),
            MemoryColumns.dictionary(
                "titulaire",
                make(parents.count) { "t\(Int.random(in: 100...150, using: &$0))" }, bytes: 4),
            MemoryColumns.dictionary(
                "titulaire_lieu",
                make(parents.count) { places[Int.random(in: 0..<4, using: &$0)] }, bytes: 1),
            MemoryColumns.integers(
                "part", .int64,
                make(parents.count) { Int64.random(in: 1...9_000_000, using: &$0) }),
            MemoryColumns.flags("local", make(parents.count) { Bool.random(using: &$0) }),
        ]
        let amounts = columns[6]
        let order = (0..<UInt32(rows)).sorted { left, right in
            let (first, second) = (amounts.integer(Int(left)), amounts.integer(Int(right)))
            return (first ?? .min, left) < (second ?? .min, right)
        }
        let facts = Table(
            name: "contracts", rowCount: rows,
            columns: columns + [
                MemoryColumns.integers("ordre", .uint32, order.map { Optional($0) })
            ])
        let table = Table(name: "awards", rowCount: parents.count, columns: awards)
        do throws(EngineRefusal) {
            let detail = try DetailTable(table: table, parent: "contrat", factCount: rows)
            dataset = Dataset(
                facts: facts, details: ["awards": detail], sortedBy: ["jour"],
                orders: ["montant": "ordre"], words: Words(count: rows))
        } catch {
            preconditionFailure("A random dataset is well formed, but: \(error)")
        }
    }

    /// A condition on facts, nested to a depth.
    static func condition(_ random: inout Seeded, depth: Int = 2) -> Condition {
        switch Int.random(in: 0..<(depth > 0 ? 18 : 13), using: &random) {
        case 0: return .isAny("lieu", of: ["59", "62", "99"])
        case 1: return .isAny("cle", of: ["k1", "k2", "k33"])
        case 2: return .startsWith("cpv", ["4511", "45130"])
        case 3: return .between("jour", 18_100, 18_250)
        case 4: return .between("montant", 10_000_000, nil)
        case 5: return .isAnyNumber("offres", of: [1, 4])
        case 6: return .isAnyNumber("innovant", of: [1])
        case 7: return .hasAnyBit("social", mask: 5)
        case 8: return .hasNoBit("social")
        case 9: return .isUnknown("montant")
        case 10: return .sameText("lieu", "siege")
        case 11: return .words(WordQuery(terms: [.word("toiture")]))
        case 12: return .anyAward(award(&random))
        case 13: return .not(condition(&random, depth: depth - 1))
        case 14, 15:
            return .all([
                condition(&random, depth: depth - 1), condition(&random, depth: depth - 1),
            ])
        default:
            return .any([
                condition(&random, depth: depth - 1), condition(&random, depth: depth - 1),
            ])
        }
    }

    /// A condition on awards.
    static func award(_ random: inout Seeded) -> Condition {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .isAny("titulaire_lieu", of: ["59"])
        case 1: return .not(.startsWith("titulaire", ["t11"]))
        case 2: return .between("part", nil, 3_000_000)
        case 3: return .all([.isAnyNumber("local", of: [0]), .isKnown("titulaire")])
        default: return .any([.isAny("lieu", of: ["80"]), .isAnyNumber("local", of: [1])])
        }
    }
}
