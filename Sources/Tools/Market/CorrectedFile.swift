import Law
import Procurement

/// A buyer's contracts in the regulation's format, as far as published values allow.
struct CorrectedFile: Sendable {
    /// The file; nil when no contract is whole.
    let file: ToolFile?
    /// Contracts in it.
    let count: Int
    /// Contracts that are not, and why.
    let missing: ToolTable

    /// Rows shown of contracts left out.
    private static let shown = 200

    init(_ contracts: [MarketContract], _ law: LawBook, today: Day) {
        var objects: [String] = []
        var left: [[ToolValue]] = []
        for contract in contracts {
            let reason: String
            if contract.isModified {
                reason =
                    "il a été modifié\u{202F}: corrigez-le sur la plateforme, avec ses modifications"
            } else {
                do {
                    objects.append(try Self.json(contract, law, today: today))
                    continue
                } catch {
                    reason = error.description
                }
            }
            left.append([
                .text(contract.cells["id"] ?? "sans identifiant"), .text(contract.object),
                .text(reason),
            ])
        }
        count = objects.count
        missing = ToolTable(
            "missing", "Contrats à compléter à la main",
            columns: [
                .init("id", "Identifiant"), .init("object", "Objet"), .init("why", "Pourquoi"),
            ],
            rows: Array(left.prefix(Self.shown)),
            note: left.count > Self.shown
                ? "Les \(Self.shown) premiers sur \(FrenchNumber.whole(left.count))." : nil)
        let text = "{\"marches\":{\"marche\":[\n" + objects.joined(separator: ",\n") + "\n]}}\n"
        file =
            objects.isEmpty
            ? nil
            : ToolFile(
                name: "decp-corrige.json", title: "Vos contrats, remis au format réglementaire",
                type: "application/json", bytes: Array(text.utf8))
    }

    /// The contract through the same reading as the tool of essential data: same checks, same file.
    private static func json(
        _ contract: MarketContract, _ law: LawBook, today: Day
    ) throws(ToolRefusal) -> String {
        let names = EssentialDataFields.columns.map(\.name).filter { contract.cells[$0] != nil }
        let text = DelimitedText.written([names, names.map { contract.cells[$0] ?? "" }])
        let rows = try EssentialData.contracts.rows(of: text)
        guard let row = rows.first else {
            preconditionFailure("A table of one line has one.")
        }
        return try EssentialContract(row, buyer: nil, law, today: today).json()
    }
}
