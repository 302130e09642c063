import Law
import Procurement

/// What was looked at and who was met, to keep with the file of the purchase.
///
/// - Source: code de la commande publique, articles R2111-1 and R2111-2.
struct SourcingMemo: Sendable {
    let sheet: SourcingSheet
    let object: String?
    /// Company, day, means, what was told, what was answered.
    let log: [[String]]
    let law: LawBook
    let day: Day

    var document: ToolDocument {
        var blocks: [ToolDocument.Block] = [
            .lines([
                "Projet\u{202F}: \(object ?? "[à compléter]")", "Le \(FrenchNumber.day(day))",
                "Rédigé par\u{202F}: [nom et qualité]",
            ]),
            .heading("Règle"),
            .paragraph(
                "Un acheteur peut consulter, faire des études et rencontrer des entreprises avant de publier, si cela "
                    + "ne fausse pas la concurrence (\(articles(.sourcingLaw))). La même information est donnée à toutes\u{202F}; le "
                    + "secret de chacune est gardé. La localisation d’une entreprise n’est pas un critère "
                    + "d’attribution (\(articles(.sourcingLocation)))."),
            .heading("Ce que disent les contrats publiés"),
            .paragraph(sheet.summary),
            table(sheet.bands),
        ]
        if !sheet.companies.rows.isEmpty {
            blocks.append(
                .paragraph("Entreprises qui ont remporté des contrats semblables\u{202F}:"))
            blocks.append(table(sheet.companies))
        }
        blocks.append(.heading("Registre des échanges"))
        blocks.append(
            .table(
                head: ["Entreprise", "Jour", "Moyen", "Dit", "Répondu"],
                rows: log.isEmpty ? [["", "", "", "", ""]] : log))
        blocks.append(.heading("Questions posées à toutes"))
        blocks.append(
            .list([
                "Que proposez-vous pour ce besoin, et sous quelle forme de contrat\u{202F}?",
                "À quel ordre de prix, et de quoi dépend-il\u{202F}?",
                "En combien de temps, avec quelle capacité\u{202F}?",
                "Quelles normes, quelles références, quelles nouveautés\u{202F}?",
                "Quels engagements sociaux et environnementaux\u{202F}?",
                "Qu’est-ce qui vous empêcherait de répondre\u{202F}?",
            ]))
        blocks.append(.heading("Suites"))
        blocks.append(
            .paragraph("[Allotissement, critères, clauses et publicité retenus, à compléter]"))
        blocks.append(.lines(["[Date et signature]"]))
        return ToolDocument(
            name: "memo-sourcage", title: "Mémo de sourçage", blocks: blocks)
    }

    private func articles(_ rule: RuleName) -> String {
        ToolArticle.of(law.rule(rule), on: day).map {
            $0.confidence == .memory ? $0.text + ", à confirmer" : $0.text
        }.joined(separator: ", ")
    }

    private func table(_ table: ToolTable) -> ToolDocument.Block {
        .table(head: table.columns.map(\.label), rows: table.rows.map { $0.map(\.french) })
    }
}
