import Law
import Procurement

/// Which lots may follow a simpler procedure than the whole.
///
/// - Source: code de la commande publique, article R2123-1 2°.
struct ProcedureLots: Sendable {
    let table: ToolTable
    let steps: [ToolStep]

    /// Most lots whose combinations are all tried.
    private static let most = 16

    /// Nil when there are no lots, or the whole does not reach a formal procedure.
    init?(_ need: PurchaseNeed, _ reading: ProcedureReading, _ law: LawBook) {
        guard !need.lots.isEmpty, reading.kind == .formal,
            let limit = reading.known(need.isInnovative ? .innovationSmallLot : .smallLot),
            let share = reading.known(.smallLotsShare)
        else { return nil }
        let whole = need.value.cents
        let small = need.lots.indices.filter {
            LegalNumber(tenThousandths: need.lots[$0].amount.cents * 100) < limit.number
        }
        /// Whether lots together stay within the share: exact.
        func fits(_ lots: [Int]) -> Bool {
            let sum = lots.reduce(Int128(0)) { $0 + Int128(need.lots[$1].amount.cents) }
            return sum * 1_000_000 <= Int128(whole) * Int128(share.number.tenThousandths)
        }
        table = ToolTable(
            "lots", "Lots",
            columns: [
                .init("lot", "Lot"), .init("amount", "Valeur estimée"), .init("share", "Part"),
                .init("mayBeSmall", "Peut être un petit lot"),
            ],
            rows: need.lots.indices.map { index in
                let lot = need.lots[index]
                return [
                    .text(lot.name), .money(lot.amount),
                    .number(Self.percent(lot.amount.cents, of: whole), unit: "%"),
                    .flag(small.contains(index) && fits([index])),
                ]
            },
            note:
                "Un petit lot vaut moins de \(limit.phrase)\u{202F}; ensemble, les petits lots ne dépassent "
                + "pas \(share.phrase) de la valeur de tous les lots.")
        let names = { (lots: [Int]) in lots.map { need.lots[$0].name }.joined(separator: ", ") }
        let text: String
        if small.isEmpty {
            text =
                "Aucun lot ne vaut moins de \(limit.phrase)\u{202F}: tous suivent la procédure formalisée."
        } else if fits(small) {
            let sum = small.reduce(0) { $0 + need.lots[$1].amount.cents }
            text =
                "Ensemble, \(names(small)) font \(Self.percent(sum, of: whole).french(decimals: 2))\u{202F}% "
                + "de la valeur\u{202F}: tous peuvent suivre une procédure adaptée."
        } else {
            let sum = small.reduce(0) { $0 + need.lots[$1].amount.cents }
            let sets = Self.greatest(small, fits)
            let choices = sets.map { set in
                let part = set.reduce(0) { $0 + need.lots[$1].amount.cents }
                return
                    "\(names(set)) (\(Self.percent(part, of: whole).french(decimals: 2))\u{202F}%)"
            }
            text =
                "Ensemble, \(names(small)) font \(Self.percent(sum, of: whole).french(decimals: 2))\u{202F}%, "
                + "plus de \(share.phrase)\u{202F}: pas tous. Choix possibles\u{202F}: "
                + (choices.isEmpty ? "aucun" : choices.joined(separator: "\u{202F}; ")) + "."
        }
        steps = [
            ToolStep(
                title: "Petits lots", text: text, articles: [limit.article, share.article]),
            ToolStep(
                title: "Petits lots sous le seuil de dispense",
                text:
                    "Dans la même part cumulée, un lot sous le seuil de dispense peut se passer de "
                    + "publicité et de mise en concurrence.",
                articles: ToolArticle.of(law.rule(.smallLotsDispensation), on: reading.day)),
        ]
    }

    private static func percent(_ part: Int64, of whole: Int64) -> LegalNumber {
        guard whole > 0 else { return LegalNumber(0) }
        let hundredths = (Int128(part) * 10_000 + Int128(whole) / 2) / Int128(whole)
        return LegalNumber(tenThousandths: Int64(hundredths) * 100)
    }

    /// Sets of lots that fit and to which none can be added, at most five, the most lots first.
    ///
    /// - Complexity: O(2ⁿ) for at most sixteen lots; beyond, one set, the smallest lots first.
    private static func greatest(_ lots: [Int], _ fits: ([Int]) -> Bool) -> [[Int]] {
        guard lots.count <= most else {
            var set: [Int] = []
            for lot in lots where fits(set + [lot]) { set.append(lot) }
            return set.isEmpty ? [] : [set]
        }
        var sets: [[Int]] = []
        for mask in 1..<(1 << lots.count) {
            let set = lots.indices.filter { mask >> $0 & 1 == 1 }.map { lots[$0] }
            guard fits(set) else { continue }
            let canGrow = lots.contains { !set.contains($0) && fits(set + [$0]) }
            if !canGrow { sets.append(set) }
        }
        return Array(sets.sorted { ($1.count, $0) < ($0.count, $1) }.prefix(5))
    }
}

private func < (left: (Int, [Int]), right: (Int, [Int])) -> Bool {
    left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
