public import Law
import Procurement

/// Model letters of a company to a buyer, each built from an obligation and a case.
///
/// No number of the law is written here: letters quote the guide and its articles.
public enum ObligationLetter {
    /// What a letter says, besides its frame.
    struct Body: Sendable {
        /// What it is for, in French: « Demande des motifs de rejet ».
        let title: String
        /// What the letter is about, after « Objet ».
        let subject: String
        /// Before the rule is quoted.
        let opening: String
        /// What is asked, after the rule.
        let requests: [String]
        /// The last paragraph before the farewell.
        let closing: String
    }

    /// The names of the obligations that have a letter.
    public static var obligations: [String] {
        LawBook.shipped.obligations.map(\.id).filter { bodies[$0] != nil }
    }

    /// The letter of an obligation; nil where none helps.
    public static func document(_ obligation: Obligation, _ asked: ObligationCase) -> ToolDocument?
    {
        guard let body = bodies[obligation.id] else { return nil }
        var blocks: [ToolDocument.Block] = [
            .lines([
                "[Votre entreprise]", "[Adresse]", "[SIRET]", "[Courriel et téléphone]",
            ]),
            .lines(["À l’attention de", recipient(asked), "[Service et adresse]"]),
            .paragraph("[Ville], le \(FrenchNumber.day(asked.day))"),
            .paragraph("Objet\u{202F}: \(body.subject)"),
            .paragraph("Madame, Monsieur,"), .paragraph(body.opening),
            .paragraph(rule(obligation)), .paragraph("Je vous remercie de bien vouloir\u{202F}:"),
            .list(body.requests), .paragraph(body.closing),
            .paragraph(
                "Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."
            ),
            .lines(["[Nom et qualité]", "[Signature]"]),
        ]
        if obligation.confidence == .memory {
            blocks.insert(
                .paragraph(
                    "[À faire avant l’envoi\u{202F}: relire \(obligation.article)\u{202F}; le guide cite cette règle de "
                        + "mémoire. Supprimez ensuite cette ligne.]"), at: 0)
        }
        return ToolDocument(
            name: "lettre-\(obligation.id)", title: body.title, blocks: blocks)
    }

    /// The rule, as the guide words it, with its article.
    static func rule(_ obligation: Obligation) -> String {
        "La règle que j’invoque ici se résume ainsi\u{202F}: «\u{202F}\(obligation.title). "
            + "\(obligation.text.endedByPoint)\u{202F}» (\(obligation.article))."
    }

    private static func recipient(_ asked: ObligationCase) -> String {
        guard let buyer = asked.buyer else { return "[Acheteur]" }
        return "[Acheteur\u{202F}: \(buyer.label.lowercased())]"
    }
}
