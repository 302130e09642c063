import Law
import Procurement

/// Oddities of prices and of past awards that buyers are told to look at.
///
/// Signals to verify with one's own services, never proofs nor reasons to reject. The limits are
/// habits of such screens, not rules of law, and are said with each signal.
struct CollusionSignals: Sendable {
    /// A signal.
    struct Signal: Sendable {
        let name: String
        let label: String
        /// A French sentence with its numbers.
        let text: String
    }

    /// A bid of a past case.
    struct PastBid: Sendable {
        let consultation: String
        let bidder: String
        let isWinner: Bool
    }

    let signals: [Signal]

    /// Prices within this share of each other are close, in ten-thousandths.
    private static let close = Ratio(2, 100)
    /// The lowest price below this share of the second is heavily discounted.
    private static let discounted = Ratio(70, 100)
    /// Least cases of a rotation.
    private static let leastCases = 3

    init(_ offers: [OfferCase.Offer], past: [PastBid]) {
        signals = [
            Self.identical(offers), Self.fixedRatios(offers), Self.closePrices(offers),
            Self.discount(offers), Self.rotation(past),
        ].compactMap(\.self)
    }

    private static func identical(_ offers: [OfferCase.Offer]) -> Signal? {
        var groups: [[String]] = []
        for price in Set(offers.map(\.price)).sorted() {
            let names = offers.filter { $0.price == price }.map(\.name)
            if names.count > 1 { groups.append(names) }
        }
        guard !groups.isEmpty else { return nil }
        return Signal(
            name: "identical", label: "Prix identiques",
            text: groups.map { $0.joined(separator: ", ") }.joined(separator: "\u{202F}; ")
                + " ont le même prix au centime.")
    }

    /// Three offers or more, each a round percentage above the one before.
    private static func fixedRatios(_ offers: [OfferCase.Offer]) -> Signal? {
        let sorted = offers.sorted { $0.price < $1.price }
        guard sorted.count > 2, let first = sorted.first else { return nil }
        let percents = sorted.dropFirst().compactMap { offer -> (String, Int64)? in
            let scaled = offer.price.cents * 100
            let percent = (scaled + first.price.cents / 2) / first.price.cents
            // Exact to the cent: a round percentage of the lowest price.
            let rounded = (Int128(first.price.cents) * Int128(percent) + 50) / 100
            return rounded == Int128(offer.price.cents) && percent > 100
                ? (offer.name, percent) : nil
        }
        guard percents.count >= 2 else { return nil }
        let list = percents.map { "\($0.0) (\($0.1)\u{202F}%)" }.joined(separator: ", ")
        return Signal(
            name: "fixedRatios", label: "Rapports ronds entre prix",
            text:
                "Des prix sont un pourcentage rond, au centime, de celui de \(first.name)\u{202F}: \(list)."
        )
    }

    private static func closePrices(_ offers: [OfferCase.Offer]) -> Signal? {
        let prices = offers.map { Ratio($0.price) }
        guard prices.count > 2, let least = prices.min(), let greatest = prices.max(),
            least < greatest, (greatest - least) / least <= close
        else { return nil }
        return Signal(
            name: "close", label: "Prix très proches",
            text:
                "Du plus bas au plus haut, \(prices.count) prix tiennent dans \(percent((greatest - least) / least)) "
                + "(repère\u{202F}: \(percent(close))).")
    }

    private static func discount(_ offers: [OfferCase.Offer]) -> Signal? {
        let sorted = offers.sorted { $0.price < $1.price }
        guard sorted.count > 2 else { return nil }
        let share = Ratio(sorted[0].price) / Ratio(sorted[1].price)
        let others = Ratio(sorted[sorted.count - 1].price) - Ratio(sorted[1].price)
        let isApart =
            Ratio(sorted[1].price) - Ratio(sorted[0].price) > others && sorted.count > 3
        guard share < discounted || isApart && share < Ratio(90, 100) else { return nil }
        return Signal(
            name: "discounted", label: "Prix très décroché",
            text:
                "\(sorted[0].name) vaut \(percent(share)) de la deuxième, alors que les autres tiennent "
                + "entre \(sorted[1].price.french) et \(sorted[sorted.count - 1].price.french).")
    }

    /// The same bidders meet again and each wins in turn.
    private static func rotation(_ past: [PastBid]) -> Signal? {
        var consultations: [String] = []
        for bid in past where !consultations.contains(bid.consultation) {
            consultations.append(bid.consultation)
        }
        guard consultations.count >= leastCases else { return nil }
        var groups: [Set<String>: [String]] = [:]
        for consultation in consultations {
            let bids = past.filter { $0.consultation == consultation }
            let winners = bids.filter(\.isWinner).map { TypedText.folded($0.bidder) }
            guard bids.count > 1, winners.count == 1 else { continue }
            groups[Set(bids.map { TypedText.folded($0.bidder) }), default: []] += winners
        }
        for (bidders, winners) in groups.sorted(by: {
            $0.key.sorted().lexicographicallyPrecedes($1.key.sorted())
        })
        where winners.count >= leastCases {
            let changes = zip(winners, winners.dropFirst()).allSatisfy { $0 != $1 }
            guard changes, Set(winners).count == bidders.count else { continue }
            return Signal(
                name: "rotation", label: "Gagnants à tour de rôle",
                text:
                    "En \(winners.count) consultations, les mêmes \(bidders.count) candidats ont répondu et "
                    + "aucun n’a gagné deux fois de suite.")
        }
        return nil
    }

    private static func percent(_ ratio: Ratio) -> String {
        ((ratio * Ratio(100, 1)).rounded ?? LegalNumber(0)).french(decimals: 2) + "\u{202F}%"
    }

    /// A row per signal.
    var table: ToolTable {
        ToolTable(
            "signals", "Signaux entre les offres",
            columns: [.init("signal", "Signal"), .init("what", "Ce qui est vu")],
            rows: signals.map { [.text($0.label), .text($0.text)] },
            note:
                "Un signal à vérifier, jamais une preuve ni un motif de rejet. Au moindre doute sérieux, la "
                + "DGCCRF ou l’Autorité de la concurrence se saisissent.")
    }
}
