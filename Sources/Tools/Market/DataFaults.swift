import Law
import Procurement

/// Findings on a buyer's contracts, by rule, those that change its figures most first.
struct DataFaults: Sendable {
    /// A rule that is broken.
    private struct Fault {
        let rule: FindingRule
        var contracts: [MarketContract]
        var example: MarketContract.Finding
        var withoutAmount: Int { contracts.count { $0.amount == nil } }
        var cents: Int64 { contracts.reduce(0) { $0 + ($1.amount?.cents ?? 0) } }
    }

    private let faults: [Fault]
    /// Contracts that a rule touches.
    let touched: Int
    /// Contracts whose amount no sum can use.
    let withoutAmount: Int

    init(_ contracts: [MarketContract]) {
        touched = contracts.count { !$0.findings.isEmpty }
        withoutAmount = contracts.count { $0.amount == nil }
        var faults: [String: Fault] = [:]
        for contract in contracts {
            var seen: Set<String> = []
            for finding in contract.findings where seen.insert(finding.code).inserted {
                guard let rule = FindingRule.catalogue.first(where: { $0.code == finding.code })
                else { continue }
                faults[finding.code, default: Fault(rule: rule, contracts: [], example: finding)]
                    .contracts.append(contract)
            }
        }
        self.faults = faults.values.sorted { one, other in
            if one.withoutAmount != other.withoutAmount {
                return one.withoutAmount > other.withoutAmount
            }
            if one.cents != other.cents { return one.cents > other.cents }
            return one.rule.code < other.rule.code
        }
    }

    func summary(of count: Int) -> String {
        guard let first = faults.first else {
            return "\(French.contracts(count)), aucun constat."
        }
        return
            "\(FrenchNumber.whole(touched)) contrats sur \(FrenchNumber.whole(count)) ont un constat. À corriger "
            + "d’abord\u{202F}: \(first.rule.title)."
    }

    var table: ToolTable {
        ToolTable(
            "faults", "À corriger, dans cet ordre",
            columns: [
                .init("finding", "Constat"), .init("code", "Règle"), .init("contracts", "Contrats"),
                .init("withoutAmount", "Hors des sommes"), .init("amount", "Montant touché"),
                .init("example", "Exemple publié"), .init("advice", "Que faire"),
            ],
            rows: faults.map { fault in
                [
                    .text(fault.rule.title), .text(fault.rule.code),
                    .number(LegalNumber(Int64(fault.contracts.count)), unit: ""),
                    .number(LegalNumber(Int64(fault.withoutAmount)), unit: ""),
                    .money(Money(cents: fault.cents)),
                    .text(
                        (fault.example.field.isEmpty ? "" : fault.example.field + "\u{202F}: ")
                            + (fault.example.value.isEmpty ? "rien" : fault.example.value)),
                    .text(fault.rule.advice),
                ]
            },
            note:
                "Un contrat hors des sommes a un montant inutilisable, quelle qu’en soit la cause.")
    }
}
