import Law
import Procurement

/// Prices that call for a question, by every known method.
public struct AbnormallyLow: Tool {
    public let name = "abnormally-low"
    public let title = "Offres anormalement basses"
    public let question = "Quels prix appellent une question, et comment la poser\u{202F}?"
    public let audience = ToolAudience.buyers

    public let fields: [any ToolField] = [
        OfferFields.offers, OfferFields.estimate, OfferFields.object, OfferFields.buyerName,
        OfferFields.day,
    ]
    public let example: [(field: String, value: String)] = [
        (
            "offers",
            "name;price\nOffre A;70000\nOffre B;92000\nOffre C;95000\nOffre D;98000\nOffre E;100000\n"
                + "Offre F;145000"
        ), ("estimate", "95000"),
    ]
    public var parts: [FormPart] {
        [FormPart(title: "Pour la lettre", fields: ["object", "buyerName", "on"], isFolded: true)]
    }

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let offers = try OfferCase.offers(try input.rows(OfferFields.offers))
        let day = input.optional(OfferFields.day) ?? setting.today
        let bids = LowBids(
            offers.map(\.price), estimate: input.optional(OfferFields.estimate), setting.law,
            on: day)
        let names = offers.map(\.name)
        let suspects = bids.suspects.map { names[$0] }
        var answer = ToolAnswer(
            summary: bids.methods.isEmpty
                ? "Il faut au moins deux offres, ou une estimation, pour comparer."
                : suspects.isEmpty
                    ? "Aucune méthode ne signale de prix."
                    : "À questionner\u{202F}: \(suspects.joined(separator: ", ")). C’est un signal, jamais un rejet.",
            results: [
                ToolResult(
                    name: "suspects", label: "Offres signalées",
                    value: .text(suspects.isEmpty ? "aucune" : suspects.joined(separator: ", ")))
            ]
                + bids.methods.compactMap { method in
                    method.limit.map {
                        ToolResult(
                            name: method.name, label: method.label, value: .number($0, unit: "€"))
                    }
                },
            steps: bids.methods.map { method in
                ToolStep(title: method.label, text: method.text, articles: method.articles)
            } + [LowBids.step(setting.law, on: day)],
            assumptions: [
                "Ces méthodes sont des repères de détection. Aucune n’est dans la loi.",
                "Les prix se comparent sur le même périmètre, hors taxes.",
            ])
        if !bids.methods.isEmpty { answer.tables = [bids.table(names)] }
        answer.documents = bids.suspects.map {
            OfferDocuments.clarification(
                names[$0], object: input.optional(OfferFields.object),
                buyer: input.optional(OfferFields.buyerName))
        }
        return answer
    }
}
