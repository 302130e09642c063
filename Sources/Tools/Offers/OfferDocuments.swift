import Law
import Procurement

/// The report of an analysis and its letters; what is not known is left to fill.
///
/// - Source: code de la commande publique, articles R2181-1 to R2181-4, R2182-1, R2185-1.
struct OfferDocuments: Sendable {
    let report: OfferReport
    let object: String?
    let buyer: String?
    let isFormal: Bool
    let lowBids: LowBids
    let signals: CollusionSignals
    let law: LawBook
    let day: Day

    private var offers: OfferCase { report.offers }
    private var names: [String] { offers.offers.map(\.name) }
    private var objectText: String { object ?? "[objet du marché, à compléter]" }
    private var buyerText: String { buyer ?? "[acheteur, à compléter]" }

    /// The report, then the letters.
    var all: [ToolDocument] {
        var documents = [analysis]
        let winners = report.ranking.winners
        if winners.count == 1 {
            for place in report.ranking.order where place != winners[0] {
                documents.append(rejection(place, winner: winners[0]))
            }
            documents.append(award(winners[0]))
        }
        documents += lowBids.suspects.map {
            Self.clarification(names[$0], object: object, buyer: buyer)
        }
        documents.append(withoutSequel)
        return documents
    }

    private var analysis: ToolDocument {
        var blocks: [ToolDocument.Block] = [
            .lines(["Acheteur\u{202F}: \(buyerText)", "Objet\u{202F}: \(objectText)"]),
            .heading("Critères"),
            .table(
                head: ["Critère", "Poids", "Note la plus haute"],
                rows: offers.leaves.indices.map { leaf in
                    [
                        offers.leaves[leaf].name, report.weight(leaf),
                        offers.leaves[leaf].greatest.french(),
                    ]
                }),
            .paragraph(
                "Formule du prix\u{202F}: \(offers.formula.label), \(offers.formula.written)."),
            .heading("Classement"),
            .table(
                head: ["Offre", "Rang", "Total sur 100", "Prix HT"],
                rows: report.ranking.order.map { place in
                    [
                        names[place], report.rank(place),
                        report.total(place).french(decimals: 2),
                        offers.offers[place].price.french,
                    ]
                }),
        ]
        for leaf in offers.leaves.indices {
            blocks.append(.heading(offers.leaves[leaf].name))
            blocks.append(
                .table(
                    head: ["Offre", "Note", "Motif"],
                    rows: report.ranking.order.map { place in
                        [
                            names[place], report.mark(leaf, place).french(decimals: 2),
                            report.reason(leaf, place).isEmpty
                                ? "[motif, à compléter]" : report.reason(leaf, place),
                        ]
                    }))
        }
        if report.ranking.winners.count > 1 {
            blocks.append(.paragraph(OfferDocuments.tie(report, law)))
        }
        blocks.append(.heading("Prix qui appellent une question"))
        blocks.append(
            lowBids.suspects.isEmpty
                ? .paragraph("Aucune méthode n’en signale.")
                : .list(
                    lowBids.methods.filter { !$0.suspects.isEmpty }.map { method in
                        "\(method.label)\u{202F}: "
                            + method.suspects.map { names[$0] }.joined(separator: ", ") + ". "
                            + method.text
                    }))
        blocks.append(.lines(["Fait à [lieu], le [date]", "[Nom, qualité et signature]"]))
        return ToolDocument(
            name: "rapport-analyse", title: "Rapport d’analyse des offres", blocks: blocks)
    }

    /// What is said of offers that tie.
    static func tie(_ report: OfferReport, _ law: LawBook) -> String {
        let names = report.ranking.winners.map { report.offers.offers[$0].name }
        let heaviest = report.offers.leaves.max { $0.weight < $1.weight }
        return "\(names.joined(separator: " et ")) sont ex æquo, exactement. "
            + law.rule(.tieBreaking).title + "."
            + (heaviest.map { " Critère de plus fort poids\u{202F}: \($0.name)." } ?? "")
    }

    private func rejection(_ place: Int, winner: Int) -> ToolDocument {
        let rows = offers.leaves.indices.map { leaf in
            [
                offers.leaves[leaf].name, report.weight(leaf),
                report.mark(leaf, place).french(decimals: 2),
                report.mark(leaf, winner).french(decimals: 2),
            ]
        }
        let reasons = offers.leaves.indices.compactMap { leaf -> String? in
            let reason = report.reason(leaf, place)
            return reason.isEmpty ? nil : "\(offers.leaves[leaf].name)\u{202F}: \(reason)"
        }
        var blocks: [ToolDocument.Block] = [
            .lines([buyerText, "", "À \(names[place])", "[adresse, à compléter]"]),
            .lines(["Objet\u{202F}: \(objectText) — rejet de votre offre"]),
            .paragraph("Madame, Monsieur,"),
            .paragraph(
                "Vous avez remis une offre pour ce marché et nous vous en remercions. Elle n’a pas été "
                    + "retenue\u{202F}: elle est classée \(report.rank(place)) sur \(names.count), avec "
                    + "\(report.total(place).french(decimals: 2)) points sur 100."),
            .paragraph(
                "Le marché est attribué à [nom de l’attributaire\u{202F}: \(names[winner])], avec "
                    + "\(report.total(winner).french(decimals: 2)) points sur 100."),
            .table(
                head: ["Critère", "Poids", "Votre note", "Note de l’attributaire"], rows: rows),
        ]
        if !reasons.isEmpty {
            blocks += [.paragraph("Motifs de vos notes\u{202F}:"), .list(reasons)]
        }
        blocks.append(.paragraph(standstill))
        blocks.append(
            .paragraph(
                "Recours\u{202F}: [tribunal administratif compétent et son adresse, à compléter]."))
        blocks.append(
            .paragraph("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."))
        blocks.append(.lines(["[Nom, qualité et signature]"]))
        return ToolDocument(
            name: "rejet-" + Self.slug(names[place]), title: "Lettre de rejet, \(names[place])",
            blocks: blocks)
    }

    private var standstill: String {
        let situation = Situation(on: day, circumstance: .electronic)
        let rule = law.rule(.standstill)
        guard isFormal, case .known(let fact) = rule.answer(in: situation) else {
            return "Le marché sera signé à partir du [date, à compléter]."
        }
        return "Le marché ne sera pas signé avant \(rule.phrase(fact.value)) à compter de l’envoi "
            + "électronique de cette lettre (\(fact.article))."
    }

    private func award(_ winner: Int) -> ToolDocument {
        ToolDocument(
            name: "attribution-" + Self.slug(names[winner]),
            title: "Lettre d’attribution, \(names[winner])",
            blocks: [
                .lines([buyerText, "", "À \(names[winner])", "[adresse, à compléter]"]),
                .lines(["Objet\u{202F}: \(objectText) — votre offre est retenue"]),
                .paragraph("Madame, Monsieur,"),
                .paragraph(
                    "Votre offre, d’un montant de \(offers.offers[winner].price.french) hors taxes, est classée "
                        + "première avec \(report.total(winner).french(decimals: 2)) points sur 100."
                ),
                .paragraph(
                    "Merci de nous transmettre avant le [date, à compléter] les seules preuves qui nous "
                        + "manquent\u{202F}: [liste, à compléter]. Cette lettre n’est pas la notification du "
                        + "marché\u{202F}: ne commencez rien avant elle."),
                .paragraph(
                    "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."),
                .lines(["[Nom, qualité et signature]"]),
            ])
    }

    /// The letter that asks why a price is so low.
    static func clarification(_ name: String, object: String?, buyer: String?) -> ToolDocument {
        ToolDocument(
            name: "precisions-" + slug(name), title: "Demande de justifications du prix, \(name)",
            blocks: [
                .lines([
                    buyer ?? "[acheteur, à compléter]", "", "À \(name)", "[adresse, à compléter]",
                ]),
                .lines([
                    "Objet\u{202F}: \(object ?? "[objet du marché, à compléter]") — précisions sur votre prix"
                ]),
                .paragraph("Madame, Monsieur,"),
                .paragraph(
                    "Le prix de votre offre paraît bas. Avant toute conclusion, merci de nous l’expliquer par "
                        + "écrit avant le [date, à compléter], en particulier sur\u{202F}:"),
                .list([
                    "le mode de fabrication ou de construction, les moyens et la manière de faire",
                    "les conditions favorables dont vous disposez",
                    "l’originalité de l’offre",
                    "le respect du droit de l’environnement, social et du travail, par vous et vos "
                        + "sous-traitants",
                    "une aide publique, s’il y en a une",
                ]),
                .paragraph(
                    "Cette demande ne préjuge de rien\u{202F}: un prix bas et justifié est un bon prix."
                ),
                .lines(["[Nom, qualité et signature]"]),
            ])
    }

    private var withoutSequel: ToolDocument {
        ToolDocument(
            name: "sans-suite", title: "Lettre de déclaration sans suite",
            blocks: [
                .lines([buyerText, "", "À [candidat, à compléter]", "[adresse, à compléter]"]),
                .lines(["Objet\u{202F}: \(objectText) — déclaration sans suite"]),
                .paragraph("Madame, Monsieur,"),
                .paragraph(
                    "Nous avons décidé de ne pas donner suite à cette consultation, pour le motif d’intérêt "
                        + "général suivant\u{202F}: [motif précis, à compléter]."),
                .paragraph(
                    "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."),
                .lines(["[Nom, qualité et signature]"]),
            ])
    }

    /// Letters and digits between dashes, for the name of a file.
    static func slug(_ name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        let plain = words.map { TypedText.folded(String($0)) }.filter { !$0.isEmpty }
        let ascii = plain.joined(separator: "-").filter { $0.isASCII }
        return ascii.isEmpty ? "offre" : ascii
    }
}
