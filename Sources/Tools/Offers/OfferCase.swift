import Law
import Procurement

/// Criteria, offers and marks, read and checked.
struct OfferCase: Sendable {
    /// A criterion without sub-criteria.
    struct Leaf: Sendable {
        let name: String
        let kind: CriterionKind
        /// Part of the whole, from 0 to 1.
        let weight: Ratio
        let greatest: LegalNumber
        /// The criterion of the first rank it belongs to: itself, or its parent.
        let top: String
    }
    /// An offer.
    struct Offer: Sendable {
        let name: String
        let price: Money
    }
    /// A mark and its reason.
    struct Mark: Sendable {
        let mark: LegalNumber
        let reason: String?
    }

    let formula: PriceFormula
    let settings: PriceFormula.Settings
    let leaves: [Leaf]
    let offers: [Offer]
    /// By leaf, by offer; nil for the price.
    let marks: [[Mark?]]
    /// Names of criteria of the first rank, in order, with their part of the whole.
    let tops: [(name: String, weight: Ratio)]

    var prices: [Ratio] { offers.map { Ratio($0.price) } }

    /// The place of the price among the leaves.
    var priceLeaf: Int? { leaves.firstIndex { $0.kind == .price } }

    /// Reads a case.
    ///
    /// - Throws: `ToolRefusal` at the cell to mend.
    init(_ input: ToolInput) throws(ToolRefusal) {
        formula = input.optional(OfferFields.formula) ?? .inverse
        settings = PriceFormula.Settings(
            coefficient: input.optional(OfferFields.coefficient).map { Ratio($0) },
            divisor: input.optional(OfferFields.divisor).map { Ratio($0) } ?? .one,
            estimate: input.optional(OfferFields.estimate).map { Ratio($0) })
        if formula == .estimateLinear { _ = try input.required(OfferFields.estimate) }
        let (leaves, tops) = try Self.criteria(try input.rows(OfferFields.criteria))
        self.leaves = leaves
        self.tops = tops
        offers = try Self.offers(try input.rows(OfferFields.offers))
        marks = try Self.marks(try input.rows(OfferFields.marks), leaves, offers)
    }

    /// The offers of a table; those without name take letters.
    static func offers(_ rows: [TableRow]) throws(ToolRefusal) -> [Offer] {
        var offers: [Offer] = []
        for row in rows {
            let name = row.optional(OfferFields.offerName) ?? defaultName(row.number)
            guard !offers.contains(where: { Self.isSame($0.name, name) }) else {
                throw row.contradiction(
                    OfferFields.offerName,
                    because: "une autre offre s’appelle «\u{202F}\(name)\u{202F}»")
            }
            offers.append(Offer(name: name, price: try row.required(OfferFields.price)))
        }
        return offers
    }

    /// `Offre A` to `Offre Z`, then `Offre AA`.
    static func defaultName(_ number: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let place = number - 1
        return "Offre " + (place >= 26 ? String(letters[place / 26 - 1]) : "")
            + String(letters[place % 26])
    }

    /// Names are compared without case, accents or signs.
    static func isSame(_ one: String, _ other: String) -> Bool {
        TypedText.folded(one) == TypedText.folded(other)
    }

    private static func criteria(
        _ rows: [TableRow]
    ) throws(ToolRefusal) -> ([Leaf], [(name: String, weight: Ratio)]) {
        var tops: [(row: TableRow, name: String, weight: Ratio)] = []
        for row in rows where row.optional(OfferFields.parent) == nil {
            let name = try row.required(OfferFields.criterionName)
            guard !tops.contains(where: { isSame($0.name, name) }) else {
                throw row.contradiction(
                    OfferFields.criterionName, because: "un autre critère a ce nom")
            }
            tops.append((row, name, Ratio(try row.required(OfferFields.weight))))
        }
        let whole = tops.reduce(Ratio.zero) { $0 + $1.weight }
        var leaves: [Leaf] = []
        for top in tops {
            let children = rows.filter { row in
                row.optional(OfferFields.parent).map { isSame($0, top.name) } ?? false
            }
            let part = top.weight / whole
            guard !children.isEmpty else {
                leaves.append(try leaf(top.row, weight: part, top: top.name))
                continue
            }
            var sum = Ratio.zero
            for row in children { sum = sum + Ratio(try row.required(OfferFields.weight)) }
            for row in children {
                let weight = part * Ratio(try row.required(OfferFields.weight)) / sum
                leaves.append(try leaf(row, weight: weight, top: top.name))
            }
        }
        for row in rows {
            if let parent = row.optional(OfferFields.parent),
                !tops.contains(where: { isSame($0.name, parent) })
            {
                throw row.contradiction(
                    OfferFields.parent,
                    because: "aucun critère n’a ce nom, ou c’est un sous-critère")
            }
        }
        var names: [String] = []
        var prices = 0
        for row in rows {
            let name = try row.required(OfferFields.criterionName)
            guard !names.contains(where: { isSame($0, name) }) else {
                throw row.contradiction(
                    OfferFields.criterionName, because: "un autre critère a ce nom")
            }
            names.append(name)
            if row.optional(OfferFields.kind) == .price { prices += 1 }
            guard prices < 2 else {
                throw row.contradiction(
                    OfferFields.kind, because: "un seul critère est celui du prix")
            }
        }
        return (leaves, tops.map { ($0.name, $0.weight / whole) })
    }

    private static func leaf(
        _ row: TableRow, weight: Ratio, top: String
    ) throws(ToolRefusal) -> Leaf {
        Leaf(
            name: try row.required(OfferFields.criterionName),
            kind: row.optional(OfferFields.kind) ?? .quality, weight: weight,
            greatest: row.optional(OfferFields.greatest) ?? LegalNumber(20), top: top)
    }

    private static func marks(
        _ rows: [TableRow], _ leaves: [Leaf], _ offers: [Offer]
    ) throws(ToolRefusal) -> [[Mark?]] {
        var marks = leaves.map { _ in [Mark?](repeating: nil, count: offers.count) }
        for row in rows {
            let criterion = try row.required(OfferFields.markedCriterion)
            guard let leaf = leaves.firstIndex(where: { isSame($0.name, criterion) }) else {
                throw row.contradiction(
                    OfferFields.markedCriterion,
                    because: "aucun critère noté n’a ce nom\u{202F}: "
                        + leaves.map(\.name).joined(separator: ", "))
            }
            guard leaves[leaf].kind == .quality else {
                throw row.contradiction(
                    OfferFields.markedCriterion, because: "la formule note le prix")
            }
            let name = try row.required(OfferFields.markedOffer)
            guard let offer = offers.firstIndex(where: { isSame($0.name, name) }) else {
                throw row.contradiction(
                    OfferFields.markedOffer,
                    because: "aucune offre n’a ce nom\u{202F}: "
                        + offers.map(\.name).joined(separator: ", "))
            }
            guard marks[leaf][offer] == nil else {
                throw row.contradiction(
                    OfferFields.markedOffer, because: "cette offre a déjà une note à ce critère")
            }
            let mark = try row.required(OfferFields.mark)
            guard mark <= leaves[leaf].greatest else {
                throw row.contradiction(
                    OfferFields.mark,
                    because: "la note la plus haute de ce critère est "
                        + leaves[leaf].greatest.french())
            }
            marks[leaf][offer] = Mark(mark: mark, reason: row.optional(OfferFields.reason))
        }
        for (place, leaf) in leaves.enumerated() where leaf.kind == .quality {
            for (offer, mark) in zip(offers, marks[place]) where mark == nil {
                throw .missing(
                    field: OfferFields.marks.name, label: OfferFields.marks.label,
                    expected: "il y faut la note de «\u{202F}\(offer.name)\u{202F}» au critère "
                        + "«\u{202F}\(leaf.name)\u{202F}»")
            }
        }
        return marks
    }
}
