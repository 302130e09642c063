import Law
import Procurement

extension PaymentSummary {
    /// The summary as a sheet to print and sign.
    func document(digest: String) -> ToolDocument {
        ToolDocument(
            name: "synthese-delais-de-paiement", title: "Synthèse des délais de paiement",
            blocks: head + [.heading("Indicateurs"), indicatorTable]
                + group("Par mois de paiement", "Mois", months)
                + group("Par service", "Service", services)
                + group("Par taille de fournisseur", "Taille", sizes) + foot(digest))
    }

    private var head: [ToolDocument.Block] {
        let question = reading.question
        let period: String
        switch (question.from, question.to) {
        case (nil, nil): period = "toutes celles du registre"
        case (let from?, nil): period = "à partir du \(FrenchNumber.day(from))"
        case (nil, let to?): period = "jusqu’au \(FrenchNumber.day(to))"
        case (let from?, let to?):
            period = "du \(FrenchNumber.day(from)) au \(FrenchNumber.day(to))"
        }
        return [
            .lines([
                "Acheteur\u{202F}: " + (buyerName ?? "[à compléter\u{202F}: nom de l’acheteur]"),
                "Catégorie\u{202F}: \(question.buyer.label)", "Factures payées\u{202F}: \(period)",
                "Factures non payées\u{202F}: situation au \(FrenchNumber.day(question.on))",
            ]),
            .paragraph(RegisterAccount(reading).sentence),
        ]
    }

    private var indicatorTable: ToolDocument.Block {
        .table(
            head: ["Code", "Indicateur", "Valeur", "Factures", "Inconnues"],
            rows: indicators.map {
                [
                    $0.code, $0.label, $0.value.french, FrenchNumber.whole($0.count),
                    FrenchNumber.whole($0.unknown),
                ]
            })
    }

    private func group(
        _ title: String, _ first: String, _ groups: [PaymentGroup]
    ) -> [ToolDocument.Block] {
        guard !groups.isEmpty else { return [] }
        func shown(_ number: LegalNumber?, _ unit: String) -> String {
            number.map { $0.french(decimals: 2) + "\u{202F}" + unit } ?? "–"
        }
        return [
            .heading(title),
            .table(
                head: [first, "Paiements", "Montant TTC", "Délai moyen", "En retard", "Dû"],
                rows: groups.map { group in
                    let tally = group.tally
                    return group.isWithheld
                        ? [group.label, FrenchNumber.whole(tally.count), "–", "–", "–", "–"]
                        : [
                            group.label, FrenchNumber.whole(tally.count),
                            Money(cents: tally.cents).french, shown(tally.mean, "jours"),
                            shown(tally.lateShare, "%"), tally.owed.french,
                        ]
                }),
        ]
    }

    private func foot(_ digest: String) -> [ToolDocument.Block] {
        [
            .paragraph(
                "Un groupe de moins de \(PaymentGroup.leastShown) paiements, ou qui en laisserait "
                    + "deviner un, n’est que compté\u{202F}: une facture ne doit pas s’y lire."),
            .heading("Ce que mesurent les indicateurs"),
            .list(indicators.map { "\($0.code), \($0.label)\u{202F}: \($0.definition)" }),
            .heading("Règles appliquées"),
            .list(
                rules.map { article in
                    article.text + (article.confidence.label.map { " (\($0))" } ?? "")
                }),
            .heading("Empreintes"),
            .lines([
                "Registre\u{202F}: \(reading.digest)", "Synthèse\u{202F}: \(digest)",
            ]),
            .paragraph("Empreinte du registre\u{202F}: \(RegisterDigest.definition)."),
            .paragraph(PaymentSummary.signatureNotice),
            .heading("Signature"),
            .lines([
                "Nom et qualité\u{202F}: [à compléter]", "Date\u{202F}: [à compléter]",
                "Signature\u{202F}: [à compléter]",
            ]),
        ]
    }
}
