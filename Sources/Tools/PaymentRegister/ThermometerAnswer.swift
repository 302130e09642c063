import Law
import Procurement

/// The answer about a register that was read.
struct ThermometerAnswer {
    private let reading: RegisterReading
    private let setting: ToolSetting
    private let buyerName: String?
    private let expectedDigest: String?
    private let indicators: PaymentIndicators
    private let months: [PaymentGroup]
    private let services: [PaymentGroup]
    private let sizes: [PaymentGroup]

    /// The most months and services shown.
    private static let mostMonths = 60
    private static let mostServices = 50

    /// The answer of a reading.
    init(
        _ reading: RegisterReading, _ setting: ToolSetting, buyerName: String?,
        expectedDigest: String?
    ) {
        self.reading = reading
        self.setting = setting
        self.buyerName = buyerName
        self.expectedDigest = expectedDigest
        indicators = PaymentIndicators(reading)
        months = PaymentGroup.months(reading)
        services = PaymentGroup.services(reading)
        sizes = PaymentGroup.sizes(reading)
    }

    /// The whole answer.
    var answer: ToolAnswer {
        let account = RegisterAccount(reading)
        let list = indicators.list
        let steps = PaymentSteps(reading: reading, law: setting.law).steps
        let summary = PaymentSummary(
            reading: reading, indicators: list, months: months, services: services, sizes: sizes,
            buyerName: buyerName, rules: rules(steps))
        let (file, digest) = summary.file
        var answer = ToolAnswer(
            summary: sentence, results: results(list, digest),
            steps: [
                ToolStep(title: "Compte des lignes", text: account.sentence, articles: [])
            ] + steps,
            assumptions: assumptions)
        answer.warnings = account.warnings
        if let expectedDigest, expectedDigest != reading.digest {
            answer.warnings.append(
                "L’empreinte de ce registre n’est pas celle attendue\u{202F}: ce n’est pas le même texte."
            )
        }
        answer.tables = [indicatorTable(list), bandTable] + groupTables + findingTables
        answer.charts =
            PaymentCharts(
                sorted: indicators.sorted,
                months: Array(months.suffix(ThermometerAnswer.mostMonths)),
                services: services, delay: reading.law.delay.number(on: reading.question.on)
            ).charts
        answer.documents = [summary.document(digest: digest)]
        answer.files = [file, reading.lateFile.file, RegisterTemplate.file]
        return answer
    }

    /// The articles of steps, each once.
    private func rules(_ steps: [ToolStep]) -> [ToolArticle] {
        var rules: [ToolArticle] = []
        for article in steps.flatMap(\.articles)
        where !rules.contains(where: { $0.text == article.text }) {
            rules.append(article)
        }
        return rules
    }

    private var sentence: String {
        let payments = reading.payments
        guard let mean = payments.mean else {
            return "Aucun paiement à mesurer\u{202F}: "
                + RegisterAccount(reading).sentence
        }
        let share = payments.lateShare.map { "\($0.french(decimals: 2))\u{202F}% en retard" }
        let owed =
            payments.owed.cents > 0
            ? " Intérêts et indemnités dus\u{202F}: \(payments.owed.french)." : " Rien n’est dû."
        return
            "\(FrenchNumber.whole(payments.count)) paiement\(payments.count > 1 ? "s" : "")\u{202F}: "
            + "\(mean.french(decimals: 2)) jours "
            + "en moyenne" + (share.map { ", \($0)" } ?? "") + "." + owed
    }

    private func results(_ list: [PaymentIndicator], _ digest: String) -> [ToolResult] {
        func count(_ name: String, _ label: String, _ count: Int) -> ToolResult {
            ToolResult(
                name: name, label: label, value: .number(LegalNumber(Int64(count)), unit: ""))
        }
        var results = list.map {
            ToolResult(name: $0.name, label: "\($0.code) · \($0.label)", value: $0.value)
        }
        results += [
            count("linesRead", "Lignes lues", reading.read),
            count("payments", "Paiements comptés", reading.payments.count),
            count("unpaid", "Factures non payées", reading.stock.count),
            count("outside", "Hors période", reading.outside),
            count("setAside", "Mises de côté", reading.setAside),
            count("latePayments", "Paiements en retard", reading.payments.lateCount),
            ToolResult(
                name: "registerDigest", label: "Empreinte du registre", value: .text(reading.digest)
            ),
            ToolResult(
                name: "summaryDigest", label: "Empreinte de la synthèse", value: .text(digest)),
        ]
        if let expectedDigest {
            results.append(
                ToolResult(
                    name: "registerMatches", label: "Registre identique à celui attendu",
                    value: .flag(expectedDigest == reading.digest)))
        }
        return results
    }

    private func indicatorTable(_ list: [PaymentIndicator]) -> ToolTable {
        ToolTable(
            "indicators", "Indicateurs de délai de paiement",
            columns: [
                .init("indicator", "Indicateur"), .init("code", "Code"), .init("value", "Valeur"),
                .init("count", "Factures"), .init("unknown", "Inconnues"),
                .init("definition", "Ce qu’il mesure"),
            ],
            rows: list.map {
                [
                    .text($0.label), .text($0.code), $0.value,
                    .number(LegalNumber(Int64($0.count)), unit: ""),
                    .number(LegalNumber(Int64($0.unknown)), unit: ""), .text($0.definition),
                ]
            },
            note:
                "Factures\u{202F}: celles sur lesquelles repose la valeur. Inconnues\u{202F}: celles que le "
                + "registre ne permettait pas de compter.")
    }

    private var bandTable: ToolTable {
        let payments = reading.payments
        let ends = PaymentTally.bandEnds
        let labels = ends.indices.map { index in
            index == 0
                ? "\(ends[0]) jours au plus" : "\(ends[index - 1] + 1) à \(ends[index]) jours"
        }
        func percent(_ part: Int128, _ whole: Int128) -> ToolValue {
            Hundredths.ratio(part * 100, whole).map { .number($0, unit: "%") }
                ?? .unknown("aucun paiement")
        }
        return ToolTable(
            "bands", "Paiements selon leur délai",
            columns: [
                .init("band", "Délai"), .init("payments", "Paiements"),
                .init("share", "Part, en nombre"), .init("amount", "Montant TTC"),
                .init("shareByAmount", "Part, en montant"),
            ],
            rows: (labels + ["Plus de \(ends[ends.count - 1]) jours"]).enumerated().map {
                band, label in
                let count = payments.bandCounts[band]
                let cents = payments.bandCents[band]
                return [
                    .text(label), .number(LegalNumber(Int64(count)), unit: ""),
                    percent(Int128(count), Int128(payments.count)), .money(Money(cents: cents)),
                    percent(Int128(cents), Int128(payments.cents)),
                ]
            })
    }

    private var groupTables: [ToolTable] {
        let hiddenMonths = months.count - ThermometerAnswer.mostMonths
        let hiddenServices = services.count - ThermometerAnswer.mostServices
        return [
            PaymentGroup.table(
                "months", "Par mois de paiement", "Mois",
                Array(months.suffix(ThermometerAnswer.mostMonths)),
                note: hiddenMonths > 0
                    ? "Les \(hiddenMonths) mois plus anciens sont dans la synthèse." : nil),
            PaymentGroup.table(
                "services", "Par service", "Service",
                Array(services.prefix(ThermometerAnswer.mostServices)),
                note: hiddenServices > 0
                    ? "Les \(hiddenServices) services aux plus petits montants sont dans la synthèse."
                    : nil),
            PaymentGroup.table("supplierSizes", "Par taille de fournisseur", "Taille", sizes),
        ]
    }

    private var findingTables: [ToolTable] {
        var tables: [ToolTable] = []
        let reasons = reading.interruptions.top(10)
        if !reasons.isEmpty {
            tables.append(
                ToolTable(
                    "reasons", "Motifs d’interruption les plus fréquents",
                    columns: [.init("reason", "Motif"), .init("count", "Factures")],
                    rows: reasons.map {
                        [.text($0.reason), .number(LegalNumber(Int64($0.count)), unit: "")]
                    },
                    note: "Ces motifs ne figurent pas dans la synthèse."))
        }
        if !reading.faults.isEmpty {
            let more = reading.setAside - reading.faults.count
            tables.append(
                ToolTable(
                    "setAside", "Lignes mises de côté",
                    columns: [
                        .init("row", "Ligne"), .init("column", "Colonne"),
                        .init("value", "Valeur lue"),
                        .init("expected", "Il y faut"),
                    ],
                    rows: reading.faults.map {
                        [
                            .text("Ligne \($0.row)"), .text($0.column.isEmpty ? "–" : $0.column),
                            .text($0.value.isEmpty ? "(vide)" : $0.value), .text($0.expected),
                        ]
                    },
                    note: more > 0
                        ? "Les premières\u{202F}; \(FrenchNumber.whole(more)) autres sont aussi de côté."
                        : nil))
        }
        return tables
    }

    private var assumptions: [String] {
        var assumptions = Lateness.assumptions
        assumptions.append(
            "Les paiements sont rangés par mois de paiement\u{202F}; les factures non payées sont celles "
                + "reçues au \(FrenchNumber.day(reading.question.on)), quelle que soit la période.")
        assumptions.append(
            "Le registre est lu pendant la réponse\u{202F}: rien n’en est conservé, aucun fournisseur n’est "
                + "repris.")
        if !reading.header.ignored.isEmpty {
            let names = reading.header.ignored.prefix(20).map {
                "«\u{202F}\($0.prefix(40))\u{202F}»"
            }
            let more = reading.header.ignored.count - names.count
            assumptions.append(
                "Colonnes non lues\u{202F}: \(names.joined(separator: ", "))"
                    + (more > 0 ? " et \(more) autres." : "."))
        }
        assumptions.append(PaymentSummary.signatureNotice)
        return assumptions
    }
}
