import Law
import Procurement

/// The letter that claims interest and fee for invoices paid late, or not paid yet.
///
/// Articles known by heart only are not cited in it: a letter that errs on one is not answered.
struct ClaimLetter {
    let company: String?
    let buyerName: String?
    let buyer: BuyerRole
    /// Late invoices.
    let invoices: [ClaimedInvoice]
    let today: Day
    let law: LawBook

    /// The letter.
    var document: ToolDocument {
        ToolDocument(
            name: "lettre-de-reclamation",
            title: "Réclamation d’intérêts moratoires et d’indemnité forfaitaire",
            blocks: head + [.paragraph("Madame, Monsieur,"), .paragraph(opening), table] + reasons
                + [.paragraph(request)] + closing)
    }

    private var isSeveral: Bool { invoices.count > 1 }

    private var references: String {
        guard isSeveral else {
            return "facture "
                + (invoices[0].reference ?? "[à compléter\u{202F}: numéro de facture]")
        }
        return "\(invoices.count) factures, dont la liste suit"
    }

    private var head: [ToolDocument.Block] {
        [
            .lines([
                company ?? "[à compléter\u{202F}: nom de l’entreprise]",
                "[à compléter\u{202F}: adresse, SIRET, courriel]",
            ]),
            .lines([
                buyerName ?? "[à compléter\u{202F}: nom de l’acheteur]",
                "[à compléter\u{202F}: service qui règle les factures, adresse]",
            ]),
            .lines(
                ["[à compléter\u{202F}: lieu], le \(FrenchNumber.day(today))"]
                    + (copies.map { ["Copie pour information\u{202F}: \($0)"] } ?? [])
                    + ["Objet\u{202F}: intérêts moratoires et indemnité forfaitaire, \(references)"]
            ),
        ]
    }

    private var copies: String? {
        switch buyer {
        case .publicUndertaking, .otherAuthority: nil
        default: "le comptable public de l’acheteur [à compléter ou à retirer]"
        }
    }

    private var opening: String {
        let paid = invoices.filter(\.lateness.isPaid).count
        let state =
            paid == invoices.count
            ? (isSeveral
                ? "ont été payées après la fin du délai" : "a été payée après la fin du délai")
            : paid == 0
                ? (isSeveral
                    ? "ne sont pas payées à ce jour, alors que le délai est passé"
                    : "n’est pas payée à ce jour, alors que le délai est passé")
                : "ont été payées après la fin du délai, ou ne le sont pas encore"
        let articles = cited([.lateByRight]).map { " (\($0))" } ?? ""
        return (isSeveral ? "Les factures ci-dessous " : "La facture ci-dessous ") + state
            + ". Le retard ouvre droit, sans mise en demeure, à des intérêts moratoires et à une "
            + "indemnité forfaitaire pour frais de recouvrement\(articles)."
    }

    private var table: ToolDocument.Block {
        .table(
            head: [
                "Facture", "Montant TTC", "Reçue le", "Échéance", "Payée le", "Jours de retard",
                "Taux", "Intérêts", "Indemnité",
            ],
            rows: invoices.map { invoice in
                let lateness = invoice.lateness
                return [
                    invoice.reference ?? "[à compléter]", lateness.amount.french,
                    FrenchNumber.day(invoice.received), FrenchNumber.day(lateness.due),
                    lateness.isPaid
                        ? FrenchNumber.day(lateness.end)
                        : "non payée au \(FrenchNumber.day(lateness.end))",
                    FrenchNumber.whole(lateness.days),
                    lateness.rate.map { LegalUnit.percent.phrase($0) } ?? unpublished,
                    lateness.interest?.french ?? unpublished,
                    lateness.fee?.french ?? "[à compléter]",
                ]
            })
    }

    private var unpublished: String { "[à compléter\u{202F}: taux non publié]" }

    private var reasons: [ToolDocument.Block] {
        var items = [
            "Les intérêts sont calculés ainsi\u{202F}: montant toutes taxes comprises × taux × jours de "
                + "retard ÷ 365, du lendemain de l’échéance au jour de la mise en paiement inclus.",
            "Le taux est celui du semestre où les intérêts ont commencé à courir\u{202F}; il ne change "
                + "plus ensuite"
                + (rateArticles.map { " (\($0))" } ?? "") + ".",
        ]
        if !isSeveral, let rate = invoices[0].lateness.rate,
            let interest = invoices[0].lateness.interest
        {
            items.append(
                "Soit " + invoices[0].lateness.calculation(rate, interest) + ".")
        }
        if let fee = invoices[0].lateness.wholeFee {
            items.append(
                "L’indemnité forfaitaire est de \(fee.frenchWhole) par facture payée en retard"
                    + (cited([.flatFee]).map { " (\($0))" } ?? "") + ".")
        }
        for invoice in invoices where !invoice.lateness.isPaid {
            if let daily = invoice.lateness.daily {
                items.append(
                    "Tant que la facture \(invoice.reference ?? "[à compléter]") n’est pas payée, "
                        + "\(daily.french(decimals: 2))\u{202F}€ d’intérêts s’ajoutent chaque jour."
                )
            }
        }
        if let articles = cited([.waiverVoid]) {
            items.append("Une clause qui y renoncerait est réputée non écrite (\(articles)).")
        }
        return [.list(items)]
    }

    private var request: String {
        let unpaid = invoices.filter { !$0.lateness.isPaid }
        var text =
            "Je vous demande de verser la somme de \(total) au titre des intérêts et de l’indemnité"
        if !unpaid.isEmpty {
            let principal = unpaid.reduce(0) { $0 + $1.lateness.amount.cents }
            text +=
                ", arrêtée à ce jour, et de payer le principal, soit "
                + Money(cents: principal).french
        }
        text += "."
        if let limit = number(.interestPayment), let articles = cited([.interestPayment]) {
            text +=
                " Ces sommes sont à payer dans les \(limit.french()) jours suivant la mise en paiement "
                + "du principal (\(articles))."
        }
        return text
    }

    private var total: String {
        var cents: Int64 = 0
        for invoice in invoices {
            guard let total = invoice.lateness.total else {
                return "[à compléter\u{202F}: total, quand le taux sera publié]"
            }
            cents += total.cents
        }
        return Money(cents: cents).french
    }

    private var closing: [ToolDocument.Block] {
        [
            .paragraph(
                "Si vous retenez d’autres dates, je vous remercie de me les indiquer avec leurs "
                    + "justificatifs (réception, interruption du délai, mise en paiement)."),
            .paragraph("Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."),
            .lines(["[à compléter\u{202F}: nom, qualité et signature]"]),
            .lines([
                "Pièces jointes\u{202F}: " + (isSeveral ? "factures" : "facture")
                    + ", message du portail qui en constate la réception, relevé d’identité bancaire."
            ]),
        ]
    }

    /// The articles of rules on the day of the first lateness, known by heart ones left out; nil
    /// when none is left.
    private func cited(_ names: [RuleName]) -> String? {
        let day = invoices[0].lateness.first
        return cited(
            names.flatMap { ToolArticle.of(law.rule($0), on: day) })
    }

    private var rateArticles: String? {
        cited(
            invoices.compactMap { $0.lateness.rateFact.map { ToolArticle($0) } })
    }

    private func cited(_ articles: [ToolArticle]) -> String? {
        var texts: [String] = []
        for article in articles
        where article.confidence != .memory && !texts.contains(article.text) {
            texts.append(article.text)
        }
        return texts.isEmpty ? nil : texts.joined(separator: "\u{202F}; ")
    }

    private func number(_ name: RuleName) -> LegalNumber? {
        guard
            case .known(let fact) = law.rule(name)
                .answer(in: Situation(on: invoices[0].lateness.first))
        else { return nil }
        return fact.number
    }
}

/// An invoice that a letter claims for.
struct ClaimedInvoice {
    /// Its number; nil where it was not given.
    let reference: String?
    let received: Day
    let lateness: Lateness
}
