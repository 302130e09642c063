import Law
import Procurement

/// What is wrong in a buyer's own published data, what it changes in its figures, and how to mend it.
///
/// It says no more than the public page of the buyer: findings are about data, not purchases.
public struct MyData: Tool {
    public let name = "my-data"
    public let title = "Les fautes de mes données"
    public let question =
        "Qu’est-ce qui cloche dans les données que nous publions, et que corriger d’abord\u{202F}?"
    public let audience = ToolAudience.buyers
    public let readsContracts = true

    static let siret = Field<String>(
        name: "siret", label: "SIRET de l’acheteur", help: "Quatorze chiffres.",
        control: .text(lines: 1), expected: "un SIRET de quatorze chiffres, clé comprise",
        isRequired: true, example: "00000051300093",
        parse: { text in
            do {
                return try Siret(text.filter { !$0.isWhitespace }).description
            } catch {
                return nil
            }
        })

    public let fields: [any ToolField] = [MyData.siret]
    public let example: [(field: String, value: String)] = [("siret", "00000051300093")]

    /// Contracts read at most.
    private static let most = 20_000

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let siret = try input.required(Self.siret)
        let market = try setting.openMarket(Self.siret)
        let found = try market.contracts([("acheteur_id", siret)], atMost: Self.most)
        guard !found.contracts.isEmpty else {
            throw .contradiction(
                field: Self.siret.name, label: Self.siret.label, value: input.text(Self.siret),
                because: "l’édition \(market.edition) n’a aucun contrat de cet acheteur")
        }
        let faults = DataFaults(found.contracts)
        let file = CorrectedFile(found.contracts, setting.law, today: setting.today)
        var answer = ToolAnswer(
            summary: faults.summary(of: found.contracts.count),
            results: [
                ToolResult(
                    name: "contracts", label: "Contrats",
                    value: .number(LegalNumber(Int64(found.contracts.count)), unit: "")),
                ToolResult(
                    name: "withFindings", label: "Contrats avec un constat",
                    value: .number(LegalNumber(Int64(faults.touched)), unit: "")),
                ToolResult(
                    name: "withoutAmount", label: "Contrats sans montant utilisable",
                    value: .number(LegalNumber(Int64(faults.withoutAmount)), unit: "")),
                ToolResult(
                    name: "corrected", label: "Contrats dans le fichier corrigé",
                    value: .number(LegalNumber(Int64(file.count)), unit: "")),
            ],
            steps: [
                ToolStep(
                    title: "Ordre",
                    text:
                        "D’abord ce qui laisse le plus de contrats hors des sommes, puis ce qui touche le plus "
                        + "d’argent.", articles: []),
                ToolStep(
                    title: "Fichier corrigé",
                    text:
                        "Il reprend les valeurs publiées, remises au format\u{202F}: dates, codes, libellés, "
                        + "encodage. Rien n’y est deviné. Un contrat auquel il manque une donnée, ou qui a été modifié, "
                        + "n’y est pas.",
                    articles: ToolArticle.of(setting.law.rule(.essentialData), on: setting.today)),
            ],
            assumptions: [
                "Édition \(market.edition). Les constats portent sur les données publiées, non sur les achats.",
                "Relisez le fichier avant de le déposer\u{202F}: il engage l’acheteur.",
            ])
        answer.tables = [faults.table, file.missing].filter { !$0.rows.isEmpty }
        if let decp = file.file { answer.files = [decp] }
        return answer
    }
}
