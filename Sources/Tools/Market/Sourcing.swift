import Law
import Procurement

/// Who sells what a buyer looks for, at what price, to whom: from the contracts of an edition.
public struct Sourcing: Tool {
    public let name = "sourcing"
    public let title = "Sourçage"
    public let question =
        "Qui a déjà vendu cela, à qui, à quels prix, et comment garder trace de nos échanges\u{202F}?"
    public let audience = ToolAudience.buyers
    public let readsContracts = true

    public let fields: [any ToolField] = [
        SourcingFields.words, SourcingFields.code, SourcingFields.department,
        SourcingFields.region, SourcingFields.years, SourcingFields.ownDepartment,
        SourcingFields.object, SourcingFields.contacted,
    ]
    public let example: [(field: String, value: String)] = [
        ("cpv", "45"), ("years", "15"), ("ownDepartment", "59"),
        (
            "contacted",
            "company;on;means;told;reply\nToits du Nord;2026-03-10;téléphone;Note de besoin;Délai de huit semaines"
        ),
    ]
    public var parts: [FormPart] {
        [FormPart(title: "Mémo de sourçage", fields: ["object", "contacted"], isFolded: true)]
    }

    /// Contracts read at most.
    static let most = 20_000

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let words = input.optional(SourcingFields.words)
        let code = input.optional(SourcingFields.code)
        if words == nil, code == nil { _ = try input.required(SourcingFields.words) }
        let market = try setting.openMarket(SourcingFields.words)
        let years = input.optional(SourcingFields.years) ?? 4
        let since = setting.today.adding(months: -12 * years)
        var selection: [(key: String, value: String)] = []
        if let words { selection.append(("mots", words)) }
        if let code { selection.append(("cpv", code)) }
        if let department = input.optional(SourcingFields.department) {
            selection.append(("departement", department.code))
        }
        if let region = input.optional(SourcingFields.region) {
            selection.append(("region", region.code))
        }
        selection.append(("dateNotification_min", since.description))
        let found: MarketAnswer
        do {
            found = try market.contracts(selection, atMost: Self.most)
        } catch {
            throw Self.named(error, input)
        }
        let sheet = SourcingSheet(
            found: found, own: input.optional(SourcingFields.ownDepartment))
        let log = try Self.log(input)
        var answer = ToolAnswer(
            summary: sheet.summary, results: sheet.results,
            steps: steps(sheet, setting, since),
            assumptions: [
                "Édition \(market.edition)\u{202F}: les contrats publiés, non tous les contrats. Un prix est celui du "
                    + "contrat entier, plafonds d’accords-cadres laissés de côté.",
                "La taille des entreprises n’est pas dans ces données\u{202F}: elle reste inconnue.",
                "La proximité compare des départements, non des distances.",
            ])
        if found.total > found.contracts.count {
            answer.warnings.append(
                "\(FrenchNumber.whole(found.total)) contrats répondent\u{202F}; les "
                    + "\(FrenchNumber.whole(found.contracts.count)) plus récents sont lus. Précisez la recherche."
            )
        }
        answer.tables = [sheet.companies, sheet.buyers, sheet.bands, sheet.clauses]
        if !sheet.perYear.isEmpty {
            answer.charts = [
                ToolChart(title: "Contrats par année", unit: "", kind: .bars(sheet.perYear))
            ]
        }
        answer.documents = [
            SourcingMemo(
                sheet: sheet, object: input.optional(SourcingFields.object), log: log,
                law: setting.law, day: setting.today
            ).document
        ]
        return answer
    }

    /// A refusal of a key of the selection, as one of the field that gave it.
    private static func named(_ refusal: ToolRefusal, _ input: ToolInput) -> ToolRefusal {
        let fields: [String: any ToolField] = [
            "mots": SourcingFields.words, "cpv": SourcingFields.code,
            "departement": SourcingFields.department, "region": SourcingFields.region,
        ]
        guard let field = fields[refusal.field], case .invalid(_, _, _, let expected) = refusal
        else { return refusal }
        return .invalid(
            field: field.name, label: field.label, value: input.text(field), expected: expected)
    }

    private func steps(
        _ sheet: SourcingSheet, _ setting: ToolSetting, _ since: Day
    ) -> [ToolStep] {
        [
            ToolStep(
                title: "Contrats lus",
                text: "\(French.contracts(sheet.found.contracts.count)) notifiés depuis le "
                    + "\(FrenchNumber.day(since)).", articles: []),
            ToolStep(
                title: "Sourçage",
                text:
                    "Consulter avant de publier est permis si la concurrence n’en est pas faussée\u{202F}: la même "
                    + "information pour toutes, et ce qui a été dit gardé par écrit.",
                articles: ToolArticle.of(setting.law.rule(.sourcingLaw), on: setting.today)),
            ToolStep(
                title: "Proximité",
                text:
                    "Elle aide à savoir qui appeler. La localisation d’une entreprise n’est pas un critère "
                    + "d’attribution.",
                articles: ToolArticle.of(setting.law.rule(.sourcingLocation), on: setting.today)),
        ]
    }

    private static func log(_ input: ToolInput) throws(ToolRefusal) -> [[String]] {
        var log: [[String]] = []
        for row in try input.rows(SourcingFields.contacted) {
            log.append([
                try row.required(SourcingFields.company),
                FrenchNumber.day(try row.required(SourcingFields.day)),
                row.optional(SourcingFields.means) ?? "",
                row.optional(SourcingFields.told) ?? "",
                row.optional(SourcingFields.replied) ?? "",
            ])
        }
        return log
    }
}
