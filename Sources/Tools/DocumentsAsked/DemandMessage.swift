import Law
import Procurement

/// A courteous message to a buyer about something asked.
struct DemandMessage {
    let demand: Demand
    let standing: ObligationStanding
    /// The figures of the case, in French sentences; nil where there are none.
    let figures: String?

    var document: ToolDocument {
        let obligation = standing.obligation
        var blocks: [ToolDocument.Block] = []
        if obligation.confidence == .memory {
            blocks.append(
                .paragraph(
                    "[À faire avant l’envoi\u{202F}: relire \(obligation.article)\u{202F}; cette règle est citée de mémoire. "
                        + "Supprimez ensuite cette ligne.]"))
        }
        blocks += [
            .paragraph("Objet\u{202F}: [référence de la consultation ou du marché], question"),
            .paragraph("Madame, Monsieur,"),
            .paragraph(
                "Dans le cadre de [objet de la consultation ou du marché], nous lisons à [page ou article] "
                    + "qu’il nous est demandé\u{202F}: «\u{202F}\(demand.label)\u{202F}»."),
        ]
        if let figures { blocks.append(.paragraph(figures)) }
        blocks += [
            .paragraph(
                "Sauf erreur de notre part, la règle se résume ainsi\u{202F}: «\u{202F}\(obligation.title). "
                    + "\(obligation.text.endedByPoint)\u{202F}» (\(obligation.article))."),
            .paragraph("Pourriez-vous \(demand.request)\u{202F}?"),
            .paragraph(
                "Nous souhaitons seulement répondre dans les règles, et vous remercions de votre réponse."
            ),
            .lines(["Bien cordialement,", "[Nom et qualité]", "[Entreprise, SIRET]", "[Téléphone]"]
            ),
        ]
        return ToolDocument(
            name: "message-\(demand.rawValue)", title: "Message à l’acheteur", blocks: blocks)
    }
}
