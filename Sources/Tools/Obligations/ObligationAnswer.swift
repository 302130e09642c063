import Law
import Procurement

/// The answer of the guide to a case.
struct ObligationAnswer {
    let asked: ObligationCase
    let law: LawBook

    var answer: ToolAnswer {
        let standings = asked.standings(law)
        let confirmed = standings.filter(\.isConfirmed)
        let toConfirm = standings.filter(\.isToConfirm)
        let open = standings.filter { $0.openCondition != nil }
        let others = standings.filter { $0.verdict == .otherBuyers }
        let changes = asked.changes(law)
        var answer = ToolAnswer(
            summary: summary(confirmed.count, toConfirm.count, open.count),
            results: results(confirmed.count, toConfirm.count, open.count, others.count, changes),
            steps: steps(standings), assumptions: assumptions(standings))
        answer.tables = [
            table("obligations", "Obligations relues dans leur source", confirmed),
            table(
                "toConfirm", "À confirmer", toConfirm,
                note: "Connues de mémoire\u{202F}: à relire dans l’article avant de s’en servir."),
            openTable(open),
            table(
                "otherBuyers", "Prévues pour d’autres acheteurs", others,
                note: "La source nomme d’autres acheteurs\u{202F}; elle ne dit rien du vôtre."),
            upcomingTable(standings), changeTable(changes),
        ].filter { !$0.rows.isEmpty }
        answer.documents = documents(standings)
        return answer
    }

    // MARK: What is said

    private func summary(_ confirmed: Int, _ toConfirm: Int, _ open: Int) -> String {
        let day = FrenchNumber.day(asked.day)
        guard confirmed + toConfirm + open > 0 else {
            return "Le guide ne connaît aucune obligation de ce genre au \(day)."
        }
        var text =
            "\(count(confirmed, "obligation relue", "obligations relues")) dans la source, au \(day)"
        if toConfirm > 0 { text += "\u{202F}; \(FrenchNumber.whole(toConfirm)) à confirmer" }
        if open > 0 {
            text +=
                "\u{202F}; \(FrenchNumber.whole(open)) qui "
                + (open > 1 ? "dépendent" : "dépend") + " de ce qui n’est pas dit ici"
        }
        return text + "."
    }

    private func results(
        _ confirmed: Int, _ toConfirm: Int, _ open: Int, _ others: Int,
        _ changes: [ObligationChange]
    ) -> [ToolResult] {
        func result(_ name: String, _ label: String, _ count: Int) -> ToolResult {
            ToolResult(
                name: name, label: label, value: .number(LegalNumber(Int64(count)), unit: ""))
        }
        var results = [
            result("confirmed", "Obligations relues dans leur source", confirmed),
            result("toConfirm", "À confirmer", toConfirm),
            result("undecided", "Selon ce qui n’est pas dit ici", open),
        ]
        if asked.buyer != nil {
            results.append(result("otherBuyers", "D’autres acheteurs", others))
        }
        if asked.since != nil { results.append(result("changes", "Changements", changes.count)) }
        return results
    }

    /// One step per moment, or the one obligation at length.
    private func steps(_ standings: [ObligationStanding]) -> [ToolStep] {
        if asked.obligation != nil, let standing = standings.first {
            return [
                ToolStep(
                    title: standing.obligation.title,
                    text: ObligationText.facts(standing).map {
                        $0.term + "\u{202F}: " + $0.text.endedByPoint
                    }.joined(separator: " "), articles: articles(standing))
            ]
        }
        let shown = standings.filter { $0.verdict == .applies || $0.openCondition != nil }
        return ContractPhase.allCases.compactMap { phase in
            let here = shown.filter { $0.obligation.phase == phase }
            guard !here.isEmpty else { return nil }
            return ToolStep(
                title: phase.label,
                text: here.map { standing in
                    standing.obligation.title
                        + (standing.openCondition == nil ? "" : " (selon le cas)")
                }.joined(separator: "\u{202F}; ") + ".",
                articles: here.map { ToolArticle($0.obligation) })
        }
    }

    private func articles(_ standing: ObligationStanding) -> [ToolArticle] {
        [ToolArticle(standing.obligation)]
            + standing.values.flatMap { $0.facts.map { ToolArticle($0) } }
    }

    private func assumptions(_ standings: [ObligationStanding]) -> [String] {
        var texts = [
            "Marchés publics de droit commun\u{202F}: ni concession, ni défense ou sécurité, ni opérateur "
                + "de réseaux.",
            "Là où la sanction ou le recours n’est pas connu, rien n’est écrit\u{202F}; cela ne veut pas "
                + "dire qu’il n’y en a pas.",
        ]
        let count = standings.count {
            if case .doesNotApply = $0.verdict { return true }
            return false
        }
        if count > 0 {
            texts.append(
                self.count(count, "obligation est écartée", "obligations sont écartées")
                    + " par le montant.")
        }
        if !asked.isNarrow {
            texts.append(
                "Choisissez un moment, des mots ou une obligation pour avoir les modèles de lettre."
            )
        }
        return texts
    }

    private func count(_ count: Int, _ one: String, _ several: String) -> String {
        "\(FrenchNumber.whole(count)) \(count > 1 ? several : one)"
    }

    // MARK: Tables

    private func table(
        _ name: String, _ title: String, _ standings: [ObligationStanding], note: String? = nil
    ) -> ToolTable {
        ToolTable(
            name, title,
            columns: [
                .init("title", "Obligation"), .init("phase", "Moment"),
                .init("text", "Ce qui est dû"),
                .init("owedBy", "Qui"), .init("role", "En qualité de"),
                .init("from", "Depuis le"), .init("article", "Article"),
                .init("sanction", "Sanction"), .init("lever", "Ce qu’une entreprise peut invoquer"),
                .init("id", "Nom"),
            ],
            rows: standings.map { standing in
                let obligation = standing.obligation
                return [
                    .text(obligation.title), .text(obligation.phase.label), .text(obligation.text),
                    .text(ObligationText.owners(obligation)),
                    .text(obligation.role?.label.lowercased() ?? ""),
                    obligation.from.map { .day($0) } ?? .text(""), .text(obligation.article),
                    .text(obligation.sanction ?? ""), .text(obligation.lever ?? ""),
                    .text(obligation.id),
                ]
            }, note: note)
    }

    private func openTable(_ standings: [ObligationStanding]) -> ToolTable {
        ToolTable(
            "undecided", "Selon ce qui n’est pas dit ici",
            columns: [
                .init("title", "Obligation"), .init("condition", "Cela dépend de"),
                .init("text", "Ce qui est dû"), .init("article", "Article"),
                .init("confidence", "Relue"), .init("id", "Nom"),
            ],
            rows: standings.map { standing in
                let obligation = standing.obligation
                return [
                    .text(obligation.title), .text(standing.openCondition ?? ""),
                    .text(obligation.text), .text(obligation.article),
                    .text(obligation.confidence.label ?? "oui"), .text(obligation.id),
                ]
            })
    }

    private func upcomingTable(_ standings: [ObligationStanding]) -> ToolTable {
        ToolTable(
            "upcoming", "À venir",
            columns: [
                .init("title", "Obligation"), .init("from", "À partir du"),
                .init("text", "Ce qui sera dû"), .init("article", "Article"), .init("id", "Nom"),
            ],
            rows: standings.compactMap { standing in
                standing.upcoming.map { day in
                    let obligation = standing.obligation
                    return [
                        .text(obligation.title), .day(day), .text(obligation.text),
                        .text(obligation.article), .text(obligation.id),
                    ]
                }
            })
    }

    private func changeTable(_ changes: [ObligationChange]) -> ToolTable {
        ToolTable(
            "changes", "Ce qui a changé depuis la dernière visite",
            columns: [
                .init("day", "À partir du"), .init("change", "Changement"),
                .init("obligations", "Obligations"), .init("article", "Article"),
            ],
            rows: changes.map { change in
                let label = change.confidence.label.map { " (\($0))" } ?? ""
                return [
                    .day(change.day), .text(change.sentence + label),
                    .text(change.obligations.map(\.title).joined(separator: "\u{202F}; ")),
                    .text(change.article),
                ]
            })
    }

    // MARK: Documents

    private func documents(_ standings: [ObligationStanding]) -> [ToolDocument] {
        var documents: [ToolDocument] = []
        if asked.obligation == nil {
            documents.append(ObligationBooklet(asked: asked, standings: standings).document)
        }
        guard asked.isNarrow else { return documents }
        return documents
            + standings.filter { $0.verdict == .applies || $0.openCondition != nil }
            .compactMap { ObligationLetter.document($0.obligation, asked) }
    }
}

extension ToolArticle {
    /// The article of an obligation.
    init(_ obligation: Obligation) {
        self.init(
            text: obligation.article, confidence: obligation.confidence, fact: obligation.fact)
    }
}

extension String {
    /// The text as a sentence that ends.
    var endedByPoint: String { hasSuffix(".") || hasSuffix("?") ? self : self + "." }
}
