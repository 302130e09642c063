import Law
import Procurement

/// Figures of a search: who sold, who bought, bands of prices and durations.
struct SourcingSheet: Sendable {
    let found: MarketAnswer
    /// The buyer's own department.
    let own: Territory.Department?

    /// Rows shown of companies and buyers.
    private static let shown = 30
    /// Contracts below which a band says nothing.
    private static let fewest = 5

    private var contracts: [MarketContract] { found.contracts }

    var summary: String {
        let suppliers = Set(contracts.flatMap { $0.suppliers.map(\.id) }).count
        guard !contracts.isEmpty else {
            return
                "Aucun contrat de l’édition ne répond. Élargissez les mots, le code ou les années."
        }
        return "\(French.contracts(found.total)), \(FrenchNumber.whole(suppliers)) titulaires, "
            + "\(FrenchNumber.whole(Set(contracts.map(\.buyer)).count)) acheteurs."
    }

    var results: [ToolResult] {
        let offers = contracts.compactMap(\.tenders).sorted()
        return [
            ToolResult(
                name: "contracts", label: "Contrats",
                value: .number(LegalNumber(Int64(found.total)), unit: "")),
            ToolResult(
                name: "suppliers", label: "Titulaires",
                value: .number(
                    LegalNumber(Int64(Set(contracts.flatMap { $0.suppliers.map(\.id) }).count)),
                    unit: "")),
            ToolResult(
                name: "medianTenders", label: "Offres reçues, au milieu",
                value: offers.count < Self.fewest
                    ? .unknown("trop peu de contrats le disent")
                    : .number(LegalNumber(Int64(offers[offers.count / 2])), unit: "offres")),
            ToolResult(
                name: "smallFirms", label: "Part des petites entreprises",
                value: .unknown("la taille n’est pas dans les données publiées")),
        ]
    }

    private func nearness(_ department: String?) -> String {
        guard let own else { return "dites votre département" }
        guard let department, let there = Territory.department(department) else {
            return "inconnue"
        }
        if there.code == own.code { return "même département" }
        return there.region == own.region ? "même région" : "ailleurs"
    }

    var companies: ToolTable {
        var groups: [String: (supplier: MarketContract.Supplier, contracts: [MarketContract])] = [:]
        for contract in contracts {
            for supplier in contract.suppliers {
                groups[supplier.id, default: (supplier, [])].contracts.append(contract)
            }
        }
        let order = groups.values.sorted {
            ($1.contracts.count, $0.supplier.id) < ($0.contracts.count, $1.supplier.id)
        }
        return ToolTable(
            "companies", "Entreprises qui ont remporté des contrats semblables",
            columns: [
                .init("name", "Entreprise"), .init("id", "Identifiant"), .init("count", "Contrats"),
                .init("last", "Dernier"), .init("buyer", "Pour"), .init("amount", "Prix du milieu"),
                .init("tenders", "Offres reçues, au milieu"), .init("size", "Taille"),
                .init("nearness", "Proximité"),
            ],
            rows: order.prefix(Self.shown).map { group in
                let last = group.contracts.max { ($0.notified, $1.key) < ($1.notified, $0.key) }
                return [
                    .text(group.supplier.name ?? "nom inconnu"), .text(group.supplier.id),
                    .number(LegalNumber(Int64(group.contracts.count)), unit: ""),
                    last?.notified.map { .day($0) } ?? .unknown("date"),
                    .text(last?.buyerName ?? last?.buyer ?? ""),
                    Self.middle(group.contracts.compactMap(\.price)),
                    Self.middle(group.contracts.compactMap(\.tenders)),
                    .text("inconnue"), .text(nearness(group.supplier.department)),
                ]
            },
            note: groups.count > Self.shown
                ? "Les \(Self.shown) premières sur \(FrenchNumber.whole(groups.count)), par nombre de contrats."
                : nil)
    }

    var buyers: ToolTable {
        let groups = Dictionary(grouping: contracts, by: \.buyer)
        let order = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return ToolTable(
            "buyers", "Acheteurs qui ont acheté de même",
            columns: [
                .init("name", "Acheteur"), .init("id", "SIRET"), .init("count", "Contrats"),
                .init("amount", "Prix du milieu"), .init("months", "Durée du milieu"),
            ],
            rows: order.prefix(Self.shown).map { id, contracts in
                [
                    .text(contracts.compactMap(\.buyerName).first ?? "nom inconnu"), .text(id),
                    .number(LegalNumber(Int64(contracts.count)), unit: ""),
                    Self.middle(contracts.compactMap(\.price)),
                    Self.months(contracts.compactMap(\.months).sorted(), at: 2),
                ]
            })
    }

    /// Quartiles, with how many contracts they rest on.
    var bands: ToolTable {
        let amounts = contracts.compactMap(\.price).sorted()
        let months = contracts.compactMap(\.months).sorted()
        func unknown(_ count: Int) -> ToolValue {
            .number(LegalNumber(Int64(contracts.count - count)), unit: "")
        }
        return ToolTable(
            "bands", "Prix et durées d’usage",
            columns: [
                .init("what", "Grandeur"), .init("low", "Un quart sous"), .init("middle", "Milieu"),
                .init("high", "Un quart au-dessus de"), .init("n", "Contrats"),
                .init("unknown", "Inconnus"),
            ],
            rows: [
                [
                    .text("Prix HT"), Self.quartile(amounts, 1), Self.quartile(amounts, 2),
                    Self.quartile(amounts, 3),
                    .number(LegalNumber(Int64(amounts.count)), unit: ""), unknown(amounts.count),
                ],
                [
                    .text("Durée"), Self.months(months, at: 1), Self.months(months, at: 2),
                    Self.months(months, at: 3), .number(LegalNumber(Int64(months.count)), unit: ""),
                    unknown(months.count),
                ],
            ],
            note:
                "Sous \(Self.fewest) contrats, rien n’est dit. Les durées publiées sont des maximums."
        )
    }

    /// Social and environmental clauses, with their share.
    var clauses: ToolTable {
        var counts: [String: Int] = [:]
        for contract in contracts {
            for clause in contract.socialClauses + contract.environmentalClauses {
                counts[clause, default: 0] += 1
            }
        }
        return ToolTable(
            "clauses", "Clauses sociales et environnementales employées",
            columns: [
                .init("clause", "Clause"), .init("count", "Contrats"), .init("share", "Part"),
            ],
            rows: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { clause, count in
                [
                    .text(clause), .number(LegalNumber(Int64(count)), unit: ""),
                    .number(
                        LegalNumber(
                            tenThousandths: Int64(count) * 1_000_000
                                / Int64(max(1, contracts.count))),
                        unit: "%"),
                ]
            })
    }

    /// Contracts by year of notification.
    var perYear: [ToolChart.Bar] {
        let years = Dictionary(grouping: contracts.compactMap(\.notified), by: \.year)
        return years.keys.sorted().map {
            ToolChart.Bar(label: String($0), value: Double(years[$0]?.count ?? 0))
        }
    }

    private static func middle(_ amounts: [Money]) -> ToolValue {
        let sorted = amounts.sorted()
        return sorted.isEmpty ? .unknown("prix") : .money(sorted[sorted.count / 2])
    }

    private static func middle(_ counts: [Int]) -> ToolValue {
        let sorted = counts.sorted()
        return sorted.isEmpty
            ? .unknown("nombre") : .number(LegalNumber(Int64(sorted[sorted.count / 2])), unit: "")
    }

    private static func quartile(_ sorted: [Money], _ part: Int) -> ToolValue {
        sorted.count < fewest
            ? .unknown("trop peu") : .money(sorted[(sorted.count - 1) * part / 4])
    }

    private static func months(_ sorted: [Int], at part: Int) -> ToolValue {
        sorted.count < fewest
            ? .unknown("trop peu")
            : .number(LegalNumber(Int64(sorted[(sorted.count - 1) * part / 4])), unit: "mois")
    }
}

private func < (left: (Day?, String), right: (Day?, String)) -> Bool {
    let (one, other) = (left.0?.number ?? .min, right.0?.number ?? .min)
    return one == other ? left.1 < right.1 : one < other
}
