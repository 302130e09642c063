import Law
import Procurement

/// Contracts of a form or a spreadsheet as the files the regulation asks for.
public struct EssentialData: Tool {
    public let name = "essential-data"
    public let title = "Données essentielles"
    public let question =
        "Quels contrats publier, jusqu’à quand, et avec quel fichier\u{202F}?"
    public let audience = ToolAudience.buyers

    static let contracts = TableField(
        "contracts", "Contrats",
        "Une ligne par contrat notifié. Les montants décident de ce que chaque ligne doit dire.",
        columns: EssentialDataFields.columns, lines: 1...5_000, example: EssentialData.sample)

    public let fields: [any ToolField] = [EssentialDataFields.buyer, EssentialData.contracts]
    public let example: [(field: String, value: String)] = [
        ("acheteur", "00000033100017"), ("contracts", EssentialData.sample),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let buyer = input.optional(EssentialDataFields.buyer)
        var contracts: [EssentialContract] = []
        var seen: Set<[String]> = []
        for row in try input.rows(Self.contracts) {
            let contract = try EssentialContract(
                row, buyer: buyer, setting.law, today: setting.today)
            guard seen.insert([contract.buyer, contract.id]).inserted else {
                throw row.contradiction(
                    EssentialDataFields.id,
                    because:
                        "un autre contrat de cet acheteur a le même identifiant\u{202F}; chaque lot a "
                        + "le sien")
            }
            contracts.append(contract)
        }
        var objects: [String] = []
        for contract in contracts where contract.destination == .published {
            objects.append(try contract.json())
        }
        let list = EssentialList(contracts.filter { $0.destination == .listed })
        return answer(contracts, objects, try list.files(), setting)
    }

    private func answer(
        _ contracts: [EssentialContract], _ objects: [String], _ lists: [ToolFile],
        _ setting: ToolSetting
    ) -> ToolAnswer {
        let listed = contracts.count { $0.destination == .listed }
        let late = contracts.count { $0.isLate }
        var answer = ToolAnswer(
            summary:
                "\(French.contracts(objects.count)) à publier, \(listed) pour la liste annuelle, "
                + "\(contracts.count - objects.count - listed) sous les seuils.",
            results: [
                ToolResult(name: "published", label: "À publier", value: count(objects.count)),
                ToolResult(name: "listed", label: "Liste annuelle", value: count(listed)),
                ToolResult(
                    name: "neither", label: "Sous les seuils",
                    value: count(contracts.count - objects.count - listed)),
                ToolResult(name: "late", label: "Publiés en retard", value: count(late)),
            ],
            steps: steps(contracts, setting.law),
            assumptions: [
                "Le fichier suit le schéma 2.0.4 de l’arrêté du 22 décembre 2022. Les codes CPV sont "
                    + "vérifiés dans leur forme seulement.",
                "Les modifications, les actes de sous-traitance et les concessions se saisissent sur la "
                    + "plateforme.",
                "Aucun nom n’est dans le fichier\u{202F}: acheteurs et titulaires y sont par identifiants.",
            ])
        if late > 0 {
            answer.warnings = [
                "\(French.contracts(late)) sont publiés après le délai\u{202F}: publiez-les quand même."
            ]
        }
        answer.tables = [table(contracts)]
        if !objects.isEmpty {
            let text = "{\"marches\":{\"marche\":[\n" + objects.joined(separator: ",\n") + "\n]}}\n"
            answer.files.append(
                ToolFile(
                    name: "decp.json", title: "Données essentielles, au format réglementaire",
                    type: "application/json", bytes: Array(text.utf8)))
        }
        answer.files += lists
        return answer
    }

    private func count(_ number: Int) -> ToolValue {
        .number(LegalNumber(Int64(number)), unit: number > 1 ? "contrats" : "contrat")
    }

    private func table(_ contracts: [EssentialContract]) -> ToolTable {
        ToolTable(
            "contracts", "Ce que devient chaque contrat",
            columns: [
                .init("id", "Identifiant"), .init("amount", "Montant HT"),
                .init("destination", "Destination"), .init("deadline", "Au plus tard le"),
                .init("late", "En retard"),
            ],
            rows: contracts.map { contract in
                [
                    .text(contract.id), .money(contract.amount),
                    .text(contract.destination.label),
                    contract.deadline.map { .day($0) } ?? .text("—"), .flag(contract.isLate),
                ]
            })
    }

    private func steps(_ contracts: [EssentialContract], _ law: LawBook) -> [ToolStep] {
        let days = Set(contracts.map(\.notified)).sorted()
        var facts: [DatedFact] = []
        for rule in [RuleName.essentialData, .essentialDataDelay, .essentialDataList] {
            for day in days {
                guard case .known(let fact) = law.rule(rule).answer(in: Situation(on: day)),
                    !facts.contains(fact)
                else { continue }
                facts.append(fact)
            }
        }
        return [
            ToolStep(
                title: "Seuils",
                text:
                    "Chaque contrat se compare au seuil du jour de sa notification\u{202F}; un lot, à celui "
                    + "de tout le besoin.", articles: facts.map { ToolArticle($0) })
        ]
    }

    private static let sample = DelimitedText.written([
        EssentialDataFields.columns.map(\.name),
        [
            "2026-0042", "", "Réfection de la toiture de l’école", "84500", "", "2026-01-05",
            "2026-01-20", "Marché", "45261210", "Procédure adaptée", "Sans objet", "Sans objet", "",
            "non", "Travaux", "4", "oui", "0,05", "Pas de groupement", "non", "59000",
            "Code postal", "4", "Définitif ferme", "Forfaitaire", "", "", "00100133800035",
            "Clause sociale", "Clause environnementale|Critère environnemental", "", "",
        ],
        [
            "2026-0043", "", "Ordinateurs portables de la mairie", "31200", "", "2026-01-14",
            "2026-01-20", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "2", "", "",
            "", "", "", "", "", "Exemple Informatique", "59000",
        ],
    ])
}

extension EssentialContract {
    /// Whether the data are given after the last day to publish them.
    var isLate: Bool { deadline.map { published > $0 } ?? false }
}

extension French {
    /// `1 contrat`, `12 contrats`.
    static func contracts(_ count: Int) -> String {
        FrenchNumber.whole(count) + "\u{A0}" + (count >= 2 ? "contrats" : "contrat")
    }
}
